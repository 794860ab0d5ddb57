"""The keyboard stays in the place when the button just pressed goes away."""

from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ui.shell.main_window import MainWindow
from ui.shell.place_view import PlaceView


def test_hiding_the_focused_button_keeps_the_keyboard_in_the_place(
    qtbot: QtBot, make_window: Callable[..., MainWindow]
) -> None:
    window = make_window()
    window.enter("office")
    view = window.findChild(PlaceView)
    assert view is not None
    page = view.page
    assert page is not None
    window.activateWindow()
    button = page.add_action("Once", lambda: None)
    assert isinstance(button, QPushButton)
    button.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is button)
    button.hide()
    QApplication.processEvents()
    now = QApplication.focusWidget()
    assert isinstance(now, QWidget)
    assert view.isAncestorOf(now)
