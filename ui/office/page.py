"""What every page of the office has in common."""

from typing import TYPE_CHECKING

from ui.shell.place import Page

if TYPE_CHECKING:
    from models.centre.overview import Overview
    from ui.office.place import Office  # noqa: F401 - named in quotes below, where ruff does not look


class OfficePage(Page["Office"]):
    """A page about the chosen contest. A subclass shows it in `show_contest`; without a contest nothing is asked."""

    def refresh(self) -> None:
        now = self.place.state.overview
        if now is not None:
            self.show_contest(now)

    def show_contest(self, now: "Overview") -> None:
        """Show the contest as it stands now; called when the page comes up and after every change. Quick."""
        raise NotImplementedError
