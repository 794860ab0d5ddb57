"""Duplicates: the list of cases, and why the chosen case stands there."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.centre.conflicts.duplicates import CaseLine, line_decision, line_reason, sharers_words, side_name
from models.duplicates.cases import CaseSide, kind_words
from models.wording import decimal, tr
from ui.item_models.table import Column
from ui.shell import theme
from ui.shell.theme import Tone
from ui.widgets.data_table import DataTable
from ui.widgets.frames import Card, EmptyState
from ui.widgets.labels import WrappedLabel
from ui.widgets.notice import Notice

if TYPE_CHECKING:
    from models.centre.conflicts.duplicates import DuplicatePicture


class CaseTable(QWidget):
    """Cases of one side. `table.opened(line)` tells which case a person wants to see side by side."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(12))
        self.table = DataTable[CaseLine](
            [
                Column(tr("What is shared"), lambda one: kind_words(one.case.kind)),
                Column(
                    tr("Strength"),
                    lambda one: decimal(one.case.strength) if one.case.strength else "–",
                    sort=lambda one: one.case.strength or None,
                    tone=lambda one: Tone.WARN if one.case.strength >= _STRONG else None,
                ),
                Column(tr("Applications"), lambda one: ", ".join(each.code for each in one.sharers), width=24),
                Column(tr("Applicants"), lambda one: "; ".join(each.name for each in one.sharers), width=26),
                Column(tr("Why"), line_reason, stretch=True),
            ],
            key=lambda one: one.at,
            found_by=lambda one: " ".join(each.title for each in one.sharers),
            name=tr("Duplicates"),
            empty=EmptyState(tr("No case stands here"), icon="copy"),
        )
        self.table.setMinimumHeight(theme.current().scaled(180))
        column.addWidget(self.table, 1)
        self.card = Card()
        self.card.setMaximumHeight(theme.current().scaled(190))
        self.who = WrappedLabel(role="heading", selectable=True)
        self.again = Notice(
            Tone.WARN,
            tr("It was decided before, but there is more evidence now, or a further application. Decide anew."),
        )
        self.reason = WrappedLabel(selectable=True)
        self.decided = WrappedLabel(role="label", selectable=True)
        for part in (self.who, self.again, self.reason, self.decided):
            self.card.body.addWidget(part)
        column.addWidget(self.card)
        self.table.selected.connect(lambda _rows: self._show_chosen())

    def show_side(self, picture: "DuplicatePicture", side: CaseSide) -> None:
        """Show the cases of `side`."""
        lines = picture.of(side)
        self.table.set_rows(lines)
        if lines and not self.table.chosen():
            self.table.view.selectRow(0)
        self._show_chosen()

    @property
    def chosen(self) -> CaseLine | None:
        """The chosen case."""
        return next(iter(self.table.chosen()), None)

    def _show_chosen(self) -> None:
        line = self.chosen
        self.card.setVisible(line is not None)
        if line is None:
            return
        self.who.setText(sharers_words(line, at_most=_SHOWN))
        self.reason.setText(line_reason(line))
        self.again.setVisible(line.again)
        words = line_decision(line)
        self.decided.setVisible(bool(words))
        self.decided.setText(words)


_SHOWN = 4
"""So many applications of a case are named beneath the list; all of them stand in its row, and where one decides."""
_STRONG = 0.5
"""From here on a case is coloured: to be looked at first."""


def side_words(side: CaseSide, picture: "DuplicatePicture | None") -> str:
    """Return the name of a list with the number of its cases."""
    if picture is None:
        return side_name(side)
    return tr("{list}: {n}", list=side_name(side), n=len(picture.of(side)))
