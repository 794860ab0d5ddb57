"""The first page: who are you and what did you come for; language and size of text."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QScrollArea, QToolButton, QVBoxLayout, QWidget

from models.wording import tr
from ui.shell import theme
from ui.shell.language import NAMES
from ui.shell.places import PlaceInfo
from ui.shell.settings import Preferences
from ui.widgets.buttons import ChoiceButton
from ui.widgets.labels import WrappedLabel


class WelcomePage(QScrollArea):
    """Signals: `place_chosen(key)`, `language_chosen(code)`, `size_chosen(per cent)`."""

    place_chosen = Signal(str)
    language_chosen = Signal(str)
    size_chosen = Signal(int)

    def __init__(self, places: Sequence[PlaceInfo], preferences: Preferences) -> None:
        super().__init__()
        look = theme.current()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        inside = QWidget()
        self.setWidget(inside)
        sides = QHBoxLayout(inside)
        sides.setContentsMargins(look.px(40), look.px(20), look.px(40), look.px(24))
        middle = QWidget()
        middle.setMaximumWidth(look.scaled(1080))
        sides.addStretch(1)
        sides.addWidget(middle, 100)
        sides.addStretch(1)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(8))
        column.addStretch(2)
        column.addWidget(WrappedLabel(tr("Who are you, and what did you come for?"), role="display"))
        column.addWidget(
            WrappedLabel(
                tr(
                    "Tandau helps a grant commission to select the winners of a contest: without the internet, "
                    "in the open, and so that anyone can check it years later."
                ),
                role="muted",
            )
        )
        column.addSpacing(look.px(14))
        cards = QHBoxLayout()
        cards.setSpacing(look.px(18))
        self.places: dict[str, ChoiceButton] = {}
        for info in places:
            name, who, what = info.words()
            note = tr("You were here last time") if info.key == preferences.place else ""
            card = ChoiceButton(who, what, icon=info.icon, note=note, tall=True, above=name)
            card.setAccessibleName(f"{name}: {who}")
            card.clicked.connect(lambda _checked=False, key=info.key: self.place_chosen.emit(key))
            cards.addWidget(card, 1)
            self.places[info.key] = card
        column.addLayout(cards)
        column.addSpacing(look.px(14))
        foot = QHBoxLayout()
        foot.setSpacing(look.px(8))
        self.languages = self._segments(
            foot, [(code, NAMES[code], NAMES[code]) for code in NAMES], preferences.language
        )
        for code, made in self.languages.items():
            made.clicked.connect(lambda _checked=False, code=code: self.language_chosen.emit(code))
        foot.addStretch(1)
        label = WrappedLabel(tr("Size of text"), role="muted")
        label.setWordWrap(False)
        foot.addWidget(label)
        sizes = [(str(size), f"{size} %", tr("Size of text: {n} %", n=size)) for size in theme.TEXT_SIZES]
        self.sizes = self._segments(foot, sizes, str(preferences.text_size))
        for size, made in self.sizes.items():
            made.clicked.connect(lambda _checked=False, size=size: self.size_chosen.emit(int(size)))
        column.addLayout(foot)
        column.addStretch(3)
        self._first = self.places.get(preferences.place) or next(iter(self.places.values()))

    def take_focus(self) -> None:
        """Put the keyboard on the place of the last time, or on the first."""
        self._first.setFocus()

    def _segments(
        self, row: QHBoxLayout, options: Sequence[tuple[str, str, str]], chosen: str
    ) -> dict[str, QToolButton]:
        group = QButtonGroup(self)
        made: dict[str, QToolButton] = {}
        for key, text, name in options:
            button = QToolButton()
            button.setText(text)
            button.setAccessibleName(name)
            button.setProperty("role", "segment")
            button.setCheckable(True)
            button.setChecked(key == chosen)
            button.setCursor(Qt.CursorShape.PointingHandCursor)
            group.addButton(button)
            row.addWidget(button)
            made[key] = button
        return made
