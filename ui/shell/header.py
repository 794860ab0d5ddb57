"""The calm line at the top: back, the place and what is worked on, who sits here, the menu."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QToolButton, QVBoxLayout

from models.wording import tr
from ui.shell import theme
from ui.shell.person import SignedIn
from ui.widgets.labels import ElidedLabel
from ui.widgets.plain import plain


class Header(QFrame):
    """Shows where the person is. The buttons trigger actions that the window owns, so their shortcuts work anywhere."""

    def __init__(self, back: QAction, sections: Sequence[Sequence[QAction]], person: Sequence[QAction]) -> None:
        super().__init__()
        look = theme.current()
        self.setProperty("role", "header")
        row = QHBoxLayout(self)
        row.setContentsMargins(look.px(14), look.px(8), look.px(14), look.px(8))
        row.setSpacing(look.px(10))
        self.back = self._tool(back.text().replace("&", ""), "back")
        self.back.setIcon(theme.icon("back"))
        self.back.setIconSize(theme.icon_size())
        self.back.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        self.back.setToolTip(f"{self.back.text()} ({back.shortcut().toString()})")
        self.back.clicked.connect(back.trigger)
        self._picture = QLabel()
        words = QVBoxLayout()
        words.setSpacing(0)
        self.title = QLabel()
        self.title.setProperty("role", "heading")
        self.subject = ElidedLabel(role="small", gives_up=Qt.TextElideMode.ElideMiddle)  # a revision stands at the end
        words.addWidget(self.title)
        words.addWidget(self.subject)
        self.person = self._tool(tr("No key yet"), "person")
        self.person.setMenu(self._menu([person]))
        self.menu = self._tool(tr("Menu"), "menu")
        self.menu.setMenu(self._menu(sections))
        row.addWidget(self.back)
        row.addWidget(self._picture)
        row.addLayout(words, 1)
        row.addWidget(self.person)
        row.addWidget(self.menu)

    def show_place(self, icon: str, title: str, subject: str, *, back: bool) -> None:
        """Show the place and what is worked on there."""
        look = theme.current()
        self._picture.setPixmap(theme.pixmap(icon, look.colours.accent, look.scaled(26)))
        self.title.setText(title)
        self.subject.setText(subject)
        self.subject.setVisible(bool(subject))
        self.back.setVisible(back)

    def show_person(self, person: SignedIn | None, *, has_key: bool, unlocked: bool) -> None:
        """Show who sits here: the name from the card, never a number."""
        if person is not None:
            state = tr("the key is unlocked") if unlocked else tr("the key is locked")
            name = self.fontMetrics().elidedText(person.name, Qt.TextElideMode.ElideRight, theme.current().scaled(230))
            self.person.setText(name)
            self.person.setToolTip(plain(f"{person.name}: {state}"))
            self.person.setAccessibleName(f"{person.name}: {state}")
        else:
            text = tr("Key without a card") if has_key else tr("No key yet")
            self.person.setText(text)
            self.person.setToolTip(text)
            self.person.setAccessibleName(text)
        picture = "unlock" if unlocked else "key" if person or has_key else "person"
        self.person.setIcon(theme.icon(picture, gap=True))

    def _tool(self, text: str, icon: str) -> QToolButton:
        made = QToolButton()
        made.setProperty("role", "flat")
        made.setText(text)
        made.setAccessibleName(text)
        made.setIcon(theme.icon(icon, gap=bool(text)))
        made.setIconSize(theme.icon_size(gap=bool(text)))
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return made

    def _menu(self, sections: Sequence[Sequence[QAction]]) -> QMenu:
        menu = QMenu(self)
        for number, section in enumerate(sections):
            if number:
                menu.addSeparator()
            menu.addActions(list(section))
        return menu
