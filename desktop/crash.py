"""What happens with a bug of ours: one line of the log file a step, one dialog, and the person's work goes on."""

import logging
import re
import sys
import threading
import traceback
from collections.abc import Callable
from copy import copy
from pathlib import Path
from types import TracebackType
from typing import Any

log = logging.getLogger("tandau.crash")
Shown = Callable[[str], None]
_show: list[Shown] = []
PRIVATE = re.compile(r"""(?<!\w)["'“«].*?["'”»]|\S*[/\\]\S*""")
"""Quoted words and paths in messages of others: they may name a person. Values filled in are left out altogether."""


def report(error: BaseException) -> str:
    """Return `error` as text to copy: versions, the chain of types and where each was raised.

    Holds no source line and no message, but of what can't be imported: no name, IIN or mark of anybody stands in it.
    """
    import platform

    lines = [
        f"tandau {program_version()}, Python {platform.python_version()}, {platform.system()} {platform.release()}"
    ]
    chain: BaseException | None = error
    seen: set[int] = set()
    while chain is not None and id(chain) not in seen:
        seen.add(id(chain))
        what = f": {chain}" if isinstance(chain, ImportError) else ""  # names a module, never a person
        lines.append(f"{type(chain).__module__}.{type(chain).__qualname__}{what}")
        for frame in traceback.extract_tb(chain.__traceback__):
            path = Path(frame.filename)
            lines.append(f"  {path.parent.name}/{path.name}:{frame.lineno} {frame.name}")
        chain = chain.__cause__ or (None if chain.__suppress_context__ else chain.__context__)
    return "\n".join(lines)


def program_version() -> str:
    """Return the installed version, or "?" where the program runs without being installed."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("tandau")
    except PackageNotFoundError:
        return "?"


def show_with(show: Shown | None) -> None:
    """Let `show` present a report (one dialog with details to copy); None: nobody shows it any more.

    It is called on the thread on which the bug was met: a window hands it on to its own.
    """
    _show[:] = [] if show is None else [show]


def met(error: BaseException) -> None:
    """Write a bug to the log and show it, if somebody shows."""
    text = report(error)
    log.error(text)
    for show in tuple(_show):
        show(text)
    if not _show and sys.stderr is not None:
        print(text, file=sys.stderr)


def install(folder: Path) -> None:
    """From now on log bugs of every thread and complaints of Qt to `folder`, at most 4 files of 256 KB.

    Where the folder can't be written, bugs are still shown.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        pass  # a full or read-only disk is no reason not to start
    else:
        logging.getLogger().addHandler(_LogFile(folder / "tandau.log"))
    sys.excepthook = _hook
    threading.excepthook = _thread_hook


def install_qt() -> None:
    """From now on write Qt's warnings to the log as well. Imports Qt."""
    from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

    levels = {QtMsgType.QtWarningMsg: logging.WARNING, QtMsgType.QtCriticalMsg: logging.ERROR}
    qt = logging.getLogger("tandau.qt")

    def handle(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        category = context.category or "default"
        # filled-in values are left out of the log, so the message is no value
        qt.log(levels.get(kind, logging.DEBUG), f"{category}: {message}")

    qInstallMessageHandler(handle)


class _LogFile(logging.Handler):
    """The log file; made with the first record, because the window waits for this and mostly there is none."""

    def __init__(self, path: Path) -> None:
        super().__init__(logging.WARNING)
        self._path = path
        self._file: logging.Handler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        try:
            if self._file is None:
                from logging.handlers import RotatingFileHandler

                self._file = RotatingFileHandler(self._path, maxBytes=256 * 1024, backupCount=3, encoding="utf-8")
                self._file.setFormatter(_Discreet("%(asctime)s %(levelname)s %(name)s %(message)s"))
            self._file.emit(record)
        except Exception:  # noqa: BLE001 - as every handler: a bug that can't be logged is still shown
            self.handleError(record)

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
        super().close()


class _Discreet(logging.Formatter):
    """Writes where things happened and what kind they were, never whom or what they were about."""

    def format(self, record: logging.LogRecord) -> str:
        told = copy(record)
        told.exc_text = None  # another handler may have written it, with all values
        if record.name != log.name:
            told.msg, told.args = PRIVATE.sub("…", str(record.msg)), None
        return super().format(told)

    def formatException(self, ei: Any) -> str:  # noqa: N802 - logging's own name
        return report(ei[1])


def _hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    met(error)


def _thread_hook(call: threading.ExceptHookArgs) -> None:
    if call.exc_value is not None:
        met(call.exc_value)
