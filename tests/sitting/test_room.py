"""A sitting held over a real workspace: sheets in any order, acts kept, the result signed by the chair."""

from collections.abc import Callable, Iterator
from itertools import permutations
from pathlib import Path

import pytest

from models.errors import CancelledError, SealError, SittingError
from models.protocol.blocks import Text, say
from models.protocol.document import protocol
from models.scoring.workspace.packets import remember_packet
from models.scoring.workspace.store import Workspace
from models.sitting.acts import ChairElected, Closed, TieVoted, not_carried
from models.sitting.held.result_files import open_result
from models.sitting.held.room import Room, Taking
from models.sitting.replay import replay
from tools.small_day import AT, EVERYONE, first_day, votes
from tools.small_sitting import SmallSitting, write_small_sitting


@pytest.fixture(scope="module")
def small_sitting(tmp_path_factory: pytest.TempPathFactory) -> SmallSitting:
    return write_small_sitting(tmp_path_factory.mktemp("contest"))


@pytest.fixture
def opened(small_sitting: SmallSitting, tmp_path: Path) -> Iterator[Callable[..., Room]]:
    """Return what opens the sitting on a laptop: `opened("one", key="s1")`; again, the laptop goes on."""
    laptops: dict[str, Workspace] = {}

    def make(name: str = "one", key: str = "s1") -> Room:
        if name in laptops:
            laptops[name].close()
        laptops[name] = workspace = Workspace.create_or_open(tmp_path / name, small_sitting.keys[key])
        packet = remember_packet(workspace, small_sitting.packet, at=AT)
        return Room.open(workspace, packet.id)

    yield make
    for workspace in laptops.values():
        workspace.close()


def test_the_protocol_tells_what_came_after_a_look_at_what_the_result_hangs_on(
    opened: Callable[..., Room], small_sitting: SmallSitting
) -> None:
    room, (late, *others) = opened(), sorted(small_sitting.sheets, key=lambda path: "m2-r2" not in path.name)
    with pytest.raises(SittingError, match="Only the chair and the secretary"):
        room.look_at_aid("m4", at=AT)
    with pytest.raises(SittingError, match="Not all score sheets are handed in"):
        room.look_at_aid("s1", at=AT)
    room.take(others, at=AT)
    day = first_day(room)
    for act in day:
        if isinstance(act, TieVoted):
            break
        room.act(act)
    for _ in range(2):
        room.look_at_aid("s1", at=AT)
    assert [act.kind for act in room.acts].count("aid-opened") == 1
    assert b"aid-opened" not in b"".join(act.canonical() for act in room.acts[:-1])
    assert told_of_aid(room)[1].startswith("После этого ни один лист")
    assert [one.taking for one in room.take([late], at=AT)] == [Taking.TAKEN]
    assert "редакция 2; изменено баллов: 0" in told_of_aid(room)[1]
    room.act(act)
    room.act_all(day)
    assert replay(room.manifest, [one.sheet for one in room.sheets], room.acts) == ()
    room.look_at_aid("s1", at=AT)  # the sitting is closed: nothing can come late
    assert isinstance(room.acts[-1], Closed)
    assert "редакция 2; изменено баллов: 0" in told_of_aid(room, public=True)[1]


def told_of_aid(room: Room, *, public: bool = False) -> list[str]:
    paper = protocol(room.result(), fingerprint="ab" * 32, public=public)
    texts = [say(block.text, "ru") for block in paper.blocks if isinstance(block, Text)]
    first = next(n for n, text in enumerate(texts) if text.startswith("Вспомогательный расчёт"))
    return texts[first : first + 2]


def test_sheets_are_taken_in_any_order_and_any_number_of_times(
    opened: Callable[..., Room], small_sitting: SmallSitting
) -> None:
    first, second = opened("one"), opened("two", key="m1")
    assert first.state.merged.missing == EVERYONE
    taken = first.take(small_sitting.sheets, at=AT)
    assert [(one.taking, one.member, one.revision) for one in taken] == [
        (Taking.TAKEN, "m1", 1),
        (Taking.TAKEN, "m2", 1),
        (Taking.TAKEN, "m2", 2),
        (Taking.TAKEN, "m3", 1),
        (Taking.TAKEN, "m3", 1),
        (Taking.TAKEN, "m4", 1),
        (Taking.TAKEN, "m5", 1),
    ]
    before = first.result()
    again = first.take(small_sitting.sheets, at=AT)
    assert {one.taking for one in again} == {Taking.ALREADY_THERE}
    assert first.result() == before
    for one in reversed(small_sitting.sheets):
        second.take([one, one], at=AT)
    assert second.result() == before
    assert second.result().canonical() == before.canonical()


