"""The course of a sitting: who is in the room, whether there is a quorum and which item is open, at every moment.

Every member whom the attendance names present or remote is in the room (or the call) until a `MemberLeft`. Who left
does not count for the quorum, whatever the reason. An item whose quorum is lost stops at that very act.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from typing import Literal

from models.conflicts.declarations import Answer, Declaration
from models.contest.profile import Profile
from models.sitting.acts import (
    Act,
    AttendanceTaken,
    Closed,
    ConflictDecided,
    ItemClosed,
    ItemOpened,
    MemberLeft,
    MemberReturned,
    Opened,
    Presence,
)
from models.sitting.presence.attendance import members_needed

Why = Literal["conflict", "other"]
Ending = Literal["open", "done", "stopped", "no-quorum"]


@dataclass(frozen=True)
class Instant:
    """The room just after one act, until the next instant."""

    number: int
    """Of the act in the log, from 1."""
    at: datetime
    act: Act
    room: tuple[str, ...]
    """The members in the room or the call, in the roster's order; those who left the commission are not among them."""
    out: tuple[tuple[str, Why], ...]
    """Members who take part in the sitting and are out of the room, in the roster's order."""
    absent: tuple[str, ...]
    needed: int
    """The fewest members in the room that make a quorum."""
    quorum: bool
    item: ItemOpened | None
    """The item that is open."""
    stopped: bool = False
    """This act took the quorum away while an item was open, and so stopped the item."""


@dataclass(frozen=True)
class ItemSpan:
    """One item from its opening to its end."""

    number: int
    """From 1, in the order in which items were opened; an item taken up again has a number of its own."""
    item: ItemOpened
    ended_at: datetime | None
    """None while it is open."""
    ending: Ending
    """"no-quorum": it stopped because the quorum was lost."""


@dataclass(frozen=True)
class Timeline:
    """Every instant at which the room changed, in order."""

    instants: tuple[Instant, ...]

    @property
    def now(self) -> Instant | None:
        """The last instant; None before there is one."""
        return self.instants[-1] if self.instants else None

    def at(self, moment: datetime) -> Instant | None:
        """Return the room as it was at `moment`, an instant of that very moment included; None before the first."""
        return next((one for one in reversed(self.instants) if one.at <= moment), None)

    @property
    def items(self) -> tuple[ItemSpan, ...]:
        """The items in the order in which they were opened."""
        spans: list[ItemSpan] = []
        for one in self.instants:
            if isinstance(one.act, ItemOpened):
                spans.append(ItemSpan(len(spans) + 1, one.act, None, "open"))
            if spans and spans[-1].ending == "open" and (one.stopped or isinstance(one.act, ItemClosed)):
                ending: Ending = one.act.ending if isinstance(one.act, ItemClosed) else "no-quorum"
                spans[-1] = ItemSpan(spans[-1].number, spans[-1].item, one.at, ending)
        return tuple(spans)

    @property
    def without_quorum(self) -> frozenset[str]:
        """The applications whose last item stopped because the quorum was lost."""
        last = {code: span.ending for span in self.items for code in span.item.applications}
        return frozenset(code for code, ending in last.items() if ending == "no-quorum")

    @property
    def stopping(self) -> Mapping[int, ItemOpened]:
        """The items that stopped because the quorum was lost, by the number of the act that took it."""
        return {one.number: before.item for before, one in pairwise(self.instants) if one.stopped and before.item}

    def since(self, number: int) -> "Timeline":
        """Return the course from act `number` of the log on, its items numbered from 1: one sitting of several."""
        return Timeline(tuple(one for one in self.instants if one.number >= number))

    @property
    def treated(self) -> frozenset[str]:
        """The applications whose last item is done or open."""
        last = {code: span.ending for span in self.items for code in span.item.applications}
        return frozenset(code for code, ending in last.items() if ending in ("open", "done"))


def timeline(
    acts: Sequence[Act], members: Sequence[str], profile: Profile, declared: Mapping[str, Sequence[Declaration]]
) -> Timeline:
    """Return the course of the sitting: pure, from the acts alone and what the `members` `declared` in their sheets.

    `members` in the roster's order. Works for any log, lawful or not.
    """
    return Timeline(tuple(_instants(acts, _Room(tuple(members), profile, declared))))


