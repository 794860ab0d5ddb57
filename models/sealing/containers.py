"""Our ZIP files: stored only, no clock, no attributes. The same entries in the same order give the same bytes.

Reading refuses everything that such a file can't contain, so a byte that was changed outside the content shows too.
"""

import io
import re
import struct
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Protocol
from zipfile import ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from models.errors import FileError
from models.plain_files import open_plain
from models.sealing.reading import unreadable
from models.wording import tr

_NAME = re.compile(r"[A-Za-z0-9_%-][A-Za-z0-9._%-]*(/[A-Za-z0-9_%-][A-Za-z0-9._%-]*)?", re.ASCII)
_DATE = (1980, 1, 1, 0, 0, 0)
_END = 22
"""Bytes of the end record without comment."""
_BIG = 0xFFFFFFFF
_MANY = 200_000


class Sink(Protocol):
    """Where bytes go, from beginning to end."""

    def write(self, data: bytes, /) -> int: ...


class _Window(io.RawIOBase):
    """Lets `zipfile` go back within the entry it is writing and hands finished entries on in order."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._gone = 0
        self._pending = io.BytesIO()

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._gone + self._pending.tell()

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        if whence == io.SEEK_SET:
            offset -= self._gone
        return self._gone + self._pending.seek(offset, whence)

    def write(self, data: object, /) -> int:
        return self._pending.write(data)  # type: ignore[arg-type]  # the base class calls this parameter a buffer

    def flush(self) -> None:
        """Keep what is pending: `zipfile` flushes before it goes back."""

    def hand_on(self) -> None:
        self._gone += self._sink.write(self._pending.getvalue())
        self._pending = io.BytesIO()


class Writer:
    """Adds entries to a container that is being written."""

    def __init__(self, archive: ZipFile, window: _Window) -> None:
        self._archive = archive
        self._window = window

    def add(self, name: str, data: bytes) -> None:
        """Add one entry. Raises ValueError for a name that reading would refuse."""
        if not _NAME.fullmatch(name) or name in self._archive.NameToInfo:
            raise ValueError(f"not a name for an entry: {name!r}")
        self._archive.writestr(_info(name), data)
        self._window.hand_on()


def _info(name: str) -> ZipInfo:
    info = ZipInfo(name, _DATE)
    info.compress_type = ZIP_STORED
    info.create_system = 3  # the same on Windows
    info.external_attr = 0o600 << 16
    return info


@contextmanager
def container_writer(sink: Sink) -> Iterator[Writer]:
    """Write a container to `sink` entry by entry; only one entry is in memory at a time."""
    window = _Window(sink)
    with ZipFile(window, "w", ZIP_STORED) as archive:
        yield Writer(archive, window)
    window.hand_on()


def pack(entries: Iterable[tuple[str, bytes]]) -> bytes:
    """Return a container with `entries` in the order given."""
    sink = io.BytesIO()
    with container_writer(sink) as writer:
        for name, data in entries:
            writer.add(name, data)
    return sink.getvalue()


class Container:
    """A container that was opened: its entries' names and sizes; the content is read one entry at a time.

    No file is kept open between calls, so a stick can be pulled out at any time.
    """

    def __init__(self, source: Path | bytes, *, name: str = "") -> None:
        """Read the list of entries from a path or from bytes (then `name` is what messages call it).

        Raises FileError when it can't be read, is cut short, damaged, or holds what our files never hold.
        """
        self._source = source
        self.name = source.name if isinstance(source, Path) else name
        with self._open() as file:
            size = file.seek(0, io.SEEK_END)
            try:
                with ZipFile(file) as archive:
                    entries = archive.infolist()
                    comment, directory = archive.comment, archive.start_dir
            except (BadZipFile, NotImplementedError, ValueError, struct.error, EOFError, OverflowError) as error:
                raise self.damaged() from error
        self._entries = {entry.filename: entry for entry in entries}
        if comment or len(self._entries) != len(entries) or len(entries) > _MANY or directory > size - _END:
            raise self.damaged()
        self._check_layout(entries, directory, size)

    def _check_layout(self, entries: list[ZipInfo], directory: int, size: int) -> None:
        """Refuse gaps, overlaps, compression and attributes: what stands in our files stands there once."""
        offset, listed = 0, 0
        with self._open() as file:
            file.seek(directory)
            listing = file.read(size - directory)
        for entry in entries:
            expected = _info(entry.filename)
            big = max(entry.file_size, entry.header_offset) >= _BIG
            if (
                not _NAME.fullmatch(entry.filename)
                or entry.orig_filename != entry.filename
                or (entry.compress_type, entry.compress_size) != (ZIP_STORED, entry.file_size)
                or (entry.date_time, entry.create_system, entry.external_attr, entry.internal_attr)
                != (_DATE, expected.create_system, expected.external_attr, 0)
                or (entry.flag_bits, entry.volume, entry.reserved, entry.comment) != (0, 0, 0, b"")
                or (bool(entry.extra), entry.create_version, entry.extract_version)
                != ((True, 45, 45) if big else (False, 20, 20))
                or entry.header_offset != offset
                # zipfile takes what there is when the last entry claims longer texts than the file holds
                or struct.unpack_from("<3H", listing, listed + 28) != (len(entry.filename), len(entry.extra), 0)
            ):
                raise self.damaged()
            offset += len(_local_header(entry)) + entry.file_size
            listed += 46 + len(entry.filename) + len(entry.extra)
        large = len(entries) > 0xFFFF or directory > _BIG
        if offset != directory or directory + listed + _END + (76 if large else 0) != size:
            raise self.damaged()
        count = len(entries)
        if not large and listing[listed:] != struct.pack(
            "<4s4H2LH", b"PK\5\6", 0, 0, count, count, listed, directory, 0
        ):
            raise self.damaged()

    @property
    def names(self) -> tuple[str, ...]:
        """The entries' names in the order written."""
        return tuple(self._entries)

    def size(self, name: str) -> int:
        """Return how many bytes the entry holds. Raises FileError when there is none."""
        return self._entry(name).file_size

    def read(self, name: str, *, at_most: int | None = None) -> bytes:
        """Return one entry. Raises FileError: missing, larger than `at_most`, damaged or not readable any more."""
        entry = self._entry(name)
        if at_most is not None and entry.file_size > at_most:
            raise FileError(tr("“{name}” is too large to be what it says it is; it was not opened.", name=self.name))
        header = _local_header(entry)
        with self._open() as file:
            file.seek(entry.header_offset)
            if file.read(len(header)) != header:
                raise self.damaged()
            data = file.read(entry.file_size)
        if len(data) != entry.file_size or zlib.crc32(data) != entry.CRC:
            raise self.damaged()
        return data

    def damaged(self) -> FileError:
        """Return the error to raise when this file is not as it was made."""
        return FileError(
            tr(
                "“{name}” is damaged or cut short; nothing was taken from it. Copy it again from where it came from.",
                name=self.name,
            )
        )

    def _entry(self, name: str) -> ZipInfo:
        try:
            return self._entries[name]
        except KeyError:
            raise self.damaged() from None

    @contextmanager
    def _open(self) -> Iterator[BinaryIO]:
        if isinstance(self._source, bytes):
            yield io.BytesIO(self._source)
            return
        try:
            with open_plain(self._source) as file:
                yield file
        except OSError as error:
            raise unreadable(self._source, error) from error


def _local_header(entry: ZipInfo) -> bytes:
    """Return the bytes that stand before the entry's content when `Writer` made it."""
    own = _info(entry.filename)
    own.CRC, own.file_size, own.compress_size = entry.CRC, entry.file_size, entry.file_size
    return own.FileHeader()


def read_all(container: Container, wanted: Callable[[str], bool], *, at_most: int) -> dict[str, bytes]:
    """Return every entry by name. Raises FileError for an entry that is not `wanted` or more than `at_most` bytes."""
    if not all(wanted(name) for name in container.names) or sum(map(container.size, container.names)) > at_most:
        raise container.damaged()
    return {name: container.read(name) for name in container.names}
