"""Hand in: everything once more before the eyes, then the signed sheet to a place of choice."""

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QCheckBox

from models.progress import Report
from models.scoring.completeness import Progress
from models.wording import later, said, tr
from ui.desk import words
from ui.desk.distribution import Distribution
from ui.item_models.table import Column
from ui.shell import theme
from ui.shell.clock import now
from ui.shell.place import Page
from ui.shell.theme import Tone
from ui.widgets.buttons import button
from ui.widgets.data_table import DataTable
from ui.widgets.frames import Card, EmptyState
from ui.widgets.labels import WrappedLabel
from ui.widgets.notice import Notice

if TYPE_CHECKING:
    from pathlib import Path

    from models.scoring.desk import DeskPacket
    from models.scoring.workspace.handed import HandedIn
    from ui.desk.place import Desk

_NONE: tuple[bool, ...] = ()


class Line(NamedTuple):
    """One application of the sheet as it would be handed in."""

    code: str
    title: str
    points: tuple[int | None, ...]
    total: int | None
    progress: Progress
    silent: tuple[bool, ...]
    """For each criterion, whether points stand there without a reason; empty where none do."""


class HandInPage(Page["Desk"]):
    """Review, statement, signature; afterwards the handed-in revisions."""

    key = "hand-in"

    def __init__(self, place: "Desk") -> None:
        super().__init__(place)
        self._made_for: DeskPacket | None = None
        self.next = Notice(
            Tone.GOOD,
            tr(
                "Your sheet is handed in and closed. Take the file to the secretary on a USB stick, or send it: only "
                "the chair and the secretary can open it. If the file got lost, save it again."
            ),
        )
        self.body.addWidget(self.next)
        self.handed = self._make_handed()
        self.handed_card = Card(tr("Handed-in sheets"), tr("The last revision counts."))
        self.handed_card.body.addWidget(self.handed)
        self.body.addWidget(self.handed_card)
        self.correction = Notice(Tone.WARN)
        self.missing = Notice(Tone.WARN)
        self.to_work = button(tr("Show what is missing"), self.guarded(self._to_work))
        self.missing.row.addWidget(self.to_work, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addWidget(self.correction)
        self.body.addWidget(self.missing)
        self.own = Card(tr("Your totals"), tr("How many applications have which total: do you see differences?"))
        self.distribution = Distribution()
        self.own.body.addWidget(self.distribution)
        self.body.addWidget(self.own)
        self.table: DataTable[Line] | None = None
        self.statement = QCheckBox()
        self.statement_words = tr(
            "I scored alone, by the approved criteria, and declared every conflict of interest I know of."
        )
        self.statement_card = Card(tr("Your statement"))
        self.statement.setText(tr("I confirm"))
        self.statement.setAccessibleDescription(self.statement_words)
        self.statement_card.body.addWidget(WrappedLabel(self.statement_words))
        self.statement_card.body.addWidget(self.statement)
        self.statement.clicked.connect(lambda _on: self.services.strip.clear())
        self.body.addWidget(self.statement_card)
        self.correct = self.add_action(tr("Correct…"), self._correct, icon="edit", left=True)
        self.save = self.add_action(tr("Save the file again…"), self._save_again, icon="usb")
        self.sign = self.add_action(tr("Sign and hand in…"), self._hand_in, role="primary", icon="lock")

    def _when(self, one: "HandedIn") -> str:
        return words.moment(one.signed.sheet.handed_in, self.place.desk) if self.place.desk is not None else ""

    def _make_handed(self) -> "DataTable[HandedIn]":
        return DataTable["HandedIn"](
            [
                Column(tr("Revision"), lambda one: one.signed.sheet.revision, number=True),
                Column(tr("When"), self._when),
                Column(tr("Reason of the correction"), lambda one: one.signed.sheet.correction, stretch=True),
                Column(tr("Fingerprint"), lambda one: one.signed.sha256[:16], tip=lambda one: one.signed.sha256),
            ],
            key=lambda one: one.signed.sha256,
            name=tr("Handed-in sheets"),
            searchable=False,
        )

    @classmethod
    def title(cls) -> str:
        return tr("Hand in")

    @classmethod
    def intro(cls) -> str:
        return tr("Look everything over once more. Handing in signs the sheet with your key and closes it.")

    def refresh(self) -> None:
        desk = self.place.desk
        if desk is None:
            return
        if self._made_for is not desk:
            self._build_table(desk)
        assert self.table is not None
        closed = desk.is_closed
        self.next.setVisible(closed)
        self.handed_card.setVisible(bool(desk.handed_in))
        self.handed.set_rows(tuple(reversed(desk.handed_in)))
        self.handed.fit(4)
        self.correction.setVisible(desk.correction is not None)
        self.correction.tell(Tone.WARN, tr("A correction is open. Reason: {reason}", reason=desk.correction or ""))
        problems = _missing(desk)
        self.missing.setVisible(bool(problems) and not closed)
        self.missing.tell(Tone.WARN, problems)
        totals = desk.own_totals
        self.own.setVisible(bool(totals))
        self.distribution.show_totals(totals, sum(one.maximum for one in desk.criteria))
        self.table.set_rows([_line(desk, one.code, one.title) for one in desk.names])
        self.statement_card.setVisible(not closed)
        self.correct.setVisible(closed)
        self.save.setVisible(bool(desk.handed_in))
        self.sign.setVisible(not closed)

    def _build_table(self, desk: "DeskPacket") -> None:
        if self.table is not None:
            self.body.removeWidget(self.table)
            self.table.deleteLater()
        self.statement.setChecked(False)
        criteria = [
            Column[Line](
                one.code,
                partial(_cell, place=place),
                sort=partial(_points, place=place),
                tip=partial(_cell_tip, place=place),
                number=True,
            )
            for place, one in enumerate(desk.criteria)
        ]
        self.table = DataTable[Line](
            [
                Column(tr("Code"), lambda one: one.code),
                Column(tr("Project title"), lambda one: one.title, stretch=True),
                *criteria,
                Column(tr("Total"), lambda one: one.total, number=True, bold=lambda one: one.total is not None),
                Column(
                    tr("State"),
                    lambda one: words.progress(one.progress)[0],
                    tone=lambda one: words.progress(one.progress)[1],
                ),
            ],
            key=lambda one: one.code,
            name=tr("Your sheet"),
            empty=EmptyState(tr("Nothing to hand in"), icon="list"),
        )
        self.table.setMinimumHeight(theme.current().scaled(280))
        self.table.opened.connect(lambda line: self._open(line.code))
        self.body.insertWidget(self.body.indexOf(self.statement_card), self.table, 1)
        self._made_for = desk

    def _ask_statement(self) -> None:
        self.services.strip.warn(tr("First read and confirm your statement at the end of the page."))
        self.statement.setFocus()
        # only once the message has taken its room
        QTimer.singleShot(0, self, lambda: self.scroller.ensureWidgetVisible(self.statement_card))

    def _open(self, code: str) -> None:
        if self.place.desk is not None and self.place.desk.is_open(code):
            self.place.application = code
            self.place.wanted.emit("score")

    def _to_work(self) -> None:
        desk = self.place.desk
        if desk is not None:
            bare = (one.application for one in desk.completeness.applications if one.without_reason)
            self.place.application = desk.completeness.next_unscored() or next(bare, "")
            self.place.wanted.emit("declare" if desk.completeness.codes(Progress.UNDECLARED) else "score")

    def _hand_in(self) -> None:
        desk, dialogs = self.place.desk, self.services.dialogs
        if desk is None:
            return
        if not self.statement.isChecked():
            self._ask_statement()
            return
        problems = _missing(desk)
        if problems and not dialogs.ask(
            tr("Something is missing in your sheet. Hand it in all the same?"),
            yes=tr("Hand in all the same"),
            details=problems,
        ):
            return
        folder = self.services.files.folder(tr("Where to save your sheet, e.g. the USB stick"))
        if folder is not None:
            self._sign(desk, folder)

    def _sign(self, desk: "DeskPacket", folder: "Path") -> None:
        at = now()

        def work(_report: Report) -> "HandedIn":
            return desk.hand_in(at=at)

        def done(handed: "HandedIn") -> None:
            self.statement.setChecked(False)
            self.place.changed.emit()
            self._write(handed, folder)

        self.services.tasks.run(work, done, title=tr("Signing your sheet"), owner=self)

    def _write(self, handed: "HandedIn", folder: "Path") -> None:
        def work(_report: Report) -> "Path":
            from models.scoring.desk import save_sheet

            return save_sheet(handed, folder)

        def done(path: "Path") -> None:
            self.services.strip.good(tr("Your sheet was saved: {path}. Give it to the secretary.", path=path))
            self.scroller.verticalScrollBar().setValue(0)  # where what comes next stands

        self.services.tasks.run(work, done, title=tr("Saving your sheet"), owner=self)

    def _save_again(self) -> None:
        desk = self.place.desk
        folder = self.services.files.folder(tr("Where to save your sheet, e.g. the USB stick"))
        if desk is not None and folder is not None:
            self._write((self.handed.chosen() or desk.handed_in[-1:])[0], folder)

    def _correct(self) -> None:
        desk = self.place.desk
        reason = self.services.dialogs.reason(
            tr("Why do you correct your sheet?"),
            tr("The reason stands in the next revision and in the protocol. The earlier revision is kept."),
        )
        if desk is not None and reason is not None:
            desk.start_correction(reason)
            self.place.changed.emit()
            self.take_focus()  # the button just pressed went away, and the next one would save the old file
            self.services.strip.info(tr("Your sheet is open again. Change what is wrong, then hand in once more."))


def _line(desk: "DeskPacket", code: str, title: str) -> Line:
    state, points, silent = desk.progress(code), desk.points(code), _NONE
    if state.without_reason:
        silent = tuple([one.code in state.without_reason for one in desk.criteria])
    total = sum(filter(None, points)) if state.progress is Progress.SCORED else None
    return Line(code, title, points, total, state.progress, silent)


def _points(line: Line, place: int) -> int | None:
    return line.points[place]


def _cell(line: Line, place: int) -> str:
    number = line.points[place]
    return "–" if number is None else f"{number}*" if line.silent and line.silent[place] else str(number)


def _cell_tip(line: Line, place: int) -> str:
    return tr("Points without a reason") if line.silent and line.silent[place] else _cell(line, place)


def _missing(desk: "DeskPacket") -> str:
    """Return in lines what the sheet lacks; empty when nothing."""
    state = desk.completeness
    counts = (
        (len(state.codes(Progress.UNDECLARED)), later("Not declared: {n}")),
        (len(state.codes(Progress.UNSCORED)), later("Not scored: {n}")),
        (len(state.codes(Progress.PARTLY)), later("Some points missing: {n}")),
        (len(state.without_reason), later("Points without a reason (marked with *): {n}")),
    )
    return "\n".join(said(text, n=n) for n, text in counts if n)
