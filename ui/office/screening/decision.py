"""Screening: what is asked before an application is refused, sent back or noted as withdrawn."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QCheckBox, QDateEdit, QHBoxLayout, QVBoxLayout, QWidget

from models.contest.application import Flag, Screened
from models.values import Both
from models.wording import current_language, tr
from ui.office.words import to_date, to_qdate
from ui.widgets.forms import Form
from ui.widgets.frames import Card, clear
from ui.widgets.labels import WrappedLabel

if TYPE_CHECKING:
    from collections.abc import Sequence


class DecisionPart(QWidget):
    """Asks for the reasons in both languages of the papers, and for mending the last day. The page scrolls it."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.decision = Screened.REFUSED
        self.boxes: list[tuple[QCheckBox, Both]] = []
        self.deadline: QDateEdit | None = None
        self.basis: Basis | None = None

    def ask(
        self, decision: Screened, code: str, flags: "Sequence[Flag]", deadline: date, *, applicant: str = ""
    ) -> None:
        """Begin to ask for `decision` about `code`; flags are offered as reasons, `deadline` as the last day.

        `applicant` is who withdraws unless another person is named.
        """
        self.decision = decision
        clear(self._column)
        card = Card(_titles(code)[decision], _texts()[decision])
        self.boxes = []
        if flags and decision is not Screened.WITHDRAWN:
            card.body.addWidget(WrappedLabel(tr("Reasons from the flags"), role="label"))
            for flag in flags:
                box = QCheckBox()
                words = WrappedLabel(flag.reason.say(current_language()))
                box.setAccessibleName(words.text())
                card.body.addWidget(_beside(box, words))
                self.boxes.append((box, flag.reason))
        self.form = Form()
        self.basis = Basis(self.form, applicant) if decision is Screened.WITHDRAWN else None
        hint = tr("The papers carry both languages; where one is left empty, the other stands in its place.")
        self.kk = self.form.long_text(tr("Further reason, in Kazakh"), lines=2)
        self.ru = self.form.long_text(tr("Further reason, in Russian"), lines=2, hint=hint)
        self.deadline = None
        if decision is Screened.MENDING:
            self.deadline = self.form.date(tr("Last day of mending, inclusive"), to_qdate(deadline))
            self.deadline.setMinimumDate(QDate.currentDate())
        card.body.addWidget(self.form)
        self._column.addWidget(card)
        self._column.addStretch(1)
        first = self.boxes[0][0] if self.boxes else self.basis.document if self.basis else self.kk
        first.setFocus()

    def propose(self, reason: Both) -> None:
        """Write `reason` into the fields, to be changed or left."""
        self.kk.setPlainText(reason.kk)
        self.ru.setPlainText(reason.ru)

    @property
    def reasons(self) -> tuple[Both, ...]:
        """The reasons given; empty where there is none yet. Raises StoreError for a withdrawal without its basis."""
        kk, ru = self.kk.toPlainText().strip(), self.ru.toPlainText().strip()
        own = (Both(kk=kk or ru, ru=ru or kk),) if kk or ru else ()
        basis = (self.basis.words,) if self.basis is not None else ()
        return (*basis, *(reason for box, reason in self.boxes if box.isChecked()), *own)

    @property
    def last_day(self) -> date | None:
        """The last day of mending, or None where nothing is to be mended."""
        return to_date(self.deadline.date()) if self.deadline is not None else None


class Basis:
    """The fields for what a withdrawal is based on."""

    def __init__(self, form: Form, applicant: str) -> None:
        self.document = form.text(tr("Document"), required=True, hint=tr("Name and number, for example: letter No. 5"))
        self.on = form.date(tr("Date of the document"), QDate.currentDate())
        self.on.setMaximumDate(QDate.currentDate())
        self.who = form.text(tr("Who gave it"), applicant, required=True)

    @property
    def words(self) -> Both:
        """The basis in both languages. Raises StoreError as `withdrawal_basis`."""
        from models.centre.selection.screening import withdrawal_basis

        return withdrawal_basis(self.document.text(), to_date(self.on.date()), self.who.text())


def _beside(box: QCheckBox, words: WrappedLabel) -> QWidget:
    line = QWidget()
    layout = QHBoxLayout(line)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(box, 0, Qt.AlignmentFlag.AlignTop)
    layout.addWidget(words, 1)
    words.setBuddy(box)
    return line


def _titles(code: str) -> dict[Screened, str]:
    return {
        Screened.REFUSED: tr("Refuse {code}", code=code),
        Screened.MENDING: tr("Send {code} back for mending", code=code),
        Screened.WITHDRAWN: tr("{code} was withdrawn", code=code),
    }


def _texts() -> dict[Screened, str]:
    return {
        Screened.REFUSED: tr("The applicant is told the reasons, and the protocol carries them."),
        Screened.MENDING: tr("The applicant is told what to mend and until when; then decide again."),
        Screened.WITHDRAWN: tr("Say what the note is based on; packet and protocol carry it."),
    }
