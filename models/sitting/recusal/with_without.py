"""The result with and without the marks of a member in conflict, side by side: what the chair is shown before the vote.

Both are computed from the same sheets and acts and change nothing. The marks themselves stay where they are.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Literal

from models.conflicts.declarations import Answer, Declaration
from models.errors import SittingError
from models.scoring.marks import Mark
from models.scoring.sheets import Sheet
from models.sitting.acts import Act, ConflictDecided, WinnersNamed
from models.sitting.outcome import Line, Outcome, Standing
from models.sitting.saying import place_text
from models.sitting.sheets.merging import Merged
from models.sitting.state import Sitting
from models.sitting.table import outcome
from models.sitting.trying.comparing import ABOVE, in_both
from models.sitting.trying.ways import Consequence, consequences_of_ways
from models.wording import tr


@dataclass(frozen=True)
class Difference:
    """One application that comes out otherwise, or that the conflict is about."""

    application: str
    territory: str
    places: tuple[str, str]
    """With and without the marks, as printed; a dash for no place."""
    totals: tuple[str, str]
    """With and without, as printed; empty for no total."""
    numbers_of_marks: tuple[int, int]
    standings: tuple[Standing, Standing]


@dataclass(frozen=True)
class WithAndWithout:
    """Both outcomes of the question whether `member` has a conflict of interest about `application`."""

    member: str
    application: str
    consequence: Literal["leave-pool", "sit-out-application"]
    """What a conflict costs by the profile: every mark of the member, or those for the application."""
    marks_given: bool
    """Whether the member handed in marks for the application, in any revision of the sheet."""
    with_marks: Outcome
    without_marks: Outcome
    ways: tuple[Consequence, ...]
    """Where the panels are unequal without the marks: every lawful way to rank them, and what it would give."""
    differences: tuple[Difference, ...]
    """By territory and code; the application itself always stands among them."""
    gained: tuple[str, ...]
    """Above the cut only without the marks, by code."""
    lost: tuple[str, ...]
    """Above the cut only with the marks, by code."""
    named: tuple[str, ...]
    """Winners named already who would not stand above the cut without the marks, by code."""

    @property
    def changes_winners(self) -> bool:
        """Whether the conflict changes who is proposed."""
        return bool(self.gained or self.lost)


def with_and_without(state: Sitting, member: str, application: str) -> WithAndWithout:
    """Return the result with `member`'s marks for `application`, and without what a conflict there takes out.

    With: as if no conflict of this member about it had been declared or decided; marks of an earlier revision of the
    sheet count again, where the one that counts has none. Without: as if the conflict were decided now. Winners already
    named are left out of both, so that both are what the ranking proposes. Raises SittingError for an unknown member
    or application, and where nothing can be counted.
    """
    if member not in state.members or application not in state.applications:
        raise SittingError(tr("Choose a member of the commission and an application of this packet."))
    acts = tuple(act for act in state.acts if not isinstance(act, WinnersNamed))
    cleared = _cleared(state, member, application, acts)
    charged = Sitting(state.manifest, state.merged, acts)
    if (member, application) not in charged.conflicts.recused:
        at = acts[-1].at if acts else datetime.min.replace(tzinfo=UTC)
        found = ConflictDecided(at=at, by="", member=member, application=application, conflict=True, reason="–")
        charged = Sitting(state.manifest, state.merged, (*acts, found))
    both = outcome(cleared), outcome(charged)
    above = tuple(_above(one) for one in both)
    named = {award.application for code in _territories(state) if (act := state.named(code)) for award in act.awards}
    return WithAndWithout(
        member=member,
        application=application,
        consequence=state.manifest.contest.profile.conflicts.consequence,
        marks_given=any(mark.is_number for mark in cleared.marks(member, application)),
        with_marks=both[0],
        without_marks=both[1],
        ways=consequences_of_ways(charged),
        differences=tuple(_differences(*both, application)),
        gained=tuple(sorted(above[1] - above[0])),
        lost=tuple(sorted(above[0] - above[1])),
        named=tuple(sorted(named - above[1])),
    )


def _territories(state: Sitting) -> Iterator[str]:
    return (territory.code for territory in state.manifest.contest.territories)


def _cleared(state: Sitting, member: str, application: str, acts: tuple[Act, ...]) -> Sitting:
    """Return the sitting as if nobody had ever seen a conflict between the two."""
    pair = (member, application)
    kept = tuple(a for a in acts if not (isinstance(a, ConflictDecided) and (a.member, a.application) == pair))
    manifest = state.manifest.model_copy(
        update={"decisions": tuple(one for one in state.manifest.decisions if one.pair != pair)}
    )
    return Sitting(manifest, _merged_without_conflict(state.merged, member, application), kept)


def _merged_without_conflict(merged: Merged, member: str, application: str) -> Merged:
    heads = dict(merged.heads)
    heads[member] = tuple(_declared_free(sheet, application) for sheet in heads.get(member, ()))
    marks = dict(merged.marks)
    stands = marks.get((member, application), {})
    if not any(mark.is_number for mark in stands.values()):
        earlier = [_marks(sheet, application) for sheet in merged.superseded if sheet.member == member]
        found = next((cells for cells in reversed(earlier) if any(mark.is_number for mark in cells.values())), None)
        if found is not None:
            marks[member, application] = found
    return replace(merged, heads=heads, marks=marks)


def _declared_free(sheet: Sheet, application: str) -> Sheet:
    free = Declaration(application=application, answer=Answer.NO_CONFLICT)
    said = tuple(free if one.application == application else one for one in sheet.declarations)
    return sheet.model_copy(update={"declarations": said})


def _marks(sheet: Sheet, application: str) -> Mapping[str, Mark]:
    entry = next((one for one in sheet.applications if one.application == application), None)
    return {cell.criterion: cell.mark for cell in entry.marks} if entry else {}


def _above(table: Outcome) -> frozenset[str]:
    lines = (line for territory in table.territories for line in territory.lines)
    return frozenset(line.application for line in lines if line.standing in ABOVE)


def _differences(one: Outcome, other: Outcome, application: str) -> Iterator[Difference]:
    for territory, line, now in in_both(one, other):
        if line.application == application or _seen(line) != _seen(now):
            yield Difference(
                application=line.application,
                territory=territory,
                places=(place_text(line), place_text(now)),
                totals=(line.shown, now.shown),
                numbers_of_marks=(line.number_of_marks, now.number_of_marks),
                standings=(line.standing, now.standing),
            )


def _seen(line: Line) -> tuple[object, ...]:
    return line.place_from, line.place_to, line.total, line.number_of_marks, line.standing
