"""Shows a window in a process of its own and prints the clock at its first paint; the parent knows when it began.

`python -m benchmarks.window_child bare|tandau`
"""

import json
import os
import sys
import tempfile
import time
from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QMainWindow


class FirstPaint(QObject):
    """Ends the process's work when the window is painted for the first time."""

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() is QEvent.Type.Paint:
            print(json.dumps({"at": time.time()}), flush=True)
            os._exit(0)
        return False


def show(what: str) -> None:
    folder = tempfile.mkdtemp()
    if what == "bare":
        app = QApplication([])
        window = QMainWindow()
    else:
        from ui.shell.home import Home
        from ui.start import application, build_window

        app = application()
        window = build_window(Home.at(Path(folder)), language="kk")
    seen = FirstPaint()
    window.installEventFilter(seen)
    window.show()
    app.exec()


show(sys.argv[1])
