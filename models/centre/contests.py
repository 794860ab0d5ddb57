"""Contests in the central file: their profile, dates and quotas, and the criteria with their approval."""

from datetime import date

from sqlmodel import Session, col, select

from models.centre.history import record
from models.centre.tables import ContestRow, CriteriaRow, ResultRow
from models.contest.approval import approve, next_version
from models.contest.contest import Contest
from models.contest.criteria import Approval, ApprovedCriteria, CriteriaSet
from models.errors import StoreError
from models.values import Both, Moment, Value
from models.wording import tr


class ContestEntry(Value):
    """A contest as a list shows it."""

    id: str
    title: Both
    profile: str
    lot: str
    lot_name: Both
    created_at: Moment


def add_contest(session: Session, contest: Contest, *, by: str, at: Moment) -> None:
    """Store a new contest. Raises StoreError where its id is taken, or its criteria claim to be approved already."""
    if session.get(ContestRow, contest.id) is not None:
        raise StoreError(tr("This contest is in the central file already; nothing was changed."))
    if contest.criteria is not None:
        raise StoreError(tr("Criteria are approved in the central file itself; the contest was not stored."))
    session.add(
        ContestRow(
            id=contest.id,
            profile=contest.profile.code,
            lot=contest.lot,
            title_kk=contest.title.kk,
            title_ru=contest.title.ru,
            value=contest.canonical().decode(),
            created_at=at,
        )
    )
    session.flush()
    record(session, contest=contest.id, subject="contest", key=contest.id, what="added", by=by, at=at)


def contests(session: Session) -> tuple[ContestEntry, ...]:
    """Return every contest, the newest first."""
    rows = session.exec(select(ContestRow).order_by(col(ContestRow.created_at).desc(), col(ContestRow.id)))
    return tuple(
        ContestEntry(
            id=row.id,
            title=Both(kk=row.title_kk, ru=row.title_ru),
            profile=row.profile,
            lot=row.lot,
            lot_name=Contest.model_validate_json(row.value).the_lot.name,
            created_at=row.created_at,
        )
        for row in rows
    )


def contest(session: Session, contest_id: str) -> Contest:
    """Return the contest with `contest_id` as it stands now. Raises StoreError where there is none."""
    return Contest.model_validate_json(contest_row(session, contest_id).value)


def contest_row(session: Session, contest_id: str) -> ContestRow:
    """Return the row of a contest. Raises StoreError where there is none."""
    row = session.get(ContestRow, contest_id)
    if row is None:
        raise StoreError(tr("This contest is not in the central file; nothing was changed. Choose one from the list."))
    return row


def set_contract_date(session: Session, contest_id: str, on: date, *, by: str, at: Moment, why: str = "") -> Contest:
    """Set the date of the organiser's own contract, which the calendar counts from; return the contest."""
    now = contest(session, contest_id)
    if now.contract_date is not None and now.contract_date != on:
        _needs_reason(why)
    return _change(session, now, now.model_copy(update={"contract_date": on}), by=by, at=at, why=why)


def decide_quota(
    session: Session, contest_id: str, territory: str, grants: int, *, by: str, at: Moment, why: str
) -> Contest:
    """Decide how many grants a territory has, e.g. where the source carries two figures; return the contest.

    Raises StoreError for an unknown territory, a negative number, no reason, or once a result is stored.
    """
    now = contest(session, contest_id)
    if territory not in {known.code for known in now.territories}:
        raise StoreError(tr("The contest has no territory “{territory}”; no quota was changed.", territory=territory))
    if grants < 0:
        raise StoreError(tr("A number of grants can't be negative; no quota was changed."))
    _needs_reason(why)
    _before_result(session, contest_id)
    quotas = tuple(sorted((dict(now.grants) | {territory: grants}).items()))
    return _change(session, now, now.model_copy(update={"grants": quotas}), by=by, at=at, why=why)


def approve_criteria(
    session: Session,
    contest_id: str,
    approval: Approval,
    *,
    by: str,
    at: Moment,
    content: CriteriaSet | None = None,
    why: str = "",
) -> ApprovedCriteria:
    """Freeze the criteria with their approval and return them; `content` None takes the profile's.

    Approving the same again changes nothing. Anything else makes the next version and needs `why`; a version never
    gets another content. Raises StoreError for a change without a reason, a date to come, or a change once a result is
    stored, and ProfileError as `models.contest.approval` does.
    """
    now = contest(session, contest_id)
    wanted = content or (now.criteria.content if now.criteria else now.profile.criteria)
    if now.criteria is None:
        approved = approve(_as_version(wanted, 1), approval)
    else:
        same = _as_version(wanted, now.criteria.content.version)
        if now.criteria == ApprovedCriteria(content=same, approval=approval):
            return now.criteria
        _needs_reason(why)
        approved = next_version(now.criteria, wanted, approval)
    _before_result(session, contest_id)
    if approval.approved_on > at.date():
        raise StoreError(tr("The approval is dated in the future; nothing was changed. Correct the date."))
    version = approved.content.version
    session.add(
        CriteriaRow(
            contest=contest_id,
            version=version,
            sha256=approved.digest(),
            value=approved.canonical().decode(),
            recorded_at=at,
            recorded_by=by,
        )
    )
    contest_row(session, contest_id).value = now.model_copy(update={"criteria": approved}).canonical().decode()
    record(
        session,
        contest=contest_id,
        subject="criteria",
        key=str(version),
        what="approved" if version == 1 else "changed",
        by=by,
        at=at,
        why=why,
    )
    session.flush()
    return approved


def criteria_versions(session: Session, contest_id: str) -> tuple[ApprovedCriteria, ...]:
    """Return every approved version of the criteria, oldest first."""
    query = select(CriteriaRow.value).where(CriteriaRow.contest == contest_id).order_by(col(CriteriaRow.version))
    return tuple(ApprovedCriteria.model_validate_json(value) for value in session.exec(query))


def _as_version(content: CriteriaSet, version: int) -> CriteriaSet:
    return content.model_copy(update={"version": version})


def _change(session: Session, old: Contest, new: Contest, *, by: str, at: Moment, why: str) -> Contest:
    fields = [name for name in Contest.model_fields if getattr(old, name) != getattr(new, name)]
    if fields:
        contest_row(session, old.id).value = new.canonical().decode()
        record(
            session, contest=old.id, subject="contest", key=old.id, what="changed", by=by, at=at, why=why, fields=fields
        )
        session.flush()
    return new


def _needs_reason(why: str) -> None:
    if not why.strip():
        raise StoreError(tr("This changes what was decided before, so it needs a reason; nothing was changed."))


def _before_result(session: Session, contest_id: str) -> None:
    if session.exec(select(ResultRow.sha256).where(ResultRow.contest == contest_id)).first() is not None:
        raise StoreError(
            tr("The result of this contest is stored already, so its rules can't change any more; nothing was changed.")
        )
