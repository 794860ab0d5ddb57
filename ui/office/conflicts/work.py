"""Conflicts of interest: what the page asks of the central file. What was found is kept for the next time."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from models.errors import StoreError
from models.progress import Report
from models.wording import tr
from ui.office.words import today

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from models.centre.conflicts.declarations import ReadSheets
    from models.centre.conflicts.mirror_list import ConflictPicture
    from models.centre.conflicts.search import Searched
    from models.centre.store import Transaction
    from models.conflicts.declarations import Declaration
    from models.conflicts.involved import Involved
    from models.conflicts.involved_table import ContactPlan
    from models.conflicts.party_tables import Parties
    from models.conflicts.pinned import PinnedConflict
    from models.scoring.workspace.store import Workspace
    from ui.office.place import Office
    from ui.office.state import Work


def conflicts_searched(place: "Office") -> "Searched":
    """Return what is remembered of the chosen contest; it goes with the drafts, when contest or file is left."""
    from models.centre.conflicts.search import Searched

    searched: Searched = place.drafts.setdefault("conflicts", Searched())
    return searched


class ConflictWork:
    """Searches, reads and records in the background, for one page."""

    def __init__(self, place: "Office", owner: "QObject") -> None:
        self._place = place
        self._owner = owner

    def load(self, done: "Callable[[ConflictPicture], None]", stopped: Callable[[BaseException], None]) -> None:
        """Read how conflicts stand; it searches where something that the search looks at has changed."""
        contest_id, on = self._place.contest_id, today()
        searched = conflicts_searched(self._place)

        def work(session: "Transaction", report: Report) -> "ConflictPicture":
            from models.centre.conflicts.mirror_list import conflict_picture

            return conflict_picture(session, contest_id, on=on, report=report, searched=searched)

        title = tr("Searching for conflicts of interest")
        self._place.read_long(work, done, title=title, owner=self._owner, failed=stopped)

    def pin(self, decision: "PinnedConflict", done: Callable[[], None]) -> None:
        """Record a decision for good."""
        contest_id = self._place.contest_id

        def work(do: "Work") -> None:
            from models.centre.conflicts.pairs import pin

            pin(do.session, contest_id, decision, by=do.by, at=do.at)

        self._change(work, done, tr("Recording the decision"))

    def know(self, one: "Involved", done: Callable[[], None]) -> None:
        """Store what is known of a person; an empty id is a new one outside the roster."""
        contest_id = self._place.contest_id

        def work(do: "Work") -> None:
            from models.centre.conflicts.pairs import know, new_involved_id

            person = one if one.id else one.model_copy(update={"id": new_involved_id(do.session, contest_id)})
            know(do.session, contest_id, person, by=do.by, at=do.at)

        self._change(work, done, tr("Storing the person"))

    def read_contacts(self, path: Path, done: "Callable[[Parties, ContactPlan], None]") -> None:
        """Read a table of contacts and say what taking it in would do; nothing is stored."""
        contest_id = self._place.contest_id

        def work(session: "Transaction") -> "tuple[Parties, ContactPlan]":
            from models.centre.conflicts.pairs import everyone
            from models.conflicts.involved_table import plan_contacts
            from models.conflicts.party_tables import read_parties

            table = read_parties(path)
            return table, plan_contacts(table, everyone(session, contest_id))

        self._place.read(work, lambda both: done(*both), title=tr("Reading the table"), owner=self._owner)

    def store_contacts(self, table: "Parties", plan: "ContactPlan", done: Callable[[int], None]) -> None:
        """Store what the report shows."""
        contest_id = self._place.contest_id

        def work(do: "Work") -> int:
            from models.centre.conflicts.pairs import know_from_table

            return know_from_table(do.session, contest_id, table, plan, by=do.by, at=do.at)

        self._place.change(work, done, title=tr("Storing the contacts"), owner=self._owner)

    def forget(self, person: str, why: str, done: Callable[[], None]) -> None:
        """Take out what is stored of a person."""
        contest_id = self._place.contest_id

        def work(do: "Work") -> None:
            from models.centre.conflicts.pairs import forget

            forget(do.session, contest_id, person, by=do.by, at=do.at, why=why)

        self._change(work, done, tr("Taking the person out"))

    def declare(self, person: str, said: "Sequence[Declaration]", done: Callable[[], None]) -> None:
        """Record what a person declares in the office now."""
        contest_id = self._place.contest_id

        def work(do: "Work") -> None:
            from models.centre.conflicts.declarations import declare_in_office

            declare_in_office(do.session, contest_id, person, said, on=do.at, by=do.by, at=do.at)

        self._change(work, done, tr("Recording the declaration"))

    def read_sheets(self, files: Sequence[Path], done: "Callable[[ReadSheets, tuple[str, ...]], None]") -> None:
        """Take from score sheets what their members declare."""
        contest_id, key = self._place.contest_id, self._place.services.session.key
        if key is None:
            raise StoreError(tr("Your key is locked; nothing was done. Unlock it first."))

        def work(do: "Work") -> "tuple[ReadSheets, tuple[str, ...]]":
            from models.centre.conflicts.declarations import read_sheets, take_declared

            read = read_sheets(do.session, contest_id, files, key, report=do.report)
            return read, take_declared(do.session, contest_id, read.told, by=do.by, at=do.at)

        title = tr("Reading the score sheets")
        self._place.change(work, lambda both: done(*both), title=title, owner=self._owner)

    def read_taken(self, done: "Callable[[ReadSheets, tuple[str, ...]], None]") -> None:
        """Take what those sheets declare that the Sitting on this laptop took in."""
        contest_id = self._place.contest_id

        def opened(workspace: "Workspace") -> None:
            def work(do: "Work") -> "tuple[ReadSheets, tuple[str, ...]]":
                from models.centre.conflicts.declarations import read_taken, take_declared

                read = read_taken(do.session, contest_id, workspace)
                return read, take_declared(do.session, contest_id, read.told, by=do.by, at=do.at)

            title = tr("Reading the score sheets")
            self._place.change(work, lambda both: done(*both), title=title, owner=self._owner)

        self._place.services.session.with_workspace(opened)

    def export(self, picture: "ConflictPicture", path: Path, done: Callable[[], None]) -> None:
        """Write the lists to `path` as .xlsx or .csv."""

        def work(_report: Report) -> None:
            from models.centre.conflicts.mirror_list import mirror_table
            from models.centre.papers.exports import export_table

            headings, rows = mirror_table(picture)
            export_table(path, headings, rows, title=tr("Conflicts of interest"))

        title = tr("Writing the table")
        self._place.services.tasks.run(work, lambda _none: done(), title=title, owner=self._owner)

    def _change(self, work: "Callable[[Work], None]", done: Callable[[], None], title: str) -> None:
        self._place.change(work, lambda _none: done(), title=title, owner=self._owner)
