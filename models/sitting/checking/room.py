"""Checks of the room: items of the agenda, who leaves and who comes back, and votes while an item is open."""

from models.sitting.acts import (
    Act,
    ChairElected,
    ConflictDecided,
    ItemClosed,
    ItemOpened,
    LotDrawn,
    MemberLeft,
    MemberReturned,
    NextNamed,
    PutOut,
    TieVoted,
    WayChosen,
    WinnerLeft,
    WinnersNamed,
)
from models.sitting.checking.voting import refused
from models.sitting.saying import name_of, names_of
from models.sitting.state import Sitting
from models.wording import tr

_VOTED = (ChairElected, ConflictDecided, WayChosen, TieVoted, PutOut, WinnersNamed, WinnerLeft, NextNamed)


def check_room(act: Act, state: Sitting) -> None:
    """Return when an act of the room may follow. The quorum for opening an item is checked before."""
    match act:
        case ItemOpened():
            _opened(act, state)
        case ItemClosed():
            if state.item is None:
                raise refused(tr("No item is open. An item whose quorum was lost has stopped by itself."))
            if act.ending == "stopped" and not act.reason.strip():
                raise refused(tr("The reason is missing. Write why, for the protocol."))
        case MemberLeft():
            _in_commission(act.member, state)
            if act.member not in state.here:
                raise refused(tr("“{name}” is not in the room.", name=name_of(act.member, state.manifest)))
        case MemberReturned():
            _returned(act, state)
        case _:
            raise ValueError(act.kind)


def check_in_item(act: Act, state: Sitting) -> None:
    """Return when `act` may be voted on while this item is open; where none is open, only what stopped is asked.

    The vote is about the item, and everybody with a conflict about it or who left the commission is out of the room.
    What an item without quorum was about is voted on only after the item is opened again.
    """
    if not _is_voted(act):
        return
    concerned = _concerned(act)
    if state.item is None:
        _not_stopped(concerned, state)
        return
    item = state.item.applications
    if item and (others := sorted(set(concerned) - set(item))):
        raise refused(
            tr(
                "This vote is about applications outside the open item: {codes}. Close the item first.",
                codes=", ".join(others[:5]) + ("…" if others[5:] else ""),
            )
        )
    inside = [one for one in state.must_be_out((*item, *concerned)) if one in state.here]
    if inside:
        raise refused(
            tr(
                "Still in the room with a conflict of interest about this item: {names}. Record that they left, then "
                "vote.",
                names=names_of(inside, state.manifest),
            ),
            state.manifest.contest.profile.conflicts.point,
        )


def _not_stopped(concerned: tuple[str, ...], state: Sitting) -> None:
    there = state.attendance
    if state.now(ItemOpened) is None or there is None or not there.valid:
        return  # a sitting without items needs no timeline, and one without quorum is told that
    course = state.timeline.since(state.session.first)
    if stopped := sorted(course.without_quorum & set(concerned)):
        raise refused(
            tr(
                "The item about {codes} stopped because the quorum was lost. Open it again, then vote.",
                codes=", ".join(stopped[:5]) + ("…" if stopped[5:] else ""),
            ),
            state.manifest.contest.profile.quorum.point,
        )


def _is_voted(act: Act) -> bool:
    return isinstance(act, TieVoted | LotDrawn) or (isinstance(act, _VOTED) and bool(getattr(act, "votes", ())))


def _concerned(act: Act) -> tuple[str, ...]:
    match act:
        case TieVoted() | LotDrawn():
            return act.tied
        case PutOut() | WinnerLeft():
            return (act.application,)
        case WinnersNamed() | NextNamed():
            return tuple(award.application for award in act.awards)
        case _:
            return ()


def _opened(act: ItemOpened, state: Sitting) -> None:
    if state.item is not None:
        raise refused(tr("An item is open already. Close it first."))
    if not act.item.strip() and not act.applications:
        raise refused(tr("The item has neither a name nor an application. Say what it is about."))
    unknown = [code for code in act.applications if code not in state.applications]
    if unknown:
        raise refused(tr("There is no application “{application}” in this packet.", application=unknown[0]))
    if len(set(act.applications)) != len(act.applications):
        raise refused(tr("An application stands twice in the item. Keep it once."))


def _in_commission(member: str, state: Sitting) -> None:
    if member not in state.members:
        raise refused(tr("“{member}” is not a member of the commission.", member=member))


def _returned(act: MemberReturned, state: Sitting) -> None:
    _in_commission(act.member, state)
    name = name_of(act.member, state.manifest)
    if act.member not in state.out:
        raise refused(tr("“{name}” did not leave the room. Who came later is recorded with the attendance.", name=name))
    if state.item is not None and act.member in state.must_be_out(state.item.applications):
        raise refused(
            tr("“{name}” has a conflict of interest about the open item and comes back when it is closed.", name=name),
            state.manifest.contest.profile.conflicts.point,
        )