def test_refused_files_say_the_cure_and_change_nothing(
    opened: Callable[..., Room], small_sitting: SmallSitting, tmp_path: Path
) -> None:
    room = opened()
    whole = small_sitting.sheets[0].read_bytes()
    damaged, missing, foreign = tmp_path / "damaged.sheet", tmp_path / "gone.sheet", tmp_path / "other.sheet"
    damaged.write_bytes(whole[:-20])
    other = write_small_sitting(tmp_path / "other", many=9)
    foreign.write_bytes(other.sheets[0].read_bytes())
    answers = room.take([damaged, missing, foreign, small_sitting.sheets[0]], at=AT)
    assert [one.taking for one in answers] == [Taking.REFUSED] * 3 + [Taking.TAKEN]
    assert "damaged" in answers[0].reason
    assert "gone.sheet" in answers[1].reason
    assert "another packet of this contest" in answers[2].reason
    assert [one.sheet.member for one in room.sheets] == ["m1"]


@pytest.mark.parametrize("stop", [0, 2, 5])
def test_cancelling_takes_no_sheet(opened: Callable[..., Room], small_sitting: SmallSitting, stop: int) -> None:
    room = opened()
    room.take(small_sitting.sheets[:1], at=AT)
    before = room.sheets
    with pytest.raises(CancelledError):
        room.take(small_sitting.sheets, at=AT, report=lambda done, _of: done < stop)
    assert room.sheets == before == opened().sheets
    assert room.state.merged.missing == ("m2", "m3", "m4", "m5")
    assert {one.taking for one in room.take(small_sitting.sheets[1:], at=AT)} == {Taking.TAKEN}


def test_a_sitting_goes_on_where_the_laptop_stopped(opened: Callable[..., Room], small_sitting: SmallSitting) -> None:
    room = opened()
    room.take(small_sitting.sheets, at=AT)
    acts = first_day(room)
    for _ in range(3):
        room.act(next(acts))
    again = opened()
    assert again.acts == room.acts
    assert again.sheets == room.sheets
    assert again.outcome == room.outcome
    again.act_all(act for act in first_day(again) if act.kind == "conflict-decided")
    assert again.state.conflicts.left == {"m4"}


def test_a_refused_act_leaves_no_trace(opened: Callable[..., Room]) -> None:
    room = opened()
    early = ChairElected(at=AT, by="s1", chair="m1", votes=votes("m1", "m2", "m3"))
    with pytest.raises(SittingError, match="not open yet"):
        room.check(early)
    with pytest.raises(SittingError, match="not open yet"):
        room.act(early)
    assert room.acts == ()
    assert opened().acts == ()


def test_the_chair_signs_one_result_on_any_laptop(
    opened: Callable[..., Room], small_sitting: SmallSitting, tmp_path: Path
) -> None:
    digests, files = set(), set()
    for number, order in enumerate(list(permutations(small_sitting.sheets))[:: 5040 // 2]):
        room = opened(f"laptop{number}", key="s1" if number else "m1")
        room.take(order, at=AT)
        room.act_all(first_day(room))
        assert room.outcome.questions == ()
        assert room.closed
        path = tmp_path / f"{number}.result"
        with pytest.raises(SealError, match="elected chair"):
            room.write_result(path, small_sitting.keys["m1"])
        for stop in range(2):
            with pytest.raises(CancelledError):
                room.write_result(path, small_sitting.keys["m3"], report=lambda done, _of, stop=stop: done < stop)
            assert not path.exists()
        digests.add(room.write_result(path, small_sitting.keys["m3"]))
        files.add(path.read_bytes())
        assert open_result(path).result == room.result()
        with pytest.raises(CancelledError):
            open_result(path, report=lambda done, of: done < of)
    assert len(digests) == len(files) == 1


def test_nothing_is_taken_or_signed_out_of_turn(
    opened: Callable[..., Room], small_sitting: SmallSitting, tmp_path: Path
) -> None:
    room = opened()
    room.take(small_sitting.sheets[:-1], at=AT)
    with pytest.raises(SittingError, match="after the sitting is closed"):
        room.write_result(tmp_path / "early.result", small_sitting.keys["m3"])
    room.take(small_sitting.sheets[-1:], at=AT)
    for act in first_day(room):
        if isinstance(act, TieVoted):
            nobody = tuple(one.model_copy(update={"applications": ()}) for one in act.ballots)
            room.act(not_carried(act.model_copy(update={"ballots": nobody})))
            with pytest.raises(SittingError, match="already voted on this ranking"):
                room.take(small_sitting.sheets[:1], at=AT)
        room.act(act)
    with pytest.raises(SittingError, match="sitting is closed"):
        room.take(small_sitting.sheets[:1], at=AT)


def test_a_member_who_is_no_sheet_reader_is_told_so(opened: Callable[..., Room], small_sitting: SmallSitting) -> None:
    room = opened(key="m5")
    (answer,) = room.take([small_sitting.sheets[0]], at=AT)
    assert (answer.taking, answer.member) == (Taking.REFUSED, None)
    assert "not sealed to your key" in answer.reason


def test_people_stand_by_name_in_what_is_refused(opened: Callable[..., Room], small_sitting: SmallSitting) -> None:
    room = opened()
    room.take(small_sitting.sheets[:5], at=AT)
    acts = first_day(room)
    for _ in range(3):
        room.act(next(acts))
    with pytest.raises(SittingError) as refused:
        room.act(Closed(at=AT, by="s1"))
    assert "A score sheet is missing: Ким Елена Олеговна." in refused.value.problems
