"""A vote that decided nothing is held against the rules like any other act, and covers up none of them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from models.conflicts.declarations import Answer
from models.contest.counting import TieRule
from models.contest.profile import Quorum
from models.errors import SittingError
from models.sitting.acts import (
    Act,
    Ballot,
    ChairElected,
    Choice,
    Closed,
    ConflictDecided,
    MemberLeft,
    PutOut,
    TieVoted,
    Vote,
    WinnersNamed,
    not_carried,
)
from models.sitting.replay import replay
from tests.sitting.conftest import AT, Day, votes

EQUAL = {"m1": "B", "m2": "C", "m3": "D", "m4": ""}


@pytest.fixture
def contest(day: Callable[..., Day]) -> Day:
    """Return a sitting of four; A is above, B, C and D tie for the second of two grants; m4 is not sure about A."""
    made = day(
        dict.fromkeys("ABCD", 300),
        grants=2,
        members=4,
        quorum=Quorum(),
        counting={"ties": TieRule(then="commission-vote", chair_decides_equal_votes=False)},
    )
    for member in made.members:
        unsure = {"answers": {"A": Answer.NOT_SURE}} if member == "m4" else {}
        made.hand_in(member, {"A": [5] * 5, **{code: [4] * 5 for code in "BCD"}}, **unsure)
    made.open()
    return made


def named(**choices: str) -> tuple[Vote, ...]:
    said = {"+": Choice.FOR, "-": Choice.AGAINST}
    return tuple(Vote(member=member, choice=said[choice]) for member, choice in choices.items())


def act(kind: type[Any], **values: Any) -> Any:
    return kind(at=AT, by="s1", **values)


def tie(made: Day, *, places: int = 1, **more: Any) -> TieVoted:
    ballots = tuple(Ballot(member=member, applications=tuple(code)) for member, code in EQUAL.items())
    territory = made.manifest.contest.territories[0].code
    voted: TieVoted = act(TieVoted, territory=territory, tied=tuple("BCD"), places=places, ballots=ballots, **more)
    return voted


def conflict(**values: Any) -> ConflictDecided:
    decided: ConflictDecided = act(ConflictDecided, member="m4", application="A", reason="Танысу", **values)
    return decided


def record(made: Day, one: Act) -> None:
    made.do(
        type(one), **{name: getattr(one, name) for name in type(one).model_fields if name not in ("at", "by", "kind")}
    )


def settle(made: Day) -> None:
    record(made, conflict(conflict=False, votes=votes(["m1", "m2", "m3"])))


def unlawful(made: Day) -> list[int]:
    return [one.number for one in replay(made.manifest, made.sheets, made.acts)]


def test_a_lost_vote_on_a_conflict_covers_up_no_unlawful_decision_on_it(contest: Day) -> None:
    contest.acts.append(conflict(conflict=False))  # by nobody's votes
    number = len(contest.acts)
    record(contest, not_carried(conflict(conflict=True, votes=named(m1="+", m2="-", m3="-"))))
    assert unlawful(contest) == [number]
    settle(contest)
    assert unlawful(contest) == []  # that decision has no effect any more


def test_a_lost_vote_that_a_later_sheet_makes_unlawful_can_be_held_anew(contest: Day) -> None:
    late = contest.sheets.pop(2)
    record(contest, not_carried(conflict(conflict=True, votes=named(m1="+", m2="-", m3="-"))))
    number = len(contest.acts)
    answers = {"answers": {"A": Answer.CONFLICT}}
    contest.hand_in("m3", {one.application: [m.mark for m in one.marks] for one in late.applications}, **answers)
    assert unlawful(contest) == [number]
    record(contest, not_carried(conflict(conflict=True, votes=named(m1="+", m2="-"))))
    assert unlawful(contest) == []


def test_who_is_recused_or_out_has_no_part_in_a_lost_vote_either(contest: Day) -> None:
    record(contest, conflict(conflict=True, votes=votes(["m1", "m2", "m3"])))
    out = act(PutOut, application="A", remark="disqualified", reason="Күмән", votes=named(m1="+", m2="-", m3="-"))
    four = out.model_copy(update={"votes": named(m1="+", m2="-", m3="-", m4="-")})
    with pytest.raises(SittingError, match="conflict of interest"):
        record(contest, not_carried(four))
    record(contest, not_carried(out))
    record(contest, not_carried(out))  # each round is an act of its own
    contest.do(MemberLeft, member="m2", why="other")
    with pytest.raises(SittingError, match="out of the room"):
        record(contest, not_carried(out))
    contest.acts += [not_carried(out), not_carried(four)]
    assert unlawful(contest) == [len(contest.acts) - 1, len(contest.acts)]


def test_nothing_is_lost_before_the_sitting_is_open_or_after_it_is_closed(contest: Day) -> None:
    settle(contest)
    record(contest, not_carried(tie(contest)))
    territory = contest.manifest.contest.territories[0].code
    contest.name({"A": 300}, territory=territory, reason="Тең")
    contest.do(Closed)
    again = not_carried(act(ChairElected, chair="m2", votes=named(m1="+", m2="+", m3="-", m4="-")))
    with pytest.raises(SittingError, match="is closed"):
        record(contest, again)
    contest.acts = [again]
    assert unlawful(contest) == [1]


def test_the_moment_and_the_hand_are_those_of_the_motion(contest: Day) -> None:
    lost = not_carried(act(ChairElected, chair="m2", votes=named(m1="+", m2="+", m3="-", m4="-")))
    for other in ({"at": AT + timedelta(seconds=1)}, {"by": "m1"}):
        contest.acts.append(lost.model_copy(update=other))
        assert unlawful(contest) == [len(contest.acts)]
        contest.acts.pop()


def test_a_round_without_end_has_no_choice_of_the_chair(contest: Day) -> None:
    settle(contest)
    with pytest.raises(SittingError, match="votes are equal: B, C, D"):
        record(contest, not_carried(tie(contest, chair_choice=("B",))))


def test_places_are_left_free_only_after_a_vote_on_just_so_many(contest: Day) -> None:
    settle(contest)
    record(contest, not_carried(tie(contest)))
    record(contest, act(PutOut, application="A", remark="withdrawn", reason="Өз еркімен"))
    nobody = {"awards": (), "votes": votes(contest.members), "reason": "Тең"}
    territory = contest.manifest.contest.territories[0].code
    with pytest.raises(SittingError, match="while questions are open"):
        contest.do(WinnersNamed, territory=territory, **nobody)
    record(contest, not_carried(tie(contest, places=2)))
    contest.do(WinnersNamed, territory=territory, **nobody)
    contest.do(Closed)
    assert contest.outcome.territories[0].left_tied == ("B", "C", "D")
    assert unlawful(contest) == []
