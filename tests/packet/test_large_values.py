"""Large values are read and written item by item: the same bytes, the same values, the same refusals."""

import json
from collections.abc import Callable

import pytest

from models.errors import FileError
from models.packet.files import open_packet
from models.packet.manifest import PacketManifest
from models.scoring.sheet_files import open_sheet
from models.scoring.sheets import Sheet
from models.values import Value, canonical_json
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
        (lambda data: data[:-40], "·"),
        (lambda data: data + b"x", "·"),
        (lambda data: data.replace(b'"applications":[', b'"applications":[7,', 1), "applications.0"),
    ],
)
def test_defects_are_named_by_their_place(values: list[Value], change: Callable[[bytes], bytes], said: str) -> None:
    sheet = values[1]
    assert isinstance(sheet, Sheet)
    with pytest.raises(FileError) as caught:
        Sheet.from_json(change(sheet.canonical()), name="x")
    assert [problem for problem in caught.value.problems if problem.startswith(said)]


def test_empty_lists_stay_empty(small: SmallSitting) -> None:
    none = small.manifest.model_copy(update={"applications": ()})
    assert PacketManifest.from_json(none.canonical(), name="x") == none
