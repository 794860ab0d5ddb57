"""The smallest change of marks that flips the cut line, found exactly."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, product

from models.progress import Report, silent, step
from models.sitting.counting.ranking import missed_threshold
from models.sitting.counting.rule import Round
from models.sitting.counting.ties import Counted, compare
from models.sitting.robustness.closing import Cell, fewest
from models.sitting.robustness.linear import adds_up, cut_by_total
from models.sitting.robustness.pool import Fate, Pool, fate_of

WORK, FEWEST_TRIES = 200_000, 1_000
"""Where a rule must be searched change by change: how many applications are placed anew, and results looked at."""
CHANGES = 50_000
"""How many changes of single applications are counted for it; many do the same and come to one result to look at."""


@dataclass(frozen=True)
class Changed:
    """One cell of a flip."""

    application: str
    member: str
    criterion: str
    old: int
    new: int


@dataclass(frozen=True)
class Flip:
    """A change of marks after which the result is another one."""

    changes: tuple[Changed, ...]
    """By application, member and criterion."""
    then: Fate

    @property
    def points(self) -> int:
        """How many points are changed in total."""
        return sum(abs(one.new - one.old) for one in self.changes)


@dataclass(frozen=True)
class Searched:
    """What the search found."""

    flip: Flip | None
    """Of all changes within the scale one with the fewest points, and of those with the fewest cells (where the search
    had to stop, the fewest it met)."""
    proven_up_to: int | None = None
    """Without a flip: changes of up to so many points were all looked at; None: no change at all flips the result."""


def smallest_flip(pool: Pool, report: Report = silent) -> Searched:
    """Return the smallest change of whole points, within each criterion's scale, that changes the result of `pool`.

    The result is who wins for certain and who is left tied at the cut (`Fate`). So where it was determined, a tie
    counts as a change only when it leaves the set of winners no longer determined; equal totals that all fit in, or
    that tie steps tell apart, change nothing. Votes and lots are not asked.
    Where every point of a criterion adds the same to a total and the cut alone makes winners, a flip needs one winner
    and one other to meet: the search over these pairs is exact without a limit. Under any other rule all changes of
    one point, two points, … are counted by the ordinary rule, as many as `WORK` and `CHANGES` allow. Of several
    equally small flips one is named, always the same.
    """
    if _pairs_suffice(pool):
        return _by_pairs(pool, report)
    return _by_trying(pool, report)


def _pairs_suffice(pool: Pool) -> bool:
    counting = pool.rule.counting
    only_adding = all(one.joins or (one.do == "multiply" and one.column is None) for one in counting.steps)
    plain_joins = all(one.do in ("sum", "mean", "weighted-sum", "weighted-mean") for one in counting.steps if one.joins)
    return (
        adds_up(counting)
        and only_adding
        and plain_joins
        and all(weight > 0 for weight in _weights(pool, len(pool.members)))
        and cut_by_total(pool)
        and not pool.criteria.counting.ties.steps
        and not pool.fate.line
    )


def _weights(pool: Pool, panel: int) -> tuple[Fraction, ...]:
    """Return what a point of each criterion adds to a total behind which `panel` members stand."""
    codes = range(len(pool.criteria.criteria))
    nothing: list[list[int]] = [[0 for _ in codes] for _ in range(panel)]
    return tuple(pool.rule.total([Round([[int(place == one) for place in codes], *nothing[1:]])]) for one in codes)


def _by_pairs(pool: Pool, report: Report) -> Searched:
    high = pool.rule.high
    winners = sorted(pool.fate.wins, key=lambda code: (_key(pool, code), code))
    others = sorted(set(pool.codes) - pool.fate.wins, key=lambda code: (-_key(pool, code), code))
    if not winners or not others:
        return Searched(None)
    weights = {n: _weights(pool, n) for n in {len(own) for own in pool.rows.values()}}
    most = max(weight for of in weights.values() for weight in of)
    best: tuple[tuple[int, int], str, str] | None = None
    for number, winner in enumerate(winners):
        step(report, number, len(winners))
        for other in others:
            gap = _key(pool, winner) - _key(pool, other)
            least = max(1, -(-gap // most))
            if best is not None and (least, 1) >= best[0]:
                break  # whoever is further away needs no fewer points
            found = fewest(_cells(pool, winner, other, weights, high=high), gap, limit=best[0] if best else None)
            if found is not None and (best is None or found.size < best[0]):
                best = (found.size, winner, other)
    if best is None:
        return Searched(None)
    _, winner, other = best
    gap = _key(pool, winner) - _key(pool, other)
    found = fewest(_cells(pool, winner, other, weights, high=high), gap)
    assert found is not None
    return Searched(_flip(pool, found.moves))


def _key(pool: Pool, code: str) -> Fraction:
    """Return the total, turned so that bigger is better."""
    total = pool.totals[code].total
    return total if pool.rule.high else -total


def _cells(pool: Pool, winner: str, other: str, weights: Mapping[int, Sequence[Fraction]], *, high: bool) -> list[Cell]:
    """Return every cell of the two with its room towards the other, and what a point there closes of the gap."""
    found: list[Cell] = []
    for code, up in ((winner, not high), (other, high)):
        own = pool.rows[code]
        for member, row in own.items():
            for criterion, mark, weight in zip(pool.criteria.criteria, row, weights[len(own)], strict=True):
                room = criterion.maximum - int(mark) if up else int(mark) - criterion.minimum
                if room > 0:
                    found.append(Cell((code, member, criterion.code), weight, room, 1 if up else -1))
    return found


Moves = Mapping[tuple[str, str, str], int]
"""(application, member, criterion) → points added; negative: taken away."""


def _flip(pool: Pool, moves: Moves) -> Flip:
    codes = [criterion.code for criterion in pool.criteria.criteria]
    order = {member: number for number, member in enumerate(pool.members)}
    changes = []
    for (code, member, criterion), by in sorted(moves.items(), key=lambda o: (o[0][0], order[o[0][1]], o[0][2])):
        old = int(pool.rows[code][member][codes.index(criterion)])
        changes.append(Changed(code, member, criterion, old, old + by))
    return Flip(tuple(changes), after(pool, moves))


def after(pool: Pool, moves: Moves) -> Fate:
    """Return the result after `moves`, by the ordinary rule."""
    totals = dict(pool.totals)
    for code in {code for code, _, _ in moves}:
        totals[code] = _moved(pool, code, {cell[1:]: by for cell, by in moves.items() if cell[0] == code})
    return fate_of(pool.placed(totals).proposal)


def _moved(pool: Pool, code: str, moves: Mapping[tuple[str, str], int]) -> Counted:
    rows = [
        tuple(
            mark + moves.get((member, criterion.code), 0)
            for criterion, mark in zip(pool.criteria.criteria, row, strict=True)
        )
        for member, row in pool.rows[code].items()
    ]
    return pool.counted(code, rows)


def _by_trying(pool: Pool, report: Report) -> Searched:
    """Count all changes of one point, of two, …; changes that do the same to an application are counted once."""
    room = _room(pool)
    tries = max(FEWEST_TRIES, WORK // len(pool.codes))
    effects = _Effects(pool, report)
    tried, points = 0, 0
    while points < room:
        points += 1
        best: _Effect | None = None
        for together in effects.together(points):
            step(report, tried, tries)
            if best is not None and len(together.moves) >= len(best.moves):
                continue
            if tried >= tries:
                if best is None:
                    return Searched(None, points - 1)
                break
            tried += 1
            totals = {**pool.totals, **together.counted}
            if fate_of(pool.placed(totals).proposal) != pool.fate:
                best = together
                if len(best.moves) == 1:
                    break
        if best is not None:
            return Searched(_flip(pool, best.moves))
        if effects.ended:
            return Searched(None, points - 1)
    return Searched(None)


def _room(pool: Pool) -> int:
    """Return how many points can be changed at most."""
    return sum(
        max(criterion.maximum - int(mark), int(mark) - criterion.minimum)
        for own in pool.rows.values()
        for row in own.values()
        for criterion, mark in zip(pool.criteria.criteria, row, strict=True)
    )


@dataclass(frozen=True)
class _Effect:
    """Changes, and the applications as they are counted after them."""

    moves: Moves
    counted: Mapping[str, Counted]


class _Effects:
    """What so many points can do to each application, everything alike once, by the fewest cells."""

    def __init__(self, pool: Pool, report: Report = silent) -> None:
        self.pool = pool
        self.report = report
        self.counted = 0
        self.ended = False
        """Whether `CHANGES` were counted, so that not all could be yielded."""
        self._known: dict[tuple[str, int], list[_Effect]] = {}

    def together(self, points: int) -> Iterator[_Effect]:
        """Yield what exactly `points` points do, all that one application, two or more take."""
        for number in range(1, points + 1):
            for codes in combinations(self.pool.codes, number):
                for shares in _shares(points, number):
                    each = [self.of(code, share) for code, share in zip(codes, shares, strict=True)]
                    if self.ended:
                        return
                    for some in product(*each):
                        moves = {cell: by for one in some for cell, by in one.moves.items()}
                        yield _Effect(moves, {code: one.counted[code] for code, one in zip(codes, some, strict=True)})

    def of(self, code: str, points: int) -> list[_Effect]:
        """Return what exactly `points` points do to one application."""
        if (code, points) not in self._known:
            found: dict[Hashable, _Effect] = {}
            for moves in self._moves(code, points):
                if self.counted >= CHANGES:
                    self.ended = True
                    return []
                step(self.report, self.counted, CHANGES)
                self.counted += 1
                counted = _moved(self.pool, code, {cell[1:]: by for cell, by in moves.items()})
                known = found.setdefault(self._seen(counted), _Effect(moves, {code: counted}))
                if len(moves) < len(known.moves):
                    found[self._seen(counted)] = _Effect(moves, {code: counted})
            self._known[code, points] = list(found.values())
        return self._known[code, points]

    def _seen(self, one: Counted) -> Hashable:
        """Return all that a ranking and its thresholds look at."""
        rule = self.pool.rule
        compared = (compare(tie, one, rule.criteria) for tie in rule.criteria.counting.ties.steps)
        keys = tuple(None if found is None else found.key for found in compared)
        return one.total, keys, missed_threshold(one, rule, marks=len(one.rows)) is None

    def _moves(self, code: str, points: int) -> Iterator[Moves]:
        """Yield every change of exactly `points` points, cell after cell."""
        cells = [
            ((code, member, criterion.code), criterion.minimum - int(mark), criterion.maximum - int(mark))
            for member, row in self.pool.rows[code].items()
            for criterion, mark in zip(self.pool.criteria.criteria, row, strict=True)
        ]
        for number in range(1, min(points, len(cells)) + 1):
            for some in combinations(cells, number):
                for shares in _shares(points, number):
                    ways = [
                        [by for by in (share, -share) if low <= by <= high]
                        for (_, low, high), share in zip(some, shares, strict=True)
                    ]
                    for signs in product(*ways):
                        yield {cell: by for (cell, _, _), by in zip(some, signs, strict=True)}


def _shares(points: int, number: int) -> Iterator[tuple[int, ...]]:
    """Yield every way to split `points` into `number` shares of at least 1, in order."""
    if number == 1:
        yield (points,)
        return
    for first in range(1, points - number + 2):
        for rest in _shares(points - first, number - 1):
            yield (first, *rest)
