"""Who follows the winners: by points, then by the votes of the tie, else side by side; sort order decides nothing."""

from collections.abc import Callable
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from models.sitting.winning.winners import in_line


def test_those_who_lost_the_vote_follow_in_the_order_of_their_votes(day: Callable[..., Any]) -> None:
    codes = ["A", "B", "C", "D", "E"]
    contest = day(dict.fromkeys(codes, 500_000), grants=2)
    for member in contest.members:
        contest.hand_in(member, {code: [4] * 5 for code in codes})
    contest.open()
    ballots = dict(zip(contest.members, (["A", "B"], ["A", "B"], ["A", "B"], ["D", "C"], ["D", "E"]), strict=True))
    contest.tie(codes, 2, ballots)
    line = contest.outcome.line
    assert {code: line(code).reserve for code in codes} == {"A": None, "B": None, "C": 2, "D": 1, "E": 2}


def test_whom_the_vote_did_not_ask_about_stands_behind_nobody() -> None:
    assert in_line([("A", "B", "C"), ("D",)], {"A": 1, "B": 3}) == {"A": 3, "B": 1, "C": 1, "D": 4}
    assert in_line([("A", "B"), (), ("C", "D")], {}) == {"A": 1, "B": 1, "C": 3, "D": 3}


@given(
    st.lists(st.lists(st.integers(0, 4), max_size=5), max_size=5),
    st.randoms(use_true_random=False),
)
def test_a_number_is_one_more_than_all_who_are_better(votes: list[list[int]], random: Any) -> None:
    groups = [tuple(f"{at}-{number}" for number in range(len(group))) for at, group in enumerate(votes)]
    ballots = {f"{at}-{number}": n for at, group in enumerate(votes) for number, n in enumerate(group)}
    shuffled = [tuple(random.sample(group, len(group))) for group in groups]
    numbers = in_line(shuffled, ballots)
    assert numbers == {
        code: 1 + sum(len(group) for group in groups[:at]) + sum(ballots[other] > ballots[code] for other in groups[at])
        for at, group in enumerate(groups)
        for code in group
    }
