"""Filtering and sorting a table of 10 000 rows as a person types, against Qt's own proxy over the same cells."""

from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
from PySide6.QtCore import QSortFilterProxyModel, Qt

from benchmarks.conftest import Measure
from benchmarks.pools import applications
from ui.item_models.table import Column, TableModel
from ui.start import application

FILTERING = "filtering 10 000 rows: four letters typed, one by one, and taken back"
SORTING = "sorting 10 000 rows by a column of text"
TYPED = ("ж", "жа", "жас", "жас ", "жас", "жа", "ж", "")


class Shown(NamedTuple):
    code: str
    territory: str
    name: str
    title: str
    asked: int | None


COLUMNS: tuple[Column[Shown], ...] = (
    Column("Code", lambda row: row.code),
    Column("Territory", lambda row: row.territory),
    Column("Name", lambda row: row.name),
    Column("Title", lambda row: row.title),
    Column("Asked", lambda row: row.asked, number=True),
)


@pytest.fixture(scope="module")
def rows() -> list[Shown]:
    application()
    some = applications(1_000)
    return [
        Shown(f"A-{at:05}", one.territory, one.applicant.full_name, one.project.title, one.project.grant_asked)
        for at, one in enumerate(some * 10)
    ]


def model_of(rows: list[Shown]) -> TableModel[Shown]:
    made = TableModel(COLUMNS, key=lambda row: row.code)
    made.set_rows(rows)
    return made


def proxy_of(rows: list[Shown]) -> QSortFilterProxyModel:
    """Return what Qt's own books show: a proxy that looks at every column, over the same model."""
    proxy = QSortFilterProxyModel()
    source = model_of(rows)
    source.setParent(proxy)
    proxy.setSourceModel(source)
    proxy.setFilterKeyColumn(-1)
    proxy.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    return proxy


def typed(narrow: Callable[[str], Any], count: Callable[[], int]) -> list[int]:
    shown = []
    for text in TYPED:
        narrow(text)
        shown.append(count())
    return shown


def test_proxy_filter(measure: Measure, rows: list[Shown]) -> None:
    proxy = proxy_of(rows)
    measure(
        FILTERING,
        "QSortFilterProxyModel over every column",
        lambda: typed(proxy.setFilterFixedString, proxy.rowCount),
        base=True,
        rounds=2,
    )


def test_own_filter(measure: Measure, rows: list[Shown]) -> None:
    model = model_of(rows)
    shown = measure(
        FILTERING,
        "Tandau: own model, folded text of a row",
        lambda: typed(model.set_filter, model.rowCount),
        faster=8,
    )
    assert shown[-1] == 10_000
    assert 0 < shown[2] < 10_000


def turned(sort: Callable[[int, Qt.SortOrder], Any]) -> None:
    for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
        for column in (2, 3):
            sort(column, order)


def test_proxy_sort(measure: Measure, rows: list[Shown]) -> None:
    proxy = proxy_of(rows)
    measure(SORTING, "QSortFilterProxyModel, by the code points", lambda: turned(proxy.sort), base=True, rounds=2)


def test_own_sort(measure: Measure, rows: list[Shown]) -> None:
    model = model_of(rows)
    measure(SORTING, "Tandau: own model, by the Kazakh alphabet", lambda: turned(model.sort))
