from collections.abc import Callable

import krippendorff
import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from models.sitting.robustness.agreement import _moments, _ordinal, agreement, icc_single, interval_alpha
from models.sitting.robustness.pool import Pool

Make = Callable[..., Pool]

SHROUT_FLEISS = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
"""Six targets and four judges: Shrout and Fleiss, Psychological Bulletin 86 (1979), table 2; ICC(2,1) in table 4."""
_ = np.nan
KRIPPENDORFF = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, 3],
    [_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _],
]
"""Four observers and twelve units with holes: Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011)."""


def test_icc_is_that_of_shrout_and_fleiss() -> None:
    assert icc_single(np.array(SHROUT_FLEISS, dtype=float)) == pytest.approx(0.29, abs=0.005)


def test_alpha_is_that_of_krippendorff() -> None:
    ratings = np.array(KRIPPENDORFF).T
    several = ratings[(~np.isnan(ratings)).sum(axis=1) > 1]
    counts, ordinal_alpha = _ordinal(several)
    assert ordinal_alpha(counts) == pytest.approx(0.815, abs=0.0005)
    assert interval_alpha(_moments(several)) == pytest.approx(0.849, abs=0.0005)


@given(st.lists(st.lists(st.integers(0, 25) | st.none(), min_size=3, max_size=3), min_size=2, max_size=12))
def test_the_fast_alpha_is_the_library_s(rows: list[list[int | None]]) -> None:
    ratings = np.array([[np.nan if one is None else one for one in row] for row in rows], dtype=float)
    several = ratings[(~np.isnan(ratings)).sum(axis=1) > 1]
    assume(len(set(several[~np.isnan(several)].tolist())) > 1)
    library = krippendorff.alpha(reliability_data=several.T, level_of_measurement="interval")
    assert interval_alpha(_moments(several)) == pytest.approx(library)


def test_full_agreement_is_one_with_its_interval(make_pool: Make) -> None:
    made = make_pool({f"A{n:02}": [(n % 6,), (n % 6,), (n % 6,)] for n in range(12)}, 3)
    found = agreement([made], seed=1, draws=40)
    assert found.icc is not None
    assert found.alpha is not None
    assert (found.icc.value, found.icc.low, found.icc.high, found.icc.applications) == pytest.approx((1, 1, 1, 12))
    assert (found.alpha.value, found.alpha.low) == pytest.approx((1, 1))
    [(code, criterion)] = found.criteria
    assert code == "C1"
    assert criterion is not None
    assert criterion.value == pytest.approx(1)


def test_too_few_applications_give_no_figure_but_a_reason(make_pool: Make) -> None:
    found = agreement([make_pool({f"A{n}": [(n,), (n,)] for n in range(5)}, 1)], seed=1)
    assert (found.icc, found.alpha, found.criteria) == (None, None, (("C1", None),))
    assert "Only 5 applications" in found.icc_problem


def test_marks_all_alike_give_a_reason(make_pool: Make) -> None:
    found = agreement([make_pool({f"A{n:02}": [(5,), (5,)] for n in range(12)}, 1)], seed=1)
    assert found.icc is None
    assert "All marks are the same" in found.icc_problem


def test_holes_take_an_application_from_the_icc_only(make_pool: Make) -> None:
    marks = {f"A{n:02}": [(n % 6,), (n % 5,), (n % 4,)] for n in range(14)}
    marks["A00"][1] = None  # type: ignore[call-overload]  # a hole
    first = agreement([make_pool(marks, 1)], seed=1, draws=40)
    assert first.icc is not None
    assert first.alpha is not None
    assert (first.icc.applications, first.alpha.applications) == (13, 14)
    assert first.alpha.low <= first.alpha.value <= first.alpha.high
    assert first == agreement([make_pool(marks, 1)], seed=1, draws=40)


def test_nobody_has_nothing() -> None:
    found = agreement([], seed=1)
    assert (found.icc, found.alpha, found.criteria) == (None, None, ())
