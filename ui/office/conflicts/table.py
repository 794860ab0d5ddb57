"""Conflicts of interest: what taking contacts in from a table would do, before anything is stored."""

from collections.abc import Iterator

from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.centre.conflicts.mirror_list import part_name
from models.conflicts.involved_table import ContactPlan, ContactRow
from models.conflicts.party_tables import Parties
from models.intake.plan import RowKind, kind_words
from models.wording import tr
from ui.item_models.table import Column
from ui.office.conflicts.people import field_words
from ui.office.intake.report import TONES
from ui.shell import theme
from ui.shell.theme import Tone
from ui.widgets.data_table import DataTable
from ui.widgets.labels import WrappedLabel
from ui.widgets.notice import Notice


class ContactReport(QWidget):
    """Shows a plan, row by row; `plan` and `table` are what is stored when the person says so."""

    plan: ContactPlan
    table: Parties

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(12))
        self.notice = Notice(Tone.INFO)
        self.rows = DataTable[ContactRow](
            (
                Column(tr("Row"), lambda one: one.row, number=True),
                Column(tr("State"), lambda one: kind_words(one.kind), tone=lambda one: TONES[one.kind], width=12),
                Column(tr("Surname, name, patronymic"), lambda one: one.name, width=22),
                Column(tr("What changes"), lambda one: " · ".join(_words(one)), stretch=True),
            ),
            key=lambda one: one.row,
            name=tr("Rows of the table"),
        )
        self.detail = WrappedLabel(selectable=True)
        self.rows.selected.connect(lambda rows: self.detail.setText("\n".join(_words(rows[0])) if rows else ""))
        column.addWidget(self.notice)
        column.addWidget(self.rows, 1)
        column.addWidget(self.detail)

    def show_plan(self, table: Parties, plan: ContactPlan) -> None:
        """Show `plan`, made of `table`."""
        self.table, self.plan = table, plan
        refused = len(plan.of(RowKind.REFUSED))
        told = [tr("People to store: {n}. Rows refused: {refused}. Nothing is stored yet.",
                   n=len(plan.people), refused=refused)]  # fmt: skip
        if not plan.people:
            told = [tr("Nothing changes: everything is stored already, or refused. Rows refused: {n}.", n=refused)]
        tone = Tone.WARN if refused else Tone.INFO if plan.people else Tone.GOOD
        self.notice.tell(tone, "\n".join((*told, *plan.notes)))
        self.rows.set_rows(plan.rows)
        if plan.rows and not self.rows.chosen():
            self.rows.view.selectRow(0)


def _words(one: ContactRow) -> Iterator[str]:
    if one.reason:
        yield one.reason
    if one.kind is RowKind.NEW and one.person is not None:
        yield part_name(one.person.part)
    for change in one.changes:
        what = field_words(change.field)
        if change.old:
            yield tr("{field}: {old} → {new}", field=what, old=change.old, new=change.new)
        else:
            yield tr("{field}: {value}", field=what, value=change.new)
