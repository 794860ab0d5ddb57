"""The extract of the protocol for one applicant: own marks, total, place and decision; nobody else is in it."""

from collections.abc import Iterator

from models.contest.money import tenge
from models.errors import SittingError
from models.packet.manifest import Refused
from models.protocol import words
from models.protocol.blocks import (
    Block,
    Column,
    Facts,
    Heading,
    Letterhead,
    Paper,
    Row,
    Signature,
    Signatures,
    Table,
    Text,
    Words,
    fill,
)
from models.protocol.case import (
    Case,
    and_so,
    chain,
    clock,
    compared,
    day,
    panel_mark,
    quorum,
    tally,
    total,
)
from models.protocol.papers import words as own
from models.protocol.public import cover
from models.protocol.ranking import place, sharing, standing
from models.protocol.rule import highest, required
from models.scoring.marks import Mark
from models.sitting.acts import MarkReopened, NextNamed, Opened, PutOut, TieVoted, WinnersNamed
from models.sitting.outcome import Line, Remark, Standing, TerritoryOutcome
from models.sitting.result import Result
from models.sitting.sessions import decided_by
from models.wording import tr

_CHAIN_LINES = 8
"""A chain of at most so many steps has a line for each; a longer one would push the decision to another page."""


def extract(result: Result, code: str, *, fingerprint: str) -> Paper:
    """Return the extract for the application `code`, also for one that the technical selection refused.

    It names the members by their signs and nobody else; `fingerprint` is the SHA-256 of the result file, in hex.
    Raises SittingError for a code that the contest does not have.
    """
    case = Case(result, fingerprint=fingerprint, public=False)
    body = tuple(_body(case, code))
    opened = case.last(Opened)
    number, on = (opened.number, opened.on) if opened else ("–", None)
    return Paper(
        title=fill(own.EXTRACT_TITLE, number=number, code=code),
        number=number,
        on=on,
        fingerprint=fingerprint,
        running=fill(own.EXTRACT_RUNNING, number=number, day=day(on), code=code),
        blocks=(
            Letterhead(result.manifest.contest.parties.organiser),
            Heading(own.EXTRACT, 0),
            Text(fill(own.EXTRACT_OF, number=number, day=day(on)), "centre"),
            Text(result.manifest.contest.title, "centre"),
            *body,
            *_signature(case),
        ),
    )


def line_of(result: Result, code: str) -> tuple[TerritoryOutcome, Line] | Refused:
    """Return where an application stands, or that the technical selection refused it. Raises SittingError."""
    for outcome in result.outcome.territories:
        for line in outcome.lines:
            if line.application == code:
                return outcome, line
    for refused in result.manifest.refused:
        if refused.code == code:
            return refused
    raise SittingError(tr("The contest has no application {code}; no paper was made. Check the code.", code=code))


def _body(case: Case, code: str) -> Iterator[Block]:
    found = line_of(case.result, code)
    if isinstance(found, Refused):
        if case.result.outcome.questions:
            yield Text(fill(words.DRAFT, n=len(case.result.outcome.questions)), "draft")
        yield _application(case, code, found.applicant, found.title, found.territory)
        yield Heading(words.TECHNICAL, 2)
        rows: list[tuple[Words, Words]] = [(own.RESULT, own.WITHDRAWN if found.withdrawn else own.REFUSED)]
        if found.reason.kk or found.reason.ru:
            rows.append((own.REASON, found.reason))
        yield Facts(tuple(rows))
        return
    outcome, line = found
    if case.result.outcome.questions:
        yield Text(fill(words.DRAFT, n=len(case.result.outcome.questions)), "draft")
    yield from _sitting(case)
    yield _application(case, code, case.applicant(code), case.title(code), line.territory)
    yield from _marks(case, outcome, line)
    yield from _changed(case, code)
    yield Heading(own.DECISION, 2)
    yield Facts(tuple(_decision(case, outcome, line)))


def _application(case: Case, code: str, applicant: str, title: str, territory: str) -> Facts:
    rows: list[tuple[Words, Words]] = [(own.CODE, code)]
    if applicant:
        rows.append((own.APPLICANT, applicant))
    return Facts((*rows, (own.PROJECT, title or "–"), (own.TERRITORY, case.territory(territory))))


def _sitting(case: Case) -> Iterator[Block]:
    opened = case.last(Opened)
    if opened is None:
        return
    there = case.result.outcome.attendance
    yield Facts(
        (
            (
                own.SITTING,
                fill(own.SITTING_IS, day=day(opened.on), place=opened.place or "–", form=case.form),
            ),
        )
    )
    if there is not None:
        yield quorum(there)


