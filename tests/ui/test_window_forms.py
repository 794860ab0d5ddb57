"""Forms: what a hand types is what the field holds."""

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ui.shell.ask import ChoiceDialog
from ui.widgets.forms import DateEdit, Form


@pytest.mark.parametrize(
    ("typed", "date"),
    [
        ("04.07.2022", QDate(2022, 7, 4)),
        ("04072022", QDate(2022, 7, 4)),
        ("1.7.2022", QDate(2022, 7, 1)),
        ("31/12/2023", QDate(2023, 12, 31)),
    ],
)
@pytest.mark.parametrize("everything", [True, False])
def test_a_typed_date_arrives_whole_wherever_the_cursor_stands(
    qtbot: QtBot, typed: str, date: QDate, *, everything: bool
) -> None:
    form = Form()
    field = form.date("Day", QDate(2026, 11, 22))
    qtbot.addWidget(form)
    form.show()
    assert isinstance(field, DateEdit)
    field.setFocus(Qt.FocusReason.MouseFocusReason)
    if everything:
        field.lineEdit().selectAll()
    else:
        field.lineEdit().setCursorPosition(1)
    QTest.keyClicks(field, typed)
    assert field.date() == date


@pytest.mark.parametrize("ways", [2, 30])
def test_many_ways_scroll_and_cancel_stays_on_the_screen(qtbot: QtBot, ways: int) -> None:
    dialog = ChoiceDialog("Whose card?", [(str(n), f"Person {n}", "words " * 30) for n in range(ways)])
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    limit = dialog.screen().availableGeometry().height()
    scrolls = dialog.room.verticalScrollBar()
    qtbot.waitUntil(lambda: dialog.height() <= limit and (scrolls.maximum() > 0) == (ways == 30))
    cancel = dialog.buttons.buttons()[0]
    assert dialog.rect().contains(cancel.mapTo(dialog, cancel.rect().bottomRight()))
