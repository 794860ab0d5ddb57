"""A choice of a few, all in sight: tabs and filters with their numbers. Breaks into lines where room is short."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QLayout, QLayoutItem, QSizePolicy, QToolButton, QWidget

from ui.shell import theme


class FlowLayout(QLayout):
    """Items side by side in lines, each of its own width."""

    def __init__(self, parent: QWidget, gap: int) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802 - Qt's name
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802 - Qt's name; None ends the list
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802 - as itemAt
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802 - Qt's name
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, area: QRect) -> None:  # noqa: N802 - Qt's name
        super().setGeometry(area)
        self._arrange(area, move=True)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        sizes = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(size.width() for size in sizes) + self._gap * max(0, len(sizes) - 1)
        return QSize(width, max((size.height() for size in sizes), default=0))

    def minimumSize(self) -> QSize:  # noqa: N802 - Qt's name
        sizes = [item.minimumSize() for item in self._items if not item.isEmpty()]
        return QSize(max((one.width() for one in sizes), default=0), max((one.height() for one in sizes), default=0))

    def _arrange(self, area: QRect, *, move: bool) -> int:
        x, y, high = area.x(), area.y(), 0
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint()
            if x > area.x() and x + size.width() > area.x() + area.width():
                x, y, high = area.x(), y + high + self._gap, 0
            if move:
                item.setGeometry(QRect(QPoint(x, y), size))
            x, high = x + size.width() + self._gap, max(high, size.height())
        return y + high - area.y()


class Segments(QWidget):
    """Buttons of which one is down. `chosen(key)` tells what a person, or `choose`, chose."""

    chosen = Signal(str)

    def __init__(self, options: Sequence[tuple[str, str]], *, name: str) -> None:
        """`options` are (key, words), the first is chosen at first; `name` says what is chosen among."""
        super().__init__()
        self.setAccessibleName(name)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._line = FlowLayout(self, theme.current().px(6))
        self._group = QButtonGroup(self)
        self.buttons: dict[str, QToolButton] = {}
        for key, words in options:
            made = QToolButton()
            made.setProperty("role", "segment")
            made.setCheckable(True)
            made.setText(words)
            made.setAccessibleName(words)
            made.setChecked(not self.buttons)
            made.clicked.connect(lambda _checked=False, key=key: self.chosen.emit(key))
            self._group.addButton(made)
            self._line.addWidget(made)
            self.buttons[key] = made

    @property
    def key(self) -> str:
        """What is chosen now."""
        return next(key for key, made in self.buttons.items() if made.isChecked())

    def choose(self, key: str) -> None:
        """Choose `key` and tell of it."""
        self.buttons[key].setChecked(True)
        self.chosen.emit(key)

    def say(self, key: str, words: str) -> None:
        """Replace the words of `key`: numbers change."""
        self.buttons[key].setText(words)
        self.buttons[key].setAccessibleName(words)
        self._line.invalidate()
        self.updateGeometry()
