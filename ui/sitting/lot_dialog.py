"""The lot among applications tied at the cut, where the approved criteria allow one: numbers said, then drawn."""

from PySide6.QtCore import QRegularExpression
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from models.sitting.acts import Act, LotDrawn, LotPart
from models.sitting.lots import FEWEST_PARTS, draw_lot, is_said, seed_of
from models.sitting.outcome import Question
from models.sitting.saying import name_of, point_text, territory_name
from models.sitting.voting import voter_list
from models.wording import tr
from ui.sitting.dialog import ActDialog, text_of
from ui.sitting.place import Sitting
from ui.sitting.view import View
from ui.widgets.forms import Form
from ui.widgets.labels import WrappedLabel


class LotDialog(ActDialog):
    """A field a person in the room for the number said. What is drawn shows only when the lot is recorded.

    A preview would let whoever says the last number aim.
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
                    "At least {n} people write a number of 1–20 digits on paper, then all are read aloud. "
                    "Together they make the seed. What is drawn shows when the lot is recorded.",
                    n=FEWEST_PARTS,
                )
            )
        )
        self.numbers: dict[str, QLineEdit] = {}
        form = Form(columns=2)
        for person in self._people():
            field = QLineEdit()
            field.setValidator(QRegularExpressionValidator(QRegularExpression("[0-9]{0,20}"), field))
            field.textChanged.connect(self.look)
            self.numbers[person] = form.add(name_of(person, view.manifest), field)
        self.body.addWidget(form)
        self.reason: QPlainTextEdit = self.add_reason(tr("Remark for the protocol (not required)"))
        self.body.addStretch(1)
        self.look()

    def _people(self) -> list[str]:
        """Return who may say a number: the members with a vote on the tie, and the secretary."""
        voters = [one.member for one in voter_list(self._view.state, self._question.applications) if not one.why_not]
        secretary = self._view.manifest.roster.secretary
        return voters + ([secretary.id] if secretary is not None else [])

    def ready(self) -> bool:
        return len(self._parts()) >= FEWEST_PARTS

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
        )

    def _parts(self) -> tuple[LotPart, ...]:
        said = ((person, field.text()) for person, field in self.numbers.items())
        return tuple(LotPart(person=person, number=number) for person, number in said if is_said(number))
