"""The points of one criterion: buttons with the official words, keys 0–9, and the reason beneath."""

import time

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QSpinBox, QToolButton, QWidget

from models.contest.criteria import Criterion
from models.scoring.sheets import CriterionMark
from models.wording import tr
from ui.desk import words
from ui.shell import theme
from ui.widgets.fields import NumberField
from ui.widgets.frames import Card
from ui.widgets.labels import WrappedLabel
from ui.widgets.plain import plain

_MOST_BUTTONS = 11
_SECOND_FIGURE = 1.0
"""Seconds within which a second figure belongs to the first: 1 and 0 are ten."""


class PointsRow(QWidget):
    """Buttons from the lowest to the highest point. Figures choose, Delete takes back, arrows go on.

    Signals: `given(int | None)`, `moved(+1 or -1)` to the criterion below or above, `wanted_reason()`.
    """

    given = Signal(object)
    moved = Signal(int)
    wanted_reason = Signal()

    def __init__(self, criterion: Criterion) -> None:
        super().__init__()
        look = theme.current()
        self._criterion = criterion
        self._typed = (0.0, "")
        self.value: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        line = QHBoxLayout(self)
        line.setContentsMargins(*(look.px(4),) * 4)  # room for the frame that shows where figures go
        line.setSpacing(look.px(4))
        self.buttons: dict[int, QToolButton] = {}
        self._box: QSpinBox | None = None
        if criterion.maximum - criterion.minimum < _MOST_BUTTONS:
            for number in range(criterion.minimum, criterion.maximum + 1):
                line.addWidget(self._button(number), 1)
        else:
            line.addWidget(self._spin())

    def _button(self, number: int) -> QToolButton:
        made = QToolButton()
        made.setText(str(number))
        made.setProperty("role", "point")
        made.setCheckable(True)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.setMinimumSize(QSize(theme.current().scaled(26), theme.current().scaled(32)))
        made.setSizePolicy(made.sizePolicy().Policy.Expanding, made.sizePolicy().Policy.Fixed)
        said = f"{number} – {words.both(self._criterion.words_for(number))}"
        made.setToolTip(plain(said))
        made.setAccessibleName(said)
        made.clicked.connect(lambda _checked=False: self._choose(number))
        self.buttons[number] = made
        return made

    def _spin(self) -> NumberField:
        box = NumberField(least=self._criterion.minimum - 1, most=self._criterion.maximum)
        box.setSpecialValueText("–")
        box.setAccessibleName(words.both(self._criterion.name))
        box.valueChanged.connect(lambda number: self._choose(number, again=False))
        self._box = box
        self.setFocusProxy(box)
        return box

    def show_value(self, number: int | None) -> None:
        """Show what is given, without telling anybody."""
        self.value = number
        for each, made in self.buttons.items():
            made.setChecked(each == number)
        if self._box is not None:
            self._box.blockSignals(True)
            self._box.setValue(self._criterion.minimum - 1 if number is None else number)
            self._box.blockSignals(False)
        said = tr("no points yet") if number is None else f"{number} – {words.both(self._criterion.words_for(number))}"
        self.setAccessibleName(f"{words.both(self._criterion.name)}: {said}")

    def _choose(self, number: int, *, again: bool = True) -> None:
        """Give `number`; the same button again takes it back."""
        back = number < self._criterion.minimum or (again and number == self.value)
        self.setFocus()
        self.given.emit(None if back else number)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        text = event.text()
        if len(text) == 1 and text in "0123456789" and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._type(text)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.given.emit(None)
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.moved.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.wanted_reason.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        super().paintEvent(event)
        if self.hasFocus() and self._box is None:
            look = theme.current()
            with QPainter(self) as painter:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setPen(QPen(QColor(look.colours.accent), 2))
                painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), look.px(8), look.px(8))

    def _type(self, figure: str) -> None:
        low, high = self._criterion.minimum, self._criterion.maximum
        at, before = self._typed
        now = time.monotonic()
        both = before + figure if now - at < _SECOND_FIGURE else figure
        number = int(both) if low <= int(both) <= high else int(figure)
        self._typed = (now, figure if high > 9 else "")
        if low <= number <= high:
            self.given.emit(number)
            if high <= 9:
                self.moved.emit(1)


class CriterionBox(Card):
    """One criterion: what is weighed, the points with their words, the reason.

    Signals: `points_given(code, int | None)`, `reason_changed(code, text)`, `moved(code, +1 or -1)`.
    """

    points_given = Signal(str, object)
    reason_changed = Signal(str, str)
    moved = Signal(str, int)

    def __init__(self, criterion: Criterion) -> None:
        super().__init__(f"{criterion.code}. {words.both(criterion.name)}", words.both(criterion.asks))
        look = theme.current()
        inside = self.layout()
        if inside is not None:
            inside.setContentsMargins(*(look.px(12),) * 4)
            inside.setSpacing(look.px(6))
        self.body.setSpacing(look.px(6))
        self._criterion = criterion
        self.row = PointsRow(criterion)
        self.words = WrappedLabel(role="small")
        self.reason = _Reason()
        self.reason.setAccessibleName(tr("Reason for {criterion}", criterion=words.both(criterion.name)))
        for widget in (self.row, self.words, self.reason):
            self.body.addWidget(widget)
        code = criterion.code
        self.row.given.connect(lambda number: self.points_given.emit(code, number))
        self.row.moved.connect(lambda way: self.moved.emit(code, way))
        self.row.wanted_reason.connect(self.reason.setFocus)
        self.reason.moved.connect(lambda way: self.moved.emit(code, way))
        self.reason.textChanged.connect(lambda: self.reason_changed.emit(code, self.reason.toPlainText()))

    def show_mark(self, cell: CriterionMark) -> None:
        """Show a cell as it is kept, without telling anybody."""
        self.show_points(cell.mark.points)
        self.reason.blockSignals(True)
        self.reason.setPlainText(cell.reason)
        self.reason.blockSignals(False)

    def show_points(self, number: int | None) -> None:
        """Show the points and their official words; all words of the scale while none are given."""
        self.row.show_value(number)
        scale = self._criterion
        if number is not None:
            self.words.setText(f"{number} – {words.both(scale.words_for(number))}")
            return
        ordered = sorted(scale.points, key=lambda each: each.low)
        self.words.setText(
            " · ".join(
                f"{_span(each.low, each.high)} – {words.both(each.words)}".replace(" ", "\u00a0").replace(
                    "–\u00a0", "–\u2060\u00a0"
                )
                for each in ordered
            )
        )

    def set_closed(self, *, closed: bool) -> None:
        """Let nothing be changed, or again."""
        self.row.setEnabled(not closed)
        self.reason.setReadOnly(closed)


def _span(low: int, high: int) -> str:
    return str(low) if low == high else f"{low}–{high}"


class _Reason(QPlainTextEdit):
    """Tab leaves it; Ctrl with an arrow goes to the next criterion."""

    moved = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setPlaceholderText(tr("Reason: why so many points"))
        self.setFixedHeight(self.fontMetrics().lineSpacing() * 2 + theme.current().px(24))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        ctrl = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if ctrl and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.moved.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)
