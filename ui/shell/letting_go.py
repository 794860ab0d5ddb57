"""Lets go of large values on the screen's thread, a few milliseconds at a time."""

import time

from PySide6.QtCore import QObject, QTimer

from models.letting_go import Pieces, take_apart

_SLICE = 0.004
"""Seconds at a time."""


class LettingGo(QObject):
    """Takes values apart between the screen's other work. What somebody else still holds stays whole."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._pieces: Pieces = []
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._go_on)

    def add(self, value: object) -> None:
        """Let go of `value` from the next turn of the event loop on; the caller keeps no name for it."""
        if value is not None:
            self._pieces.append((value, 0))
            self._timer.start()

    def _go_on(self) -> None:
        until = time.perf_counter() + _SLICE
        while self._pieces and time.perf_counter() < until:
            take_apart(self._pieces)
        if not self._pieces:
            self._timer.stop()
