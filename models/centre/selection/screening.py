"""The technical selection in the central file: people decide about every application; flags only say where to look."""

import json
import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from models.centre.applications import application_row, applications, of_application
from models.centre.contests import contest
from models.centre.history import record
from models.centre.tables import ApplicationRow, ContestRow, ContractRow, OutcomeRow, ScreeningRow
from models.contest.application import Application, Flag, Screened
from models.errors import StoreError
from models.intake.screening.screening import EarlierWinner, earlier_winner, screen_all
from models.packet.manifest import Refused, TechnicalSelection
from models.progress import Report, silent
from models.sitting.outcome import Standing
from models.values import Both, Moment, Value, canonical_json
from models.wording import tr


class Decision(Value):
    """One decision about an application. The last one stands."""

    application: str
    number: int
    """Counts the decisions about this application, from 1."""
    decision: Screened
    reasons: tuple[Both, ...] = ()
    deadline: date | None = None
    """The last day of mending, inclusive."""
    by: str
    at: Moment


def decide(
    session: Session,
    contest_id: str,
    code: str,
    decision: Screened,
    *,
    by: str,
    at: Moment,
    reasons: tuple[Both, ...] = (),
    deadline: date | None = None,
) -> None:
    """Record a decision: admit, send back for mending until `deadline`, refuse, or note that it was withdrawn.

    Repeating the standing decision changes nothing. Raises StoreError for a refusal, a mending or a withdrawal without
    reasons (for the last see `withdrawal_basis`), mending without a deadline that is still to come, "received" (no
    decision), or once the sitting's result is stored.
    """
    row = application_row(session, contest_id, code)
    reasons = tuple(reason for reason in reasons if reason.kk.strip() or reason.ru.strip())
    if decision is Screened.RECEIVED:
        raise StoreError(tr("Admit, send back, refuse or withdraw: nothing was decided about {code}.", code=code))
    if decision in (Screened.REFUSED, Screened.MENDING) and not reasons:
        raise StoreError(tr("A refusal and a mending need their reasons; nothing was decided about {code}.", code=code))
    if decision is Screened.WITHDRAWN and not reasons:
        raise StoreError(
            tr(
                "A withdrawal needs its basis: the document, its date and who gave it; nothing was decided about "
                "{code}.",
                code=code,
            )
        )
    if (decision is Screened.MENDING) != (deadline is not None) or (deadline is not None and deadline < at.date()):
        raise StoreError(
            tr(
                "Mending, and only mending, has a last day that is still to come; nothing was decided about {code}.",
                code=code,
            )
        )
    made = decisions(session, contest_id, code)
    if made and (made[-1].decision, made[-1].reasons, made[-1].deadline) == (decision, reasons, deadline):
        return
    if session.get(OutcomeRow, (contest_id, code)) is not None:
        raise StoreError(
            tr(
                "The sitting already decided about {code}; the technical selection can't change it any more. Nothing "
                "was changed: tell the chairperson what you found.",
                code=code,
            )
        )
    session.add(
        ScreeningRow(
            contest=contest_id,
            application=code,
            number=len(made) + 1,
            decision=decision,
            reasons=canonical_json([reason.model_dump(mode="json") for reason in reasons]).decode(),
            deadline=deadline,
            by=by,
            at=at,
        )
    )
    row.state = decision
    session.add(row)
    record(session, contest=contest_id, subject="screening", key=code, what=decision, by=by, at=at)
    session.flush()


def withdrawal_basis(document: str, on: date, who: str) -> Both:
    """Return in both languages what a withdrawal is based on: the document, its date, who gave it.

    Raises StoreError where the document or the person is not named.
    """
    document, who = document.strip(), who.strip()
    if not document or not who:
        raise StoreError(
            tr("Name the document of the withdrawal and who gave it, for example “letter No. 5”; nothing was decided.")
        )
    return Both(
        kk=f"Негізі: {document}, {on:%d.%m.%Y}; берген: {who}",
        ru=f"Основание: {document} от {on:%d.%m.%Y}; подал(а): {who}",
    )


def decisions(session: Session, contest_id: str, code: str | None = None) -> tuple[Decision, ...]:
    """Return the decisions about one application, or all of the contest, by code and in the order made."""
    query = (
        select(ScreeningRow)
        .where(ScreeningRow.contest == contest_id)
        .order_by(col(ScreeningRow.application), col(ScreeningRow.number))
    )
    if code is not None:
        query = query.where(ScreeningRow.application == code)
    return tuple(
        Decision(
            application=row.application,
            number=row.number,
            decision=Screened(row.decision),
            reasons=tuple(Both.model_validate(reason) for reason in json.loads(row.reasons)),
            deadline=row.deadline,
            by=row.by,
            at=row.at,
        )
        for row in session.exec(query)
    )


