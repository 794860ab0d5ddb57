"""A ranking as it is drawn: in the order of places, brackets round ties, the cut line and the money line."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from models.sitting.outcome import Line, Remark, Standing, TerritoryOutcome
from models.sitting.state import Sitting

Bracket = Literal["", "first", "middle", "last"]
_ORDER = (Standing.WINNER, Standing.PROPOSED, Standing.OPEN, Standing.RESERVE, Standing.OUT)


@dataclass(frozen=True)
class BoardRow:
    """One line of the ranking with what is drawn beside it."""

    line: Line
    applicant: str
    title: str
    bracket: Bracket
    """Where this row stands among applications that share their places."""
    cut_below: bool = False
    """The cut line runs beneath this row: as many above it as there are grants, or the winners once they are named."""
    money_below: bool = False
    """The money line runs beneath this row: the fund does not cover what follows."""


def board(state: Sitting, table: TerritoryOutcome) -> tuple[BoardRow, ...]:
    """Return the rows of `table`, best first; of equal ones winners first, then those next in line in their order.

    Who is equal in that too stands by code, which means nothing.

    Applications without a place come last and have no lines drawn beside them.
    """
    lines = drawn(table.lines)
    cut, money = _cut(lines, table.grants), _money(lines)
    rows = []
    for number, line in enumerate(lines):
        application = state.applications[line.application]
        rows.append(
            BoardRow(
                line=line,
                applicant=application.applicant,
                title=application.project.title,
                bracket=_bracket(lines, number),
                cut_below=number == cut,
                money_below=number == money,
            )
        )
    return tuple(rows)


def drawn(lines: Iterable[Line]) -> list[Line]:
    """Return `lines` as `board` draws them: nobody who lost the vote on a tie stands above a winner of it."""
    return sorted(lines, key=_key)


def _key(line: Line) -> tuple[bool, int, int, int, str]:
    standing = _ORDER.index(line.standing)
    return line.place_from is None, line.place_from or 0, standing, line.reserve or 0, line.application


def _bracket(lines: Sequence[Line], number: int) -> Bracket:
    line = lines[number]
    if line.place_from is None or not line.tied_with:
        return ""
    before = number > 0 and lines[number - 1].place_from == line.place_from
    after = number + 1 < len(lines) and lines[number + 1].place_from == line.place_from
    return "middle" if before and after else "last" if before else "first"


def _cut(lines: Sequence[Line], grants: int) -> int | None:
    """Return the row above the cut; None where nobody is beneath it."""
    taking = [n for n, line in enumerate(lines) if line.place_from is not None and line.standing is not Standing.OUT]
    winners = [n for n in taking if lines[n].standing is Standing.WINNER]
    above = winners or taking[:grants]
    return above[-1] if above and above[-1] != taking[-1] else None


def _money(lines: Sequence[Line]) -> int | None:
    short = [n for n, line in enumerate(lines) if line.standing is Standing.RESERVE and line.remark is Remark.MONEY]
    return short[0] - 1 if short and short[0] > 0 else None
