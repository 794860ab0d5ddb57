"""The room at this moment for whoever keeps it: the open item, who leaves, who comes back, what comes next."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from models.sitting.acts import Act, ItemClosed, ItemOpened, MemberLeft, MemberReturned
from models.sitting.presence.agenda import AgendaItem, agenda_of
from models.sitting.presence.attendance import members_needed
from models.sitting.presence.timeline import ItemSpan, Timeline, Why
from models.sitting.state import Sitting


@dataclass(frozen=True)
class RoomNow:
    """What the secretary's page and the projector show; nothing here is more than the room may hear."""

    course: Timeline
    item: ItemOpened | None
    """The item that is open."""
    number: int
    """Of the open item, else of the last one; 0 before the first."""
    inside: tuple[str, ...]
    """The members in the room who count for the quorum."""
    out: Mapping[str, Why]
    needed: int
    quorum: bool
    stopped: ItemSpan | None
    """The last item, where it stopped because the quorum was lost and no other was opened since."""
    done: tuple[ItemSpan, ...]
    """Items that have ended, in the order in which they were opened."""
    ahead: tuple[AgendaItem, ...]
    """Items still to be opened, in the order with the fewest exits; `leave` and `back` as of now for the first."""
    exits: int
    """Exits that the whole agenda needs."""
    proven: bool
    """Whether no order that keeps the territories together needs fewer."""
    mixed: int
    """Exits that were enough if territories were mixed."""
    leave: tuple[str, ...]
    """Who must leave now: for the open item, or before the next one."""
    back: tuple[str, ...]
    """Who may come back now: out because of a conflict that the open item, or the next one, does not touch."""
    may_open: bool
    """Whether there would be a quorum with everybody gone whom the next item concerns."""


def room_now(state: Sitting, next_in_line: Collection[str] = ()) -> RoomNow:
    """Return the room as the acts so far left it. A further sitting has only those `next_in_line` on its agenda."""
    course = state.timeline.since(state.session.first)
    spans = course.items
    treated = course.treated
    whole = agenda_of(state, next_in_line if state.session.further else None)
    ahead: list[AgendaItem] = []
    for one in whole.items:
        codes = tuple(code for code in one.applications if code not in treated)
        if codes:
            ahead.append(_from(state, ahead[-1].out if ahead else None, AgendaItem(codes, one.out, (), ())))
    item = state.item
    subject = item.applications if item else ahead[0].applications if ahead else ()
    must = state.must_be_out(subject)
    inside = tuple(member for member in state.here if member not in state.conflicts.left)
    quorum = state.attendance is not None and state.attendance.valid
    last = spans[-1] if spans else None
    return RoomNow(
        course=course,
        item=item,
        number=len(spans),
        inside=inside,
        out=state.out,
        needed=members_needed(len(state.members), state.manifest.contest.profile.quorum),
        quorum=quorum,
        stopped=last if last and last.ending == "no-quorum" else None,
        done=tuple(span for span in spans if span.ending != "open"),
        ahead=tuple(ahead),
        exits=whole.exits,
        proven=whole.proven,
        mixed=whole.mixed,
        leave=tuple(member for member in must if member in state.here),
        back=tuple(member for member in state.members if state.out.get(member) == "conflict" and member not in must),
        may_open=bool(ahead) and may_open(state, ahead[0]),
    )


def _from(state: Sitting, before: tuple[str, ...] | None, item: AgendaItem) -> AgendaItem:
    """Return `item` with who passes the door before it; `before` were out at the item before, None: as of now."""
    if before is None:
        before = tuple(member for member, why in state.out.items() if why == "conflict")
    return AgendaItem(
        item.applications,
        item.out,
        leave=tuple(member for member in item.out if member not in before and member not in state.out),
        back=tuple(member for member in state.members if member in before and member not in item.out),
    )


def may_open(state: Sitting, item: AgendaItem) -> bool:
    """Whether a quorum is left for `item` once its recused members are out and the others of them are back."""
    if state.attendance is None:
        return False
    rule = state.manifest.contest.profile.quorum
    away = {member for member, why in state.out.items() if why == "other"}
    there = {*state.here, *state.out} - away - state.conflicts.left - {*item.out}
    large_enough = len(state.members) >= rule.members_at_least
    return large_enough and len(there) >= members_needed(len(state.members), rule)


def opening_acts(state: Sitting, item: AgendaItem, *, at: datetime, by: str, name: str = "") -> tuple[Act, ...]:
    """Return the acts that open `item`: the open one is closed, people pass the door, the item is opened."""
    must = state.must_be_out(item.applications)
    closing: list[Act] = [ItemClosed(at=at, by=by)] if state.item is not None else []
    back: list[Act] = [
        MemberReturned(at=at, by=by, member=member)
        for member in state.members
        if state.out.get(member) == "conflict" and member not in must
    ]
    leave: list[Act] = [
        MemberLeft(at=at, by=by, member=member, why="conflict") for member in must if member in state.here
    ]
    return (*closing, *back, *leave, ItemOpened(at=at, by=by, item=name, applications=item.applications))


Movement = Literal["leaves", "returns"]


def movement(state: Sitting, member: str, *, at: datetime, by: str) -> tuple[Movement, Act] | None:
    """Return what `member` can do at the door now, and its act; None for who is absent."""
    if member in state.out:
        return "returns", MemberReturned(at=at, by=by, member=member)
    if member not in state.here:
        return None
    must = state.item is not None and member in state.must_be_out(state.item.applications)
    return "leaves", MemberLeft(at=at, by=by, member=member, why="conflict" if must else "other")
