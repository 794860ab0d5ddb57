"""Cyclic garbage is collected on the screen's thread only.

Python collects in whichever thread happens to allocate. A page or a dialog that is part of a cycle would so be
destroyed in the background while Qt still looks at it, and the window crashes. So collecting pauses while background
threads run.
"""

import gc
from threading import Lock

_lock = Lock()
_running = [0]
_MANY = 50_000
"""So many new objects are a contest that was loaded, not garbage: looking through them would hold the window."""


def background_begins() -> None:
    """Pause collecting; to be called before work is given to a background thread. May be called many times."""
    with _lock:
        _running[0] += 1
        gc.disable()


def background_ends() -> None:
    """Say on the screen's thread that one such work is over; collecting goes on after the last."""
    with _lock:
        _running[0] -= 1
        if _running[0] == 0:
            if gc.get_count()[0] > _MANY:
                gc.freeze()
            gc.enable()
