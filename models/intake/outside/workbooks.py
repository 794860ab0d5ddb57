"""Reading workbooks, in the child process only (`models.intake.outside.child`), and unpacking what it sends."""

import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from models.errors import FileError
from models.intake.unseen import as_seen, unseen_notes
from models.wording import tr

MOST_CELLS = 20_000_000
MOST_ROWS = 500_000
LARGEST_CONTENT = 2**31
"""Bytes of all parts of a workbook, unpacked."""
FIRST, OTHERS = slice(0, 1), slice(1, None)
"""The sheets of a workbook in two parts, for two children to read side by side: one reader keeps to one core."""
_BETWEEN = "\0"
"""No cell holds it: spreadsheets can't, and XML forbids it."""
_TOGETHER = 1_000
"""Rows that cross the pipe as one text: some milliseconds in one call, so that the window goes on in between."""


class RawSheet(NamedTuple):
    """A sheet as it stands: every row from row 1, cells as text."""

    name: str
    rows: Sequence[Sequence[str]]
    banners: list[int] = []  # noqa: RUF012 - a plain value for the pipe, never changed
    """Numbers (from 1) of the rows where one cell is merged over at least half of the columns."""
    notes: tuple[str, ...] = ()


def read_with_calamine(path: str, part: slice = slice(None)) -> list[tuple[Any, ...]]:
    """Return the sheets of a `part` of the workbook `path`, for `unpacked`. Raises FileError."""
    from python_calamine import CalamineWorkbook, PasswordError

    _refuse_early(path)
    try:
        book = CalamineWorkbook.from_path(path)
    except PasswordError as error:
        raise _locked(path) from error
    sheets: list[tuple[Any, ...]] = []
    for meta in book.sheets_metadata[part]:
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
        sheets.append(packed(RawSheet(meta.name, rows, banners)))
    return sheets


def read_with_openpyxl(path: str) -> list[tuple[Any, ...]]:
    """Return the sheets of the workbook `path` for `unpacked`, slower, where calamine fails. Raises FileError."""
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
        sheets.append(packed(RawSheet(sheet.title, rows)))
    book.close()
    return sheets


def error_cells(path: str) -> dict[str, list[tuple[int, int, str]]] | None:
    """Return (row, column, "#N/A"), both from 1, of every cell with an error, by sheet: calamine reads it as empty.

    None where it can't be told which cells these are: in XLS, and in ODS that has some.
    """
    _refuse_early(path)
    if not zipfile.is_zipfile(path) or _mentions(path, b'value-type="error"', "content.xml"):
        return None
    if not _mentions(path, b't="e"', "xl/worksheets/"):
        return {}
    import openpyxl

    book = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
    found = {
        sheet.title: [
            (cell.row, cell.column, str(cell.value))
            for row in sheet.iter_rows()
            for cell in row
            if cell.data_type == "e" and cell.value is not None
        ]
        for sheet in book.worksheets
    }
    book.close()
    return found


def _mentions(path: str, mark: bytes, parts: str) -> bool:
    """Tell whether `mark` stands in the parts of the workbook whose names begin with `parts`."""
    with zipfile.ZipFile(path) as archive:
        for part in archive.namelist():
            if not part.startswith(parts):
                continue
            with archive.open(part) as file:
                before = b""
                while block := file.read(2**20):
                    if mark in before + block:
                        return True
                    before = block[-len(mark) :]
    return False


def packed(sheet: RawSheet) -> tuple[Any, ...]:
    """Return `sheet` as the plain values that cross the pipe fastest: a thousand rows as one text."""
    width = max(map(len, sheet.rows), default=0)
    rows = [row if len(row) == width else [*row, *[""] * (width - len(row))] for row in sheet.rows]
    blocks = [_joined(rows[at : at + _TOGETHER], width) for at in range(0, len(rows), _TOGETHER)]
    return sheet.name, width, blocks, sheet.banners


def _joined(rows: Sequence[Sequence[str]], width: int) -> str:
    text = _BETWEEN.join(chain.from_iterable(rows))
    if text.count(_BETWEEN) != len(rows) * width - 1:  # an old binary workbook can hold anything
        text = _BETWEEN.join(cell.replace(_BETWEEN, "") for cell in chain.from_iterable(rows))
    return text


def unpacked(name: str, width: int, blocks: Iterable[str], banners: list[int]) -> RawSheet:
    """Return the sheet that a child sent in these parts."""
    rows: list[tuple[str, ...]] = []
    gone = 0
    for block in blocks if width else ():
        text, number = as_seen(block)
        gone += number
        cells = iter(text.split(_BETWEEN))
        rows += zip(*[cells] * width, strict=True)
    return RawSheet(name, rows, banners, unseen_notes(gone))


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
    if value.__class__ is float:
        return _number(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time.min else value.isoformat(" ", "seconds")
    return value.isoformat() if isinstance(value, date | time) else str(value).strip()


@lru_cache(10_000)  # quantities and numbers of rows repeat
def _number(value: float) -> str:
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
