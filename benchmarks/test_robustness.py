"""Resampled panels: exact, against plain Python and against the matrix product alone."""

from collections import Counter
from random import Random
from typing import Any

import numpy as np
import pytest

from benchmarks.conftest import Measure
from benchmarks.pools import Pool as Contest
from models.scoring.sheets import Sheet
from models.sitting.robustness.agreement import agreement
from models.sitting.robustness.flip import smallest_flip
from models.sitting.robustness.linear import figures_of
from models.sitting.robustness.pool import Pool, pools
from models.sitting.robustness.resampling import SEED, TIMES, _each, cut, draw, resample, totals
from models.sitting.robustness.scenarios import suppose_all
from models.sitting.state import sitting
from models.sitting.table import outcome


def largest(contest: Contest, sheets: list[Sheet]) -> Pool:
    """Return the larger territory's pool."""
    state = sitting(contest.manifest, sheets, contest.acts())
    return max(pools(state, outcome(state)), key=lambda pool: len(pool.codes))


@pytest.fixture(scope="module")
def small_pool(small: Contest, small_sheets: list[Sheet]) -> Pool:
    return largest(small, small_sheets)


@pytest.fixture(scope="module")
def large_pool(large: Contest, large_sheets: list[Sheet]) -> Pool:
    return largest(large, large_sheets)


@pytest.fixture(params=["small_pool", "large_pool"])
def pool(request: pytest.FixtureRequest) -> Pool:
    return request.getfixturevalue(request.param)


def group(pool: Pool, base: str) -> str:
    return f"{TIMES} resampled panels, {len(pool.codes)} × {len(pool.members)}, against {base}"


def plainly(pool: Pool) -> tuple[Counter[str], Counter[str]]:
    """Draw, add up, sort, see who is above the cut: as one would write it."""
    rng = Random(SEED)
    sums = {code: {member: sum(row) for member, row in own.items()} for code, own in pool.rows.items()}
    wins: Counter[str] = Counter()
    line: Counter[str] = Counter()
    for _ in range(TIMES):
        panel = rng.choices(pool.members, k=len(pool.members))
        found = {code: sum(own[member] for member in panel) for code, own in sums.items()}
        ordered = sorted(found.values(), reverse=True)
        edge, after = ordered[pool.terms.grants - 1], ordered[pool.terms.grants]
        for code, total in found.items():
            if total > edge or (total == edge and edge != after):
                wins[code] += 1
            elif total == edge:
                line[code] += 1
    return wins, line


def by_arrays(figures: Any, weights: Any, grants: int) -> Any:
    return cut(totals(figures, weights), grants)


def test_plain_python(measure: Measure, pool: Pool) -> None:
    measure(group(pool, "plain Python"), "plain Python: drawn, added up, sorted", lambda: plainly(pool), base=True,
            rounds=3)  # fmt: skip


def test_whole(measure: Measure, pool: Pool) -> None:
    found = measure(
        group(pool, "plain Python"),
        "the program: figures, draws, winners, intervals",
        lambda: resample(pool),
        faster=20,
    )
    assert found.by_arrays
    assert sum(found.wins) <= TIMES * pool.terms.grants


def test_product(measure: Measure, pool: Pool) -> None:
    figures = figures_of(pool)
    assert figures is not None
    weights, marks = draw(len(pool.members), TIMES, SEED).astype(np.float64), figures.figures.T.astype(np.float64)
    measure(group(pool, "the product"), "numpy: weights × marks alone", lambda: weights @ marks, base=True, rounds=100)


def test_arrays(measure: Measure, pool: Pool) -> None:
    figures = figures_of(pool)
    assert figures is not None
    weights = np.ascontiguousarray(draw(len(pool.members), TIMES, SEED).T, figures.figures.dtype)
    grants = pool.terms.grants
    wins, line, _ = measure(
        group(pool, "the product"), "the program: totals, cut, who wins, who is on the line",
        lambda: by_arrays(figures, weights, grants), limit=6, rounds=100,
    )  # fmt: skip
    expected = resample(pool)
    assert (tuple(wins), tuple(line)) == (expected.wins, expected.line)


def test_ordinary_rule(measure: Measure, small_pool: Pool) -> None:
    drawn = draw(len(small_pool.members), TIMES, SEED)
    found = measure(
        group(small_pool, "plain Python"), "the program: every panel by the ordinary rule (rules that do not add up)",
        lambda: _each(small_pool, drawn, lambda _done, _of: True), rounds=1,
    )  # fmt: skip
    assert (found.wins, found.line) == (resample(small_pool).wins, resample(small_pool).line)


def test_rest(measure: Measure, pool: Pool) -> None:
    name = f"would it change, {len(pool.codes)} × {len(pool.members)}"
    measure(name, "all scenarios and the smallest flip", lambda: (suppose_all(pool), smallest_flip(pool)), rounds=1)


def test_agreement(measure: Measure, pool: Pool) -> None:
    name = f"would it change, {len(pool.codes)} × {len(pool.members)}"
    measure(name, "agreement with its intervals", lambda: agreement([pool], seed=SEED), rounds=1)
