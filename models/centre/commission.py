"""The commission in the central file: a chain of roster versions, none of which ever changes."""

from collections import Counter
from collections.abc import Iterator, Sequence

from sqlmodel import Session, col, select

from models.centre.contests import contest_row
from models.centre.history import record
from models.centre.tables import RosterRow
from models.contest.commission import Person, Role, Roster, needs_reason
from models.contest.contest import Contest
from models.errors import StoreError
from models.packet.roster_files import check_chain
from models.sealing.public_keys import plain_line
from models.values import Moment
from models.wording import tr


def rosters(session: Session, contest_id: str) -> tuple[Roster, ...]:
    """Return every version of the roster, oldest first; each names the digest of the one before.

    Raises SealError where one does not: then the list was changed from outside.
    """
    query = select(RosterRow.value).where(RosterRow.contest == contest_id).order_by(col(RosterRow.version))
    found = tuple(Roster.model_validate_json(value) for value in session.exec(query))
    check_chain(found)
    return found


def roster(session: Session, contest_id: str) -> Roster:
    """Return the roster in force. Version 0 without people stands for a commission nobody was enrolled in yet."""
    contest_row(session, contest_id)
    query = select(RosterRow.value).where(RosterRow.contest == contest_id).order_by(col(RosterRow.version).desc())
    value = session.exec(query).first()
    return Roster.model_validate_json(value) if value else Roster(contest=contest_id, version=0, people=())


def used_ids(session: Session, contest_id: str) -> frozenset[str]:
    """Return the ids that any version of the roster ever used."""
    return frozenset(person for person, _ in everybody(session, contest_id))


def everybody(session: Session, contest_id: str) -> tuple[tuple[str, str], ...]:
    """Return (id, name) of everybody whom any version of the roster ever named, by the newest version that did."""
    names = {person.id: person.name for version in rosters(session, contest_id) for person in version.people}
    return tuple(sorted(names.items()))


def enrol(session: Session, contest_id: str, people: Sequence[Person], *, by: str, at: Moment, why: str = "") -> Roster:
    """Add `people`, or replace those with the same id, and return the next roster version.

    A person whose new entry carries no key keeps the one already taken. Unchanged people make no new version.
    Raises StoreError for what `set_people` refuses.
    """
    now = roster(session, contest_id)
    known = {person.id: person for person in now.people}
    for person in people:
        before = known.get(person.id)
        if before is not None and person.public_key is None:
            known[person.id] = person.model_copy(update={"public_key": before.public_key})
        else:
            known[person.id] = person
    return set_people(session, contest_id, tuple(known.values()), by=by, at=at, why=why)


def take_key(
    session: Session, contest_id: str, person_id: str, public_key: str, *, by: str, at: Moment, why: str = ""
) -> Roster:
    """Take the public key of a person's card (an OpenSSH line) and return the next roster version.

    Another key than the one taken before needs `why`. Raises StoreError for an unknown person too,
    and SealError for a line that is no ssh-ed25519 key.
    """
    public_key = plain_line(public_key)
    now = roster(session, contest_id)
    person = next((person for person in now.people if person.id == person_id), None)
    if person is None:
        raise StoreError(tr("Nobody with the id “{id}” is enrolled; no key was taken.", id=person_id))
    if person.public_key not in (None, public_key) and not why.strip():
        raise StoreError(
            tr(
                "{name} already has another key in this contest; it was not replaced. "
                "Compare the fingerprint with the person, then take the new key with a reason.",
                name=person.name,
            )
        )
    return enrol(session, contest_id, [person.model_copy(update={"public_key": public_key})], by=by, at=at, why=why)


def dismiss(session: Session, contest_id: str, person_id: str, *, by: str, at: Moment, why: str) -> Roster:
    """Take a person out of the commission and return the next roster version. Raises StoreError without a reason."""
    now = roster(session, contest_id)
    if not why.strip():
        raise StoreError(tr("Taking a person out of the commission needs a reason; nothing was changed."))
    left = tuple(person for person in now.people if person.id != person_id)
    return set_people(session, contest_id, left, by=by, at=at, why=why)


def set_people(
    session: Session, contest_id: str, people: tuple[Person, ...], *, by: str, at: Moment, why: str = ""
) -> Roster:
    """Make `people` the commission and return its roster version; the same people again change nothing.

    The version names the digest of the one before; the next packet revision says what changed. Raises StoreError where
    ids or keys repeat, two secretaries or two proposed chairs stand, the proposed chair is no member, or somebody
    leaves or gets another key or role without a reason.
    """
    now = roster(session, contest_id)
    if people == now.people:
        return now
    if needs_reason(now.people, people) and not why.strip():
        raise StoreError(
            tr(
                "Somebody leaves, or another key or role takes the place of the one before: that needs a reason. "
                "Nothing was changed."
            )
        )
    problems = list(_problems(people))
    if problems:
        raise StoreError(tr("The commission was not changed:"), problems=problems)
    previous = now.digest() if now.version else None
    new = Roster(contest=contest_id, version=now.version + 1, previous=previous, people=people)
    session.add(
        RosterRow(
            contest=contest_id,
            version=new.version,
            sha256=new.digest(),
            previous=previous,
            value=new.canonical().decode(),
            recorded_at=at,
            recorded_by=by,
        )
    )
    old = {person.id: person for person in now.people}
    fresh = {person.id: person for person in people}
    for person_id in sorted(old.keys() | fresh.keys()):
        if old.get(person_id) == fresh.get(person_id):
            continue
        what = "enrolled" if person_id not in old else "dismissed" if person_id not in fresh else "changed"
        record(
            session,
            contest=contest_id,
            subject="roster",
            key=str(new.version),
            what=what,
            by=by,
            at=at,
            why=why,
            fields=[person_id],
        )
    session.flush()
    return new


def commission_lacks(now: Contest, people: Roster) -> Iterator[str]:
    """Yield what the commission lacks before a packet can be built for it, one thing a line, in the roster's order."""
    if people.secretary is None:
        yield tr("a secretary")
    for person in people.people:
        if person.role is not Role.STAFF and not person.public_key:
            yield tr("the key of {name}: take the card", name=person.name)
    needed = max(1, now.profile.quorum.members_at_least)
    if len(people.members) < needed:
        yield tr("members of the commission: {n} of at least {needed}", n=len(people.members), needed=needed)


def _problems(people: tuple[Person, ...]) -> Iterator[str]:
    for person_id, count in Counter(person.id for person in people).items():
        if count > 1:
            yield tr("The id “{id}” stands for more than one person.", id=person_id)
    for public_key, count in Counter(person.public_key for person in people).items():
        if public_key is not None and count > 1:
            names = ", ".join(person.name for person in people if person.public_key == public_key)
            yield tr("One key can't belong to several people: {names}.", names=names)
    if sum(person.role is Role.SECRETARY for person in people) > 1:
        yield tr("There is more than one secretary.")
    chairs = [person for person in people if person.proposed_chair]
    if len(chairs) > 1:
        yield tr("There is more than one proposed chair.")
    if any(person.role is not Role.MEMBER for person in chairs):
        yield tr("The proposed chair is not a member of the commission.")
