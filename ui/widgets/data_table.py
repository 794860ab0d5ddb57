"""A table with a filter box, an empty state, copying, and the keyboard."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from itertools import groupby
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QKeySequence, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from models.wording import tr
from ui.item_models.table import TONE_ROLE, Column, TableModel, shown_text
from ui.shell import theme
from ui.widgets.frames import EmptyState

Row = TypeVar("Row")
_SAMPLE = 200
_TOGETHER = 250
"""Rows of a long table that are prepared for the filter at a time, before anybody types."""
_AHEAD = 20
"""Milliseconds between two such pieces."""
_MEASURED = 12
"""Of those, the longest are laid out to be measured."""
_WIDEST = 42
"""Characters that a measured column takes at most; the tool tip has the rest."""


class DataTable(QWidget, Generic[Row]):
    """Shows frozen rows. Signals: `opened(row)` on Enter or double click, `selected(rows)`, `counted(shown, all)`."""

    opened = Signal(object)
    selected = Signal(object)
    counted = Signal(int, int)

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        *,
        key: Callable[[Row], Hashable],
        name: str,
        empty: EmptyState | None = None,
        searchable: bool = True,
        many: bool = False,
        found_by: Callable[[Row], str] | None = None,
    ) -> None:
        """`name` is the accessible name; `empty` stands in place of a table without rows; `many` selects several.

        `found_by` gives text of a row that the filter finds although no column shows it.
        """
        super().__init__()
        look = theme.current()
        self.model = TableModel(columns, key=key, found_by=found_by, parent=self)
        self._test: Callable[[Row], bool] | None = None
        self._measured = False
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(look.px(8))
        self.tools = QHBoxLayout()
        self.tools.setSpacing(look.px(8))
        outer.addLayout(self.tools)
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(tr("Filter by any word"))
        self.filter.setAccessibleName(tr("Filter by any word"))
        self.filter.setClearButtonEnabled(True)
        self.filter.addAction(theme.icon("search", look.colours.muted), QLineEdit.ActionPosition.LeadingPosition)
        self.filter.setMaximumWidth(look.scaled(340))
        self.filter.setVisible(searchable)
        self.count = QLabel()
        self.count.setProperty("role", "muted")
        self.tools.addWidget(self.filter, 2)
        self.tools.addWidget(self.count)
        self.tools.addStretch(1)
        self.view = _View(self)
        self.view.setAccessibleName(name)
        self.view.setModel(self.model)
        # Qt asks for each heading whether its whole column is selected, cell by cell; our headings show no selection
        head = self.view.horizontalHeader()
        head.setSelectionModel(QItemSelectionModel(self.model, head))
        if many:
            self.view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.empty = empty or EmptyState(tr("Nothing here yet"), icon="list")
        self.nothing = EmptyState(
            tr("No row fits the filter"),
            icon="search",
            action=tr("Show all rows"),
            clicked=self.filter.clear,
        )
        self.pile = QStackedWidget()
        for page in (self.view, self.empty, self.nothing):
            self.pile.addWidget(page)
        outer.addWidget(self.pile, 1)
        self.filter.textChanged.connect(lambda _text: self._narrow())
        self.view.activated.connect(lambda index: self.opened.emit(self.model.row_at(index)))
        self.view.selectionModel().selectionChanged.connect(lambda *_: self.selected.emit(self.chosen()))
        self._ahead = QTimer(self)
        self._ahead.setInterval(_AHEAD)
        self._ahead.timeout.connect(self._fold_ahead)
        self.set_rows(())

    def _fold_ahead(self) -> None:
        if not self.model.fold_ahead(_TOGETHER):
            self._ahead.stop()

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Replace the rows; filter, order and, where the rows are still there, the selection stay."""
        with _Kept(self):
            self.model.set_rows(rows)
        if rows and not self._measured:
            self._measured = True
            self.view.measure()
        if len(rows) > _TOGETHER and not self.filter.isHidden():
            self._ahead.start()
        self._show_state()

    def show_column(self, title: str, *, shown: bool) -> None:
        """Show or hide the column with this heading, where a contest has nothing to put in it."""
        number = next(n for n, column in enumerate(self.model.columns) if column.title == title)
        self.view.setColumnHidden(number, not shown)
        self.view.measure()

    def fit(self, most: int) -> None:
        """Be as high as the rows are, up to `most` of them: for short tables among other things on a page."""
        self.count.hide()
        head, lines = self.view.horizontalHeader(), self.view.verticalHeader()
        shown = max(1, min(most, self.model.rowCount()))
        self.view.setMinimumHeight(0)
        wanted = head.sizeHint().height() + shown * lines.defaultSectionSize() + theme.current().px(16)
        self.pile.setFixedHeight(wanted if self.model.rows else max(wanted, self.empty.sizeHint().height()))

    def set_test(self, test: Callable[[Row], bool] | None) -> None:
        """Show only rows that pass `test`, besides the filter box."""
        self._test = test
        self._narrow()

    def chosen(self) -> tuple[Row, ...]:
        """Return the selected rows from top to bottom."""
        shown = self.model.shown
        return tuple(shown[line] for line in self._chosen_lines())

    def choose(self, key: Hashable) -> bool:
        """Select the row with `key` and scroll to it; False when it is not shown."""
        line = self.model.position(key)
        if line is None:
            return False
        self.view.selectRow(line)
        self.view.scrollTo(self.model.index(line, 0))
        return True

    def copy(self) -> str:
        """Put the selected rows (all shown rows when none is selected) on the clipboard as TSV with headings."""
        lines = self._chosen_lines()
        every = range(self.model.rowCount())
        table = ["\t".join(_cell(column.title) for column in self.model.columns)]
        for line in lines or every:
            texts = (self.model.index(line, column).data() for column in range(self.model.columnCount()))
            table.append("\t".join(map(_cell, texts)))
        text = "\n".join(table)
        QGuiApplication.clipboard().setText(text)
        return text

    def _chosen_lines(self) -> list[int]:
        ranges = self.view.selectionModel().selection()
        each = (ranges.at(number) for number in range(ranges.count()))
        return sorted({line for one in each for line in range(one.top(), one.bottom() + 1)})

    def _narrow(self) -> None:
        with _Kept(self):
            self.model.set_filter(self.filter.text(), self._test)
        self._show_state()

    def _show_state(self) -> None:
        shown, every = self.model.rowCount(), len(self.model.rows)
        page: QWidget = self.view if shown else self.nothing if every else self.empty
        self.pile.setCurrentWidget(page)
        self.filter.setEnabled(bool(every))
        self.count.setText(
            "" if not every else tr("Rows: {n}", n=every) if shown == every else tr("{n} of {of}", n=shown, of=every)
        )
        self.counted.emit(shown, every)


