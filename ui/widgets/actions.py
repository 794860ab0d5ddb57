"""The row of buttons beneath a page: one line where it fits, further lines where words are long or text is large."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget, QWidgetItem


class ActionsRow(QLayout):
    """Lays out a group at the left and one at the right; what does not fit beside them goes to the next line."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._left: list[QLayoutItem] = []
        self._right: list[QLayoutItem] = []

    def add(self, widget: QWidget, *, left: bool = False) -> None:
        """Add `widget` as the last of the right group, or as the first of the left one."""
        self.addChildWidget(widget)
        if left:
            self._left.insert(0, QWidgetItem(widget))
        else:
            self._right.append(QWidgetItem(widget))
        self.invalidate()

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802 - Qt's name
        self._right.append(item)

    def count(self) -> int:
        return len(self._left) + len(self._right)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802 - Qt's name
        items = [*self._left, *self._right]
        return items[index] if 0 <= index < len(items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802 - Qt's name
        item = self.itemAt(index)
        if item is not None:
            (self._left if item in self._left else self._right).remove(item)
        return item

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802 - Qt's name
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        edges = self.contentsMargins()
        lines = self._lines(width - edges.left() - edges.right())
        if not lines:
            return 0
        high = sum(max(item.sizeHint().height() for item in left + right) for left, right in lines)
        return high + max(0, len(lines) - 1) * self.spacing() + edges.top() + edges.bottom()

    def minimumSize(self) -> QSize:  # noqa: N802 - Qt's name
        edges = self.contentsMargins()
        widest = max((item.sizeHint().width() for item in self._shown(self._left + self._right)), default=0)
        width = widest + edges.left() + edges.right()
        return QSize(width, self.heightForWidth(max(width, self.geometry().width())))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return self.minimumSize()

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802 - Qt's name
        super().setGeometry(rect)
        inside = rect.marginsRemoved(self.contentsMargins())
        top = inside.top()
        for left, right in self._lines(inside.width()):
            high = max(item.sizeHint().height() for item in left + right)
            self._place(left, inside.left(), top, high)
            self._place(right, inside.right() + 1 - self._width(right), top, high)
            top += high + self.spacing()

    def _place(self, items: list[QLayoutItem], x: int, top: int, high: int) -> None:
        for item in items:
            hint = item.sizeHint()
            item.setGeometry(QRect(x, top + (high - hint.height()) // 2, hint.width(), hint.height()))
            x += hint.width() + self.spacing()

    def _lines(self, width: int) -> list[tuple[list[QLayoutItem], list[QLayoutItem]]]:
        left, right = self._shown(self._left), self._shown(self._right)
        if left and right and self._width(left + right) <= width:
            return [(left, right)]
        return [(line, []) for line in self._broken(left, width)] + [([], line) for line in self._broken(right, width)]

    def _broken(self, items: list[QLayoutItem], width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = []
        for item in items:
            if lines and self._width([*lines[-1], item]) <= width:
                lines[-1].append(item)
            else:
                lines.append([item])
        return lines

    def _width(self, items: list[QLayoutItem]) -> int:
        return sum(item.sizeHint().width() for item in items) + max(0, len(items) - 1) * self.spacing()

    def _shown(self, items: list[QLayoutItem]) -> list[QLayoutItem]:
        return [item for item in items if not item.isEmpty()]
