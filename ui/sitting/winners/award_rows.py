"""Applications that may be awarded: a tick each, who applied with what, the total, and the sum where one is given."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QSpinBox, QWidget

from models.sitting.acts import Award
from models.sitting.counting.board import BoardRow
from models.wording import figures, tr
from ui.shell import theme
from ui.widgets.fields import NumberField
from ui.widgets.labels import WrappedLabel


@dataclass(frozen=True)
class Candidate:
    """One application, as it stands at first."""

    row: BoardRow
    ticked: bool
    awarded: int
    """KZT."""
    number: str = ""
    """Its number in the line, where those next in line are asked for."""


class AwardRows(QWidget):
    """Candidates under each other in the order given."""

    ticked = Signal()
    changed = Signal()
    """A sum is another one."""

    def __init__(self, candidates: Iterable[Candidate], *, money: bool) -> None:
        """`money`: whether the contest gives each winner a sum of its own."""
        super().__init__()
        look = theme.current()
        self.ticks: dict[str, QCheckBox] = {}
        self.sums: dict[str, QSpinBox] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(look.px(12))
        grid.setVerticalSpacing(look.px(4))
        grid.setColumnStretch(2, 1)
        for at, one in enumerate(candidates):
            line = one.row.line
            if one.number:
                grid.addWidget(WrappedLabel(one.number), at, 0)
            box = QCheckBox(line.application)
            box.setChecked(one.ticked)
            box.toggled.connect(lambda _checked: self.ticked.emit())
            self.ticks[line.application] = box
            grid.addWidget(box, at, 1)
            words = " · ".join(part for part in (one.row.applicant, one.row.title) if part)
            grid.addWidget(WrappedLabel(words), at, 2)
            grid.addWidget(WrappedLabel(figures(line.shown)), at, 3, Qt.AlignmentFlag.AlignRight)
            if money:
                field = NumberField(one.awarded)
                field.setSuffix(" ₸")
                field.setAccessibleName(tr("Sum awarded to {application}, KZT", application=line.application))
                field.valueChanged.connect(lambda _sum: self.changed.emit())
                self.sums[line.application] = field
                grid.addWidget(field, at, 4)

    def chosen(self) -> list[str]:
        """Return the codes ticked, in the order of the rows."""
        return [code for code, box in self.ticks.items() if box.isChecked()]

    def awards(self) -> tuple[Award, ...]:
        """Return those ticked, each with its sum where the contest gives sums."""
        return tuple(
            Award(application=code, awarded=self.sums[code].value() if code in self.sums else None)
            for code in self.chosen()
        )
