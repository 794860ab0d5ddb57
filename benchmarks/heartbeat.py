"""The heart of the window: beats on the screen's thread, and how long it stopped."""

import faulthandler
import re
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

_BEAT = 2
"""Milliseconds."""
_LONG = 0.06
_QUIET = 40
"""Beats without work after which an act is over: late timers and repainting belong to it."""


def _now() -> tuple[float, float, float]:
    return time.perf_counter(), time.process_time(), time.thread_time()


class Heart(QObject):
    """Beats, and keeps the longest pause since `begin`."""

    def __init__(self, *, where: bool = False) -> None:
        super().__init__()
        self.longest = (0.0, 0.0, 0.0)
        """Seconds by the clock, and of processor time meanwhile: the whole process's, the screen thread's own."""
        self.stacks: Counter[str] = Counter()
        self.beats = 0
        self._last = _now()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_BEAT)
        self._timer.timeout.connect(self._beat)
        self._timer.start()
        self._screen = threading.get_ident()
        if where:
            threading.Thread(target=self._watch, daemon=True).start()

    def begin(self) -> None:
        """Forget the pauses so far."""
        self.longest = (0.0, 0.0, 0.0)
        self.stacks.clear()
        self._last = _now()

    def _beat(self) -> None:
        now = _now()
        took, process, own = (one - before for one, before in zip(now, self._last, strict=True))
        self.longest = max(self.longest, (took, process, own))
        self._last = now
        self.beats += 1

    def _watch(self) -> None:
        # by faulthandler: whoever holds a frame holds its locals, and a painter that outlives its paintEvent crashes Qt
        with tempfile.TemporaryFile("w+") as told:
            while True:
                time.sleep(0.005)
                if time.perf_counter() - self._last[0] < _LONG:
                    continue
                told.seek(0)
                told.truncate()
                faulthandler.dump_traceback(told)
                told.seek(0)
                for thread, calls in _threads(told.read()):
                    if thread != threading.get_ident():
                        self.stacks[("screen " if thread == self._screen else "beside ") + calls] += 1


def _threads(told: str) -> Iterator[tuple[int, str]]:
    """Yield each thread's number and its innermost calls, the last one last."""
    for part in told.split("\n\n"):
        if number := re.search(r"hread 0x([0-9a-f]+)", part):
            calls = re.findall(r"line (\d+) in (\S+)", part)[:9]
            yield int(number[1], 16), " ".join(f"{name}:{line}" for line, name in reversed(calls))


class Acts:
    """Does acts on the screen's thread as its event loop would, and tells of each."""

    def __init__(self, busy: Callable[[], bool], *, where: bool = False) -> None:
        self.heart = Heart(where=where)
        self.pauses: list[tuple[str, float]] = []
        self._busy = busy

    def __call__(self, name: str, call: Callable[[], object], *, until: Callable[[], bool] | None = None) -> None:
        """Do `call` from the event loop and wait until nothing runs any more."""
        errors: list[BaseException] = []

        def doing() -> None:
            try:
                call()
            except BaseException as error:  # noqa: BLE001 - told to who runs the benchmark, after the event loop
                errors.append(error)

        self._wait(lambda: True)
        self.heart.begin()
        start = time.perf_counter()
        QTimer.singleShot(0, doing)
        took = self._wait(until or (lambda: True)) - start
        if errors:
            raise errors[0]
        pause, worked, own = self.heart.longest
        self.pauses.append((name, pause))
        figures = " ".join(f"{one * 1000:6.0f}" for one in (pause, worked, own))
        print(f"{name:<58} {figures} ms {took:7.2f} s", flush=True)
        if pause > _LONG:
            for stack, times in self.heart.stacks.most_common(6):
                print(f"      {times:4} {stack}")

    def rest(self, seconds: float) -> None:
        """Let the event loop run so long, as while a person reads."""
        until = time.perf_counter() + seconds
        self._wait(lambda: time.perf_counter() > until)

    def _wait(self, until: Callable[[], bool]) -> float:
        """Return when the last work ended."""
        ended, beats = time.perf_counter(), self.heart.beats
        while self.heart.beats - beats < _QUIET:
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            if self._busy() or not until():
                ended, beats = time.perf_counter(), self.heart.beats
        return ended
