"""Shows a window in a process of its own and prints the clock at its first paint; the parent knows when it began.

`python -m benchmarks.window_child bare|tandau`; the second is the program as a person starts it, in Kazakh.
"""

import json
import os
import sys
import time
from typing import Any


def ends_at_first_paint(window: type) -> type:
    """Return `window`, whose objects print the clock and the processor's time when first painted, and end."""

    class Watched(window):  # type: ignore[misc]  # any QMainWindow
        def paintEvent(self, event: Any) -> None:  # noqa: N802 - Qt's name
            super().paintEvent(event)
            print(json.dumps({"at": time.time(), "busy": time.process_time()}), flush=True)
            os._exit(0)

    return Watched


def bare() -> None:
    from PySide6.QtWidgets import QApplication, QMainWindow

    app = QApplication([])
    window = ends_at_first_paint(QMainWindow)()
    window.show()
    app.exec()


def program() -> None:
    from desktop import __main__, window

    unread = window.leave_sources_unread

    def then_watch() -> None:
        unread()
        from ui.shell import main_window

        main_window.MainWindow = ends_at_first_paint(main_window.MainWindow)

    window.leave_sources_unread = then_watch
    sys.argv = ["tandau", "--lang", "kk"]
    __main__.main()


bare() if sys.argv[1] == "bare" else program()
