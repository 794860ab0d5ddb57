"""The one way a file gets onto a disk: whole or not at all, and read back before anything old is replaced."""

import errno
import hashlib
import os
import re
import secrets
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

from models.errors import FileError
from models.plain_files import check_plain
from models.wording import tr

_CHUNK = 1 << 20
_DAY = 24 * 60 * 60
_LEFT = re.compile(r"\.tandau-[0-9a-f]{12}\.part")


class SafeFile:
    """A file being written from beginning to end. `sha256` is what was written, in hex, once the writer has closed."""

    def __init__(self, path: Path, descriptor: int) -> None:
        self.path = path
        self.sha256 = ""
        self.size = 0
        self._hash = hashlib.sha256()
        self._file = os.fdopen(descriptor, "wb", buffering=_CHUNK)

    def write(self, data: bytes | memoryview) -> int:
        """Append `data`. Raises FileError when the disk refuses."""
        with _in_words(self.path):
            self._file.write(data)
        self._hash.update(data)
        self.size += len(data)
        return len(data)

    def finish(self) -> None:
        """Bring everything to the disk and close."""
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        self.sha256 = self._hash.hexdigest()

    def abandon(self) -> None:
        """Close without caring what became of the content."""
        with suppress(OSError):
            self._file.close()


@contextmanager
def safe_writer(path: Path, *, replace: bool = True, private: bool = False) -> Iterator[SafeFile]:
    """Write a file in one go: it appears under `path` complete and read back, or `path` stays as it was.

    The content goes to a temporary file in the same folder, is brought to the disk, read again and compared, and only
    then takes the name. A device's or a folder's name is refused, with `replace=False` every name that exists;
    `private` lets only the owner read the file. Raises FileError; no temporary file is left behind, also when the block
    raises something else.
    """
    if path.exists():
        if not replace:
            raise _taken(path)
        with _in_words(path):
            check_plain(path)  # a device would be replaced by a file, by whoever may
    _sweep(path.parent)
    temporary = path.parent / f".tandau-{secrets.token_hex(6)}.part"
    with _in_words(path):
        flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0)
        file = SafeFile(path, os.open(temporary, flags, 0o600 if private else 0o666))
    try:
        yield file
        with _in_words(path):
            file.finish()
            if _hash_of(temporary) != file.sha256:
                raise FileError(
                    tr("“{name}” came back from the disk changed and was not kept. Use another disk.", name=path.name)
                )
            _move(temporary, path, replace=replace)
    finally:
        file.abandon()
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
    _sync_folder(path)


def safe_write(path: Path, data: bytes, *, replace: bool = True, private: bool = False) -> str:
    """Write `data` to `path` as `safe_writer` does and return its SHA-256 in hex."""
    with safe_writer(path, replace=replace, private=private) as file:
        file.write(data)
    return file.sha256


def free_name(path: Path) -> Path:
    """Return `path`, or where that name exists "name-2.ext", "name-3.ext" …: on a USB stick nothing is replaced."""
    candidate, number = path, 1
    while candidate.exists():
        number += 1
        candidate = path.with_name(f"{path.stem}-{number}{path.suffix}")
    return candidate


@cache
def _sweep(folder: Path) -> None:
    """Remove what writers left in `folder` that were killed, once a run: it may hold a whole protocol in the clear.

    What another writer is busy with is younger than a day, whatever zone the stick's clock is in.
    """
    with suppress(OSError):
        for left in folder.glob(".tandau-*.part"):
            if _LEFT.fullmatch(left.name) and time.time() - left.lstat().st_mtime > _DAY:
                left.unlink()


def _hash_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


if sys.platform == "win32":
    import ctypes

    def _move(source: Path, target: Path, *, replace: bool) -> None:
        # WRITE_THROUGH is Windows' way to have the new name on the disk before the call returns.
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        if not kernel.MoveFileExW(str(source), str(target), (1 if replace else 0) | 8):
            code = ctypes.get_last_error()
            if not replace and target.exists():
                raise _taken(target)
            raise ctypes.WinError(code)

    def _sync_folder(path: Path) -> None:
        """Nothing left to do: the move wrote through."""

else:

    def _move(source: Path, target: Path, *, replace: bool) -> None:
        if replace:
            source.replace(target)
            return
        try:
            target.hardlink_to(source)
        except FileExistsError:
            raise _taken(target) from None
        except OSError:
            # FAT and many shares know no hard links; what is left is to look first.
            if target.exists():
                raise _taken(target) from None
            source.replace(target)

    def _sync_folder(path: Path) -> None:
        try:
            folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)
        except OSError as error:
            if error.errno in (errno.EINVAL, errno.ENOTSUP, errno.ENOSYS):
                return  # file systems without such a call, e.g. some shares
            raise FileError(
                tr(
                    "“{name}” was written, but the disk did not confirm it. Take another disk and save it again.",
                    name=path.name,
                )
            ) from error


def _taken(path: Path) -> FileError:
    return FileError(
        tr("“{name}” already exists and was not replaced. Choose another name.", name=path.name),
    )


@contextmanager
def _in_words(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise FileError(_sentence(path, error)) from error


def _sentence(path: Path, error: OSError) -> str:
    name, folder = path.name, str(path.parent)
    if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return tr(
            "The disk is full: “{name}” was not written and nothing was changed. Make room or choose another disk.",
            name=name,
        )
    if error.errno == errno.EFBIG:
        return tr(
            "“{name}” is too large for this disk; nothing was changed. Choose a disk formatted as exFAT or NTFS.",
            name=name,
        )
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return tr(
            "“{folder}” can't be written to: “{name}” was not written and nothing was changed. Choose another folder.",
            folder=folder,
            name=name,
        )
    if error.errno in (errno.ENOENT, errno.ENODEV, errno.ENXIO, errno.EIO, errno.ENOTDIR):
        return tr(
            "The folder “{folder}” is not there: “{name}” was not written and nothing was changed. "
            "Choose another folder; if it is on a USB stick, put the stick back.",
            folder=folder,
            name=name,
        )
    return tr(
        "“{name}” was not written and nothing was changed: {reason}. Choose another folder.",
        name=name,
        reason=error.strerror or type(error).__name__,
    )
