"""The smallest flip, held against all changes there are."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.contest.counting import Step, Threshold, TieRule, TieStep, Unequal
from models.errors import CancelledError
from models.sitting.robustness.closing import Cell, fewest
from models.sitting.robustness.flip import Changed, smallest_flip
from models.sitting.robustness.pool import Fate, Pool

Make = Callable[..., Pool]
RULES: dict[str, dict[str, Any]] = {
    "sum": {},
    "mean": {"steps": (Step(do="sum", over="criteria"), Step(do="mean", over="members"))},
    "weighted": {
        "steps": (Step(do="weighted-sum", over="criteria"), Step(do="sum", over="members")),
        "weights": ("1", "3/2"),
    },
    "lower is better": {"higher_is_better": False},
    "threshold": {"threshold": Threshold(share=Fraction(1, 2), strictly=True)},
    "tie step": {"ties": TieRule(steps=(TieStep(by="criterion", criterion="C1"),))},
    "median": {"steps": (Step(do="sum", over="criteria"), Step(do="median", over="members"))},
    "rounded": {
        "steps": (
            Step(do="sum", over="criteria"),
            Step(do="mean", over="members"),
            Step(do="round", places=0, mode="half-up"),
        )
    },
    "shared": {"ties": TieRule(then="shared")},
}


def by_brute_force(made: Pool) -> tuple[int, int] | None:
    """Return points and cells of the smallest flip, by trying every other set of marks."""
    cells = [
        (code, member, place)
        for code, own in made.rows.items()
        for member, row in own.items()
        for place in range(len(row))
    ]
    tops = [criterion.maximum for criterion in made.criteria.criteria]
    best: tuple[int, int] | None = None
    for marks in product(*(range(tops[place] + 1) for _, _, place in cells)):
        rows: dict[str, dict[str, list[int]]] = {
            c: {m: list(r) for m, r in own.items()} for c, own in made.rows.items()
        }
        points = changed = 0
        for (code, member, place), mark in zip(cells, marks, strict=True):
            by = abs(mark - int(made.rows[code][member][place]))
            points, changed = points + by, changed + (by > 0)
            rows[code][member][place] = mark
        if best is not None and (points, changed) >= best:
            continue
        if made.recounted({code: list(own.values()) for code, own in rows.items()}) != made.fate:
            best = points, changed
    return best


def marks(applications: int, members: int, criteria: int, top: int) -> st.SearchStrategy[Any]:
    row = st.tuples(*[st.integers(0, top)] * criteria)
    return st.lists(
        st.lists(row, min_size=members, max_size=members), min_size=applications, max_size=applications
    ).map(lambda made: dict(zip("ABC", made, strict=False)))


@pytest.mark.parametrize("name", RULES)
@settings(max_examples=8, deadline=None)
@given(data=st.data())
def test_the_flip_is_as_small_as_brute_force_finds(make_pool: Make, name: str, data: st.DataObject) -> None:
    shape = data.draw(st.sampled_from([(3, 1, 2, 1), (2, 2, 1, 3), (2, 1, 2, 2), (3, 2, 1, 2)]), label="shape")
    rule = dict(RULES[name])
    if shape[2] == 1:
        rule.pop("weights", None)
    found = data.draw(marks(*shape), label="marks")
    made = make_pool(found, data.draw(st.integers(1, 2)), maxima=(shape[3],) * shape[2], **rule)
    flip = smallest_flip(made).flip
    assert (None if flip is None else (flip.points, len(flip.changes))) == by_brute_force(made)
    if flip is not None:
        assert flip.then != made.fate


@settings(max_examples=25, deadline=None)
@given(found=marks(2, 3, 1, 3), hole=st.sampled_from("AB"), grants=st.just(1))
def test_with_holes_a_point_weighs_by_its_panel(make_pool: Make, found: Any, hole: str, grants: int) -> None:
    found[hole][1] = None
    ways = (Unequal.MEAN_OF_VALID,)
    made = make_pool(found, grants, maxima=(3,), by_mean=True, unequal=ways)
    flip = smallest_flip(made).flip
    assert (None if flip is None else (flip.points, len(flip.changes))) == by_brute_force(made)


def test_one_point_is_named(make_pool: Make) -> None:
    made = make_pool({"A": [(5, 4), (4, 4)], "B": [(5, 4), (3, 4)], "C": [(0, 0), (1, 1)]}, 1, maxima=(5, 5))
    found = smallest_flip(made).flip
    assert found is not None
    assert found.changes == (Changed("A", "m1", "C1", 5, 4),)
    assert found.then == Fate(frozenset(), frozenset("AB"))


def test_a_full_scale_leaves_only_the_way_down(make_pool: Make) -> None:
    made = make_pool({"A": [(5,), (5,)], "B": [(0,), (0,)]}, 1)
    found = smallest_flip(made).flip
    assert found is not None
    assert (found.points, len(found.changes)) == (10, 2)


def test_grants_for_all_can_not_flip(make_pool: Make) -> None:
    assert smallest_flip(make_pool({"A": [(5,)], "B": [(0,)]}, 2)).flip is None
    assert smallest_flip(make_pool({"A": [(5,)], "B": [(0,)]}, 2)).proven_up_to is None


def test_what_was_not_searched_is_said(make_pool: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("models.sitting.robustness.flip.FEWEST_TRIES", 10)
    monkeypatch.setattr("models.sitting.robustness.flip.WORK", 0)
    made = make_pool({"A": [(9,), (9,), (9,)], "B": [(2,), (2,), (1,)]}, 1, maxima=(9,), **RULES["median"])
    found = smallest_flip(made)
    assert found.flip is None
    assert found.proven_up_to in (1, 2)


def test_what_was_found_is_told_although_the_search_had_to_stop(
    make_pool: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = {"A": [(2, 1), (2, 2)], "B": [(3, 2), (3, 3)], "C": [(0, 0), (2, 3)]}
    made = make_pool(found, 1, maxima=(3, 3), **RULES["threshold"])
    whole = smallest_flip(made).flip
    monkeypatch.setattr("models.sitting.robustness.flip.FEWEST_TRIES", 80)
    monkeypatch.setattr("models.sitting.robustness.flip.WORK", 0)
    told = smallest_flip(made).flip
    assert whole is not None
    assert told is not None
    assert (told.points, len(told.changes), len(whole.changes)) == (whole.points, 3, 2)


def test_the_search_ends_and_can_be_stopped_where_many_changes_do_the_same(
    make_pool: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    # 25 cells an application: 260 000 ways to change four points, of which 25 results are left to look at
    rows = [(3,) * 5] * 5
    apart = {"A": [(5,) * 5] * 5, "B": rows, "C": rows}
    made = make_pool(apart, 1, maxima=(5,) * 5, **RULES["threshold"])
    monkeypatch.setattr("models.sitting.robustness.flip.CHANGES", 5_000)
    found = smallest_flip(made)
    assert (found.flip, found.proven_up_to) == (None, 2)
    asked: list[int] = []
    with pytest.raises(CancelledError):
        smallest_flip(made, lambda done, _: asked.append(done) is None and len(asked) < 100)
    assert len(asked) == 100


def places(cells: list[tuple[str, int]]) -> list[Cell]:
    return [Cell(("A", f"m{n}", "C"), Fraction(gain), room, 1) for n, (gain, room) in enumerate(cells)]


def closings(cells: list[Cell], gap: Fraction) -> Iterator[tuple[int, int]]:
    for by in product(*(range(cell.room + 1) for cell in cells)):
        if sum(cell.gain * points for cell, points in zip(cells, by, strict=True)) >= gap:
            yield sum(by), sum(map(bool, by))


@given(
    st.lists(st.tuples(st.sampled_from(["1", "3/2", "2", "1/3"]), st.integers(1, 3)), min_size=1, max_size=5),
    st.fractions(min_value=Fraction(1, 3), max_value=12, max_denominator=6),
)
def test_a_gap_is_closed_by_the_fewest_points_and_cells(cells: list[tuple[str, int]], gap: Fraction) -> None:
    found = fewest(places(cells), gap)
    assert (found.size if found else None) == min(closings(places(cells), gap), default=None)
    if found is not None:
        assert fewest(places(cells), gap, found.size) is None
