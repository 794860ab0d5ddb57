"""The contest's lists: every change told like a log, and any published list compared with any other."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from models.centre.results.lists import LogLine, OwnList
from models.progress import Report
from models.wording import tr
from ui.item_models.table import Column
from ui.office.lists.compare import ComparePart
from ui.office.page import OfficePage
from ui.office.words import moment
from ui.shell.kinds import FileKind
from ui.widgets.data_table import DataTable
from ui.widgets.frames import EmptyState
from ui.widgets.segments import Segments

if TYPE_CHECKING:
    from models.centre.overview import Overview
    from models.centre.papers.exports import Cell
    from models.centre.store import Transaction
    from models.intake.lists.comparing import Compared
    from ui.office.place import Office

_LOG, _COMPARE = "log", "compare"


class ListsPage(OfficePage):
    """Two tabs: the log of the admitted list, and the comparison of lists."""

    key = "lists"
    icon = "file"

    def __init__(self, place: "Office") -> None:
        super().__init__(place)
        self.tabs = Segments(
            [(_LOG, tr("History of the list")), (_COMPARE, tr("Compare lists"))], name=tr("What to show")
        )
        self.tabs.chosen.connect(lambda _key: self._show())
        self.log = DataTable[LogLine](
            [
                Column(tr("When"), lambda one: moment(one.at, place.zone), sort=lambda one: one.number),
                Column(tr("Application"), lambda one: one.code, tip=lambda one: one.applicant),
                Column(tr("What changed"), lambda one: one.what, width=24),
                Column(tr("Fields"), lambda one: one.fields, width=12),
                Column(tr("Reason"), lambda one: one.why, stretch=True),
                Column(tr("By whom"), lambda one: place.name_of(one.by), width=14),
                Column(tr("Revision"), lambda one: one.revision, number=True),
            ],
            key=lambda one: one.number,
            found_by=lambda one: one.applicant,
            name=tr("History of the list"),
            empty=EmptyState(
                tr("Nothing changed yet"), tr("Decisions of the screening and packet revisions stand here."),
                icon="list",
            ),
        )  # fmt: skip
        self.compare = ComparePart(self.guarded(lambda: self._choose(0)), self.guarded(lambda: self._choose(1)))
        parts: tuple[QWidget, ...] = (self.log, self.compare)
        self.body.addWidget(self.tabs)
        for part in parts:
            self.body.addWidget(part, 1)
        self.export_action = self.add_action(tr("Save as a table…"), self.export, icon="export", left=True)
        self.compare_action = self.add_action(tr("Compare"), self.run_compare, role="primary", icon="check")
        self._show()

    @classmethod
    def title(cls) -> str:
        return tr("Lists")

    @classmethod
    def intro(cls) -> str:
        return tr("Who changed the admitted list, when and why; and any published list compared with any other.")

    def show_contest(self, now: "Overview") -> None:
        del now
        contest_id = self.place.contest_id

        def work(session: "Transaction", report: Report) -> tuple[LogLine, ...]:
            from models.centre.results.lists import list_log

            return list_log(session, contest_id, report)

        self.place.read_long(work, self._take, title=tr("Reading the history"), owner=self)

    def _take(self, lines: tuple[LogLine, ...]) -> None:
        self.log.set_rows(lines)
        self._show()

    def _show(self) -> None:
        comparing = self.tabs.key == _COMPARE
        self.log.setVisible(not comparing)
        self.compare.setVisible(comparing)
        self.compare_action.setVisible(comparing)
        self.export_action.setEnabled(bool(self.compare.found if comparing else self.log.model.rows))

    def _choose(self, at: int) -> None:
        path = self.services.files.open(tr("Choose a published list"), FileKind.TABLE)
        if path is not None:
            self.compare.take(at, path)

    def run_compare(self) -> None:
        """Compare the two chosen lists."""
        one, two = self.compare.chosen
        if one is None or two is None or one == two:
            self.services.strip.warn(tr("Choose two different lists first; nothing was compared."))
            return
        self._compare(one, two)

    def _compare(self, one: OwnList | Path, two: OwnList | Path) -> None:
        contest_id = self.place.contest_id

        def work(session: "Transaction") -> "Compared":
            from models.centre.results.lists import compare_with

            return compare_with(session, contest_id, one, two)

        self.place.read(work, self._compared, title=tr("Comparing the lists"), owner=self)

    def _compared(self, found: "Compared") -> None:
        self.compare.show_found(found)
        self._show()

    def export(self) -> None:
        """Save what is shown as a table."""
        found, lines, zone = self.compare.found, self.log.model.shown, self.place.zone
        names = {one.by: self.place.name_of(one.by) for one in lines}
        if self.tabs.key == _COMPARE:
            if found is not None:
                compared = found
                self._write("comparison.xlsx", tr("Comparison of lists"), lambda: _compared_table(compared))
        else:
            self._write("list-history.xlsx", tr("History of the list"), lambda: _log_table(tuple(lines), names, zone))

    def _write(
        self, name: str, title: str, table: "Callable[[], tuple[tuple[str, ...], tuple[tuple[Cell, ...], ...]]]"
    ) -> None:
        path = self.services.files.save(tr("Save as a table"), name, FileKind.TABLE)
        if path is None:
            return
        target: Path = path

        def work(_report: Report) -> None:
            from models.centre.papers.exports import export_table

            export_table(target, *table(), title=title)

        def done(_none: None) -> None:
            self.services.strip.good(tr("Written: {name}.", name=target.name))

        self.services.tasks.run(work, done, title=tr("Writing the table"), owner=self)


def _compared_table(found: "Compared") -> "tuple[tuple[str, ...], tuple[tuple[Cell, ...], ...]]":
    from models.centre.results.lists import compared_table

    return compared_table(found)


def _log_table(
    lines: tuple[LogLine, ...], names: dict[str, str], zone: str
) -> "tuple[tuple[str, ...], tuple[tuple[Cell, ...], ...]]":
    from models.centre.results.lists import log_table

    return log_table(lines, names, zone)
