"""Building a packet of real size, against copying the same attachments."""

import itertools
import os
from pathlib import Path

import pytest

from benchmarks.conftest import Measure
from benchmarks.pools import Pool, pool
from models.packet.files import write_packet

COPYING = "a packet of 288 applications × 4 attachments of 200 kB (230 MB)"


@pytest.fixture(scope="module")
def scans(folder: Path) -> tuple[Pool, Path]:
    made = pool(288, 5, attachments=4, size=200_000)
    held = folder / "attachments"
    held.mkdir()
    for name, data in made.files.items():
        (held / name).write_bytes(data)
    return made, held


def copy(source: Path, target: Path) -> None:
    """Copy every file so that a stick can be pulled out after it: each is on the disk before the next."""
    target.mkdir()
    for path in source.iterdir():
        with (target / path.name).open("wb") as file:
            file.write(path.read_bytes())
            file.flush()
            os.fsync(file.fileno())


def copy_at_once(source: Path, target: Path) -> None:
    """Copy all of it into one file, on the disk at the end."""
    with target.open("wb") as file:
        for path in source.iterdir():
            file.write(path.read_bytes())
        file.flush()
        os.fsync(file.fileno())


def test_copy(measure: Measure, scans: tuple[Pool, Path], tmp_path: Path) -> None:
    number = itertools.count()
    label = "copying the attachments, each synced to the disk"
    measure(COPYING, label, lambda: copy(scans[1], tmp_path / str(next(number))), base=True, rounds=3)


def test_copy_at_once(measure: Measure, scans: tuple[Pool, Path], tmp_path: Path) -> None:
    number = itertools.count()
    label = "… into one file, synced once"
    measure(COPYING, label, lambda: copy_at_once(scans[1], tmp_path / str(next(number))), rounds=3)


def test_packet(measure: Measure, scans: tuple[Pool, Path], tmp_path: Path) -> None:
    made, held = scans
    number = itertools.count()
    measure(
        COPYING,
        "Tandau: checked, encrypted to 7 keys, signed, read back",
        lambda: write_packet(
            tmp_path / f"{next(number)}.packet", made.manifest, lambda name: (held / name).read_bytes(), made.keys["s1"]
        ),
        limit=2,
        rounds=3,
    )
