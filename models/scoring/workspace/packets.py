"""Packets that this laptop knows, each kept as a copy in the workspace's folder."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from shutil import copyfileobj

from sqlalchemy.dialects.sqlite import insert
from sqlmodel import Session, col, select

from models.errors import FileError, ScoringError, SealError
from models.packet.files import OpenPacket, open_packet
from models.plain_files import open_plain
from models.progress import Report, silent
from models.scoring.workspace.store import Workspace
from models.scoring.workspace.tables import PacketRow
from models.sealing.reading import unreadable
from models.sealing.safe_write import safe_writer
from models.values import Both, Moment
from models.wording import tr


@dataclass(frozen=True)
class KnownPacket:
    """A packet that was remembered."""

    id: str
    contest: str
    revision: int
    title: Both
    remembered_at: Moment


def remember_packet(workspace: Workspace, path: Path, *, at: datetime, report: Report = silent) -> OpenPacket:
    """Check the packet at `path`, copy it into the workspace, check the copy completely and return it opened.

    A packet known already is opened from its copy; a copy that has become damaged is made anew. Raises FileError or
    SealError as `open_packet` does, ScoringError as `check_only_one` does; then nothing is remembered.
    """
    return remember_opened(workspace, open_packet(path, workspace.key), at=at, report=report)


def remember_opened(workspace: Workspace, packet: OpenPacket, *, at: datetime, report: Report = silent) -> OpenPacket:
    """Do what `remember_packet` does with a packet that is open already, so that it is not read twice."""
    check_only_one(workspace, packet)
    path, copy = packet.path, workspace.packet_path(packet.id)
    if not _is_whole(copy, packet, report):
        copy.parent.mkdir(exist_ok=True)
        try:
            source = open_plain(path)
        except OSError as error:
            raise unreadable(path, error) from error
        with source, safe_writer(copy) as target:
            copyfileobj(source, target, 1 << 20)
        try:
            packet.in_copy(copy).check_all(report)
        except BaseException as error:
            copy.unlink(missing_ok=True)  # a copy that was not checked is none
            if isinstance(error, FileError):
                packet.check_all(report)  # then the error names the file that was brought
            raise
    with workspace.session() as session:
        contest = packet.manifest.contest
        row = {
            "id": packet.id,
            "contest": contest.id,
            "revision": packet.manifest.revision,
            "title": contest.title.canonical().decode(),
            "remembered_at": at.isoformat(),
        }
        session.execute(insert(PacketRow).values(row).on_conflict_do_nothing())
    return packet.in_copy(copy)


def check_only_one(workspace: Workspace, packet: OpenPacket) -> None:
    """Raise ScoringError where this laptop knows another packet of the contest under the same revision number."""
    with workspace.session() as session:
        known = known_packets(session, packet.manifest.contest.id)
    if any(one.revision == packet.manifest.revision and one.id != packet.id for one in known):
        raise ScoringError(
            tr(
                "Another packet of this contest calls itself revision {n} as well; this one was not opened. "
                "Ask the secretary which of them counts and for a further revision.",
                n=packet.manifest.revision,
            )
        )


def _is_whole(copy: Path, packet: OpenPacket, report: Report) -> bool:
    if not copy.exists():
        return False
    try:
        packet.in_copy(copy).check_all(report)
    except (FileError, SealError):
        return False
    return True


def open_remembered(workspace: Workspace, packet_id: str) -> OpenPacket:
    """Open the workspace's copy of a packet. Raises FileError when it is gone or damaged."""
    return open_packet(workspace.packet_path(packet_id), workspace.key)


def known_packets(session: Session, contest: str | None = None) -> tuple[KnownPacket, ...]:
    """Return the remembered packets (of one contest), by contest, the latest revision first."""
    query = select(PacketRow).order_by(
        col(PacketRow.contest), col(PacketRow.revision).desc(), col(PacketRow.remembered_at).desc()
    )
    if contest is not None:
        query = query.where(PacketRow.contest == contest)
    return tuple(
        KnownPacket(
            id=row.id,
            contest=row.contest,
            revision=row.revision,
            title=Both.from_json(row.title.encode(), name=row.id),
            remembered_at=datetime.fromisoformat(row.remembered_at),
        )
        for row in session.exec(query)
    )
