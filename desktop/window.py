"""Opening the window: what the start-up gives it and what is remembered when it changes."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from desktop import crash, settings
from desktop.settings import Settings
from models.errors import UsageError
from models.wording import current_language, tr
from ui.shell.home import Home


def has_display() -> bool:
    """Return whether a window could be shown here."""
    if sys.platform in {"win32", "darwin"}:
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def leave_sources_unread() -> None:
    """Keep PySide from reading the source of every module that is imported from now on.

    It looks there for `from __feature__ import …`, which nobody here writes; that takes a tenth of the start.
    """
    import PySide6.QtCore  # noqa: F401 - its support is there after it

    feature: Any = sys.modules.get("shibokensupport.feature")
    if hasattr(feature, "_mod_uses_pyside"):
        feature._mod_uses_pyside = lambda _module: False  # noqa: SLF001 - PySide has no switch for it


def open_window(place: Home, remembered: Settings, files: Sequence[Path] = ()) -> int:
    """Show the window in the current language, open `files` in it, and return the exit status when it is closed.

    Raises UsageError where there is no display.
    """
    if not has_display():
        raise UsageError(
            tr("There is no display, so no window was opened. The commands work without one: `tandau --help`.")
        )
    leave_sources_unread()
    from ui import start
    from ui.shell.main_window import MainWindow
    from ui.shell.settings import Preferences

    def keep(now: Preferences) -> None:
        settings.save(
            settings.settings_file(place),
            Settings(
                language=now.language,
                text_size=now.text_size,
                place=now.place,
                folder=now.folder,
                central=now.central,
                written_in=now.written_in,
            ),
        )

    def ready(window: MainWindow) -> None:
        import signal

        crash.show_with(window.reported.emit)
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl+C in the terminal ends the window; every draft is on disk

    language = current_language()
    crash.install_qt()
    try:
        return start.run(
            place,
            ready=ready,
            language=language,
            text_size=remembered.text_size,
            files=files,
            preferences=Preferences(
                language=language,
                text_size=remembered.text_size,
                place=remembered.place,
                folder=remembered.folder,
                central=remembered.central,
                written_in=remembered.written_in,
            ),
            keep=keep,
            crash=crash.met,
        )
    finally:
        crash.show_with(None)
