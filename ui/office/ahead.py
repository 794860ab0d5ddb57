"""What takes long is searched before anybody asks for it: conflicts and duplicates of the chosen contest."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from models.progress import Asking, Report
from models.wording import current_language
from ui.office.conflicts.work import conflicts_searched
from ui.office.duplicates.work import duplicates_searched
from ui.office.words import today

if TYPE_CHECKING:
    from ui.office.place import Office
    from ui.office.state import OfficeState

_STILL = 400
"""Milliseconds after the last work: pages are laid out then, and who goes on at once is not held up."""


class Ahead(QObject):
    """Searches while nothing else runs, after every change; what the pages' searches remember has it then."""

    def __init__(self, place: "Office") -> None:
        super().__init__(place)
        self._place = place
        self.done_for: tuple[OfficeState, str] | None = None
        """The picture of the central file for which everything is searched, and the language; None: for none yet."""
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_STILL)
        self._soon.timeout.connect(self._search)
        place.services.tasks.idle.connect(self._soon.start)

    def _search(self) -> None:
        place, now, on = self._place, (self._place.state, current_language()), today()
        central, overview = place.central, now[0].overview
        if central is None or overview is None or now == self.done_for:
            return
        conflicts, duplicates = conflicts_searched(place), duplicates_searched(place)

        def work(report: Report) -> None:
            asking = Asking(report)
            with central.reading(asking) as session:
                conflicts.search(session, overview.contest.id, on=on, report=asking)
                duplicates.search(session, overview.contest.id, asking)

        def done(_none: None) -> None:
            self.done_for = now

        place.services.tasks.ahead(work, done, owner=self)
