"""Opening a file that somebody named: only where it is a file. A pipe or a device would keep the program waiting."""

import stat
from pathlib import Path
from typing import BinaryIO

from models.wording import tr


def open_plain(path: Path) -> BinaryIO:
    """Open the file at `path` to read its bytes.

    Raises OSError for anything else than a file (folder, pipe, device, socket), also for a name that no file can have.
    """
    check_plain(path)
    return path.open("rb")


def read_plain(path: Path) -> bytes:
    """Return the whole content of the file at `path`. Raises OSError as `open_plain`."""
    with open_plain(path) as file:
        return file.read()


def check_plain(path: Path) -> None:
    """Return where `path` leads to a file. Raises OSError as `open_plain`."""
    try:
        mode = path.stat().st_mode
    except ValueError as error:  # a NUL in the name
        raise OSError(0, tr("no file can have this name")) from error
    if not stat.S_ISREG(mode):
        raise OSError(0, tr("it is a folder") if stat.S_ISDIR(mode) else tr("it is no file but a device or a pipe"))
