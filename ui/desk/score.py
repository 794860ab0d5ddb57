"""Score: the list of applications, and one of them with its criteria beside it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import (
    QHBoxLayout,
    QProgressBar,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from models.conflicts.declarations import Answer
from models.scoring.completeness import Progress
from models.wording import tr
from ui.desk import words
from ui.desk.conflicting import agreed, ask_conflict, decided_words
from ui.desk.marks_panel import MarksPanel
from ui.desk.reading import ReadingView
from ui.item_models.table import Column
from ui.shell import theme
from ui.shell.place import Page
from ui.shell.theme import Tone
from ui.widgets.buttons import button
from ui.widgets.data_table import DataTable
from ui.widgets.fields import ChoiceField
from ui.widgets.frames import Badge
from ui.widgets.labels import ElidedLabel, WrappedLabel
from ui.widgets.notice import Notice

if TYPE_CHECKING:
    from models.scoring.desk import DeskPacket
    from ui.desk.place import Desk

_SOON = 250
"""Milliseconds: the list is painted by then, also where it has thousands of lines."""


class Line(NamedTuple):
    """An application in the list. Flags and total only of open ones."""

    code: str
    applicant: str
    title: str
    territory: str
    progress: Progress
    total: int | None
    flags: int


class ScorePage(Page["Desk"]):
    """List and work on one page, so that going back and forth costs nothing."""

    key = "score"

    def __init__(self, place: "Desk") -> None:
        super().__init__(place)
        self._made_for: DeskPacket | None = None
        self.pile = _Pile()
        self.body.addWidget(self.pile, 1)
        self.list = _ListView(self)
        self.pile.addWidget(self.list)
        self.work: _WorkView | None = None
        self.to_list = self.add_action(tr("To the list"), self.show_list, icon="list", left=True)
        self.discovered = self.add_action(
            tr("I have a conflict here…"), self.declare_conflict, icon="shield", left=True,
            tip=tr("The application closes at once; marks given stay sealed"),
        )  # fmt: skip
        self.previous = self.add_action(tr("Previous"), lambda: self._step(-1), icon="left", shortcut="Ctrl+PgUp")
        self.next = self.add_action(tr("Next"), lambda: self._step(1), icon="right", shortcut="Ctrl+PgDown")
        self.unscored = self.add_action(tr("Next unscored"), self._next_unscored, role="primary", icon="edit")

    @classmethod
    def title(cls) -> str:
        return tr("Score")

    def refresh(self) -> None:
        desk = self.place.desk
        if desk is None:
            return
        if self._made_for is not desk:
            self._drop_work()
        if self.place.application and not desk.is_open(self.place.application):
            self.place.application = ""
        if self.place.application:
            self._show_work(desk, self.place.application)
        else:
            self._show_list(desk)
        left = desk.completeness.next_unscored(self.place.application or None)
        self.unscored.setText(tr("Next unscored") if left else tr("Go on: hand in"))
        self.unscored.setAccessibleName(self.unscored.text())

    def take_focus(self) -> None:
        if self.place.application and self.work is not None:
            self.work.marks.take_focus()
        else:
            self.list.table.view.setFocus()

    def open(self, code: str) -> None:
        """Show an application, or say why it is closed."""
        desk = self.place.desk
        if desk is None:
            return
        if desk.is_open(code):
            self.services.strip.clear()  # why another one stays closed is no word over this one
            self.place.application = code
            self.refresh()
            return
        said, made = desk.declaration(code), desk.decided(code)
        self.services.strip.tell(
            Tone.WARN,
            tr("“{code}” stays closed for you: {decision} Marks given before stay sealed.",
               code=code, decision=decided_words(made, desk).rstrip(".") + ".")
            if made is not None and made.conflict
            else tr("“{code}” stays closed: declare first whether you have a conflict of interest.", code=code)
            if said is None
            else tr("“{code}” stays closed for you, because of what you declared: {answer}.",
                    code=code, answer=words.answer(said.answer)[0]),
            action=tr("To the declarations"),
            clicked=lambda: self.place.wanted.emit("declare"),
        )  # fmt: skip

    def declare_conflict(self) -> None:
        """Declare a conflict that was discovered after the application had been opened: it closes at once."""
        desk, code = self.place.desk, self.place.application
        given = ask_conflict(self.services, desk) if desk is not None and code else None
        if desk is None or given is None or not agreed(self.services, desk, [code]):
            return
        desk.declare([code], Answer.CONFLICT, kind=given[0], note=given[1])
        self.place.application = ""
        self._drop_work()
        self.place.changed.emit()
        self.list.table.choose(code)
        self.services.strip.good(
            tr("Declared and saved: “{code}” is closed for you, and its marks are sealed.", code=code)
            if desk.sealed(code)
            else tr("Declared and saved: “{code}” is closed for you.", code=code)
        )

    def show_list(self) -> None:
        """Go back to the list, at the line of the application."""
        code, self.place.application = self.place.application, ""
        self.refresh()
        self.list.table.choose(code)
        self.list.table.view.setFocus()

    def _drop_work(self) -> None:
        if self.work is not None:
            self.pile.removeWidget(self.work)
            self.work.deleteLater()
        self.work, self._made_for = None, self.place.desk
        QTimer.singleShot(_SOON, self, self._build_work)  # the list is seen first

    def _build_work(self) -> None:
        desk = self.place.desk
        if self.work is None and desk is not None and desk is self._made_for:
            self.work = _WorkView(self, desk)
            self.work.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
            self.pile.addWidget(self.work)

    def _show_list(self, desk: "DeskPacket") -> None:
        self.heading.show()
        for made in (self.to_list, self.discovered, self.previous, self.next):
            made.hide()
        self.list.show_desk(desk)
        self._turn_to(self.list)

    def _show_work(self, desk: "DeskPacket", code: str) -> None:
        self.heading.hide()
        for made in (self.to_list, self.discovered, self.previous, self.next):
            made.show()
        self.discovered.setEnabled(not desk.is_closed)
        self.previous.setEnabled(self._neighbour(-1) is not None)
        self.next.setEnabled(self._neighbour(1) is not None)
        self._build_work()
        assert self.work is not None
        self.work.show_application(desk, code)
        self._turn_to(self.work)

    def _turn_to(self, shown: QWidget) -> None:
        # only what is shown asks for room, or the list would scroll for the sake of the work
        for widget in filter(None, (self.list, self.work)):
            fits = QSizePolicy.Policy.Preferred if widget is shown else QSizePolicy.Policy.Ignored
            widget.setSizePolicy(fits, fits)
        self.pile.setCurrentWidget(shown)

    def _neighbour(self, way: int) -> str | None:
        desk = self.place.desk
        codes = [one.code for one in desk.names if desk.is_open(one.code)] if desk is not None else []
        place = codes.index(self.place.application) + way if self.place.application in codes else -1
        return codes[place] if 0 <= place < len(codes) else None

    def _step(self, way: int) -> None:
        code = self._neighbour(way)
        if code is not None:
            self.open(code)

    def _next_unscored(self) -> None:
        desk = self.place.desk
        code = desk.completeness.next_unscored(self.place.application or None) if desk is not None else None
        if code is None:
            self.place.wanted.emit("hand-in")
        else:
            self.open(code)


class _Pile(QStackedWidget):
    """Takes what room there is, because both views scroll inside; asks for no more than the least."""

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return self.minimumSizeHint()

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        return False


class _ListView(QWidget):
    def __init__(self, page: ScorePage) -> None:
        super().__init__()
        look = theme.current()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(12))
        column.addWidget(
            WrappedLabel(
                tr(
                    "Score every application alone, by the approved criteria. Open one with Enter or a double click; "
                    "every keystroke is kept at once on this computer."
                ),
                role="muted",
            )
        )
        self.closed = Notice(Tone.INFO, tr("Your sheet is handed in: you can read, but change nothing."))
        self.undeclared = Notice(Tone.WARN)
        self.undeclared.row.addWidget(
            button(tr("To the declarations"), lambda: page.place.wanted.emit("declare")), 0, Qt.AlignmentFlag.AlignTop
        )
        column.addWidget(self.closed)
        column.addWidget(self.undeclared)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.done = WrappedLabel(role="label")
        column.addWidget(self.done)
        column.addWidget(self.bar)
        self.table = DataTable[Line](
            [
                Column(tr("Code"), lambda one: one.code),
                Column(tr("Applicant"), lambda one: one.applicant, width=20),
                Column(tr("Project title"), lambda one: one.title, stretch=True),
                Column(tr("Territory"), lambda one: one.territory, width=12),
                Column(tr("Remarks"), lambda one: one.flags or None, number=True),
                Column(tr("Points"), lambda one: one.total, number=True),
                Column(tr("State"), lambda one: words.progress(one.progress)[0],
                       tone=lambda one: words.progress(one.progress)[1]),
            ],
            key=lambda one: one.code,
            name=tr("Applications to score"),
        )  # fmt: skip
        self.table.setMinimumHeight(look.scaled(170))
        self.table.opened.connect(lambda one: page.guarded(lambda: page.open(one.code))())
        self.which = ChoiceField()
        self.which.setAccessibleName(tr("Which applications to show"))
        for key, text in (
            ("", tr("All applications")),
            ("unscored", tr("Not scored")),
            ("partly", tr("Partly")),
            ("scored", tr("Scored")),
            ("flagged", tr("With remarks")),
            ("closed", tr("Closed for me")),
        ):
            self.which.addItem(text, key)
        self.which.currentIndexChanged.connect(lambda _index: self.table.set_test(_test(self.which.currentData())))
        self.table.tools.insertWidget(1, self.which)
        column.addWidget(self.table, 1)

    def show_desk(self, desk: "DeskPacket") -> None:
        """Show all applications as they stand now."""
        state = desk.completeness
        territories = {each.code: words.both(each.name) for each in desk.contest.territories}
        self.table.set_rows(
            [
                Line(
                    one.code,
                    one.applicant,
                    one.title,
                    territories.get(one.territory, one.territory),
                    desk.progress(one.code).progress,
                    desk.running_total(one.code),
                    len(desk.read(one.code).flags) if desk.is_open(one.code) else 0,
                )
                for one in desk.names
            ]
        )
        self.bar.setRange(0, max(1, state.to_score))
        self.bar.setValue(state.scored)
        closed = state.total - state.to_score
        text = (
            tr(
                "Scored: {n} of {of}; closed for a conflict of interest: {closed}",
                n=state.scored,
                of=state.to_score,
                closed=closed,
            )
            if closed
            else tr("Scored: {n} of {of}", n=state.scored, of=state.to_score)
        )
        self.done.setText(text)
        self.bar.setAccessibleName(text)
        left = state.total - state.declared
        self.undeclared.setVisible(bool(left) and not desk.is_closed)
        self.undeclared.tell(Tone.WARN, tr("Applications you have not declared on yet stay closed: {n}.", n=left))
        self.closed.setVisible(desk.is_closed)


def _test(which: str) -> Callable[[Line], bool] | None:
    closed = (Progress.UNDECLARED, Progress.CONFLICT, Progress.NOT_SURE)
    tests: dict[str, Callable[[Line], bool]] = {
        "unscored": lambda one: one.progress is Progress.UNSCORED,
        "partly": lambda one: one.progress is Progress.PARTLY,
        "scored": lambda one: one.progress is Progress.SCORED,
        "flagged": lambda one: one.flags > 0,
        "closed": lambda one: one.progress in closed,
    }
    return tests.get(which)


class _WorkView(QWidget):
    def __init__(self, page: ScorePage, desk: "DeskPacket") -> None:
        super().__init__()
        look = theme.current()
        self._code = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(8))
        head = QHBoxLayout()
        head.setSpacing(look.px(10))
        self.name = ElidedLabel(role="heading")
        self.position = WrappedLabel(role="muted")
        self.position.setWordWrap(False)
        self.state = Badge(Tone.NEUTRAL, "")
        head.addWidget(self.name, 1)
        head.addWidget(self.position)
        head.addWidget(self.state)
        column.addLayout(head)
        self.reading = ReadingView(page.services.tasks)
        self.marks = MarksPanel(desk, page.services.errors, page.place.changed.emit)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(look.px(8))
        self.splitter.addWidget(self.reading)
        self.splitter.addWidget(self.marks)
        self.splitter.setStretchFactor(0, 5)
        self.splitter.setStretchFactor(1, 4)
        column.addWidget(self.splitter, 1)
        column.addWidget(
            WrappedLabel(
                tr(
                    "Keys: figures give points, Delete takes them back, ↓ ↑ criterion, Enter reason, "
                    "Ctrl+Enter next unscored"
                ),
                role="small",
            )
        )

    def show_application(self, desk: "DeskPacket", code: str) -> None:
        """Show `code`; where it is on the screen already, only how it stands, so that nobody's typing is disturbed."""
        word, tone = words.progress(desk.progress(code).progress)
        self.state.tell(tone, word)
        if code == self._code:
            self.marks.show_state()
            return
        self._code = code
        one = desk.read(code)
        codes = [each.code for each in desk.names if desk.is_open(each.code)]
        self.name.setText(f"{one.code} · {one.project.title}")
        self.position.setText(tr("{n} of {of}", n=codes.index(code) + 1, of=len(codes)))
        self.reading.show_application(one, desk.contest, lambda digest: desk.attachment(code, digest))
        self.marks.show_application(code)
