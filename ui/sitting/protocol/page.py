"""Step 6: what is still open, the preview, the minutes; closing, signing, and the papers."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.contest.commission import Person
from models.letting_go import let_go
from models.packet.manifest import PacketManifest
from models.progress import Report
from models.sitting.acts import Closed
from models.sitting.minutes import Minute, minutes
from models.sitting.outcome import Question
from models.sitting.questions import QUESTION_STEPS
from models.sitting.saying import clock_text, name_of, question_text
from models.wording import tr
from ui.item_models.table import Column
from ui.shell.kinds import FileKind
from ui.shell.place import Page
from ui.shell.theme import Tone
from ui.sitting.conflicts.no_part_tab import NoPartTab
from ui.sitting.page import give_room, set_primary
from ui.sitting.place import Sitting
from ui.sitting.protocol.papers_tab import PapersTab
from ui.sitting.view import View
from ui.widgets.data_table import DataTable
from ui.widgets.forms import Form
from ui.widgets.frames import EmptyState
from ui.widgets.labels import WrappedLabel
from ui.widgets.notice import Notice
from ui.widgets.tabs import StillTabs
from ui.widgets.viewer import PdfViewer

if TYPE_CHECKING:
    from models.sealing.keys import PrivateKey
    from models.sitting.held.result_files import OpenResult


class ProtocolPage(Page[Sitting]):
    """Open questions lead to their pages; afterwards close, sign and print."""

    key = "protocol"

    def __init__(self, place: Sitting) -> None:
        super().__init__(place)
        self.state = Notice(Tone.INFO)
        self.body.addWidget(self.state)
        self.tabs = StillTabs()
        self.body.addWidget(self.tabs, 1)
        self._add_questions()
        self._add_preview()
        self._add_minutes()
        self.no_part = NoPartTab(place, self.guarded)
        self.tabs.addTab(self.no_part, tr("Second statements"))
        self.papers = PapersTab(place, self.guarded)
        self.tabs.addTab(self.papers, tr("Papers"))
        self._seen: object = None
        self.full = self.add_action(tr("Write the protocol…"), self._write, icon="print", left=True)
        self.matrix = self.add_action(tr("Matrix of marks (XLSX)…"), self._matrix, icon="export", left=True)
        self.further = self.add_action(tr("Hold a further sitting…"), self._further, icon="gavel", left=True)
        self.close_button = self.add_action(tr("Close the sitting"), self._close, icon="lock")
        self.sign = self.add_action(tr("Sign the result…"), self._sign, icon="key")

    @classmethod
    def title(cls) -> str:
        return tr("Protocol and result")

    @classmethod
    def intro(cls) -> str:
        return tr("Close the sitting, sign the result with the chair's key, write the protocol in two languages.")

    def _add_questions(self) -> None:
        self.questions = DataTable[Question](
            [
                Column(tr("What is open"), self._question, stretch=True),
                Column(tr("Settled on the page"), self._where, width=24),
            ],
            key=lambda one: one.digest(),
            name=tr("Open questions"),
            empty=EmptyState(tr("Nothing is open any more"), icon="done"),
            searchable=False,
        )
        self.questions.opened.connect(lambda one: self.place.wanted.emit(QUESTION_STEPS[one.kind]))
        give_room(self.questions)
        self.tabs.addTab(self.questions, tr("Open questions"))

    def _add_preview(self) -> None:
        holder = QWidget()
        column = QVBoxLayout(holder)
        self.forms = Form()
        self.form = self.forms.choice(
            tr("Form of the protocol"),
            [("full", tr("Full: for the organiser's file")), ("public", tr("Public: without personal details"))],
        )
        column.addWidget(self.forms)
        self.viewer = PdfViewer(self.services.tasks, name=tr("The protocol"))
        column.addWidget(self.viewer, 1)
        self.tabs.addTab(holder, tr("Preview of the protocol"))
        self.form.currentIndexChanged.connect(lambda _index: self._preview())
        self.tabs.currentChanged.connect(lambda _index: self._preview())

    def _add_minutes(self) -> None:
        self.minutes = DataTable[Minute](
            [
                Column(tr("No."), lambda one: one.number, number=True),
                Column(tr("When"), self._when, sort=lambda one: one.at),
                Column(tr("What was decided"), lambda one: one.what, width=36),
                Column(tr("Votes by name"), lambda one: one.votes, width=20),
                Column(tr("Reason"), lambda one: one.reason, stretch=True),
                Column(tr("Recorded by"), lambda one: one.by, width=16),
            ],
            key=lambda one: one.number,
            name=tr("Minutes"),
            empty=EmptyState(tr("Nothing was recorded yet"), icon="list"),
        )
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.addWidget(self.minutes, 1)
        self.whole = WrappedLabel(selectable=True)
        self.whole.hide()
        column.addWidget(self.whole)
        self.minutes.selected.connect(self._show_whole)
        self.tabs.addTab(holder, tr("Minutes"))

    def _show_whole(self, chosen: tuple[Minute, ...]) -> None:
        parts = (chosen[0].what, chosen[0].votes, chosen[0].reason) if chosen else ()
        self.whole.setText("\n".join(part for part in parts if part))
        self.whole.setVisible(bool(chosen))

    def refresh(self) -> None:
        view, result = self.place.view, self.place.result
        if view is not None:
            self.questions.set_rows(view.questions)
            self.no_part.show_view(view)
            self.minutes.set_rows(minutes(view.acts, view.manifest, view.state.timeline))
        elif result is not None:
            self.questions.set_rows(result.result.outcome.questions)
            self.minutes.set_rows(minutes(result.result.acts, result.result.manifest, result.result.course))
        self.papers.refresh()
        self._show_state(view, result)
        self._preview()

    def _show_state(self, view: View | None, result: "OpenResult | None") -> None:
        able = view is not None and bool(self.place.person)
        counted = view is not None and view.outcome is not None
        closed = view is not None and view.closed
        ready = counted and view is not None and not view.questions
        self.close_button.setEnabled(able and ready and not closed)
        self.close_button.setVisible(view is not None and not closed)
        self.sign.setVisible(closed)
        self.full.setEnabled(result is not None)
        self.further.setVisible(result is not None)
        self.matrix.setEnabled(counted or result is not None)
        set_primary(self.close_button, primary=ready and not closed, icon="lock")
        set_primary(self.sign, primary=closed and result is None, icon="key")
        set_primary(self.full, primary=result is not None, icon="print")
        if result is not None:
            text = tr("Signed. Fingerprint of the data: {sha}. Now write the protocol.", sha=result.sha256)
            self.state.tell(Tone.GOOD, text)
        elif view is None:
            self.state.tell(Tone.INFO, "")
        elif view.problem:
            self.state.tell(Tone.BAD, view.problem)
        elif closed:
            chair = name_of(view.state.chair, view.manifest)
            self.state.tell(Tone.INFO, tr("The sitting is closed. The chair signs the result: {name}.", name=chair))
        elif ready:
            self.state.tell(Tone.INFO, tr("Nothing is open any more. Close the sitting; nothing can be changed then."))
        else:
            text = tr("Still open: {n}. Open a line to go where it is settled.", n=len(view.questions))
            self.state.tell(Tone.WARN, text)

    def _when(self, one: Minute) -> str:
        manifest = self._manifest()
        return clock_text(one.at, manifest) if manifest else ""

    def _question(self, one: Question) -> str:
        manifest = self._manifest()
        return question_text(one, manifest) if manifest else one.kind

    def _manifest(self) -> PacketManifest | None:
        if self.place.view is not None:
            return self.place.view.manifest
        return self.place.result.result.manifest if self.place.result else None

    def _where(self, one: Question) -> str:
        return next(page.title() for page in self.place.pages if page.key == QUESTION_STEPS[one.kind])

    def _preview(self) -> None:
        """Make the preview once for each state, and only while it is looked at."""
        view, result = self.place.view, self.place.result
        public = self.form.currentData() == "public"
        seen = (id(result), id(view), public)
        if self.tabs.currentIndex() != 1 or seen == self._seen or (result is None and view is None):
            return
        if result is None and (view is None or view.outcome is None):
            self.viewer.clear()
            return
        self._seen = seen
        shown = self.place.shown_result()

        def work(report: Report) -> bytes:
            from models.protocol.files import preview_pdf

            made = [shown()]
            pdf = preview_pdf(made[0], public=public, report=report)
            let_go(made)
            return pdf

        self.services.tasks.run(
            work,
            lambda pdf: self.viewer.show_pdf(pdf, name=tr("The protocol")),
            title=tr("Preparing the protocol"),
            owner=self,
            harmless=True,
        )

    def _close(self) -> None:
        details = tr("Nothing can be recorded afterwards. The chair then signs the result.")
        if missing := self.no_part.missing():
            details = tr(
                "{details} These members have not stated yet that they took no part: {names}; the protocol will say "
                "so.",
                details=details,
                names=missing,
            )
        if self.services.dialogs.ask(tr("Close the sitting?"), yes=tr("Close the sitting"), details=details):
            self.place.record(Closed(**self.place.by()), told=tr("The sitting is closed. Now the chair signs."))

    def _further(self) -> None:
        result = self.place.result
        if result is not None and self.services.dialogs.ask(
            tr("Hold a further sitting?"),
            yes=tr("Continue this result"),
            details=tr(
                "It continues the sitting of this result: ranking and winners stand, the acts are added to its chain. "
                "It records who left and names who is next in line, with a number, date and attendance of its own."
            ),
        ):
            self.place.hold_further(result)

    def _sign(self) -> None:
        """Sign with the key of this laptop where it is the chair's, else with a key file, say from a USB stick."""
        view, session = self.place.view, self.services.session
        if view is None:
            return
        chair = next((one for one in view.manifest.roster.people if one.id == view.state.chair), None)
        if session.key is not None and chair is not None and chair.public_key == session.key.public_line:
            self._write_result(session.key)
            return
        path = self.services.files.open_key(tr("The chair's key file, for instance on a USB stick"))
        if path is not None and chair is not None:
            session.open_key(
                path,
                lambda key: self._sign_with(key, chair),
                title=tr("The chair signs the result"),
                text=tr(
                    "{name} types the passphrase of the key. The key is used once and not kept here.", name=chair.name
                ),
                owner=self,
            )

    def _sign_with(self, key: "PrivateKey", chair: Person) -> None:
        if key.public_line == chair.public_key:
            self._write_result(key)
            return
        self.services.strip.bad(
            tr(
                "This is not the key of {name}, whom the commission elected chair; nothing was signed. Choose the "
                "chair's key file.",
                name=chair.name,
            )
        )

    def _write_result(self, key: "PrivateKey") -> None:
        room, view = self.place.needed(), self.place.view
        assert view is not None
        path = self.services.files.save(tr("Save the result"), "contest.result", FileKind.RESULT)
        if path is None:
            return

        def work(report: Report) -> "OpenResult":
            from models.sitting.held.result_files import open_result

            room.write_result(path, key, replace=True, report=report)  # the dialog asked
            signed = open_result(path)  # it is written now, so nothing stops it any more
            room.keep_signed(signed)
            return signed

        self.services.tasks.run(work, self.place.show_result, title=tr("Signing the result"), owner=self)

    def _write(self) -> None:
        result = self.place.result
        folder = self.services.files.folder(tr("Choose the folder for the protocol"))
        if folder is None or result is None:
            return

        def work(report: Report) -> tuple[Path, ...]:
            from models.protocol.files import Source, write_protocols

            return write_protocols(Source.of(result), folder, report)

        def done(paths: tuple[Path, ...]) -> None:
            names = ", ".join(path.name for path in paths)
            self.services.strip.good(
                tr("Written into “{folder}”: {names}", folder=folder, names=names),
                action=tr("Open the folder"),
                clicked=lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))),
            )

        self.services.tasks.run(work, done, title=tr("Writing the protocol"), owner=self)

    def _matrix(self) -> None:
        shown = self.place.shown_result()
        path = self.services.files.save(tr("Save the matrix of marks"), "matrix.xlsx", FileKind.TABLE)
        if path is None:
            return

        def work(report: Report) -> Path:
            from models.protocol.matrix import matrix_xlsx
            from models.sealing.safe_write import safe_write

            made = [shown()]
            safe_write(path, matrix_xlsx(made[0], fingerprint=made[0].digest(), report=report))
            let_go(made)
            return path

        def done(path: Path) -> None:
            self.services.strip.good(tr("The matrix was written: {name}", name=path.name))

        self.services.tasks.run(work, done, title=tr("Writing the matrix of marks"), owner=self)
