"""Resampled panels: as many members as there are, drawn again and again with putting back, everything counted anew.

A bootstrap of the members (Efron 1979): how far the result hangs on who happened to sit on the panel.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from models.errors import SittingError
from models.progress import Report, silent, step
from models.sitting.robustness.linear import Figures, cut_by_total, figures_of
from models.sitting.robustness.pool import Pool, fate_of
from models.wording import tr

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[np.float64]]

TIMES = 1_000
SEED = 2022
"""Stated on the page, so that anybody who repeats it finds the same panels."""
_BLOCK = 128


@dataclass(frozen=True)
class Resampled:
    """How every application fares over the resampled panels; the tuples stand in the order of the pool's codes."""

    times: int
    """Panels that could be counted."""
    wins: tuple[int, ...]
    line: tuple[int, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    """The middle 95 of 100 totals lie between them, as far as the panels could be counted."""
    by_arrays: bool
    """Whether the totals were counted as arrays of whole numbers; else each by the ordinary rule. Both are exact."""
    problem: str = ""
    """Why there are none, where `times` is 0."""


def draw(members: int, times: int, seed: int) -> "np.ndarray[Any, np.dtype[np.int64]]":
    """Return how often each member sits on each panel: a row a panel, its sum the number of members."""
    import numpy as np

    return np.random.default_rng(seed).multinomial(members, [1 / members] * members, size=times)


def resample(pool: Pool, *, times: int = TIMES, seed: int = SEED, report: Report = silent) -> Resampled:
    """Count `pool` with `times` panels drawn by `seed`; the same call gives the same answer.

    Where totals add up and nothing but the cut makes winners, they are counted as arrays of whole numbers; every
    other panel by the ordinary rule. Panels that can't be compared are left out; without any `problem` says so.
    """
    if len(pool.members) < 2:
        return _none(pool, tr("There are no panels to draw from a single member."))
    drawn = draw(len(pool.members), times, seed)
    figures = figures_of(pool) if cut_by_total(pool) and (pool.complete or pool.by_mean) else None
    if figures is None:
        return _each(pool, drawn, report)
    return _arrays(pool, figures, drawn, report)


def totals(figures: Figures, drawn: "Array") -> "Array":
    """Return the scaled totals, a row a panel; NaN where an application has no marks of the panel."""
    import numpy as np

    summed = drawn @ figures.figures
    if not figures.mean:
        return summed + figures.additional if figures.additional.any() else summed
    if figures.given.all():  # the same number everywhere: comparing sums compares means
        return summed + figures.additional * drawn[0].sum() if figures.additional.any() else summed
    # two different means of so few marks differ by far more than a float's last digit, and equal ones round alike
    number = drawn @ figures.given
    with np.errstate(invalid="ignore", divide="ignore"):
        return summed / number + figures.additional


def cut(found: "Array", grants: int) -> tuple[Any, Any, Any]:
    """Return (wins, line) by application, and which panels' cut runs through equal totals.

    `found` are totals, bigger is better, without NaN.
    """
    import numpy as np

    panels, applications = found.shape
    wins, line = np.zeros(applications, dtype=np.int64), np.zeros(applications, dtype=np.int64)
    tied = np.zeros(panels, dtype=bool)
    if grants <= 0:
        return wins, line, tied
    if grants >= applications:
        return wins + panels, line, tied
    for start in range(0, panels, _BLOCK):
        block = found[start : start + _BLOCK]
        edge = np.partition(block, applications - grants, axis=1)[:, applications - grants, None]
        reached = block >= edge
        open_ = np.count_nonzero(reached, axis=1) > grants
        wins += np.count_nonzero(reached, axis=0)
        if open_.any():
            equal = np.count_nonzero(block[open_] == edge[open_], axis=0)
            wins -= equal
            line += equal
            tied[start : start + _BLOCK] = open_
    return wins, line, tied


def _arrays(pool: Pool, figures: Figures, drawn: Any, report: Report) -> Resampled:
    import numpy as np

    step(report, 0, 1)
    weights = drawn.astype(np.float64)
    found = totals(figures, weights)
    if not pool.complete and (weights @ figures.given < pool.rule.counting.marks_needed).any():
        return _each(pool, drawn, report)  # some are not ranked by some panels: let the ordinary rule say who
    wins, line, tied = cut(found, pool.terms.grants)
    if tied.any() and pool.criteria.counting.ties.steps:
        # tie steps may tell those at the cut apart: count these panels by the ordinary rule
        wins, line, _ = cut(found[~tied], pool.terms.grants)
        more = _each(pool, drawn[tied], report)
        wins, line = wins + np.array(more.wins), line + np.array(more.line)
    size = len(pool.members) if figures.mean and figures.given.all() else 1
    low, high = _middle(found / (figures.scale * size))
    return Resampled(len(drawn), _ints(wins), _ints(line), low, high, by_arrays=True)


def _each(pool: Pool, drawn: Any, report: Report) -> Resampled:
    import numpy as np

    wins, line = dict.fromkeys(pool.codes, 0), dict.fromkeys(pool.codes, 0)
    found: list[list[float]] = []
    problem = ""
    counts: Sequence[Sequence[int]] = drawn.tolist()
    for number, times in enumerate(counts):
        step(report, number, len(counts))
        often = dict(zip(pool.members, times, strict=True))
        rows = {
            code: [row for member, row in own.items() for _ in range(often[member])] for code, own in pool.rows.items()
        }
        try:
            counted = pool.counted_again(rows)
            fate = fate_of(pool.placed(counted).proposal)
        except SittingError as error:
            problem = str(error)
            continue
        found.append([float(counted[code].total) if code in counted else np.nan for code in pool.codes])
        for code in fate.wins:
            wins[code] += 1
        for code in fate.line:
            line[code] += 1
    if not found:
        return _none(pool, problem)
    low, high = _middle(np.array(found))
    return Resampled(len(found), tuple(wins.values()), tuple(line.values()), low, high, by_arrays=False)


def _none(pool: Pool, problem: str) -> Resampled:
    nobody, nothing = (0,) * len(pool.codes), (0.0,) * len(pool.codes)
    return Resampled(0, nobody, nobody, nothing, nothing, by_arrays=False, problem=problem)


def _middle(found: "Array") -> tuple[tuple[float, ...], tuple[float, ...]]:
    import numpy as np

    if not len(found):
        return (math.nan,), (math.nan,)
    if np.isnan(found).any():
        pairs = [_middle(column[~np.isnan(column), None]) for column in found.T]
        return tuple(low[0] for low, _ in pairs), tuple(high[0] for _, high in pairs)
    ordered = np.sort(np.ascontiguousarray(found.T), axis=1)
    first = math.floor(len(found) * 0.025)
    return tuple(ordered[:, first].tolist()), tuple(ordered[:, len(found) - 1 - first].tolist())


def _ints(values: Any) -> tuple[int, ...]:
    return tuple(int(one) for one in values)
