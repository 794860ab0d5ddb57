"""What the pages of the office share: one frozen picture of the open central file and the chosen contest."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from models.progress import Report

if TYPE_CHECKING:
    from models.centre.contests import ContestEntry
    from models.centre.overview import Overview
    from models.centre.store import Transaction


@dataclass(frozen=True)
class OfficeState:
    """What is open and how it stands. Replaced as a whole after every change; `Office.changed` tells of it."""

    location: str = ""
    """The open central file as people name it, without any password; empty while none is open."""
    contests: tuple["ContestEntry", ...] = ()
    """Every contest of the file, the newest first."""
    overview: "Overview | None" = None
    """The chosen contest: `overview.contest`, `.criteria`, `.roster`, `.counts`, `.packets`, `.results`; or None."""

    @property
    def is_open(self) -> bool:
        """Whether a central file is open."""
        return bool(self.location)


@dataclass(frozen=True)
class Work:
    """What background work gets: the transaction, who does it and when, and where it tells how far it is."""

    session: "Transaction"
    by: str
    at: datetime
    report: Report
