"""What is named as a file and is none: an answer at once, never a program that waits."""

import os
import socket
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from models.contest.counting_files import load_counting
from models.contest.profile_files import load_profile
from models.errors import FileError, ProfileError
from models.intake.outside.tables import read_tables
from models.plain_files import open_plain, read_plain
from models.protocol.verification import verify
from models.sealing.containers import Container
from models.sealing.reading import read_bytes

READERS: dict[str, Callable[[Path], object]] = {
    "bytes": lambda path: read_bytes(path, at_most=10),
    "container": Container,
    "table": read_tables,
}


def not_files(folder: Path) -> list[Path]:
    found = [folder, Path("a\0b.sheet"), folder / "missing"]
    if sys.platform != "win32":
        os.mkfifo(folder / "pipe.xlsx")
        found += [folder / "pipe.xlsx", Path("/dev/zero")]
    return found


@pytest.mark.parametrize("reader", READERS)
def test_what_is_no_file_is_refused_at_once(tmp_path: Path, reader: str) -> None:
    for path in not_files(tmp_path):
        with pytest.raises(FileError):
            READERS[reader](path)


def test_profiles_are_read_from_files_only(tmp_path: Path) -> None:
    for path in not_files(tmp_path):
        with pytest.raises(ProfileError):
            load_profile(path)
    if sys.platform != "win32":
        os.mkfifo(tmp_path / "pipe.toml")
        for load in (load_profile, load_counting):
            with pytest.raises(ProfileError):
                load(tmp_path / "pipe.toml")


def test_verifying_answers_for_each(tmp_path: Path) -> None:
    paths = not_files(tmp_path)
    assert [finding.holds for finding in verify(paths)] == [False] * len(paths)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
def test_the_reason_says_what_it_is(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "socket"))
    for name in ("pipe", "socket"):
        with pytest.raises(OSError, match="a device or a pipe"):
            open_plain(tmp_path / name)
    with pytest.raises(OSError, match="a folder"):
        read_plain(tmp_path)
    (tmp_path / "whole").write_bytes(b"abc")
    (tmp_path / "link").symlink_to(tmp_path / "whole")
    assert read_plain(tmp_path / "link") == b"abc"
