"""Tables of the central file written as CSV and XLSX, so that no cell is ever taken for a formula."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from models.errors import FileError
from models.intake.outside.tables import safe_cell
from models.sealing.safe_write import safe_write
from models.wording import tr

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

Cell = str | int | date | None
_WIDEST = 42
"""Characters; longer texts are wrapped."""
_LINE = 15
"""Points that a line of text is high."""


def export_table(path: Path, headings: Sequence[str], rows: Iterable[Sequence[Cell]], *, title: str) -> None:
    """Write a table to `path` as its ending says, .xlsx or .csv; an existing file is replaced, whole or not at all.

    `title` names the sheet. Raises FileError for another ending, or where the disk refuses.
    """
    ending = path.suffix.lower()
    if ending == ".xlsx":
        data = xlsx_bytes(headings, rows, title=title)
    elif ending == ".csv":
        data = csv_bytes(headings, rows)
    else:
        raise FileError(
            tr("“{name}” was not written: a table is saved as .xlsx or .csv. Choose such a name.", name=path.name)
        )
    safe_write(path, data)


def csv_bytes(headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return a CSV: UTF-8 with its mark, semicolons, dates as dd.mm.yyyy, as spreadsheets here read it."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([safe_cell(heading) for heading in headings])
    writer.writerows([_text(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def xlsx_bytes(headings: Sequence[str], rows: Iterable[Sequence[Cell]], *, title: str) -> bytes:
    """Return a workbook with one sheet: headings frozen, texts as texts, whole numbers and dates as such.

    Printed it is as wide as one page lying, with the headings on every page.
    """
    rows = tuple(rows)
    from openpyxl import Workbook
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    book.remove(book.worksheets[0])
    sheet = book.create_sheet("".join(char for char in title if char not in "[]:*?/\\")[:31] or "Tandau")
    sheet.freeze_panes = "A2"
    _for_paper(sheet)
    widths = [len(heading) for heading in headings]
    for line, row in enumerate((headings, *rows), 1):
        for column, value in enumerate(row, 1):
            if value is None:
                continue
            cell = sheet.cell(line, column)
            if isinstance(value, str):
                cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
                cell.data_type = "s"  # openpyxl takes "=…" for a formula otherwise
            else:
                cell.value = value
                cell.number_format = "dd.mm.yyyy" if isinstance(value, date) else "#,##0"
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            widths[column - 1] = max(widths[column - 1], len(str(value)))
    for column, width in enumerate(widths, 1):
        sheet.cell(1, column).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = min(width, _WIDEST) + 2
    for line, row in enumerate((headings, *rows), 1):
        lines = max((-(-len(str(value)) // _WIDEST) for value in row if value is not None), default=1)
        if lines > 1:  # not every program makes room for wrapped words by itself
            sheet.row_dimensions[line].height = _LINE * lines
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _for_paper(sheet: "Worksheet") -> None:
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"
    sheet.print_options.gridLines = True


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.strftime("%d.%m.%Y")
    return safe_cell(cell) if isinstance(cell, str) else str(cell)
