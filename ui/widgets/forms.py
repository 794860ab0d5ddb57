"""Forms: the label above its field (Kazakh and Russian words are long), a hint and the problem beneath."""

import re
from collections.abc import Sequence
from typing import TypeVar

from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QGridLayout,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from models.wording import tr
from ui.shell import theme
from ui.widgets.fields import ChoiceField, NumberField
from ui.widgets.labels import WrappedLabel

Field = TypeVar("Field", bound=QWidget)
_DATE_TYPED = re.compile(r"(\d{1,2})[.,/ -]?(\d{1,2})[.,/ -]?(\d{4})")


class Form(QWidget):
    """Fields in one or more columns, in reading order, which is the tab order."""

    def __init__(self, *, columns: int = 1) -> None:
        super().__init__()
        look = theme.current()
        self._columns = columns
        self._count = 0
        self._problems: dict[QWidget, WrappedLabel] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(look.px(18))
        self._grid.setVerticalSpacing(look.px(12))
        for column in range(columns):
            self._grid.setColumnStretch(column, 1)

    def add(self, label: str, field: Field, *, hint: str = "", required: bool = False, wide: bool = False) -> Field:
        """Add `field` under `label` and return it. `wide` takes all columns; a required field says so in words."""
        look = theme.current()
        cell = QWidget()
        column = QVBoxLayout(cell)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(4))
        name = WrappedLabel(tr("{label} (required)", label=label) if required else label, role="label")
        name.setBuddy(field)
        column.addWidget(name)
        column.addWidget(field)
        if hint:
            column.addWidget(WrappedLabel(hint, role="small"))
        problem = WrappedLabel(role="problem")
        problem.hide()
        column.addWidget(problem)
        column.addStretch(1)
        field.setAccessibleName(label.replace("&", ""))
        field.setAccessibleDescription(hint)
        self._problems[field] = problem
        if wide and self._count % self._columns:
            self._count += self._columns - self._count % self._columns
        line, place = divmod(self._count, self._columns)
        self._grid.addWidget(cell, line, place, 1, self._columns if wide else 1)
        self._count += self._columns if wide else 1
        return field

    def text(
        self, label: str, value: str = "", *, hint: str = "", required: bool = False, wide: bool = False
    ) -> QLineEdit:
        """Add a line of text."""
        field = QLineEdit(value)
        field.setCursorPosition(0)
        return self.add(label, field, hint=hint, required=required, wide=wide)

    def long_text(
        self, label: str, value: str = "", *, hint: str = "", lines: int = 4, required: bool = False
    ) -> QPlainTextEdit:
        """Add several lines of text across all columns; Tab leaves the field."""
        field = QPlainTextEdit(value)
        field.setTabChangesFocus(True)
        field.setFixedHeight(field.fontMetrics().lineSpacing() * lines + theme.current().px(24))
        return self.add(label, field, hint=hint, required=required, wide=True)

    def choice(
        self, label: str, options: Sequence[tuple[str, str]], value: str = "", *, hint: str = "", wide: bool = False
    ) -> QComboBox:
        """Add a choice of (key, words); `currentData()` is the key."""
        field = ChoiceField()
        # first, and all words at once: with thousands of them Qt would measure every one
        field.setMinimumContentsLength(12)
        field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        field.addItems([words for _, words in options])
        for number, (key, _) in enumerate(options):
            field.setItemData(number, key)
        field.setCurrentIndex(max(0, field.findData(value)))
        return self.add(label, field, hint=hint, wide=wide)

    def number(
        self, label: str, value: int = 0, *, least: int = 0, most: int = 999_999_999, hint: str = ""
    ) -> QSpinBox:
        """Add a whole number between `least` and `most`, both included."""
        return self.add(label, NumberField(value, least=least, most=most), hint=hint)

    def date(self, label: str, value: QDate, *, hint: str = "") -> QDateEdit:
        """Add a date with a calendar."""
        field = DateEdit(value)
        field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        field.setCalendarPopup(True)
        field.setDisplayFormat("dd.MM.yyyy")
        return self.add(label, field, hint=hint)

    def problem(self, field: QWidget, text: str) -> None:
        """Mark `field` as wrong and say why beneath it; an empty text clears the mark."""
        label = self._problems[field]
        label.setText(text)
        label.setVisible(bool(text))
        field.setProperty("problem", "true" if text else "false")
        field.style().unpolish(field)
        field.style().polish(field)

    def clear_problems(self) -> None:
        """Take back every mark."""
        for field in self._problems:
            self.problem(field, "")


class DateEdit(QDateEdit):
    """A date that can be typed from wherever the cursor stands, with or without its dots.

    Qt's own takes no digit while everything is selected, or where the cursor merely stands in a complete day; it
    leaves out a part where a dot follows the day it has just completed, and makes a 31 typed before its month a 30.
    """

    _typed = ""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        line, text = self.lineEdit(), event.text()
        is_mark = bool(text) and text in ".,/- "
        if text.isdigit():
            if line.selectedText() == line.text():
                self.setSelectedSection(self.sectionAt(0))
            elif not line.hasSelectedText() and len(line.text()) == len(self.displayFormat()):
                self.setSelectedSection(self.currentSection())
        self._typed = self._typed + text if text.isdigit() or is_mark else ""
        # after a complete part Qt has gone on to the next one by itself
        if not (is_mark and line.selectedText() == self.sectionText(self.currentSection())):
            super().keyPressEvent(event)
        self._take_typed()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        event.ignore()  # whoever scrolls past it must not alter it

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        self._typed = ""
        super().focusInEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        self._typed = ""
        super().mousePressEvent(event)

    def _take_typed(self) -> None:
        found = _DATE_TYPED.fullmatch(self._typed)
        if found:
            day, month, year = (int(part) for part in found.groups())
            date = QDate(year, month, day)
            if date.isValid():
                self.setDate(date)
            self._typed = ""
