"""What each lawful way to rank unequal panels would give, shown before the chair records one of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from models.contest.counting import Unequal
from models.sitting.acts import WayChosen
from models.sitting.outcome import Outcome, Question, Standing, TerritoryOutcome
from models.sitting.questions import lacks, lacks_marks
from models.sitting.state import Sitting
from models.sitting.table import outcome


@dataclass(frozen=True)
class Consequence:
    """One lawful way for one territory, and what would follow from it."""

    territory: str
    way: Unequal
    leaving: tuple[str, ...]
    """Members whose marks would be taken out for the whole territory, in the roster's order."""
    waits_for: tuple[tuple[str, tuple[str, ...]], ...]
    """(member, applications) whose marks are asked for; only where the way is to wait for them."""
    table: TerritoryOutcome | None
    """The ranking it would give; None where the way is to wait."""
    tie: Question | None
    """The tie at the cut that would be left to vote on."""

    @property
    def proposed(self) -> tuple[str, ...]:
        """The applications that would stand above the cut, best first."""
        lines = self.table.lines if self.table else ()
        return tuple(line.application for line in lines if line.standing is Standing.PROPOSED)

    @property
    def not_ranked(self) -> tuple[str, ...]:
        """The applications that would get no place although nobody put them out, by code."""
        lines = self.table.lines if self.table else ()
        return tuple(sorted(line.application for line in lines if line.place_from is None and line.total is None))


def consequences_of_ways(state: Sitting, known: Outcome | None = None) -> tuple[Consequence, ...]:
    """Return every way that the approved criteria allow, for each territory with unequal panels, in their order.

    Nothing is recorded. A territory appears while its unequal panels are an open question. `known` is the outcome of
    `state` where it is computed already.
    """
    questions = (known or outcome(state)).questions
    asked = [one.territory for one in questions if one.kind == "unequal-panel" and one.territory]
    return tuple(found for territory in asked for found in _ways(state, territory))


def _ways(state: Sitting, territory: str) -> Iterator[Consequence]:
    for way in state.criteria.counting.unequal:
        if way is Unequal.MISSING_SCORED:
            waiting = ((member, _own(state, member, territory)) for member in state.members)
            yield Consequence(territory, way, (), tuple(one for one in waiting if one[1]), None, None)
            continue
        leaving = _leaving(state, territory) if way is Unequal.LEAVE_POOL else ()
        if way is Unequal.LEAVE_POOL and not leaving:
            continue
        act = WayChosen(at=datetime.min.replace(tzinfo=UTC), by="", territory=territory, way=way, leaving=leaving,
                        reason="–")  # fmt: skip
        after = outcome(Sitting(state.manifest, state.merged, (*state.acts, act)))
        table = next(one for one in after.territories if one.territory == territory)
        tie = next((q for q in after.questions if q.kind == "tie-at-cut" and q.territory == territory), None)
        yield Consequence(territory, way, leaving, (), table, tie)


def _own(state: Sitting, member: str, territory: str) -> tuple[str, ...]:
    return tuple(code for code in lacks(state, member) if state.applications[code].territory == territory)


def _leaving(state: Sitting, territory: str) -> tuple[str, ...]:
    out = state.taken_out(territory)
    return tuple(one for one in state.members if one not in out and lacks_marks(state, one, territory))
