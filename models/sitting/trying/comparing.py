"""Two outcomes of one sitting side by side: whose place, total, sum or standing differs, who wins and who loses."""

from collections.abc import Iterator
from dataclasses import dataclass

from models.sitting.outcome import Line, Outcome, Standing
from models.sitting.saying import place_text


@dataclass(frozen=True)
class Change:
    """One application in both outcomes; every pair is (the first, the second)."""

    application: str
    territory: str
    places: tuple[str, str]
    """As printed; a dash for no place."""
    totals: tuple[str, str]
    """As printed; empty for no total."""
    sums: tuple[int | None, int | None]
    """KZT awarded, or proposed where nobody is named; None for those who get none."""
    standings: tuple[Standing, Standing]

    @property
    def wins(self) -> bool:
        """Whether it stands above the cut only in the second."""
        return self.standings[1] in ABOVE and self.standings[0] not in ABOVE

    @property
    def loses(self) -> bool:
        """Whether it stands above the cut only in the first."""
        return self.standings[0] in ABOVE and self.standings[1] not in ABOVE


@dataclass(frozen=True)
class Compared:
    """What is different, by territory and code."""

    changes: tuple[Change, ...]
    spent: tuple[int, int]
    """KZT for all above the cut."""

    @property
    def gained(self) -> tuple[str, ...]:
        """Above the cut only in the second, by territory and code."""
        return tuple(one.application for one in self.changes if one.wins)

    @property
    def lost(self) -> tuple[str, ...]:
        """Above the cut only in the first, by territory and code."""
        return tuple(one.application for one in self.changes if one.loses)


ABOVE = (Standing.WINNER, Standing.PROPOSED)
"""Who gets a grant: named already, or proposed while nobody is."""


def compared(first: Outcome, second: Outcome, always: str = "") -> Compared:
    """Compare two outcomes over the same applications; `always` stands among the changes in any case."""
    return Compared(tuple(_changes(first, second, always)), (_spent(first), _spent(second)))


def _changes(first: Outcome, second: Outcome, always: str) -> Iterator[Change]:
    for territory, line, now in in_both(first, second):
        if line.application == always or _seen(line) != _seen(now):
            yield Change(
                application=line.application,
                territory=territory,
                places=(place_text(line), place_text(now)),
                totals=(line.shown, now.shown),
                sums=(sum_of(line), sum_of(now)),
                standings=(line.standing, now.standing),
            )


def in_both(first: Outcome, second: Outcome) -> Iterator[tuple[str, Line, Line]]:
    """Yield (territory, line of the first, line of the second) of every application, by territory and code."""
    for one, other in zip(first.territories, second.territories, strict=True):
        lines = {line.application: line for line in other.lines}
        for line in sorted(one.lines, key=lambda each: each.application):
            yield one.territory, line, lines[line.application]


def _seen(line: Line) -> tuple[object, ...]:
    # a winner and one proposed are the same here: in a trial nobody is named, and that alone changes nothing
    standing = Standing.PROPOSED if line.standing is Standing.WINNER else line.standing
    return line.place_from, line.place_to, line.total, sum_of(line), standing


def sum_of(line: Line) -> int | None:
    """Return the KZT that a line above the cut gets; None for any other."""
    if line.standing is Standing.WINNER:
        return line.awarded
    return line.proposed if line.standing is Standing.PROPOSED else None


def _spent(table: Outcome) -> int:
    return sum(sum_of(line) or 0 for territory in table.territories for line in territory.lines)
