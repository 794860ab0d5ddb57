"""The protocol of the technical selection: admitted, sent back for mending, refused with reasons and points, withdrawn.

The public form shows what is published: of those admitted name and project, of the others only code and territory,
and a regulation's point only where it tells nothing about the person.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from models.contest.application import Screened
from models.contest.local_time import local
from models.protocol import words
from models.protocol.blocks import (
    Block,
    Column,
    Facts,
    Heading,
    Paper,
    Row,
    Signatures,
    Table,
    Text,
    Words,
    fill,
    numbered,
)
from models.protocol.case import and_so, day, point
from models.protocol.papers import words_technical as own
from models.protocol.papers.office import Frame, paper_of, parties, signers
from models.protocol.public import cover
from models.values import Both, Moment, Value

_HERE = {Screened.RECEIVED, Screened.MENDING}


class Reason(Value):
    """One reason of a decision, with the regulation's point where a rule of the profile gave it."""

    text: Both
    point: str = ""
    personal: bool = True
    """False: the point tells nothing about the person."""


class Made(Value):
    """One decision about an application."""

    decision: Screened
    reasons: tuple[Reason, ...] = ()
    deadline: date | None = None
    """The last day of mending, inclusive."""
    at: Moment


class Screening(Value):
    """One application with what was decided about it, oldest first; the last decision stands."""

    code: str
    territory: str
    applicant: str
    title: str
    state: Screened
    made: tuple[Made, ...] = ()

    @property
    def last(self) -> Made | None:
        """The decision that stands; None while nothing is decided."""
        return self.made[-1] if self.made else None

    @property
    def mendings(self) -> tuple[Made, ...]:
        """How often it was sent back for mending, in order."""
        return tuple(one for one in self.made if one.decision is Screened.MENDING)


class TechnicalRecord(Value):
    """What the protocol tells."""

    frame: Frame
    applications: tuple[Screening, ...]
    """By code."""


def public_record(record: TechnicalRecord) -> TechnicalRecord:
    """Return what may be published of `record`. Doing it twice changes nothing."""
    return record.model_copy(update={"applications": tuple(_public(one) for one in record.applications)})


def _public(one: Screening) -> Screening:
    made = tuple(
        each.model_copy(
            update={
                "reasons": tuple(
                    Reason(text=Both(kk="", ru=""), point=reason.point, personal=False)
                    for reason in each.reasons
                    if not reason.personal and reason.point
                )
            }
        )
        for each in one.made
    )
    admitted = one.state is Screened.ADMITTED
    return one.model_copy(
        update={
            "applicant": cover(one.applicant) if admitted else "",
            "title": cover(one.title) if admitted else "",
            "made": made,
        }
    )


def technical_protocol(record: TechnicalRecord, *, public: bool) -> Paper:
    """Return the protocol of the technical selection; with undecided applications it says that it is a draft.

    The fingerprint of both forms is that of the full record, so that it can be seen what the public one is made of.
    """
    shown = public_record(record) if public else record
    return paper_of(
        record.frame,
        kind=own.PROTOCOL,
        file_title=own.FILE_TITLE_PUBLIC if public else own.FILE_TITLE,
        digest=record.digest(),
        body=tuple(numbered(_body(shown, public=public))),
    )


def _body(record: TechnicalRecord, *, public: bool) -> Iterator[Block]:
    frame, every = record.frame, record.applications
    undecided = [one for one in every if one.state in _HERE]
    if undecided:
        yield Text(fill(own.DRAFT, n=len(undecided)), "draft")
    if public:
        yield Text(own.PUBLIC_FORM, "note")
    yield Heading(words.GENERAL)
    yield Facts((*parties(frame), *_rules(frame)))
    yield Heading(own.NUMBERS)
    yield _numbers(record)
    yield from _admitted(record)
    yield from _mended(record, public=public)
    for heading, nobody, state in (
        (own.REFUSED, own.NOBODY_REFUSED, Screened.REFUSED),
        (own.WITHDRAWN, own.NOBODY_WITHDRAWN, Screened.WITHDRAWN),
    ):
        yield Heading(heading)
        out = [one for one in every if one.state is state]
        if out:
            yield _decided(frame, out, public=public)
        else:
            yield Text(nobody)
    if undecided:
        yield Heading(own.UNDECIDED)
        yield _short(frame, undecided, public=public)
    counted = Counter(one.state for one in every)
    yield Heading(own.CONCLUSION)
    yield Text(
        fill(
            own.CONCLUSION_IS,
            admitted=counted[Screened.ADMITTED],
            refused=counted[Screened.REFUSED],
            withdrawn=counted[Screened.WITHDRAWN],
        )
    )
    yield Signatures(own.SIGNED, signers(frame))


def _rules(frame: Frame) -> Iterator[tuple[Words, Words]]:
    profile = frame.contest.profile
    if profile.intake.closes is not None:
        yield own.INTAKE, f"{day(profile.intake.opens)} – {profile.intake.closes:%d.%m.%Y %H:%M}"
    mending = profile.eligibility.mending
    if mending is not None:
        parts: list[Words] = [fill(own.MENDING_DAYS[mending.unit], n=mending.days)]
        if mending.point:
            parts.append(point(mending.point))
        yield own.MENDING_RULE, and_so(parts, "; ")


