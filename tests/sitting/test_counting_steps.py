"""Counting rules with numbers worked out by hand."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from models.contest.counting import Counting, Step, Unequal
from models.contest.criteria import CriteriaSet, Criterion, PointWords
from models.errors import SittingError
from models.figures import figure, fixed, rounded
from models.sitting.counting.rule import Round, Rule
from models.values import Both

NO_WORDS = Both(kk="", ru="")


def rule(maximum: int, weights: list[str], *steps: dict[str, Any], **counting: Any) -> Rule:
    criteria = tuple(
        Criterion(
            code=f"C{n}",
            name=NO_WORDS,
            asks=NO_WORDS,
            maximum=maximum,
            weight=Fraction(weight),
            points=(PointWords(low=0, high=maximum, words=NO_WORDS),),
        )
        for n, weight in enumerate(weights, 1)
    )
    return Rule(
        CriteriaSet(criteria=criteria, counting=Counting(steps=tuple(Step(**step) for step in steps), **counting))
    )


SUM = ({"do": "sum", "over": "criteria"}, {"do": "sum", "over": "members"})


def test_plain_sum_of_five_criteria() -> None:
    rows = [[5, 4, 5, 3, 5], [5, 5, 4, 4, 3], [5] * 5, [5, 5, 5, 5, 4], [4] * 5]
    counted = rule(5, ["1"] * 5, *SUM)
    assert counted.total([Round(rows)]) == 112
    assert counted.chain([Round(rows)]) == (
        "5+4+5+3+5 = 22",
        "5+5+4+4+3 = 21",
        "5+5+5+5+5 = 25",
        "5+5+5+5+4 = 24",
        "4+4+4+4+4 = 20",
        "22+21+25+24+20 = 112",
    )


def test_weighted_mean() -> None:
    counted = rule(10, ["0.3", "0.7"], {"do": "weighted-mean", "over": "criteria"}, {"do": "mean", "over": "members"})
    assert counted.total([Round([[10, 5], [6, 8]])]) == Fraction("6.95")  # 3+3.5 = 6.5; 1.8+5.6 = 7.4; mean 6.95
    assert counted.chain([Round([[10, 5], [6, 8]])])[-1] == "(6.5+7.4) ÷ 2 = 6.95"


def test_drop_mean_round_factor_round_sum_less_deductions() -> None:
    counted = rule(
        10,
        ["1", "1"],
        {"do": "drop", "over": "members", "highest": 1, "lowest": 1},
        {"do": "mean", "over": "members"},
        {"do": "round", "places": 2, "mode": "half-up"},
        {"do": "multiply", "column": "factor"},
        {"do": "round", "places": 2, "mode": "half-up"},
        {"do": "sum", "over": "criteria"},
        {"do": "subtract", "column": "deductions"},
    )
    rounds = [Round([[7, 8], [8, 8], [9, 6], [7, 9], [6, 7]], {"factor": "1,335", "deductions": "0.5"})]
    # C1: 7 8 7 → 22/3 → 7.33 → 9.78555 → 9.79; C2: 8 8 7 → 23/3 → 7.67 → 10.23945 → 10.24; 20.03 − 0.5
    assert counted.total(rounds) == Fraction("19.53")
    assert counted.shown(Fraction("19.53")) == "19.53"


def test_middle_five_of_seven_times_difficulty_over_rounds() -> None:
    counted = rule(
        20,
        ["1"],
        {"do": "drop", "over": "members", "highest": 1, "lowest": 1},
        {"do": "sum", "over": "members"},
        {"do": "multiply", "by": "0.6"},
        {"do": "multiply", "column": "difficulty"},
        {"do": "sum", "over": "rounds"},
    )
    first = Round([[14], [15], [13], [14], [16], [12], [15]], {"difficulty": "2.8"})
    second = Round([[10]] * 7, {"difficulty": "3.1"})
    assert counted.total([first, second]) == Fraction("212.28")  # 71 × 0.6 × 2.8 = 119.28; 50 × 0.6 × 3.1 = 93


def test_lower_is_better_mean_and_a_little_of_the_worst() -> None:
    steps = ({"do": "mean", "over": "members"}, {"do": "add-worst", "by": "0.0001"})
    counted = rule(28, ["1"], *steps, higher_is_better=False)
    assert counted.total([Round([[3], [1], [4], [4]])]) == Fraction("3.0004")


def test_points_table() -> None:
    table = {"do": "table", "points": [("1", "25"), ("2", "18"), ("3", "15")], "otherwise": "0"}
    counted = rule(9, ["1"], table, {"do": "sum", "over": "members"})
    assert counted.total([Round([[1], [3], [7]])]) == 40
    strict = rule(9, ["1"], {**table, "otherwise": None}, {"do": "sum", "over": "members"})
    with pytest.raises(SittingError, match="names no points for 7"):
        strict.total([Round([[1], [7]])])


def test_bonus_has_a_roof_and_the_cap_holds() -> None:
    bonus = {"do": "add", "column": "bonus", "at_most": "5"}
    counted = rule(5, ["1"], {"do": "sum", "over": "members"}, bonus, {"do": "cap", "at": "14"})
    assert counted.total([Round([[4], [4]], {"bonus": "7"})]) == 13
    assert counted.total([Round([[5], [5]], {"bonus": "7"})]) == 14
    with pytest.raises(SittingError, match="“bonus”"):
        counted.total([Round([[5], [5]], {"bonus": "many"})])


def test_median_and_weights_and_best() -> None:
    assert rule(9, ["1"], {"do": "median", "over": "members"}).total([Round([[1], [9], [4], [6]])]) == 5
    weigh = rule(5, ["2", "3"], {"do": "multiply", "weight": True}, {"do": "sum", "over": "panel"})
    assert weigh.total([Round([[1, 2], [3, 4]])]) == 26  # 2+6 + 6+12
    best = rule(9, ["1"], {"do": "best", "over": "members"}, higher_is_better=False)
    assert best.total([Round([[3], [2], [7]])]) == 2


@pytest.mark.parametrize(
    ("mode", "expected"), [("half-up", ("3", "-3", "4")), ("half-even", ("2", "-2", "4")), ("down", ("2", "-2", "3"))]
)
def test_rounding_is_the_declared_one(mode: str, expected: tuple[str, str, str]) -> None:
    numbers = (Fraction(5, 2), Fraction(-5, 2), Fraction(7, 2))
    assert tuple(figure(rounded(number, 0, mode)) for number in numbers) == expected


def test_a_total_is_exact_until_the_rule_rounds() -> None:
    counted = rule(5, ["1"], {"do": "mean", "over": "members"})
    assert counted.total([Round([[4], [4], [5]])]) == Fraction(13, 3)
    assert counted.shown(Fraction(13, 3)) == "13/3"
    assert fixed(Fraction(9, 2), 2) == "4.50"


@pytest.mark.parametrize(
    ("steps", "says"),
    [
        ([{"do": "sum", "over": "criteria"}], "no step joins the members"),
        ([{"do": "sum", "over": "members"}, {"do": "mean", "over": "members"}], "has been joined by an earlier step"),
        ([{"do": "drop", "over": "members", "highest": 1}, {"do": "sum", "over": "criteria"}], "after a drop"),
        ([{"do": "sum"}], "over: “sum” needs it"),
        ([{"do": "sum", "over": "members"}, {"do": "round", "places": 2}], "mode: “round” needs it"),
        ([{"do": "add", "column": "x"}, {"do": "sum", "over": "members"}], "after the members are joined"),
        ([{"do": "multiply", "by": "2", "column": "x"}], "exactly one of by, column, weight"),
        ([{"do": "multiply", "by": 0.6}], "an exact number"),
    ],
)
def test_an_impossible_rule_is_refused(steps: list[dict[str, Any]], says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        Counting.model_validate({"steps": steps})


def test_a_rule_must_fit_its_criteria() -> None:
    with pytest.raises(ValidationError, match="no step joins the criteria"):
        rule(5, ["1", "1"], {"do": "sum", "over": "members"})


def test_a_mean_ranks_unequal_panels_and_says_so() -> None:
    mean = Counting.model_validate({"steps": [{"do": "mean", "over": "members"}]})
    assert mean.unequal[0] is Unequal.MEAN_OF_VALID
    assert Counting.model_validate_json(mean.canonical()) == mean


def slow_total(kind: str, rows: list[list[int]], weights: list[Fraction]) -> Fraction:
    """The obvious way, sharing nothing with the engine."""
    if kind == "sum":
        total = Fraction(0)
        for row in rows:
            for mark in row:
                total += mark
        return total
    if kind == "weighted":
        of_members = []
        for row in rows:
            top = Fraction(0)
            for place in range(len(row)):
                top += row[place] * weights[place]
            of_members.append(top)
        return sum(of_members, Fraction(0)) / len(of_members)
    total = Fraction(0)
    for place in range(len(weights)):
        column = sorted(row[place] for row in rows)
        column = column[1:-1]
        total += Fraction(sum(column), len(column))
    return total


KINDS: dict[str, tuple[dict[str, Any], ...]] = {
    "sum": SUM,
    "weighted": ({"do": "weighted-sum", "over": "criteria"}, {"do": "mean", "over": "members"}),
    "dropped": (
        {"do": "drop", "over": "members", "highest": 1, "lowest": 1},
        {"do": "mean", "over": "members"},
        {"do": "sum", "over": "criteria"},
    ),
}
PANELS = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(st.integers(0, 10), min_size=width, max_size=width), min_size=3, max_size=7)
)


@given(PANELS, st.sampled_from(sorted(KINDS)), st.randoms(use_true_random=False))
def test_the_engine_agrees_with_the_slow_way_in_any_order_of_members(
    panel: list[list[int]], kind: str, random: Any
) -> None:
    weights = ["0.15", "0.25", "1/3", "2"][: len(panel[0])]
    counted = rule(10, weights, *KINDS[kind])
    expected = slow_total(kind, panel, [Fraction(weight) for weight in weights])
    assert counted.total([Round(panel)]) == expected
    shuffled = list(panel)
    random.shuffle(shuffled)
    assert counted.total([Round(shuffled)]) == expected
    assert counted.chain([Round(panel)])[-1].endswith(f"= {figure(expected)}")
