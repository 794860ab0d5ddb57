"""Conflicts of interest as a list to work through: what was declared, what was decided, what waits for a vote."""

from dataclasses import dataclass

from models.scoring.sheets import Answer
from models.sitting.acts import ConflictDecided
from models.sitting.state import Sitting


@dataclass(frozen=True)
class Declared:
    """One person's conflict, or doubt, about one application."""

    member: str
    application: str
    answer: Answer | None
    """What the member's sheets declare; None where it was named at the sitting only."""
    kind: str | None
    note: str
    """The decision's reason where there is one, else the declaration's note."""
    decided: bool | None
    """What the sitting decided; None where it did not."""

    @property
    def waits(self) -> bool:
        """Whether the commission has still to decide."""
        return self.decided is None and self.answer is Answer.NOT_SURE


def declared(state: Sitting) -> tuple[Declared, ...]:
    """Return every answer other than "no conflict" and every decision; those that wait first, then by member and code.

    Members stand in the roster's order; others who declared at the sitting (secretary, staff) after them.
    """
    decisions = {(act.member, act.application): act for act in state.all(ConflictDecided)}
    said = {
        (member, one.application): one
        for member in state.members
        for one in state.merged.declarations(member)
        if one.answer is not Answer.NO_CONFLICT
    }
    found = []
    for cell in {*decisions, *said}:
        act, declaration = decisions.get(cell), said.get(cell)
        found.append(
            Declared(
                member=cell[0],
                application=cell[1],
                answer=declaration.answer if declaration else None,
                kind=act.conflict_kind if act else declaration.kind if declaration else None,
                note=act.reason if act else declaration.note if declaration else "",
                decided=act.conflict if act else None,
            )
        )
    place = {member: number for number, member in enumerate(state.members)}
    return tuple(
        sorted(found, key=lambda one: (not one.waits, place.get(one.member, len(place)), one.member, one.application))
    )
