"""Files from outside: read whole up to a limit, and their format number looked at before anything else."""

import errno
import os
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from models.errors import FileError
from models.plain_files import open_plain
from models.values import Value
from models.wording import tr

ValueT = TypeVar("ValueT", bound=Value)


class _Format(BaseModel):
    format: int


def read_bytes(path: Path, *, at_most: int) -> bytes:
    """Return the content of `path`. Raises FileError when it can't be read or is longer than `at_most` bytes."""
    try:
        with open_plain(path) as file:
            size = os.fstat(file.fileno()).st_size
            data = file.read(min(size, at_most) + 1)  # so much memory is taken before anything is read
    except OSError as error:
        raise unreadable(path, error) from error
    if len(data) > at_most:
        raise FileError(tr("“{name}” is too large to be what it says it is; it was not opened.", name=path.name))
    return data


def _reason(error: OSError) -> str:
    """Return why, in the person's language for what happens with sticks and shares; the system speaks only its own."""
    if isinstance(error, FileNotFoundError):
        return tr("there is no such file")
    if isinstance(error, PermissionError):
        return tr("you have no right to read it")
    if isinstance(error, IsADirectoryError):
        return tr("it is a folder")
    if error.errno in (errno.EIO, errno.ENODEV, errno.ENXIO):
        return tr("the disk does not answer")
    return error.strerror or type(error).__name__


def unreadable(path: Path, error: OSError) -> FileError:
    """Return the error to raise when the system refuses to read `path`."""
    return FileError(
        tr(
            "“{name}” can't be read: {reason}. Check that the disk is connected and try again.",
            name=path.name,
            reason=_reason(error),
        )
    )


def read_value(kind: type[ValueT], data: bytes, *, name: str) -> ValueT:
    """Read a value that carries a format number, and only in its canonical bytes, so that equal means equal.

    Raises FileError: made by a newer program, damaged, or not in canonical form.
    """
    try:
        value = kind.from_json(data, name=name)
    except FileError:
        refuse_newer(data, name=name)  # only now: looking for the number costs as much as reading it all
        raise
    if value.canonical() != data:
        raise FileError(tr("“{name}” is damaged or was made by another program; it was not taken.", name=name))
    return value


def refuse_newer(data: bytes, *, name: str, newest: int = 1) -> None:
    """Raise FileError when the JSON in `data` names a format above `newest`."""
    try:
        found = _Format.model_validate_json(data).format
    except ValidationError:
        return  # the full reading says what is wrong
    if found > newest:
        raise FileError(
            tr("“{name}” was made by a newer version of Tandau; it was not opened. Update this program.", name=name)
        )
