"""Random contests as plain dictionaries: a lawful rule, marks with holes, ties, quotas, money."""

from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

Draw = Any
SMALL = ["0", "1", "2", "-1", "0.5", "1.5", "1/3", "7/4"]
FACTORS = ["1", "2", "0.5", "1.335", "3/2"]


@st.composite
def contests(draw: Draw) -> dict[str, Any]:
    criteria = draw(st.integers(1, 3))
    maxima = [draw(st.sampled_from([1, 2, 5])) for _ in range(criteria)]
    weights = [draw(st.sampled_from(["1", "2", "0.3", "1/3"])) for _ in range(criteria)]
    steps, after = _rule(draw, criteria)
    members = draw(st.integers(1, 5))
    applications = [f"A{n}" for n in range(draw(st.integers(1, 9)))]
    rounds = 2 if after else 1
    holes = draw(st.sampled_from([0, 0, 0, 1, 3]))
    contest: dict[str, Any] = {
        "minima": [0] * criteria,
        "maxima": maxima,
        "weights": [Fraction(weight) for weight in weights],
        "weights_as_text": weights,
        "steps": steps,
        "after": after,
        "high": draw(st.booleans()),
        "thresholds": draw(st.lists(_threshold(criteria), max_size=2)),
        "ties": draw(st.lists(_tie(criteria, after), max_size=3)),
        "then": draw(st.sampled_from(["commission-vote", "commission-vote", "lot", "shared"])),
        "marks": {
            code: [[[_mark(draw, top, 0) for top in maxima] for _ in range(members)] for _ in range(rounds)]
            for code in applications
        },
        "columns": {},
        "grants": draw(st.integers(0, 6)),
        "fund": draw(st.one_of(st.none(), st.integers(0, 12))),
        "over": draw(st.sampled_from(["stop", "skip", "part"])),
        "asked": {code: draw(st.integers(1, 4)) for code in applications},
        "seed": str(draw(st.integers(0, 99))),
        "order": draw(
            st.sampled_from(
                [
                    ("thresholds", "quotas", "merit"),
                    ("thresholds", "merit", "quotas"),
                    ("quotas", "thresholds", "merit"),
                    ("merit", "thresholds", "quotas"),
                    ("quotas", "merit"),
                ]
            )
        ),
    }
    for _ in range(holes):
        code = draw(st.sampled_from(applications))
        row = draw(st.sampled_from(contest["marks"][code][draw(st.integers(0, rounds - 1))]))
        row[draw(st.integers(0, criteria - 1))] = None
    groups: list[list[str]] = [[], [], []]
    for code in applications:
        group = draw(st.integers(0, 2))
        groups[group].append(code)
        shared = {
            "bonus": draw(st.sampled_from(["0", "1", "4"])),
            "rank": draw(st.sampled_from(["", "1", "2"])),
            "group": str(group),
        }
        contest["columns"][code] = [{**shared, "factor": draw(st.sampled_from(FACTORS))} for _ in range(rounds)]
    places = draw(st.lists(st.integers(1, 3), max_size=3))
    contest["groups"] = []
    taken: set[str] = set()
    for number, kept in enumerate(places):
        roof = draw(st.one_of(st.none(), st.integers(max(1, kept), 4)))
        fitting = {
            *groups[number],
            *draw(st.sets(st.sampled_from(applications), max_size=draw(st.sampled_from([0, 4])))),
        }
        contest["groups"].append(
            {
                "places": kept if roof is None else draw(st.integers(0, kept)),
                "members": frozenset(fitting - taken),
                "roof": roof,
                "under_roof": frozenset(fitting),
            }
        )
        taken |= fitting
    return contest


def _mark(draw: Draw, top: int, low: int) -> int:
    return int(draw(st.integers(low, top)))


