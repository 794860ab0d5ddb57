"""A watched folder (a USB stick, a share): score sheets that appear there are brought by themselves."""

from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, Qt, QThreadPool, QTimer, Signal

from ui.shell.collecting import background_begins, background_ends
from ui.shell.kinds import FileKind

_EVERY = 2_000
"""Milliseconds between two looks: sticks and shares send no notices."""
Seen = dict[Path, tuple[int, int]]


class FolderWatch(QObject):
    """Emits `arrived(paths)` for every sheet that is new or changed and has stopped growing; `changed` on start, stop.

    Looks in a thread of its own, because a share that hangs must not hold the window or the queue.
    """

    arrived = Signal(list)
    changed = Signal()
    _looked = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(lambda _path: self.look())
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY)
        self._timer.timeout.connect(self.look)
        self._looked.connect(self._compare, Qt.ConnectionType.QueuedConnection)
        self._looking = False
        self._growing: Seen = {}
        self._told: Seen = {}
        self.folder: Path | None = None
        self.reachable = True

    def start(self, folder: Path) -> None:
        """Watch `folder` from now on; what lies there already is brought too."""
        self.stop()
        self.folder, self.reachable = folder, True
        self._growing, self._told = {}, {}
        self._watcher.addPath(str(folder))
        self._timer.start()
        self.look()
        self.changed.emit()

    def stop(self) -> None:
        """Watch nothing any more."""
        if self.folder is None:
            return
        self._timer.stop()
        if self._watcher.directories():
            self._watcher.removePaths(self._watcher.directories())
        self.folder = None
        self.changed.emit()

    def look(self) -> None:
        """Look into the folder now, in the background; a look that still runs is enough."""
        folder = self.folder
        if folder is None or self._looking:
            return
        self._looking = True
        background_begins()
        self._pool.start(lambda: self._looked.emit(folder, _sheets(folder)))

    def _compare(self, folder: Path, found: Seen | None) -> None:
        self._looking = False
        background_ends()
        if folder != self.folder:
            return
        if (found is not None) != self.reachable:
            self.reachable = found is not None
            self.changed.emit()
        if found is None:
            return
        still = [path for path, size in found.items() if self._growing.get(path) == size]
        fresh = sorted(path for path in still if self._told.get(path) != found[path])
        growing = any(self._growing.get(path) != size for path, size in found.items())
        self._growing = found
        self._told.update({path: found[path] for path in fresh})
        if fresh:
            self.arrived.emit(fresh)
        if growing:
            QTimer.singleShot(_EVERY // 8, self, self.look)


def _sheets(folder: Path) -> Seen | None:
    """Return size and time of every sheet in `folder`; None where it can't be read now."""
    found: Seen = {}
    try:
        for path in folder.iterdir():
            if FileKind.of(path) is FileKind.SHEET:
                about = path.stat()
                found[path] = (about.st_size, about.st_mtime_ns)
    except OSError:
        return None
    return found
