"""Fields to word the criteria anew. Points and counting stay: those are changed in a profile file."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from models.values import Both
from models.wording import tr
from ui.shell.theme import Tone
from ui.widgets.buttons import button
from ui.widgets.forms import Form
from ui.widgets.frames import Card, clear, row
from ui.widgets.notice import Notice

if TYPE_CHECKING:
    from models.contest.criteria import CriteriaSet, Criterion

Pair = tuple[QLineEdit, QLineEdit]


class CriteriaEdit(QWidget):
    """Hands the reworded criteria to `take`, or calls `stop`."""

    def __init__(self, take: "Callable[[CriteriaSet], None]", stop: Callable[[], None]) -> None:
        super().__init__()
        self._take = take
        self._content: CriteriaSet | None = None
        self.fields: dict[str, Pair] = {}
        """By "C1", "C1 asks", "C1 0": the Kazakh and the Russian field."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(
            Notice(
                Tone.INFO,
                tr(
                    "Here the words are changed. Points, weights and the way of counting are changed in a profile file."
                ),
            )
        )
        self._cards = QVBoxLayout()
        column.addLayout(self._cards)
        self.keep_button = button(tr("Keep as a draft"), self.keep, role="primary", icon="check")
        self.stop_button = button(tr("Back without changes"), stop)
        column.addWidget(row(self.keep_button, self.stop_button))
        column.addStretch(1)

    def start(self, content: "CriteriaSet") -> None:
        """Show `content` in fields."""
        self._content = content
        self.fields = {}
        clear(self._cards)
        for criterion in content.criteria:
            card = Card(criterion.code)
            form = Form(columns=2)
            code = criterion.code
            self._pair(form, code, criterion.name, tr("Name, in Kazakh"), tr("Name, in Russian"))
            self._pair(
                form,
                f"{code} asks",
                criterion.asks,
                tr("What is weighed, in Kazakh"),
                tr("What is weighed, in Russian"),
            )
            for words in criterion.points:
                span = str(words.low) if words.low == words.high else f"{words.low}–{words.high}"
                kk, ru = tr("{points} points, in Kazakh", points=span), tr("{points} points, in Russian", points=span)
                self._pair(form, f"{code} {words.low}", words.words, kk, ru)
            card.body.addWidget(form)
            self._cards.addWidget(card)

    def keep(self) -> None:
        """Hand over the criteria with the words as they stand in the fields."""
        assert self._content is not None
        criteria = tuple(map(self._reworded, self._content.criteria))
        self._take(self._content.model_copy(update={"criteria": criteria}))

    def _pair(self, form: Form, key: str, words: Both, kk: str, ru: str) -> None:
        self.fields[key] = form.text(kk, words.kk), form.text(ru, words.ru)

    def _reworded(self, criterion: "Criterion") -> "Criterion":
        code = criterion.code
        points = tuple(
            words.model_copy(update={"words": self._words(f"{code} {words.low}", words.words)})
            for words in criterion.points
        )
        name, asks = self._words(code, criterion.name), self._words(f"{code} asks", criterion.asks)
        return criterion.model_copy(update={"name": name, "asks": asks, "points": points})

    def _words(self, key: str, before: Both) -> Both:
        kk, ru = (field.text().strip() for field in self.fields[key])
        return before if (kk, ru) == (before.kk, before.ru) else Both(kk=kk, ru=ru)