class _Kept:
    """Keeps selection and current row of a table across a reset of its model."""

    def __init__(self, table: DataTable[Any]) -> None:
        self._table = table
        self._keys: list[Hashable] = []
        self._current: Hashable = None

    def __enter__(self) -> None:
        table = self._table
        self._keys = [table.model.key(row) for row in table.chosen()]
        index = table.view.currentIndex()
        self._current = table.model.key(table.model.row_at(index)) if index.isValid() else None

    def __exit__(self, *_: object) -> None:
        table = self._table
        marks = table.view.selectionModel()
        if self._current is not None and (line := table.model.position(self._current)) is not None:
            marks.setCurrentIndex(table.model.index(line, 0), QItemSelectionModel.SelectionFlag.NoUpdate)
        if self._keys:  # in one stroke: thousands may be selected, and each signal has the page look at all of them
            wanted, again, key = set(self._keys), QItemSelection(), table.model.key
            lines = [line for line, row in enumerate(table.model.shown) if key(row) in wanted]
            for first, last in _runs(lines):
                again.append(QItemSelectionRange(table.model.index(first, 0), table.model.index(last, 0)))
            way = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
            marks.select(again, way)


def _runs(lines: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield (first, last) of each run of neighbours in ascending `lines`."""
    for _, run in groupby(enumerate(lines), key=lambda pair: pair[1] - pair[0]):
        found = [line for _, line in run]
        yield found[0], found[-1]


def _cell(text: object) -> str:
    """One cell of a TSV: one line, and nothing that a spreadsheet would run as a formula."""
    plain = " ".join(str(text or "").split())
    return f"'{plain}" if plain[:1] in tuple("=+-@") and not plain[1:].replace(".", "").isdigit() else plain


class _View(QTableView):
    def __init__(self, table: DataTable[Any]) -> None:
        super().__init__(table)
        look = theme.current()
        self._table = table
        self._stretch = (-1, 0)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMinimumHeight(look.px(150))
        self.setItemDelegate(_Pills(self))
        rows = self.verticalHeader()
        rows.setVisible(False)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(self.fontMetrics().height() + look.px(14))
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsClickable(True)
        head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        head.setSortIndicatorClearable(True)
        self.setSortingEnabled(True)

    def measure(self) -> None:
        """Give each column the width of its heading and first rows, within reason."""
        look, model, head = theme.current(), self._table.model, self.horizontalHeader()
        for widget in (self, head):
            widget.ensurePolished()  # before the first showing the font is not that of the style sheet yet
        metrics = self.fontMetrics()
        rows = model.shown[:_SAMPLE]
        for number, column in enumerate(model.columns):
            texts = [] if column.width else [shown_text(column.value(row)).replace("\n", " ") for row in rows]
            texts = sorted(texts, key=len)[-_MEASURED:]
            widest = max((metrics.horizontalAdvance(text) for text in texts), default=0)
            wanted = column.width * metrics.averageCharWidth() or min(widest, _WIDEST * metrics.averageCharWidth())
            title = head.sectionSizeFromContents(number).width()
            extra = look.scaled(40) if column.tone else look.px(30)
            self.setColumnWidth(number, max(wanted + extra, title))
            if column.stretch:
                least = self.columnWidth(number)
                self._stretch = (number, least if column.width else min(least, 24 * metrics.averageCharWidth()))
        head.setMinimumSectionSize(look.scaled(40))
        self._fill()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._fill()

    def _fill(self) -> None:
        # Qt's own stretching squeezes a column to nothing when room is short; ours then scrolls
        number, least = self._stretch
        if number >= 0:
            others = sum(
                self.columnWidth(column) for column in range(len(self._table.model.columns)) if column != number
            )
            self.setColumnWidth(number, max(least, self.viewport().width() - others))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.matches(QKeySequence.StandardKey.Copy):
            self._table.copy()
        elif event.matches(QKeySequence.StandardKey.Find):
            self._table.filter.setFocus()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._table.opened.emit(self._table.model.row_at(self.currentIndex()))
        else:
            super().keyPressEvent(event)


class _Pills(QStyledItemDelegate):
    """Draws status cells as pills: coloured ground and the word."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        tone = index.data(TONE_ROLE)
        if tone is None:
            super().paint(painter, option, index)
            return
        look = theme.current()
        text = str(index.data() or "")
        self.initStyleOption(option, index)
        option.text = ""
        style = option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        if not text:
            return
        ink, ground = look.colours.of(tone)
        metrics = option.fontMetrics
        area = option.rect.adjusted(look.px(6), look.px(4), -look.px(6), -look.px(4))
        width = min(area.width(), metrics.horizontalAdvance(text) + look.scaled(18))
        pill = QRectF(area.x() + 0.5, area.y() + 0.5, width - 1, area.height() - 1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(ink), 1))
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width - look.scaled(12))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, shown)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: N802
        hint = super().sizeHint(option, index)
        return hint + QSize(theme.current().scaled(18), 0) if index.data(TONE_ROLE) is not None else hint
