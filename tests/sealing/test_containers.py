import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import FileError
from models.sealing.containers import Container, pack, read_all

ENTRIES = [("a.json", b"hello"), ("attachments/c.age", b"x" * 300), ("empty", b"")]


def content(data: bytes) -> dict[str, bytes]:
    container = Container(data, name="t.zip")
    return {name: container.read(name) for name in container.names}


def test_container_gives_back_what_was_packed_in_the_order_given() -> None:
    assert list(content(pack(ENTRIES)).items()) == ENTRIES


@given(st.dictionaries(st.from_regex(r"[a-z0-9]{1,8}(/[a-z]{1,5}\.json)?", fullmatch=True), st.binary(max_size=200)))
def test_container_survives_any_content_and_has_one_form(entries: dict[str, bytes]) -> None:
    packed = pack(entries.items())
    assert content(packed) == entries
    assert pack(entries.items()) == packed


def test_container_opens_with_the_usual_tool() -> None:
    with zipfile.ZipFile(io.BytesIO(pack(ENTRIES))) as archive:
        assert [(info.filename, archive.read(info)) for info in archive.infolist()] == ENTRIES


@pytest.mark.parametrize("mask", [0x01, 0x80, 0xFF])
def test_container_refuses_every_changed_byte(mask: int) -> None:
    packed = pack(ENTRIES)
    for place in range(len(packed)):
        broken = bytearray(packed)
        broken[place] ^= mask
        with pytest.raises(FileError):
            content(bytes(broken))


def test_container_refuses_every_cut_and_everything_added() -> None:
    packed = pack(ENTRIES)
    for length in range(len(packed)):
        with pytest.raises(FileError):
            content(packed[:length])
    for other in (packed + b"x", b"x" + packed, packed + packed):
        with pytest.raises(FileError):
            content(other)


def foreign(name: str, *, compression: int = zipfile.ZIP_STORED, times: int = 1) -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", compression) as archive:
        for _ in range(times):
            archive.writestr(name, b"0" * 100_000)
    return sink.getvalue()


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_container_refuses_what_other_programs_may_write() -> None:
    for data in (
        foreign("a", compression=zipfile.ZIP_DEFLATED),
        foreign("../a"),
        foreign("/a"),
        foreign("a", times=2),
        foreign("a"),
        b"",
        b"PK",
        b"PK\5\6" + bytes(18 + 1),
    ):
        with pytest.raises(FileError):
            content(data)


def test_container_refuses_to_name_what_it_could_not_read() -> None:
    for name in ("../a", "/a", "a/b/c", ".hidden", "", "a\\b"):
        with pytest.raises(ValueError, match="name"):
            pack([(name, b"")])
    with pytest.raises(ValueError, match="name"):
        pack([("a", b""), ("a", b"")])


def test_reading_is_bounded() -> None:
    container = Container(pack(ENTRIES), name="t.zip")
    with pytest.raises(FileError, match="too large"):
        container.read("attachments/c.age", at_most=299)
    with pytest.raises(FileError):
        container.read("no-such")
    with pytest.raises(FileError):
        read_all(container, lambda name: name != "empty", at_most=10_000)
    with pytest.raises(FileError):
        read_all(container, lambda _: True, at_most=304)
    assert read_all(container, lambda _: True, at_most=305) == dict(ENTRIES)
