"""Tables of applications as a person sees them in the sheet: XLSX, XLS and CSV in, safe cells out."""

import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, TypeAlias

from models.errors import FileError
from models.intake.fields import BUDGET_TABLE, MAIN, PLAN_TABLE, field_for
from models.intake.outside.child import TooMuchError, run_outside
from models.intake.outside.delimited import read_delimited
from models.intake.outside.workbooks import (
    FIRST,
    OTHERS,
    RawSheet,
    error_cells,
    read_with_calamine,
    read_with_openpyxl,
    unpacked,
)
from models.plain_files import open_plain
from models.wording import tr

LARGEST_FILE = 200 * 2**20
"""Bytes of the file itself."""
HEADING_WITHIN = 20
"""The heading row stands among so many first rows; above it a title may stand."""

_MOST_NAMED = 10
"""Rows that a note names."""
_FORMULA = re.compile(r"^[\s\u00a0\ufeff]*[=+\-@＝＋－＠|]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u2028\u2029\ufffe\uffff]")
_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?%?")


class TableRow(NamedTuple):
    """One row. `number` is the one the person sees in the sheet, from 1; as many cells as there are headings."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of text: numbers as written ("5", never "5.0"), dates as ISO text, empty cells as ""."""

    name: str
    """The sheet's name; of a CSV file its own."""
    headings: tuple[str, ...]
    heading_row: int
    rows: tuple[TableRow, ...]
    skipped: tuple[int, ...] = ()
    """Rows left out: blank but for one cell merged over the others (a heading of a section), or numbers of columns."""
    notes: tuple[str, ...] = ()
    """What the person must know about the reading, e.g. that letters were lost."""


def read_table(path: Path, *, sheet: str | None = None) -> Table:
    """Return the table of `path`; of several sheets the one named, else the one with most headings of applications.

    Raises FileError: not there, another kind, password-protected, damaged, cut off, too large, empty, no heading row.
    """
    tables = read_tables(path)
    if sheet is not None:
        for table in tables:
            if table.name == sheet:
                return table
        raise FileError(
            tr(
                "“{name}” has no sheet “{sheet}”. Its sheets are: {sheets}. Choose one of them.",
                name=path.name,
                sheet=sheet,
                sheets=", ".join(table.name for table in tables),
            )
        )
    return max(tables, key=lambda table: _known(table.headings))


def read_tables(path: Path) -> tuple[Table, ...]:
    """Return every sheet of `path` that holds a table, in order; a CSV file has one. Raises as `read_table`."""
    try:
        with open_plain(path) as file:
            start = file.read(8)
        size = path.stat().st_size
    except OSError as error:
        raise FileError(
            tr(
                "“{name}” can't be opened: {why}. Check that it is still there and not open elsewhere.",
                name=path.name,
                why=error.strerror or "",
            )
        ) from error
    if size > LARGEST_FILE:
        raise too_large(path.name)
    if not size:
        raise _empty(path.name)
    is_workbook = start.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0"))
    sheets = _workbook(path) if is_workbook else [read_delimited(path)]
    tables: list[Table] = []
    faults: list[FileError] = []
    for sheet in sheets:
        try:
            tables.append(_table(sheet, path.name))
        except FileError as error:
            faults.append(error)
    if not tables:
        raise faults[0] if faults else _empty(path.name)
    return tuple(tables)


def _workbook(path: Path) -> list[RawSheet]:
    try:
        with ThreadPoolExecutor(1) as beside:
            others = beside.submit(_by_calamine, path, OTHERS)
            errors = beside.submit(_errors, path)
            sheets = _by_calamine(path, FIRST) + others.result()
            return [_with_errors(sheet, errors.result()) for sheet in sheets]
    except FileError as first:
        try:
            raw = run_outside(read_with_openpyxl, str(path), name=path.name, memory_mb=1536, seconds=300)
        except TooMuchError:
            raise
        except FileError:
            raise first from None
    return [unpacked(*sheet) for sheet in raw]


def _by_calamine(path: Path, part: slice) -> list[RawSheet]:
    raw = run_outside(read_with_calamine, str(path), part, name=path.name, memory_mb=1536, seconds=120)
    return [unpacked(*sheet) for sheet in raw]


_Errors: TypeAlias = dict[str, list[tuple[int, int, str]]] | None


def _errors(path: Path) -> _Errors:
    return run_outside(error_cells, str(path), name=path.name, memory_mb=1536, seconds=300)


def _with_errors(sheet: RawSheet, errors: _Errors) -> RawSheet:
    """Put "#N/A" and the like where they stand, or say that nobody knows where."""
    if errors is None:
        note = tr(
            "“{name}”: in this kind of file a cell whose formula failed (#N/A and the like) is read as empty. If the "
            "table has formulas, save it as XLSX: there each such cell is named.",
            name=sheet.name,
        )
        return sheet._replace(notes=(*sheet.notes, note))
    if sheet.name not in errors:
        return sheet
    rows = list(sheet.rows)
    for row, column, text in errors[sheet.name]:
        if row <= len(rows) and column <= len(rows[row - 1]):
            cells = list(rows[row - 1])
            cells[column - 1] = text
            rows[row - 1] = cells
    return sheet._replace(rows=rows)


