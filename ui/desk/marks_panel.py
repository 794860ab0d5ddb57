"""The right side of scoring: every criterion, the comment, the total, what is missing, and that it is saved."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from models.wording import tr
from ui.desk.points import CriterionBox
from ui.shell import theme
from ui.shell.errors import WaysOut
from ui.shell.theme import Tone
from ui.widgets.forms import Form
from ui.widgets.frames import Badge
from ui.widgets.labels import WrappedLabel

if TYPE_CHECKING:
    from models.scoring.desk import DeskPacket


class MarksPanel(QWidget):
    """Marks of one application; what is set here is kept at once. `changed` is called when progress may differ."""

    def __init__(self, desk: "DeskPacket", errors: WaysOut, changed: Callable[[], None]) -> None:
        super().__init__()
        look = theme.current()
        self._desk, self._errors, self._changed = desk, errors, changed
        self._code = ""
        outer = QVBoxLayout(self)
        outer.setContentsMargins(look.px(6), 0, 0, 0)
        outer.setSpacing(look.px(8))
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, look.px(8), 0)
        column.setSpacing(look.px(8))
        self.boxes: dict[str, CriterionBox] = {}
        for criterion in desk.criteria:
            box = CriterionBox(criterion)
            box.points_given.connect(self._give)
            box.reason_changed.connect(self._reason)
            box.moved.connect(self._move)
            self.boxes[criterion.code] = box
            column.addWidget(box)
        self.comment = QPlainTextEdit()
        self.comment.setTabChangesFocus(True)
        self.comment.setFixedHeight(self.comment.fontMetrics().lineSpacing() * 3 + look.px(24))
        self.comment.textChanged.connect(self._comment)
        form = Form()
        form.add(tr("Comment on the whole application"), self.comment)
        column.addWidget(form)
        column.addStretch(1)
        self.scroller = QScrollArea()
        self.scroller.setWidgetResizable(True)
        self.scroller.setFrameShape(QFrame.Shape.NoFrame)
        self.scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.scroller.setWidget(inside)
        outer.addWidget(self.scroller, 1)
        foot = QHBoxLayout()
        foot.setSpacing(look.px(10))
        self.total = WrappedLabel(role="heading")
        self.saved = Badge(Tone.GOOD, tr("Saved"))
        foot.addWidget(self.total, 1)
        foot.addWidget(self.saved)
        outer.addLayout(foot)
        self.missing = WrappedLabel(role="small")
        outer.addWidget(self.missing)
        self.setMinimumWidth(look.scaled(280))

    def show_application(self, code: str) -> None:
        """Show the marks of another application and put the keyboard on the first criterion without points."""
        self._code = code
        entry = self._desk.marks(code)
        for cell in entry.marks:
            self.boxes[cell.criterion].show_mark(cell)
        self.comment.blockSignals(True)
        self.comment.setPlainText(entry.comment)
        self.comment.blockSignals(False)
        self.show_state()
        self.take_focus()

    def take_focus(self) -> None:
        """Put the keyboard on the first criterion without points, or on the first."""
        missing = self._desk.progress(self._code).missing
        box = self.boxes[missing[0] if missing else next(iter(self.boxes))]
        box.row.setFocus()
        self.scroller.ensureWidgetVisible(box, 0, 0)

    def show_state(self) -> None:
        """Show total, what is missing, and whether anything may be changed."""
        desk = self._desk
        most = sum(one.maximum for one in desk.criteria)
        total = desk.running_total(self._code)
        self.total.setText(tr("Total: {n} of {of}", n="–" if total is None else total, of=most))
        state = desk.progress(self._code)
        if state.missing:
            text = tr("Points still missing: {codes}", codes=", ".join(state.missing))
        elif state.without_reason:
            text = tr("All points given. Without a reason: {codes}", codes=", ".join(state.without_reason))
        else:
            text = tr("All points and reasons given.")
        self.missing.setText(text)
        for box in self.boxes.values():
            box.set_closed(closed=desk.is_closed)
        self.comment.setReadOnly(desk.is_closed)
        self._tell_saved(saved=True)

    def _give(self, criterion: str, number: int | None) -> None:
        code = self._code
        if self._keep(lambda: self._desk.set_points(code, criterion, number)):
            self._changed()
        self.boxes[criterion].show_points(self._points(criterion))

    def _points(self, criterion: str) -> int | None:
        return next(cell.mark.points for cell in self._desk.marks(self._code).marks if cell.criterion == criterion)

    def _reason(self, criterion: str, text: str) -> None:
        code = self._code
        self._keep(lambda: self._desk.set_reason(code, criterion, text))

    def _comment(self) -> None:
        code = self._code
        self._keep(lambda: self._desk.set_comment(code, self.comment.toPlainText()))

    def _keep(self, act: Callable[[], None]) -> bool:
        kept = False
        with self._errors.shown():
            act()
            kept = True
        if kept:
            self.show_state()
        self._tell_saved(saved=kept)
        return kept

    def _tell_saved(self, *, saved: bool) -> None:
        if not saved:
            self.saved.tell(Tone.BAD, tr("Not saved"))
        elif self._desk.is_closed:
            self.saved.tell(Tone.NEUTRAL, tr("Handed in"))
        else:
            self.saved.tell(Tone.GOOD, tr("Saved"))

    def _move(self, criterion: str, way: int) -> None:
        codes = list(self.boxes)
        place = codes.index(criterion) + way
        if 0 <= place < len(codes):
            box = self.boxes[codes[place]]
            box.row.setFocus()
            self.scroller.ensureWidgetVisible(box, 0, 0)
