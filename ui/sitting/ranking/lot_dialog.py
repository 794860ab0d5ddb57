"""The lot among applications tied at the cut, where the approved criteria allow one: numbers said, then drawn."""

from PySide6.QtCore import QRegularExpression
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QWidget

from models.sitting.acts import Act, LotDrawn, LotPart
from models.sitting.checking.lot import people_of_lot
from models.sitting.outcome import Question
from models.sitting.saying import name_of, point_text, territory_name
from models.sitting.winning.lots import draw_lot, is_said, seed_of
from models.wording import tr
from ui.sitting.dialog import ActDialog, text_of
from ui.sitting.place import Sitting
from ui.sitting.view import View
from ui.widgets.forms import Form
from ui.widgets.labels import WrappedLabel


class LotDialog(ActDialog):
    """A field for the number of everybody who has to write one. What is drawn shows only when the lot is recorded.

    A preview, or a number chosen after others are known, would let somebody aim.
    """

    def __init__(self, place: Sitting, view: View, question: Question, parent: QWidget) -> None:
        assert question.places is not None
        assert question.territory is not None
        super().__init__(
            place,
            parent,
            title=tr("Draw lots: {territory}", territory=territory_name(question.territory, view.manifest)),
            text=tr(
                "Places left: {places}. Applications: {codes}. {point}",
                places=question.places,
                codes=", ".join(question.applications),
                point=point_text(view.state.criteria.counting.ties.point),
            ),
            accept=tr("Draw and record the lot"),
            told=tr("The lot is drawn and recorded. Anyone can repeat it: the numbers stand in the protocol."),
        )
        self._view = view
        self._question = question
        self._places = question.places
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
        for person in people_of_lot(view.state, question.applications, place.by()["by"]):
            field = QLineEdit()
            field.setValidator(QRegularExpressionValidator(QRegularExpression("[0-9]{0,20}"), field))
            field.textChanged.connect(self.look)
            self.numbers[person] = form.add(name_of(person, view.manifest), field)
        self.body.addWidget(form)
        self.reason: QPlainTextEdit = self.add_reason(tr("Remark for the protocol (not required)"))
        self.body.addStretch(1)
        self.look()

    def ready(self) -> bool:
        return self.laid.isChecked() and all(is_said(field.text()) for field in self.numbers.values())

    def act(self) -> Act:
        state, parts = self._view.state, self._parts()
        draw = 1 + len(state.all(LotDrawn))
        drawn = draw_lot(seed_of(part.number for part in parts), self._question.applications, draw)
        return LotDrawn(
            **self.place.by(),
            territory=str(self._question.territory),
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
