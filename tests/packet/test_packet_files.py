import json
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from models.contest.commission import Person, Role
from models.errors import CancelledError, FileError, SealError
from models.packet.files import OpenPacket, open_packet, read_header, write_packet
from models.packet.header import PacketHeader
from models.sealing.containers import pack
from models.sealing.keys import NotForThisKeyError
from models.values import sha256


def test_packet_opens_for_everyone_on_the_roster_and_says_the_same(small: Any, tmp_path: Path) -> None:
    path = tmp_path / "contest.packet"
    packet_id = small.write(path)
    for key in (small.secretary, small.m1, small.m2, small.recovery):
        opened = open_packet(path, key, signer=small.secretary.public_line)
        assert (opened.id, opened.manifest) == (packet_id, small.manifest)
        assert {digest: opened.attachment(digest) for digest in small.content} == small.content
        opened.check_all()
    assert list(tmp_path.iterdir()) == [path]


def test_packet_is_not_for_others_and_says_for_whom(small: Any, packet: OpenPacket) -> None:
    with pytest.raises(NotForThisKeyError) as caught:
        open_packet(packet.path, small.stranger)
    assert caught.value.problems == ("Хатшы Айгүл", "Мүше Ғалым", "Мүше Өркен", "Сейф")


def test_packet_id_is_the_hash_of_the_signed_bytes(packet: OpenPacket) -> None:
    with zipfile.ZipFile(packet.path) as archive:
        assert sha256(archive.read("packet.json")) == packet.id
        assert {info.compress_type for info in archive.infolist()} == {zipfile.ZIP_STORED}
    assert read_header(packet.path) == (packet.header, packet.id)


def test_header_shows_no_application(small: Any, packet: OpenPacket) -> None:
    assert b"\xd0\x96\xd0\xbe\xd0\xb1\xd0\xb0" not in packet.path.read_bytes()  # "Жоба"
    assert packet.header.title == small.manifest.contest.title


def test_packet_passes_the_usual_tools(small: Any, packet: OpenPacket, tmp_path: Path) -> None:
    if not (shutil.which("ssh-keygen") and shutil.which("age")):
        pytest.skip("ssh-keygen or age is not installed")
    with zipfile.ZipFile(packet.path) as archive:
        archive.extractall(tmp_path / "out")
    out = tmp_path / "out"
    call = ["ssh-keygen", "-Y", "verify", "-f", "allowed_signers", "-I", "s1", "-n", "tandau-packet"]
    with (out / "packet.json").open("rb") as content:
        subprocess.run([*call, "-s", "packet.json.sig"], cwd=out, stdin=content, check=True, capture_output=True)
    key = out / "key"
    key.write_bytes(small.m2._key.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption()))
    key.chmod(0o600)
    plain = subprocess.run(["age", "-d", "-i", key, out / "manifest.age"], check=True, capture_output=True).stdout
    assert plain == small.manifest.canonical()


