"""Packets come to a member's desk: whose they are, which revision is worked on, and what comes along to the next."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from models.contest.commission import Person, Role
from models.errors import FileError, ScoringError, SealError
from models.packet.files import OpenPacket, open_packet, read_header
from models.packet.manifest import PacketManifest
from models.progress import Report, silent, step
from models.scoring.desk import DeskPacket
from models.scoring.workspace.marks import CarriedOver, carry_over, declarations, declare_decided
from models.scoring.workspace.packets import (
    KnownPacket,
    check_only_one,
    known_packets,
    open_remembered,
    remember_opened,
)
from models.scoring.workspace.store import Workspace
from models.wording import tr


@dataclass(frozen=True)
class Opened:
    """A packet laid on the desk, and what happened on the way."""

    desk: DeskPacket
    carried: CarriedOver | None = None
    """What came along from the member's earlier revision, just now; None where there was nothing to carry."""
    not_carried: str = ""
    """Why the drafts of the earlier revision could not come along; empty where they could."""
    other_secretary: bool = False
    """True: an earlier revision of this contest was signed by another key. The member asks before going on."""


@dataclass(frozen=True)
class DeskEntry:
    """A packet of this laptop as the list shows it."""

    known: KnownPacket
    superseded: bool
    """True: a later revision is here; only that one is worked on."""
    total: int = 0
    declared: int = 0
    scored: int = 0
    to_score: int = 0
    """As in `Completeness`."""
    handed_in: int = 0
    """The revision of the sheet that was handed in last; 0 for none."""
    is_closed: bool = False
    problem: str = ""
    """Why the packet can't be opened; empty where it can. The counts mean nothing then."""


def bring_packet(workspace: Workspace, path: Path, *, at: datetime, report: Report = silent) -> Opened:
    """Check the packet at `path`, keep a copy, carry the drafts over from the earlier revision, and open it.

    Raises FileError or SealError (damaged, not for this key), ScoringError: the person is no member of this
    commission, or a later or another packet of the same revision is here already. Nothing is changed then.
    """
    packet = open_packet(path, workspace.key)
    _member(packet.manifest, workspace)
    if workspace.packet_path(packet.id).exists():
        remember_opened(workspace, packet, at=at, report=report)  # also mends the copy of an earlier revision
    _check_revision(workspace, packet)
    return _laid(workspace, remember_opened(workspace, packet, at=at, report=report))


def open_on_desk(workspace: Workspace, packet_id: str) -> Opened:
    """Open a packet this laptop keeps and lay it on the desk; drafts of an earlier revision come along once.

    Raises FileError when the copy is gone or damaged (bring the file again), ScoringError for who is no member.
    """
    return _laid(workspace, open_remembered(workspace, packet_id))


def _laid(workspace: Workspace, packet: OpenPacket) -> Opened:
    member = _member(packet.manifest, workspace)
    with workspace.session() as session:
        known = known_packets(session, packet.manifest.contest.id)
        earlier = [one for one in known if one.revision < packet.manifest.revision]
        begun = bool(declarations(session, packet.id, member.id))
        source = next((one for one in earlier if declarations(session, one.id, member.id)), None)
    carried, failed = None, ""
    if source is not None and not begun:
        try:
            carried = _carry(workspace, source, packet, member)
        except (FileError, SealError) as error:
            failed = str(error)
    if not failed:
        codes = {one.code for one in packet.manifest.applications}
        with workspace.session() as session:
            decided = (one for one in packet.manifest.decisions if one.application in codes)
            declare_decided(session, packet.id, member.id, decided)
    return Opened(
        desk=DeskPacket(workspace, packet, member),
        carried=carried,
        not_carried=failed,
        other_secretary=any(signer != packet.header.signer for signer in _signers(workspace, earlier)),
    )


def desk_entries(workspace: Workspace, report: Report = silent) -> tuple[DeskEntry, ...]:
    """Return the packets of this laptop in which this person is a member, by contest, the latest revision first."""
    with workspace.session() as session:
        known = known_packets(session)
    latest: dict[str, int] = {}
    for one in known:
        latest.setdefault(one.contest, one.revision)
    found: list[DeskEntry] = []
    for done, one in enumerate(known):
        step(report, done, len(known))
        if (entry := _entry(workspace, one, superseded=one.revision < latest[one.contest])) is not None:
            found.append(entry)
    return tuple(found)


def _entry(workspace: Workspace, known: KnownPacket, *, superseded: bool) -> DeskEntry | None:
    try:
        packet = open_remembered(workspace, known.id)
    except (FileError, SealError) as error:
        return DeskEntry(known, superseded, problem=str(error))
    person = _person(packet.manifest, workspace)
    if person is None or person.role is not Role.MEMBER:
        return None
    desk = DeskPacket(workspace, packet, person)
    state = desk.completeness
    return DeskEntry(
        known=known,
        superseded=superseded,
        total=state.total,
        declared=state.declared,
        scored=state.scored,
        to_score=state.to_score,
        handed_in=desk.handed_in[-1].signed.sheet.revision if desk.handed_in else 0,
        is_closed=desk.is_closed,
    )


def _carry(workspace: Workspace, source: KnownPacket, packet: OpenPacket, member: Person) -> CarriedOver:
    before = open_remembered(workspace, source.id)
    with workspace.session() as session:
        return carry_over(session, member.id, (before.id, before.manifest), (packet.id, packet.manifest))


def _check_revision(workspace: Workspace, packet: OpenPacket) -> None:
    check_only_one(workspace, packet)
    with workspace.session() as session:
        known = known_packets(session, packet.manifest.contest.id)
    mine = packet.manifest.revision
    if known and known[0].revision > mine:
        raise ScoringError(
            tr(
                "This is revision {old} of the packet; you work on revision {new} already. Nothing was changed: "
                "go on in revision {new}.",
                old=mine,
                new=known[0].revision,
            )
        )


def _person(manifest: PacketManifest, workspace: Workspace) -> Person | None:
    own = [person for person in manifest.roster.people if person.public_key == workspace.key.public_line]
    return next((person for person in own if person.role is Role.MEMBER), own[0] if own else None)


def _member(manifest: PacketManifest, workspace: Workspace) -> Person:
    person = _person(manifest, workspace)
    if person is None or person.role is not Role.MEMBER:
        raise ScoringError(
            tr(
                "In this contest you are not a member of the commission, so there is nothing for you to score; the "
                "packet was not opened here. The chair and the secretary open it in the place “Sitting”."
            )
        )
    return person


def _signers(workspace: Workspace, packets: list[KnownPacket]) -> Iterator[str]:
    for one in packets:
        try:
            yield read_header(workspace.packet_path(one.id))[0].signer
        except (FileError, SealError):
            continue  # its own line in the list says that it is damaged