def _table(sheet: RawSheet, name: str) -> Table:
    at = _heading_row(sheet.rows)
    if at is None:
        if not any(any(row) for row in sheet.rows):
            raise _empty(name)
        raise FileError(
            tr(
                "“{name}” has no heading row among its first {n} rows; nothing was taken in. Put the names of the "
                "columns (for example “IIN”, “Project title”) above the data.",
                name=name,
                n=HEADING_WITHIN,
            )
        )
    headings = [" ".join(cell.split()) for cell in sheet.rows[at]]
    while headings and not headings[-1]:
        headings.pop()
    width = len(headings)
    notes = sheet.notes
    longer = ((number, row) for number, row in enumerate(sheet.rows[at + 1 :], at + 2) if len(row) > width)
    if wider := [number for number, row in longer if _width(row) > width]:
        notes += (_beyond_headings(sheet.name, wider),)
        width = max(_width(sheet.rows[number - 1]) for number in wider)
        headings += [""] * (width - len(headings))
    rows: list[TableRow] = []
    skipped: list[int] = []
    banners = set(sheet.banners)
    padding = ("",) * width
    for number, row in enumerate(sheet.rows[at + 1 :], at + 2):
        if not any(row):
            continue
        if (number in banners and sum(1 for cell in row if cell) == 1) or (not rows and _numbers_columns(row)):
            skipped.append(number)
            continue
        rows.append(TableRow(number, (*row, *padding)[:width] if len(row) < width else tuple(row[:width])))
    if not rows:
        raise _empty(name)
    return Table(sheet.name, tuple(headings), at + 1, tuple(rows), tuple(skipped), notes)


def _width(row: Sequence[str]) -> int:
    return next((at + 1 for at in range(len(row) - 1, -1, -1) if row[at]), 0)


def _beyond_headings(name: str, rows: Sequence[int]) -> str:
    return tr(
        "“{name}”: cells under no heading were left out, in rows: {rows}. See whether these rows are shifted: in CSV a "
        "text that holds the separator needs quotation marks.",
        name=name,
        rows=", ".join(map(str, rows[:_MOST_NAMED])) + ("…" if len(rows) > _MOST_NAMED else ""),
    )


def _numbers_columns(row: Sequence[str]) -> bool:
    """Tell whether a row is the "1 2 3 …" that official tables have under their headings."""
    cells = [cell for cell in row if cell]
    return len(cells) > 2 and cells == [str(number) for number in range(1, len(cells) + 1)]


def _known(headings: Sequence[str]) -> int:
    return sum(1 for heading in headings if heading and field_for(heading))


def _heading_row(rows: Sequence[Sequence[str]]) -> int | None:
    """The row (0-based) with most headings that any form has; else the first with two words and no number."""
    best, most, plain = None, 1, None
    for at, row in enumerate(rows[:HEADING_WITHIN]):
        cells = [cell for cell in row if cell]
        known = sum(
            1 for cell in cells if field_for(cell) or field_for(cell, PLAN_TABLE) or field_for(cell, BUDGET_TABLE)
        )
        if known > most:
            best, most = at, known
        if plain is None and len(cells) > 1 and not any(_NUMBER.fullmatch(cell) for cell in cells):
            plain = at
    return plain if best is None else best


def too_large(name: str) -> FileError:
    """Return the refusal of a table beyond any contest's size."""
    return FileError(
        tr(
            "“{name}” is too large for a table of applications; nothing was taken in. Delete empty rows and columns, "
            "or split it into several files.",
            name=name,
        )
    )


def _empty(name: str) -> FileError:
    return FileError(
        tr(
            "“{name}” holds no rows of data; nothing was taken in. Check that the right file and sheet were saved.",
            name=name,
        )
    )


def plan_and_budget(tables: Sequence[Table]) -> tuple[Table | None, Table | None]:
    """Return the plan table and the budget table among `tables`: told by their columns, each None where there is none.

    A plan table has an action, a budget table an item; both have an application code or IIN to be joined by.
    """
    plan = budget = None
    for table in tables:
        for fields, needed in ((PLAN_TABLE, "plan.action"), (BUDGET_TABLE, "budget.item")):
            part = needed.split(".", maxsplit=1)[0]
            codes = {field_for(heading, fields) for heading in table.headings}
            if needed not in codes or codes.isdisjoint({f"{part}.code", f"{part}.iin"}):
                continue
            if _known(table.headings) > len(codes) or "project.title" in {field_for(h, MAIN) for h in table.headings}:
                continue
            if part == "plan":
                plan = plan or table
            else:
                budget = budget or table
    return plan, budget


def safe_cell(text: str) -> str:
    """Return `text` so that no spreadsheet takes it for a formula and no control character is left in it.

    Text that begins with = + - @ gets an apostrophe before it, unless it is a plain number; line breaks and tabs stay.
    """
    clean = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    if _FORMULA.match(clean) and not _NUMBER.fullmatch(clean):
        return "'" + clean
    return clean
