"""From declarations and decisions to consequences: who may not score or vote on what, and what is still open."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from models.conflicts.declarations import Answer, Declaration
from models.conflicts.pinned import PinnedConflict, in_force
from models.contest.profile import ConflictRule
from models.sitting.acts import Act, ConflictDecided


@dataclass(frozen=True)
class Conflict:
    """One member's conflict of interest about one application, as it stands."""

    member: str
    application: str
    kind: str | None
    reason: str
    """The decision's reason, or the declaration's note."""
    decided: bool
    """True: an act of the sitting; False: the member's own declaration."""


@dataclass(frozen=True)
class Consequences:
    """What follows from the conflicts by the profile's rule."""

    conflicts: tuple[Conflict, ...]
    """By member in the order given, then by application."""
    left: frozenset[str]
    """Members who left the commission for the whole pool: none of their marks counts, they vote on nothing."""
    recused: frozenset[tuple[str, str]]
    """(member, application): no mark counts there and no vote on it. Holds every conflict, under both rules."""
    unsure: tuple[tuple[str, str], ...]
    """(member, application) that the commission has still to decide."""

    def may_count(self, member: str, application: str) -> bool:
        """Whether `member`'s marks for `application` may be counted."""
        return member not in self.left and (member, application) not in self.recused

    def may_vote(self, member: str, applications: Iterable[str]) -> bool:
        """Whether `member` may vote on a matter that concerns `applications`."""
        return member not in self.left and all((member, one) not in self.recused for one in applications)


def under_decisions(
    declared: Mapping[str, Sequence[Declaration]], pinned: Iterable[PinnedConflict]
) -> dict[str, tuple[Declaration, ...]]:
    """Return what members `declared` as it stands under decisions that hold already; by member, by application.

    A decided conflict holds whatever is declared. A decided "no conflict" answers doubt and silence; a conflict that
    the member declares in the face of it is news, and works at once as every declared conflict.
    """
    said = {member: {one.application: one for one in given} for member, given in declared.items()}
    for (person, application), decision in in_force(pinned).items():
        own = said.setdefault(person, {})
        before = own.get(application)
        if decision.conflict:
            own[application] = Declaration(
                application=application, answer=Answer.CONFLICT, kind=decision.kind, note=decision.reason
            )
        elif before is None or before.answer is not Answer.CONFLICT:
            own[application] = Declaration(
                application=application, answer=Answer.NO_CONFLICT, note=before.note if before else ""
            )
    return {member: tuple(own[code] for code in sorted(own)) for member, own in said.items()}


def consequences(
    declared: Mapping[str, Sequence[Declaration]], acts: Sequence[Act], rule: ConflictRule, members: Sequence[str]
) -> Consequences:
    """Return what follows from what members `declared` and what the sitting decided (`ConflictDecided`).

    A decision prevails over the declaration, a later decision over an earlier one. A declared conflict works at once.
    A decision about someone who is not a member (secretary, staff) changes no mark. "leave-pool": one conflict takes
    the member out of the whole pool; "sit-out-application": out of that application only.
    """
    decided = {(act.member, act.application): act for act in acts if isinstance(act, ConflictDecided)}
    every = {(member, one.application): one for member in members for one in declared.get(member, ())}
    # of tens of thousands nearly all say "no conflict", from which nothing follows
    said = {cell: one for cell, one in every.items() if one.answer is not Answer.NO_CONFLICT}
    conflicts: list[Conflict] = []
    unsure: list[tuple[str, str]] = []
    place = {member: number for number, member in enumerate(members)}
    cells = [cell for cell in {*said, *decided} if cell[0] in place]
    for cell in sorted(cells, key=lambda cell: (place[cell[0]], cell[1])):
        act, declaration = decided.get(cell), said.get(cell)
        if act is not None:
            if act.conflict:
                conflicts.append(Conflict(*cell, act.conflict_kind, act.reason, decided=True))
        elif declaration is not None and declaration.answer is Answer.CONFLICT:
            conflicts.append(Conflict(*cell, declaration.kind, declaration.note, decided=False))
        elif declaration is not None and declaration.answer is Answer.NOT_SURE:
            unsure.append(cell)
    in_conflict = frozenset(conflict.member for conflict in conflicts)
    left = in_conflict if rule.consequence == "leave-pool" else frozenset()
    return Consequences(
        conflicts=tuple(conflicts),
        left=left,
        recused=frozenset((conflict.member, conflict.application) for conflict in conflicts),
        unsure=tuple(cell for cell in unsure if cell[0] not in left),
    )
