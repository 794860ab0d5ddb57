"""Reading workbooks; runs in the child process only (`models.intake.outside`)."""

import zipfile
from collections.abc import Iterable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, NamedTuple

from models.errors import FileError
from models.wording import tr

MOST_CELLS = 20_000_000
MOST_ROWS = 500_000
LARGEST_CONTENT = 2**31
"""Bytes of all parts of a workbook, unpacked."""


class RawSheet(NamedTuple):
    """A sheet as it stands: every row from row 1, cells as text."""

    name: str
    rows: list[list[str]]
    banners: list[int] = []  # noqa: RUF012 - a plain value for the pipe, never changed
    """Numbers (from 1) of the rows where one cell is merged over at least half of the columns."""
    notes: tuple[str, ...] = ()


def read_with_calamine(path: str) -> list[tuple[Any, ...]]:
    """Return the RawSheets of the workbook `path` as plain tuples. Raises FileError."""
    from python_calamine import CalamineWorkbook, PasswordError

    _refuse_early(path)
    try:
        book = CalamineWorkbook.from_path(path)
    except PasswordError as error:
        raise _locked(path) from error
    sheets: list[tuple[Any, ...]] = []
    for meta in book.sheets_metadata:
        if not str(meta.typ).endswith("WorkSheet") or not str(meta.visible).endswith("Visible"):
            continue
        sheet = book.get_sheet_by_name(meta.name)
        if sheet.total_height > MOST_ROWS or sheet.total_height * sheet.total_width > MOST_CELLS:
            raise _too_large(path)
        banners = [
            top + 1
            for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
            if top == bottom and 2 * (right - left + 1) >= sheet.total_width
        ]
        rows = [_texts(row) for row in sheet.to_python(skip_empty_area=False)]
        sheets.append((meta.name, rows, banners, ()))
    return sheets


def read_with_openpyxl(path: str) -> list[tuple[Any, ...]]:
    """Return the RawSheets of the workbook `path`, slower, where calamine fails. Raises FileError."""
    import openpyxl

    _refuse_early(path)
    book = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
    sheets: list[tuple[Any, ...]] = []
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            continue
        rows: list[list[str]] = []
        cells = 0
        for row in sheet.iter_rows(values_only=True):
            rows.append(_texts(row))
            cells += len(row)
            if len(rows) > MOST_ROWS or cells > MOST_CELLS:
                raise _too_large(path)
        while rows and not any(rows[-1]):
            rows.pop()
        sheets.append((sheet.title, rows, [], ()))
    book.close()
    return sheets


def _refuse_early(path: str) -> None:
    file = Path(path)
    with file.open("rb") as stream:
        old = stream.read(4) == b"\xd0\xcf\x11\xe0"
    if old:
        if "EncryptedPackage".encode("utf-16-le") in file.read_bytes():
            raise _locked(path)
        return
    try:
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(part.file_size for part in archive.infolist())
    except zipfile.BadZipFile as error:
        raise FileError(
            tr(
                "“{name}” is cut off or damaged; nothing was taken in. Copy it again from where it came, or open it in "
                "the program it was made with and save it anew.",
                name=file.name,
            )
        ) from error
    if unpacked > LARGEST_CONTENT:
        raise _too_large(path)


def _too_large(path: str) -> FileError:
    return FileError(
        tr(
            "“{name}” is too large for a table of applications; nothing was taken in. Delete empty rows and columns, "
            "or split it into several files.",
            name=Path(path).name,
        )
    )


def _locked(path: str) -> FileError:
    return FileError(
        tr(
            "“{name}” is protected by a password; nothing was taken in. Open it in the spreadsheet program, take the "
            "password away and save it.",
            name=Path(path).name,
        )
    )


def _texts(row: Iterable[Any]) -> list[str]:
    return [value.strip() if value.__class__ is str else _text(value) for value in row]


def _text(value: Any) -> str:
    """Return a cell as text: whole numbers without a point, dates as ISO text, a midnight without its time."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time.min else value.isoformat(" ", "seconds")
    return value.isoformat() if isinstance(value, date | time) else str(value).strip()
