"""A further sitting over a signed result: on another laptop, without the packet, to the same bytes."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from shutil import copytree

import pytest

from models.errors import SittingError
from models.protocol.verification import verify
from models.scoring.workspace.packets import remember_packet
from models.scoring.workspace.store import Workspace
from models.sitting.acts import Closed, Opened
from models.sitting.held.result_files import OpenResult, build_result, open_result
from models.sitting.held.room import Room
from models.sitting.outcome import Standing
from models.sitting.sessions import sessions
from models.sitting.trying.trials import Tried, put_out
from tools.small_day import AT, LATER, first_day, further_day
from tools.small_sitting import SmallSitting, write_small_sitting


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> SmallSitting:
    return write_small_sitting(tmp_path_factory.mktemp("contest"))


@pytest.fixture(scope="module")
def held(small: SmallSitting, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the laptop on which the first sitting was held, with its signed result beside it."""
    folder = tmp_path_factory.mktemp("held") / "one"
    with Workspace.create_or_open(folder, small.keys["s1"]) as workspace:
        room = Room(workspace, remember_packet(workspace, small.packet, at=AT))
        room.take(small.sheets, at=AT)
        room.act_all(first_day(room))
        room.write_result(folder.with_name("first.result"), small.keys["m3"])
    return folder


@pytest.fixture(scope="module")
def first(held: Path) -> OpenResult:
    return open_result(held.with_name("first.result"))


@pytest.fixture
def laptop(small: SmallSitting, held: Path, tmp_path: Path) -> Iterator[Callable[..., Workspace]]:
    """Return what opens a laptop's workspace, closing it first where it is open; "one" held the first sitting."""
    laptops: dict[str, Workspace] = {}
    copytree(held, tmp_path / "one")

    def make(name: str, key: str = "s1") -> Workspace:
        if name in laptops:
            laptops[name].close()
        laptops[name] = Workspace.create_or_open(tmp_path / name, small.keys[key])
        return laptops[name]

    yield make
    for workspace in laptops.values():
        workspace.close()


def test_two_laptops_come_to_the_same_second_result(
    first: OpenResult, small: SmallSitting, laptop: Callable[..., Workspace], tmp_path: Path
) -> None:
    files = []
    for name, key in (("one", "s1"), ("two", "m1"), ("two", "m1")):
        room = Room.further(laptop(name, key), first, at=LATER)
        if not room.state.session.further:
            assert room.closed
            assert room.result() == first.result
            room.act_all(further_day(room))
        path = tmp_path / f"second-{len(files)}.result"
        room.write_result(path, small.keys["m3"])
        files.append(path)
    assert len({path.read_bytes() for path in files}) == 1
    second = open_result(files[0])
    assert second.unlawful == ()
    assert second.result.acts[: len(first.result.acts)] == first.result.acts
    assert second.result.sheets == first.result.sheets
    assert sessions(second.result.acts)[1].earlier_head == first.result.log
    standings = {
        line.application: line.standing for table in second.result.outcome.territories for line in table.lines
    }  # fmt: skip
    gone = sessions(second.result.acts)[1].left[0].application
    assert standings[gone] is Standing.OUT
    assert sum(standing is Standing.WINNER for standing in standings.values()) == 8
    findings = verify([files[0]])
    assert [finding.checked for finding in findings if finding.holds is False] == []
    third = Room.further(laptop("three"), second, at=LATER)
    assert third.result() == second.result


def test_a_laptop_keeps_what_was_signed_last(
    first: OpenResult, small: SmallSitting, laptop: Callable[..., Workspace], tmp_path: Path
) -> None:
    room = Room.further(laptop("two"), first, at=LATER)
    assert room.signed() == first
    day = further_day(room)
    room.act(next(day))
    assert room.signed() is None
    room.act_all(day)
    assert (room.closed, room.signed()) == (True, None)
    room.write_result(tmp_path / "second.result", small.keys["m3"])
    second = open_result(tmp_path / "second.result")
    room.keep_signed(second)
    assert Room.further(laptop("two"), first, at=LATER).signed() == second  # the older result takes no place of it


def test_a_further_sitting_goes_on_where_the_laptop_stopped(
    first: OpenResult, laptop: Callable[..., Workspace]
) -> None:
    room = Room.further(laptop("two"), first, at=LATER)
    acts = list(further_day(room))
    room.act_all(acts[:4])
    again = Room.further(laptop("two"), first, at=LATER)
    assert again.acts == room.acts
    assert again.state.session.opened is not None
    with pytest.raises(SittingError, match="already voted on this ranking"):
        again.take([], at=LATER)


def test_a_result_that_this_laptop_contradicts_is_refused(
    first: OpenResult, small: SmallSitting, laptop: Callable[..., Workspace], tmp_path: Path
) -> None:
    workspace = laptop("other")
    room = Room(workspace, remember_packet(workspace, small.packet, at=AT))
    room.take(small.sheets[:2], at=AT)
    opening = next(act for act in first.result.acts if isinstance(act, Opened))
    room.act(opening.model_copy(update={"number": "9"}))
    with pytest.raises(SittingError, match="another course of the same sitting"):
        Room.further(workspace, first, at=LATER)
    assert len(Room.open(workspace, small.packet_id).acts) == 1
    assert len(Room.open(workspace, small.packet_id).sheets) == 2


def test_a_result_that_contradicts_its_packet_is_refused_where_the_packet_is_known(
    first: OpenResult, laptop: Callable[..., Workspace]
) -> None:
    contest = first.result.manifest.contest
    more = tuple((territory, number + 1) for territory, number in contest.grants)
    forgeries = [{"grants": more}, {"id": contest.id[::-1]}]
    for forged in forgeries:
        manifest = first.result.manifest.model_copy(update={"contest": contest.model_copy(update=forged)})
        result = build_result(first.result.packet, manifest, [one.sheet for one in first.sheets], first.result.acts)
        with pytest.raises(SittingError, match="contradicts the packet that it names"):
            Room.further(laptop("one"), replace(first, result=result), at=LATER)
    assert Room.further(laptop("one"), first, at=LATER).result() == first.result


def test_trials_are_never_in_the_result(first: OpenResult, laptop: Callable[..., Workspace]) -> None:
    room = Room.further(laptop("one"), first, at=LATER)
    code = room.outcome.territories[0].lines[0].application
    room.trials.keep("x", Tried(acts=(put_out(code, "withdrawn"),)))
    (trial,) = room.trials.compare(room.state)
    assert trial.found is not None
    assert code in trial.found.lost
    assert room.result() == first.result
    assert Room.further(laptop("one"), first, at=LATER).trials.names == ()
    assert isinstance(room.acts[-1], Closed)
