"""Conflicts of interest: the lists of pairs, and why the chosen pair stands there."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.centre.conflicts.mirror_list import MirrorLine, decision_words, part_name, side_name, strength_words, why
from models.conflicts.mirror import Side
from models.wording import tr
from ui.item_models.table import Column
from ui.shell import theme
from ui.shell.theme import Tone
from ui.widgets.data_table import DataTable
from ui.widgets.frames import Card, EmptyState
from ui.widgets.labels import WrappedLabel
from ui.widgets.notice import Notice
from ui.widgets.segments import Segments

if TYPE_CHECKING:
    from models.centre.conflicts.mirror_list import ConflictPicture

_FIRST = "first"
_DECISION = 3


class PairTable(QWidget):
    """Pairs of one side. `table.opened(line)` tells on which pair a person wants to decide."""

    def __init__(self) -> None:
        super().__init__()
        self.side = Side.UNDECLARED
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(12))
        self.table = DataTable[MirrorLine](
            [
                Column(tr("Person"), lambda one: one.name, width=18, tip=_who),
                Column(tr("Application"), lambda one: one.row.application),
                Column(tr("Applicant"), lambda one: one.applicant, width=17),
                Column(tr("Decision"), _decision, tone=lambda one: Tone.BAD if _closes(one) else Tone.GOOD, width=15),
                Column(
                    tr("Strength"),
                    strength_words,
                    sort=lambda one: one.row.strength if one.row.tie else None,
                    tone=lambda one: Tone.WARN if one.row.look and one.row.tie else None,
                ),
                Column(tr("Declares"), lambda one: one.declares, width=18),
                Column(tr("Kind"), lambda one: one.kind, width=17),
                Column(tr("Why"), lambda one: " ".join(why(one)), stretch=True),
            ],
            key=lambda one: one.pair,
            name=tr("Conflicts of interest"),
            empty=EmptyState(tr("No pair stands here"), icon="shield"),
        )
        self.which = Segments(
            [(_FIRST, tr("to look at first")), ("all", tr("all pairs"))], name=tr("Which pairs to show")
        )
        self.which.chosen.connect(lambda _key: self._narrow())
        self.table.tools.insertWidget(1, self.which)
        self.table.setMinimumHeight(theme.current().scaled(180))
        column.addWidget(self.table, 1)
        self.card = Card()
        self.card.setMaximumHeight(theme.current().scaled(190))
        self.pair = WrappedLabel(role="heading")
        self.reasons = WrappedLabel(selectable=True)
        self.stale = Notice(Tone.WARN)
        self.decided = WrappedLabel(role="label", selectable=True)
        for part in (self.pair, self.stale, self.reasons, self.decided):
            self.card.body.addWidget(part)
        column.addWidget(self.card)
        self.table.selected.connect(lambda _rows: self._show_chosen())

    def show_side(self, picture: "ConflictPicture", side: Side) -> None:
        """Show the pairs of `side`."""
        if side is not self.side:
            self.table.filter.clear()
        self.side = side
        self.table.view.setColumnHidden(_DECISION, side is not Side.DECIDED)
        lines = picture.of(side)
        self.which.setVisible(any(line.row.look for line in lines) and not all(line.row.look for line in lines))
        self.table.set_rows(lines)
        self._narrow()
        if lines and not self.table.chosen():
            self.table.view.selectRow(0)
        self._show_chosen()

    @property
    def chosen(self) -> MirrorLine | None:
        """The chosen pair."""
        return next(iter(self.table.chosen()), None)

    def _narrow(self) -> None:
        only = self.which.isVisibleTo(self) and self.which.key == _FIRST
        self.table.set_test(_looks if only else None)

    def _show_chosen(self) -> None:
        line = self.chosen
        self.card.setVisible(line is not None)
        if line is None:
            return
        self.pair.setText(
            tr("{person} ({part}) – {code}, {applicant}", person=line.name, part=part_name(line.part),
               code=line.row.application, applicant=line.applicant)
        )  # fmt: skip
        self.reasons.setText("\n".join(f"• {one}" for one in why(line)))
        self.stale.setVisible(line.row.stale)
        self.stale.tell(
            Tone.WARN,
            tr("It was decided about somebody who is another person now (the name or the IIN changed). Decide anew."),
        )
        words = decision_words(line)
        self.decided.setVisible(bool(words))
        self.decided.setText(words)


def _looks(line: MirrorLine) -> bool:
    return line.row.look


def _closes(line: MirrorLine) -> bool:
    return line.row.decision is not None and line.row.decision.conflict


def _decision(line: MirrorLine) -> str:
    if line.row.decision is None:
        return ""
    return tr("Conflict") if _closes(line) else tr("No conflict")


def _who(line: MirrorLine) -> str:
    return f"{line.name} ({part_name(line.part)})"


def side_words(side: Side, picture: "ConflictPicture | None") -> str:
    """Return the name of a list with the number of its pairs."""
    if picture is None:
        return side_name(side)
    return tr("{list}: {n}", list=side_name(side), n=len(picture.of(side)))
