"""Frames that give a page its order: cards, badges, the empty state, a place to drop files on."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.shell import theme
from ui.shell.kinds import FileKind
from ui.shell.theme import TONE_ICONS, Tone
from ui.widgets.buttons import button
from ui.widgets.labels import WrappedLabel


class Card(QFrame):
    """A framed section with an optional title; put the content into `body`, buttons beside the title into `tools`."""

    def __init__(self, title: str = "", text: str = "") -> None:
        super().__init__()
        look = theme.current()
        self.setProperty("role", "card")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(*(look.px(18),) * 4)
        outer.setSpacing(look.px(10))
        self.tools = QHBoxLayout()
        self.tools.setSpacing(look.px(8))
        if title:
            self.setAccessibleName(title)
            self.tools.addWidget(WrappedLabel(title, role="heading"), 1)
        outer.addLayout(self.tools)
        if text:
            outer.addWidget(WrappedLabel(text, role="muted"))
        self.body = QVBoxLayout()
        self.body.setSpacing(look.px(10))
        outer.addLayout(self.body, 1)


class Badge(QFrame):
    """A status in one or two words on a coloured pill with an icon: never colour alone."""

    def __init__(self, tone: Tone, word: str) -> None:
        super().__init__()
        look = theme.current()
        self.setProperty("role", "badge")
        row = QHBoxLayout(self)
        row.setContentsMargins(look.px(8), look.px(2), look.px(10), look.px(2))
        row.setSpacing(look.px(5))
        self._picture = QLabel()
        self.label = QLabel()
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        row.addWidget(self._picture)
        row.addWidget(self.label)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.tell(tone, word)

    def tell(self, tone: Tone, word: str) -> None:
        """Replace tone and word."""
        look = theme.current()
        self.setProperty("tone", tone.value)
        self._picture.setPixmap(theme.pixmap(TONE_ICONS[tone], look.colours.of(tone)[0], look.scaled(14)))
        self.label.setText(word)
        self.setAccessibleName(word)
        self.style().unpolish(self)
        self.style().polish(self)
        self.style().unpolish(self.label)
        self.style().polish(self.label)


class Figure(QFrame):
    """One number that matters, with its words beneath."""

    def __init__(self, number: str, words: str) -> None:
        super().__init__()
        look = theme.current()
        self.setProperty("role", "card")
        column = QVBoxLayout(self)
        column.setContentsMargins(look.px(16), look.px(12), look.px(16), look.px(12))
        column.setSpacing(look.px(2))
        self.number = QLabel(number)
        self.number.setProperty("role", "figure")
        self.words = WrappedLabel(words, role="muted")
        column.addWidget(self.number)
        column.addWidget(self.words)
        column.addStretch(1)
        self.setAccessibleName(f"{words}: {number}")

    def tell(self, number: str) -> None:
        """Replace the number."""
        self.number.setText(number)
        self.setAccessibleName(f"{self.words.text()}: {number}")


class EmptyState(QFrame):
    """What stands where nothing is yet: why it is empty and what to do."""

    def __init__(
        self,
        title: str,
        text: str = "",
        *,
        icon: str = "inbox",
        action: str = "",
        clicked: Callable[[], object] | None = None,
    ) -> None:
        super().__init__()
        look = theme.current()
        self.setProperty("role", "empty")
        column = QVBoxLayout(self)
        column.setContentsMargins(*(look.px(24),) * 4)
        column.setSpacing(look.px(8))
        column.addStretch(1)
        picture = QLabel()
        picture.setPixmap(theme.pixmap(icon, look.colours.control, look.scaled(40)))
        column.addWidget(picture, 0, Qt.AlignmentFlag.AlignHCenter)
        for words, role in ((title, "heading"), (text, "muted")):
            if words:
                label = WrappedLabel(words, role=role)
                label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
                column.addWidget(label)
        if action:
            self.button = button(action, clicked, role="primary")
            column.addSpacing(look.px(6))
            column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)


class DropArea(QFrame):
    """A place to drop files on, with a button that asks for them instead. `dropped` carries the list of paths."""

    dropped = Signal(list)

    def __init__(
        self, text: str, action: str, choose: Callable[[], object], *kinds: FileKind, whole: bool = False
    ) -> None:
        """`choose` asks for files (`Files.open_many`) and does the rest; `kinds` are those taken here, none: any.

        `whole`: other files that come with them are passed on too, since their taker says why each is refused.
        """
        super().__init__()
        look = theme.current()
        self._kinds = kinds
        self._whole = whole
        self.setProperty("role", "drop")
        self.setAcceptDrops(True)
        self.setAccessibleName(text)
        row = QHBoxLayout(self)
        row.setContentsMargins(*(look.px(18),) * 4)
        row.setSpacing(look.px(14))
        picture = QLabel()
        picture.setPixmap(theme.pixmap("inbox", look.colours.accent, look.scaled(32)))
        row.addWidget(picture)
        row.addWidget(WrappedLabel(text), 1)
        self.button = button(action, choose, icon="folder")
        row.addWidget(self.button)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        if self._fitting(event):
            accept_copy(event)
            self._show_over(over=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802 - Qt's name
        super().dragLeaveEvent(event)
        self._show_over(over=False)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        self._show_over(over=False)
        paths = self._fitting(event)
        if paths:
            accept_copy(event)
            QTimer.singleShot(0, self, lambda: self.dropped.emit(paths))  # the file manager must not wait for questions

    def _fitting(self, event: QDropEvent) -> list[Path]:
        paths = dropped_paths(event)
        fitting = [path for path in paths if not self._kinds or FileKind.of(path) in self._kinds]
        return paths if self._whole and fitting else fitting

    def _show_over(self, *, over: bool) -> None:
        self.setProperty("over", str(over).lower())
        self.style().unpolish(self)
        self.style().polish(self)


def accept_copy(event: QDropEvent) -> None:
    """Accept a drop as a copy, whatever was proposed: after a move the file manager would delete what was dropped."""
    event.setDropAction(Qt.DropAction.CopyAction)
    event.accept()


def dropped_paths(event: QDropEvent) -> list[Path]:
    """Return the local files of a drop, in its order."""
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]


def row(*widgets: QWidget, stretch: int = 0) -> QWidget:
    """Return `widgets` side by side without edges; `stretch` shares the room equally where it is 1."""
    holder = QWidget()
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(theme.current().px(10))
    for widget in widgets:
        line.addWidget(widget, stretch)
    if not stretch:
        line.addStretch(1)
    return holder


class AskedCard(QWidget):
    """A place for the card of a question, made anew each time it is asked. The page scrolls, not the card."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def show_card(self, card: Card) -> None:
        """Show `card` in place of the last one."""
        clear(self._column)
        self._column.addWidget(card)
        self._column.addStretch(1)


def clear(layout: QLayout) -> None:
    """Take every widget out of `layout` and away."""
    while (item := layout.takeAt(0)) is not None:
        if (old := item.widget()) is not None:
            old.hide()
            old.deleteLater()
