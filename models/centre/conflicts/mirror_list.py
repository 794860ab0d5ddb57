"""The mirror lists as people read them: with the names behind the ids, in the office, on the command line, as a table.

Of contacts they hold no more than a reason quotes.
"""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from models.centre.applications import listing
from models.centre.conflicts.declarations import declared
from models.centre.conflicts.pairs import everyone
from models.centre.conflicts.search import Searched, mirror_of
from models.centre.contests import contest
from models.centre.papers.exports import Cell
from models.conflicts.declarations import Answer
from models.conflicts.involved import Involved, Part
from models.conflicts.mirror import MirrorRow, Side
from models.contest.profile import ConflictRule
from models.progress import Report, silent
from models.wording import current_language, decimal, tr


@dataclass(frozen=True)
class MirrorLine:
    """One row of a mirror list with its names."""

    row: MirrorRow
    name: str
    part: Part | None
    """None for somebody who does not touch the contest any more."""
    applicant: str
    title: str
    kind: str
    """Name of the row's kind in the language spoken; empty for none."""
    declares: str
    """What the person declared about the application, in words."""

    @property
    def pair(self) -> tuple[str, str]:
        """The person's id and the application's code."""
        return self.row.pair


@dataclass(frozen=True)
class ConflictPicture:
    """Who touches a contest, and every pair that was found, declared or decided."""

    people: tuple[Involved, ...]
    lines: tuple[MirrorLine, ...]
    """In the order of `Mirror.rows`."""

    def of(self, side: Side) -> tuple[MirrorLine, ...]:
        """Return the lines of one side."""
        return tuple(line for line in self.lines if line.row.side is side)


def conflict_picture(
    session: Session,
    contest_id: str,
    *,
    on: date,
    report: Report = silent,
    searched: Searched | None = None,
) -> ConflictPicture:
    """Return how the conflicts of a contest stand on the day `on`.

    In the background: it searches, unless `searched` remembers what an earlier picture of this contest took.
    Raises CancelledError.
    """
    mirror = mirror_of(session, contest_id, declared(session, contest_id), on=on, report=report, searched=searched)
    people = everyone(session, contest_id)
    rule = contest(session, contest_id).profile.conflicts
    persons = {one.id: one for one in people}
    codes = {one.code: one for one in listing(session, contest_id)}
    lines = []
    for row in mirror.rows:
        one, application = persons.get(row.person), codes.get(row.application)
        lines.append(
            MirrorLine(
                row=row,
                name=one.name if one else row.person,
                part=one.part if one else None,
                applicant=application.name if application else "",
                title=application.title if application else "",
                kind=kind_name(row.kind, rule),
                declares=_declares(row, one),
            )
        )
    return ConflictPicture(people, tuple(lines))


def _declares(row: MirrorRow, one: Involved | None) -> str:
    if row.declaration is None:
        return tr("no conflict") if one and one.declared_at else tr("has not declared yet")
    return {
        Answer.CONFLICT: tr("conflict"),
        Answer.NOT_SURE: tr("not sure"),
        Answer.NO_CONFLICT: tr("no conflict"),
    }[row.declaration.answer]


def kind_name(kind: str | None, rule: ConflictRule) -> str:
    """Return the name of a kind of conflict in the language spoken; empty for None."""
    return next((one.name.say(current_language()) for one in rule.kinds if one.code == kind), kind or "")


def part_name(part: Part | None) -> str:
    """Return what somebody does in the contest, in the language spoken."""
    if part is None:
        return tr("takes part no more")
    return {
        "member": tr("member"),
        "secretary": tr("secretary"),
        "staff": tr("staff"),
        "mentor": tr("mentor"),
    }[part]


def side_name(side: Side) -> str:
    """Return the name of a list."""
    return {
        Side.UNDECLARED: tr("Probable, but not declared"),
        Side.UNSUPPORTED: tr("Declared, but nothing supports it"),
        Side.AGREED: tr("Declared and found"),
        Side.DECIDED: tr("Decided"),
    }[side]


def strength_words(line: MirrorLine) -> str:
    """Return how strong the evidence is, from 0 to 1 with two decimals; a dash where nothing was found."""
    return decimal(line.row.strength) if line.row.tie else "–"


def why(line: MirrorLine) -> tuple[str, ...]:
    """Return why the pair stands here, one reason a line: what was found, what was declared."""
    said = line.row.declaration
    notes = (tr("Declared: “{note}”", note=said.note),) if said and said.note else ()
    nothing = () if line.row.reasons else (tr("Nothing in the lists connects the two."),)
    return (*line.row.reasons, *notes, *nothing)


def decision_words(line: MirrorLine) -> str:
    """Return what was decided, by whom, when and why; empty where nothing was."""
    made = line.row.decision
    if made is None:
        return ""
    on = f"{made.at.astimezone():%d.%m.%Y}"
    if made.conflict:
        return tr("{date}, {by}: conflict. {reason}", date=on, by=made.by, reason=made.reason)
    return tr("{date}, {by}: no conflict. {reason}", date=on, by=made.by, reason=made.reason)


def mirror_table(picture: ConflictPicture) -> tuple[tuple[str, ...], tuple[tuple[Cell, ...], ...]]:
    """Return every line as a table for a spreadsheet: headings and rows, the lists one after another."""
    headings = (
        tr("List"),
        tr("Person"),
        tr("Part in the contest"),
        tr("Application"),
        tr("Applicant"),
        tr("Kind"),
        tr("Strength"),
        tr("Look first"),
        tr("Why"),
        tr("Declares"),
        tr("Decision"),
    )
    rows = [
        (
            side_name(side),
            line.name,
            part_name(line.part),
            line.row.application,
            line.applicant,
            line.kind,
            strength_words(line),
            tr("yes") if line.row.look else "",
            " ".join(why(line)),
            line.declares,
            decision_words(line),
        )
        for side in Side
        for line in picture.of(side)
    ]
    return headings, tuple(rows)
