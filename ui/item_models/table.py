"""A thin table model: frozen rows in, signals out. It formats, sorts and filters what it was given, and no more."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

from ui.item_models.text import alphabet_key, filter_words, fold
from ui.shell.theme import Tone
from ui.widgets.plain import plain

Row = TypeVar("Row")
SORT_ROLE = Qt.ItemDataRole.UserRole + 1
"""A comparable value; absence sorts last in either direction."""
ROW_ROLE = Qt.ItemDataRole.UserRole + 2
"""The row's value itself."""
TONE_ROLE = Qt.ItemDataRole.UserRole + 3
"""The Tone of a status cell, or None: the delegate draws a pill."""
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_BETWEEN = "\0"
"""Between rows while they are folded; in no word that a person types."""


@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column: its heading and how a row is shown, sorted and coloured in it."""

    title: str
    value: Callable[[Row], object]
    """What is shown: text, a number, or None for an empty cell."""
    sort: Callable[[Row], Any] | None = None
    """Comparable values of one type, or None for absence; by default numbers as they are, texts by the alphabet."""
    tone: Callable[[Row], Tone | None] | None = None
    tip: Callable[[Row], str] | None = None
    bold: Callable[[Row], bool] | None = None
    number: bool = False
    """Right aligned."""
    stretch: bool = False
    """Takes the room that is left, and never less than its `width`."""
    width: int = 0
    """Characters wanted; 0 measures the first rows."""
    hint: str = ""
    """What the heading's tool tip says; empty: the heading itself."""


class TableModel(QAbstractTableModel, Generic[Row]):
    """Rows of frozen values. The order and the filter are the model's own: no proxy, no query."""

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        *,
        key: Callable[[Row], Hashable],
        found_by: Callable[[Row], str] | None = None,
        parent: QObject | None = None,
    ) -> None:
        """`key` tells rows apart, so that the selection survives new rows; `found_by`: see `DataTable`."""
        super().__init__(parent)
        self.columns = tuple(columns)
        self.key = key
        self._found_by = found_by
        self._rows: tuple[Row, ...] = ()
        self._shown: list[int] = []
        self._folded: list[str] = []
        """The folded texts of the first rows: all of them once `fold_ahead` has answered False."""
        self._filter = ""
        self._test: Callable[[Row], bool] | None = None
        self._sorted: tuple[int, Qt.SortOrder] | None = None

    @property
    def rows(self) -> tuple[Row, ...]:
        """All rows, in the order they were given."""
        return self._rows

    @property
    def shown(self) -> tuple[Row, ...]:
        """The rows on the screen, in its order."""
        return tuple(self._rows[number] for number in self._shown)

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Replace all rows; filter and order stay in force."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self._folded = []
        self._choose()
        self.endResetModel()

    def set_filter(self, text: str, test: Callable[[Row], bool] | None = None) -> None:
        """Show only rows that hold every word of `text` somewhere and pass `test`."""
        folded = fold(text)
        if folded == self._filter and test is self._test:
            return
        self.beginResetModel()
        self._filter, self._test = folded, test
        self._choose()
        self.endResetModel()

    def row_at(self, index: Index) -> Row:
        """Return the value behind `index`."""
        return self._rows[self._shown[index.row()]]

    def position(self, key: Hashable) -> int | None:
        """Return the line on the screen of the row with `key`, or None when it is not shown."""
        rows, name = self._rows, self.key
        return next((place for place, number in enumerate(self._shown) if name(rows[number]) == key), None)

    def _choose(self) -> None:
        shown: Sequence[int] = range(len(self._rows))
        if self._filter.strip():
            self.fold_ahead(len(self._rows))
            folded = self._folded
            for word in filter_words(self._filter):
                shown = [number for number in shown if word in folded[number]]
        if self._test is not None:
            shown = [number for number in shown if self._test(self._rows[number])]
        self._shown = list(shown)
        if self._sorted is not None:
            self._order(*self._sorted)

    def fold_ahead(self, number: int) -> bool:
        """Prepare the texts of `number` more rows for the filter; False when all are prepared.

        In one stroke: row by row it is felt with thousands of them.
        """
        begun = len(self._folded)
        if rows := self._rows[begun : begun + number]:
            values = [column.value for column in self.columns]
            if self._found_by is not None:
                values.append(self._found_by)
            texts = ["\n".join([shown_text(value(row)) for value in values]).replace(_BETWEEN, " ") for row in rows]
            self._folded += fold(_BETWEEN.join(texts)).split(_BETWEEN)
        return len(self._folded) < len(self._rows)

    def _order(self, column: int, order: Qt.SortOrder) -> None:
        self._shown.sort()
        keys = {number: self._sort_value(self._rows[number], column) for number in self._shown}
        there = [number for number in self._shown if keys[number] is not None]
        absent = [number for number in self._shown if keys[number] is None]
        there.sort(key=lambda number: keys[number], reverse=order == Qt.SortOrder.DescendingOrder)
        self._shown = there + absent

    def _sort_value(self, row: Row, column: int) -> Any:
        definition = self.columns[column]
        if definition.sort is not None:
            return definition.sort(row)
        value = definition.value(row)
        if value is None or isinstance(value, int | float | Fraction):
            return value
        return alphabet_key(str(value))

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self.layoutAboutToBeChanged.emit()
        before = list(self._shown)
        if 0 <= column < len(self.columns):
            self._sorted = (column, order)
            self._order(column, order)
        else:
            self._sorted = None
            self._shown.sort()
        place = {number: line for line, number in enumerate(self._shown)}
        old = self.persistentIndexList()
        self.changePersistentIndexList(old, [self.index(place[before[i.row()]], i.column()) for i in old])
        self.layoutChanged.emit()

    def rowCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: PLR0911 - one answer a role
        if not index.isValid():
            return None
        row, column = self.row_at(index), self.columns[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return shown_text(column.value(row)).replace("\n", " ")
            case Qt.ItemDataRole.ToolTipRole:
                return plain(column.tip(row) if column.tip else shown_text(column.value(row)))
            case Qt.ItemDataRole.TextAlignmentRole:
                side = Qt.AlignmentFlag.AlignRight if column.number else Qt.AlignmentFlag.AlignLeft
                return side | Qt.AlignmentFlag.AlignVCenter
            case Qt.ItemDataRole.FontRole if column.bold and column.bold(row):
                font = QFont()
                font.setWeight(QFont.Weight.Medium)
                return font
            case _ if role == SORT_ROLE:
                return self._sort_value(row, index.column())
            case _ if role == ROW_ROLE:
                return row
            case _ if role == TONE_ROLE:
                return column.tone(row) if column.tone else None
        return None

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain(self.columns[section].hint or self.columns[section].title)
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if self.columns[section].number else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None


def shown_text(value: object) -> str:
    """Return how a cell shows `value`: nothing for absence, figures in groups of three, the rest as it is."""
    if type(value) is str:
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "✓" if value else ""
    if isinstance(value, int):
        return f"{value:,}".replace(",", "\u00a0") if abs(value) >= 10_000 else str(value)
    return str(value)
