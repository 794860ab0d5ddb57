"""How far members agree, over the whole pool: ICC and Krippendorff's alpha, with intervals or not at all.

Compared are the members' sums of points, one an application. The intervals are bootstraps over the applications (the
middle 95 of 100), drawn by a stated seed.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from models.progress import Report, silent, step
from models.sitting.robustness.pool import Pool
from models.wording import tr

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[np.float64]]

FEWEST_APPLICATIONS = 10
"""With fewer an interval says nothing."""
DRAWS = 500


@dataclass(frozen=True)
class Measure:
    """One measure of agreement: 1 for full agreement, about 0 for none beyond chance."""

    value: float
    low: float
    high: float
    applications: int
    """How many applications stand behind it."""


@dataclass(frozen=True)
class Agreement:
    """What can be said of the agreement; where a measure is None the reason stands beside it."""

    icc: Measure | None
    """ICC(2,1) of Shrout and Fleiss 1979: two-way random effects, absolute agreement, a single member. Needs
    applications with the marks of every member."""
    icc_problem: str
    alpha: Measure | None
    """Krippendorff's alpha of the same sums, level of measurement "interval"; marks may be missing."""
    alpha_problem: str
    criteria: tuple[tuple[str, Measure | None], ...]
    """Krippendorff's alpha of each criterion's marks, level of measurement "ordinal"; None: can't be said."""


def agreement(found: Sequence[Pool], *, seed: int, draws: int = DRAWS, report: Report = silent) -> Agreement:
    """Return the agreement over all pools together; the same call gives the same answer."""
    import numpy as np

    members = list(dict.fromkeys(member for pool in found for member in pool.members))
    owns = [own for pool in found for own in pool.rows.values()]
    sums = _table(members, [{m: sum(row) for m, row in own.items()} for own in owns])
    codes = [criterion.code for criterion in found[0].criteria.criteria] if found else []
    whole = sums[~np.isnan(sums).any(axis=1)] if sums.size else sums
    of = 2 + len(codes)
    problem = _too_few(whole, members) or _all_alike(whole)
    step(report, 0, of)
    icc = None if problem else _measure(whole, icc_single, seed, draws)
    several = sums[(~np.isnan(sums)).sum(axis=1) > 1] if sums.size else sums
    alpha_problem = _too_few(several, members) or _all_alike(several)
    step(report, 1, of)
    alpha = None if alpha_problem else _measure(_moments(several), interval_alpha, seed, draws)
    by_criterion: list[tuple[str, Measure | None]] = []
    for place, code in enumerate(codes):
        step(report, 2 + place, of)
        marks = _table(members, [{m: row[place] for m, row in own.items()} for own in owns])
        marks = marks[(~np.isnan(marks)).sum(axis=1) > 1]
        said = _too_few(marks, members) or _all_alike(marks)
        by_criterion.append((code, None if said else _measure(*_ordinal(marks), seed, draws)))
    step(report, of, of)
    return Agreement(icc, problem, alpha, alpha_problem, tuple(by_criterion))


def icc_single(ratings: "Array") -> float:
    """Return ICC(2,1) of `ratings`, a row a subject, a column a rater, none missing; NaN where nothing differs.

    Shrout and Fleiss, "Intraclass correlations: uses in assessing rater reliability", Psychological Bulletin 86 (1979).
    """
    n, k = ratings.shape
    mean = ratings.mean()
    rows = k * ((ratings.mean(axis=1) - mean) ** 2).sum()
    columns = n * ((ratings.mean(axis=0) - mean) ** 2).sum()
    left = ((ratings - mean) ** 2).sum() - rows - columns
    between, raters, error = rows / (n - 1), columns / (k - 1), left / ((n - 1) * (k - 1))
    below = between + (k - 1) * error + k * (raters - error) / n
    return float((between - error) / below) if below else float("nan")


def interval_alpha(moments: "Array") -> float:
    """Return Krippendorff's alpha, level "interval", from each unit's number, sum and sum of squares of its values.

    A draw of thousands of units with dozens of values takes the library 30 ms, and 500 draws a quarter of a minute.
    Every unit has at least two values. NaN where nothing differs.
    """
    number, total, squares = moments.T
    observed = ((number * squares - total**2) / (number - 1)).sum()
    n = number.sum()
    expected = (n * squares.sum() - total.sum() ** 2) / (n - 1)
    return float(1 - observed / expected) if expected > 0 else float("nan")


def _moments(ratings: "Array") -> "Array":
    import numpy as np

    return np.stack([(~np.isnan(ratings)).sum(axis=1), np.nansum(ratings, axis=1), np.nansum(ratings**2, axis=1)], 1)


def _ordinal(ratings: "Array") -> tuple["Array", Callable[["Array"], float]]:
    """Return how often each value (a column) was given to each unit (a row), and what is computed of that."""
    import krippendorff
    import numpy as np

    values = np.unique(ratings[~np.isnan(ratings)])

    def alpha(counts: "Array") -> float:
        if np.count_nonzero(counts.sum(axis=0)) < 2:
            return float("nan")
        return float(krippendorff.alpha(value_counts=counts, value_domain=values, level_of_measurement="ordinal"))

    return np.stack([(ratings == value).sum(axis=1) for value in values], axis=1).astype(np.float64), alpha


def _table(members: Sequence[str], owns: Sequence[dict[str, Any]]) -> "Array":
    import numpy as np

    rows = [[float(Fraction(own[m])) if m in own else np.nan for m in members] for own in owns]
    return np.array(rows, dtype=np.float64).reshape(len(owns), len(members))


def _too_few(ratings: "Array", members: Sequence[str]) -> str:
    if len(members) < 2:
        return tr("There are fewer than two members to compare.")
    if len(ratings) < FEWEST_APPLICATIONS:
        return tr(
            "Only {n} applications can be compared; with fewer than {least} nothing can be said.",
            n=len(ratings),
            least=FEWEST_APPLICATIONS,
        )
    return ""


def _all_alike(ratings: "Array") -> str:
    import numpy as np

    given = ratings[~np.isnan(ratings)]
    if (given == given[0]).all():
        return tr("All marks are the same, so there is no difference to agree about.")
    return ""


def _measure(ratings: "Array", statistic: Callable[["Array"], float], seed: int, draws: int) -> Measure | None:
    """Bootstrap `statistic` over the rows of `ratings`; None where it can't be computed often enough."""
    import numpy as np

    value = statistic(ratings)
    rng = np.random.default_rng(seed)
    found = [statistic(ratings[rng.integers(len(ratings), size=len(ratings))]) for _ in range(draws)]
    known = [one for one in found if not np.isnan(one)]
    if np.isnan(value) or len(known) < draws // 2:
        return None
    low, high = np.percentile(known, (2.5, 97.5))
    return Measure(value, float(low), float(high), len(ratings))
