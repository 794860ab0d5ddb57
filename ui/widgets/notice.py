"""A coloured notice with its icon and words, inside a page."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from ui.shell import theme
from ui.shell.theme import TONE_ICONS, Tone
from ui.widgets.labels import WrappedLabel


class Notice(QFrame):
    """One message on a coloured ground; the icon and the words carry the meaning, the colour only helps."""

    def __init__(self, tone: Tone, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = theme.current()
        row = QHBoxLayout(self)
        row.setContentsMargins(look.px(14), look.px(10), look.px(10), look.px(10))
        row.setSpacing(look.px(10))
        self._picture = QLabel()
        self.label = WrappedLabel(selectable=True)
        row.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.label, 1)
        self.row = row
        self.setProperty("role", "strip")
        self.tell(tone, text)

    def tell(self, tone: Tone, text: str) -> None:
        """Replace the message."""
        look = theme.current()
        self.tone = tone
        self.setProperty("tone", tone.value)
        self._picture.setPixmap(theme.pixmap(TONE_ICONS[tone], look.colours.of(tone)[0], look.scaled(20)))
        self.label.setText(text)
        self.setAccessibleName(text)
        self.style().unpolish(self)
        self.style().polish(self)
