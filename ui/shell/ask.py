"""The dialogs behind `ui.shell.dialogs`."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from models.wording import tr
from ui.shell import theme
from ui.shell.person import NewPerson
from ui.shell.theme import Tone
from ui.widgets.buttons import ChoiceButton, button
from ui.widgets.forms import Form
from ui.widgets.labels import WrappedLabel
from ui.widgets.notice import Notice


class _Dialog(QDialog):
    """A dialog with a heading, a sentence, room for the body, and buttons."""

    def __init__(self, title: str, text: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        look = theme.current()
        self.setWindowTitle(tr("Tandau"))
        self.setFixedWidth(look.px(680))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(*(look.px(24),) * 4)
        outer.setSpacing(look.px(14))
        outer.addWidget(WrappedLabel(title, role="title"))
        if text:
            outer.addWidget(WrappedLabel(text))
        self.body = QVBoxLayout()
        self.body.setSpacing(look.px(12))
        outer.addLayout(self.body)
        self.buttons = QDialogButtonBox()
        outer.addWidget(self.buttons)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        super().showEvent(event)
        # wrapped words know their height only once their width is known
        QTimer.singleShot(0, self, self._fit)

    def _fit(self) -> None:
        inside = self.layout()
        if inside is not None:
            inside.activate()
            self.resize(self.width(), inside.totalHeightForWidth(self.width()))

    def add_buttons(self, accept: str) -> QPushButton:
        """Add the accepting button (the default) and Cancel; return the first."""
        cancel = self.buttons.addButton(tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        made = button(accept, role="primary")  # a default button alone makes no room for its bolder words
        self.buttons.addButton(made, QDialogButtonBox.ButtonRole.AcceptRole)
        made.setDefault(True)
        cancel.setAutoDefault(False)
        return made


class ReasonDialog(_Dialog):
    """Asks for a reason; the button opens once it is long enough to be one."""

    def __init__(self, title: str, text: str, *, least: int = 5, parent: QWidget | None = None) -> None:
        super().__init__(title, text, parent)
        self._least = least
        self.field = QPlainTextEdit()
        self.field.setTabChangesFocus(True)
        self.field.setMinimumHeight(theme.current().scaled(110))
        form = Form()
        form.add(tr("Reason"), self.field, required=least > 0)
        self.body.addWidget(form)
        self.accept_button = self.add_buttons(tr("Record the reason"))
        self.field.textChanged.connect(self._look)
        self._look()

    @property
    def reason(self) -> str:
        return self.field.toPlainText().strip()

    def _look(self) -> None:
        self.accept_button.setEnabled(len(self.reason) >= self._least)


class PassphraseEdit(QLineEdit):
    """A passphrase field that notices Caps Lock from what is typed: Qt offers no way to ask for it."""

    def __init__(self, notice: Notice) -> None:
        super().__init__()
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self._notice = notice

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        text = event.text()
        if text.isalpha():
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._notice.setVisible(text.isupper() != shifted)
        super().keyPressEvent(event)


class PassphraseFields(QWidget):
    """Passphrase, on request a second time, and the Caps Lock hint."""

    def __init__(self, *, confirm: bool, hint: str = "") -> None:
        super().__init__()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self.caps = Notice(Tone.WARN, tr("Caps Lock seems to be on."))
        self.caps.hide()
        self.first = PassphraseEdit(self.caps)
        self.second = PassphraseEdit(self.caps)
        self.form = Form(columns=2 if confirm else 1)
        self.form.add(tr("Passphrase"), self.first, hint=hint, required=True)
        if confirm:
            self.form.add(tr("The same passphrase again"), self.second, required=True)
        self._confirm = confirm
        outer.addWidget(self.form)
        outer.addWidget(self.caps)

    @property
    def passphrase(self) -> str:
        return self.first.text()

    @property
    def complete(self) -> bool:
        """Whether a passphrase is given, twice the same where that is asked for."""
        return bool(self.passphrase) and (not self._confirm or self.passphrase == self.second.text())

    def tell_difference(self) -> None:
        """Say beneath the second field where it is not the same as the first."""
        differs = bool(self.second.text()) and self.second.text() != self.passphrase
        self.form.problem(self.second, tr("The two passphrases differ.") if differs else "")


class PassphraseDialog(_Dialog):
    """Asks for the passphrase of a key that exists."""

    def __init__(self, title: str, text: str, *, problem: str = "", parent: QWidget | None = None) -> None:
        super().__init__(title, text, parent)
        self.fields = PassphraseFields(confirm=False)
        if problem:
            self.body.addWidget(Notice(Tone.BAD, problem))
        self.body.addWidget(self.fields)
        self.accept_button = self.add_buttons(tr("Unlock"))
        self.fields.first.textChanged.connect(self._look)
        self._look()
        self.fields.first.setFocus()

    @property
    def passphrase(self) -> str:
        return self.fields.passphrase

    def _look(self) -> None:
        self.accept_button.setEnabled(self.fields.complete)


class ChoiceDialog(_Dialog):
    """Offers a few ways as large buttons with an explanation each."""

    def __init__(self, question: str, options: Sequence[tuple[str, str, str]], parent: QWidget | None = None) -> None:
        super().__init__(question, "", parent)
        self.chosen = ""
        self._inside = QWidget()
        self._column = column = QVBoxLayout(self._inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.body.spacing())
        for key, title, explanation in options:
            button = ChoiceButton(title, explanation)
            button.clicked.connect(lambda _checked=False, key=key: self._choose(key))
            column.addWidget(button)
        column.addStretch(1)
        self.room = QScrollArea()
        self.room.setWidgetResizable(True)
        self.room.setFrameShape(QFrame.Shape.NoFrame)
        self.room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.room.setWidget(self._inside)
        self.body.addWidget(self.room)
        self.buttons.addButton(tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole).setAutoDefault(False)

    def _fit(self) -> None:
        """Be as high as the ways need; where there are more than the screen holds, they scroll, and Cancel stays."""
        super()._fit()
        inside, outer = self._column, self.layout()
        assert outer is not None
        around = outer.totalHeightForWidth(self.width()) - self.room.sizeHint().height()
        most = max(0, int(self.screen().availableGeometry().height() * 0.9) - around)
        margins = outer.contentsMargins()
        width = self.width() - margins.left() - margins.right()
        needed = inside.totalHeightForWidth(width)
        if needed > most:
            needed = inside.totalHeightForWidth(width - self.room.verticalScrollBar().sizeHint().width())
        self._inside.setFixedHeight(needed)  # the least size of wrapped words is that of narrow ones
        self.room.setFixedHeight(min(needed, most))
        super()._fit()

    def _choose(self, key: str) -> None:
        self.chosen = key
        self.accept()


class ProblemsDialog(_Dialog):
    """Shows what was refused, defect by defect."""

    def __init__(self, message: str, problems: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(message, "", parent)
        self._text = "\n".join([message, *(f"– {problem}" for problem in problems)])
        self.list = QPlainTextEdit("\n".join(problems))
        self.list.setReadOnly(True)
        self.list.setMinimumHeight(theme.current().scaled(180))
        self.list.setAccessibleName(tr("Problems found"))
        self.list.setTabChangesFocus(True)
        self.body.addWidget(self.list)
        copy = self.buttons.addButton(tr("Copy"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._text))
        close = self.buttons.addButton(tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setDefault(True)


class NewPersonDialog(_Dialog):
    """Asks who a new key is for; `with_key=False`: who the card of the existing key is for, and no passphrase."""

    def __init__(self, parent: QWidget | None = None, *, with_key: bool = True) -> None:
        from models.sealing.keys import SHORTEST_PASSPHRASE

        if with_key:
            title, accept = tr("Make your key"), tr("Make the key")
            text = tr(
                "The key is your signature in this contest: it signs what you hand in and opens what is sealed to you. "
                "It stays on this computer. Nobody can restore a forgotten passphrase."
            )
        else:
            title, accept = tr("Make your card"), tr("Make the card")
            text = tr(
                "The card tells the secretary whose key this is. Your key and its passphrase stay as they are; the "
                "card is signed with the key."
            )
        super().__init__(title, text, parent)
        self._shortest = SHORTEST_PASSPHRASE
        self._with_key = with_key
        self.form = Form(columns=2)
        self.name = self.form.text(
            tr("Surname, name, patronymic"), hint=tr("As in your identity card"), required=True, wide=True
        )
        self.position = self.form.text(tr("Position"))
        self.organisation = self.form.text(tr("Organisation"))
        self.fields = PassphraseFields(
            confirm=True, hint=tr("At least {n} characters, best several words", n=SHORTEST_PASSPHRASE)
        )
        self.body.addWidget(self.form)
        self.body.addWidget(self.fields)
        self.fields.setVisible(with_key)
        self.accept_button = self.add_buttons(accept)
        for field in (self.name, self.fields.first, self.fields.second):
            field.textChanged.connect(self._look)
        self._look()

    @property
    def person(self) -> NewPerson:
        return NewPerson(
            name=" ".join(self.name.text().split()),
            position=self.position.text().strip(),
            organisation=self.organisation.text().strip(),
            passphrase=self.fields.passphrase,
        )

    def _look(self) -> None:
        self.fields.tell_difference()
        # refused later, it would take everything typed here along
        long_enough = len(self.fields.passphrase) >= self._shortest
        sealed = not self._with_key or (self.fields.complete and long_enough)
        self.accept_button.setEnabled(bool(self.name.text().strip()) and sealed)


class RecoveryKeyDialog(_Dialog):
    """Says what a recovery key opens and where it is kept, and asks for its passphrase twice."""

    def __init__(self, parent: QWidget | None = None) -> None:
        from models.sealing.keys import SHORTEST_PASSPHRASE

        super().__init__(
            tr("Make a recovery key"),
            tr(
                "If a person's key or passphrase is lost, this key still opens the central file, and every packet and "
                "score sheet made after it entered the commission. It belongs to nobody, signs nothing and has no vote."
            ),
            parent,
        )
        self._shortest = SHORTEST_PASSPHRASE
        keep = tr(
            "Save it on a USB stick and keep the stick in the organiser's safe. Write the passphrase on paper and keep "
            "it in a sealed envelope in another place: together they open everything. Nobody can restore the "
            "passphrase."
        )
        self.body.addWidget(Notice(Tone.WARN, keep))
        self.fields = PassphraseFields(
            confirm=True, hint=tr("At least {n} characters, best several words", n=SHORTEST_PASSPHRASE)
        )
        self.body.addWidget(self.fields)
        self.accept_button = self.add_buttons(tr("Choose where to save it…"))
        for field in (self.fields.first, self.fields.second):
            field.textChanged.connect(self._look)
        self._look()
        self.fields.first.setFocus()

    @property
    def passphrase(self) -> str:
        return self.fields.passphrase

    def _look(self) -> None:
        self.fields.tell_difference()
        self.accept_button.setEnabled(self.fields.complete and len(self.passphrase) >= self._shortest)
