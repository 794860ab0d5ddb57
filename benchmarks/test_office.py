"""A long ranking as PDF, against the office suite's export of the same table, and how time grows with the rows."""

import shutil
import subprocess
import time
from pathlib import Path

import pytest

from benchmarks.conftest import Measure
from benchmarks.tables import LANGUAGES, paper, table
from models.progress import silent
from models.protocol.blocks import say

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")


def workbook(path: Path, number: int) -> Path:
    """Write the same table in both languages, as a person would: wrapped, landscape, as wide as the page."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Border, Side
    from openpyxl.utils import get_column_letter

    book, made = Workbook(), table(number)
    book.remove(book.worksheets[0])
    line = Side(style="thin")
    for language in LANGUAGES:
        sheet = book.create_sheet(language)
        for row in ([column.head for column in made.columns], *(row.cells for row in made.rows)):
            sheet.append([say(cell, language) for cell in row])
        for cells in sheet.iter_rows():
            for cell in cells:
                cell.alignment = Alignment(wrap_text=True, vertical="top")
                cell.border = Border(line, line, line, line)
        for at, column in enumerate(made.columns, 1):
            sheet.column_dimensions[get_column_letter(at)].width = column.width / 1.9
        sheet.print_title_rows = "1:1"
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.page_setup.fitToHeight = 0
    book.save(path)
    return path


OFFICE = "a table of 1 000 rows and 12 columns in both languages, as PDF"


@pytest.mark.skipif(SOFFICE is None, reason="no LibreOffice here")
@pytest.mark.parametrize("rows", [1_000, 1])
def test_office(measure: Measure, tmp_path: Path, rows: int) -> None:
    path = workbook(tmp_path / "ranking.xlsx", rows)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    order = [str(SOFFICE), profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(path)]
    label = "LibreOffice" if rows > 1 else "… its start and one row"
    measure(
        OFFICE,
        label,
        lambda: subprocess.run(order, check=True, capture_output=True, timeout=300),
        base=rows > 1,
        rounds=2,
    )
    assert (tmp_path / "ranking.pdf").stat().st_size > 1_000


def test_own(measure: Measure) -> None:
    from models.protocol.pdf.build import build

    made = paper(1_000)
    pdf = measure(OFFICE, "Tandau", lambda: build(made, silent), faster=10, rounds=3)
    assert pdf.startswith(b"%PDF")


GROUPS = {
    100: "a table of 1 000 rows as PDF, against 100 rows, processor time",
    1_000: "a table of 10 000 rows as PDF, against 1 000, processor time",
}


@pytest.mark.parametrize(("rows", "of"), [(100, 100), (1_000, 100), (1_000, 1_000), (10_000, 1_000)])
def test_growth(told: Measure, rows: int, of: int) -> None:
    from models.protocol.pdf.build import build

    made, seconds = paper(rows), []
    times = 10 if rows == of else 1  # as long as the other, so that both meet the same load
    for _ in range(3 if of == 1_000 else 6):
        start = time.process_time()
        for _ in range(times):
            build(made, silent)
        seconds.append((time.process_time() - start) / times)
    told(GROUPS[of], f"{rows} rows", seconds, base=rows == of, limit=11)
