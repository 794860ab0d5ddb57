"""Rules under which every member adds a figure of their own to a total: exact in whole numbers, fast as arrays."""

from dataclasses import dataclass
from math import lcm
from typing import TYPE_CHECKING, Any

from models.contest.counting import Counting
from models.sitting.counting.rule import Round
from models.sitting.robustness.pool import Pool

if TYPE_CHECKING:
    import numpy as np

_EXACT, _EXACT_IN_HALF = 2**53, 2**24
"""Whole numbers up to here are exact in a float of 64 and of 32 bits."""


def adds_up(counting: Counting) -> bool:
    """Whether a total is the sum or mean of one figure a member.

    Before the members are joined anything may be done within one member's marks; afterwards nothing but joining the
    criteria and multiplying by a number or by the criteria's weights.
    """
    place = next((n for n, one in enumerate(counting.steps) if one.joins and one.over in ("members", "panel")), None)
    if place is None or counting.steps[place].do not in ("sum", "mean") or counting.joins_rounds:
        return False
    before, after = counting.steps[:place], counting.steps[place + 1 :]
    if any(one.column is not None or (one.do == "drop" and one.over != "criteria") for one in before):
        return False
    return all(
        (one.do in ("sum", "mean", "weighted-sum", "weighted-mean") and one.over in (None, "criteria"))
        or (one.do == "multiply" and one.column is None)
        for one in after
    )


def is_mean(counting: Counting) -> bool:
    """Whether the members' figures are divided by their number."""
    return any(one.do == "mean" and one.over in ("members", "panel") for one in counting.steps)


def cut_by_total(pool: Pool) -> bool:
    """Whether nothing but the total, the tie steps and the number of grants makes winners."""
    return not (
        pool.terms.quotas
        or pool.terms.money is not None
        or pool.rule.counting.all_thresholds
        or pool.criteria.counting.ties.then == "shared"
    )


@dataclass(frozen=True)
class Figures:
    """Each member's figure for each application as whole numbers: the true ones times `scale`, bigger is better."""

    figures: "np.ndarray[Any, np.dtype[Any]]"
    """A row an application, a column a member; 0 where there are no marks. Of 32 bits where all sums are exact so."""
    given: "np.ndarray[Any, np.dtype[np.float64]]"
    """1 where there are marks, else 0."""
    additional: "np.ndarray[Any, np.dtype[np.float64]]"
    """A figure an application."""
    scale: int
    mean: bool

    @property
    def whole(self) -> bool:
        """Whether totals may stay sums: where all have the same number of marks, comparing sums compares means."""
        return not self.mean or bool(self.given.all())


def figures_of(pool: Pool) -> Figures | None:
    """Return the figures of `pool`; None where the rule does not add up, or where they would not be exact."""
    import numpy as np

    if not adds_up(pool.rule.counting):
        return None
    rule = pool.rule
    different = {row for own in pool.rows.values() for row in own.values()}
    exact = {row: rule.total([Round([row])]) for row in different}
    scale = lcm(*{one.denominator for one in exact.values()})
    if not rule.high:
        scale = -scale
    known = {row: one.numerator * (scale // one.denominator) for row, one in exact.items()}
    owns = [pool.rows[code] for code in pool.codes]
    whole = [[known[own[member]] if member in own else 0 for member in pool.members] for own in owns]
    more = [pool.additional.get(code, 0) * scale for code in pool.codes]
    largest = max(map(abs, known.values())) + max(map(abs, more))
    most = 2 * largest * len(pool.members) ** 2
    if most >= _EXACT:
        return None
    return Figures(
        figures=np.array(whole, dtype=np.float32 if most < _EXACT_IN_HALF else np.float64),
        given=np.array([[member in own for member in pool.members] for own in owns], dtype=np.float64),
        additional=np.array(more, dtype=np.float64),
        scale=scale,
        mean=is_mean(rule.counting),
    )
