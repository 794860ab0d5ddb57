from dataclasses import dataclass
from fractions import Fraction
from io import BytesIO

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from ui.item_models.table import ROW_ROLE, SORT_ROLE, TONE_ROLE, Column, TableModel
from ui.item_models.text import alphabet_key, fold
from ui.shell.main_window import MainWindow
from ui.shell.theme import Tone
from ui.widgets.data_table import DataTable
from ui.widgets.viewer import AttachmentViewer


@dataclass(frozen=True)
class Line:
    code: str
    name: str
    total: Fraction | int | None


LINES = (
    Line("A1", "Қожахметов", 100),
    Line("A2", "Ә́лия", None),
    Line("A3", "Іздібай", 9),
    Line("A4", "=Кенже", Fraction(19, 2)),
)
COLUMNS = (
    Column[Line]("Code", lambda line: line.code),
    Column[Line]("Name", lambda line: line.name, stretch=True),
    Column[Line]("Total", lambda line: line.total, number=True, tone=lambda line: None if line.total else Tone.BAD),
)


@pytest.fixture
def table(qtbot: QtBot) -> DataTable[Line]:
    made = DataTable(COLUMNS, key=lambda line: line.code, name="Lines", many=True)
    qtbot.addWidget(made)
    made.resize(700, 400)
    made.show()
    made.set_rows(LINES)
    return made


def test_model_keeps_qts_contract(qtmodeltester: ModelTester) -> None:
    model = TableModel(COLUMNS, key=lambda line: line.code)
    qtmodeltester.check(model)
    model.set_rows(LINES)
    qtmodeltester.check(model)
    model.sort(2, Qt.SortOrder.DescendingOrder)
    model.set_filter("a")
    qtmodeltester.check(model)


def test_sorting_compares_numbers_and_leaves_absence_last(table: DataTable[Line]) -> None:
    model = table.model
    model.sort(2)
    assert [line.code for line in model.shown] == ["A3", "A4", "A1", "A2"]
    model.sort(2, Qt.SortOrder.DescendingOrder)
    assert [line.code for line in model.shown] == ["A1", "A4", "A3", "A2"]
    model.sort(-1)
    assert model.shown == LINES
    assert model.index(0, 2).data(SORT_ROLE) == 100
    assert model.index(0, 0).data(ROW_ROLE) == LINES[0]
    assert model.index(1, 2).data(TONE_ROLE) == Tone.BAD


def test_sorting_keeps_the_selection_on_its_row(table: DataTable[Line]) -> None:
    table.choose("A3")
    table.model.sort(2)
    assert table.chosen() == (LINES[2],)
    table.set_rows(LINES[1:])
    assert table.chosen() == (LINES[2],)


def test_names_sort_by_the_kazakh_alphabet() -> None:
    assert sorted(["Ян", "Іңкәр", "Әли", "Бек", "Ыбырай", "Ағыбай"], key=alphabet_key) == [
        "Ағыбай",
        "Әли",
        "Бек",
        "Ыбырай",
        "Іңкәр",
        "Ян",
    ]


def test_filter_finds_every_word_also_in_russian_letters(table: DataTable[Line]) -> None:
    table.filter.setText("КОЖА a1")
    assert [line.code for line in table.model.shown] == ["A1"]
    assert table.count.text() == "1 of 4"
    table.filter.setText("no such")
    assert table.pile.currentWidget() is table.nothing
    table.nothing.button.click()
    assert table.model.shown == LINES
    table.set_test(lambda line: line.total is None)
    assert [line.code for line in table.model.shown] == ["A2"]


def test_empty_table_says_so(table: DataTable[Line]) -> None:
    table.set_rows(())
    assert table.pile.currentWidget() is table.empty
    assert not table.filter.isEnabled()


def test_copy_gives_headings_and_no_formula(qtbot: QtBot, table: DataTable[Line]) -> None:
    table.choose("A4")
    qtbot.keyClick(table.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == "Code\tName\tTotal\nA4\t'=Кенже\t19/2"


def test_enter_opens_the_row(qtbot: QtBot, table: DataTable[Line]) -> None:
    table.choose("A2")
    with qtbot.waitSignal(table.opened) as opened:
        qtbot.keyClick(table.view, Qt.Key.Key_Return)
    assert opened.args == [LINES[1]]


def test_folding_is_for_eyes_only() -> None:
    assert fold("Қыз ҮЙІ Ёлка") == "кыз уйи елка"


def test_viewer_turns_pages_and_tells_of_a_broken_file(qtbot: QtBot, window: MainWindow) -> None:
    from PIL import Image

    def png(width: int) -> bytes:
        picture = BytesIO()
        Image.new("RGB", (width, 40), "white").save(picture, "PNG")
        return picture.getvalue()

    viewer = AttachmentViewer(window.services.tasks, name="Attachment")
    qtbot.addWidget(viewer)
    viewer.resize(500, 400)
    viewer.show()
    viewer.show_file(lambda: png(60), "image/png", name="photo.png")
    qtbot.waitUntil(lambda: viewer.count == 1, timeout=20_000)
    assert viewer.position.text() == "Page 1 of 1"
    viewer.larger.click()
    assert viewer.share.text() == "125 %"
    viewer.show_file(lambda: b"not a picture", "image/png", name="broken.png")
    qtbot.waitUntil(lambda: not window.services.tasks.busy, timeout=20_000)
    assert viewer.count == 0
    assert window.services.strip.text != ""


def test_long_table_is_prepared_for_the_filter_before_anybody_types(qtbot: QtBot, table: DataTable[Line]) -> None:
    many = [Line(f"A{number}", f"Қала {number}", number) for number in range(1_000)]
    table.set_rows(many)
    table.filter.setText("кала 99")  # at once: what is not prepared yet is prepared now
    found = [line for line in many if "99" in line.code]
    assert list(table.model.shown) == found
    table.filter.setText("")
    table.set_rows(many[::-1])
    qtbot.waitUntil(lambda: not table.model.fold_ahead(0))
    table.filter.setText("кала 99")
    assert list(table.model.shown) == found[::-1]
    table.set_rows(LINES)
    assert table.model.shown == ()
