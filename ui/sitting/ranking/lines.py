"""Draws what holds rows of a ranking together: brackets round ties, the cut line, the money line."""

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemDelegate, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from models.sitting.counting.board import BoardRow
from ui.item_models.table import ROW_ROLE
from ui.shell import theme

Index = QModelIndex | QPersistentModelIndex


class RankingLines(QStyledItemDelegate):
    """Paints each cell as the delegate before did, then the lines; only while the rows stand in the order of places."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self._view = view
        self._inner: QAbstractItemDelegate = view.itemDelegate()
        view.setItemDelegate(self)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        self._inner.paint(painter, option, index)
        row = index.data(ROW_ROLE)
        if not isinstance(row, BoardRow) or self._view.horizontalHeader().sortIndicatorSection() >= 0:
            return
        painter.save()
        if index.column() == 0 and row.bracket:
            self._bracket(painter, option, row, index)
        if row.cut_below:
            self._line(painter, option, theme.current().colours.accent, Qt.PenStyle.SolidLine, 3)
        if row.money_below:
            self._line(painter, option, theme.current().colours.warn, Qt.PenStyle.DashLine, 3)
        painter.restore()

    def _line(
        self, painter: QPainter, option: QStyleOptionViewItem, colour: str, style: Qt.PenStyle, width: int
    ) -> None:
        painter.setPen(QPen(QColor(colour), width, style))
        bottom = option.rect.bottom() - 1
        painter.drawLine(option.rect.left(), bottom, option.rect.right(), bottom)

    def _bracket(self, painter: QPainter, option: QStyleOptionViewItem, row: BoardRow, index: Index) -> None:
        look = theme.current()
        left, hook = option.rect.left() + look.px(5), look.px(5)
        edge = look.px(6)
        alone = not self._neighbour(index, -1, row) and not self._neighbour(index, 1, row)
        top = option.rect.top() + (edge if row.bracket == "first" or not self._neighbour(index, -1, row) else 0)
        ends = row.bracket == "last" or not self._neighbour(index, 1, row)
        bottom = option.rect.bottom() - (edge if ends else -1)
        painter.setPen(QPen(QColor(look.colours.warn), 2))
        painter.drawLine(left, top, left, bottom)
        if alone or not self._neighbour(index, -1, row):
            painter.drawLine(left, top, left + hook, top)
        if alone or ends:
            painter.drawLine(left, bottom, left + hook, bottom)

    def _neighbour(self, index: Index, way: int, row: BoardRow) -> bool:
        """Whether the next row on the screen shares this one's places: a filter may have taken it away."""
        model: QAbstractItemModel = index.model()
        line = index.row() + way
        if not 0 <= line < model.rowCount():
            return False
        other = model.index(line, 0).data(ROW_ROLE)
        return isinstance(other, BoardRow) and other.line.place_from == row.line.place_from
