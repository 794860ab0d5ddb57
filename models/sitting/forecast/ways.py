"""The lists that the lawful ways would give, for a forecast: through the ordinary computation, with trial acts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from models.contest.counting import Unequal
from models.sitting.acts import Act, WayChosen
from models.sitting.outcome import Outcome, Question, TerritoryOutcome
from models.sitting.state import Sitting
from models.sitting.table import outcome

_NEVER = datetime.min.replace(tzinfo=UTC)


class Cells(Protocol):
    """What a forecast found of one application's marks; `models.sitting.forecast.forecast.ApplicationForecast`."""

    @property
    def application(self) -> str: ...
    @property
    def needed(self) -> int: ...
    @property
    def given(self) -> tuple[str, ...]: ...
    @property
    def awaited(self) -> tuple[str, ...]: ...
    @property
    def undecided(self) -> tuple[str, ...]: ...
    @property
    def missing(self) -> tuple[str, ...]: ...
    @property
    def recused(self) -> tuple[str, ...]: ...
    @property
    def most(self) -> int: ...


@dataclass(frozen=True)
class WayForecast:
    """One lawful way for one territory, and what is known of the list that it would give."""

    way: Unequal | None
    """None: no way has to be chosen."""
    possible: bool
    """False: it would not make the numbers of marks equal, or would leave nothing to rank."""
    leaving: tuple[str, ...] = ()
    """Members whose marks would be taken out for the whole territory, in the roster's order."""
    waits_for: tuple[str, ...] = ()
    """Members whose marks must still come before the list is known."""
    undecided: tuple[tuple[str, str], ...] = ()
    """(member, application): doubts and clashes that must be settled before the list is known."""
    under: tuple[str, ...] = ()
    """Applications that would have fewer marks than the minimum, and so no place."""
    table: TerritoryOutcome | None = None
    """The list; None while it is not known."""
    tie: Question | None = None
    """The tie at the cut that would be left to vote on."""


def ways_of(state: Sitting, found: Mapping[str, Sequence[Cells]]) -> dict[str, tuple[WayForecast, ...]]:
    """Return the ways of each territory. One computation a way, for all territories at once."""
    asked = {code: _ways(state, cells) for code, cells in found.items()}
    return {code: tuple(ways) for code, ways in _with_tables(state, asked).items()}


def _ways(state: Sitting, cells: Sequence[Cells]) -> list[WayForecast]:
    sizes = {one.most for one in cells if one.most >= one.needed}
    if len(sizes) <= 1 and not any(one.missing for one in cells):
        return [_known(state, cells, None, ())]
    return [_way(state, cells, way) for way in state.criteria.counting.unequal]


def _way(state: Sitting, cells: Sequence[Cells], way: Unequal) -> WayForecast:
    if way is Unequal.MEAN_OF_VALID:
        return _known(state, cells, way, ())
    if way is Unequal.LEAVE_POOL:
        everywhere = [set(one.recused) for one in cells]
        gone = set.intersection(*everywhere) if everywhere else set()  # has no mark here that could be taken out
        lacking = {member for one in cells for member in (*one.recused, *one.missing)} - gone
        return _known(state, cells, way, tuple(member for member in state.members if member in lacking))
    # every missing mark would be given: equal only where conflicts leave as many members everywhere
    complete = {one.most + len(one.missing) for one in cells}
    waiting = {member for one in cells for member in (*one.awaited, *one.missing)}
    return WayForecast(
        way=way,
        possible=len(complete) <= 1,
        waits_for=tuple(member for member in state.members if member in waiting),
        undecided=_undecided(cells, ()),
        under=tuple(one.application for one in cells if one.most + len(one.missing) < one.needed),
    )


def _known(state: Sitting, cells: Sequence[Cells], way: Unequal | None, leaving: tuple[str, ...]) -> WayForecast:
    waiting = {member for one in cells for member in one.awaited} - set(leaving)
    left = {
        one.application: sum(member not in leaving for member in (*one.given, *one.awaited, *one.undecided))
        for one in cells
    }
    under = tuple(one.application for one in cells if left[one.application] < one.needed)
    return WayForecast(
        way=way,
        possible=len(under) < len(cells) or not cells,
        leaving=leaving,
        waits_for=tuple(member for member in state.members if member in waiting),
        undecided=_undecided(cells, leaving),
        under=under,
    )


def _undecided(cells: Sequence[Cells], leaving: Sequence[str]) -> tuple[tuple[str, str], ...]:
    return tuple((member, one.application) for one in cells for member in one.undecided if member not in leaving)


def _with_tables(state: Sitting, asked: Mapping[str, list[WayForecast]]) -> dict[str, list[WayForecast]]:
    done = {code: list(ways) for code, ways in asked.items()}
    for way in (None, Unequal.LEAVE_POOL, Unequal.MEAN_OF_VALID):
        known = {
            code: (number, one)
            for code, ways in asked.items()
            for number, one in enumerate(ways)
            if one.way is way and one.possible and not one.waits_for and not one.undecided
        }
        if not known:
            continue
        acts = [act for code, (_, one) in known.items() for act in _acts(code, one)]
        computed = outcome(Sitting(state.manifest, state.merged, (*state.acts, *acts)))
        for code, (number, one) in known.items():
            done[code][number] = _shown(one, code, computed)
    return done


def _acts(territory: str, one: WayForecast) -> list[Act]:
    if one.way is None or (one.way is Unequal.LEAVE_POOL and not one.leaving):
        return []
    return [WayChosen(at=_NEVER, by="", territory=territory, way=one.way, leaving=one.leaving, reason="–")]


def _shown(one: WayForecast, territory: str, computed: Outcome) -> WayForecast:
    table = next(table for table in computed.territories if table.territory == territory)
    tie = next((q for q in computed.questions if q.kind == "tie-at-cut" and q.territory == territory), None)
    return WayForecast(
        way=one.way,
        possible=table.comparable,
        leaving=one.leaving,
        under=one.under,
        table=table if table.comparable else None,
        tie=tie,
    )
