"""Figures about the marks themselves: different totals, who stands on the line, saturation, spread, severity."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import median

from models.figures import Number
from models.sitting.robustness.pool import Pool


@dataclass(frozen=True)
class Share:
    """How many of the marks are the best of their scale."""

    best: int
    of: int

    @property
    def share(self) -> Fraction:
        """The share; 0 without marks."""
        return Fraction(self.best, self.of) if self.of else Fraction(0)


@dataclass(frozen=True)
class MemberFigures:
    """One member over the applications that the member marked."""

    member: str
    marked: int
    mean: Fraction
    """Of the member's sums of points, one an application."""
    severity: Fraction
    """How much more (milder) or less (stricter) than the mean of all members over the same applications."""
    saturation: Share


@dataclass(frozen=True)
class Spread:
    """How far the members' sums of points for one application lie apart."""

    application: str
    sums: tuple[tuple[str, int], ...]
    """(member, sum of points), in the roster's order; members without counted marks are missing."""
    apart: int
    """The highest less the lowest."""
    odd_one: str | None
    """Whose sum is furthest from the median of the others'; None where nobody's is, or two are equally far."""
    odd_by: Fraction
    """By how much: above 0 for more than the others' median. 0 without an odd one."""


@dataclass(frozen=True)
class MarkFigures:
    """All figures of one territory."""

    different_totals: int
    cut_total: Fraction | None
    """The total of whoever stands last within the number of grants; None where there are grants for all."""
    on_the_line: tuple[str, ...]
    """Everybody with that total, by code."""
    members: tuple[MemberFigures, ...]
    criteria: tuple[tuple[str, Share], ...]
    cells: tuple[tuple[str, str, Share], ...]
    """(member, criterion, share of best marks)."""
    spreads: tuple[Spread, ...]
    """By code."""


def figures(pool: Pool) -> MarkFigures:
    """Return the figures of `pool`."""
    found = [one.total for one in pool.totals.values()]
    ordered = sorted(found, reverse=pool.rule.high)
    grants = pool.terms.grants
    cut = ordered[grants - 1] if 0 < grants < len(ordered) else None
    codes = [criterion.code for criterion in pool.criteria.criteria]
    by_cell = {(member, code): _saturation(pool, member, place) for member in pool.members
               for place, code in enumerate(codes)}  # fmt: skip
    return MarkFigures(
        different_totals=len(set(found)),
        cut_total=cut,
        on_the_line=tuple(code for code in pool.codes if pool.totals[code].total == cut) if cut is not None else (),
        members=tuple(_member(pool, member, [by_cell[member, code] for code in codes]) for member in pool.members),
        criteria=tuple((code, _together([by_cell[member, code] for member in pool.members])) for code in codes),
        cells=tuple((member, code, share) for (member, code), share in by_cell.items()),
        spreads=tuple(_spread(pool, code) for code in pool.codes),
    )


def _saturation(pool: Pool, member: str, place: int) -> Share:
    criterion = pool.criteria.criteria[place]
    best = criterion.maximum if pool.rule.high else criterion.minimum
    marks = [own[member][place] for own in pool.rows.values() if member in own]
    return Share(sum(mark == best for mark in marks), len(marks))


def _together(shares: Sequence[Share]) -> Share:
    return Share(sum(one.best for one in shares), sum(one.of for one in shares))


def _member(pool: Pool, member: str, shares: Sequence[Share]) -> MemberFigures:
    here = [own for own in pool.rows.values() if member in own]
    own = _mean([sum(rows[member]) for rows in here])
    others = _mean([sum(row) for rows in here for row in rows.values()])
    return MemberFigures(member, len(here), own, own - others, _together(shares))


def _mean(sums: Sequence[Number]) -> Fraction:
    return Fraction(sum(sums)) / len(sums)


def _spread(pool: Pool, code: str) -> Spread:
    sums = {member: int(sum(row)) for member, row in pool.rows[code].items()}
    ordered = tuple((member, sums[member]) for member in pool.members if member in sums)
    apart = max(sums.values()) - min(sums.values())
    far: list[tuple[Fraction, str]] = []
    if len(sums) > 2:
        for member, own in ordered:
            others = [Fraction(one) for other, one in ordered if other != member]
            far.append((own - median(others), member))
    most = max((abs(by) for by, _ in far), default=Fraction(0))
    furthest = [(by, member) for by, member in far if abs(by) == most > 0]
    if len(furthest) != 1:
        return Spread(code, ordered, apart, None, Fraction(0))
    return Spread(code, ordered, apart, furthest[0][1], furthest[0][0])
