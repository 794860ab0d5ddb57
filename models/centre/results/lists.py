"""The lists of a contest: the admitted and the ranking as this file knows them, and every change of the list told."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from pathlib import Path

from sqlmodel import Session

from models.centre.applications import applications
from models.centre.contests import contest
from models.centre.papers.exports import Cell
from models.centre.results.register import find
from models.centre.selection.packets import packet_manifest, packets
from models.centre.selection.screening import decisions
from models.centre.selection.screening_list import state_words
from models.contest.application import Screened
from models.contest.commission import Roster
from models.contest.contest import Contest
from models.contest.local_time import local
from models.intake.folding import fold
from models.intake.lists.comparing import Compared, ListChange, compare_lists, kind_words, values_words
from models.intake.lists.listed import ListRow, PublishedList, read_list
from models.intake.lists.spelling import spelled
from models.packet.changes import change_words, fields_words
from models.progress import Report, silent, step
from models.values import Moment
from models.wording import current_language, tr

_NUMBER = re.compile(r"\d{1,9}(?:[.,]\d{1,9})?")


class OwnList(StrEnum):
    """A list that the central file knows by itself."""

    ADMITTED = "admitted"
    RANKING = "ranking"


def own_name(which: OwnList) -> str:
    """Return what the list is called."""
    return {
        OwnList.ADMITTED: tr("admitted applications of this contest"),
        OwnList.RANKING: tr("ranking of this contest"),
    }[which]


def own_list(session: Session, contest_id: str, which: OwnList) -> PublishedList:
    """Return the admitted applications by code, or what the protocol ranked, each territory by place."""
    if which is OwnList.ADMITTED:
        names = _territories(contest(session, contest_id))
        rows = [
            ListRow(
                row=at, at=at, code=one.code, iin=one.applicant.iin, name=one.applicant.full_name,
                title=one.project.title, territory=names.get(fold(one.territory), one.territory),
            )
            for at, one in enumerate(applications(session, contest_id, state=Screened.ADMITTED), 1)
        ]  # fmt: skip
        return PublishedList(own_name(which), tuple(rows))
    ranked = [one for one in find(session, contest_id=contest_id) if one.place is not None]
    rows = [
        ListRow(
            row=at, at=at, code=one.code, iin=one.iin, name=one.name, title=one.title,
            territory=one.territory_name.say(current_language()) if one.territory_name else one.territory,
            place=one.place,
            points=Fraction(one.total.replace(",", ".")) if _NUMBER.fullmatch(one.total) else None,
        )
        for at, one in enumerate(ranked, 1)
    ]  # fmt: skip
    return PublishedList(own_name(which), tuple(rows))


def compare_with(session: Session, contest_id: str, one: OwnList | Path, two: OwnList | Path) -> Compared:
    """Return what differs from list `one` to list `two`; each is a file or a list of this central file.

    A territory of the contest is the same in Kazakh, in Russian and by its code. Raises as `read_list`.
    """
    names = _territories(contest(session, contest_id))
    lists = [
        own_list(session, contest_id, which) if isinstance(which, OwnList) else _in_words(read_list(which), names)
        for which in (one, two)
    ]
    return compare_lists(*lists)


def _territories(now: Contest) -> dict[str, str]:
    language = current_language()
    return {
        fold(words): one.name.say(language)
        for one in now.territories
        for words in (one.code, one.name.kk, one.name.ru, one.name.say(language))
        if fold(words)
    }


def _in_words(listed: PublishedList, names: dict[str, str]) -> PublishedList:
    rows = (replace(row, territory=names.get(fold(row.territory), row.territory)) for row in listed.rows)
    return replace(listed, rows=tuple(rows))


def row_words(change: ListChange) -> str:
    """Return which row a change is of: its code and name, never the IIN."""
    row = change.two or change.one
    assert row is not None
    return f"{row.code} {row.name}".strip() if row.code else row.called


def what_words(change: ListChange) -> str:
    """Return which column a change is in; empty for a whole row."""
    return {
        "name": tr("Applicant"),
        "title": tr("Title of the project"),
        "iin": tr("IIN"),
        "code": tr("Code"),
        "territory": tr("Territory"),
        "place": tr("Place"),
        "points": tr("Points"),
    }.get(change.what, "")


def how_words(change: ListChange) -> str:
    """Return what makes the difference between two spellings; empty where it is none of spelling."""
    return ", ".join(spelled(kind) for kind in change.how)


def compared_table(found: Compared) -> tuple[tuple[str, ...], tuple[tuple[Cell, ...], ...]]:
    """Return every change as a table for a spreadsheet."""
    headings = (
        tr("Change"), tr("Application"), tr("What"), found.one.name, found.two.name, tr("How"), tr("Row in the first"),
        tr("Row in the second"),
    )  # fmt: skip
    rows = [
        (
            kind_words(one.kind), row_words(one), what_words(one), *values_words(one), how_words(one),
            one.one.row if one.one else None, one.two.row if one.two else None,
        )
        for one in found.changes
    ]  # fmt: skip
    return headings, tuple(rows)


@dataclass(frozen=True)
class LogLine:
    """One change of the list: when, by whom, which application, what, and why."""

    number: int
    """From 1, the oldest first."""
    at: Moment
    by: str
    """As recorded: an id of the roster, or a name."""
    code: str
    """"" for what concerns the whole packet."""
    applicant: str
    what: str
    fields: str
    why: str
    revision: int | None
    """Of the packet that tells of it; None: a decision of the technical selection."""


def list_log(session: Session, contest_id: str, report: Report = silent) -> tuple[LogLine, ...]:
    """Return every packet revision with its changes and every decision of the technical selection, oldest first.

    Raises CancelledError.
    """
    names = {one.code: one.applicant.full_name for one in applications(session, contest_id)}
    told: list[tuple[Moment, str, str, str, str, str, int | None]] = [
        (
            made.at, made.by, made.application, state_words(made.decision), "",
            "; ".join(reason.say(current_language()) for reason in made.reasons), None,
        )
        for made in decisions(session, contest_id)
    ]  # fmt: skip
    built = packets(session, contest_id)
    for done, packet in enumerate(built):
        step(report, done, len(built))
        manifest = packet_manifest(session, packet.id)
        words = tr("packet revision {n} built; admitted applications: {m}", n=packet.revision,
                   m=len(manifest.applications))  # fmt: skip
        told.append((packet.built_at, packet.built_by, "", words, "", "", packet.revision))
        name_of = _names(manifest.roster)
        told += [
            (
                one.at, one.by, one.application, change_words(one),
                fields_words(one, name_of), one.why, packet.revision,
            )
            for one in manifest.changes
        ]  # fmt: skip
    told.sort(key=lambda one: (one[0], one[6] or 0, one[2]))
    return tuple(
        LogLine(
            number=number, at=at, by=by, code=code, applicant=names.get(code, ""), what=what, fields=fields, why=why,
            revision=revision,
        )
        for number, (at, by, code, what, fields, why, revision) in enumerate(told, 1)
    )  # fmt: skip


def _names(roster: Roster) -> Callable[[str], str]:
    names = {person.id: person.name for person in roster.people}
    return lambda person: names.get(person, person)


def log_table(
    lines: Sequence[LogLine], names: dict[str, str], zone: str
) -> tuple[tuple[str, ...], tuple[tuple[Cell, ...], ...]]:
    """Return the log as a table for a spreadsheet, by the clock of `zone`; `names` gives the name of a recorded id."""
    headings = (
        tr("No."), tr("When"), tr("Application"), tr("Applicant"), tr("What changed"), tr("Fields"), tr("Reason"),
        tr("By whom"), tr("Revision"),
    )  # fmt: skip
    rows = [
        (
            one.number, f"{local(one.at, zone):%d.%m.%Y %H:%M}", one.code, one.applicant, one.what, one.fields, one.why,
            names.get(one.by, one.by), one.revision,
        )
        for one in lines
    ]  # fmt: skip
    return headings, tuple(rows)
