"""What the invented members give: by their severity, with a many-way tie exactly at one territory's cut."""

from random import Random

from models.contest.criteria import CriteriaSet

TIED = 7
"""How many applications hold the same total across the cut."""
TIED_ABOVE = 3
"""How many of them still fit above it."""
_SATURATED = 3
_BELOW = 20


def invent_totals(
    rng: Random, number: int, grants: int, severity: tuple[int, ...], recused: int, *, tie: bool
) -> list[list[int]]:
    """Return every member's total for each of `number` applications, best first; 25 points are the most.

    With `tie`, `TIED` of them hold the same sum, with and without the member at `recused`, and exactly `TIED_ABOVE`
    of the `grants` are left for them; without it the cut falls clearly between two sums.
    """
    above = grants - TIED_ABOVE if tie else grants
    rows = [_row(rng, 25 if place < _SATURATED else rng.choice((23, 24)), severity, place < _SATURATED)
            for place in range(above)]  # fmt: skip
    if tie:
        rows += [_equal(rng, severity, recused) for _ in range(TIED)]
    left = number - len(rows)
    rows += [_row(rng, _BELOW - place * 13 // max(left, 1), severity, False) for place in range(left)]
    return rows


def _row(rng: Random, base: int, severity: tuple[int, ...], saturated: bool) -> list[int]:
    if saturated:
        return [25] * len(severity)
    return [min(25, max(0, base + strict + rng.choice((-1, 0, 0, 1)))) for strict in severity]


def _equal(rng: Random, severity: tuple[int, ...], recused: int) -> list[int]:
    row = [22 + strict for strict in severity]
    more, fewer = rng.sample([at for at in range(len(row)) if at != recused], 2)
    if row[more] < 25:
        row[more] += 1
        row[fewer] -= 1
    return row


def split_points(rng: Random, total: int, criteria: CriteriaSet) -> tuple[int, ...]:
    """Return whole points for each criterion that sum up to `total` and keep every scale."""
    limits = [criterion.maximum for criterion in criteria.criteria]
    points = [0] * len(limits)
    while sum(points) < total:
        lowest = min(points[at] for at in range(len(points)) if points[at] < limits[at])
        points[rng.choice([at for at in range(len(points)) if points[at] == lowest])] += 1
    if rng.random() < 0.5:
        giver, taker = rng.sample(range(len(points)), 2)
        if points[giver] > 1 and points[taker] < limits[taker]:
            points[giver] -= 1
            points[taker] += 1
    return tuple(points)
