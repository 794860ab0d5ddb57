"""One background queue. Work sees no widgets; callbacks run on the screen's thread, in the order the work was given."""

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from threading import Event
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, QThreadPool, QTimer, Signal

from models.errors import CancelledError, TandauError
from models.progress import Report, step
from ui.shell.collecting import background_begins, background_ends

Answer = TypeVar("Answer")
_TURN = 0.00005
"""Seconds after which background work lets the screen's thread go on. Painting a table comes back to Python thousands
of times and waits so long each time; Python's own 5 ms would be seconds. Background work alone is not slowed by it."""
_FIRST = 20
"""Milliseconds that the screen has for itself before work begins: what was asked for is painted first. A window that is
painted meanwhile takes its time whole, since the two threads would take turns."""
_EVERY = 0.05
"""Seconds between two reports of progress to the screen; more would only slow the work."""


def _nothing(_answer: object) -> None:
    """What is left to do once a task is over."""


@dataclass(eq=False)
class Task:
    """A handle on work that waits or runs."""

    title: str
    harmless: bool
    """Stopping it loses nothing (a preview): closing the window need not ask."""
    done: Callable[[Any], None]
    failed: Callable[[BaseException], None] | None
    owner: QObject | None
    work: Callable[[Report], Any] | None
    unasked: bool = False
    """Nobody waits for it (`Tasks.ahead`): it is not shown, and whatever is asked for stops it."""
    told: bool = False
    """The person is told when it has stopped: it ran when they stopped everything."""
    answer: Any = None
    error: BaseException | None = None
    stop: Event = field(default_factory=Event)

    def cancel(self) -> None:
        """Ask the work to stop at its next step; work that has not begun never begins."""
        self.stop.set()

    def let_go(self) -> None:
        """Drop everything that may hold a widget; on the screen's thread, whoever else still holds this task.

        The background thread may be the last to hold the task, and a widget must not die there.
        """
        self.work = self.failed = self.owner = self.answer = self.error = None
        self.done = _nothing


class Tasks(QObject):
    """The queue: one job at a time.

    Signals: `undertaken()` when work that is not harmless is given to an idle queue, `started(title)`,
    `progressed(done, of)`, `stopped(title)` when work ended because `cancel` stopped everything, `ended()` when nothing
    waits or runs any more and the last answer is about to be handed out, `idle()` when that is done too.
    """

    undertaken = Signal()
    started = Signal(str)
    progressed = Signal(int, int)
    stopped = Signal(str)
    ended = Signal()
    idle = Signal()
    _begun = Signal(object)
    _settled = Signal(object)

    def __init__(self, show_error: Callable[[BaseException], None]) -> None:
        """`show_error` is one of the three ways out (`ui.shell.errors`)."""
        super().__init__()
        sys.setswitchinterval(_TURN)
        self._pool = QThreadPool(self)  # the first child: Qt destroys it first, and it waits for the running job
        self._pool.setMaxThreadCount(1)
        self._pool.setExpiryTimeout(-1)
        self._show_error = show_error
        self._waiting: list[Task] = []
        self._ahead: Task | None = None
        self._begun.connect(self._on_begun, Qt.ConnectionType.QueuedConnection)
        self._settled.connect(self._on_settled, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        work: Callable[[Report], Answer],
        done: Callable[[Answer], None],
        *,
        title: str,
        failed: Callable[[BaseException], None] | None = None,
        owner: QObject | None = None,
        harmless: bool = False,
    ) -> Task:
        """Run `work` in the background and hand its answer to `done` on the screen's thread.

        `work` gets plain values by closure and a `Report`, and returns plain values. Cancelled work is silence; a
        TandauError is shown in its own words; anything else goes to the crash report. `failed` is called after that,
        with the error, so that the page can put its buttons back. Callbacks are dropped once `owner` is destroyed.
        """
        if not harmless and not self._waiting:
            self.undertaken.emit()
        task = Task(title, harmless, done, failed, owner, work)
        self._waiting.append(task)
        self.stop_ahead()
        self._start(task)
        return task

    def ahead(self, work: Callable[[Report], Answer], done: Callable[[Answer], None], *, owner: QObject) -> None:
        """Run `work`, which nobody asked for yet, while nothing else waits or runs; what is asked for stops it.

        It is not shown and does not count as busy. `done` hears its answer. Stopped or refused work is silence: who
        asks for it later does it again and is told then.
        """
        if not self._waiting and self._ahead is None:
            self._ahead = Task("", harmless=True, done=done, failed=None, owner=owner, work=work, unasked=True)
            self._start(self._ahead)

    def _start(self, task: Task) -> None:
        background_begins()
        QTimer.singleShot(_FIRST, self, lambda: self._pool.start(partial(self._work, task)))

    @property
    def busy(self) -> bool:
        """Whether any work waits or runs."""
        return bool(self._waiting)

    @property
    def at_work(self) -> bool:
        """Whether anything waits or runs, also what nobody asked for."""
        return self.busy or self._ahead is not None

    @property
    def titles(self) -> tuple[str, ...]:
        """What waits or runs, the running one first."""
        return tuple(task.title for task in self._waiting)

    @property
    def may_lose(self) -> bool:
        """Whether stopping now would lose something."""
        return any(not task.harmless for task in self._waiting)

    def cancel(self) -> None:
        """Ask everything that waits or runs to stop, also what nobody asked for."""
        for running in self._waiting[:1]:
            running.told = True
        for task in self._waiting:
            task.cancel()
        self.stop_ahead()

    def stop_ahead(self) -> None:
        """Ask what nobody asked for to stop."""
        if self._ahead is not None:
            self._ahead.cancel()

    def _work(self, task: Task) -> None:
        try:
            step(lambda _done, _of: not task.stop.is_set(), 0, 1)
            if not task.unasked:
                self._begun.emit(task)
            assert task.work is not None
            task.answer = task.work(self._report(task))
        except BaseException as raised:  # noqa: BLE001 - every way out is decided on the screen's thread
            task.error = raised
        self._settled.emit(task)

    def _report(self, task: Task) -> Report:
        last, told = 0.0, (0, 0)

        def report(done: int, of: int) -> bool:
            nonlocal last, told
            now = time.monotonic()
            # work that has done all of it goes on asking whether to stop
            if of and not task.unasked and (done, of) != told and (now - last >= _EVERY or done >= of):
                last, told = now, (done, of)
                self.progressed.emit(min(done, 2**31 - 1), min(of, 2**31 - 1))
            return not task.stop.is_set()

        return report

    def _on_begun(self, task: Task) -> None:
        self.started.emit(task.title)

    def _on_settled(self, task: Task) -> None:
        if task.unasked:
            self._ahead = None
        else:
            self._waiting.remove(task)
        background_ends()
        if task.told and isinstance(task.error, CancelledError):
            self.stopped.emit(task.title)
        if not self._waiting and not task.unasked:
            self.ended.emit()
        try:
            if task.owner is None or shiboken6.isValid(task.owner):
                self._tell(task)
        finally:
            task.let_go()
            if not self._waiting and not task.unasked:
                self.idle.emit()

    def _tell(self, task: Task) -> None:
        try:
            if task.error is None:
                task.done(task.answer)
                return
            if task.unasked and isinstance(task.error, TandauError):
                return
            self._show_error(task.error)
            if task.failed is not None:
                task.failed(task.error)
        except Exception as raised:  # noqa: BLE001 - a callback's error takes one of the three ways out as well
            self._show_error(raised)