@pytest.mark.parametrize(("every", "mask"), [(13, 0x01), (17, 0xFF)])
def test_damaged_packet_is_refused(
    small: Any, packet: OpenPacket, broken: Callable[[bytes, int, int], list[bytes]], every: int, mask: int
) -> None:
    data = packet.path.read_bytes()
    for copy in broken(data, every, mask)[:: max(1, len(data) // every // 150)]:
        packet.path.write_bytes(copy)
        with pytest.raises((FileError, SealError)):
            open_packet(packet.path, small.m1).check_all()


def test_attachment_that_changes_after_opening_is_noticed(packet: OpenPacket, small: Any) -> None:
    digest = next(iter(small.content))
    data = bytearray(packet.path.read_bytes())
    data[200] ^= 1
    packet.path.write_bytes(data)
    with pytest.raises(FileError, match="damaged"):
        packet.attachment(digest)
    packet.path.unlink()
    with pytest.raises(FileError, match="can't be read"):
        packet.attachment(digest)
    with pytest.raises(FileError):
        packet.attachment("0" * 64)


def rebuilt(path: Path, change: Callable[[dict[str, Any]], None], key: Any) -> None:
    with zipfile.ZipFile(path) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    header = json.loads(entries["packet.json"])
    change(header)
    data = json.dumps(header, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    entries |= {"packet.json": data, "packet.json.sig": key.sign("tandau-packet", data)}
    path.write_bytes(pack(entries.items()))


def test_packet_of_a_newer_program_is_refused_as_such(small: Any, packet: OpenPacket) -> None:
    rebuilt(packet.path, lambda header: header.update(format=2, colour="new"), small.secretary)
    with pytest.raises(FileError, match="newer version"):
        open_packet(packet.path, small.m1)


def test_packet_signed_by_somebody_else_is_refused(small: Any, packet: OpenPacket) -> None:
    with pytest.raises(SealError, match="not by the secretary"):
        open_packet(packet.path, small.m1, signer=small.stranger.public_line)
    rebuilt(packet.path, lambda header: header.update(signer=small.m2.public_line), small.m2)
    read_header(packet.path)
    with pytest.raises(SealError, match="not by the secretary"):
        open_packet(packet.path, small.m1)
    rebuilt(packet.path, lambda _: None, small.stranger)
    with pytest.raises(SealError):
        read_header(packet.path)


@pytest.mark.parametrize("change", [{"revision": 2}, {"criteria": "0"}, {"roster": "0"}, {"contest": "x"}])
def test_header_that_contradicts_the_content_is_refused(small: Any, packet: OpenPacket, change: dict[str, Any]) -> None:
    rebuilt(packet.path, lambda header: header.update(change), small.secretary)
    assert isinstance(read_header(packet.path)[0], PacketHeader)
    with pytest.raises(FileError):
        open_packet(packet.path, small.m1)


def test_write_packet_refuses_what_a_packet_must_not_hold(small: Any, tmp_path: Path) -> None:
    manifest, path = small.manifest, tmp_path / "a.packet"
    personal = manifest.applications[0].attachments[0].model_copy(update={"personal": True})
    leaking = manifest.applications[0].model_copy(update={"attachments": (personal,)})
    keyless = Person(id="m3", name="Мүше Кілтсіз", role=Role.MEMBER)
    roster = manifest.roster.model_copy(update={"people": (*manifest.roster.people, keyless)})
    unapproved = manifest.contest.model_copy(update={"criteria": None})
    for wrong, error, words in (
        ({"applications": (leaking,)}, FileError, "Personal"),
        ({"roster": roster}, SealError, "Мүше Кілтсіз"),
        ({"contest": unapproved}, FileError, "not approved"),
    ):
        with pytest.raises(error, match=words):
            write_packet(path, manifest.model_copy(update=wrong), small.content.__getitem__, small.secretary)
    with pytest.raises(SealError, match="secretary"):
        write_packet(path, manifest, small.content.__getitem__, small.m1)
    with pytest.raises(FileError, match=r"A-3\.pdf"):
        write_packet(path, manifest, lambda _: b"other", small.secretary)
    assert list(tmp_path.iterdir()) == []


def test_cancelled_packet_leaves_nothing_and_progress_ends_at_all(small: Any, tmp_path: Path) -> None:
    path, seen = tmp_path / "a.packet", []
    with pytest.raises(CancelledError):
        write_packet(path, small.manifest, small.content.__getitem__, small.secretary, lambda done, _: done < 1)
    assert list(tmp_path.iterdir()) == []
    report = lambda done, of: seen.append((done, of)) or True  # noqa: E731 - as short as a report can be
    write_packet(path, small.manifest, small.content.__getitem__, small.secretary, report)
    assert seen == [(0, 2), (1, 2), (2, 2)]
    with pytest.raises(FileError, match="already exists"):
        small.write(path)
