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
_ONE_CORE = 2**18
"""Multiplications that OpenBLAS, which comes with numpy, does not share among cores."""


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


def totals(figures: Figures, weights: "Array") -> "Array":
    """Return the scaled totals, a row an application, a column a panel; NaN where one has no marks of the panel.

    `weights` are how often each member sits on each panel, a row a member. Where `figures.whole`, totals are sums.
    """
    import numpy as np

    summed = _product(figures.figures, weights)
    more = figures.additional[:, None]
    if figures.whole:
        times = weights[:, 0].sum() if figures.mean else 1
        return summed + more * times if more.any() else summed
    # two different means of so few marks differ by far more than a float's last digit, and equal ones round alike
    number = _product(figures.given, weights)
    with np.errstate(invalid="ignore", divide="ignore"):
        return summed / number + more


def _product(figures: "Array", weights: "Array") -> "Array":
    """Return `figures @ weights` in pieces for one core each: waiting for a busy second one costs ten times as much."""
    import numpy as np

    found = np.empty((len(figures), weights.shape[1]), np.result_type(figures, weights))
    together = max(1, _ONE_CORE // weights.size)
    for start in range(0, len(figures), together):
        np.matmul(figures[start : start + together], weights, out=found[start : start + together])
    return found


def cut(found: "Array", grants: int) -> tuple[Any, Any, Any]:
    """Return (wins, line) by application, and which panels' cut runs through equal totals.

    `found` are whole numbers, bigger is better, a row an application, a column a panel.
    """
    import numpy as np

    applications, panels = found.shape
    wins, line = np.zeros(applications, dtype=np.int64), np.zeros(applications, dtype=np.int64)
    tied = np.zeros(panels, dtype=bool)
    if grants <= 0 or not panels:
        return wins, line, tied
    if grants >= applications:
        return wins + panels, line, tied
    least = min(found.min(), 0)
    most = int(found.max() - least)
    small = (found - least if least else found).astype(np.min_scalar_type(most + 1))
    edge, reaching = np.zeros(panels, small.dtype), np.full(panels, applications)
    for bit in reversed(range(most.bit_length())):  # the highest number that as many reach as there are grants
        higher = edge + small.dtype.type(1 << bit)
        counted = _reaching(small, higher)
        enough = counted >= grants
        edge, reaching = np.where(enough, higher, edge), np.where(enough, counted, reaching)
    tied = reaching > grants
    reached, wins = (
        np.add.reduce((small >= least_points).view(np.uint8), axis=1, dtype=np.min_scalar_type(panels)).astype(int)
        for least_points in (edge, edge + tied)
    )
    return wins, reached - wins, tied


def _reaching(found: "np.ndarray[Any, Any]", points: "np.ndarray[Any, Any]") -> Any:
    """Count those in each column that reach its `points`: sums of bytes, of so few that they fit in one, are fast."""
    import numpy as np

    ones = (found >= points).view(np.uint8)
    pieces = [np.add.reduce(ones[at : at + 255], axis=0, dtype=np.uint8) for at in range(0, len(ones), 255)]
    return np.sum(pieces, axis=0, dtype=np.int64) if len(pieces) > 1 else pieces[0]


def _arrays(pool: Pool, figures: Figures, drawn: Any, report: Report) -> Resampled:
    import numpy as np

    step(report, 0, 1)
    weights = np.ascontiguousarray(drawn.T, figures.figures.dtype)
    found = totals(figures, weights)
    if not pool.complete and (_product(figures.given, weights) < pool.rule.counting.marks_needed).any():
        return _each(pool, drawn, report)  # some are not ranked by some panels: let the ordinary rule say who
    order: Any = found if figures.whole else np.unique(found, return_inverse=True)[1].reshape(found.shape)
    wins, line, tied = cut(order, pool.terms.grants)
    if tied.any() and pool.criteria.counting.ties.steps:
        # tie steps may tell those at the cut apart: count these panels by the ordinary rule
        wins, line, _ = cut(order[:, ~tied], pool.terms.grants)
        more = _each(pool, drawn[tied], report)
        wins, line = wins + np.array(more.wins), line + np.array(more.line)
    size = len(pool.members) if figures.mean and figures.whole else 1
    low, high = _middle(found, figures.scale * size)
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
    low, high = _middle(np.array(found).T)
    return Resampled(len(found), tuple(wins.values()), tuple(line.values()), low, high, by_arrays=False)


def _none(pool: Pool, problem: str) -> Resampled:
    nobody, nothing = (0,) * len(pool.codes), (0.0,) * len(pool.codes)
    return Resampled(0, nobody, nobody, nothing, nothing, by_arrays=False, problem=problem)


def _middle(found: "Array", scale: int = 1) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Return the ends of the middle 95 of 100 of each row, divided by `scale`; NaN is left out."""
    import numpy as np

    if not found.size:
        return (math.nan,), (math.nan,)
    if np.isnan(found).any():
        pairs = [_middle(row[None, ~np.isnan(row)], scale) for row in found]
        return tuple(low[0] for low, _ in pairs), tuple(high[0] for _, high in pairs)
    ordered, first = np.sort(found, axis=1), math.floor(found.shape[1] * 0.025)
    ends = ordered[:, [first, -1 - first]].astype(np.float64) / scale
    low, high = ends.T if scale > 0 else ends.T[::-1]
    return tuple(low.tolist()), tuple(high.tolist())


def _ints(values: Any) -> tuple[int, ...]:
    return tuple(values.tolist())
