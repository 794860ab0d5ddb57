"""What the papers of the office tell, gathered from the central file."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from sqlmodel import Session, col, select

from models.centre.applications import listing
from models.centre.commission import roster, rosters
from models.centre.contests import contest
from models.centre.destruction import Destruction
from models.centre.results.register import ContractLine, contract_lines
from models.centre.selection.screening import Decision, decisions, earlier_winners, flags
from models.centre.tables import ApplicationVersionRow
from models.contest.application import Application, Flag, Screened
from models.contest.commission import Person, Role
from models.contest.local_time import local
from models.intake.screening.screening import screen_all
from models.progress import Report, silent
from models.protocol.papers.contracts import ContractRow, Contracts
from models.protocol.papers.destruction import Destroyed
from models.protocol.papers.office import Frame
from models.protocol.papers.technical import Made, Reason, Screening, TechnicalRecord
from models.values import Both


def technical_record(
    session: Session,
    contest_id: str,
    *,
    number: str,
    on: date,
    place: str = "",
    known: Mapping[str, tuple[Flag, ...]] | None = None,
    report: Report = silent,
) -> TechnicalRecord:
    """Return the technical selection as its protocol tells it: every application with all its decisions.

    A reason that a flag gave carries the flag's point, also where the application was mended since. `known` are flags
    raised before; None raises them anew. Raises CancelledError when `report` answers False.
    """
    raised = flags(session, contest_id, report) if known is None else known
    by_code: dict[str, list[Decision]] = {}
    for made in decisions(session, contest_id):
        by_code.setdefault(made.application, []).append(made)
    points = {code: {flag.reason: flag for flag in raised.get(code, ())} for code in by_code}
    _earlier_flags(session, contest_id, by_code, points, report)
    applications = tuple(
        Screening(
            code=one.code,
            territory=one.territory,
            applicant=one.name,
            title=one.title,
            state=Screened(one.state),
            made=tuple(_made(each, points[one.code]) for each in by_code.get(one.code, ())),
        )
        for one in listing(session, contest_id)
    )
    deciders = {each.by for made in by_code.values() for each in made}
    return TechnicalRecord(frame=_frame(session, contest_id, number, on, place, deciders), applications=applications)


def _earlier_flags(
    session: Session,
    contest_id: str,
    by_code: Mapping[str, Sequence[Decision]],
    points: dict[str, dict[Both, Flag]],
    report: Report,
) -> None:
    """Add the flags of earlier contents for reasons that nothing in the present ones gives."""
    unknown = {
        code
        for code, made in by_code.items()
        if any(reason not in points[code] for each in made for reason in each.reasons)
    }
    if not unknown:
        return
    now = contest(session, contest_id)
    winners = earlier_winners(session, now.profile.eligibility.winners_barred, besides=contest_id)
    rows = session.exec(
        select(ApplicationVersionRow.value)
        .where(ApplicationVersionRow.contest == contest_id)
        .order_by(col(ApplicationVersionRow.application), col(ApplicationVersionRow.version))
    )
    for application in map(Application.model_validate_json, rows):
        if application.code in unknown:
            found = screen_all((application,), now, earlier_winners=winners, report=report)
            for flag in found.get(application.code, ()):
                points[application.code].setdefault(flag.reason, flag)


def _made(decision: Decision, points: Mapping[Both, Flag]) -> Made:
    reasons = tuple(
        Reason(text=text, point=flag.point, personal=flag.personal)
        if (flag := points.get(text)) is not None
        else Reason(text=text)
        for text in decision.reasons
    )
    return Made(decision=decision.decision, reasons=reasons, deadline=decision.deadline, at=decision.at)


def contracts(session: Session, contest_id: str, *, number: str, on: date, place: str = "") -> Contracts:
    """Return the register of contracts as of `on`: winners and all with a contract, by territory and place."""
    found = [line for line in contract_lines(session, contest_id) if not line.follows]
    frame = _frame(session, contest_id, number, on, place)
    order = {territory.code: number for number, territory in enumerate(frame.contest.territories)}
    found.sort(key=lambda line: order.get(line.entry.territory, len(order)))  # stable: by place within
    return Contracts(frame=frame, rows=tuple(_rows(found)))


def _rows(found: Sequence[ContractLine]) -> Iterator[ContractRow]:
    for line in found:
        entry, contract = line.entry, line.entry.contract
        yield ContractRow(
            territory=entry.territory,
            code=entry.code,
            grantee=entry.name,
            title=entry.title,
            protocol_number=entry.protocol_number,
            protocol_on=entry.protocol_date,
            awarded=entry.awarded,
            first=line.first,
            last=line.last,
            **(
                {}
                if contract is None
                else {
                    "state": contract.state,
                    "number": contract.number,
                    "signed_on": contract.signed_on,
                    "amount": contract.amount,
                    "actual_cost": contract.actual_cost,
                    "documents": contract.documents,
                    "note": contract.note,
                }
            ),
        )


def destroyed(session: Session, done: Destruction, *, number: str = "", place: str = "") -> Destroyed:
    """Return what the act of destruction tells of the record `done`; its day is that of the destruction."""
    zone = contest(session, done.contest).zone
    kk, _, ru = done.what.partition(" / ")
    people = _people(session, done.contest)
    by = people.get(done.by)
    told = ", ".join(part for part in (by.name, by.position) if part) if by is not None else done.by
    return Destroyed(
        frame=_frame(session, done.contest, number, local(done.at, zone).date(), place, {done.by}),
        record=done.id,
        codes=tuple(one.code for one in listing(session, done.contest)),
        attachments=done.attachments,
        what=Both(kk=kk, ru=ru or kk),
        ground=done.ground,
        by=told,
        at=done.at,
    )


def _frame(session: Session, contest_id: str, number: str, on: date, place: str, did: Collection[str] = ()) -> Frame:
    now = roster(session, contest_id)
    people = _people(session, contest_id)
    return Frame(
        contest=contest(session, contest_id),
        number=number,
        on=on,
        place=place.strip(),
        secretary=now.secretary,
        staff=tuple(
            people[one]
            for one in sorted(did)
            if one in people and people[one].role is not Role.RECOVERY and people[one] != now.secretary
        ),
    )


def _people(session: Session, contest_id: str) -> dict[str, Person]:
    """Everybody whom any version of the roster named, by id, as the newest version that did."""
    return {person.id: person for version in rosters(session, contest_id) for person in version.people}
