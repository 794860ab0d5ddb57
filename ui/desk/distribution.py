"""The member's own totals as bars: severity at a glance."""

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from models.wording import tr
from ui.shell import theme
from ui.widgets.plain import plain


class Distribution(QWidget):
    """One bar for each possible total; how many applications have it stands above."""

    def __init__(self) -> None:
        super().__init__()
        self._totals: Mapping[int, int] = {}
        self._most = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_totals(self, totals: Mapping[int, int], most: int) -> None:
        """Show how many applications have each total, from 0 to `most`."""
        self._totals, self._most = totals, most
        told = ", ".join(f"{total}: {n}" for total, n in sorted(totals.items()))
        self.setAccessibleName(tr("Your totals: {told}", told=told))
        self.setToolTip(plain(self.accessibleName()))
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(theme.current().scaled(400), theme.current().scaled(110))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        if not self._totals:
            return
        look = theme.current()
        with QPainter(self) as painter:
            metrics = painter.fontMetrics()
            line = metrics.height()
            room = self.height() - 2 * line - look.px(4)
            slots = self._most + 1
            width = self.width() / slots
            highest = max(self._totals.values())
            every = max(1, -(-metrics.horizontalAdvance("000") // max(1, int(width))))
            for total in range(slots):
                count, left = self._totals.get(total, 0), total * width
                if count:
                    high = max(2.0, room * count / highest)
                    bar = QRectF(left + width * 0.12, line + room - high, width * 0.76, high)
                    painter.fillRect(bar, QColor(look.colours.accent))
                    painter.setPen(QColor(look.colours.text))
                    above = QRectF(left - width, bar.top() - line, width * 3, line)
                    painter.drawText(above, Qt.AlignmentFlag.AlignCenter, str(count))
                if total % every == 0:
                    painter.setPen(QColor(look.colours.muted))
                    below = QRectF(left - width, line + room + look.px(2), width * 3, line)
                    painter.drawText(below, Qt.AlignmentFlag.AlignCenter, str(total))
            painter.setPen(QColor(look.colours.control))
            painter.drawLine(0, line + room, self.width(), line + room)
