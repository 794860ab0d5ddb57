"""Registers as CSV and XLSX."""

import csv
import io
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from models.centre.papers.exports import csv_bytes, export_table
from models.errors import FileError

HEADINGS = ("№", "Грант алушы", "Шарт күні", "Сома")
ROWS: list[tuple[str | int | date | None, ...]] = [
    (1, "Әбдіғалиева Үміт", date(2024, 5, 20), 985_000),
    (2, '=HYPERLINK("x")', None, None),
    (3, "@+-\x07 бір\nекі; үш", date(2024, 1, 2), 0),
]


def test_workbook_holds_texts_numbers_and_dates_but_no_formula(tmp_path: Path) -> None:
    path = tmp_path / "register.XLSX"
    export_table(path, HEADINGS, ROWS, title="Тізілім: 2024/1")
    sheet = openpyxl.load_workbook(path).active
    assert sheet.title == "Тізілім 20241"
    assert [cell.value for cell in sheet[1]] == list(HEADINGS)
    first = [cell.value for cell in sheet[2]]
    assert (first[1], first[2].date(), first[3]) == ("Әбдіғалиева Үміт", date(2024, 5, 20), 985_000)
    assert (sheet["B3"].value, sheet["B3"].data_type) == ('=HYPERLINK("x")', "s")
    assert sheet["B4"].value == "@+- бір\nекі; үш"


def test_csv_is_read_back_cell_by_cell_and_runs_nothing() -> None:
    data = csv_bytes(HEADINGS, ROWS)
    assert data.startswith("\ufeff№;".encode())
    read = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert read == [
        list(HEADINGS),
        ["1", "Әбдіғалиева Үміт", "20.05.2024", "985000"],
        ["2", '\'=HYPERLINK("x")', "", ""],
        ["3", "'@+- бір\nекі; үш", "02.01.2024", "0"],
    ]


def test_other_endings_are_refused_and_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"\.xlsx or \.csv"):
        export_table(tmp_path / "register.doc", HEADINGS, ROWS, title="x")
    assert list(tmp_path.iterdir()) == []


def test_a_printed_table_is_as_wide_as_a_page_and_wrapped_words_have_room(tmp_path: Path) -> None:
    path = tmp_path / "register.xlsx"
    export_table(path, HEADINGS, [(1, "Ұзақ атау " * 12, None, 1)], title="x")
    sheet = openpyxl.load_workbook(path).active
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (
        "landscape",
        1,
        0,
    )
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.column_dimensions["B"].width < 50
    assert sheet.row_dimensions[2].height >= 45
