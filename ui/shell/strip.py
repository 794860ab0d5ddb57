"""The message strip (routine results and errors, never in the way) and the progress strip with its cancel button."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QToolButton, QVBoxLayout, QWidget

from models.wording import tr
from ui.shell import theme
from ui.shell.tasks import Tasks
from ui.shell.theme import Tone
from ui.widgets.buttons import button
from ui.widgets.notice import Notice


class MessageStrip(QWidget):
    """Shows one message above the page until it is closed, replaced, or (all but warnings) the person moves on."""

    def __init__(self) -> None:
        super().__init__()
        look = theme.current()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self.notice = Notice(Tone.INFO)
        self.notice.setObjectName("strip")
        self._action: QPushButton | None = None
        close = QToolButton()
        close.setProperty("role", "flat")
        close.setIcon(theme.icon("close"))
        close.setIconSize(QSize(*(look.scaled(16),) * 2))
        close.setToolTip(tr("Close the message (Esc)"))
        close.setAccessibleName(tr("Close the message (Esc)"))
        close.clicked.connect(self.clear)
        self.notice.row.addWidget(close, 0, Qt.AlignmentFlag.AlignVCenter)
        outer.addWidget(self.notice)
        self.hide()

    @property
    def text(self) -> str:
        """The message on the screen, empty while there is none."""
        return "" if self.isHidden() else self.notice.label.text()

    @property
    def tone(self) -> Tone:
        """What kind of message was shown last."""
        return self.notice.tone

    def tell(self, tone: Tone, text: str, *, action: str = "", clicked: Callable[[], object] | None = None) -> None:
        """Show `text`, optionally with one button."""
        self._drop_action()
        self.notice.tell(tone, text)
        if action:
            self._action = button(action, clicked)
            self.notice.row.insertWidget(2, self._action, 0, Qt.AlignmentFlag.AlignVCenter)
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self.notice, QAccessible.Event.Alert))

    def good(self, text: str, *, action: str = "", clicked: Callable[[], object] | None = None) -> None:
        """Tell that something was done."""
        self.tell(Tone.GOOD, text, action=action, clicked=clicked)

    def info(self, text: str) -> None:
        """Tell something worth knowing."""
        self.tell(Tone.INFO, text)

    def warn(self, text: str) -> None:
        """Tell something that wants attention."""
        self.tell(Tone.WARN, text)

    def bad(self, text: str) -> None:
        """Tell what was refused."""
        self.tell(Tone.BAD, text)

    def clear(self) -> None:
        """Take the message away."""
        self._drop_action()
        self.hide()

    def moved_on(self) -> None:
        """Take the message away, unless it is a warning: what was told or refused belongs to the page left."""
        if self.notice.tone is not Tone.WARN:
            self.clear()

    def tried_again(self) -> None:
        """Take an error away: the person has begun new work, and its outcome is what counts now."""
        if self.notice.tone is Tone.BAD:
            self.clear()

    def _drop_action(self) -> None:
        if self._action is not None:
            self._action.hide()
            self._action.deleteLater()
            self._action = None


_PATIENCE = 250
"""Milliseconds that work may take before the strip appears: it would only flicker for a quick reading."""


class ProgressStrip(QFrame):
    """What runs in the background, how far it is, and the button that stops it."""

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        look = theme.current()
        self.setProperty("role", "progress")
        self._tasks = tasks
        row = QHBoxLayout(self)
        row.setContentsMargins(look.px(18), look.px(8), look.px(18), look.px(8))
        row.setSpacing(look.px(14))
        self.label = QLabel()
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.share = QLabel()
        self.share.setProperty("role", "muted")
        self.stop = button(tr("Stop the work"), self._stop, icon="close")
        row.addWidget(self.label)
        row.addWidget(self.bar, 1)
        row.addWidget(self.share)
        row.addWidget(self.stop)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PATIENCE)
        self._soon.timeout.connect(self.show)
        tasks.started.connect(self._started)
        tasks.progressed.connect(self._progressed)
        # a turn later: behind a question that the callback asks it is gone, before work that it begins it stays
        tasks.ended.connect(self._ended, Qt.ConnectionType.QueuedConnection)
        self.hide()
        if tasks.busy:
            self._started(tasks.titles[0])

    def _started(self, title: str) -> None:
        self.label.setText(title)
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(title)
        self.share.clear()
        self.stop.setEnabled(True)
        self._soon.start()

    def _ended(self) -> None:
        if not self._tasks.busy:
            self._soon.stop()
            self.hide()

    def _progressed(self, done: int, of: int) -> None:
        self.show()
        self.bar.setRange(0, max(of, 1))
        self.bar.setValue(done)
        self.share.setText(tr("{n} of {of}", n=done, of=of))

    def _stop(self) -> None:
        self.stop.setEnabled(False)
        self.label.setText(tr("Stopping…"))
        self._tasks.cancel()
