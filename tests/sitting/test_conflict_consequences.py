"""Both consequences of a conflict, by hand and as laws; the result with and without; decisions that came along."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.conflicts.declarations import Answer, Declaration
from models.conflicts.pinned import PinnedConflict
from models.contest.profile import ConflictRule
from models.errors import SittingError
from models.packet.manifest import PacketManifest
from models.scoring.marks import RECUSED
from models.sitting.acts import Choice, ConflictDecided, NoPartStated, TieVoted, Vote
from models.sitting.checking.voting import check_votes
from models.sitting.recusal.consequences import under_decisions
from models.sitting.recusal.declared import declared
from models.sitting.recusal.with_without import with_and_without
from models.sitting.state import sitting

MARKS = {
    "m1": {"A": 25, "B": 20, "C": 10},
    "m2": {"A": 20, "B": 20, "C": 15},
    "m3": {"A": 5, "B": 20, "C": 20},
    "m4": {"A": 20, "B": 15, "C": 20},
    "m5": {"A": 20, "B": 15, "C": 20},
}


def row(total: int) -> list[int]:
    return [total // 5] * 5


def rule(consequence: str) -> ConflictRule:
    return ConflictRule(kinds=(), consequence=consequence, point="12-тармақ / пункт 12")  # type: ignore[arg-type]


def held(day: Callable[..., Any], consequence: str, **more: Any) -> Any:
    contest = day({"A": 1, "B": 1, "C": 1}, grants=1, conflicts=rule(consequence), **more)
    for member, marks in MARKS.items():
        contest.hand_in(member, {code: row(total) for code, total in marks.items()})
    return contest


def state_of(contest: Any) -> Any:
    return sitting(contest.manifest, contest.sheets, contest.acts)


def others(contest: Any, *without: str) -> tuple[Vote, ...]:
    return tuple(Vote(member=one, choice=Choice.FOR) for one in contest.members if one not in without)


def totals(outcome: Any) -> dict[str, tuple[str, int]]:
    return {code: (outcome.line(code).shown, outcome.line(code).number_of_marks) for code in "ABC"}


def pinned(person: str, application: str, *, conflict: bool) -> PinnedConflict:
    return PinnedConflict(
        person=person, application=application, conflict=conflict, reason="шешім", by="Хатшы",
        at="2024-05-01T09:00:00Z",
    )  # type: ignore[arg-type]  # fmt: skip


def deciding(contest: Any, *decisions: PinnedConflict) -> Any:
    manifest: PacketManifest = contest.manifest.model_copy(update={"decisions": decisions})
    return replace(contest, manifest=manifest)


def test_leaving_the_pool_takes_every_mark_of_the_member_out_of_every_total(day: Callable[..., Any]) -> None:
    contest = held(day, "leave-pool")
    assert totals(contest.outcome) == {"A": ("90", 5), "B": ("90", 5), "C": ("85", 5)}
    contest.open()
    contest.do(
        ConflictDecided, member="m3", application="A", conflict=True, reason="ағасы", votes=others(contest, "m3")
    )
    assert totals(contest.outcome) == {"A": ("85", 4), "B": ("70", 4), "C": ("65", 4)}
    assert contest.outcome.territories[0].comparable
    assert contest.outcome.attendance.left == ("m3",)
    assert contest.sheets[2].applications[0].total == 5  # the sheet keeps what it said


def test_sitting_out_takes_one_cell_out_and_the_panels_are_not_comparable(day: Callable[..., Any]) -> None:
    contest = held(day, "sit-out-application")
    contest.open()
    contest.do(
        ConflictDecided, member="m3", application="A", conflict=True, reason="ағасы", votes=others(contest, "m3")
    )
    assert totals(contest.outcome) == {"A": ("85", 4), "B": ("90", 5), "C": ("85", 5)}
    assert not contest.outcome.territories[0].comparable
    assert ("unequal-panel", ("A",)) in {(q.kind, q.applications) for q in contest.outcome.questions}
    assert contest.outcome.attendance.left == ()


def test_quorum_counts_those_who_stayed(day: Callable[..., Any]) -> None:
    contest = held(day, "leave-pool")
    contest.open(absent=["m4", "m5"])
    assert (contest.outcome.attendance.needed, contest.outcome.attendance.valid) == (3, True)
    contest.do(ConflictDecided, member="m3", application="A", conflict=True, reason="ағасы")
    assert (contest.outcome.attendance.needed, contest.outcome.attendance.valid) == (3, False)
    with pytest.raises(SittingError, match="no quorum"):
        contest.name({"A": 1}, voters=["m1", "m2"])


def test_who_is_recused_votes_on_nothing_of_it_and_hears_the_rule(day: Callable[..., Any]) -> None:
    contest = held(day, "sit-out-application")
    contest.open()
    contest.do(
        ConflictDecided, member="m3", application="A", conflict=True, reason="ағасы", votes=others(contest, "m3")
    )
    with pytest.raises(SittingError, match=r"has a conflict of interest here.*пункт 12"):
        check_votes(state_of(contest), others(contest), ["A"])
    check_votes(state_of(contest), others(contest), ["B"])
    check_votes(state_of(contest), others(contest, "m3"), ["A", "B"])


@pytest.mark.parametrize("consequence", ["leave-pool", "sit-out-application"])
def test_nobody_in_conflict_votes_on_a_tie_of_that_application(day: Callable[..., Any], consequence: str) -> None:
    contest = day({"A": 1, "B": 1}, grants=1, conflicts=rule(consequence))
    for member in MARKS:
        contest.hand_in(member, {"A": row(20), "B": row(20)})
    contest.open()
    contest = deciding(contest, pinned("m3", "B", conflict=True))
    if consequence == "sit-out-application":
        assert not contest.outcome.territories[0].comparable
        return
    with pytest.raises(SittingError, match="has a conflict of interest here"):
        contest.tie(["A", "B"], 1, {m: ["A"] for m in contest.members})
    contest.tie(["A", "B"], 1, {m: ["A"] for m in contest.members if m != "m3"})
    assert contest.outcome.line("A").standing == "proposed"
    assert len(state_of(contest).all(TieVoted)[0].ballots) == 4


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    conflicts=st.sets(st.tuples(st.sampled_from(sorted(MARKS)), st.sampled_from("ABC")), max_size=6),
    consequence=st.sampled_from(["leave-pool", "sit-out-application"]),
    declare=st.booleans(),
)
def test_totals_are_the_sum_of_the_marks_that_are_left(
    day: Callable[..., Any], conflicts: set[tuple[str, str]], consequence: str, declare: bool
) -> None:
    contest = held(day, consequence)
    if declare:
        contest.sheets = [
            contest.sheet(
                member,
                {c: [RECUSED] * 5 if (member, c) in conflicts else row(total) for c, total in marks.items()},
                answers={code: Answer.CONFLICT for who, code in conflicts if who == member},
            )
            for member, marks in MARKS.items()
        ]
    else:
        contest = deciding(contest, *(pinned(*pair, conflict=True) for pair in sorted(conflicts)))
    left = {member for member, _ in conflicts} if consequence == "leave-pool" else set()
    for code in "ABC":
        expected = [m[code] for who, m in MARKS.items() if who not in left and (who, code) not in conflicts]
        line = contest.outcome.line(code)
        assert line.number_of_marks == len(expected)
        assert line.total == (sum(expected) if expected else None) or len(expected) < 1
    assert state_of(contest).conflicts.left == left


@pytest.mark.parametrize("consequence", ["leave-pool", "sit-out-application"])
@pytest.mark.parametrize("known", ["declared", "decided", "pinned", "not yet"])
def test_with_and_without_are_the_same_however_it_became_known(
    day: Callable[..., Any], consequence: str, known: str
) -> None:
    contest = held(day, consequence)
    plain = contest.outcome
    contest.open()
    if known == "declared":
        first = contest.sheets[2]
        contest.hand_in(
            "m3", {"A": [RECUSED] * 5, "B": row(20), "C": row(20)}, answers={"A": Answer.CONFLICT},
            revision=2, previous=first.digest(), correction="білдім",
        )  # fmt: skip
    if known == "decided":
        contest.do(
            ConflictDecided, member="m3", application="A", conflict=True, reason="x", votes=others(contest, "m3")
        )
    if known == "pinned":
        contest = deciding(contest, pinned("m3", "A", conflict=True))
    both = with_and_without(state_of(contest), "m3", "A")
    assert both.marks_given
    assert totals(both.with_marks) == totals(plain)
    if consequence == "leave-pool":
        assert totals(both.without_marks) == {"A": ("85", 4), "B": ("70", 4), "C": ("65", 4)}
        assert [one.application for one in both.differences] == ["A", "B", "C"]
        assert both.ways == ()
    else:
        assert totals(both.without_marks) == {"A": ("85", 4), "B": ("90", 5), "C": ("85", 5)}
        assert [one.way.value for one in both.ways]
    assert both.differences[0].totals == ("90", "85")
    assert both.differences[0].numbers_of_marks == (5, 4)


def test_with_and_without_tells_who_would_win(day: Callable[..., Any]) -> None:
    contest = day({"A": 1, "B": 1}, grants=1, conflicts=rule("leave-pool"))
    for member, marks in MARKS.items():
        contest.hand_in(member, {"A": row(marks["A"]), "B": row(25 if member == "m3" else 15)})
    contest.open()
    both = with_and_without(state_of(contest), "m3", "B")
    # with: A 90, B 85; without m3: A 85, B 60
    assert (both.gained, both.lost, both.changes_winners) == ((), (), False)
    contest.name({"A": 1})
    both = with_and_without(state_of(contest), "m1", "A")
    # without m1: A 65, B 70
    assert (both.gained, both.lost, both.named) == (("B",), ("A",), ("A",))
    with pytest.raises(SittingError):
        with_and_without(state_of(contest), "m9", "A")


def test_a_decision_that_came_along_is_asked_by_nobody(day: Callable[..., Any]) -> None:
    contest = held(day, "sit-out-application")
    contest.sheets[1] = contest.sheet("m2", {c: row(20) for c in "BC"}, answers={"A": Answer.NOT_SURE})
    assert ("conflict-unsure", "m2") in {(q.kind, q.member) for q in contest.outcome.questions}
    free = deciding(contest, pinned("m2", "A", conflict=False))
    assert "conflict-unsure" not in {q.kind for q in free.outcome.questions}
    barred = deciding(contest, pinned("m2", "A", conflict=True))
    assert ("m2", "A") in state_of(barred).conflicts.recused
    (shown,) = declared(state_of(barred))
    assert (shown.decided, shown.waits, shown.earlier) == (True, False, pinned("m2", "A", conflict=True))
    barred.open()
    with pytest.raises(SittingError, match="by vote"):
        barred.do(ConflictDecided, member="m2", application="A", conflict=False, reason="қате")
    barred.do(ConflictDecided, member="m2", application="A", conflict=False, reason="қате", votes=others(barred, "m2"))
    assert state_of(barred).conflicts.recused == frozenset()


answers = st.sampled_from(list(Answer))


@given(
    said=st.dictionaries(st.sampled_from("ABC"), answers),
    made=st.dictionaries(st.sampled_from("ABC"), st.booleans()),
)
def test_a_decision_answers_doubt_and_silence_and_a_declared_conflict_stays(
    said: dict[str, Answer], made: dict[str, bool]
) -> None:
    given_ = {"m1": tuple(Declaration(application=code, answer=one) for code, one in sorted(said.items()))}
    decisions = [pinned("m1", code, conflict=conflict) for code, conflict in made.items()]
    found = {one.application: one.answer for one in under_decisions(given_, decisions)["m1"]}
    assert found.keys() == said.keys() | made.keys()
    for code, answer in found.items():
        if code not in made:
            assert answer is said[code]
        elif made[code] or said.get(code) is Answer.CONFLICT:
            assert answer is Answer.CONFLICT
        else:
            assert answer is Answer.NO_CONFLICT
    once = under_decisions(given_, decisions)
    assert under_decisions(once, decisions) == once


def test_the_second_statement_names_what_the_member_was_recused_from(day: Callable[..., Any]) -> None:
    contest = held(day, "leave-pool")
    contest.open()
    contest = deciding(contest, pinned("m3", "A", conflict=True), pinned("m3", "C", conflict=True))
    with pytest.raises(SittingError, match=r"A, C.*пункт 12"):
        contest.do(NoPartStated, member="m3", applications=("A",))
    with pytest.raises(SittingError, match="nothing to state"):
        contest.do(NoPartStated, member="m1", applications=("A",))
    contest.do(NoPartStated, member="m3", applications=("A", "C"))
