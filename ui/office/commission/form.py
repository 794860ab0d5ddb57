"""The form for one person of the commission."""

from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox

from models.contest.commission import Person, Role
from models.wording import tr
from ui.office.words import role_name
from ui.widgets.buttons import button
from ui.widgets.forms import Form
from ui.widgets.frames import Card, row
from ui.widgets.labels import WrappedLabel


class PersonForm(Card):
    """Hands the person to `keep`, or calls `stop`."""

    def __init__(self, keep: Callable[[Person], None], stop: Callable[[], None]) -> None:
        super().__init__(tr("Person of the commission"))
        self._keep = keep
        self._before: Person | None = None
        self.form = Form(columns=2)
        self.name = self.form.text(
            tr("Surname, name, patronymic"), required=True, hint=tr("As it shall stand in the protocol")
        )
        roles = [(role.value, role_name(role)) for role in (Role.MEMBER, Role.SECRETARY, Role.STAFF, Role.RECOVERY)]
        self.role = self.form.choice(tr("Role"), roles)
        self.position = self.form.text(tr("Position"))
        self.organisation = self.form.text(tr("Organisation"))
        self.chair = QCheckBox(tr("Proposed chair"))
        self.body.addWidget(self.form)
        self.body.addWidget(self.chair)
        self.body.addWidget(WrappedLabel(tr("Score sheets are sealed to the proposed chair too."), role="small"))
        self.keep_button = button(tr("Put into the list"), self._give, icon="check")
        self.stop_button = button(tr("Cancel"), stop)
        self.body.addWidget(row(self.keep_button, self.stop_button))
        self.name.textChanged.connect(lambda _text: self._look())
        self.role.currentIndexChanged.connect(lambda _index: self._look())
        self._look()

    def start(self, person: Person | None) -> None:
        """Show `person`, or empty fields for a new one."""
        self._before = person
        shown = person or Person(id="", name="", role=Role.MEMBER)
        self.name.setText(shown.name)
        self.role.setCurrentIndex(self.role.findData(shown.role.value))
        self.position.setText(shown.position)
        self.organisation.setText(shown.organisation)
        self.chair.setChecked(shown.proposed_chair)

    def _look(self) -> None:
        self.keep_button.setEnabled(bool(self.name.text().strip()))
        self.chair.setEnabled(self.role.currentData() == Role.MEMBER.value)

    def _give(self) -> None:
        before = self._before or Person(id="", name="", role=Role.MEMBER)
        role = Role(self.role.currentData())
        self._keep(
            before.model_copy(
                update={
                    "name": " ".join(self.name.text().split()),
                    "role": role,
                    "position": self.position.text().strip(),
                    "organisation": self.organisation.text().strip(),
                    "proposed_chair": role is Role.MEMBER and self.chair.isChecked(),
                }
            )
        )
