"""Opens the window: paint first, everything heavy after."""

import sys
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from models.progress import Report, step
from ui.shell import theme
from ui.shell.dialogs import Dialogs, Files
from ui.shell.dressing import dress
from ui.shell.errors import Crash
from ui.shell.home import Home
from ui.shell.language import speak, system_language
from ui.shell.main_window import MainWindow
from ui.shell.places import PLACES, PlaceInfo
from ui.shell.settings import Preferences, Settings

_AHEAD = 15
"""Milliseconds between two modules that are loaded ahead."""
_LIBRARIES = (
    "models.packet.manifest",
    "sqlmodel",
    "models.scoring.workspace.store",
    "models.sitting.held.room",
    "models.centre.conflicts.search",
    "models.centre.conflicts.duplicate_search",
    "models.protocol.files",
    "rapidfuzz",
    "numpy",
)
"""What the places' modules load: a second in all, by no means on the screen's thread. The first of each library."""
_ASKED_FOR = ("ui.sitting.change.plots",)
"""Modules that are not loaded ahead: their library is loaded in the background when it is asked for."""


def application(arguments: Sequence[str] = ()) -> QApplication:
    """Return the one QApplication, made if there is none yet."""
    app = QApplication.instance()
    if isinstance(app, QApplication):
        return app
    made = QApplication([sys.argv[0] if sys.argv else "tandau", *theme.STYLE, *arguments])
    made.setApplicationName("tandau")
    made.setApplicationDisplayName("Tandau")
    made.setWindowIcon(theme.icon("star", theme.Colours().accent))
    return made


def build_window(
    home: Home,
    *,
    language: str | None = None,
    text_size: int = 100,
    files: Sequence[Path] = (),
    preferences: Preferences | None = None,
    keep: Callable[[Preferences], None] | None = None,
    places: Sequence[PlaceInfo] = PLACES,
    crash: Crash | None = None,
    ask_files: Files | None = None,
    ask: Dialogs | None = None,
) -> MainWindow:
    """Return the window, not shown yet; needs a QApplication (`application`).

    `language` None takes the desktop's. `preferences` are those of the last time (language and text size are the
    arguments'), `keep` is called with every change of them. `files` are opened after the first paint. `crash` gets
    every bug of ours. `ask_files` and `ask` stand in for dialogs in tests.
    """
    from dataclasses import replace

    app = application()
    size = text_size if text_size in theme.TEXT_SIZES else 100
    now = replace(preferences or Preferences(), language=language or system_language(), text_size=size)
    speak(app, now.language)
    dress(app, now.text_size)
    window = MainWindow(home, Settings(now, keep), places=places, crash=crash, files=ask_files, dialogs=ask)

    def after_paint() -> None:
        with window.services.errors.shown():
            window.services.session.read_card()
        if files:
            window.open_paths(files)

    QTimer.singleShot(0, window, after_paint)
    return window


def _modules() -> Iterator[str]:
    """Yield the names of the modules that the first page does not need: dialogs, then the places."""
    from pkgutil import walk_packages

    yield from ("ui.shell.ask", "ui.shell.place_view")
    for place in ("desk", "sitting", "office"):
        package = import_module(f"ui.{place}")
        found = walk_packages(package.__path__, f"ui.{place}.")
        yield from (one.name for one in found if one.name not in _ASKED_FOR)


def load_ahead(window: MainWindow) -> None:
    """Load the places' modules, then make their first pages, piece by piece while nothing happens.

    Otherwise all of it would be done at once when a place is entered. What knows no window is loaded in the background.
    """
    names, tasks = _modules(), window.services.tasks

    def libraries(report: Report) -> None:
        for number, name in enumerate(_LIBRARIES):
            step(report, number, len(_LIBRARIES))
            import_module(name)

    def load() -> None:
        if tasks.at_work:
            pass
        elif (name := next(names, None)) is not None:
            import_module(name)
        elif not window.make_ahead():
            return
        QTimer.singleShot(_AHEAD, window, load)

    tasks.ahead(libraries, lambda _nothing: None, owner=window)
    QTimer.singleShot(_AHEAD, window, load)


def run(home: Home, *, ready: Callable[[MainWindow], None] | None = None, **options: object) -> int:
    """Show the window of `build_window(home, **options)` and return the exit status when it is closed.

    `ready` is called after the first paint (used by the smoke test of the frozen program).
    """
    app = application()
    window = build_window(home, **options)  # type: ignore[arg-type]  # the options are those of build_window
    window.show()
    load_ahead(window)
    if ready is not None:
        QTimer.singleShot(0, window, lambda: ready(window))
    return app.exec()
