"""The Sitting's pages in the order of the work."""

from typing import Any

from ui.shell.place import Page
from ui.sitting.change.page import ChangePage
from ui.sitting.conflicts.page import ConflictsPage
from ui.sitting.forecast.page import ForecastPage
from ui.sitting.opening_page import OpeningPage
from ui.sitting.protocol.page import ProtocolPage
from ui.sitting.ranking.page import RankingPage
from ui.sitting.room.page import RoomPage
from ui.sitting.sheets.page import SheetsPage
from ui.sitting.winners.page import WinnersPage

PAGES: tuple[type[Page[Any]], ...] = (
    OpeningPage,
    ForecastPage,
    SheetsPage,
    ConflictsPage,
    RoomPage,
    RankingPage,
    ChangePage,
    WinnersPage,
    ProtocolPage,
)
