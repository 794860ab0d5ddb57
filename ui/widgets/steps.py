"""The list of steps at the left: what is done, what is next, what can't be entered yet."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from models.wording import tr
from ui.shell import theme
from ui.widgets.buttons import WrapButton
from ui.widgets.labels import WrappedLabel


@dataclass(frozen=True)
class Step:
    """One line of the list. `state` is "open", "next", "done" or "closed"; `note` stands beneath the title."""

    key: str
    title: str
    state: str = "open"
    note: str = ""


class _Number(QWidget):
    """The number of a step in a circle; a tick when it is done, a lock when it is closed."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number = number
        self.state = "open"
        size = theme.current().scaled(26)
        self.setFixedSize(QSize(size, size))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        look = theme.current()
        colours = look.colours
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            ink, ground, edge = {
                "done": (colours.good, colours.good_soft, colours.good),
                "next": (colours.on_accent, colours.accent, colours.accent),
                "closed": (colours.control, colours.ground, colours.line),
            }.get(self.state, (colours.muted, colours.surface, colours.control))
            circle = QRectF(1, 1, self.width() - 2, self.height() - 2)
            painter.setPen(QPen(QColor(edge), 1.4))
            painter.setBrush(QColor(ground))
            painter.drawEllipse(circle)
            sign = {"done": "check", "closed": "lock"}.get(self.state)
            if sign:
                size = look.scaled(14)
                painter.drawPixmap(
                    round(circle.center().x() - size / 2),
                    round(circle.center().y() - size / 2),
                    theme.pixmap(sign, ink, size),
                )
            else:
                painter.setPen(QColor(ink))
                font = painter.font()
                font.setPointSizeF(look.points(0.92))
                painter.setFont(font)
                painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, str(self._number))


class _StepButton(WrapButton):
    def __init__(self, number: int, step: Step) -> None:
        super().__init__()
        look = theme.current()
        self.setProperty("role", "step")
        self.setCheckable(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(look.px(10), look.px(9), look.px(10), look.px(9))
        row.setSpacing(look.px(10))
        self._number = number
        self._circle = _Number(number)
        row.addWidget(self.through(self._circle), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        self._title = WrappedLabel(role="step")
        self._note = WrappedLabel(role="small")
        words.addWidget(self.through(self._title))
        words.addWidget(self.through(self._note))
        row.addLayout(words, 1)
        if number <= 9:
            self.setShortcut(f"Ctrl+{number}")
        self.tell(step)
        self.toggled.connect(lambda _checked: self._colour())

    def _colour(self) -> None:
        # a style sheet can't say "the label in a checked button": states of ancestors are not looked at
        state = "here" if self.isChecked() else self.step.state
        if self._title.property("state") != state:
            self._title.setProperty("state", state)
            self._title.style().unpolish(self._title)
            self._title.style().polish(self._title)

    def tell(self, step: Step) -> None:
        self.step = step
        self._circle.state = step.state
        self._circle.update()
        self._title.setText(step.title)
        self._note.setText(step.note)
        self._note.setVisible(bool(step.note))
        self._colour()
        self.setEnabled(step.state != "closed")
        state = {"done": tr("done"), "next": tr("next step"), "closed": tr("not yet")}.get(step.state, "")
        self.setAccessibleName(", ".join(filter(None, (f"{self._number}. {step.title}", state, step.note))))
        if self._number <= 9:
            self.setToolTip(f"{step.title} (Ctrl+{self._number})")


class StepList(QWidget):
    """Steps in the order of the work; `entered(key)` when the person chooses one. Arrow keys move, Ctrl+1…9 jump."""

    entered = Signal(str)

    def __init__(self, steps: Sequence[Step]) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(2))
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._buttons: dict[str, _StepButton] = {}
        for number, step in enumerate(steps, 1):
            made = _StepButton(number, step)
            made.clicked.connect(lambda _checked=False, key=step.key: self.entered.emit(key))
            self._group.addButton(made)
            self._buttons[step.key] = made
            column.addWidget(made)
        column.addStretch(1)

    def show_steps(self, steps: Sequence[Step]) -> None:
        """Show how the same steps stand now."""
        for step in steps:
            self._buttons[step.key].tell(step)

    def mark(self, key: str) -> None:
        """Mark the step that is on the screen."""
        self._buttons[key].setChecked(True)

    def button(self, key: str) -> WrapButton:
        """Return the button of a step."""
        return self._buttons[key]
