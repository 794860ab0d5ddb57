"""Would it change? Everything the result hangs on, for chair and secretary, once all sheets are handed in.

A decision aid: nothing of what it shows is recorded, signed or printed in the protocol, and it never is the official
total. That it was looked at before the winners were named is recorded (`models.sitting.held.room.Room.look_at_aid`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from models.progress import Report, silent, step
from models.sitting.outcome import Outcome
from models.sitting.robustness.agreement import Agreement, agreement
from models.sitting.robustness.asking import check_may_ask
from models.sitting.robustness.figures import MarkFigures, figures
from models.sitting.robustness.flip import Searched, smallest_flip
from models.sitting.robustness.pool import Pool, pools
from models.sitting.robustness.resampling import SEED, TIMES, Resampled, resample
from models.sitting.robustness.scenarios import Held, Supposed, held, suppose_all
from models.sitting.state import Sitting


@dataclass(frozen=True)
class TerritoryAnswer:
    """One territory; `held`, `resampled` and the spreads of `marks` stand in the order of the pool's codes."""

    pool: Pool
    supposed: tuple[Supposed, ...]
    held: tuple[Held, ...]
    resampled: Resampled
    flip: Searched
    marks: MarkFigures


@dataclass(frozen=True)
class Answer:
    """What the result hangs on."""

    territories: tuple[TerritoryAnswer, ...]
    not_ranked: tuple[str, ...]
    """Territories whose ranking does not stand yet: clashes, doubts or unequal panels wait for a decision."""
    agreement: Agreement
    seed: int


def would_it_change(
    state: Sitting,
    table: Outcome,
    *,
    by: str,
    times: int = TIMES,
    seed: int = SEED,
    report: Report = silent,
) -> Answer:
    """Return what the result of `state` hangs on; `table` is its outcome, `by` the person who asks.

    Raises SittingError for anybody but chair and secretary, and while marks are expected, with whose they are.
    """
    check_may_ask(state, by)
    found = pools(state, table)
    parts = len(found) * 3 + 1
    done: list[TerritoryAnswer] = []
    for number, pool in enumerate(found):
        done.append(_territory(pool, times, seed, _Within(report, number * 3, parts)))
    ranked = {pool.territory for pool in found}
    waiting = (one.territory for one in table.territories if one.territory not in ranked and not one.comparable)
    agreed = agreement(found, seed=seed, report=_Within(report, parts - 1, parts)(0))
    step(report, 1, 1)
    return Answer(tuple(done), tuple(waiting), agreed, seed)


_UNITS = 1_000


class _Within:
    """Reports of one part after another as parts of the whole."""

    def __init__(self, report: Report, before: int, parts: int) -> None:
        self.report, self.before, self.parts = report, before, parts

    def __call__(self, part: int) -> Report:
        """Return the report of part number `part` after those before."""
        start = (self.before + part) * _UNITS

        def told(done: int, of: int) -> bool:
            return self.report(start + _UNITS * min(done, of) // max(1, of), self.parts * _UNITS)

        return told


def _territory(pool: Pool, times: int, seed: int, report: _Within) -> TerritoryAnswer:
    supposed: Sequence[Supposed] = suppose_all(pool, report(0))
    return TerritoryAnswer(
        pool=pool,
        supposed=tuple(supposed),
        held=held(pool, supposed),
        resampled=resample(pool, times=times, seed=seed, report=report(1)),
        flip=smallest_flip(pool, report(2)),
        marks=figures(pool),
    )
