"""Keeping marks, handing in, building and opening packets."""

import itertools
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyrage
import pytest
from sqlcipher3 import dbapi2

from benchmarks.conftest import Measure
from benchmarks.pools import AT, Pool, pool, zipped
from models.packet.files import OpenPacket, open_packet, write_packet
from models.scoring.marks import points
from models.scoring.sheet_files import open_sheet, seal_sheet
from models.scoring.workspace.marks import declare, draft_marks, set_mark
from models.scoring.workspace.packets import open_remembered, remember_packet
from models.scoring.workspace.store import Workspace

SAVING = "saving one mark: a whole transaction, synced to the disk"
PRAGMAS = ("journal_mode = DELETE", "synchronous = EXTRA", "foreign_keys = ON")
INSERT = "INSERT INTO mark VALUES (?, ?, ?, ?, ?, ?, '') ON CONFLICT DO UPDATE SET points = excluded.points"


def raw(path: Path, driver: Any, key: str = "") -> Iterator[Any]:
    connection = driver.connect(str(path), isolation_level=None)
    if key:
        connection.execute(f"PRAGMA key = \"x'{key}'\"")
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    connection.execute(
        "CREATE TABLE mark (packet, member, application, criterion, state, points, reason, "
        "PRIMARY KEY (packet, member, application, criterion))"
    )
    yield connection
    connection.close()


def save_raw(connection: Any, cell: Iterator[int], codes: list[str]) -> None:
    number = next(cell)
    connection.execute("BEGIN IMMEDIATE")
    code = codes[number % len(codes)]
    connection.execute(INSERT, ("0" * 64, "m1", code, f"C{number % 5 + 1}", "number", number % 6))
    connection.execute("COMMIT")


@pytest.mark.parametrize("cipher", [False, True], ids=["sqlite", "sqlcipher"])
def test_raw_insert(measure: Measure, tmp_path: Path, small: Pool, *, cipher: bool) -> None:
    codes = [one.code for one in small.manifest.applications]
    cell = itertools.count()
    for connection in raw(tmp_path / "raw.db", dbapi2 if cipher else sqlite3, "ab" * 32 if cipher else ""):
        label = "bare driver, SQLCipher" if cipher else "bare driver, plain SQLite"
        measure(SAVING, label, lambda at=connection: save_raw(at, cell, codes), base=cipher, rounds=300)


@pytest.fixture(scope="module")
def scans(folder: Path) -> tuple[Pool, Path]:
    """288 applications with 4 attachments of 30 kB each, and their packet."""
    made = pool(288, 5, attachments=4)
    path = folder / "contest.packet"
    write_packet(path, made.manifest, made.files.__getitem__, made.keys["s1"])
    return made, path


@pytest.fixture(scope="module")
def desk(folder: Path, scans: tuple[Pool, Path]) -> Iterator[tuple[Workspace, OpenPacket]]:
    made, path = scans
    with Workspace.create_or_open(folder / "workspace", made.keys["m1"]) as workspace:
        packet = remember_packet(workspace, path, at=AT)
        with workspace.session() as session:
            declare(session, packet.id, "m1", made.declarations())
        yield workspace, packet


def test_set_mark(measure: Measure, desk: tuple[Workspace, OpenPacket]) -> None:
    workspace, packet = desk
    cell = itertools.count()
    codes = [one.code for one in packet.manifest.applications]

    def save() -> None:
        number = next(cell)
        with workspace.session() as session:
            set_mark(session, packet.id, "m1", codes[number % 288], f"C{number % 5 + 1}", points(number % 6))

    measure(SAVING, "Tandau: may it be scored? then keep it", save, rounds=300)


def test_drafts(measure: Measure, desk: tuple[Workspace, OpenPacket]) -> None:
    workspace, packet = desk

    def read() -> Any:
        with workspace.session() as session:
            return draft_marks(session, packet.id, "m1")

    measure("at the Desk", "reading all drafts of a member (288 applications)", read)


def test_open_application(measure: Measure, desk: tuple[Workspace, OpenPacket]) -> None:
    _, packet = desk
    codes = itertools.cycle([one.code for one in packet.manifest.applications])

    def look() -> int:
        application = packet.manifest.application(next(codes))
        return sum(len(packet.attachment(one.sha256)) for one in application.attachments)

    measure("at the Desk", "opening an application with its 4 attachments", look, rounds=100)


def test_start_at_desk(measure: Measure, desk: tuple[Workspace, OpenPacket]) -> None:
    workspace, packet = desk
    measure(
        "at the Desk",
        "opening the remembered packet of 288 × 4",
        lambda: open_remembered(workspace, packet.id),
        rounds=5,
    )


PACKET = "a packet of 288 applications × 4 attachments of 30 kB"


def test_plain_encrypting(measure: Measure, scans: tuple[Pool, Path], tmp_path: Path) -> None:
    made, _ = scans
    recipients = [pyrage.ssh.Recipient.from_str(one.public_key) for one in made.manifest.roster.people]

    def encrypt() -> None:
        entries = [(name, pyrage.encrypt(data, recipients)) for name, data in made.files.items()]
        (tmp_path / "plain.zip").write_bytes(zipped(entries))

    measure(PACKET, "encrypting and zipping the same bytes, nothing else", encrypt, base=True, rounds=3)


def test_write_packet(measure: Measure, scans: tuple[Pool, Path], tmp_path: Path) -> None:
    made, _ = scans
    number = itertools.count()
    measure(
        PACKET,
        "building the packet: checked, signed, synced, read back",
        lambda: write_packet(
            tmp_path / f"{next(number)}.packet", made.manifest, made.files.__getitem__, made.keys["s1"]
        ),
        rounds=3,
    )


def test_open_packet(measure: Measure, scans: tuple[Pool, Path]) -> None:
    made, path = scans
    measure(PACKET, "opening it: signature, layout, manifest", lambda: open_packet(path, made.keys["m1"]))


def test_check_packet(measure: Measure, scans: tuple[Pool, Path]) -> None:
    made, path = scans
    packet = open_packet(path, made.keys["m1"])
    measure(PACKET, "checking every entry of it", packet.check_all, rounds=3)


SHEET = "a sheet of 3 000 applications"


def test_plain_sheet(measure: Measure, large: Pool) -> None:
    data = large.sheet("m1").canonical()
    recipients = [pyrage.ssh.Recipient.from_str(large.manifest.roster.people[n].public_key) for n in (0, -1, -2)]
    measure(SHEET, "encrypting the same bytes, nothing else", lambda: pyrage.encrypt(data, recipients), base=True)


def test_seal_sheet(measure: Measure, large: Pool) -> None:
    sheet = large.sheet("m1")
    roster = large.manifest.roster
    measure(
        SHEET, "sealing it: canonical bytes, signature, encryption", lambda: seal_sheet(sheet, large.keys["m1"], roster)
    )


def test_open_sheet(measure: Measure, large: Pool) -> None:
    data = seal_sheet(large.sheet("m1"), large.keys["m1"], large.manifest.roster)
    measure(
        SHEET,
        "taking it in: decrypted, verified, every cell checked",
        lambda: open_sheet(data, large.keys["s1"], large.manifest, "0" * 64),
        rounds=3,
    )
