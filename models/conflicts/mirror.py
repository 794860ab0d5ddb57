"""The two mirror lists: probable but not declared, and declared but nothing supports it. Pure; it decides nothing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from models.conflicts.contest_search import Found
from models.conflicts.declarations import Answer, Declaration
from models.conflicts.pinned import PinnedConflict, in_force
from models.conflicts.subjects import Subjects, changed


class Side(StrEnum):
    """Where a pair belongs."""

    UNDECLARED = "undeclared"
    """Found by the search, and not declared or declared to be no conflict."""
    UNSUPPORTED = "unsupported"
    """Declared, or not sure, and the search found nothing."""
    AGREED = "agreed"
    """Declared or not sure, and found."""
    DECIDED = "decided"
    """Decided for good: nobody is asked."""


@dataclass(frozen=True)
class Decision:
    """A pinned decision with the two people as they were when it was made."""

    pinned: PinnedConflict
    about: Subjects


@dataclass(frozen=True)
class MirrorRow:
    """One person and one application."""

    side: Side
    person: str
    application: str
    kind: str | None
    """The profile's kind: of the decision, else of the declaration, else of what was found."""
    tie: str | None
    """What was found (`models.contest.profile.Tie`); None where nothing was."""
    strength: float
    """Of what was found, 0–1; 0 for nothing."""
    look: bool
    """Whether a secretary should look at it first. Every row of `UNSUPPORTED` too: somebody knows what no list says."""
    reasons: tuple[str, ...]
    """Of the search, in the language spoken when it was searched."""
    declaration: Declaration | None
    """What the person declared about the application, "no conflict" included."""
    decision: PinnedConflict | None
    """The last decision on the pair, also one that no longer holds."""
    changed: tuple[str, ...] = ()
    """Where a decision no longer holds: "person", "applicant" – whose name or IIN became another."""

    @property
    def pair(self) -> tuple[str, str]:
        """The person and the application."""
        return self.person, self.application

    @property
    def stale(self) -> bool:
        """Whether the pair was decided about people who are others now, and has to be decided again."""
        return bool(self.changed)


@dataclass(frozen=True)
class Mirror:
    """Every pair that was found, declared or decided, each exactly once."""

    rows: tuple[MirrorRow, ...]
    """Those whose decision no longer holds, then those to look at first, then by strength, person and code."""

    def of(self, side: Side) -> tuple[MirrorRow, ...]:
        """Return the rows of one side."""
        return tuple(row for row in self.rows if row.side is side)

    @property
    def undeclared(self) -> tuple[MirrorRow, ...]:
        """Probable but not declared, those to look at first at the top."""
        return self.of(Side.UNDECLARED)

    @property
    def unsupported(self) -> tuple[MirrorRow, ...]:
        """Declared but nothing supports it."""
        return self.of(Side.UNSUPPORTED)

    @property
    def waiting(self) -> int:
        """How many pairs a secretary has still to look at: those marked so that nothing decided yet."""
        return sum(row.look for row in self.rows if row.side in (Side.UNDECLARED, Side.UNSUPPORTED))


def mirror(
    found: Iterable[Found],
    declared: Mapping[str, Sequence[Declaration]],
    decisions: Iterable[Decision] = (),
    *,
    now: Mapping[tuple[str, str], Subjects] | None = None,
) -> Mirror:
    """Return both lists, with what agrees and what is decided.

    `declared` by person, as the sheets say it; `decisions` of the central file, any number a pair: the last one counts.
    `now`: who the two of a pair are today; a decision about somebody whose IIN or name became another does not hold and
    is shown as such. Pairs that `now` does not know are taken as unchanged.
    """
    hits = {one.pair: one for one in found}
    said = {(person, one.application): one for person, given in declared.items() for one in given}
    told = [pair for pair, one in said.items() if one.answer is not Answer.NO_CONFLICT]
    every = tuple(decisions)
    last = in_force(one.pinned for one in every)
    about = {(one.pinned.pair, one.pinned): one.about for one in every}
    rows = []
    for pair in {*hits, *told, *last}:
        decision = last.get(pair)
        then, today = (about[pair, decision] if decision else None), (now or {}).get(pair)
        gone = changed(then, today) if then and today else ()
        rows.append(_row(pair, hits.get(pair), said.get(pair), decision, gone))
    return Mirror(tuple(sorted(rows, key=_order)))


def _order(row: MirrorRow) -> tuple[bool, bool, float, str, str]:
    return not row.stale, not row.look, -row.strength, row.person, row.application


def _row(
    pair: tuple[str, str],
    hit: Found | None,
    declaration: Declaration | None,
    decision: PinnedConflict | None,
    gone: tuple[str, ...],
) -> MirrorRow:
    told = declaration is not None and declaration.answer is not Answer.NO_CONFLICT
    holds = decision is not None and not gone
    if holds:
        side = Side.DECIDED
    elif told:
        side = Side.AGREED if hit else Side.UNSUPPORTED
    else:
        side = Side.UNDECLARED
    kinds = (
        decision.kind if decision and holds else None,
        declaration.kind if declaration and told else None,
        hit.kind if hit else None,
    )
    return MirrorRow(
        side=side,
        person=pair[0],
        application=pair[1],
        kind=next((kind for kind in kinds if kind), None),
        tie=hit.tie if hit else None,
        strength=hit.strength if hit else 0,
        look=side is Side.UNSUPPORTED or bool(gone) or (hit is not None and hit.look and not holds),
        reasons=hit.reasons if hit else (),
        declaration=declaration,
        decision=decision,
        changed=gone,
    )
