"""Conflicts of interest as a list to work through: what was declared, what was decided, what waits for a vote."""

from dataclasses import dataclass

from models.conflicts.declarations import Answer, Declaration
from models.conflicts.pinned import PinnedConflict, in_force
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
    """What the sitting decided, or an earlier decision that came with the packet; None where there is none."""
    earlier: PinnedConflict | None = None
    """The decision that came with the packet, where it is the one in force."""

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
    standing = {(member, one.application): one for member, given in state.declared.items() for one in given}
    earlier = {
        cell: one
        for cell, one in in_force(state.manifest.decisions).items()
        if cell not in decisions
        and (cell not in standing or (standing[cell].answer is Answer.CONFLICT) is one.conflict)
    }
    found = []
    for cell in {*decisions, *said, *earlier}:
        act, declaration, before = decisions.get(cell), said.get(cell), earlier.get(cell)
        kind, note = _told(act, before, declaration)
        found.append(
            Declared(
                member=cell[0],
                application=cell[1],
                answer=declaration.answer if declaration else None,
                kind=kind,
                note=note,
                decided=act.conflict if act else before.conflict if before else None,
                earlier=before,
            )
        )
    place = {member: number for number, member in enumerate(state.members)}
    return tuple(
        sorted(found, key=lambda one: (not one.waits, place.get(one.member, len(place)), one.member, one.application))
    )


def _told(
    act: ConflictDecided | None, earlier: PinnedConflict | None, declaration: Declaration | None
) -> tuple[str | None, str]:
    """Return kind and reason of what stands: an act of the sitting, an earlier decision, the declaration."""
    if act is not None:
        return act.conflict_kind, act.reason
    if earlier is not None:
        return earlier.kind, earlier.reason
    return (declaration.kind, declaration.note) if declaration else (None, "")
