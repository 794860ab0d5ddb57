"""A small table of words that wrap: for the plan and the budget of a project, not for long lists."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from ui.shell import theme
from ui.widgets.labels import WrappedLabel


class WordTable(QWidget):
    """Rows of cells under headings; every cell is as high as its words, and can be selected and copied."""

    def __init__(self, headings: Sequence[str], *, shares: Sequence[int], numbers: Sequence[int] = ()) -> None:
        """`shares` are the columns' shares of the width; `numbers` the columns (from 0) that are right aligned."""
        super().__init__()
        look = theme.current()
        self._numbers = frozenset(numbers)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(look.px(14))
        self._grid.setVerticalSpacing(look.px(6))
        for column, share in enumerate(shares):
            self._grid.setColumnStretch(column, share)
        for column, heading in enumerate(headings):
            label = WrappedLabel(heading, role="muted")
            label.setAlignment(self._side(column))
            self._grid.addWidget(label, 0, column)
        self._headings = tuple(headings)
        self._lines = 1

    def add_row(self, cells: Sequence[str], *, strong: bool = False) -> None:
        """Add a row; a strong one (a sum) is set apart from those above it."""
        rule = QFrame()
        rule.setProperty("role", "rule")
        rule.setFixedHeight(2 if strong else 1)
        self._grid.addWidget(rule, self._lines, 0, 1, len(self._headings))
        for column, text in enumerate(cells):
            label = WrappedLabel(text, role="label" if strong else "", selectable=True)
            label.setAlignment(self._side(column))
            label.setAccessibleName(f"{self._headings[column]}: {text}")
            self._grid.addWidget(label, self._lines + 1, column)
        self._lines += 2

    def _side(self, column: int) -> Qt.AlignmentFlag:
        side = Qt.AlignmentFlag.AlignRight if column in self._numbers else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignTop
