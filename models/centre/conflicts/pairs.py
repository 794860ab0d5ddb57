"""Conflicts of interest in the central file: who touches the contest, what is found, and what is decided for good.

IIN, birth dates, telephones and addresses of members and staff are used here and nowhere else: no packet carries them.
"""

from collections.abc import Iterable, Sequence

from sqlmodel import Session, col, delete, select

from models.centre.commission import roster, used_ids
from models.centre.contests import contest
from models.centre.history import record
from models.centre.tables import ApplicationRow, InvolvedRow, PinnedRow
from models.conflicts.involved import Involved, everybody, next_involved_id
from models.conflicts.involved_table import NEW, ContactPlan, plan_contacts
from models.conflicts.mirror import Decision
from models.conflicts.party_tables import Parties
from models.conflicts.pinned import PinnedConflict, in_force
from models.conflicts.subjects import Subject, Subjects, changed, subjects
from models.contest.application import Application
from models.contest.commission import Roster
from models.errors import StoreError
from models.protocol.public import cover
from models.sitting.acts import ConflictDecided
from models.sitting.result import Result
from models.sitting.saying import name_of
from models.sitting.sessions import sessions
from models.values import Moment
from models.wording import tr


def known_people(session: Session, contest_id: str) -> tuple[Involved, ...]:
    """Return what is stored of people who touch the contest, by id; those of the roster only where anything is."""
    query = select(InvolvedRow.value).where(InvolvedRow.contest == contest_id).order_by(InvolvedRow.person)
    return tuple(Involved.model_validate_json(value) for value in session.exec(query))


def everyone(session: Session, contest_id: str) -> tuple[Involved, ...]:
    """Return everyone who touches the contest: the roster's people in its order, then those outside it, by id."""
    return everybody(roster(session, contest_id), known_people(session, contest_id))


def new_involved_id(session: Session, contest_id: str) -> str:
    """Return the id for a further mentor or staff person outside the roster."""
    used = session.exec(select(InvolvedRow.person).where(InvolvedRow.contest == contest_id)).all()
    decided = session.exec(select(PinnedRow.person).where(PinnedRow.contest == contest_id)).all()
    return next_involved_id({*used, *decided})


def know(session: Session, contest_id: str, one: Involved, *, by: str, at: Moment) -> None:
    """Store what is known of a person, in place of what was known before; the same again changes nothing.

    Of the roster's people name, position and organisation stay the roster's (`models.centre.commission`). Raises
    StoreError without a name, and for an id that is neither of the roster nor of `new_involved_id`.
    """
    on_roster = one.id in {person.id for person in roster(session, contest_id).people}
    if not one.name.strip() or not (on_roster or one.id.startswith("k")):
        raise StoreError(tr("A person needs a name and an id of this contest; nothing was stored."))
    row = session.get(InvolvedRow, (contest_id, one.id))
    before = Involved.model_validate_json(row.value) if row else None
    if before == one:
        return
    fields = [name for name in Involved.model_fields if before is None or getattr(before, name) != getattr(one, name)]
    fresh = row or InvolvedRow(contest=contest_id, person=one.id, value="", recorded_at=at, recorded_by=by)
    fresh.sqlmodel_update({"value": one.canonical().decode(), "recorded_at": at, "recorded_by": by})
    session.add(fresh)
    what = "added" if row is None else "changed"
    record(session, contest=contest_id, subject="involved", key=one.id, what=what, by=by, at=at, fields=fields)
    session.flush()


def know_from_table(
    session: Session, contest_id: str, table: Parties, plan: ContactPlan, *, by: str, at: Moment
) -> int:
    """Store what `plan` shows of `table` and return how many people it was; doing it twice changes nothing.

    Raises StoreError where somebody's contacts changed since the plan was made; nothing is stored then.
    """
    if plan_contacts(table, everyone(session, contest_id)) != plan:
        raise StoreError(
            tr("What is known of these people changed since the report was made; nothing was stored. Make it again.")
        )
    for one in plan.people:
        new = one.id.startswith(NEW)
        person = one.model_copy(update={"id": new_involved_id(session, contest_id)}) if new else one
        know(session, contest_id, person, by=by, at=at)
    return len(plan.people)


def forget(session: Session, contest_id: str, person: str, *, by: str, at: Moment, why: str) -> None:
    """Take out what is stored of a person. Raises StoreError without a reason, or where nothing is stored."""
    row = session.get(InvolvedRow, (contest_id, person))
    if row is None or not why.strip():
        raise StoreError(tr("Nothing is stored of this person, or the reason is missing; nothing was changed."))
    session.execute(
        delete(InvolvedRow).where(col(InvolvedRow.contest) == contest_id, col(InvolvedRow.person) == person)
    )
    record(session, contest=contest_id, subject="involved", key=person, what="removed", by=by, at=at, why=why)
    session.flush()


def subjects_now(
    people: Iterable[Involved], taken: Iterable[Application], pairs: Iterable[tuple[str, str]]
) -> dict[tuple[str, str], Subjects]:
    """Return who the two of each of `pairs` are today, where both are among `people` and `taken`."""
    persons, codes = {one.id: one for one in people}, {one.code: one for one in taken}
    return {
        (person, code): subjects(persons[person], codes[code])
        for person, code in pairs
        if person in persons and code in codes
    }


def decisions(session: Session, contest_id: str) -> tuple[Decision, ...]:
    """Return every decision ever made in a contest, by person, application and number; the last on a pair stands."""
    query = (
        select(PinnedRow)
        .where(PinnedRow.contest == contest_id)
        .order_by(PinnedRow.person, PinnedRow.application, col(PinnedRow.number))
    )
    return tuple(
        Decision(PinnedConflict.model_validate_json(row.value), Subjects.model_validate_json(row.about))
        for row in session.exec(query)
    )


def pin(session: Session, contest_id: str, decision: PinnedConflict, *, by: str, at: Moment) -> None:
    """Store a decision for good; the one that stands already changes nothing. The office's comes after all stored.

    It goes out with the next packet revision. Raises StoreError for a person who does not touch this contest, an
    unknown application, a kind that the profile lacks, and without a reason; nothing is stored then.
    """
    people = {one.id: one for one in everyone(session, contest_id)}
    touches = decision.person in people or decision.person in used_ids(session, contest_id)
    kinds = {kind.code for kind in contest(session, contest_id).profile.conflicts.kinds}
    row = session.get(ApplicationRow, (contest_id, decision.application))
    if not touches or row is None:
        raise StoreError(tr("This contest has no such person or application; no decision was stored."))
    if not decision.reason.strip():
        raise StoreError(tr("A decision on a conflict of interest needs its reason; nothing was stored."))
    if decision.kind is not None and (decision.kind not in kinds or not decision.conflict):
        raise StoreError(tr("This kind of conflict is not one of the contest's rules; no decision was stored."))
    application = Application.model_validate_json(row.value)
    person = people.get(decision.person)
    about = (
        subjects(person, application)
        if person
        else Subjects(
            person=Subject(),
            applicant=Subject(name=application.applicant.full_name, iin=application.applicant.iin),
        )
    )
    same = [one for one in decisions(session, contest_id) if one.pinned.pair == decision.pair]
    known = same[:-1] if same and same[-1].pinned.model_copy(update={"after": None}) == decision else same
    if decision.source == "office":
        decision = decision.following(one.pinned for one in known)
    if same and same[-1].pinned == decision and not changed(same[-1].about, about):
        return
    session.add(
        PinnedRow(
            contest=contest_id,
            person=decision.person,
            application=decision.application,
            number=len(same) + 1,
            value=decision.canonical().decode(),
            about=about.canonical().decode(),
        )
    )
    what = "conflict" if decision.conflict else "no-conflict"
    record(
        session,
        contest=contest_id,
        subject="conflict",
        key=decision.application,
        what=what,
        by=by,
        at=at,
        fields=[decision.person],
    )
    session.flush()


def pin_result(session: Session, result: Result, *, by: str, at: Moment) -> None:
    """Store what a sitting decided about conflicts of interest, the last decision on each pair; twice is once.

    Of a result with further sittings what is stored already is left as it is, also where the office decided since.
    """
    last = {
        (act.member, act.application): (act, one.opened)
        for one in sessions(result.acts)
        for act in one.acts
        if isinstance(act, ConflictDecided)
    }
    stored = {one.pinned for one in decisions(session, result.manifest.contest.id)}
    for act, opened in last.values():
        decision = PinnedConflict(
            person=act.member,
            application=act.application,
            conflict=act.conflict,
            kind=act.conflict_kind if act.conflict else None,
            reason=act.reason,
            by=name_of(act.by, result.manifest),
            at=act.at,
            source="sitting",
            protocol=opened.number if opened else "",
        )
        decision = decision.following(one for one in result.manifest.decisions if one.pair == decision.pair)
        if decision not in stored:
            pin(session, result.manifest.contest.id, decision, by=by, at=at)


def decisions_in_packet(
    session: Session, contest_id: str, people: Roster, admitted: Sequence[Application]
) -> tuple[PinnedConflict, ...]:
    """Return the decisions that go out with a packet: of people on the roster, about admitted applications, by pair.

    Left out is what was decided about somebody who is another person now. Numbers and addresses that somebody wrote
    into a reason are covered.
    """
    made = decisions(session, contest_id)
    if not made:
        return ()
    now = subjects_now(
        everybody(people, known_people(session, contest_id)), admitted, {one.pinned.pair for one in made}
    )
    about = {(one.pinned.pair, one.pinned): one.about for one in made}
    ids = {person.id for person in people.people}
    standing = in_force(one.pinned for one in made)
    return tuple(
        standing[pair].model_copy(update={"reason": cover(standing[pair].reason)})
        for pair in sorted(standing)
        if pair in now and pair[0] in ids and not changed(about[pair, standing[pair]], now[pair])
    )
