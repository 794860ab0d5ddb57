from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.contest.counting import Step, TieRule, TieStep
from models.sitting.robustness.figures import figures
from models.sitting.robustness.pool import Fate, Pool
from models.sitting.robustness.scenarios import (
    Scenario,
    Supposed,
    evened_out,
    held,
    median_for_mean,
    scenarios_of,
    suppose,
    suppose_all,
)

Make = Callable[..., Pool]


def fate(wins: str = "", line: str = "") -> Fate:
    return Fate(frozenset(wins), frozenset(line))


def test_each_member_pair_and_criterion_is_left_out_once(make_pool: Make) -> None:
    found = scenarios_of(make_pool({"A": [(5, 1), (4, 1), (3, 1)], "B": [(1, 2), (1, 2), (1, 2)]}, 1, maxima=(5, 5)))
    assert [(one.kind, one.without) for one in found] == [
        ("member", ("m1",)), ("member", ("m2",)), ("member", ("m3",)),
        ("pair", ("m1", "m2")), ("pair", ("m1", "m3")), ("pair", ("m2", "m3")),
        ("criterion", ("C1",)), ("criterion", ("C2",)),
        ("median", ()), ("level", ()), ("spread", ()),
    ]  # fmt: skip


def test_a_member_alone_carries_a_winner(make_pool: Make) -> None:
    # A: 5+1+1 = 7, B: 2+2+2 = 6; without m1 2 : 4; the middles 1 : 2
    made = make_pool({"A": [(5,), (1,), (1,)], "B": [(2,), (2,), (2,)]}, 1)
    assert made.fate == fate("A")
    assert suppose(made, Scenario("member", ("m1",))).fate == fate("B")
    assert suppose(made, Scenario("member", ("m2",))).fate == fate("A")
    assert suppose(made, Scenario("pair", ("m2", "m3"))).fate == fate("A")
    assert suppose(made, Scenario("median")).fate == fate("B")
    first, second = held(made, suppose_all(made))
    assert (first.application, first.now, first.winner_under) == ("A", "wins", "some")
    assert (second.application, second.now, second.winner_under) == ("B", "out", "some")


def test_a_tie_at_the_cut_is_neither_won_nor_lost(make_pool: Make) -> None:
    made = make_pool({"A": [(3,), (1,)], "B": [(1,), (2,)], "C": [(2,), (1,)]}, 1)
    assert made.fate == fate("A")
    assert suppose(made, Scenario("member", ("m1",))).fate == fate("B")
    assert suppose(make_pool({"A": [(3,)], "B": [(3,)], "C": [(2,)]}, 1), Scenario("member", ())).fate == fate("", "AB")


def test_without_a_criterion_its_tie_step_and_threshold_go_too(make_pool: Make) -> None:
    made = make_pool(
        {"A": [(5, 1)], "B": [(4, 2)]}, 1, maxima=(5, 5),
        ties=TieRule(steps=(TieStep(by="criterion", criterion="C1"),)),
    )  # fmt: skip
    assert made.fate == fate("A")
    assert suppose(made, Scenario("criterion", ("C1",))).fate == fate("B")
    assert suppose(made, Scenario("criterion", ("C2",))).fate == fate("A")


def test_unequal_panels_are_refused_and_said(make_pool: Make) -> None:
    made = make_pool({"A": [(5,), (4,), None], "B": [None, (4,), (4,)]}, 1)
    found = suppose(made, Scenario("member", ("m1",)))
    assert found == Supposed(Scenario("member", ("m1",)), None, found.problem)
    assert "can't be compared" in found.problem


def test_evened_out_by_hand(make_pool: Make) -> None:
    # m1: 5, 3 (mean 4, deviation 1); m2: 1, 1 (mean 1, none); all: mean 2.5, variance 10/4 − … = 2.75
    made = make_pool({"A": [(5,), (1,)], "B": [(3,), (1,)]}, 1)
    half = Fraction(5, 2)
    assert evened_out(made, spread=False) == {
        "A": {"m1": (half + 1,), "m2": (half,)}, "B": {"m1": (half - 1,), "m2": (half,)},
    }  # fmt: skip
    factor = Fraction(1_658_312, 1_000_000)  # the root of 2.75 to six decimals, cut
    assert evened_out(made, spread=True)["A"]["m1"] == (half + factor,)


@given(
    rows=st.lists(st.lists(st.integers(2, 5), min_size=3, max_size=3), min_size=2, max_size=5), more=st.integers(-2, 4)
)
def test_levelled_marks_do_not_know_who_is_strict(make_pool: Make, rows: list[list[int]], more: int) -> None:
    def levelled(by: int) -> list[list[Fraction]]:
        marks = {f"A{n}": [(row[0] + by,), (row[1],), (row[2],)] for n, row in enumerate(rows)}
        evened = evened_out(make_pool(marks, 1, maxima=(9,)), spread=False)
        totals = [sum(Fraction(row[0]) for row in own.values()) for own in evened.values()]
        return [[one - other for other in totals] for one in totals]

    assert levelled(0) == levelled(more)


@pytest.mark.parametrize("over", ["members", "panel"])
def test_median_for_mean_changes_the_members_join_only(make_pool: Make, over: str) -> None:
    steps = (Step(do="mean", over="panel"),) if over == "panel" else (
        Step(do="sum", over="criteria"), Step(do="sum", over="members"))  # fmt: skip
    found = median_for_mean(make_pool({"A": [(1,)]}, 1, steps=steps).rule.counting)
    assert [(one.do, one.over) for one in found.steps] == [
        ("mean" if over == "panel" else "sum", "criteria"),
        ("median", "members"),
    ]


def test_figures_by_hand(make_pool: Make) -> None:
    made = make_pool(
        {"A": [(5,), (5,), (1,)], "B": [(4,), (4,), (3,)], "C": [(4,), (4,), (3,)], "D": [(0,), (1,), (0,)]}, 2
    )
    found = figures(made)
    assert (found.different_totals, found.cut_total, found.on_the_line) == (2, 11, ("A", "B", "C"))
    assert [(one.member, one.mean, one.severity) for one in found.members] == [
        ("m1", Fraction(13, 4), Fraction(13, 4) - Fraction(34, 12)),
        ("m2", Fraction(14, 4), Fraction(14, 4) - Fraction(34, 12)),
        ("m3", Fraction(7, 4), Fraction(7, 4) - Fraction(34, 12)),
    ]
    assert [one.saturation.share for one in found.members] == [Fraction(1, 4), Fraction(1, 4), 0]
    assert found.criteria[0][1].share == Fraction(2, 12)
    a, b, _, d = found.spreads
    assert (a.apart, a.odd_one, a.odd_by) == (4, "m3", -4)
    assert (b.apart, b.odd_one, b.odd_by) == (1, "m3", -1)
    assert (d.apart, d.odd_one, d.odd_by) == (1, "m2", 1)
