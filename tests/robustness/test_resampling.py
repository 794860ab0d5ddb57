from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.contest.counting import Step, TieRule, TieStep, Unequal
from models.errors import CancelledError
from models.sitting.robustness import resampling
from models.sitting.robustness.linear import adds_up, figures_of
from models.sitting.robustness.pool import Pool
from models.sitting.robustness.resampling import cut, draw, resample

Make = Callable[..., Pool]
LINEAR: dict[str, dict[str, Any]] = {
    "sum": {},
    "mean": {"steps": (Step(do="sum", over="criteria"), Step(do="mean", over="members"))},
    "panel": {"steps": (Step(do="mean", over="panel"),)},
    "weighted": {
        "steps": (Step(do="mean", over="members"), Step(do="weighted-mean", over="criteria")),
        "weights": ("1/3", "2"),
    },
    "rounded for each member": {
        "steps": (
            Step(do="mean", over="criteria"),
            Step(do="round", places=0, mode="half-up"),
            Step(do="sum", over="members"),
            Step(do="multiply", by=Fraction(3, 7)),
        )
    },
    "lower is better": {"higher_is_better": False},
    "tie step": {"ties": TieRule(steps=(TieStep(by="criterion", criterion="C1"),))},
}
OTHER: dict[str, tuple[Step, ...]] = {
    "median": (Step(do="sum", over="criteria"), Step(do="median", over="members")),
    "rounded": (
        Step(do="sum", over="criteria"),
        Step(do="mean", over="members"),
        Step(do="round", places=0, mode="half-up"),
    ),
    "dropped": (
        Step(do="sum", over="criteria"),
        Step(do="drop", over="members", highest=1, lowest=1),
        Step(do="mean", over="members"),
    ),
}


def marks(members: int = 3) -> st.SearchStrategy[Any]:
    panel = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=members, max_size=members)
    return st.lists(panel, min_size=2, max_size=5).map(lambda found: dict(zip("ABCDE", found, strict=False)))


@pytest.mark.parametrize("name", LINEAR)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_arrays_agree_with_the_ordinary_rule(make_pool: Make, name: str, data: st.DataObject) -> None:
    made = make_pool(data.draw(marks()), data.draw(st.integers(0, 3)), maxima=(3, 3), **LINEAR[name])
    fast = resample(made, times=12)
    slow = resampling._each(made, draw(3, 12, resampling.SEED), lambda _done, _of: True)
    assert (fast.by_arrays, slow.by_arrays) == (True, False)
    assert (fast.wins, fast.line, fast.times) == (slow.wins, slow.line, 12)
    assert fast.low == pytest.approx(slow.low)
    assert fast.high == pytest.approx(slow.high)


@settings(max_examples=40, deadline=None)
@given(found=marks(4), grants=st.integers(1, 2), holes=st.sets(st.sampled_from(["A0", "A2", "B1"])))
def test_arrays_agree_where_marks_are_missing(make_pool: Make, found: Any, grants: int, holes: set[str]) -> None:
    for hole in holes:
        found[hole[0]][int(hole[1])] = None
    made = make_pool(found, grants, maxima=(3, 3), by_mean=True, unequal=(Unequal.MEAN_OF_VALID,))
    fast = resample(made, times=12)
    slow = resampling._each(made, draw(4, 12, resampling.SEED), lambda _done, _of: True)
    assert (fast.wins, fast.line, fast.times) == (slow.wins, slow.line, slow.times)


@pytest.mark.parametrize("name", OTHER)
def test_other_rules_are_counted_by_the_ordinary_rule(make_pool: Make, name: str) -> None:
    made = make_pool({"A": [(3,), (1,), (1,)], "B": [(1,), (2,), (2,)]}, 1, steps=OTHER[name])
    assert not adds_up(made.rule.counting)
    found = resample(made, times=50)
    assert (found.by_arrays, found.times) == (False, 50)
    for place in range(2):
        assert 0 < found.wins[place] < 50


def test_the_same_seed_draws_the_same_panels(make_pool: Make) -> None:
    made = make_pool({"A": [(3,), (1,), (1,)], "B": [(1,), (2,), (2,)]}, 1)
    assert resample(made) == resample(made)
    assert resample(made, seed=1) != resample(made, seed=2)
    drawn = draw(5, 1000, 3)
    assert drawn.shape == (1000, 5)
    assert set(drawn.sum(axis=1).tolist()) == {5}


def test_sums_of_unequal_panels_are_not_resampled(make_pool: Make) -> None:
    found = resample(make_pool({"A": [(5,), (4,), None], "B": [None, (4,), (3,)]}, 1), times=20)
    assert found.times < 20
    single = resample(make_pool({"A": [(5,)], "B": [(4,)]}, 1))
    assert (single.times, single.wins) == (0, (0, 0))
    assert "single member" in single.problem


def test_figures_too_large_for_exactness_are_refused(make_pool: Make) -> None:
    huge = make_pool({"A": [(1,), (1,)]}, 1, steps=(
        Step(do="multiply", by=Fraction(1, 10**15 + 37)), Step(do="sum", over="members"),
        Step(do="sum", over="criteria"), Step(do="multiply", by=Fraction(10**17)),
    ))  # fmt: skip
    assert figures_of(huge) is None


def test_resampling_stops_when_asked(make_pool: Make) -> None:
    made = make_pool({"A": [(3,), (1,)], "B": [(1,), (2,)]}, 1, steps=OTHER["median"])
    with pytest.raises(CancelledError):
        resample(made, report=lambda done, _of: done < 3)


def test_the_middle_leaves_out_what_was_not_counted() -> None:
    assert resampling._middle(np.array([[1.0, 1.0], [np.nan, 3.0]])) == ((1.0, 3.0), (1.0, 3.0))


@pytest.mark.parametrize("spread", [1, 3, 254, 255, 40_000])
@pytest.mark.parametrize("applications", [2, 300])
def test_the_cut_is_where_sorting_puts_it(applications: int, spread: int) -> None:
    found = np.random.default_rng(spread).integers(-spread, spread, (applications, 5)).astype(np.float64)
    for grants in (0, 1, applications // 2, applications):
        wins, line, tied = cut(found, grants)
        expected = np.zeros((3, applications), int)
        for panel in found.T:
            ordered = sorted(panel, reverse=True)
            for one, total in enumerate(panel):
                above = sum(other > total for other in ordered)
                reaching = above + ordered.count(total)
                expected[0, one] += reaching <= grants
                expected[1, one] += above < grants < reaching
        assert wins.tolist() == expected[0].tolist()
        assert line.tolist() == expected[1].tolist()
        assert int(tied.sum()) == sum(len({*sorted(one)[-grants:]} & {*sorted(one)[:-grants]}) for one in found.T) * (
            0 < grants < applications
        )
