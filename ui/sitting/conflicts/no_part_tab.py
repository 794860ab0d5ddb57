"""The second statement: recused members state that they took no part; the paper to sign is made here too."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.progress import Report
from models.sitting.acts import NoPartStated
from models.sitting.recusal.no_part import NoPart, no_part
from models.sitting.saying import clock_text, name_of, names_of
from models.wording import tr
from ui.item_models.table import Column
from ui.shell.kinds import FileKind
from ui.shell.theme import Tone
from ui.sitting.place import Sitting
from ui.sitting.view import View
from ui.widgets.buttons import button
from ui.widgets.data_table import DataTable
from ui.widgets.frames import EmptyState, row
from ui.widgets.labels import WrappedLabel


class NoPartTab(QWidget):
    """One line a recused member."""

    def __init__(self, place: Sitting, guarded: Callable[[Callable[[], object]], Callable[[], None]]) -> None:
        super().__init__()
        self.place = place
        column = QVBoxLayout(self)
        column.addWidget(
            WrappedLabel(
                tr(
                    "At the end every member who was recused signs: “I took no part in …”. The protocol names who has "
                    "stated it and who has not."
                ),
                role="muted",
            )
        )
        self.table = DataTable[NoPart](
            [
                Column(tr("Member"), self._name, width=28),
                Column(tr("Statement"), self._state, tone=lambda one: Tone.GOOD if one.stated_at else Tone.WARN),
                Column(tr("Applications"), self._about, stretch=True),
            ],
            key=lambda one: one.member,
            name=tr("Second statements"),
            empty=EmptyState(tr("Nobody was recused"), icon="done"),
            searchable=False,
        )
        column.addWidget(self.table, 1)
        self.state = button(tr("The member states it"), guarded(self._record), icon="check")
        self.paper = button(tr("Save the page to sign (PDF)…"), guarded(self._save), icon="print")
        column.addWidget(row(self.state, self.paper))
        self.table.selected.connect(lambda _rows: self._look())

    def show_view(self, view: View) -> None:
        """Show who was recused now."""
        rows = no_part(view.state)
        self.table.set_rows(rows)
        waiting = next((one for one in rows if one.stated_at is None), None)
        if waiting is not None and not self.table.chosen():
            self.table.choose(waiting.member)
        self._look()

    def missing(self) -> str:
        """Return the names of those who have not stated it yet; empty for nobody."""
        view = self.place.view
        left = [one.member for one in no_part(view.state) if one.stated_at is None] if view else []
        return names_of(left, view.manifest) if view and left else ""

    def _look(self) -> None:
        view, chosen = self.place.view, self.table.chosen()
        able = view is not None and not view.closed and bool(self.place.person)
        self.state.setEnabled(able and bool(chosen) and chosen[0].stated_at is None)
        self.paper.setEnabled(view is not None and view.outcome is not None and bool(chosen))

    def _name(self, one: NoPart) -> str:
        return name_of(one.member, self.place.view.manifest) if self.place.view else one.member

    def _state(self, one: NoPart) -> str:
        view = self.place.view
        return clock_text(one.stated_at, view.manifest) if one.stated_at and view else tr("not stated yet")

    def _about(self, one: NoPart) -> str:
        codes, view = ", ".join(one.applications), self.place.view
        left = view is not None and view.manifest.contest.profile.conflicts.consequence == "leave-pool"
        return tr("all (because of {codes})", codes=codes) if left else codes

    def _record(self) -> None:
        for one in self.table.chosen():
            self.place.record(
                NoPartStated(**self.place.by(), member=one.member, applications=one.applications),
                told=tr("The statement is recorded."),
            )

    def _save(self) -> None:
        for one in self.table.chosen():
            path = self.place.services.files.save(tr("Save the page to sign"), "no-part.pdf", FileKind.PDF)
            if path is not None:
                self._write(one.member, path)

    def _write(self, member: str, path: Path) -> None:
        shown = self.place.shown_result()
        signed = self.place.result

        def work(report: Report) -> None:
            from models.protocol.files import no_part_pdf
            from models.sealing.safe_write import safe_write

            result = shown()
            fingerprint = signed.sha256 if signed is not None else result.digest()
            safe_write(path, no_part_pdf(result, member, fingerprint=fingerprint, report=report))

        def done(_none: None) -> None:
            self.place.services.strip.good(tr("Written: {name}. The member signs it.", name=path.name))

        self.place.services.tasks.run(work, done, title=tr("Writing the statement"), owner=self)
