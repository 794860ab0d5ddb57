"""The keyboard stays in the place when the button just pressed goes away, or the page has nothing above its bar."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ui.shell.main_window import MainWindow
from ui.shell.place import Page
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


class Bare(Page[Any]):
    """A page with nothing to fill in."""

    key = "bare"

    @classmethod
    def title(cls) -> str:
        return "Bare"


def test_a_page_with_nothing_to_fill_in_takes_the_keyboard_to_its_actions_or_to_scroll(
    qtbot: QtBot, make_window: Callable[..., MainWindow]
) -> None:
    window = make_window()
    window.enter("office")
    view = window.findChild(PlaceView)
    assert view is not None
    page = Bare(view.place)
    qtbot.addWidget(page)
    page.show()
    page.take_focus()
    assert page.focusWidget() is page.scroller
    closed, action = page.add_action("Closed", lambda: None), page.add_action("Act", lambda: None)
    closed.setEnabled(False)
    QApplication.processEvents()
    page.take_focus()
    assert page.focusWidget() is action


def test_the_keyboard_goes_on_to_what_was_loaded_after_the_page_came_up(
    qtbot: QtBot, make_window: Callable[..., MainWindow]
) -> None:
    window = make_window()
    window.enter("office")
    assert window.view is not None
    page = window.view.page
    assert page is not None
    window.activateWindow()
    page.scroller.setFocus()
    qtbot.waitUntil(page.scroller.hasFocus)
    window.services.tasks.run(lambda _report: None, lambda _none: None, title="Reading")
    qtbot.waitUntil(lambda: not window.services.tasks.busy)
    assert page.scroller.widget().isAncestorOf(QApplication.focusWidget())
