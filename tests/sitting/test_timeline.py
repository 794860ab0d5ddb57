"""The course of a sitting: items, exits and returns, quorum by the minute, and what may not be voted on meanwhile."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.conflicts.declarations import Answer, Declaration
from models.contest.profile import Profile, Quorum
from models.contest.profile_files import load_profile
from models.errors import SittingError
from models.sitting.acts import (
    Act,
    AttendanceTaken,
    ChairElected,
    Choice,
    Closed,
    ConflictDecided,
    ItemClosed,
    ItemOpened,
    MemberLeft,
    MemberReturned,
    OpinionGiven,
    Presence,
    PutOut,
    Vote,
)
from models.sitting.checking.checks import check
from models.sitting.checking.voting import voter_list
from models.sitting.held.result_files import build_result
from models.sitting.minutes import minutes
from models.sitting.presence.timeline import out_of_room, timeline
from models.sitting.recusal.consequences import consequences
from models.sitting.replay import replay
from models.sitting.state import sitting

AT = datetime(2024, 5, 6, 9, 0, tzinfo=UTC)
BASE = load_profile("zhas-2024")
SIT_OUT = BASE.conflicts.model_copy(update={"consequence": "sit-out-application"})
ROW = [5, 5, 5, 5, 5]


def for_it(*members: str) -> tuple[Vote, ...]:
    return tuple(Vote(member=member, choice=Choice.FOR) for member in members)


def after(contest: Any, minutes: int, kind: type[Any], **values: Any) -> None:
    """Record an act that many minutes after the opening."""
    act = kind(at=AT + timedelta(minutes=minutes), by="s1", **values)
    check(act, sitting(contest.manifest, contest.sheets, contest.acts))
    contest.acts.append(act)


@pytest.fixture
def contest(day: Callable[..., Any]) -> Any:
    """Six members, three needed; m2 has a conflict about B, and all have scored everything else."""
    made = day({"A": 500_000, "B": 500_000}, grants=1, members=6, conflicts=SIT_OUT)
    for member in made.members:
        answers = {"B": Answer.CONFLICT} if member == "m2" else {}
        made.hand_in(member, {"A": ROW} if member == "m2" else {"A": ROW, "B": ROW}, answers=answers)
    made.open()
    return made


def state_of(contest: Any) -> Any:
    return sitting(contest.manifest, contest.sheets, contest.acts)


def test_who_is_out_has_no_vote_and_does_not_count(contest: Any) -> None:
    after(contest, 1, MemberLeft, member="m4", why="other", reason="телефон")
    state = state_of(contest)
    assert state.here == ("m1", "m2", "m3", "m5", "m6")
    assert [one.why_not for one in voter_list(state, ["B"])] == ["", "conflict", "", "out", "", ""]
    with pytest.raises(SittingError, match="out of the room"):
        after(contest, 2, ChairElected, chair="m1", votes=for_it("m1", "m3", "m4", "m5"))
    after(contest, 3, MemberReturned, member="m4")
    assert state_of(contest).here == tuple(contest.members)


def test_recused_are_out_before_the_vote_on_an_item(contest: Any) -> None:
    after(contest, 1, ItemOpened, applications=("B",))
    remove = {"application": "B", "remark": "disqualified", "reason": "x"}
    voters = for_it("m1", "m3", "m4", "m5", "m6")
    with pytest.raises(SittingError, match="Still in the room with a conflict of interest about this item: Мүше 2"):
        after(contest, 2, PutOut, votes=voters, **remove)
    after(contest, 3, MemberLeft, member="m2", why="conflict")
    with pytest.raises(SittingError, match="comes back when it is closed"):
        after(contest, 4, MemberReturned, member="m2")
    with pytest.raises(SittingError, match="outside the open item: A"):
        after(contest, 4, PutOut, votes=voters, **{**remove, "application": "A"})
    after(contest, 5, PutOut, votes=voters, **remove)
    with pytest.raises(SittingError, match="An item of the agenda is open still"):
        after(contest, 6, Closed)
    after(contest, 6, ItemClosed)
    after(contest, 7, MemberReturned, member="m2")
    assert replay(contest.manifest, contest.sheets, contest.acts) == ()


def test_a_list_voted_on_at_once_needs_no_items(contest: Any) -> None:
    after(contest, 1, PutOut, application="B", remark="withdrawn", reason="Өтініші")
    contest.acts[-1] = contest.acts[-1].model_copy(update={"at": AT})
    contest.name({"A": 500_000}, territory="almaty-region")
    contest.do(Closed)
    assert replay(contest.manifest, contest.sheets, contest.acts) == ()


def test_quorum_lost_in_the_middle_stops_the_item(contest: Any) -> None:
    after(contest, 1, ItemOpened, item="Қарау", applications=("A",))
    for minute, member in enumerate(("m2", "m3", "m4"), 2):
        after(contest, minute, MemberLeft, member=member, why="other")
    assert state_of(contest).item is not None  # 3 of 6 are not fewer than half
    after(contest, 5, MemberLeft, member="m5", why="other")
    assert state_of(contest).item is None
    remove = {"application": "A", "remark": "disqualified", "reason": "x"}
    with pytest.raises(SittingError, match=r"(?s)no quorum.*taking part: 2; needed: 3.*The rule: "):
        after(contest, 6, PutOut, votes=for_it("m1", "m6"), **remove)
    with pytest.raises(SittingError, match="no quorum"):
        after(contest, 6, ItemOpened, applications=("A",))
    with pytest.raises(SittingError, match="stopped by itself"):
        after(contest, 6, ItemClosed)
    assert any(question.kind == "no-quorum" for question in contest.outcome.questions)
    course = state_of(contest).timeline
    assert [(one.ending, one.ended_at) for one in course.items] == [("no-quorum", AT + timedelta(minutes=5))]
    assert course.treated == frozenset()
    told = minutes(contest.acts, contest.manifest, course)
    stopped = {one.number: one.what.split(". ", 1)[1] for one in told if "quorum is lost" in one.what}
    assert stopped == {len(contest.acts): "The quorum is lost, so this item stops here: Қарау: A."}
    result = build_result("p" * 64, contest.manifest, contest.sheets, contest.acts)
    assert minutes(result.acts, result.manifest, result.course) == told  # of a result that is opened, too
    at = course.at(AT + timedelta(minutes=4, seconds=59))
    assert at is not None
    assert (at.room, at.quorum) == (("m1", "m5", "m6"), True)
    after(contest, 7, MemberReturned, member="m5")
    with pytest.raises(SittingError, match="stopped because the quorum was lost"):
        after(contest, 8, PutOut, votes=for_it("m1", "m5", "m6"), **remove)
    after(contest, 8, ItemOpened, applications=("A",))
    after(contest, 9, ItemClosed)
    assert [one.ending for one in state_of(contest).timeline.items] == ["no-quorum", "done"]
    assert state_of(contest).timeline.treated == {"A"}


def test_attendance_taken_anew_brings_nobody_back(contest: Any) -> None:
    after(contest, 1, MemberLeft, member="m4", why="other")
    everyone = tuple((member, Presence.PRESENT) for member in contest.members)
    after(contest, 2, AttendanceTaken, presence=everyone)
    assert "m4" not in state_of(contest).here
    gone = tuple((m, Presence.ABSENT if m == "m4" else Presence.PRESENT) for m in contest.members)
    after(contest, 3, AttendanceTaken, presence=gone)
    assert state_of(contest).out == {}
    with pytest.raises(SittingError, match="did not leave the room"):
        after(contest, 4, MemberReturned, member="m4")
    with pytest.raises(SittingError, match="is not in the room"):
        after(contest, 4, MemberLeft, member="m4", why="other")


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({}, "neither a name nor an application"),
        ({"applications": ("Z",)}, "no application “Z”"),
        ({"applications": ("A", "A")}, "stands twice"),
    ],
)
def test_an_item_is_about_something(contest: Any, values: dict[str, Any], told: str) -> None:
    with pytest.raises(SittingError, match=told):
        after(contest, 1, ItemOpened, **values)


def test_one_item_at_a_time_and_a_reason_for_stopping(contest: Any) -> None:
    with pytest.raises(SittingError, match="No item is open"):
        after(contest, 1, ItemClosed)
    after(contest, 1, ItemOpened, applications=("A",))
    with pytest.raises(SittingError, match="open already"):
        after(contest, 2, ItemOpened, applications=("B",))
    with pytest.raises(SittingError, match="The reason is missing"):
        after(contest, 2, ItemClosed, ending="stopped")
    after(contest, 2, ItemClosed, ending="stopped", reason="Уақыт")
    assert state_of(contest).timeline.items[0].ending == "stopped"


def test_the_minutes_say_all_of_it(contest: Any) -> None:
    after(contest, 1, ItemOpened, item="1", applications=("A", "B"))
    after(contest, 2, MemberLeft, member="m2", why="conflict")
    after(contest, 3, MemberLeft, member="m3", why="other", reason="телефон")
    after(contest, 4, MemberReturned, member="m3")
    after(contest, 5, ItemClosed)
    said = [(one.what, one.reason) for one in minutes(contest.acts, contest.manifest)[3:]]
    assert said == [
        ("An item of the agenda was opened: 1: A, B.", ""),
        ("Left the room because of a conflict of interest: Мүше 2.", ""),
        ("Left the room: Мүше 3.", "телефон"),
        ("Came back into the room: Мүше 3.", ""),
        ("The item was closed.", ""),
    ]


def test_leaving_the_pool_takes_the_quorum_with_it(day: Callable[..., Any]) -> None:
    contest = day({"A": 1}, members=5)  # the profile: a conflict takes the member out of the commission
    contest.open(absent=("m4", "m5"))
    after(contest, 1, ItemOpened, applications=("A",))
    after(contest, 2, ConflictDecided, member="m3", application="A", conflict=True, reason="туыс")
    assert state_of(contest).item is None
    assert state_of(contest).timeline.now.room == ("m1", "m2")


MEMBERS = ("m1", "m2", "m3", "m4")
_member = st.sampled_from(MEMBERS)
_acts = st.lists(
    st.one_of(
        st.builds(lambda who: ("attend", who), st.tuples(*[st.sampled_from(Presence) for _ in MEMBERS])),
        st.tuples(st.just("left"), _member),
        st.tuples(st.just("back"), _member),
        st.tuples(st.just("open"), st.sampled_from("AB")),
        st.tuples(st.just("close"), st.none()),
        st.tuples(st.just("conflict"), st.tuples(_member, st.sampled_from("AB"), st.booleans())),
        st.tuples(st.just("said"), _member),
    ),
    max_size=15,
)


def built(number: int, kind: str, value: Any) -> Act:
    common: dict[str, Any] = {"at": AT + timedelta(minutes=number), "by": "s1"}
    match kind:
        case "attend":
            return AttendanceTaken(**common, presence=tuple(zip(MEMBERS, value, strict=True)))
        case "left":
            return MemberLeft(**common, member=value, why="other")
        case "back":
            return MemberReturned(**common, member=value)
        case "open":
            return ItemOpened(**common, applications=(value,))
        case "close":
            return ItemClosed(**common)
        case "conflict":
            return ConflictDecided(**common, member=value[0], application=value[1], conflict=value[2], reason="x")
        case _:
            return OpinionGiven(**common, member=value, text="x")


@given(_acts, st.booleans(), st.dictionaries(_member, st.sampled_from(Answer)), st.booleans())
def test_any_log_has_a_course(
    told: list[tuple[str, Any]], leave: bool, answers: dict[str, Answer], strictly: bool
) -> None:
    consequence = "leave-pool" if leave else "sit-out-application"
    rules: Profile = BASE.model_copy(
        update={
            "conflicts": BASE.conflicts.model_copy(update={"consequence": consequence}),
            "quorum": Quorum(strictly=strictly),
        }
    )
    declared = {member: (Declaration(application="A", answer=answer),) for member, answer in answers.items()}
    acts = [built(number, kind, value) for number, (kind, value) in enumerate(told)]
    course = timeline(acts, MEMBERS, rules, declared)
    for one in course.instants:
        before = acts[: one.number]
        left = consequences(declared, before, rules.conflicts, MEMBERS).left
        presence = next((dict(a.presence) for a in reversed(before) if isinstance(a, AttendanceTaken)), {})
        out = out_of_room(before)
        here = {m for m in MEMBERS if presence.get(m, Presence.ABSENT) is not Presence.ABSENT}
        assert set(one.room) == here - left - set(out)
        assert one.quorum == (len(one.room) >= (3 if strictly else 2))
        assert not (one.stopped and (one.quorum or one.item))
        assert course.at(one.at) == one
    for earlier, later in pairwise(course.instants):
        skipped = acts[earlier.number : later.number - 1]
        assert all(isinstance(act, OpinionGiven | ConflictDecided) for act in skipped)
    # a longer log never changes what was: what is written into the minutes stays
    for number in range(len(acts)):
        shorter = timeline(acts[:number], MEMBERS, rules, declared).instants
        assert shorter == course.instants[: len(shorter)]