def technical_selection(session: Session, contest_id: str) -> TechnicalSelection:
    """Return the technical selection in numbers, as of now."""
    rows = session.exec(select(ApplicationRow.code, ApplicationRow.state).where(ApplicationRow.contest == contest_id))
    standing = dict(rows.all())
    sent_back = {made.application for made in decisions(session, contest_id) if made.decision is Screened.MENDING}
    counted = {state: sum(value == state for value in standing.values()) for state in Screened}
    return TechnicalSelection(
        received=len(standing),
        admitted=counted[Screened.ADMITTED],
        refused=counted[Screened.REFUSED],
        withdrawn=counted[Screened.WITHDRAWN],
        mended=sum(standing[code] in (Screened.ADMITTED, Screened.REFUSED) for code in sent_back),
    )


def refused(session: Session, contest_id: str) -> tuple[Refused, ...]:
    """Return the applications that were refused or withdrawn, with their reasons in one text, by code."""
    last = {made.application: made for made in decisions(session, contest_id)}
    query = (
        select(ApplicationRow.value, ApplicationRow.state)
        .where(
            ApplicationRow.contest == contest_id,
            col(ApplicationRow.state).in_([Screened.REFUSED, Screened.WITHDRAWN]),
        )
        .order_by(col(ApplicationRow.code))
    )
    found = []
    for value, state in session.exec(query):
        application = Application.model_validate_json(value)
        reasons = last[application.code].reasons
        found.append(
            Refused(
                code=application.code,
                applicant=application.applicant.full_name,
                title=application.project.title,
                territory=application.territory,
                withdrawn=state == Screened.WITHDRAWN,
                reason=Both(
                    kk=_in_a_row(reason.kk or reason.ru for reason in reasons),
                    ru=_in_a_row(reason.ru or reason.kk for reason in reasons),
                ),
            )
        )
    return tuple(found)


def _in_a_row(texts: Iterable[str]) -> str:
    """Return `texts` in one: sentences after one another, "; " after what is none."""
    return re.sub(r"([.!?]); ", r"\1 ", "; ".join(texts))


class Won(Value):
    """An application that won a contest of this central file."""

    contest: str
    """The contest's id."""
    profile: str
    """The code of that contest's profile."""
    contest_title: Both
    application: Application


def winning_digests(session: Session, *, besides: str) -> tuple[tuple[str, str, str], ...]:
    """Return contest, code and SHA-256 of every application that `winning_applications` of any profile would read."""
    found = _winning(select(ApplicationRow.contest, ApplicationRow.code, ApplicationRow.sha256), None, besides)
    return tuple((contest_id, code, digest) for contest_id, code, digest in session.exec(found))


def winning_applications(
    session: Session, profiles: tuple[str, ...] | None, *, besides: str | None = None
) -> tuple[Won, ...]:
    """Return who won contests held by `profiles` (codes; None: any), by contest and code; `besides` is left out.

    A winner is who the chair named, or with whom a contract was made that did not fail.
    """
    query = _winning(select(ContestRow, ApplicationRow.value), profiles, besides)
    return tuple(
        Won(
            contest=row.id,
            profile=row.profile,
            contest_title=Both(kk=row.title_kk, ru=row.title_ru),
            application=Application.model_validate_json(value),
        )
        for row, value in session.exec(query)
    )


def _winning(picked: Any, profiles: tuple[str, ...] | None, besides: str | None) -> Any:
    query = (
        picked.select_from(ContestRow)
        .join(ApplicationRow, col(ApplicationRow.contest) == col(ContestRow.id))
        .join(OutcomeRow, of_application(OutcomeRow))
        .outerjoin(ContractRow, of_application(ContractRow))
        .where(
            col(ContestRow.id) != (besides or ""),
            func.coalesce(col(ContractRow.state) != "failed", col(OutcomeRow.standing) == Standing.WINNER.value),
        )
        .order_by(col(ApplicationRow.contest), col(ApplicationRow.code))
    )
    return query if profiles is None else query.where(col(ContestRow.profile).in_(profiles))


def earlier_winners(
    session: Session, profiles: tuple[str, ...], *, besides: str | None = None
) -> tuple[EarlierWinner, ...]:
    """Return what screening needs to know of the `winning_applications`, in their order."""
    return tuple(
        earlier_winner(one.application, one.profile) for one in winning_applications(session, profiles, besides=besides)
    )


def flags(session: Session, contest_id: str, report: Report = silent) -> dict[str, tuple[Flag, ...]]:
    """Return the flags of every application of the contest by code, for staff: all rules, earlier winners included.

    Raises CancelledError when `report` answers False.
    """
    now = contest(session, contest_id)
    winners = earlier_winners(session, now.profile.eligibility.winners_barred, besides=contest_id)
    return screen_all(applications(session, contest_id), now, earlier_winners=winners, report=report)
