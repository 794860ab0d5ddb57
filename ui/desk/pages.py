"""The Desk's pages in the order of the work."""

from typing import Any

from ui.desk.declare import DeclarePage
from ui.desk.hand_in import HandInPage
from ui.desk.key import KeyPage
from ui.desk.packets import PacketsPage
from ui.desk.score import ScorePage
from ui.shell.place import Page

PAGES: tuple[type[Page[Any]], ...] = (
    KeyPage,
    PacketsPage,
    DeclarePage,
    ScorePage,
    HandInPage,
)
