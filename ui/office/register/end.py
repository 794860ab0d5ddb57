"""The end of the purpose: personal data are destroyed, with the record the law asks for."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from models.wording import tr
from ui.office.words import moment
from ui.shell.theme import Tone
from ui.widgets.buttons import button
from ui.widgets.frames import row
from ui.widgets.labels import Facts
from ui.widgets.notice import Notice

if TYPE_CHECKING:
    from models.centre.destruction import Destruction


class EndOfPurpose(QVBoxLayout):
    """Explains what goes and stays; `destroy` and `write_act` are called by buttons, `name_of` names who did it."""

    def __init__(
        self, destroy: Callable[[], None], write_act: Callable[[], None], name_of: Callable[[str], str]
    ) -> None:
        super().__init__()
        self._name_of = name_of
        self.warning = Notice(
            Tone.WARN,
            tr(
                "When the purpose has ended, the law has personal data destroyed. Names, IIN, contacts, texts, reasons "
                "and attachments of this contest go for ever; codes, marks, points, decisions and sums stay. "
                "Copies of the file and packets on USB sticks are destroyed by hand."
            ),
        )
        self.addWidget(self.warning)
        self.record = Facts()
        self.addWidget(self.record)
        self.destroy_button = button(tr("Destroy the personal data…"), destroy, role="danger", icon="trash")
        self.act_button = button(tr("Act of destruction…"), write_act, icon="print")
        self.addWidget(row(self.destroy_button, self.act_button))
        self.addStretch(1)

    def show_record(self, done: "tuple[Destruction, ...]", zone: str) -> None:
        """Show the record of a destruction that was done by the clock of `zone`, or the button."""
        self.destroy_button.setVisible(not done)
        self.record.setVisible(bool(done))
        self.act_button.setVisible(bool(done))
        if not done:
            return
        one = done[-1]
        self.warning.tell(Tone.INFO, tr("The personal data of this contest were destroyed."))
        self.record.show_facts(
            [
                (tr("What was destroyed"), one.what),
                (tr("Applications"), str(one.applications)),
                (tr("Attachments"), str(one.attachments)),
                (tr("Ground"), one.ground),
                (tr("Who and when"), f"{self._name_of(one.by)}, {moment(one.at, zone)}"),
            ]
        )
