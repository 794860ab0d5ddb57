"""A dialog that records an act: it stays open with the rule's own words until the act is accepted."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from models.errors import TandauError
from models.sitting.acts import Act, not_carried
from models.sitting.checking.checks import no_quorum
from models.wording import tr
from ui.shell import theme
from ui.shell.theme import Tone
from ui.sitting.choices import VoteRows
from ui.sitting.place import Sitting
from ui.widgets.buttons import button
from ui.widgets.labels import WrappedLabel
from ui.widgets.notice import Notice


class WideDialog(QDialog):
    """A wide dialog over the window: heading, a body that scrolls, buttons always in sight. Show it with `open()`."""

    WIDTH = 960
    """At the usual size of text, where the window has the room."""

    def __init__(self, title: str, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        look = theme.current()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Tandau"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(*(look.px(22),) * 4)
        outer.setSpacing(look.px(10))
        outer.addWidget(WrappedLabel(title, role="title"))
        if text:
            outer.addWidget(WrappedLabel(text, role="muted"))
        self.refusal = Notice(Tone.BAD)
        self.refusal.hide()
        outer.addWidget(self.refusal)
        self.scroller = QScrollArea()
        self.scroller.setWidgetResizable(True)
        self.scroller.setFrameShape(QFrame.Shape.NoFrame)
        self.scroller.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # the keyboard begins at the first field
        # a bar that came and went would move the ticks from under the mouse between two votes
        self.scroller.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.scroller.verticalScrollBar().rangeChanged.connect(self._show_bar)
        self._show_bar(0, 0)
        inside = QWidget()
        self.body = QVBoxLayout(inside)
        self.body.setContentsMargins(0, 0, look.px(8), 0)
        self.body.setSpacing(look.px(12))
        self.scroller.setWidget(inside)
        outer.addWidget(self.scroller, 1)
        self.foot = QHBoxLayout()
        self.foot.addStretch(1)
        self.cancel = button(tr("Cancel"), self.reject)
        self.cancel.setAutoDefault(False)
        self.foot.addWidget(self.cancel)
        outer.addLayout(self.foot)
        self._most = min(look.scaled(self.WIDTH), parent.window().width() - look.px(60)), parent.window().height() - 20

    @property
    def most(self) -> QSize:
        """How large the dialog may become in this window."""
        return QSize(*self._most)

    def open(self) -> None:
        """Show the dialog as high as its content, at most as high as the window."""
        wide, most = self._most
        self.resize(wide, most)
        self.resize(wide, max(self._needed(), most // 2))
        self._reach_buttons_last()
        super().open()

    def _reach_buttons_last(self) -> None:
        """Let Tab come to the buttons after what is asked; Qt goes by what was made first."""
        last: QWidget = self.scroller
        one = self.nextInFocusChain()
        while one is not None and one is not self:
            if one.focusPolicy() & Qt.FocusPolicy.TabFocus and self.scroller.isAncestorOf(one):
                last = one
            one = one.nextInFocusChain()
        for number in range(self.foot.count()):
            item = self.foot.itemAt(number)
            if item is not None and (widget := item.widget()) is not None:
                QWidget.setTabOrder(last, widget)
                last = widget

    def grow(self) -> None:
        """Take the room that came to be needed while the dialog is open, within the window."""
        more = self._needed() - self.height()
        if more > 0:
            parent = self.parentWidget()
            assert parent is not None
            window = parent.window().frameGeometry()
            lowest = window.bottom() - self.frameGeometry().height() - more
            self.resize(self.width(), self.height() + more)
            self.move(self.x(), max(window.top(), min(self.y() - more // 2, lowest)))

    def _needed(self) -> int:
        """How high the content is at the present width, at most the window's height."""
        wide, most = self._most
        outer, bar = self.layout(), self.scroller.verticalScrollBar().sizeHint().width()
        assert outer is not None
        edges = outer.contentsMargins()
        needed = self.body.totalHeightForWidth(wide - edges.left() - edges.right() - bar)
        around = outer.totalHeightForWidth(wide) - self.scroller.sizeHint().height()
        return min(most, around + max(needed, self.body.totalSizeHint().height()))

    def _show_bar(self, least: int, most: int) -> None:
        """Hide the handle while there is nothing to scroll; its place stays."""
        rule = "" if most > least else "QScrollBar::handle { background: transparent; }"
        self.scroller.verticalScrollBar().setStyleSheet(rule)


