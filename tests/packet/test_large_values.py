"""Large values are read and written item by item: the same bytes, the same values, the same refusals."""

import json
import pickle
from collections.abc import Callable
from pathlib import Path

import pytest

from models.errors import FileError
from models.packet.files import open_packet, write_packet
from models.packet.manifest import PacketManifest
from models.scoring.sheet_files import open_sheet
from models.scoring.sheets import Sheet
from models.values import Value, canonical_json, sha256
from tools.small_sitting import SmallSitting, write_small_sitting


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> SmallSitting:
    return write_small_sitting(tmp_path_factory.mktemp("sitting"), many=5, few=3)


@pytest.fixture(scope="module")
def values(small: SmallSitting) -> list[Value]:
    packet = open_packet(small.packet, small.keys["s1"])
    sheet = open_sheet(small.sheets[0].read_bytes(), small.keys["s1"], small.manifest, small.packet_id).sheet
    return [small.manifest, sheet, packet.header]


def test_bytes_are_those_of_the_whole(values: list[Value]) -> None:
    for value in values:
        assert value.canonical() == canonical_json(value.model_dump(mode="json"))


def test_reading_gives_the_same_value(values: list[Value]) -> None:
    for value in values:
        assert type(value).from_json(value.canonical(), name="x") == value


def test_other_layout_is_read_whole(values: list[Value]) -> None:
    for value in values:
        spread = json.dumps(value.model_dump(mode="json"), indent=1).encode()
        assert type(value).from_json(spread, name="x") == value


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            lambda data: data.replace(b'"declarations":[{', b'"declarations":[{"foreign":1,', 1),
            "declarations.0.foreign",
        ),
        (lambda data: data.replace(b'"revision":1', b'"revision":"?"', 1), "revision"),
        (lambda data: data.replace(b'"applications":[', b'"applications":[7,', 1), "applications.0"),
    ],
)
def test_defects_are_named_by_their_place(values: list[Value], change: Callable[[bytes], bytes], said: str) -> None:
    sheet = values[1]
    assert isinstance(sheet, Sheet)
    with pytest.raises(FileError) as caught:
        Sheet.from_json(change(sheet.canonical()), name="x")
    assert [problem for problem in caught.value.problems if problem.startswith(said)]


@pytest.mark.parametrize("change", [lambda data: data[:-40], lambda data: data + b"x"])
def test_broken_bytes_are_refused_without_the_words_of_a_parser(
    values: list[Value], change: Callable[[bytes], bytes]
) -> None:
    with pytest.raises(FileError) as caught:
        Sheet.from_json(change(values[1].canonical()), name="x")
    assert caught.value.problems == ()


def test_empty_lists_stay_empty(small: SmallSitting) -> None:
    none = small.manifest.model_copy(update={"applications": ()})
    assert PacketManifest.from_json(none.canonical(), name="x") == none


def test_digest_is_remembered_by_the_value_and_by_no_changed_copy(values: list[Value]) -> None:
    for value in values:
        fresh = type(value).from_json(value.canonical(), name="x")
        assert value.digest() == value.digest() == sha256(value.canonical())
        assert fresh == value
        assert fresh.canonical() == value.canonical()
        assert pickle.loads(pickle.dumps(value)) == value
        changed = value.model_copy(update={"revision": 9})
        assert changed.digest() == sha256(changed.canonical()) != value.digest()


def test_copy_keeps_nothing_that_was_computed(small: SmallSitting) -> None:
    header = open_packet(small.packet, small.keys["s1"]).header
    assert header.entry_by_name
    assert header.model_copy(update={"entries": ()}).entry_by_name == {}


def test_packet_opens_in_its_copy_and_in_no_other_file(small: SmallSitting, tmp_path: Path) -> None:
    packet, data = open_packet(small.packet, small.keys["s1"]), small.packet.read_bytes()
    copy = tmp_path / "copy.packet"
    copy.write_bytes(data)
    same = packet.in_copy(copy)
    assert (same.path, same.id, same.manifest) == (copy, packet.id, packet.manifest)
    same.check_all()
    place = data.index(b"manifest.age") + 2_000
    copy.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
    with pytest.raises(FileError):
        packet.in_copy(copy)
    other = small.manifest.model_copy(update={"revision": 2, "previous": packet.id})
    write_packet(copy, other, dict[str, bytes]().__getitem__, small.keys["s1"], replace=True)
    with pytest.raises(FileError):
        packet.in_copy(copy)