def out_of_room(acts: Sequence[Act]) -> dict[str, Why]:
    """Return who left the room and did not come back, with why. Who was recorded absent since then is not out."""
    out: dict[str, Why] = {}
    for act in acts:
        if isinstance(act, MemberLeft):
            out[act.member] = act.why
        elif isinstance(act, MemberReturned):
            out.pop(act.member, None)
        elif isinstance(act, AttendanceTaken):
            for member, how in act.presence:
                if how is Presence.ABSENT:
                    out.pop(member, None)
        elif isinstance(act, Opened):
            out.clear()  # a further sitting
    return out


def _instants(acts: Sequence[Act], room: "_Room") -> Iterator[Instant]:
    for number, act in enumerate(acts, 1):
        before = room.quorum
        item = room.item
        room.after(act)
        if isinstance(act, ConflictDecided) and room.quorum == before and not room.moved:
            continue
        if isinstance(act, _OF_ROOM):
            stopped = item is not None and before and not room.quorum
            yield room.instant(number, act, stopped=stopped)


_OF_ROOM = (Opened, AttendanceTaken, ItemOpened, ItemClosed, MemberLeft, MemberReturned, ConflictDecided, Closed)


@dataclass
class _Room:
    members: tuple[str, ...]
    profile: Profile
    declared: Mapping[str, Sequence[Declaration]]
    presence: dict[str, Presence] = field(default_factory=dict)
    out: dict[str, Why] = field(default_factory=dict)
    item: ItemOpened | None = None
    conflicts: dict[str, set[str]] = field(default_factory=dict)
    """The applications of every member's conflicts, as `models.sitting.recusal.consequences` finds them."""
    moved: bool = False
    """Whether the last act let somebody leave the commission for the whole pool, or brought somebody back."""

    def __post_init__(self) -> None:
        for member in self.members:
            said = {one.application for one in self.declared.get(member, ()) if one.answer is Answer.CONFLICT}
            self.conflicts[member] = said
        rule = self.profile.quorum
        self.needed = members_needed(len(self.members), rule)
        self.large_enough = len(self.members) >= rule.members_at_least
        self.leaves_pool = self.profile.conflicts.consequence == "leave-pool"

    def left(self, member: str) -> bool:
        return self.leaves_pool and bool(self.conflicts[member])

    @property
    def inside(self) -> tuple[str, ...]:
        absent = Presence.ABSENT
        here = (one for one in self.members if self.presence.get(one, absent) is not absent)
        return tuple(one for one in here if one not in self.out and not self.left(one))

    @property
    def quorum(self) -> bool:
        return self.large_enough and len(self.inside) >= self.needed

    def after(self, act: Act) -> None:
        before = self.quorum
        self.moved = False
        match act:
            case Opened():
                self.presence, self.out, self.item = {}, {}, None
            case AttendanceTaken():
                self.presence = dict(act.presence)
                self.out = {m: why for m, why in self.out.items() if self.presence.get(m) is not Presence.ABSENT}
            case MemberLeft():
                self.out[act.member] = act.why
            case MemberReturned():
                self.out.pop(act.member, None)
            case ConflictDecided():
                self._decide(act)
            case ItemOpened():
                self.item = act
            case ItemClosed() | Closed():
                self.item = None
            case _:
                pass
        if self.item is not None and before and not self.quorum:
            self.item = None

    def _decide(self, act: ConflictDecided) -> None:
        if act.member not in self.conflicts:
            return
        left = self.left(act.member)
        own = self.conflicts[act.member]
        (own.add if act.conflict else own.discard)(act.application)
        self.moved = self.left(act.member) != left

    def instant(self, number: int, act: Act, *, stopped: bool) -> Instant:
        absent = Presence.ABSENT
        return Instant(
            number=number,
            at=act.at,
            act=act,
            room=self.inside,
            out=tuple((member, self.out[member]) for member in self.members if member in self.out),
            absent=tuple(one for one in self.members if self.presence.get(one, absent) is absent),
            needed=self.needed,
            quorum=self.quorum,
            item=self.item,
            stopped=stopped,
        )
