"""Taking 3 000 applications in: reading the table, the plan, the screening."""

from pathlib import Path
from typing import Any

import pytest

from benchmarks.conftest import Measure
from benchmarks.pools import AT, applications, unzipped
from benchmarks.workbook import in_own_words, save
from models.contest.application import Application
from models.intake.columns import recognise
from models.intake.outside.tables import plan_and_budget, read_tables
from models.intake.parse import parse_row
from models.intake.plan import plan_intake
from models.intake.screening.screening import screen_all

LETTERS = {"sample": None, "2 000 letters": 2_000}
"""How long the texts of one application are: those of the sample contest come to some 630."""


@pytest.fixture(scope="module")
def made() -> list[Application]:
    return applications(3_000)


@pytest.fixture(scope="module", params=LETTERS)
def workbook(request: pytest.FixtureRequest, folder: Path, made: list[Application], the_contest: Any) -> Path:
    path = folder / f"{request.param}.xlsx"
    save(path, in_own_words(made, LETTERS[request.param]), the_contest)
    return path


def reading(workbook: Path) -> str:
    return f"reading an XLSX of 3 000 applications with plan and budget, texts of {workbook.stem}"


def whole(path: Path) -> int:
    import openpyxl

    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    return sum(len(row) for sheet in book.worksheets for row in sheet.iter_rows(values_only=True))


def test_unzip(measure: Measure, workbook: Path) -> None:
    measure(reading(workbook), "unzipping it", lambda: unzipped(workbook), base=True, rounds=30)


def test_openpyxl(measure: Measure, workbook: Path) -> None:
    measure(reading(workbook), "openpyxl, read-only, in this process", lambda: whole(workbook), rounds=1)


def test_calamine(measure: Measure, workbook: Path) -> None:
    from python_calamine import CalamineWorkbook

    def read() -> int:
        book = CalamineWorkbook.from_path(str(workbook))
        return sum(len(book.get_sheet_by_name(name).to_python()) for name in book.sheet_names)

    measure(reading(workbook), "calamine alone, in this process", read, rounds=3)


def test_expat(measure: Measure, workbook: Path) -> None:
    import zipfile
    from xml.parsers import expat

    def read() -> None:
        with zipfile.ZipFile(workbook) as book:
            for name in book.namelist():
                expat.ParserCreate().Parse(book.read(name), True)

    measure(reading(workbook), "unzipping and expat over its XML, nothing kept", read, rounds=3)


def test_reading(measure: Measure, workbook: Path) -> None:
    label = "Tandau: calamine in two children, as text"
    tables = measure(reading(workbook), label, lambda: read_tables(workbook), rounds=15, limit=6)
    assert len(max(tables, key=lambda table: len(table.headings)).rows) == 3_000


@pytest.fixture(scope="module")
def tables(folder: Path, made: list[Application], the_contest: Any) -> Any:
    path = folder / "planned.xlsx"
    save(path, in_own_words(made), the_contest)
    return read_tables(path)


PLANNING = "planning and screening 3 000 applications"


def test_parsing_alone(measure: Measure, tables: Any, the_contest: Any) -> None:
    from models.intake.parts import parse_parts

    columns = recognise(tables[0].headings).columns()
    parts = parse_parts(*plan_and_budget(tables))
    measure(
        PLANNING,
        "validating the rows into applications, nothing else",
        lambda: [parse_row(row, columns, the_contest, parts) for row in tables[0].rows],
        base=True,
        rounds=3,
    )


def planned(tables: Any, the_contest: Any, existing: list[Application]) -> Any:
    plan_table, budget_table = plan_and_budget(tables)
    return plan_intake(
        tables[0],
        recognise(tables[0].headings),
        the_contest,
        existing,
        now=AT,
        plan_table=plan_table,
        budget_table=budget_table,
    )


def test_plan_new(measure: Measure, tables: Any, the_contest: Any) -> None:
    plan = measure(PLANNING, "intake plan, nothing stored yet", lambda: planned(tables, the_contest, []), rounds=3)
    assert {row.kind.value for row in plan.rows} == {"new"}


def test_plan_again(measure: Measure, tables: Any, the_contest: Any) -> None:
    stored = [row.application for row in planned(tables, the_contest, []).rows]
    plan = measure(
        PLANNING, "intake plan, the same table a second time", lambda: planned(tables, the_contest, stored), rounds=3
    )
    assert {row.kind.value for row in plan.rows} == {"unchanged"}


def test_screening(measure: Measure, made: list[Application], the_contest: Any) -> None:
    measure(PLANNING, "screening all, each against all", lambda: screen_all(made, the_contest), rounds=3)
