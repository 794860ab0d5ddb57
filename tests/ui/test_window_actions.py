"""The buttons beneath a page at every width."""

from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.actions import ActionsRow


def test_buttons_stand_in_one_line_where_they_fit_and_wrap_where_not(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    row = ActionsRow(holder)
    row.setContentsMargins(10, 10, 10, 10)
    row.setSpacing(6)
    made = [QPushButton("Өзгерістерден бас тарту") for _ in range(4)]
    for number, one in enumerate(made):
        row.add(one, left=number == 0)
    wide = made[0].sizeHint().width()
    holder.resize(wide * 5, 200)
    holder.show()
    QApplication.processEvents()
    assert len({one.y() for one in made}) == 1
    assert made[0].x() == 10
    assert made[3].geometry().right() == holder.width() - 11
    holder.resize(wide * 2 + 30, 400)
    QApplication.processEvents()
    assert len({one.y() for one in made}) == 3
    assert all(one.width() == wide and holder.rect().contains(one.geometry()) for one in made)
    assert row.heightForWidth(wide * 2 + 30) > row.heightForWidth(wide * 5)
    made[1].hide()
    QApplication.processEvents()
    assert len({one.y() for one in made if one.isVisible()}) == 2
    for one in made:
        one.hide()
    assert row.heightForWidth(wide) == 0  # no bare strip beneath a page
    assert [row.takeAt(0).widget() for _ in range(4)] == made
    assert row.takeAt(0) is None
