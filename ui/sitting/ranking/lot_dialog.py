"""The lot among applications tied at the cut, where the approved criteria allow one: numbers said, then drawn."""

from PySide6.QtCore import QRegularExpression
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QCheckBox, QLineEdit

from models.sitting.acts import Act, LotDrawn, LotPart
from models.sitting.checking.lot import people_of_lot
from models.sitting.outcome import Question
from models.sitting.saying import name_of, point_text
from models.sitting.winning.lots import draw_lot, is_said, seed_of
from models.wording import tr
from ui.sitting.dialog import text_of
from ui.sitting.ranking.tied_dialog import TiedDialog
from ui.sitting.view import View
from ui.widgets.forms import Form
from ui.widgets.labels import WrappedLabel


class LotDialog(TiedDialog):
    """A field for the number of everybody who has to write one. What is drawn shows only when the lot is recorded.

    A preview, or a number chosen after others are known, would let somebody aim.
    """

    @staticmethod
    def words(view: View, question: Question, territory: str) -> tuple[str, str, str, str]:
        text = tr(
            "Places left: {places}. Applications: {codes}. {point}",
            places=question.places,
            codes=", ".join(question.applications),
            point=point_text(view.state.criteria.counting.ties.point),
        )
        told = tr("The lot is drawn and recorded. Anyone can repeat it: the numbers stand in the protocol.")
        return tr("Draw lots: {territory}", territory=territory), text, tr("Draw and record the lot"), told

    def fill(self) -> None:
        self.body.addWidget(
            WrappedLabel(
                tr(
                    "Everybody named here writes a number of 1–20 digits on paper and lays it on the table face down. "
                    "Who takes part remotely says the number now, before any paper is turned. Then all are read aloud "
                    "and typed; together they make the seed. What is drawn shows when the lot is recorded."
                )
            )
        )
        self.laid = QCheckBox(tr("Every number lay written (or, remotely, was said) before the first paper was turned"))
        self.laid.toggled.connect(self.look)
        self.body.addWidget(self.laid)
        self.numbers: dict[str, QLineEdit] = {}
        form = Form(columns=2)
        for person in people_of_lot(self._view.state, self._question.applications, self.place.person):
            field = QLineEdit()
            field.setValidator(QRegularExpressionValidator(QRegularExpression("[0-9]{0,20}"), field))
            field.textChanged.connect(self.look)
            self.numbers[person] = form.add(name_of(person, self._view.manifest), field)
        self.body.addWidget(form)

    def ready(self) -> bool:
        return self.laid.isChecked() and all(is_said(field.text()) for field in self.numbers.values())

    def act(self) -> Act:
        state, parts = self._view.state, self._parts()
        draw = 1 + len(state.all(LotDrawn))
        drawn = draw_lot(seed_of(part.number for part in parts), self._question.applications, draw)
        return LotDrawn(
            **self.place.by(),
            territory=self._territory,
            tied=self._question.applications,
            places=self._places,
            draw=draw,
            parts=parts,
            order=tuple(ticket.application for ticket in drawn),
            reason=text_of(self.reason),
            laid=self.laid.isChecked(),
        )

    def _parts(self) -> tuple[LotPart, ...]:
        return tuple(LotPart(person=person, number=field.text()) for person, field in self.numbers.items())
