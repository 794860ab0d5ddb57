"""The minutes of a sitting: its acts one after the other, minute by minute, with who was there and who voted how."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from models.contest.local_time import local, named
from models.protocol import words
from models.protocol.blocks import (
    Block,
    Column,
    Facts,
    Heading,
    Paper,
    Row,
    Signature,
    Signatures,
    Table,
    Text,
    Words,
    fill,
)
from models.protocol.case import Case, and_so, clock, day
from models.protocol.papers import words_minutes as own
from models.protocol.papers.minutes_acts import Log, said
from models.protocol.public import public_result
from models.sitting.acts import Act, Closed, Opened
from models.sitting.result import Result


def minutes_paper(result: Result, *, fingerprint: str, public: bool = False) -> Paper:
    """Return the minutes of the last sitting of `result`; `fingerprint` is the SHA-256 of the result file, in hex.

    A sitting that is not closed gives a draft. The public form is written from `public_result` alone.
    """
    case = Case(public_result(result) if public else result, fingerprint=fingerprint, public=public)
    opened = case.last(Opened)
    number, on = (opened.number, opened.on) if opened else ("–", None)
    return Paper(
        title=fill(own.FILE_TITLE, number=number),
        number=number,
        on=on,
        fingerprint=fingerprint,
        running=fill(own.RUNNING, number=number, day=day(on)),
        blocks=tuple(_body(case, number, on)),
    )


def _body(case: Case, number: str, on: date | None) -> Iterator[Block]:
    yield Heading(own.MINUTES, 0)
    yield Text(fill(own.TO_PROTOCOL, number=number, day=day(on)), "centre")
    yield Text(case.result.manifest.contest.title, "centre")
    if not case.session.closed:
        yield Text(own.DRAFT, "draft")
    if case.public:
        yield Text(case.worded(own.PUBLIC_FORM), "note")
    yield Facts(tuple(_facts(case)))
    yield Text(own.LEAD, "note")
    zone = case.result.manifest.contest.zone
    log = Log(case)
    numbered = list(enumerate(case.session.acts, case.session.first))
    days = [(when, tuple(group)) for when, group in groupby(numbered, lambda one: local(one[1].at, zone).date())]
    for when, acts in days:
        yield Heading(fill(own.DAY, day=day(when)), 2)
        yield Table(
            (
                Column(words.NUMBER, 11, align="right"),
                Column(own.TIME, 14),
                Column(own.EVENT, 90, grow=1),
                Column(own.ROOM, 20),
                Column(own.RECORDED, 28),
            ),
            tuple(_row(case, log, place, act) for place, act in acts),
        )
    yield Signatures(own.CLOSED_BY, tuple(_signers(case)))


def _facts(case: Case) -> Iterator[tuple[Words, Words]]:
    opened, closed = case.last(Opened), case.last(Closed)
    zone = case.result.manifest.contest.zone
    if opened is not None:
        yield words.PLACE, opened.place
        yield words.FORM, case.form
        yield words.CLOCK, named(opened.at, zone)
        yield own.BEGAN, clock(opened.at, zone)
    yield own.ENDED, clock(closed.at, zone) if closed is not None else words.NOT_STATED
    chair, secretary = case.result.outcome.chair, case.result.manifest.roster.secretary
    yield own.CHAIR, case.name(chair) if chair is not None else words.NOT_STATED
    yield own.SECRETARY, secretary.name if secretary is not None else words.NOT_STATED


def _row(case: Case, log: Log, number: int, act: Act) -> Row:
    what, then = said(log, number, act)
    there = log.there(number)
    room: Words = "–"
    if there is not None and not isinstance(there.act, Opened):  # nobody has looked yet who is there
        room = fill(own.WITH_QUORUM if there.quorum else own.NO_QUORUM, n=len(there.room))
    time = local(act.at, case.result.manifest.contest.zone).strftime("%H:%M")
    by = case.name(act.by)
    return Row((str(number), time, and_so([what, *then], "\n"), room, by), strong=log.stopped(number))


def _signers(case: Case) -> Iterator[Signature]:
    chair, secretary = case.result.outcome.chair, case.result.manifest.roster.secretary
    if chair is not None:
        yield Signature(words.CHAIR_ROLE, case.name(chair))
    if secretary is not None:
        yield Signature(words.SECRETARY_ROLE, secretary.name)
