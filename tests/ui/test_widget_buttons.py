"""Buttons keep what they promise when their words change."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from models.sitting.saying import point_text
from models.wording import use_language
from ui.shell.ask import ReasonDialog
from ui.shell.main_window import MainWindow
from ui.shell.person import SignedIn
from ui.widgets.buttons import button


def test_button_keeps_its_shortcut_name_and_tip_when_its_words_change(qtbot: QtBot) -> None:
    made = button("Next unscored", shortcut="Ctrl+Return", role="primary")
    qtbot.addWidget(made)

    made.setText("Go on: hand in")

    assert made.shortcut().toString() == "Ctrl+Return"
    assert made.accessibleName() == "Go on: hand in"
    assert made.toolTip() == "Go on: hand in (Ctrl+Return)"


def test_enter_presses_the_button_with_the_keyboard(qtbot: QtBot) -> None:
    pressed: list[str] = []
    page = QWidget()
    column = QVBoxLayout(page)
    for name in ("one", "two"):
        column.addWidget(button(name, lambda name=name: pressed.append(name)))
    qtbot.addWidget(page)
    page.show()
    for made in page.findChildren(type(button("three"))):
        qtbot.keyClick(made, Qt.Key.Key_Return)
        qtbot.keyClick(made, Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)

    assert pressed == ["one", "one", "two", "two"]


def test_card_is_called_after_its_person() -> None:
    assert SignedIn("Әбілқасымов Ғалымжан Өмірұлы", "", "", "", "").card_name == "Әбілқасымов-Ғалымжан.card"
    assert SignedIn("../..", "", "", "", "").card_name == "member.card"


def test_joined_points_are_split_one_by_one() -> None:
    joined = "ережеден / из положения: бөлім / раздел"
    use_language("ru")
    assert "из положения: раздел" in point_text(joined)
    use_language("kk")
    assert "ережеден: бөлім" in point_text(joined)
    use_language("en")


def test_the_accepting_button_of_a_dialog_makes_room_for_its_bolder_words(window: MainWindow) -> None:
    dialog = ReasonDialog("Why?", "It stands in the protocol.", parent=window)
    dialog.show()
    accept = dialog.accept_button
    assert accept.isDefault()
    assert accept.font().weight() > dialog.font().weight()  # else it is measured with thinner letters than it shows
    dialog.close()
