"""The forecast: counts before any sheet, the lists that lawful ways would give, and whose coming it hangs on."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.conflicts.declarations import Answer
from models.contest.counting import Unequal
from models.contest.profile import Quorum
from models.contest.profile_files import load_profile
from models.sitting.acts import Choice, ConflictDecided, Presence, Vote, WayChosen
from models.sitting.forecast.attendance import Demand, indispensable, least_members
from models.sitting.forecast.forecast import Forecast, TerritoryForecast, forecast
from models.sitting.outcome import Standing
from models.sitting.state import sitting

BASE = load_profile("zhas-2024")
SIT_OUT = BASE.conflicts.model_copy(update={"consequence": "sit-out-application"})
WAYS = (Unequal.LEAVE_POOL, Unequal.MEAN_OF_VALID, Unequal.MISSING_SCORED)
ABSENT = Presence.ABSENT
HIGH, LOW = [5] * 5, [3] * 5


def seen(contest: Any, absent: Sequence[str] = (), said: Sequence[tuple[str, str]] = ()) -> Forecast:
    state = sitting(contest.manifest, contest.sheets, contest.acts)
    return forecast(state, dict.fromkeys(absent, ABSENT), said)


def only(found: Forecast) -> TerritoryForecast:
    assert len(found.territories) == 1
    return found.territories[0]


@pytest.mark.parametrize(
    ("rule", "here", "valid"),
    [
        (Quorum(share=Fraction(1, 2)), 3, True),
        (Quorum(share=Fraction(1, 2), strictly=True), 3, False),
        (Quorum(share=Fraction(1, 2), strictly=True), 4, True),
        (Quorum(share=Fraction(2, 3)), 3, False),
        (Quorum(share=Fraction(2, 3)), 4, True),
    ],
)
def test_three_of_six_by_the_words_of_the_rule(day: Callable[..., Any], rule: Quorum, here: int, valid: bool) -> None:
    contest = day({"A": 1}, members=6, quorum=rule)
    found = seen(contest, contest.members[here:])
    assert found.attendance.valid == valid
    assert found.least.number == (4 if rule.strictly or rule.share > Fraction(1, 2) else 3)
    remote = forecast(
        sitting(contest.manifest, [], []),
        {m: Presence.REMOTE if n < here else ABSENT for n, m in enumerate(contest.members)},
    )
    assert remote.attendance.valid == valid


def test_counts_before_any_sheet(day: Callable[..., Any]) -> None:
    contest = day({"A": 1, "B": 1}, members=5, conflicts=SIT_OUT, counting={"minimum_marks": 4, "unequal": WAYS})
    found = seen(contest, ["m5"], [("m1", "B")])
    first, second = only(found).applications
    assert (first.awaited, first.missing, first.enough) == (("m1", "m2", "m3", "m4"), ("m5",), "open")
    assert (second.recused, second.most, second.enough) == (("m1",), 3, "under")
    assert second.inside == ("m2", "m3", "m4")
    assert only(found).under == ("B",)
    assert all(way.table is None for way in only(found).ways)
    assert only(found).ways[0].way is Unequal.LEAVE_POOL
    assert only(found).ways[0].waits_for == ("m2", "m3", "m4")
    # m5 must come, or B has three marks; for B every other member is needed too
    assert found.least.number == 4
    assert found.least.indispensable == ("m2", "m3", "m4", "m5")


def test_the_pool_is_left_where_the_profile_says_so(day: Callable[..., Any]) -> None:
    contest = day({"A": 1, "B": 1}, members=5)
    found = seen(contest, ["m4"], [("m5", "B")])
    assert found.attendance.left == ("m5",)
    assert found.attendance.valid
    assert [one.recused for one in only(found).applications] == [("m5",), ("m5",)]
    assert found.least.number == 3
    assert "m5" not in found.least.example
    assert not seen(contest, ["m3", "m4"], [("m5", "B")]).attendance.valid


@pytest.fixture
def unequal(day: Callable[..., Any]) -> Any:
    """Three applications; m1 sits B out, m5 is to be absent and sent no sheet."""
    contest = day(dict.fromkeys("ABC", 1), members=5, conflicts=SIT_OUT, counting={"unequal": WAYS})
    for member in ("m1", "m2", "m3", "m4"):
        own = {"A": LOW, "B": HIGH, "C": [4] * 5}
        if member == "m1":
            own.pop("B")
        contest.hand_in(member, own, answers={"B": Answer.CONFLICT} if member == "m1" else {})
    return contest


def test_every_way_gives_the_list_that_it_will_really_give(unequal: Any) -> None:
    found = only(seen(unequal, ["m5"]))
    assert (found.sizes, found.comparable) == ((3, 4), "no")
    ways = {one.way: one for one in found.ways}
    assert list(ways) == list(WAYS)
    assert ways[Unequal.LEAVE_POOL].leaving == ("m1", "m5")
    assert not ways[Unequal.MISSING_SCORED].possible  # who is recused never gives the mark
    unequal.open(absent=["m5"])
    for way in (Unequal.LEAVE_POOL, Unequal.MEAN_OF_VALID):
        acts = list(unequal.acts)
        unequal.do(WayChosen, territory="almaty-region", way=way, leaving=ways[way].leaving, reason="x")
        real = next(one for one in unequal.outcome.territories if one.lines)
        assert ways[way].table == real
        unequal.acts[:] = acts
    shown = ways[Unequal.MEAN_OF_VALID].table
    assert shown is not None
    assert next((line.application, line.standing) for line in shown.lines) == ("B", Standing.PROPOSED)


def test_a_list_is_shown_only_where_nothing_could_change_it(unequal: Any) -> None:
    awaited = only(seen(unequal))  # m5 would come, with or without a sheet
    assert {one.table for one in awaited.ways} == {None}
    assert all(one.waits_for == ("m5",) for one in awaited.ways)
    unequal.hand_in("m5", {"A": LOW, "B": LOW}, answers={"C": Answer.NOT_SURE})
    doubt = only(seen(unequal))
    assert doubt.comparable == "no"
    assert {one.way: one.table for one in doubt.ways}[Unequal.MEAN_OF_VALID] is None
    assert doubt.ways[1].undecided == (("m5", "C"),)
    unequal.open()
    voted = tuple(Vote(member=member, choice=Choice.FOR) for member in ("m1", "m2", "m3", "m4"))
    unequal.do(ConflictDecided, member="m5", application="C", conflict=True, reason="туыс", votes=voted)
    settled = {one.way: one for one in only(seen(unequal)).ways}
    assert settled[Unequal.MEAN_OF_VALID].table is not None
    assert settled[Unequal.LEAVE_POOL].leaving == ("m1", "m5")


def test_equal_panels_need_no_way(day: Callable[..., Any]) -> None:
    contest = day({"A": 1, "B": 1}, members=3, conflicts=SIT_OUT, quorum=Quorum())
    for member in contest.members:
        contest.hand_in(member, {"A": HIGH, "B": LOW})
    found = only(seen(contest, ["m3"]))  # absent, but the sheet is there
    assert (found.comparable, [one.way for one in found.ways]) == ("yes", [None])
    assert found.ways[0].table == next(one for one in contest.outcome.territories if one.lines)
    assert seen(contest, ["m2", "m3"]).least.number == 2


def test_an_item_may_lack_the_quorum_that_the_sitting_has(day: Callable[..., Any]) -> None:
    contest = day({"A": 1, "B": 1}, members=4, conflicts=SIT_OUT, quorum=Quorum())
    found = seen(contest, ["m3", "m4"], [("m1", "B")])
    assert found.attendance.valid
    assert only(found).without_quorum == ("B",)


def test_nobody_suffices_where_the_commission_is_too_small(day: Callable[..., Any]) -> None:
    contest = day({"A": 1}, members=4, quorum=Quorum(members_at_least=5))
    found = seen(contest)
    assert (found.attendance.valid, found.least.number, found.least.indispensable) == (False, None, ())


MEMBERS = tuple(f"m{n}" for n in range(1, 7))
_demands = st.lists(
    st.builds(Demand, st.frozensets(st.sampled_from(MEMBERS), min_size=1), st.integers(0, 4)), max_size=6
)


@given(_demands)
def test_the_least_attendance_is_the_least(demands: list[Demand]) -> None:
    def works(chosen: Sequence[str]) -> bool:
        return all(len(one.members & set(chosen)) >= one.number for one in demands)

    sizes = (n for n in range(len(MEMBERS) + 1) if any(works(chosen) for chosen in combinations(MEMBERS, n)))
    found = least_members(MEMBERS, demands)
    least = next(sizes, None)
    assert (None if found is None else len(found)) == least
    if found is not None:
        assert works(found)
        assert found == least_members(MEMBERS, demands[::-1])
        assert indispensable(MEMBERS, demands) == tuple(
            m for m in MEMBERS if not works([one for one in MEMBERS if one != m])
        )
