"""Texts: wrapped, in the middle shortened, as pairs of label and value."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ui.shell import theme
from ui.widgets.plain import plain

_HEIGHTS = 16
"""How many widths a label remembers its height for."""


class WrappedLabel(QLabel):
    """Plain text over as many lines as it needs. `role` is a role of the style sheet ("title", "muted", …)."""

    def __init__(self, text: str = "", *, role: str = "", selectable: bool = False) -> None:
        super().__init__(text)
        self._heights: dict[int, int] = {}
        self._font = self.font()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        if role:
            self.setProperty("role", role)
        if selectable:
            self.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        # Qt's layouts give wrapped labels the height of their hint; the height of this width is what must be kept.
        self._keep_height(event.size().width())

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        font = self.font()
        if font != self._font:  # that of the style sheet comes with the first showing
            self._font = font
            self._heights.clear()
        if (known := self._heights.get(width)) is not None:
            return known  # layouts ask again and again, for two or three widths
        # Qt's own answer never falls below the minimum height that was set for a narrower width
        if not self.wordWrap() or not self.text():
            return super().heightForWidth(width)
        edges = self.contentsMargins()
        wide = max(1, width - edges.left() - edges.right())
        room = QRect(0, 0, wide, 1_000_000)
        high = self.fontMetrics().boundingRect(room, int(Qt.TextFlag.TextWordWrap), self.text()).height()
        if len(self._heights) > _HEIGHTS:
            self._heights.clear()
        self._heights[width] = high = high + edges.top() + edges.bottom()
        return high

    def _keep_height(self, width: int) -> None:
        height = self.heightForWidth(width) if self.text() and self.wordWrap() else 0
        if self.minimumHeight() != max(0, height):
            self.setMinimumHeight(max(0, height))

    def setText(self, text: str) -> None:  # noqa: N802 - Qt's name
        self._heights.clear()
        super().setText(text)
        self._keep_height(self.width())
        self.updateGeometry()


class ElidedLabel(QWidget):
    """One line that gives up its end for want of room; tool tip and accessible name have the whole text."""

    def __init__(
        self, text: str = "", *, role: str = "", gives_up: Qt.TextElideMode = Qt.TextElideMode.ElideRight
    ) -> None:
        super().__init__()
        self._text = ""
        self._gives_up = gives_up
        self.setProperty("role", role)
        self._muted = role in {"muted", "small"}
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setText(text)

    def text(self) -> str:
        return self._text

    def setText(self, text: str) -> None:  # noqa: N802 - like QLabel's
        self._text = text
        self.setToolTip(plain(text))
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self._text) + 4, metrics.height() + 2)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(self.fontMetrics().averageCharWidth() * 8, self.fontMetrics().height() + 2)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        with QPainter(self) as painter:
            painter.setPen(QColor(theme.current().colours.muted if self._muted else theme.current().colours.text))
            text = self.fontMetrics().elidedText(self._text, self._gives_up, self.width())
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)


class Facts(QWidget):
    """A list of labels with their values; values can be selected and copied."""

    def __init__(self, facts: Sequence[tuple[str, str]] = (), *, columns: int = 1) -> None:
        super().__init__()
        self._columns = columns
        self._place = QVBoxLayout(self)
        self._place.setContentsMargins(0, 0, 0, 0)
        self._shown = self._grid(facts)
        self._place.addWidget(self._shown)

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Replace all pairs (label, value). An empty value is shown as a dash."""
        # made apart and shown at once: each label that is shown by itself lays the whole page out
        old, self._shown = self._shown, self._grid(facts)
        self._place.addWidget(self._shown)
        old.hide()
        old.deleteLater()

    def _grid(self, facts: Sequence[tuple[str, str]]) -> QWidget:
        made = QWidget()
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.current().px(16))
        grid.setVerticalSpacing(theme.current().px(8))
        for column in range(self._columns):
            grid.setColumnStretch(column * 2, 2)
            grid.setColumnStretch(column * 2 + 1, 3)
        for number, (label, value) in enumerate(facts):
            row, column = divmod(number, self._columns)
            name = WrappedLabel(label, role="muted")
            shown = WrappedLabel(value or "–", selectable=True)
            shown.setAccessibleName(f"{label}: {value}")
            grid.addWidget(name, row, column * 2, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(shown, row, column * 2 + 1, Qt.AlignmentFlag.AlignTop)
        return made
