"""Two texts side by side with what they have in common marked in both."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QTextEdit, QVBoxLayout, QWidget

from models.wording import tr
from ui.shell import theme
from ui.widgets.buttons import button
from ui.widgets.fields import ChoiceField
from ui.widgets.labels import WrappedLabel

if TYPE_CHECKING:
    from models.duplicates.beside import Beside


class SideBySide(QWidget):
    """Two texts; "next" leads through the common passages in both at once."""

    def __init__(self, chosen: Callable[[str, str], None]) -> None:
        """`chosen(one, two)` is called when a person wants two other applications of the case."""
        super().__init__()
        look = theme.current()
        self._chosen = chosen
        self._at = -1
        self._marks = 0
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(8))
        self.reason = WrappedLabel(selectable=True)
        column.addWidget(self.reason)
        walk = QHBoxLayout()
        walk.setSpacing(look.px(8))
        self.place = WrappedLabel(role="label")
        self.previous = button(tr("Previous passage"), lambda: self.walk(-1), icon="up")
        self.following = button(tr("Next passage"), lambda: self.walk(1), icon="down")
        walk.addWidget(self.place, 1)
        walk.addWidget(self.previous)
        walk.addWidget(self.following)
        column.addLayout(walk)
        self.which = (ChoiceField(), ChoiceField())
        self.heads = (WrappedLabel(role="heading"), WrappedLabel(role="heading"))
        self.texts = (QTextEdit(), QTextEdit())
        both = QHBoxLayout()
        both.setSpacing(look.px(12))
        names = (tr("First application"), tr("Second application"))
        for which, head, text, name in zip(self.which, self.heads, self.texts, names, strict=True):
            side = QVBoxLayout()
            side.setSpacing(look.px(6))
            which.setAccessibleName(name)
            which.activated.connect(lambda _index: self._choose())
            text.setReadOnly(True)
            text.setAccessibleName(name)
            text.setMinimumHeight(look.scaled(220))
            side.addWidget(which)
            side.addWidget(head)
            side.addWidget(text, 1)
            both.addLayout(side, 1)
        column.addLayout(both, 1)

    def show_case(self, reason: str, codes: tuple[str, ...], sides: "tuple[Beside, Beside]") -> None:
        """Show `sides`; where the case has more than two `codes`, a person chooses among them."""
        self.reason.setText(reason)
        for which, head, text, side in zip(self.which, self.heads, self.texts, sides, strict=True):
            which.setVisible(len(codes) > 2)
            which.clear()
            which.addItems(list(codes))
            which.setCurrentText(side.code)
            head.setText(tr("{code}, {name}: {title}", code=side.code, name=side.name, title=side.title))
            text.setPlainText(side.text or tr("Nothing is written here."))
            text.setExtraSelections([_marked(text, side.text, mark) for mark in side.marks])
        self._sides = sides
        self._marks = min(len(side.marks) for side in sides)
        self._at = -1
        for step in (self.previous, self.following):
            step.setVisible(self._marks > 1)
        self.walk(1)

    @property
    def pair(self) -> tuple[str, str]:
        """The codes of the two that are shown."""
        one, two = self._sides
        return one.code, two.code

    def walk(self, way: int) -> None:
        """Lead to the passage `way` further, going round."""
        if not self._marks:
            self.place.setText(tr("No passage is marked: compare the two yourself."))
            return
        self._at = (self._at + way) % self._marks
        self.place.setText(tr("Marked in both: {n} of {of}", n=self._at + 1, of=self._marks))
        for text, side in zip(self.texts, self._sides, strict=True):
            cursor = _cursor(text, side.text, side.marks[self._at])
            cursor.setPosition(cursor.selectionStart())
            text.setTextCursor(cursor)
            text.ensureCursorVisible()

    def _choose(self) -> None:
        one, two = (which.currentText() for which in self.which)
        if one != two:
            self._chosen(one, two)


def _cursor(text: QTextEdit, written: str, mark: tuple[int, int]) -> QTextCursor:
    """Select a mark; Qt counts in UTF-16, where a rare sign takes two places."""
    begin, end = (len(written[:at].encode("utf-16-le")) // 2 for at in mark)
    cursor = QTextCursor(text.document())
    cursor.setPosition(begin)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    return cursor


def _marked(text: QTextEdit, written: str, mark: tuple[int, int]) -> QTextEdit.ExtraSelection:
    colours = theme.current().colours
    made = QTextEdit.ExtraSelection()
    look = QTextCharFormat()
    look.setBackground(QColor(colours.warn_soft))
    look.setForeground(QColor(colours.text))
    look.setFontUnderline(True)  # not by colour alone
    made.format = look
    made.cursor = _cursor(text, written, mark)
    return made
