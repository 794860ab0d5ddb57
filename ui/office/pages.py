"""The Office's pages in the order of the work."""

from typing import Any

from ui.office.central.page import CentralPage
from ui.office.commission.page import CommissionPage
from ui.office.conflicts.page import ConflictsPage
from ui.office.contest_page import ContestPage
from ui.office.criteria.page import CriteriaPage
from ui.office.duplicates.page import DuplicatesPage
from ui.office.intake.page import IntakePage
from ui.office.lists.page import ListsPage
from ui.office.packet.page import PacketPage
from ui.office.paper_sheets.page import PaperPage
from ui.office.register.page import RegisterPage
from ui.office.screening.page import ScreeningPage
from ui.office.sync_page import SyncPage
from ui.shell.place import Page

PAGES: tuple[type[Page[Any]], ...] = (
    CentralPage,
    ContestPage,
    CriteriaPage,
    CommissionPage,
    IntakePage,
    ScreeningPage,
    DuplicatesPage,
    ConflictsPage,
    PacketPage,
    PaperPage,
    SyncPage,
    RegisterPage,
    ListsPage,
)
