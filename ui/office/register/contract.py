"""The form for the contract with one winner."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate

from models.wording import tr
from ui.office.register.tables import contract_states
from ui.office.words import to_date, to_qdate
from ui.shell.theme import Tone
from ui.widgets.buttons import button
from ui.widgets.forms import Form
from ui.widgets.frames import Card, row
from ui.widgets.labels import WrappedLabel
from ui.widgets.notice import Notice

if TYPE_CHECKING:
    from models.centre.results.register import Contract, ContractLine, Entry


class ContractForm(Card):
    """Shows the contract of a line in fields; `record` is called by the button."""

    def __init__(self, record: Callable[[], None]) -> None:
        super().__init__(tr("Contract of the selected grantee"))
        self._line: ContractLine | None = None
        self.who = WrappedLabel(role="muted")
        self.body.addWidget(self.who)
        self.follows = Notice(Tone.WARN)
        self.body.addWidget(self.follows)
        self.form = Form(columns=3)
        self.number = self.form.text(tr("Contract number"), required=True)
        self.signed_on = self.form.date(tr("Signed on"), QDate.currentDate())
        self.amount = self.form.number(tr("Sum, KZT"))
        self.state = self.form.choice(tr("State"), list(contract_states().items()))
        self.cost = self.form.number(tr("Actual cost, KZT"), hint=tr("0 until the report is accepted"))
        self.documents = self.form.text(tr("Documents"))
        self.note = self.form.text(tr("Note"), wide=True)
        self.body.addWidget(self.form)
        self.record_button = button(tr("Record the contract"), record, role="primary", icon="save")
        self.body.addWidget(row(self.record_button))
        self.show_line(None)

    def show_line(self, line: "ContractLine | None") -> None:
        """Show what is recorded for `line`, or empty fields with the sum awarded."""
        self._line = line
        self.setVisible(line is not None)
        if line is None:
            return
        entry, contract = line.entry, line.entry.contract
        self.who.setText(f"{entry.code} · {entry.name} · {entry.title}")
        self.follows.setVisible(line.follows)
        self.follows.tell(Tone.WARN, _follows(entry))
        self.number.setText(contract.number if contract else "")
        self.signed_on.setDate(to_qdate(contract.signed_on) if contract and contract.signed_on else QDate.currentDate())
        amount = contract.amount if contract else entry.awarded or entry.asked
        self.amount.setValue(amount or 0)
        self.state.setCurrentIndex(self.state.findData(contract.state if contract else "signed"))
        self.cost.setValue(contract.actual_cost or 0 if contract else 0)
        self.documents.setText(contract.documents if contract else "")
        self.note.setText(contract.note if contract else "")

    def contract(self) -> "Contract":
        """Return what stands in the fields."""
        from models.centre.results.register import Contract

        return Contract(
            number=self.number.text().strip(),
            signed_on=to_date(self.signed_on.date()),
            amount=self.amount.value() or None,
            state=self.state.currentData(),
            actual_cost=self.cost.value() or None,
            documents=self.documents.text().strip(),
            note=self.note.text().strip(),
        )

    @property
    def needs_reason(self) -> bool:
        """Whether the fields differ from what is recorded, or go another way than the chair's act: then it is asked."""
        line = self._line
        return line is not None and (
            line.follows or line.entry.contract is not None or self.state.currentData() == "failed"
        )


def _follows(entry: "Entry") -> str:
    if entry.reserve_to in (None, entry.reserve):
        return tr("This is the next in line for a grant that became free: the commission's decision is the reason.")
    return tr(
        "Several are next in line for a grant that became free, and nothing tells them apart: the commission decides "
        "between them, and its decision is the reason."
    )
