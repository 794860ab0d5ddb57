"""The law of namings: what the commission may name then stands, and moves nobody of another territory."""

from collections.abc import Callable, Iterator
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from models.contest.counting import TieRule
from models.contest.profile import GroupQuota, Quorum, WinnersRule
from models.errors import SittingError
from models.sitting.acts import Act, Award, Ballot, NotCarried, TieVoted, WinnersNamed, not_carried
from models.sitting.checking.checks import check
from models.sitting.checking.winners import open_tie
from models.sitting.outcome import Outcome, Standing
from models.sitting.replay import replay
from models.sitting.state import Sitting, sitting
from models.sitting.table import outcome
from models.values import Both
from tests.sitting.conftest import AT, Day, votes


def contest(day: Callable[..., Day], chance: Random) -> Day:
    """Return an open sitting of two territories; ties, fund, group and roof as `chance` has it."""
    roof = chance.choice([1, 2])
    name = Both(kk="Топ", ru="Группа")
    group = GroupQuota(code="g", name=name, column="place", values=("1",), places=chance.choice([0, 1]), at_most=roof)
    made = day(
        {code: chance.choice([100, 200, 300]) for code in "ABCDEX"},
        grants=chance.choice([2, 3]),
        others=1,
        members=4,
        quorum=Quorum(),
        winners=WinnersRule(
            fund=chance.choice([None, 500, 700, 900]),
            over_fund=chance.choice(["skip", "stop", "part"]),
            groups=chance.choice([(), (group,)]),
        ),
        counting={"ties": TieRule(chair_decides_equal_votes=chance.choice([True, False]))},
    )
    here, there = (one.code for one in made.manifest.contest.territories)
    applications = tuple(
        one.model_copy(
            update={"territory": there if one.code in "EX" else here, "columns": (("place", chance.choice("12")),)}
        )
        for one in made.manifest.applications
    )
    made.manifest = made.manifest.model_copy(update={"applications": applications})
    rows = {one.code: [chance.choice([3, 4, 4, 5])] * 5 for one in applications}
    for member in made.members:
        made.hand_in(member, rows)
    made.open()
    return made


def tried(state: Sitting, chance: Random) -> Act:
    """Return a vote on a tie, a round of it that decides nothing, or a naming; lawful or not."""
    table = chance.choice(outcome(state).territories)
    tie = open_tie(state, table.territory)
    about: dict[str, Any] = {"at": AT, "by": "s1", "territory": table.territory}
    if tie is not None and tie.places and chance.random() < 0.6:
        most = min(tie.places, len(tie.applications))
        chosen = {member: tuple(chance.sample(tie.applications, chance.randint(0, most))) for member in state.members}
        ballots = tuple(Ballot(member=member, applications=codes) for member, codes in chosen.items())
        voted = TieVoted(tied=tie.applications, places=tie.places, ballots=ballots, **about)
        return chance.choice([voted, not_carried(voted), not_carried(voted)])
    above = [line for line in table.lines if line.standing in (Standing.PROPOSED, Standing.WINNER)]
    named = chance.sample(above, len(above) - 1) if above and chance.random() < 0.4 else above
    awards = tuple(Award(application=line.application, awarded=line.awarded or line.proposed) for line in named)
    return WinnersNamed(awards=awards, votes=votes(state.members), reason="Себебі", **about)


def winners(table: Outcome) -> Iterator[tuple[str, frozenset[str]]]:
    for one in table.territories:
        yield one.territory, frozenset(line.application for line in one.lines if line.standing is Standing.WINNER)


@settings(max_examples=15, deadline=None)
@given(chance=st.randoms(use_true_random=False))
def test_a_lawful_naming_stands_and_moves_nobody_elsewhere(day: Callable[..., Day], chance: Random) -> None:
    made = contest(day, chance)
    for _ in range(12):
        state = sitting(made.manifest, made.sheets, made.acts)
        act = tried(state, chance)
        try:
            check(act, state)
        except SittingError:
            continue
        made.acts.append(act)
        before, after = dict(winners(outcome(state))), dict(winners(made.outcome))
        if isinstance(act, WinnersNamed):
            assert after == {**before, act.territory: frozenset(one.application for one in act.awards)}
        if isinstance(act, NotCarried):
            assert after == before
    assert replay(made.manifest, made.sheets, made.acts) == ()
