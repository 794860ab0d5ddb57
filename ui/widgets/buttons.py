"""Buttons that wrap their words, and the plain ones with their roles."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ui.shell import theme
from ui.widgets.labels import WrappedLabel


class NamedButton(QPushButton):
    """A push button that keeps name, tip and shortcut in step with its words; Enter presses it on every system."""

    def __init__(self, text: str, keys: QKeySequence, tip: str) -> None:
        super().__init__()
        self._keys, self._tip = keys, tip
        self.setText(text)

    def setText(self, text: str) -> None:  # noqa: N802 - Qt's name
        super().setText(text)
        name = text.replace("&", "")
        self.setAccessibleName(name)
        if self._keys.isEmpty():
            self.setToolTip(self._tip)
            return
        self.setShortcut(self._keys)  # Qt forgets it with the old words
        told = self._keys.toString(QKeySequence.SequenceFormat.NativeText)
        self.setToolTip(f"{self._tip or name} ({told})")

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        ):
            self.click()
        else:
            super().keyPressEvent(event)


def button(
    text: str,
    clicked: Callable[[], object] | None = None,
    *,
    role: str = "",
    icon: str = "",
    shortcut: str = "",
    tip: str = "",
) -> QPushButton:
    """Return a push button. `role`: "" plain, "primary" (one on a page), "danger", "flat", "link".

    The accessible name is the text without its mnemonic; a shortcut is told in the tool tip.
    """
    made = NamedButton(text, QKeySequence(shortcut), tip)
    if role:
        made.setProperty("role", role)
    if icon:
        colours = theme.current().colours
        ink = {"primary": colours.on_accent, "danger": colours.bad, "link": colours.accent}.get(role)
        made.setIcon(theme.icon(icon, ink, gap=True))
        made.setIconSize(theme.icon_size(gap=True))
    if clicked is not None:
        made.clicked.connect(lambda _checked=False: clicked())
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    return made


class WrapButton(QPushButton):
    """A push button whose words wrap: its children are laid out inside it and let the mouse through."""

    def __init__(self) -> None:
        super().__init__()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def through(self, widget: QWidget) -> QWidget:
        """Let the mouse pass through `widget` to this button."""
        widget.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        widget.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return widget

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        inside = self.layout()
        return inside.totalHeightForWidth(width) if inside is not None else super().heightForWidth(width)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        inside = self.layout()
        return inside.totalSizeHint() if inside is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        inside = self.layout()
        if inside is None:
            return super().minimumSizeHint()
        least = inside.totalMinimumSize()
        return QSize(least.width(), inside.totalHeightForWidth(max(self.width(), least.width())))


class ChoiceButton(WrapButton):
    """A large button with an icon, a title and an explanation: one way among a few."""

    def __init__(
        self,
        title: str,
        explanation: str = "",
        *,
        icon: str = "",
        above: str = "",
        note: str = "",
        tall: bool = False,
    ) -> None:
        """`above` stands over the title, `note` at the foot; `tall` puts the icon on top."""
        super().__init__()
        look = theme.current()
        self.setProperty("role", "place")
        self.setAccessibleName(title)
        self.setAccessibleDescription(explanation)
        self.setAutoDefault(False)
        outer = QVBoxLayout(self) if tall else QHBoxLayout(self)
        edge = look.px(22 if tall else 14)
        outer.setContentsMargins(edge, edge, edge, edge)
        outer.setSpacing(look.px(12))
        if icon:
            picture = QLabel()
            picture.setPixmap(theme.pixmap(icon, look.colours.accent, look.scaled(40 if tall else 28)))
            if tall:
                first = QHBoxLayout()
                first.setSpacing(look.px(12))
                first.addWidget(self.through(picture))
                first.addWidget(self.through(WrappedLabel(above, role="above")), 1)
                outer.addLayout(first)
                above = ""
            else:
                outer.addWidget(self.through(picture), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(look.px(6))
        if above:
            words.addWidget(self.through(WrappedLabel(above, role="above")))
        words.addWidget(self.through(WrappedLabel(title, role="title" if tall else "heading")))
        if explanation:
            words.addWidget(self.through(WrappedLabel(explanation)))
        outer.addLayout(words, 0 if tall else 1)
        if tall:
            outer.addStretch(1)
        if note:
            outer.addWidget(self.through(WrappedLabel(note, role="small")))
