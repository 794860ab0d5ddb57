"""The log of acts against the rules, once more at the end."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from models.conflicts.declarations import Answer
from models.errors import ScoringError
from models.scoring.marks import points
from models.scoring.sheet_files import open_sheet
from models.scoring.workspace.packets import remember_packet
from models.scoring.workspace.store import Workspace
from models.sitting.acts import (
    AttendanceTaken,
    Choice,
    ClashSettled,
    Closed,
    ConflictDecided,
    MarkReopened,
    Opened,
    Presence,
    Vote,
    WinnersNamed,
)
from models.sitting.held.room import Room, Taking
from models.sitting.replay import replay
from tools.small_sitting import SmallSitting, write_small_sitting

AT = datetime(2024, 5, 6, 9, 0, tzinfo=UTC)
FULL = [5, 5, 5, 5, 5]
EVERYONE = ("m1", "m2", "m3", "m4", "m5")


def votes(*members: str) -> tuple[Vote, ...]:
    return tuple(Vote(member=member, choice=Choice.FOR) for member in members)


def held(day: Callable[..., Any]) -> Any:
    contest = day({"A": 500_000, "B": 500_000})
    for member in contest.members:
        contest.hand_in(member, {"A": FULL, "B": [4] * 5})
    contest.open()
    contest.name({"A": 500_000})
    contest.do(Closed)
    return contest


def test_a_lawful_log_is_lawful_again(day: Callable[..., Any]) -> None:
    contest = held(day)
    assert replay(contest.manifest, contest.sheets, contest.acts) == ()
    assert replay(contest.manifest, contest.sheets, contest.acts[:2]) == ()


def test_every_act_against_the_rules_is_found_in_its_place(day: Callable[..., Any]) -> None:
    contest = held(day)
    acts = list(contest.acts)
    named = next(act for act in acts if isinstance(act, WinnersNamed))
    mark = MarkReopened(
        at=AT, by="s1", member="m2", application="B", criterion="C1", old=points(1), new=points(5), reason="x"
    )
    away = AttendanceTaken(at=AT, by="s1", presence=tuple((m, Presence.ABSENT) for m in contest.members))

    def found(*log: Any) -> list[tuple[int, str]]:
        return [(one.number, one.kind) for one in replay(contest.manifest, contest.sheets, log)]

    assert found(*acts[:3], named.model_copy(update={"votes": ()}), acts[4]) == [(4, "winners-named")]
    assert found(*acts[:3], mark, *acts[3:]) == [(4, "mark-reopened")]
    assert found(acts[0], away, acts[2], *acts[3:]) == [(3, "chair-elected"), (4, "winners-named"), (5, "closed")]
    assert found(*acts, named) == [(6, "winners-named")]
    assert found(*acts[1:]) == [(n, act.kind) for n, act in enumerate(acts[1:], 1)]
    (one,) = replay(contest.manifest, contest.sheets, [*acts, acts[0]])
    assert "an earlier sitting has it" in one.reason  # another number would open a further sitting
    assert "recorded" not in one.reason


def test_an_election_before_the_sheets_stays_lawful(day: Callable[..., Any]) -> None:
    contest = day({"A": 500_000})
    contest.open()
    for member in contest.members:
        answer = Answer.CONFLICT if member == "m5" else Answer.NO_CONFLICT
        contest.hand_in(member, {"A": FULL} if member != "m5" else {}, answers={"A": answer})
    assert replay(contest.manifest, contest.sheets, contest.acts) == ()


@pytest.fixture(scope="module")
def small_sitting(tmp_path_factory: pytest.TempPathFactory) -> SmallSitting:
    return write_small_sitting(tmp_path_factory.mktemp("contest"))


@pytest.fixture
def room(small_sitting: SmallSitting, tmp_path: Path) -> Iterator[Room]:
    with Workspace.create_or_open(tmp_path / "laptop", small_sitting.keys["s1"]) as workspace:
        packet = remember_packet(workspace, small_sitting.packet, at=AT)
        room = Room.open(workspace, packet.id)
        room.act(Opened(at=AT, by="s1", number="7", on=date(2024, 5, 6), place="Қонаев", form="mixed"))
        room.act(AttendanceTaken(at=AT, by="s1", presence=tuple((m, Presence.PRESENT) for m in EVERYONE)))
        yield room


def test_a_sheet_that_a_decision_could_not_stand_with_stays_out(room: Room, small_sitting: SmallSitting) -> None:
    by_name = {path.name: path for path in small_sitting.sheets}
    (unsure,) = [path for name, path in by_name.items() if name.startswith("m4")]
    room.take([path for path in small_sitting.sheets if path != unsure], at=AT)
    decided = ConflictDecided(at=AT, by="s1", member="m4", application="ALM-0011", conflict=False, reason="Туыс емес")
    room.act(decided)
    before = room.result()
    (answer,) = room.take([unsure], at=AT)
    assert (answer.taking, answer.member) == (Taking.REFUSED, "m4")
    assert "Act 3: The commission decides this conflict of interest by vote" in answer.reason
    assert room.result() == before
    room.act(decided.model_copy(update={"votes": votes("m1", "m2", "m3")}))
    assert [one.taking for one in room.take([unsure, unsure], at=AT)] == [Taking.TAKEN, Taking.ALREADY_THERE]
    assert replay(room.manifest, [one.sheet for one in room.sheets], room.acts) == ()


def test_a_sheet_that_takes_a_settled_clash_away_stays_out(room: Room, small_sitting: SmallSitting) -> None:
    room.take(small_sitting.sheets, at=AT)
    (clash,) = room.state.open_clashes
    room.act(
        ClashSettled(
            at=AT, by="s1", member=clash.member, application=clash.application, criterion=clash.criterion,
            mark=clash.marks[0], reason="Мүшенің сөзі",
        )
    )  # fmt: skip
    assert {one.taking for one in room.take(small_sitting.sheets, at=AT)} == {Taking.ALREADY_THERE}


def test_the_sitting_opens_only_one_packet_of_a_number(small_sitting: SmallSitting, tmp_path: Path) -> None:
    other = write_small_sitting(tmp_path / "other", many=9)
    with Workspace.create_or_open(tmp_path / "laptop", small_sitting.keys["s1"]) as workspace:
        kept = remember_packet(workspace, small_sitting.packet, at=AT)
        with pytest.raises(ScoringError, match="calls itself revision 1 as well"):
            remember_packet(workspace, other.packet, at=AT)
        room = Room.open(workspace, kept.id)
        known = {other.packet_id: 1}
        with pytest.raises(ScoringError, match="another packet that calls itself revision 1 as well"):
            open_sheet(other.sheets[0].read_bytes(), small_sitting.keys["s1"], room.manifest, kept.id, known=known)