class ActDialog(WideDialog):
    """Asks for what an act needs. A subclass fills `body`, makes the act in `act` and says when it is `ready`."""

    NEEDS_QUORUM = True
    """Whether the act can't be recorded without a quorum: then the dialog says so before anybody votes."""

    def __init__(self, place: Sitting, parent: QWidget, *, title: str, text: str, accept: str, told: str) -> None:
        super().__init__(title, text, parent)
        self.place = place
        self._told = told
        self._recording = False
        self._votes: VoteRows | None = None
        self.accept_button = button(accept, self._record, role="primary")
        self.accept_button.setDefault(True)
        self.lost_button = button(tr("Record the vote without a decision"), self._record_lost)
        self.lost_button.setAutoDefault(False)
        self.lost_button.hide()
        self.foot.addWidget(self.lost_button)
        self.foot.addWidget(self.accept_button)

    def act(self) -> Act:
        """Return the act as it is filled in now."""
        raise NotImplementedError

    def ready(self) -> bool:
        """Whether enough is filled in to try."""
        return True

    def lost(self) -> bool:
        """Whether everybody has voted and nothing is decided by it: then the vote can be recorded as such."""
        votes = self._votes
        return votes is not None and votes.isEnabled() and votes.isVisibleTo(self) and votes.lost

    def look(self, *_: object) -> None:
        """Open or close the buttons as the fields stand now."""
        self.accept_button.setEnabled(self.ready() and not self._recording)
        self.lost_button.setVisible(self.lost())
        self.lost_button.setEnabled(not self._recording)

    def add_reason(self, label: str, text: str = "") -> QPlainTextEdit:
        """Add a field for a reason."""
        field = QPlainTextEdit(text)
        field.setTabChangesFocus(True)
        field.setFixedHeight(field.fontMetrics().lineSpacing() * 3 + theme.current().px(20))
        field.setAccessibleName(label)
        self.body.addWidget(WrappedLabel(label, role="label"))
        self.body.addWidget(field)
        field.textChanged.connect(self.look)
        return field

    def add_votes(self, label: str = "") -> VoteRows:
        """Add the rows for named votes, the last part of a dialog."""
        if label:
            self.body.addWidget(WrappedLabel(label, role="label"))
        self._votes = votes = VoteRows()
        self.body.addWidget(votes)
        self.body.addStretch(1)
        votes.changed.connect(self.look)
        return votes

    def open(self) -> None:
        view = self.place.view
        if self.NEEDS_QUORUM and view is not None and (problem := no_quorum(view.state)) is not None:
            self.refusal.tell(Tone.WARN, problem.rule)
            self.refusal.show()
        super().open()

    def reject(self) -> None:
        """Close the dialog; not while the act is being recorded, which nothing would stop."""
        if not (self._recording and self.place.services.tasks.busy):
            super().reject()

    def _record(self) -> None:
        with self.place.services.errors.shown():
            self._send(self.act(), self._told)

    def _record_lost(self) -> None:
        with self.place.services.errors.shown():
            self._send(not_carried(self.act()), told_lost())

    def _send(self, act: Act, told: str) -> None:
        self.refusal.hide()
        self.place.record(act, told=told, done=self.accept, refused=self._refuse, failed=self._fail)
        self._wait(recording=True)

    def _refuse(self, text: str) -> None:
        self.refusal.tell(Tone.BAD, text)
        self.refusal.show()
        self.grow()
        self._again()

    def _fail(self, error: BaseException) -> None:
        """Say what went wrong here as well: the window's message strip may stand behind the dialog."""
        if isinstance(error, TandauError):
            self._refuse(str(error))
        else:
            self._again()

    def _again(self) -> None:
        self._wait(recording=False)
        self.accept_button.setFocus()  # it was closed meanwhile, and the next field had the keyboard

    def _wait(self, *, recording: bool) -> None:
        self._recording = recording
        self.cancel.setEnabled(not recording)
        self.look()


def text_of(field: QPlainTextEdit) -> str:
    """Return what was typed, without blanks around it."""
    return field.toPlainText().strip()


def told_lost() -> str:
    """Return the good news of a vote that decided nothing."""
    return tr("The vote is recorded with every name; it decided nothing.")
