"""Packets out of the central file: only admitted applications, only what members need, in numbered revisions."""

from collections.abc import Iterator, Mapping

from sqlmodel import Session, col, select

from models.centre.applications import applications
from models.centre.commission import commission_lacks, roster
from models.centre.conflicts.pairs import decisions_in_packet
from models.centre.contests import contest, contest_row
from models.centre.history import record
from models.centre.selection.attribution import attributed
from models.centre.selection.screening import flags, refused, technical_selection
from models.centre.tables import PacketRow, ResultRow
from models.contest.application import Application, Flag, Screened
from models.contest.columns import SUBMITTED, columns_of
from models.contest.commission import Roster
from models.contest.contest import Contest
from models.errors import StoreError
from models.packet.changes import changes_between
from models.packet.manifest import PacketApplication, PacketManifest
from models.values import Moment, Value
from models.wording import tr

_NOT_FOR_MEMBERS = ("same-phone", "mixed-alphabet:name", "document:")
"""Beginnings of further flags that speak of contacts or personal papers: settled by staff, not carried."""


class PacketEntry(Value):
    """A packet revision as a list shows it."""

    id: str
    revision: int
    criteria: str
    """The criteria hash."""
    roster_version: int
    built_at: Moment
    built_by: str


def packets(session: Session, contest_id: str) -> tuple[PacketEntry, ...]:
    """Return the revisions built for a contest, oldest first."""
    query = select(PacketRow).where(PacketRow.contest == contest_id).order_by(col(PacketRow.revision))
    return tuple(
        PacketEntry.model_validate(row.model_dump(include=set(PacketEntry.model_fields))) for row in session.exec(query)
    )


def packet_manifest(session: Session, packet_id: str) -> PacketManifest:
    """Return what the packet with `packet_id` says. Raises StoreError where this central file built no such packet."""
    row = session.get(PacketRow, packet_id)
    if row is None:
        raise StoreError(tr("No packet with this id was built from this central file; nothing was changed."))
    return PacketManifest.from_json(row.value.encode(), name=packet_id)


def prepare_manifest(
    session: Session, contest_id: str, *, by: str, at: Moment, why: Mapping[str, str] | None = None
) -> PacketManifest:
    """Return what the next packet revision would say; nothing is stored.

    Holds the admitted applications by code, without IIN, contacts, health or family status and without personal
    attachments, and what changed since the revision before. `why` gives the reasons as
    `models.packet.changes.changes_between` takes them. Raises StoreError that lists everything the packet lacks.
    """
    now = contest(session, contest_id)
    people = roster(session, contest_id)
    admitted = applications(session, contest_id, state=Screened.ADMITTED)
    lacks = list(_lacks(session, now, people, admitted))
    if lacks:
        raise StoreError(tr("No packet can be built yet; nothing was changed. This is missing:"), problems=lacks)
    assert now.criteria is not None
    raised = flags(session, contest_id)
    columns = columns_of(now)
    last = session.exec(
        select(PacketRow).where(PacketRow.contest == contest_id).order_by(col(PacketRow.revision).desc())
    ).first()
    manifest = PacketManifest(
        contest=now,
        roster=people,
        revision=last.revision + 1 if last else 1,
        previous=last.id if last else None,
        built_at=at,
        built_by=by,
        technical=technical_selection(session, contest_id),
        refused=refused(session, contest_id),
        applications=tuple(
            _for_members(one, raised.get(one.code, ()), columns, blind=now.profile.blind) for one in admitted
        ),
        decisions=decisions_in_packet(session, contest_id, people, admitted),
    )
    before = packet_manifest(session, last.id) if last else None
    changes = changes_between(before, manifest, by=by, at=at, why=why or {})
    if last is not None:
        changes = attributed(session, contest_id, changes, since=last.built_at)
    return manifest.model_copy(update={"changes": changes})


def _lacks(session: Session, now: Contest, people: Roster, admitted: tuple[Application, ...]) -> Iterator[str]:
    if session.exec(select(ResultRow.sha256).where(ResultRow.contest == now.id)).first() is not None:
        yield tr("the sitting has already decided: its result is stored")
    if now.criteria is None:
        yield tr("the approval of the criteria")
    yield from commission_lacks(now, people)
    if not admitted:
        yield tr("an admitted application")
    known = {territory.code for territory in now.territories}
    for one in admitted:
        if one.territory not in known:
            yield tr("the territory of {code}: correct it in the table and take the table in again", code=one.code)


def _for_members(
    one: Application, raised: tuple[Flag, ...], columns: frozenset[str], *, blind: bool
) -> PacketApplication:
    carried = {name: value for name, value in one.columns if name in columns}
    if SUBMITTED in columns and one.submitted is not None:
        carried[SUBMITTED] = one.submitted.isoformat()
    return PacketApplication(
        code=one.code,
        territory=one.territory,
        applicant="" if blind else one.applicant.full_name,
        language=one.language,
        project=one.project,
        columns=tuple(sorted(carried.items())),
        flags=tuple(each for each in raised if not each.personal and not each.rule.startswith(_NOT_FOR_MEMBERS)),
        attachments=tuple(each for each in one.attachments if not each.personal),
    )


def record_packet(session: Session, manifest: PacketManifest, packet_id: str) -> None:
    """Record that the packet for `manifest` was written and has `packet_id`; recording it again changes nothing.

    Raises StoreError where another packet took this revision meanwhile, or the commission or criteria changed since
    the manifest was prepared: that packet must not be handed out.
    """
    contest_id = manifest.contest.id
    contest_row(session, contest_id)
    known = session.get(PacketRow, packet_id)
    if known is not None and known.value == manifest.canonical().decode():
        return
    last = packets(session, contest_id)
    follows = (last[-1].revision + 1, last[-1].id) if last else (1, None)
    same_rules = manifest.contest == contest(session, contest_id) and manifest.roster == roster(session, contest_id)
    if known is not None or (manifest.revision, manifest.previous) != follows or not same_rules:
        raise StoreError(
            tr(
                "The central file changed while packet revision {n} was built; it was not recorded and must not be "
                "handed out. Delete it and build the packet again.",
                n=manifest.revision,
            )
        )
    assert manifest.contest.criteria is not None
    session.add(
        PacketRow(
            id=packet_id,
            contest=contest_id,
            revision=manifest.revision,
            criteria=manifest.contest.criteria.digest(),
            roster_version=manifest.roster.version,
            value=manifest.canonical().decode(),
            built_at=manifest.built_at,
            built_by=manifest.built_by,
        )
    )
    record(
        session,
        contest=contest_id,
        subject="packet",
        key=str(manifest.revision),
        what="built",
        by=manifest.built_by,
        at=manifest.built_at,
        why="; ".join(dict.fromkeys(change.why for change in manifest.changes if change.why)),
        fields=sorted({change.application or change.what for change in manifest.changes}),
    )
    session.flush()
