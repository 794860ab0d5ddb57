import errno
import hashlib
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from models.errors import FileError
from models.sealing import safe_write as module
from models.sealing.safe_write import free_name, safe_write, safe_writer


def write_while_another_does(path: Path) -> None:
    with safe_writer(path, replace=False) as file:
        file.write(b"slow")
        path.write_bytes(b"came meanwhile")


def write_half(path: Path) -> None:
    with safe_writer(path) as file:
        file.write(b"half")
        raise KeyError("no such attachment")


def test_safe_write_replaces_the_whole_file_and_tells_its_hash(tmp_path: Path) -> None:
    path = tmp_path / "a.sheet"
    safe_write(path, b"old")
    assert safe_write(path, b"new") == hashlib.sha256(b"new").hexdigest()
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_what_a_killed_writer_left_goes_a_day_later(tmp_path: Path) -> None:
    left, busy, foreign = (tmp_path / f".tandau-{name}.part" for name in ("0123456789ab", "ba9876543210", "notes"))
    for file in (left, busy, foreign):
        file.write_bytes(b"")
    for file in (left, foreign):
        os.utime(file, (0, 0))
    safe_write(tmp_path / "a", b"")
    assert sorted(tmp_path.iterdir()) == sorted([busy, foreign, tmp_path / "a"])


def test_safe_write_refuses_an_existing_name_when_asked(tmp_path: Path) -> None:
    path = tmp_path / "a.sheet"
    safe_write(path, b"first", replace=False)
    with pytest.raises(FileError, match=r"a\.sheet"):
        safe_write(path, b"second", replace=False)
    with pytest.raises(FileError):
        write_while_another_does(tmp_path / "b")
    assert path.read_bytes() == b"first"
    assert (tmp_path / "b").read_bytes() == b"came meanwhile"
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["a.sheet", "b"]


@pytest.mark.skipif(sys.platform == "win32", reason="no such files there")
def test_a_pipe_is_never_replaced_by_a_file(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(FileError, match="device or a pipe"):
        safe_write(pipe, b"new")
    assert pipe.is_fifo()


def test_safe_write_on_a_disk_without_hard_links_still_refuses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(self: Path, target: Path) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", no_links)
    safe_write(tmp_path / "a", b"first", replace=False)
    with pytest.raises(FileError):
        write_while_another_does(tmp_path / "b")
    assert (tmp_path / "a").read_bytes() == b"first"


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "disk is full"),
        (errno.EROFS, "can't be written to"),
        (errno.EIO, "is not there"),
        (errno.EBUSY, "was not written"),
    ],
)
def test_failing_disk_leaves_the_old_file_and_no_temporary(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str
) -> None:
    path = tmp_path / "a.result"
    safe_write(path, b"old")

    def failing(descriptor: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", failing)
    with pytest.raises(FileError, match=words) as caught:
        safe_write(path, b"new")
    assert "nothing was changed" in str(caught.value)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_content_that_comes_back_changed_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a"
    safe_write(path, b"old")
    monkeypatch.setattr(module, "_hash_of", lambda _: "0" * 64)
    with pytest.raises(FileError, match="came back"):
        safe_write(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_removed_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="stick"):
        safe_write(tmp_path / "stick" / "a.sheet", b"x")


def test_an_error_of_the_caller_passes_through_and_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a"
    safe_write(path, b"old")
    with pytest.raises(KeyError):
        write_half(path)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(sys.platform == "win32", reason="limits a process's file size, which Windows can't")
def test_disk_that_refuses_large_files_is_told_apart(tmp_path: Path) -> None:
    code = (
        "import resource, sys, pathlib\n"
        "from models.sealing.safe_write import safe_write\n"
        "from models.errors import FileError\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000))\n"
        "try:\n    safe_write(pathlib.Path(sys.argv[1]), bytes(3_000_000))\n"
        "except FileError as error:\n    print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, tmp_path / "a"], capture_output=True, text=True, check=True)
    assert "exFAT" in done.stdout
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="modes are POSIX")
def test_private_files_are_their_owners_alone(tmp_path: Path) -> None:
    safe_write(tmp_path / "key", b"x", private=True)
    safe_write(tmp_path / "protocol.pdf", b"x")
    mask = os.umask(0)
    os.umask(mask)
    assert stat.S_IMODE((tmp_path / "key").stat().st_mode) == 0o600 & ~mask
    assert stat.S_IMODE((tmp_path / "protocol.pdf").stat().st_mode) == 0o666 & ~mask


def test_free_name_counts_on(tmp_path: Path) -> None:
    path = tmp_path / "m1.sheet"
    assert free_name(path) == path
    path.touch()
    assert free_name(path) == tmp_path / "m1-2.sheet"
    (tmp_path / "m1-2.sheet").touch()
    assert free_name(path) == tmp_path / "m1-3.sheet"
