"""Large values are let go of piece by piece: freeing a million objects in one stroke holds the window."""

import sys
import time
from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QObject, QTimer

_SLICE = 0.004
"""Seconds at a time."""
_DEEP = 7
"""Levels below the value that are taken apart; what lies deeper is small."""
_OURS = 2
"""References while a piece is looked at: the name it has there, and the call that counts."""


class LettingGo(QObject):
    """Takes values apart on the screen's thread, between its other work. What somebody else still holds stays whole."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._pieces: list[tuple[Any, int]] = []
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
            self._take_apart()
        if not self._pieces:
            self._timer.stop()

    def _take_apart(self) -> None:
        piece, depth = self._pieces.pop()
        if depth < _DEEP and sys.getrefcount(piece) <= _OURS:
            self._pieces += [(part, depth + 1) for part in _parts(piece)]


def _parts(piece: object) -> Iterable[Any]:
    if isinstance(piece, dict):
        return piece.values()
    if isinstance(piece, tuple | list):
        return piece
    return getattr(piece, "__dict__", {}).values()
