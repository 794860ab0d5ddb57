"""Territories that share one fund: by the order in which their winners are named, and none unsettles another."""

from collections.abc import Callable
from typing import Any

import pytest

from models.contest.counting import TieRule
from models.contest.profile import WinnersRule
from models.errors import SittingError
from models.sitting.acts import Closed
from models.sitting.outcome import Outcome, Standing
from models.sitting.replay import replay
from tests.sitting.conftest import Day


@pytest.fixture
def contest(day: Callable[..., Day]) -> Day:
    """Return a sitting with a fund of 1000: A, then B and C who are equal, here; X in the other territory; each 300."""
    made = day(dict.fromkeys("ABCX", 300), grants=3, others=1, winners=WinnersRule(fund=1000, over_fund="skip"))
    there = other(made)
    made.manifest = made.manifest.model_copy(
        update={
            "applications": tuple(
                one.model_copy(update={"territory": there}) if one.code == "X" else one
                for one in made.manifest.applications
            )
        }
    )
    for member in made.members:
        made.hand_in(member, {"A": [5] * 5, "B": [4] * 5, "C": [4] * 5, "X": [3] * 5})
    made.open()
    return made


def other(made: Day) -> str:
    return made.manifest.contest.territories[1].code


def standing(table: Outcome, standing: Standing) -> str:
    return "".join(line.application for one in table.territories for line in one.lines if line.standing is standing)


def test_winners_named_later_unsettle_none_named_before(contest: Day) -> None:
    # Of what X leaves of the fund only one of B and C could be paid; but A was named when both could.
    contest.name({"A": 300}, reason="B мен C бас тартты")
    contest.name({"X": 300}, territory=other(contest))
    assert (standing(contest.outcome, Standing.WINNER), contest.outcome.questions) == ("AX", ())
    contest.do(Closed)
    assert replay(contest.manifest, contest.sheets, contest.acts) == ()


def test_who_is_named_anew_is_proposed_by_what_is_left_then(contest: Day) -> None:
    contest.name(dict.fromkeys("ABC", 300))
    with pytest.raises(SittingError, match="the fund is"):
        contest.name({"X": 300}, territory=other(contest), reason="Қор жетпейді")
    contest.name({"A": 300}, reason="B мен C бас тартты")
    contest.name({"X": 300}, territory=other(contest))
    with pytest.raises(SittingError, match="while questions are open"):  # the fund runs through B and C now
        contest.name({"A": 300, "B": 300}, reason="B қайтты")
    assert standing(contest.outcome, Standing.WINNER) == "AX"
    contest.tie("BC", 1, dict.fromkeys(contest.members, "B"))
    assert standing(contest.outcome, Standing.WINNER) == "X"
    contest.name({"A": 300, "B": 300})
    assert (standing(contest.outcome, Standing.WINNER), contest.outcome.questions) == ("ABX", ())
    assert replay(contest.manifest, contest.sheets, contest.acts) == ()


def test_all_who_share_the_last_place_can_be_named_anew(day: Callable[..., Any]) -> None:
    made = day(dict.fromkeys("ABC", 300), grants=2, counting={"ties": TieRule(then="shared")})
    for member in made.members:
        made.hand_in(member, {"A": [5] * 5, "B": [4] * 5, "C": [4] * 5})
    made.open()
    made.name(dict.fromkeys("ABC", 300))
    made.name({"A": 300, "B": 300, "C": 200}, reason="C азырақ сұрады")
    assert standing(made.outcome, Standing.WINNER) == "ABC"
