"""People with bad will at a sitting: forged further sittings, votes of the recused, decisions undone in silence."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from typing import Any

import pytest

from models.conflicts.declarations import Answer
from models.contest.counting import Unequal
from models.contest.profile import ConflictRule, WinnersRule
from models.errors import SittingError
from models.scoring.marks import NOT_GIVEN, points
from models.sitting.acts import (
    Act,
    AdditionalPointsGiven,
    AttendanceTaken,
    Award,
    ChairElected,
    Choice,
    Closed,
    ConflictDecided,
    LotDrawn,
    LotPart,
    MarkReopened,
    MemberLeft,
    NextNamed,
    Opened,
    Presence,
    PutOut,
    TieVoted,
    Vote,
    WayChosen,
    WinnerLeft,
    WinnersNamed,
)
from models.sitting.chain import head
from models.sitting.compute import compute
from models.sitting.replay import replay
from models.sitting.robustness.answer import would_it_change
from models.sitting.sessions import decided_by
from models.sitting.state import sitting
from models.sitting.table import outcome

LATER = datetime(2024, 5, 20, 9, 0, tzinfo=UTC)
COMMON: dict[str, Any] = {"at": LATER, "by": "s1"}
MEAN = {"unequal": (Unequal.MEAN_OF_VALID,)}


def votes(*members: str) -> tuple[Vote, ...]:
    return tuple(Vote(member=member, choice=Choice.FOR) for member in members)


def scored(day: Callable[..., Any], totals: dict[str, int], **more: Any) -> Any:
    contest = day(dict.fromkeys(totals, 300), **more)
    for member in contest.members:
        contest.hand_in(
            member, {code: [total // 5 + (n < total % 5) for n in range(5)] for code, total in totals.items()}
        )
    contest.open()
    return contest


@pytest.fixture
def lawful(day: Callable[..., Any]) -> Any:
    """Return two sittings: A wins at the first, leaves at the second, B follows."""
    contest = scored(day, {"A": 25, "B": 24, "C": 23, "D": 22}, grants=1, winners=WinnersRule())  # savings are kept
    contest.name({"A": 300})
    contest.do(Closed)
    territory = contest.manifest.contest.territories[0].code
    contest.acts += [
        Opened(**COMMON, number="2", on=LATER.date(), place="Қонаев", form="in-person"),
        AttendanceTaken(**COMMON, presence=tuple((m, Presence.PRESENT) for m in contest.members)),
        ChairElected(**COMMON, chair="m2", votes=votes(*contest.members)),
        WinnerLeft(**COMMON, application="A", how="withdrew", basis="Өтініш", on=date(2024, 5, 17)),
        NextNamed(
            **COMMON, territory=territory, awards=(Award(application="B", awarded=300),), instead_of=("A",),
            votes=votes(*contest.members),
        ),
        Closed(**COMMON),
    ]  # fmt: skip
    assert replay(contest.manifest, contest.sheets, contest.acts) == ()
    return contest


def unlawful(contest: Any, acts: Sequence[Act]) -> list[tuple[int, str]]:
    return [(one.number, one.kind) for one in replay(contest.manifest, contest.sheets, acts)]


def test_every_forgery_of_a_further_sitting_is_found(lawful: Any) -> None:
    acts = tuple(lawful.acts)
    first = next(n for n, act in enumerate(acts) if isinstance(act, Closed)) + 1
    territory = lawful.manifest.contest.territories[0].code
    before, (opened, there, chair, left, following, closed) = acts[:first], acts[first:]

    def named(code: str, **more: Any) -> Act:
        given = {"awards": (Award(application=code, awarded=300),), "votes": votes(*lawful.members), **more}
        return NextNamed(**COMMON, territory=territory, **given)

    def second(*middle: Act) -> list[tuple[int, str]]:
        return [(number - first, kind) for number, kind in unlawful(lawful, (*before, opened, there, chair, *middle))]

    assert unlawful(lawful, (*before[:-1], opened, there, chair, left, following, closed))  # Closed is left out
    assert unlawful(lawful, (*before, there, chair, left, following, closed))  # the opening is
    assert second(left.model_copy(update={"application": "C", "how": "contract-failed"})) == [(4, "winner-left")]
    assert second(left, left) == [(5, "winner-left")]
    assert second(following) == [(4, "next-named")]  # nobody left
    assert second(left, following, following) == [(5 + 1, "next-named")]
    assert second(left, named("C", instead_of=("A",))) == [(5, "next-named")]  # out of order, no reason
    assert second(left, named("A", instead_of=("A",))) == [(5, "next-named")]
    assert second(left, named("B"), named("C", instead_of=("A",), reason="–")) == [(6, "next-named")]
    hidden: list[Act] = [
        MarkReopened(
            **COMMON, member="m1", application="B", criterion="C1", old=points(5), new=points(1), reason="–"
        ),
        PutOut(**COMMON, application="B", remark="withdrawn", reason="–"),
        AdditionalPointsGiven(**COMMON, application="D", points=5, ground="–"),
        WinnersNamed(
            **COMMON, territory=territory, awards=(Award(application="D", awarded=300),),
            votes=votes(*lawful.members), reason="–",
        ),
        TieVoted(**COMMON, territory=territory, tied=("B", "C"), places=1, ballots=()),
        LotDrawn(
            **COMMON, territory=territory, tied=("B", "C"), places=1, draw=1, order=("C", "B"),
            parts=(LotPart(person="m1", number="1"), LotPart(person="m2", number="2")),
        ),
    ]  # fmt: skip
    for act in hidden:
        assert (4, act.kind) in second(act, left, following, closed)
    for number in range(len(before)):
        changed = before[number].model_copy(update={"at": before[number].at.replace(microsecond=1)})
        assert head((*before[:number], changed, *before[number + 1 :])) != head(before)


def test_a_conflict_found_at_a_further_sitting_changes_no_total(lawful: Any) -> None:
    acts = lawful.acts[:-3]
    before = compute(lawful.manifest, lawful.sheets, acts)
    found = ConflictDecided(**COMMON, member="m1", application="B", conflict=True, reason="–")
    after = compute(lawful.manifest, lawful.sheets, [*acts, found])
    assert after.territories[0].lines == before.territories[0].lines


@pytest.mark.parametrize("totals", [{"A": 25, "B": 24, "C": 23}, {"A": 25, "B": 20, "C": 20}])
def test_who_has_a_conflict_about_one_passed_over_has_no_vote_on_the_next(
    day: Callable[..., Any], totals: dict[str, int]
) -> None:
    rule = ConflictRule(kinds=(), consequence="sit-out-application", point="")
    contest = scored(day, totals, grants=1, conflicts=rule)
    contest.name({"A": 300})
    contest.do(Closed)
    territory = contest.manifest.contest.territories[0].code
    contest.acts += [
        Opened(**COMMON, number="2", on=LATER.date(), place="Қонаев", form="in-person"),
        AttendanceTaken(**COMMON, presence=tuple((m, Presence.PRESENT) for m in contest.members)),
        ChairElected(**COMMON, chair="m2", votes=votes(*contest.members)),
        WinnerLeft(**COMMON, application="A", how="withdrew", basis="Өтініш", on=date(2024, 5, 17)),
        ConflictDecided(**COMMON, member="m1", application="B", conflict=True, reason="Дауласып жүр"),
    ]

    def named(code: str, *voters: str) -> list[tuple[int, str]]:
        award = (Award(application=code, awarded=300),)
        act = NextNamed(
            **COMMON, territory=territory, awards=award, instead_of=("A",), votes=votes(*voters), reason="–"
        )
        return unlawful(contest, [*contest.acts, act])

    assert named("C", "m1", "m2", "m3") == [(len(contest.acts) + 1, "next-named")]
    assert named("C", "m2", "m3", "m4") == []


def with_conflicts(day: Callable[..., Any]) -> Any:
    """Return a sitting at which m1 has a conflict about A, and m2 declared doubt about it."""
    rule = ConflictRule(kinds=(), consequence="sit-out-application", point="12-тармақ / пункт 12")
    contest = day({"A": 300, "B": 300}, grants=1, conflicts=rule)
    answers = {"m1": {"A": Answer.CONFLICT}, "m2": {"A": Answer.NOT_SURE}}
    for member in contest.members:
        contest.hand_in(member, {"A": [5] * 5, "B": [4] * 5}, answers=answers.get(member, {}))
    contest.open()
    return contest


def test_who_has_a_conflict_votes_on_nobody_elses_conflict_about_the_same_application(day: Callable[..., Any]) -> None:
    contest = with_conflicts(day)
    about = {"member": "m2", "application": "A", "conflict": True, "reason": "Туысы"}
    with pytest.raises(SittingError, match="has a conflict of interest here"):
        contest.do(ConflictDecided, **about, votes=votes("m1", "m3", "m4", "m5"))
    contest.do(ConflictDecided, **about, votes=votes("m3", "m4"))  # more than half of three
    contest.do(ConflictDecided, member="m2", application="B", conflict=False, reason="–", votes=votes("m1", "m3", "m4"))


def test_nobody_alone_undoes_a_conflict_that_the_commission_found(day: Callable[..., Any]) -> None:
    contest = with_conflicts(day)
    contest.do(ConflictDecided, member="m2", application="A", conflict=True, reason="–", votes=votes("m3", "m4", "m5"))
    contest.do(ConflictDecided, member="m3", application="B", conflict=True, reason="Өзі айтты")
    for member, code in (("m2", "A"), ("m3", "B"), ("m1", "A")):
        undone = {"member": member, "application": code, "conflict": False, "reason": "Қате"}
        with pytest.raises(SittingError, match="decides this conflict of interest by vote"):
            contest.do(ConflictDecided, **undone)
        forged = [*contest.acts, ConflictDecided(at=contest.acts[-1].at, by="s1", **undone)]
        assert unlawful(contest, forged) == [(len(forged), "conflict-decided")]
    contest.do(ConflictDecided, member="m3", application="B", conflict=False, reason="–", votes=votes("m1", "m4", "m5"))


def test_neither_recused_nor_gone_members_vote_by_any_act(day: Callable[..., Any]) -> None:
    rule = ConflictRule(kinds=(), consequence="sit-out-application", point="")
    contest = scored(day, {"A": 25, "B": 24}, grants=1, conflicts=rule)
    contest.do(ConflictDecided, member="m1", application="A", conflict=True, reason="–")
    contest.do(MemberLeft, member="m2", why="other")
    for member, told in (("m1", "has a conflict"), ("m2", "out of the room")):
        for kind, more in (
            (PutOut, {"application": "A", "remark": "disqualified", "reason": "–"}),
            (ConflictDecided, {"member": "m5", "application": "A", "conflict": True, "reason": "–"}),
        ):
            with pytest.raises(SittingError, match=told):
                contest.do(kind, **more, votes=votes(member, "m3", "m4", "m5")[: 4 - (kind is ConflictDecided)])
    contest.do(MemberLeft, member="m3", why="other")
    contest.do(MemberLeft, member="m4", why="other")
    for kind, more in (
        (PutOut, {"application": "A", "remark": "disqualified", "reason": "–"}),
        (ConflictDecided, {"member": "m2", "application": "A", "conflict": True, "reason": "–"}),
        (WinnersNamed, {"territory": contest.manifest.contest.territories[0].code, "awards": ()}),
    ):
        with pytest.raises(SittingError, match="no quorum"):
            contest.do(kind, **more, votes=votes("m5"))


def test_a_naming_that_another_replaced_decides_nothing(day: Callable[..., Any]) -> None:
    contest = scored(day, {"A": 25, "B": 24}, grants=1)
    contest.name({"B": 300}, reason="Қате")
    contest.name({"A": 300})
    assert set(decided_by(contest.acts)) == {"A"}


def test_what_the_result_hangs_on_stays_closed_and_takes_no_missing_mark_for_0(day: Callable[..., Any]) -> None:
    contest = day(dict.fromkeys("ABC", 1), grants=1, counting=MEAN)
    for number, member in enumerate(contest.members):
        missing = [NOT_GIVEN] * 5 if number > 2 else [5] * 5
        contest.hand_in(member, {"A": [4] * 5, "B": missing, "C": [number + 1] * 5})
    contest.open()
    before = sitting(contest.manifest, contest.sheets, contest.acts)
    with pytest.raises(SittingError, match="Not all score sheets are handed in"):
        would_it_change(before, outcome(before), by="s1")
    contest.do(WayChosen, way=Unequal.MEAN_OF_VALID, reason="–")
    state = sitting(contest.manifest, contest.sheets, contest.acts)
    for person in ("m2", "nobody", ""):
        with pytest.raises(SittingError, match="Only the chair and the secretary"):
            would_it_change(state, outcome(state), by=person)
    (found,) = would_it_change(state, outcome(state), by="m1", times=200).territories
    assert [(low, high) for low, high in zip(found.resampled.low, found.resampled.high, strict=True)][:2] == [
        (20.0, 20.0), (25.0, 25.0)
    ]  # fmt: skip
    assert [(one.now, one.winner_under) for one in found.held] == [("out", "none"), ("wins", "all"), ("out", "none")]
    assert [one.marked for one in found.marks.members] == [3, 3, 3, 2, 2]


def test_who_has_a_conflict_about_one_dropped_from_the_proposal_has_no_vote_on_the_winners(
    day: Callable[..., Any],
) -> None:
    rule = ConflictRule(kinds=(), consequence="sit-out-application", point="")
    contest = scored(day, {"A": 25, "B": 24, "C": 23, "D": 22, "E": 21}, grants=2, conflicts=rule, counting=MEAN)
    for member, code in (("m1", "B"), ("m2", "C"), ("m3", "E")):
        contest.do(ConflictDecided, member=member, application=code, conflict=True, reason="Өзі айтты")
    contest.do(WayChosen, way=Unequal.MEAN_OF_VALID, reason="–", votes=votes(*contest.members))
    with pytest.raises(SittingError, match="has a conflict of interest here"):  # B was proposed and is dropped
        contest.name({"A": 300, "D": 300}, voters=["m1", "m4", "m5"], reason="–")
    with pytest.raises(SittingError, match="has a conflict of interest here"):  # C is next and is overtaken
        contest.name({"A": 300, "D": 300}, voters=["m2", "m4", "m5"], reason="–")
    awards = tuple(Award(application=code, awarded=300) for code in "AD")
    territory = contest.manifest.contest.territories[0].code
    forged = WinnersNamed(
        **COMMON, territory=territory, awards=awards, votes=votes("m1", "m4", "m5"), reason="–"
    )  # fmt: skip
    assert unlawful(contest, [*contest.acts, forged]) == [(len(contest.acts) + 1, "winners-named")]
    contest.name({"A": 300, "D": 300}, voters=["m3", "m4"], reason="–")  # E is passed over for nobody
    with pytest.raises(SittingError, match="has a conflict of interest here"):  # and so when named anew
        contest.name({"A": 300, "D": 300}, voters=["m1", "m4", "m5"], reason="–")
    contest.name({"A": 300, "B": 300}, voters=["m2", "m3", "m4"])
