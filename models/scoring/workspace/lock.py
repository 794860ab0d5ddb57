"""One program at a time: a lock of the operating system, which dies with the program that held it."""

import sys
from pathlib import Path
from typing import BinaryIO

from models.errors import StoreError
from models.wording import tr

if sys.platform == "win32":
    import msvcrt

    def _lock(file: BinaryIO) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(file: BinaryIO) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)


class FolderLock:
    """Holds a folder until `release` or the end of the program."""

    def __init__(self, path: Path) -> None:
        """Take the lock at `path`. Raises StoreError when another program holds it."""
        self._file = path.open("ab")
        try:
            _lock(self._file)
        except OSError as error:
            self._file.close()
            raise StoreError(
                tr("Tandau is already open with this workspace. Use that window, or close it and try again.")
            ) from error

    def release(self) -> None:
        """Give the folder free; a second time changes nothing."""
        self._file.close()
