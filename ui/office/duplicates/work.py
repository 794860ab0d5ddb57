"""Duplicates: what the page asks of the central file. What was found is kept for the next time."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from models.progress import Report
from models.wording import tr

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from models.centre.conflicts.duplicate_search import SearchedCases
    from models.centre.conflicts.duplicates import DuplicatePicture
    from models.centre.store import Transaction
    from models.duplicates.beside import Beside
    from models.duplicates.cases import Case, CaseDecision
    from ui.office.place import Office
    from ui.office.state import Work


def duplicates_searched(place: "Office") -> "SearchedCases":
    """Return what is remembered of the chosen contest; it goes with the drafts, when contest or file is left."""
    from models.centre.conflicts.duplicate_search import SearchedCases

    searched: SearchedCases = place.drafts.setdefault("duplicates", SearchedCases())
    return searched


class DuplicateWork:
    """Searches, reads and records in the background, for one page."""

    def __init__(self, place: "Office", owner: "QObject") -> None:
        self._place = place
        self._owner = owner

    def load(self, done: "Callable[[DuplicatePicture], None]", stopped: Callable[[BaseException], None]) -> None:
        """Read how duplicates stand; it searches where something that the search looks at has changed."""
        contest_id, searched = self._place.contest_id, duplicates_searched(self._place)

        def work(session: "Transaction", report: Report) -> "DuplicatePicture":
            from models.centre.conflicts.duplicates import duplicate_picture

            return duplicate_picture(session, contest_id, report, searched=searched)

        self._place.read_long(work, done, title=tr("Searching for duplicates"), owner=self._owner, failed=stopped)

    def beside(
        self, case: "Case", codes: tuple[str, str] | None, done: "Callable[[tuple[Beside, Beside]], None]"
    ) -> None:
        """Read two applications of a case."""
        contest_id, searched = self._place.contest_id, duplicates_searched(self._place)

        def work(session: "Transaction") -> "tuple[Beside, Beside]":
            from models.centre.conflicts.duplicates import two_applications
            from models.duplicates.beside import beside

            return beside(case, *two_applications(session, contest_id, case, codes), searched.likes)

        self._place.read(work, done, title=tr("Reading the application"), owner=self._owner)

    def decide(self, decision: "CaseDecision", done: Callable[[], None]) -> None:
        """Record a decision for good."""
        contest_id = self._place.contest_id

        def work(do: "Work") -> None:
            from models.centre.conflicts.duplicates import decide_duplicate

            decide_duplicate(do.session, contest_id, decision, by=do.by, at=do.at)

        self._place.change(work, lambda _none: done(), title=tr("Recording the decision"), owner=self._owner)

    def export(self, picture: "DuplicatePicture", path: Path, done: Callable[[], None]) -> None:
        """Write the lists to `path` as .xlsx or .csv."""

        def work(_report: Report) -> None:
            from models.centre.conflicts.duplicates import duplicate_table
            from models.centre.papers.exports import export_table

            headings, rows = duplicate_table(picture)
            export_table(path, headings, rows, title=tr("Duplicates"))

        self._place.services.tasks.run(work, lambda _none: done(), title=tr("Writing the table"), owner=self._owner)
