"""Tables as clerks keep them: formulas that failed, numbers of columns, texts with separators, totals in the budget."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from models.contest.contest import Contest
from models.intake.attachments import scan_attachments
from models.intake.columns import recognise
from models.intake.outside.tables import Table, TableRow, read_table, read_tables
from models.intake.plan import IntakePlan, RowKind, plan_intake

NOW = datetime(2024, 4, 25, 9, 0, tzinfo=UTC)
HEADINGS = ("Код", "ФИО", "ИИН", "Название проекта", "Область", "Дата рождения", "Сумма гранта")


def taken(contest: Contest, table: Table, budget: Table | None = None) -> IntakePlan:
    return plan_intake(table, recognise(table.headings), contest, (), now=NOW, budget_table=budget)


def test_a_failed_formula_is_refused_not_taken_for_an_empty_cell(contest: Contest, tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEADINGS)
    sheet.append(("A-1", "Петров Пётр", "020314500014", "Двор", "Абай облысы", "14.03.2002", "#DIV/0!"))
    sheet.append(("A-2", "Ғали Әсел", "", "Үлгі", "Абай облысы", "01.02.2003", 900_000))
    sheet["G2"].data_type = "e"
    book.save(tmp_path / "a.xlsx")
    table = read_table(tmp_path / "a.xlsx")
    assert table.rows[0].cells[6] == "#DIV/0!"
    refused, good = taken(contest, table).rows
    assert (refused.kind, good.kind) == (RowKind.REFUSED, RowKind.NEW)
    assert "#DIV/0!" in refused.reasons[0]


@pytest.mark.parametrize("error", ["#Н/Д", "#ссылка!", "#NAME?"])
def test_a_failed_formula_saved_as_text_is_refused_too(contest: Contest, error: str) -> None:
    row = TableRow(2, ("A-1", "Петров Пётр", "020314500014", error, "Абай облысы", "14.03.2002", "900 000"))
    assert error in taken(contest, Table("t", HEADINGS, 1, (row,))).rows[0].reasons[0]


def test_the_row_that_numbers_the_columns_is_no_application(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("ФИО;ИИН;Название проекта\n1;2;3\nПетров Пётр;020314500014;Двор\n1;2;3\n", encoding="utf-8")
    table = read_table(path)
    assert ([row.number for row in table.rows], table.skipped) == ([3, 4], (2,))


def test_rows_shifted_by_a_separator_in_a_text_are_named(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    text = "ФИО;ИИН;Название проекта;Цель\nА Б;1;Двор;учить\nВ Г;2;Двор; сквер;учить\n"
    path.write_text(text, encoding="utf-8")
    (note,) = read_table(path).notes
    assert "in rows: 3." in note
    path.write_text(text.replace("Двор; сквер", '"Двор; сквер"'), encoding="utf-8")
    assert read_table(path).notes == ()


def test_rows_of_a_budget_that_belong_to_nobody_are_told(contest: Contest, tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEADINGS)
    sheet.append(("A-1", "Петров Пётр", "020314500014", "Двор", "Абай облысы", "14.03.2002", "900 000"))
    budget = book.create_sheet("Смета")
    for row in (
        ("Код заявки", "Статья расходов", "Сумма"), ("A-1", "Стол", 900_000), (None, "Итого", 900_000),
        ("Z-9", "Стул", 1),
    ):  # fmt: skip
        budget.append(row)
    book.save(tmp_path / "a.xlsx")
    made = taken(contest, *read_tables(tmp_path / "a.xlsx"))
    assert made.notes == (
        "“Смета”: rows without an application code or IIN were left out: 1.",
        "Rows of plan or budget were left out: the table has no application Z-9.",
    )
    assert made.rows[0].kind is RowKind.NEW


def test_a_pdf_under_a_password_says_so(tmp_path: Path) -> None:
    import pikepdf

    document = pikepdf.new()
    document.add_blank_page()
    document.save(tmp_path / "a.pdf", encryption=pikepdf.Encryption(owner="тайна", user="тайна"))
    (aside,) = scan_attachments(tmp_path).left_aside
    assert aside.reason == "protected by a password; ask for it again without one"
