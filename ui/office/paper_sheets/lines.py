"""Paper sheets: the typed lines beside each other, the boxes to type into, and what the second person sees."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QIntValidator, QValidator
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from models.contest.criteria import Criterion
from models.scoring.paper import LineState
from models.scoring.paper_statements import PaperLine
from models.wording import current_language, tr
from ui.item_models.table import Column
from ui.shell import theme
from ui.shell.theme import Tone
from ui.widgets.data_table import DataTable
from ui.widgets.frames import Card
from ui.widgets.labels import WrappedLabel
from ui.widgets.notice import Notice
from ui.widgets.plain import plain


@dataclass(frozen=True)
class LineRow:
    """One application on the paper."""

    code: str
    title: str
    line: PaperLine | None
    state: LineState
    note: str = ""
    """Why it was sent back."""


def state_words(state: LineState) -> str:
    """Return where a line stands."""
    return {
        LineState.EMPTY: tr("not typed"),
        LineState.TYPED: tr("typed"),
        LineState.SENT_BACK: tr("differs from the paper"),
        LineState.CONFIRMED: tr("confirmed"),
    }[state]


_TONES = {
    LineState.EMPTY: Tone.NEUTRAL,
    LineState.TYPED: Tone.INFO,
    LineState.SENT_BACK: Tone.BAD,
    LineState.CONFIRMED: Tone.GOOD,
}


def lines_table(criteria: Sequence[Criterion]) -> DataTable[LineRow]:
    """Return the table of lines with a column a criterion, as the paper has them."""
    boxes = [
        Column[LineRow](one.code, _points(at), number=True, tip=lambda _row, one=one: one.name.say(current_language()))  # type: ignore[misc]  # mypy can't type a lambda with a default
        for at, one in enumerate(criteria)
    ]
    return DataTable(
        (
            Column[LineRow](tr("Code"), lambda row: row.code),
            Column[LineRow](
                tr("State"), lambda row: state_words(row.state), tone=lambda row: _TONES[row.state], width=17
            ),
            Column[LineRow](
                tr("CI"), lambda row: bool(row.line and row.line.conflict), hint=tr("Conflict of interest")
            ),
            *boxes,
            Column[LineRow](tr("Reason on the paper"), lambda row: row.line.reason if row.line else "", width=18),
            Column[LineRow](tr("Title of the project"), lambda row: row.title, stretch=True),
        ),
        key=lambda row: row.code,
        name=tr("Lines of the paper sheet"),
    )


def _points(at: int) -> Callable[[LineRow], object]:
    def points(row: LineRow) -> object:
        return row.line.points[at] if row.line and row.line.points else None

    return points


class _PointsOrNothing(QIntValidator):
    """Lets Enter lead past an empty box: a mark that was not given is as good as any other."""

    def validate(self, text: str, position: int) -> object:
        return super().validate(text, position) if text else (QValidator.State.Acceptable, text, position)


class EntryCard(Card):
    """The boxes of one line. A figure leads on to the next box; Enter in the last one gives the line away."""

    def __init__(self, criteria: Sequence[Criterion], entered: Callable[[], None]) -> None:
        super().__init__()
        look = theme.current()
        self._code = ""
        self.heading = WrappedLabel(role="heading")
        self.note = Notice(Tone.WARN)
        self.body.addWidget(self.heading)
        self.body.addWidget(self.note)
        grid = QGridLayout()
        grid.setHorizontalSpacing(look.px(14))
        grid.setVerticalSpacing(look.px(4))
        self.boxes: list[QLineEdit] = []
        for at, criterion in enumerate(criteria):
            box = QLineEdit()
            box.setValidator(_PointsOrNothing(criterion.minimum, criterion.maximum, box))
            box.setMaxLength(len(str(criterion.maximum)))
            box.setFixedWidth(look.scaled(64))
            box.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            span = tr("{low}–{high}", low=criterion.minimum, high=criterion.maximum)
            label = WrappedLabel(tr("{code}, {span}", code=criterion.code, span=span), role="label")
            label.setBuddy(box)
            box.setAccessibleName(f"{criterion.code}: {criterion.name.say(current_language())}")
            box.setToolTip(plain(criterion.name.say(current_language())))
            box.textEdited.connect(lambda text, at=at, box=box: self._typed(text, at, box))
            box.returnPressed.connect(lambda at=at: self._after(at))
            grid.addWidget(label, 0, at)
            grid.addWidget(box, 1, at)
            self.boxes.append(box)
        self.reason = QLineEdit()
        self.reason.setAccessibleName(tr("Reason on the paper"))
        self.reason.returnPressed.connect(entered)
        last = len(self.boxes)
        label = WrappedLabel(tr("Reason on the paper"), role="label")
        label.setBuddy(self.reason)
        grid.addWidget(label, 0, last)
        grid.addWidget(self.reason, 1, last)
        grid.setColumnStretch(last, 1)
        self.body.addLayout(grid)
        self.conflict = QCheckBox(tr("Conflict of interest"))
        self.conflict.toggled.connect(self._conflict)
        self.conflict.clicked.connect(
            lambda _on: (self.reason if self.conflict.isChecked() else self.boxes[0]).setFocus()
        )
        self.body.addWidget(self.conflict)
        self.body.addWidget(
            WrappedLabel(tr("An empty box stays empty: it is a mark not given, never 0."), role="small")
        )

    def show_row(self, row: LineRow) -> None:
        """Show what is typed of `row`."""
        self._code = row.code
        self.heading.setText(f"{row.code} · {row.title}")
        self.note.setVisible(bool(row.note))
        self.note.tell(Tone.WARN, tr("Sent back: {note}", note=row.note))
        points = row.line.points if row.line else ()
        for at, box in enumerate(self.boxes):
            number = points[at] if at < len(points) else None
            box.setText("" if number is None else str(number))
        self.reason.setText(row.line.reason if row.line else "")
        self.conflict.setChecked(bool(row.line and row.line.conflict))

    def take_focus(self) -> None:
        """Put the keyboard on the first box."""
        first = self.conflict if self.conflict.isChecked() else self.boxes[0]
        first.setFocus()
        if isinstance(first, QLineEdit):
            first.selectAll()

    @property
    def line(self) -> PaperLine:
        """The line as it is typed now."""
        if self.conflict.isChecked():
            return PaperLine(application=self._code, conflict=True, reason=self.reason.text().strip())
        points = tuple(int(box.text()) if box.text().strip() else None for box in self.boxes)
        return PaperLine(application=self._code, points=points, reason=self.reason.text().strip())

    def _typed(self, text: str, at: int, box: QLineEdit) -> None:
        if len(text) == box.maxLength() and box.hasAcceptableInput():
            self._after(at)

    def _after(self, at: int) -> None:
        following = self.boxes[at + 1] if at + 1 < len(self.boxes) else self.reason
        following.setFocus()
        following.selectAll()

    def _conflict(self, on: bool) -> None:
        for box in self.boxes:
            box.setEnabled(not on)
            if on:
                box.clear()


class CheckCard(Card):
    """One typed line in large figures, to be held against the paper. Nothing here can be edited."""

    def __init__(self, criteria: Sequence[Criterion]) -> None:
        super().__init__()
        look = theme.current()
        self.heading = WrappedLabel(role="heading")
        self.body.addWidget(self.heading)
        self.figures: list[WrappedLabel] = []
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(look.px(24))
        for at, criterion in enumerate(criteria):
            label = WrappedLabel(criterion.code, role="muted")
            label.setToolTip(plain(criterion.name.say(current_language())))
            figure = WrappedLabel(role="figure")
            grid.addWidget(label, 0, at)
            grid.addWidget(figure, 1, at)
            self.figures.append(figure)
        grid.setColumnStretch(len(self.figures), 1)
        self.body.addWidget(holder)
        column = QVBoxLayout()
        self.conflict = WrappedLabel(role="label")
        self.reason = WrappedLabel()
        column.addWidget(self.conflict)
        column.addWidget(self.reason)
        self.body.addLayout(column)

    def show_row(self, row: LineRow) -> None:
        """Show `row`."""
        self.heading.setText(f"{row.code} · {row.title}")
        points = row.line.points if row.line else ()
        for at, figure in enumerate(self.figures):
            number = points[at] if at < len(points) else None
            figure.setText("–" if number is None else str(number))
        self.conflict.setVisible(bool(row.line and row.line.conflict))
        self.conflict.setText(tr("The box for a conflict of interest is ticked"))
        reason = row.line.reason if row.line else ""
        self.reason.setText(tr("Reason on the paper: {text}", text=reason or "–"))