def _marks(case: Case, outcome: TerritoryOutcome, line: Line) -> Iterator[Block]:
    criteria = case.result.manifest.contest.criteria
    named = criteria.content.criteria if criteria else case.profile.criteria.criteria
    marks = [dict(entry.marks) for entry in line.panel]
    yield Heading(own.MARKS, 2)
    yield Table(
        (
            Column(own.CRITERION, 40, grow=1),
            *(Column(case.sign(entry.member), 8, align="centre") for entry in line.panel),
        ),
        (
            *(
                Row((and_so([one.code, one.name], ". "), *(_mark(own_marks.get(one.code)) for own_marks in marks)))
                for one in named
            ),
            Row((own.SUM, *(panel_mark(entry) for entry in line.panel)), strong=True),
        ),
    )
    yield Text(own.MARKS_ARE, "note")
    if not all(entry.counted for entry in line.panel):
        yield Text(own.SIGNS, "note")
    rows: list[tuple[Words, Words]] = []
    if line.chain:
        between = "\n" if len(line.chain) <= _CHAIN_LINES else "; "
        rows.append((own.COUNTED, between.join(chain(line))))
    if line.additional is not None:
        ground = f" ({line.additional_ground})" if line.additional_ground else ""
        rows.append((own.ADDITIONAL, f"{line.additional}{ground}"))
    rows.append((own.TOTAL, total_of(case, outcome, line)))
    rows.append((own.NUMBER_OF_MARKS, str(line.number_of_marks)))
    if line.place_from is not None:
        ranked = sum(one.place_from is not None for one in outcome.lines)
        rows.append((own.PLACE, fill(own.PLACE_OF, place=place(line), n=ranked)))
    rows += tie(case, line)
    if line.tie_values:
        rows.append((own.COMPARED, compared(line)))
    yield Facts(tuple(rows))


def total_of(case: Case, outcome: TerritoryOutcome, line: Line) -> Words:
    """The total beside the highest that there could be; a dash where there is no total."""
    return fill(own.OF_MAXIMUM, total=total(line), maximum=highest(case, outcome)) if line.shown else "–"


def tie(case: Case, line: Line) -> Iterator[tuple[Words, Words]]:
    """How many have the same total, how that was settled, and how many voted for this one."""
    if not line.tied_with:
        return
    yield own.TIE, and_so([str(len(line.tied_with)), words.SETTLED[line.settled_by]], ". ")
    voted = [act for act in case.every(TieVoted) if line.application in act.tied][-1:]
    for act in voted if line.settled_by in ("vote", "chair") else ():
        votes = sum(line.application in ballot.applications for ballot in act.ballots)
        of = sum(bool(ballot.applications) for ballot in act.ballots)
        yield own.VOTES_FOR, fill(own.VOTES_FOR_IS, n=votes, of=of)


def _mark(mark: Mark | None) -> Words:
    if mark is None:
        return "–"
    return words.MARK_SIGNS[mark.state] if mark.points is None else str(mark.points)


def _changed(case: Case, code: str) -> Iterator[Block]:
    acts = [act for act in case.every(MarkReopened) if act.application == code]
    if not acts:
        return
    yield Heading(own.CHANGED, 2)
    yield Table(
        (
            Column(own.MEMBER, 18),
            Column(words.CRITERION, 20),
            Column(words.OLD, 18, align="right"),
            Column(words.NEW, 14, align="right"),
            Column(words.WHEN, 28),
            Column(words.REASON, 50, grow=1),
        ),
        tuple(
            Row(
                (
                    case.sign(act.member),
                    act.criterion,
                    _mark(act.old),
                    _mark(act.new),
                    clock(act.at, case.result.manifest.contest.zone),
                    cover(act.reason) or "–",
                )
            )
            for act in acts
        ),
    )


def _decision(case: Case, outcome: TerritoryOutcome, line: Line) -> Iterator[tuple[Words, Words]]:
    undecided = line.standing in (Standing.PROPOSED, Standing.OPEN)
    yield own.RESULT, own.NOT_DECIDED if undecided else standing(line, sharing(outcome))
    if line.asked is not None:
        yield own.ASKED, tenge(line.asked)
    if line.awarded is not None:
        yield own.AWARDED, tenge(line.awarded)
    for what in required(case) if line.remark is Remark.THRESHOLD else ():
        yield own.REQUIRED, what
    for put_out in (act for act in case.every(PutOut) if act.application == line.application):
        if put_out.reason:
            yield own.REASON, cover(put_out.reason)
        if put_out.votes:
            yield own.VOTE, fill(own.VOTE_IS, **tally(put_out.votes))
    decided = decided_by(case.result.acts).get(line.application)
    if decided is None:
        return
    if decided.protocol is not None:
        yield own.DECIDED, fill(own.DECIDED_IN, number=decided.protocol.number, day=day(decided.protocol.on))
    if isinstance(decided.act, WinnersNamed | NextNamed) and decided.act.votes:
        yield own.VOTE, fill(own.VOTE_IS, **tally(decided.act.votes))


def _signature(case: Case) -> Iterator[Block]:
    secretary = case.result.manifest.roster.secretary
    yield Signatures(
        own.EXTRACT_TRUE, (Signature(words.SECRETARY_ROLE, secretary.name if secretary is not None else ""),)
    )
