"""Views that are made when they are first looked at."""

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from ui.widgets.tabs import Tabs


def test_view_is_made_once_and_only_when_it_is_looked_at(qtbot: QtBot) -> None:
    made: list[str] = []

    def make(name: str) -> list[QLabel]:
        made.append(name)
        return [QLabel(name), QLabel(f"{name} too")]

    tabs = Tabs("views")
    qtbot.addWidget(tabs)
    for name in ("one", "two", "three"):
        tabs.add_later(name, lambda name=name: make(name))
    assert made == []
    tabs.show()
    assert made == ["one"]
    for number in (2, 0, 2):
        tabs.setCurrentIndex(number)
    assert made == ["one", "three"]
    assert [label.text() for label in tabs.widget(2).findChildren(QLabel)] == ["three", "three too"]
    tabs.hide()
    tabs.setCurrentIndex(1)
    assert made == ["one", "three"]
    tabs.show()
    assert made == ["one", "three", "two"]
