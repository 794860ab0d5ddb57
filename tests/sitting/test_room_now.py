"""What the secretary's page and the projector show of the room, and the acts behind one press."""

from collections.abc import Callable
from typing import Any

import pytest

from models.conflicts.declarations import Answer
from models.contest.profile_files import load_profile
from models.sitting.acts import Closed, ItemClosed, ItemOpened, MemberLeft, MemberReturned
from models.sitting.presence.agenda import AgendaItem
from models.sitting.presence.room_now import movement, opening_acts, room_now
from models.sitting.presence.spans import spans
from models.sitting.replay import replay
from models.sitting.state import Sitting, sitting

SIT_OUT = load_profile("zhas-2024").conflicts.model_copy(update={"consequence": "sit-out-application"})
ROW = [5, 5, 5, 5, 5]


@pytest.fixture
def contest(day: Callable[..., Any]) -> Any:
    """Six members; m1 sits B and C out, m2 sits C out."""
    made = day(dict.fromkeys("ABCD", 1), members=6, conflicts=SIT_OUT)
    own = {"m1": {"B", "C"}, "m2": {"C"}}
    for member in made.members:
        out = own.get(member, set())
        answers = dict.fromkeys(out, Answer.CONFLICT)
        made.hand_in(member, {code: ROW for code in "ABCD" if code not in out}, answers=answers)
    return made


def state_of(contest: Any) -> Sitting:
    return sitting(contest.manifest, contest.sheets, contest.acts)


def press(contest: Any) -> None:
    """Open the next item as the page does."""
    state = state_of(contest)
    at = state.acts[-1].at
    for act in opening_acts(state, room_now(state).ahead[0], at=at, by="s1"):
        contest.do(type(act), **act.model_dump(exclude={"at", "by", "kind"}))


def test_a_whole_agenda_by_one_press_an_item(contest: Any) -> None:
    before = room_now(state_of(contest))
    assert (before.item, before.number, before.quorum, before.may_open) == (None, 0, False, False)
    contest.open()
    now = room_now(state_of(contest))
    assert [one.applications for one in now.ahead] == [("A", "D"), ("B",), ("C",)]
    assert (now.exits, now.proven, now.leave, now.may_open) == (2, True, (), True)
    press(contest)
    press(contest)
    now = room_now(state_of(contest))
    assert (now.number, now.item.applications if now.item else ()) == (2, ("B",))
    assert (dict(now.out), now.leave, now.back, now.inside) == (
        {"m1": "conflict"},
        (),
        (),
        ("m2", "m3", "m4", "m5", "m6"),
    )
    assert (now.ahead[0].leave, now.ahead[0].back) == (("m2",), ())
    press(contest)
    contest.do(ItemClosed)
    now = room_now(state_of(contest))
    assert (now.ahead, now.back, now.may_open) == ((), ("m1", "m2"), False)
    assert [span.ending for span in now.done] == ["done", "done", "done"]
    for member in now.back:
        contest.do(MemberReturned, member=member)
    kinds = [type(act) for act in contest.acts[3:]]
    assert kinds.count(MemberLeft) == kinds.count(MemberReturned) == 2
    assert replay(contest.manifest, contest.sheets, contest.acts) == ()


def test_between_items_the_next_one_says_who_passes_the_door(contest: Any) -> None:
    contest.open()
    press(contest)
    contest.do(ItemClosed)
    now = room_now(state_of(contest))
    assert (now.item, now.leave, now.back) == (None, ("m1",), ())
    assert now.ahead[0].leave == ("m1",)


def test_an_item_without_quorum_is_not_offered(contest: Any) -> None:
    contest.open(absent=("m4", "m5", "m6"), chair="m3")
    press(contest)
    contest.do(ItemClosed)
    now = room_now(state_of(contest))
    assert (now.quorum, now.may_open, now.ahead[0].applications) == (True, False, ("B",))


def test_a_stopped_item_comes_again(contest: Any) -> None:
    contest.open(absent=("m4", "m5", "m6"), chair="m3")
    press(contest)
    contest.do(MemberLeft, member="m3", why="other")
    now = room_now(state_of(contest))
    assert now.stopped is not None
    assert (now.quorum, now.ahead[0].applications, now.may_open) == (False, ("A", "D"), False)
    assert now.back == ()  # m3 comes back when m3 does


def test_what_a_member_does_at_the_door(contest: Any) -> None:
    contest.open(absent=("m6",))
    at = contest.acts[-1].at

    def asked(member: str) -> tuple[str, str] | None:
        found = movement(state_of(contest), member, at=at, by="s1")
        return None if found is None else (found[0], getattr(found[1], "why", ""))

    assert asked("m6") is None
    assert asked("m1") == ("leaves", "other")
    contest.do(ItemOpened, applications=("B",))
    assert asked("m1") == ("leaves", "conflict")
    contest.do(MemberLeft, member="m1", why="conflict")
    assert asked("m1") == ("returns", "")


def test_a_closed_sitting_shows_its_room(contest: Any) -> None:
    contest.open()
    contest.acts.append(Closed(at=contest.acts[-1].at, by="s1"))
    assert room_now(state_of(contest)).item is None
    assert AgendaItem((), (), (), ()) not in room_now(state_of(contest)).ahead


def test_neighbours_are_told_as_a_span() -> None:
    every = ["A1", "A2", "A3", "A4", "B1", "B2"]
    assert spans(["A3", "A1", "A2", "B1", "B2"], every) == ("A1–A3", "B1", "B2")
    assert spans(every, every) == ("A1–A4", "B1", "B2")
    assert spans(["Z"], every) == ("Z",)
    assert spans([], every) == ()
