"""The acts of a sitting held against the rules once more, years later: nothing is lawful because somebody signed it.

Every act is checked in its place in the log, with the sheets as they are at the end: no record says at which act a
sheet was brought in. That asks nothing unfair, because `models.sitting.held.room.Room` takes no sheet against which an
act already recorded would be unlawful. Two kinds of acts can't be judged so. The chair is elected before the sheets
come in, and members vote in it before a declaration in their sheet can be known: an election may be lawful with the
sheets or without. And a decision on a conflict or a clash that a later one on the same cell replaced has no effect
any more; it may have been made before the sheet came that asks for another. A vote that decided nothing replaces no
decision, only earlier votes like itself.
"""

from collections.abc import Iterable, Iterator, Sequence

from models.errors import SittingError
from models.letting_go import let_go
from models.packet.manifest import PacketManifest
from models.scoring.sheets import Sheet
from models.sitting.acts import Act, ChairElected, ClashSettled, ConflictDecided, NotCarried, motion_of
from models.sitting.checking.checks import check
from models.sitting.checking.voting import RefusedActError
from models.sitting.state import Sitting, sitting
from models.values import Value


class Unlawful(Value):
    """An act that the rules refuse in its place."""

    number: int
    """In the log, from 1."""
    kind: str
    reason: str
    """Why, as the sitting itself would have said it; names the rule's point."""


def replay(manifest: PacketManifest, sheets: Iterable[Sheet], acts: Sequence[Act]) -> tuple[Unlawful, ...]:
    """Return every act that may not follow those before it; empty for a lawful log. Each is checked, also after one.

    Raises SittingError where nothing can be counted at all (`models.sitting.compute.compute`).
    """
    return replayed(sitting(manifest, sheets, acts))


def replayed(state: Sitting) -> tuple[Unlawful, ...]:
    """Return `replay` of a sitting whose sheets are merged already."""
    return tuple(_unlawful(state))


def _unlawful(state: Sitting) -> Iterator[Unlawful]:
    _ = state.criteria  # where nothing can be counted that is said once, not of every act
    without_sheets = sitting(state.manifest, (), ()).merged
    replaced = _replaced(state.acts)
    for number, act in enumerate(state.acts, 1):
        before = state.acts[: number - 1]
        held = [Sitting(state.manifest, state.merged, before)]
        reason = _refusal(act, held[0])
        let_go(held)
        if reason and isinstance(motion_of(act), ChairElected):
            reason = _refusal(act, Sitting(state.manifest, without_sheets, before))
        if reason and number not in replaced:
            yield Unlawful(number=number, kind=act.kind, reason=reason)


def _replaced(acts: Sequence[Act]) -> frozenset[int]:
    """Return the numbers of the acts whose cell was decided on anew, and of lost votes on a cell voted on anew."""
    last_vote = {_cell(act): number for number, act in enumerate(acts, 1)}
    last = {_cell(act): number for number, act in enumerate(acts, 1) if not isinstance(act, NotCarried)}
    return frozenset(
        number
        for number, act in enumerate(acts, 1)
        if (cell := _cell(act)) is not None
        and number < (last_vote[cell] if isinstance(act, NotCarried) else last[cell])
    )


def _cell(one: Act) -> tuple[str, ...] | None:
    act = motion_of(one)
    if isinstance(act, ConflictDecided):
        return act.member, act.application
    if isinstance(act, ClashSettled):
        return act.member, act.application, act.criterion
    return None


def _refusal(act: Act, state: Sitting) -> str:
    try:
        check(act, state)
    except RefusedActError as error:
        return error.rule
    except SittingError as error:
        return str(error)
    return ""
