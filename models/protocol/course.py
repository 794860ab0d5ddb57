"""The course of the sitting in the protocol: every item, exit and return with its time, and the quorum after it."""

from collections.abc import Iterator

from models.contest.local_time import local
from models.protocol import words_room as words
from models.protocol.blocks import Block, Column, Heading, Row, Table, Text, Words, fill
from models.protocol.case import Case, and_so
from models.sitting.acts import (
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
from models.sitting.presence.spans import spans
from models.sitting.presence.timeline import Instant, Timeline


def course(case: Case) -> Iterator[Block]:
    """Return the section; nothing for a sitting without items, exits and returns."""
    if not any(isinstance(act, ItemOpened | MemberLeft) for act in case.session.acts):
        return
    found = case.course
    yield Heading(words.COURSE)
    yield Text(words.COURSE_IS)
    yield Text(
        fill(
            words.EXITS,
            items=sum(span.ending == "done" for span in found.items),
            exits=len(case.acts(MemberLeft)),
            returns=len(case.acts(MemberReturned)),
        )
    )
    zone = case.result.manifest.contest.zone
    yield Table(
        (
            Column(words.TIME, 15),
            Column(words.EVENT, 90, grow=1),
            Column(words.IN_ROOM, 26, align="right"),
            Column(words.QUORUM, 20),
        ),
        tuple(
            Row(
                (
                    local(one.at, zone).strftime("%H:%M"),
                    _event(case, found, one),
                    str(len(one.room)),
                    words.HELD if one.quorum else words.LACKS,
                ),
                strong=one.stopped,
            )
            for one in found.instants
        ),
    )


def _event(case: Case, found: Timeline, one: Instant) -> Words:
    begun = sum(isinstance(before.act, ItemOpened) for before in found.instants if before.number <= one.number)
    what = _what(case, one, begun)
    return and_so([what, fill(words.NO_QUORUM, n=begun)]) if one.stopped else what


def _what(case: Case, one: Instant, begun: int) -> Words:  # noqa: PLR0911 - one answer an act
    match one.act:
        case Opened():
            return words.OPENED
        case Closed():
            return words.CLOSED
        case AttendanceTaken() as act:
            gone = [member for member, how in act.presence if how is Presence.ABSENT]
            return fill(words.ATTENDANCE, absent=case.names(gone))
        case ItemOpened() as act:
            return fill(words.ITEM_OPENED, n=begun, item=_item(case, act))
        case ItemClosed() as act:
            stopped = fill(words.ITEM_STOPPED, n=begun, reason=act.reason or "–")
            return stopped if act.ending == "stopped" else fill(words.ITEM_CLOSED, n=begun)
        case MemberLeft() as act:
            name = case.name(act.member)
            if act.why == "conflict":
                return fill(words.LEFT_CONFLICT, name=name)
            return and_so([fill(words.LEFT, name=name), *filter(None, [act.reason])], ", ")
        case MemberReturned() as act:
            return fill(words.RETURNED, name=case.name(act.member))
        case ConflictDecided() as act:
            return fill(words.CONFLICT, name=case.name(act.member))
        case _:
            raise ValueError(one.act.kind)


def _item(case: Case, act: ItemOpened) -> str:
    every = [application.code for application in case.result.manifest.applications]
    return ": ".join(part for part in (act.item, ", ".join(spans(act.applications, every))) if part)