def _changes(draw: Draw, *, joined: bool, whole: bool, weights: bool = False) -> list[dict[str, Any]]:
    """Draw steps that change every figure; `joined`: a step has joined before; `whole`: the application is one."""
    choices: list[dict[str, Any]] = [
        {"do": "multiply", "by": draw(st.sampled_from(SMALL))},
        {"do": "multiply", "column": "factor"},
        {"do": "add", "by": draw(st.sampled_from(SMALL))},
        {"do": "subtract", "by": draw(st.sampled_from(SMALL)), "at_most": "1"},
        {"do": "cap", "at": draw(st.sampled_from(["2", "3.5"]))},
        {
            "do": "round",
            "places": draw(st.integers(0, 2)),
            "mode": draw(st.sampled_from(["half-up", "half-even", "down"])),
        },
        {"do": "table", "points": [["0", "1"], ["1", "5/2"], ["2", "-1"]], "otherwise": "1/2"},
    ]
    if joined:
        choices += [{"do": "add-worst", "by": "0.0001"}, {"do": "add-best", "by": "1/2"}]
    if whole:
        choices += [{"do": "add", "column": "bonus", "at_most": "2"}, {"do": "subtract", "column": "bonus"}]
    if weights:
        choices.append({"do": "multiply", "weight": True})
    return [dict(draw(st.sampled_from(choices))) for _ in range(draw(st.sampled_from([0, 0, 1, 2])))]


def _join(draw: Draw, over: str, *, weighted: bool = False) -> dict[str, Any]:
    joins = ["sum", "mean", "median", "best", "worst", *(["weighted-sum", "weighted-mean"] if weighted else [])]
    return {"do": draw(st.sampled_from(joins)), "over": over}


def _drop(draw: Draw, over: str, at_most: int) -> list[dict[str, Any]]:
    if at_most < 1 or not draw(st.booleans()):
        return []
    highest = draw(st.integers(0, at_most))
    lowest = draw(st.integers(0 if highest else 1, max(1 if not highest else 0, at_most - highest)))
    return [{"do": "drop", "over": over, "highest": highest, "lowest": lowest}]


def _rule(draw: Draw, criteria: int) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    shape = draw(st.sampled_from(["members", "criteria", "criteria", "panel"]))
    steps = _changes(draw, joined=False, whole=False, weights=True)
    if shape == "panel":
        steps.append(_join(draw, "panel"))
    elif shape == "members":
        steps += [*_drop(draw, "members", 2), _join(draw, "members")]
        if criteria > 1:
            steps += _changes(draw, joined=True, whole=True, weights=True)
            dropped = _drop(draw, "criteria", criteria - 1)
            steps += [*dropped, _join(draw, "criteria", weighted=not dropped)]
    else:
        dropped = _drop(draw, "criteria", criteria - 1)
        steps += [*dropped, _join(draw, "criteria", weighted=not dropped)]
        steps += [*_changes(draw, joined=True, whole=False), *_drop(draw, "members", 2), _join(draw, "members")]
    steps += _changes(draw, joined=True, whole=True)
    if draw(st.integers(0, 3)):
        return steps, []
    after = [_join(draw, "rounds")]
    if draw(st.booleans()):
        after.append({"do": "add-worst", "by": "1/10"})
    return steps, after


@st.composite
def _threshold(draw: Draw, criteria: int) -> dict[str, Any]:
    return {
        "share": Fraction(draw(st.sampled_from(["1/4", "1/2", "3/4"]))),
        "strictly": draw(st.booleans()),
        "criterion": draw(st.one_of(st.none(), st.integers(0, criteria - 1))),
    }


@st.composite
def _tie(draw: Draw, criteria: int, after: list[Any]) -> dict[str, Any]:
    kinds = ["criterion", "top-marks", "count-back", "column", "values", *(["round"] if after else [])]
    step: dict[str, Any] = {"by": draw(st.sampled_from(kinds)), "higher_first": draw(st.booleans())}
    if step["by"] == "criterion":
        step["number"] = draw(st.integers(0, criteria - 1))
    elif step["by"] == "round":
        step["number"] = draw(st.integers(0, 1))
    elif step["by"] == "column":
        step["column"] = "rank"
    elif step["by"] == "values":
        step |= {"by": "column", "column": "group", "values": ["1"]}
    return step
