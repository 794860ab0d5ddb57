"""What the dialogs on applications tied at the cut share, whether votes or a lot decide."""

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from models.sitting.outcome import Question
from models.sitting.saying import territory_name
from models.wording import tr
from ui.sitting.dialog import ActDialog
from ui.sitting.place import Sitting
from ui.sitting.view import View


class TiedDialog(ActDialog):
    """Asks for what settles a tie. A subclass has the words in `words` and adds its fields in `fill`."""

    reason: QPlainTextEdit

    def __init__(self, place: Sitting, view: View, question: Question, parent: QWidget) -> None:
        assert question.places is not None
        assert question.territory is not None
        title, text, accept, told = self.words(view, question, territory_name(question.territory, view.manifest))
        super().__init__(place, parent, title=title, text=text, accept=accept, told=told)
        self._view = view
        self._question = question
        self._territory, self._places = question.territory, question.places
        self.fill()
        self.reason = self.add_reason(tr("Remark for the protocol (not required)"))
        self.body.addStretch(1)
        self.look()

    @staticmethod
    def words(view: View, question: Question, territory: str) -> tuple[str, str, str, str]:
        """Return the title, the explanation, the words of the button and the good news."""
        raise NotImplementedError

    def fill(self) -> None:
        """Add the fields above the remark."""
        raise NotImplementedError
