"""A page of lists that a search in the background fills, and that can be saved as one table."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from models.wording import tr
from ui.office.page import OfficePage
from ui.shell.kinds import FileKind
from ui.shell.theme import Tone
from ui.widgets.notice import Notice

if TYPE_CHECKING:
    from models.centre.overview import Overview
    from ui.office.place import Office

Found = TypeVar("Found")


class Search(Protocol[Found]):
    """What such a page asks of the central file, in the background."""

    def load(self, done: Callable[[Found], None], stopped: Callable[[BaseException], None]) -> None:
        """Read how things stand; search where something that the search looks at has changed."""

    def export(self, picture: Found, path: Path, done: Callable[[], None]) -> None:
        """Write the lists to `path` as .xlsx or .csv."""


class SearchPage(OfficePage, Generic[Found]):
    """Shows what the last search of the contest found until the next one has ended, and says when one was stopped.

    A subclass sets `work` in `__init__` and shows `picture` in `show_lists`.
    """

    table_name = ""
    """The name offered for the table."""
    work: Search[Found]

    def __init__(self, place: "Office", waiting: str) -> None:
        """`waiting` is said until the first search of a contest has ended."""
        super().__init__(place)
        self._contest = ""
        """The contest that `picture` is of."""
        self.picture: Found | None = None
        self.waiting = Notice(Tone.INFO, waiting)
        self.stopped = Notice(Tone.WARN, tr("The search was stopped: the lists are not complete. Search again."))
        self.stopped.hide()
        self.body.addWidget(self.waiting)
        self.body.addWidget(self.stopped)

    def show_lists(self) -> None:
        """Show `picture`; None: nothing is found yet."""
        raise NotImplementedError

    def exported_words(self, name: str) -> str:
        """Return what is said when the table `name` is written."""
        raise NotImplementedError

    def show_contest(self, now: "Overview") -> None:
        if now.contest.id != self._contest:
            self._contest, self.picture = now.contest.id, None
            self.show_lists()
        self.search()

    def search(self) -> None:
        """Read how things stand, and search where something that matters changed."""
        self.waiting.setVisible(self.picture is None)
        self.stopped.hide()
        self.work.load(self.take, self._stopped)

    def take(self, picture: Found) -> None:
        """Show what was found."""
        self.picture = picture
        self.waiting.hide()
        self.show_lists()

    def _stopped(self, _error: BaseException) -> None:
        self.waiting.hide()
        self.stopped.show()

    def export(self) -> None:
        """Save every list as one table."""
        if self.picture is None:
            return
        path = self.services.files.save(tr("Save as a table"), self.table_name, FileKind.TABLE)
        if path is not None:
            told = self.exported_words(path.name)
            self.work.export(self.picture, path, lambda: self.services.strip.good(told))
