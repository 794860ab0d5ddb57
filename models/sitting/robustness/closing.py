"""The fewest points, and of those the fewest cells, that close a gap between two totals."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import accumulate

Place = tuple[str, str, str]
"""(application, member, criterion)"""


@dataclass(frozen=True)
class Cell:
    """A mark that can be moved."""

    place: Place
    gain: Fraction
    """What each point closes of the gap; above 0."""
    room: int
    """How many points it can be moved; at least 1."""
    sign: int
    """1 where the mark is raised, −1 where it is lowered."""


@dataclass(frozen=True)
class Closing:
    """How a gap is closed."""

    moves: dict[Place, int]

    @property
    def size(self) -> tuple[int, int]:
        """Points and cells: what is kept small, in this order."""
        return sum(map(abs, self.moves.values())), len(self.moves)


def fewest(cells: Sequence[Cell], gap: Fraction, limit: tuple[int, int] | None = None) -> Closing | None:
    """Return the smallest closing of `gap` (above 0), or None where all room together does not close it.

    With `limit` None too where none is smaller than it. Of equal cells those with more room come first, then by place.
    """
    kinds: dict[Fraction, list[Cell]] = {}
    for cell in sorted(cells, key=lambda one: (-one.gain, -one.room, one.place)):
        kinds.setdefault(cell.gain, []).append(cell)
    points = _fewest_points(kinds, gap)
    if points is None or (limit is not None and (points, 1) >= limit):
        return None
    gains = list(kinds)
    rooms = [[0, *accumulate(cell.room for cell in kinds[gain])] for gain in gains]

    @cache
    def most(kind: int, number: int, left: int) -> tuple[Fraction, tuple[int, ...]]:
        """Return the most that `left` points in `number` cells close, and how many cells of each kind that takes.

        The kinds come by gain, so each takes all the points that its cells hold.
        """
        if kind == len(gains):
            return Fraction(0), ()
        found: tuple[Fraction, tuple[int, ...]] | None = None
        for taken in range(min(number, len(rooms[kind]) - 1), -1, -1):
            used = min(rooms[kind][taken], left)
            rest, how = most(kind + 1, number - taken, left - used)
            closed = used * gains[kind] + rest
            if found is None or closed > found[0]:
                found = closed, (taken, *how)
        assert found is not None
        return found

    for number in range(1, points + 1):
        if limit is not None and (points, number) >= limit:
            return None
        closed, taken = most(0, number, points)
        if closed >= gap:
            return Closing(_moves(kinds, taken, points))
    raise AssertionError("as many cells as points always suffice")


def _fewest_points(kinds: dict[Fraction, list[Cell]], gap: Fraction) -> int | None:
    points = 0
    for gain, cells in kinds.items():
        room = sum(cell.room for cell in cells)
        needed = -(-gap // gain)
        if needed <= room:
            return points + int(needed)
        points += room
        gap -= gain * room
    return None


def _moves(kinds: dict[Fraction, list[Cell]], taken: Sequence[int], points: int) -> dict[Place, int]:
    moves: dict[Place, int] = {}
    for cells, number in zip(kinds.values(), taken, strict=True):
        for cell in cells[:number]:
            by = min(cell.room, points)
            if by:
                moves[cell.place] = by * cell.sign
                points -= by
    return moves