def _numbers(record: TechnicalRecord) -> Table:
    columns = (Screened.ADMITTED, Screened.REFUSED, Screened.WITHDRAWN)
    open_ = any(one.state in _HERE for one in record.applications)
    groups: list[tuple[Words, list[Screening]]] = [
        (record.frame.territory(code), [one for one in record.applications if one.territory == code])
        for code in _territories(record)
    ]
    if len(groups) > 1:
        groups.append((own.IN_ALL, list(record.applications)))
    rows = []
    for name, ones in groups:
        counted = Counter(one.state for one in ones)
        mended = sum(bool(one.mendings) and one.state in (Screened.ADMITTED, Screened.REFUSED) for one in ones)
        figures = [len(ones), *(counted[state] for state in columns), mended]
        if open_:
            figures.append(sum(counted[state] for state in _HERE))
        rows.append(Row((name, *map(str, figures)), strong=name is own.IN_ALL))
    heads = own.HEADS if open_ else own.HEADS[:-1]
    return Table(
        (Column(words.TERRITORY, 34, grow=1), *(Column(head, 23, align="right") for head in heads)), tuple(rows)
    )


def _territories(record: TechnicalRecord) -> list[str]:
    """The contest's territories in its order, then whatever else an application names."""
    codes = [territory.code for territory in record.frame.contest.territories]
    return codes + sorted({one.territory for one in record.applications} - {*codes})


def _admitted(record: TechnicalRecord) -> Iterator[Block]:
    yield Heading(own.ADMITTED)
    admitted = [one for one in record.applications if one.state is Screened.ADMITTED]
    if not admitted:
        yield Text(own.NOBODY_ADMITTED)
        return
    number = 0
    for code in _territories(record):
        ones = [one for one in admitted if one.territory == code]
        if not ones:
            continue
        yield Heading(fill(words.TERRITORY_IS, name=record.frame.territory(code), code=code or "–"), 2)
        yield Table(
            (
                Column(words.NUMBER, 11, align="right"),
                Column(words.CODE, 24),
                Column(words.APPLICANT, 46, grow=1),
                Column(words.PROJECT, 60, grow=2),
            ),
            tuple(
                Row((str(n), one.code, one.applicant or "–", one.title or "–"))
                for n, one in enumerate(ones, number + 1)
            ),
        )
        number += len(ones)


def _mended(record: TechnicalRecord, *, public: bool) -> Iterator[Block]:
    yield Heading(own.MENDED)
    sent_back = [one for one in record.applications if one.mendings]
    if not sent_back:
        yield Text(own.NOBODY_MENDED)
        return
    columns = [Column(words.CODE, 24)]
    if not public:
        columns += [Column(words.APPLICANT_PROJECT, 40, grow=1), Column(own.DEFECTS, 46, grow=1.4)]
    else:
        columns += [Column(words.TERRITORY, 40, grow=1)]
    columns += [Column(own.SENT_ON, 23), Column(own.DEADLINE, 25), Column(own.OUTCOME, 24)]
    rows = []
    for one in sent_back:
        for number, made in enumerate(one.mendings):
            first = number == 0
            cells: list[Words] = [one.code if first else ""]
            if public:
                cells.append(record.frame.territory(one.territory) if first else "")
            else:
                cells += [_who(one) if first else "", _reasons(made)]
            last = number == len(one.mendings) - 1
            cells += [_on(record.frame, made), day(made.deadline), own.STATES[one.state] if last else own.AGAIN]
            rows.append(Row(tuple(cells)))
    yield Table(tuple(columns), tuple(rows))


def _decided(frame: Frame, out: Sequence[Screening], *, public: bool) -> Table:
    columns = [Column(words.NUMBER, 11, align="right"), Column(words.CODE, 24)]
    points = public and any(one.last and one.last.reasons for one in out)
    if public:
        columns += [Column(words.TERRITORY, 40, grow=1), *([Column(own.POINT, 50, grow=1.5)] if points else [])]
    else:
        columns += [Column(words.APPLICANT_PROJECT, 44, grow=1), Column(words.REASON, 56, grow=1.6)]
    columns.append(Column(own.ON, 20))
    rows = []
    for number, one in enumerate(out, 1):
        who: Words = frame.territory(one.territory) if public else _who(one)
        why = [_reasons(one.last) if one.last else "–"] if points or not public else []
        rows.append(Row((str(number), one.code, who, *why, _on(frame, one.last) if one.last else "–")))
    return Table(tuple(columns), tuple(rows))


def _short(frame: Frame, ones: Sequence[Screening], *, public: bool) -> Table:
    who = words.TERRITORY if public else words.APPLICANT_PROJECT
    return Table(
        (Column(words.CODE, 24), Column(who, 60, grow=1), Column(own.OUTCOME, 50)),
        tuple(
            Row((one.code, frame.territory(one.territory) if public else _who(one), own.STATES[one.state]))
            for one in ones
        ),
    )


def _who(one: Screening) -> str:
    return "\n".join(part for part in (one.applicant, one.title) if part) or "–"


def _on(frame: Frame, made: Made) -> str:
    return day(local(made.at, frame.contest.zone).date())


def _open(sentence: str) -> str:
    """Return `sentence` without its full stop, for something in brackets follows; an abbreviation keeps its own."""
    return re.sub(r"(?<=\w{3})\.$", "", sentence)


def _reasons(made: Made) -> Words:
    told: list[Words] = []
    for reason in made.reasons:
        text, ground = reason.text, reason.point
        kk, ru = text.kk or text.ru, text.ru or text.kk
        if ground:
            kk, ru = _open(kk), _open(ru)
        parts: list[Words] = [Both(kk=kk, ru=ru)] if kk else []
        if ground:
            parts.append(fill(own.GROUND, point=point(ground)) if parts else point(ground))
        told.append(and_so(parts, " "))
    told = list(dict.fromkeys(told))  # in public several reasons may be one and the same point
    numbered = [and_so([f"{n})", one], " ") for n, one in enumerate(told, 1)] if len(told) > 1 else told
    return and_so(numbered, "\n") if numbered else "–"
