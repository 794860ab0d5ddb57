"""The register: the points of one application by member and criterion, and how they come to its total."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.contest.money import money
from models.sitting.saying import mark_text, place_text, standing_text
from models.wording import current_language, figures, tr
from ui.item_models.table import Column
from ui.office.words import moment
from ui.shell import theme
from ui.shell.theme import Tone
from ui.widgets.data_table import DataTable
from ui.widgets.frames import Card
from ui.widgets.labels import Facts, WrappedLabel
from ui.widgets.notice import Notice

if TYPE_CHECKING:
    from models.centre.history import Change
    from models.centre.results.reckoning import Reckoning
    from models.centre.results.register import Entry
    from models.contest.criteria import Criterion
    from models.sitting.outcome import PanelMarks


class MarksPart(QWidget):
    """Shows one application; nothing here can be changed."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.current().px(14))
        self.heading = WrappedLabel(role="heading")
        self.facts = Facts(columns=2)
        self.differs = Notice(
            Tone.BAD,
            tr(
                "The marks in this central file are not those of the signed result: somebody changed them behind the "
                "program. The signed result counts; show this to the chair."
            ),
        )
        self.chain = Card(tr("How the total comes about"))
        self.steps = WrappedLabel(selectable=True)
        self.chain.body.addWidget(self.steps)
        self.table: DataTable[PanelMarks] | None = None
        for part in (self.heading, self.differs, self.facts, self.chain):
            self._column.addWidget(part)
        self._column.addStretch(1)

    def show_entry(self, entry: "Entry", found: "Reckoning | None", changes: "tuple[Change, ...]", zone: str) -> None:
        """Show `entry`, its marks and total (`found`, None before the sitting) and what became of its contract.

        Moments are told by the clock of `zone`.
        """
        contract = entry.contract
        self.heading.setText(f"{entry.code} · {entry.title}")
        self.differs.setVisible(found is not None and not found.agrees)
        self.chain.setVisible(found is not None)
        self.facts.show_facts(
            [
                (tr("Applicant"), entry.name),
                (tr("IIN"), entry.iin),
                *(
                    ((tr("Asked, KZT"), money(entry.asked)), (tr("Awarded, KZT"), money(entry.awarded)))
                    if entry.asked is not None or entry.awarded is not None
                    else ()
                ),
                *(_counted(found) if found else ()),
                *(
                    (
                        (tr("Contract number"), contract.number),
                        (tr("Actual cost, KZT"), money(contract.actual_cost)),
                    )
                    if contract
                    else ()
                ),
                *((tr("Contract changed, why"), f"{moment(one.at, zone)}: {one.why}") for one in changes if one.why),
            ]
        )
        if self.table is not None:
            self.table.hide()
            self.table.deleteLater()
            self.table = None
        if found is not None:
            self.steps.setText(
                figures("\n".join(found.line.chain)) or tr("There is no total: the application was not ranked.")
            )
            self.table = _table(found.criteria, dict(found.members))
            self._column.insertWidget(self._column.indexOf(self.chain), self.table)
            self.table.set_rows(found.stored)
            self.table.fit(len(found.stored))


def _counted(found: "Reckoning") -> "list[tuple[str, str]]":
    line = found.line
    facts = [
        (tr("Total"), figures(line.shown)),
        (tr("Number of marks"), tr("{n} of {of}", n=line.number_of_marks, of=len(found.members))),
        (tr("Place"), place_text(line)),
        (tr("Standing"), standing_text(line)),
    ]
    if line.tie_values:
        facts.append((tr("Ties compared by"), figures("; ".join(line.tie_values))))
    if line.additional is not None:
        facts.append((tr("Additional points: ground"), line.additional_ground))
    return facts


def _table(criteria: "tuple[Criterion, ...]", names: dict[str, str]) -> "DataTable[PanelMarks]":
    return DataTable(
        (
            Column(tr("Member of the commission"), lambda one: names.get(one.member, one.member), stretch=True),
            *(_criterion(number, criterion) for number, criterion in enumerate(criteria)),
            Column(tr("Sum"), lambda one: one.total if one.counted else None, number=True),
            Column(
                tr("In the total"),
                lambda one: tr("counted") if one.counted else tr("not counted"),
                tone=lambda one: Tone.GOOD if one.counted else Tone.NEUTRAL,
            ),
        ),
        key=lambda one: one.member,
        name=tr("Points by member and criterion"),
        searchable=False,
    )


def _criterion(number: int, criterion: "Criterion") -> "Column[PanelMarks]":
    def points(one: "PanelMarks") -> str:
        return mark_text(one.marks[number][1]) if number < len(one.marks) else "–"

    return Column(criterion.code, points, number=True, hint=criterion.name.say(current_language()))
