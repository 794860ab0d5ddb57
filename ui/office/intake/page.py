"""Step 5: take a table of applications and their attachments in. Read, map, look at the report, then store."""

from pathlib import Path
from typing import TYPE_CHECKING

from models.wording import tr
from ui.office.intake.columns import ColumnsPart
from ui.office.intake.draft import IntakeDraft, Part
from ui.office.intake.report import ReportPart
from ui.office.intake.source import SourcePart
from ui.office.page import OfficePage
from ui.shell.clock import now
from ui.shell.kinds import FileKind
from ui.shell.theme import Tone
from ui.widgets.notice import Notice

if TYPE_CHECKING:
    from models.centre.applications import Stored
    from models.centre.overview import Overview
    from models.intake.plan import IntakePlan
    from models.intake.source import Source
    from models.progress import Report
    from ui.office.place import Office
    from ui.office.state import Work


class IntakePage(OfficePage):
    """Leads from the files to the report; nothing is stored before the person says so."""

    key = "intake"
    icon = "inbox"

    def __init__(self, place: "Office") -> None:
        super().__init__(place)
        self.stored = Notice(Tone.GOOD)
        self.body.addWidget(self.stored)
        self.source = SourcePart(self.services, self._show)
        self.columns = ColumnsPart(self._show, self.choose_sheet)
        self.report = ReportPart()
        for part in (self.source, self.columns, self.report):
            self.body.addWidget(part, 1)
        self.to_source = self.add_action(tr("Other files…"), lambda: self._go("choose"), icon="back", left=True)
        self.to_columns = self.add_action(tr("Columns…"), lambda: self._go("columns"), left=True)
        self.to_screening = self.add_action(tr("Go on to screening"), self._leave_to_screening)
        self.read_action = self.add_action(tr("Read the table"), self.read, role="primary")
        self.plan_action = self.add_action(tr("Make the report"), self.make_plan, role="primary")
        self.store_action = self.add_action(tr("Store what the report shows"), self.store, role="primary", icon="save")

    @classmethod
    def title(cls) -> str:
        return tr("Intake")

    @classmethod
    def intro(cls) -> str:
        return tr(
            "Take the applications in from a table and a folder. You see a report of every row first; "
            "nothing is stored until you say so, and doing it twice changes nothing."
        )

    @property
    def draft(self) -> IntakeDraft:
        """What is on its way in; kept by the place."""
        kept = self.place.drafts.setdefault(self.key, IntakeDraft())
        assert isinstance(kept, IntakeDraft)
        return kept

    def show_contest(self, now: "Overview") -> None:
        del now
        self._show()
        for path in self.place.take_dropped(FileKind.TABLE)[-1:]:
            self.take(path)

    def take(self, table: Path, folder: Path | None = None) -> None:
        """Begin anew with `table` and, where given, `folder`."""
        self.place.drafts[self.key] = IntakeDraft(table=table, folder=folder or self.draft.folder)
        self.stored.hide()
        self._show()

    def read(self) -> None:
        """Read the files in the background; then the columns, or the report where all are recognised."""
        draft, central = self.draft, self.place.central
        table, folder, contest_id = draft.table, draft.folder, self.place.contest_id
        if table is None or central is None:
            return

        def work(report: "Report") -> "Source":
            from models.centre.mappings import remembered
            from models.intake.source import read_source

            with central.reading() as session:
                known = remembered(session, contest_id)
            return read_source(table, known, folder=folder, report=report)

        self.services.tasks.run(work, self._take_source, title=tr("Reading the table"), owner=self)

    def choose_sheet(self, name: str) -> None:
        """Take the applications from the sheet `name` of what was read."""
        source, contest_id = self.draft.source, self.place.contest_id
        assert source is not None

        def work(session: object) -> "Source":
            from models.centre.mappings import remembered
            from models.intake.source import choose_sheet

            return choose_sheet(source.tables, name, remembered(session, contest_id), source.attachments)  # type: ignore[arg-type]  # the store's session, loaded late

        self.place.read(work, self._take_source, title=tr("Reading the table"), owner=self)

    def _take_source(self, source: "Source") -> None:
        self.draft.source, self.draft.plan = source, None
        self._go("columns")
        if not source.mapping.unknown:
            self.make_plan()

    def make_plan(self) -> None:
        """Make the report in the background; nothing is stored."""
        source, contest_id, central = self.draft.source, self.place.contest_id, self.place.central
        assert source is not None
        assert central is not None

        def work(report: "Report") -> "IntakePlan":
            from models.centre.intake import plan_source

            with central.reading() as session:
                return plan_source(session, contest_id, source, at=now(), report=report)

        self.services.tasks.run(work, self._take_plan, title=tr("Making the report"), owner=self, harmless=True)

    def _take_plan(self, plan: "IntakePlan") -> None:
        self.draft.plan = plan
        self._go("report")

    def store(self) -> None:
        """Store what the report shows, in one transaction."""
        plan, source, contest_id = self.draft.plan, self.draft.source, self.place.contest_id
        assert plan is not None
        assert source is not None

        def work(do: "Work") -> "Stored":
            from models.centre.intake import take_in

            return take_in(do.session, contest_id, plan, source.chosen, by=do.by, at=do.at, report=do.report)

        self.place.change(work, self._tell_stored, title=tr("Storing the applications"), owner=self)

    def _tell_stored(self, stored: "Stored") -> None:
        from models.intake.plan import RowKind

        assert self.draft.plan is not None
        folder, refused = self.draft.folder, len(self.draft.plan.of(RowKind.REFUSED))
        self.place.let_go(self.place.drafts.pop(self.key, None))
        self.place.drafts[self.key] = IntakeDraft(folder=folder)
        told = [tr("Stored. New: {new}. Changed: {changed}.", new=len(stored.new), changed=len(stored.changed))]
        if refused:
            told.append(
                tr("Refused, not stored: {n}. Correct these rows in the table and take it in again.", n=refused)
            )
        self.stored.tell(Tone.WARN if refused else Tone.GOOD, "\n".join(told))
        self.stored.show()
        self._show()

    def _leave_to_screening(self) -> None:
        self.place.wanted.emit("screening")

    def _go(self, part: Part) -> None:
        self.draft.part = part
        self._show()
        self.scroller.verticalScrollBar().setValue(0)

    def _show(self) -> None:
        draft, now = self.draft, self.place.state.overview
        part: Part = draft.part if draft.source is not None else "choose"
        if part == "report" and draft.plan is None:
            part = "columns"
        self.source.setVisible(part == "choose")
        self.columns.setVisible(part == "columns")
        self.report.setVisible(part == "report")
        self.stored.setVisible(part == "choose" and draft.table is None and bool(self.stored.label.text()))
        self.to_source.setVisible(part != "choose")
        self.to_columns.setVisible(part == "report")
        self.to_screening.setVisible(part == "choose" and now is not None and now.received > 0)
        self.read_action.setVisible(part == "choose")
        self.read_action.setEnabled(draft.table is not None)
        self.plan_action.setVisible(part == "columns")
        self.plan_action.setEnabled(draft.source is not None and not draft.source.mapping.unknown)
        self.store_action.setVisible(part == "report")
        if part == "choose":
            self.source.show_draft(draft)
        elif part == "columns":
            self.columns.show_draft(draft)
        elif draft.plan is not None:
            from models.intake.plan import RowKind

            self.report.show_plan(draft.plan)
            self.store_action.setEnabled(bool(draft.plan.of(RowKind.NEW) or draft.plan.of(RowKind.CHANGED)))
