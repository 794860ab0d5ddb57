"""What every page of the office has in common."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut

from ui.shell.place import Page

if TYPE_CHECKING:
    from models.centre.overview import Overview
    from ui.office.place import Office


class OfficePage(Page["Office"]):
    """A page about the chosen contest. A subclass shows it in `show_contest`; without a contest nothing is asked.

    F5 reads the central file again, as its button on the first page does.
    """

    def __init__(self, place: "Office") -> None:
        super().__init__(place)
        again = QShortcut(QKeySequence(QKeySequence.StandardKey.Refresh), self)
        again.activated.connect(self.guarded(place.reload))

    def refresh(self) -> None:
        now = self.place.state.overview
        if now is not None:
            self.show_contest(now)

    def show_contest(self, now: "Overview") -> None:
        """Show the contest as it stands now; called when the page comes up and after every change. Quick."""
        raise NotImplementedError
