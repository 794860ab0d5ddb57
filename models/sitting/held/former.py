"""A signed result taken into the workspace, so that a further sitting can continue its chain of acts."""

from dataclasses import dataclass
from datetime import datetime

from models.errors import SittingError
from models.packet.manifest import PacketManifest
from models.scoring.workspace.handed import take_sheet, taken_sheets
from models.scoring.workspace.packets import known_packets, open_remembered
from models.scoring.workspace.store import Workspace
from models.sitting.held.acts import append_act, logged_acts
from models.sitting.held.kept import keep_signature
from models.sitting.held.result_files import OpenResult, strip
from models.sitting.result import Result
from models.sitting.sessions import sessions
from models.wording import tr


@dataclass(frozen=True)
class FormerPacket:
    """A packet as its result tells of it: without the applications' long texts and attachments."""

    id: str
    manifest: PacketManifest


def take_former(workspace: Workspace, former: OpenResult, *, at: datetime) -> FormerPacket:
    """Take sheets and acts of a checked result into the workspace; doing it twice changes nothing.

    Raises SittingError for a result with an act against the rules or of a sitting that is not closed, and where this
    laptop keeps other acts or sheets of the same sitting, or a packet that the result contradicts; FileError or
    SealError where its packet can't be read. Nothing was taken then.
    """
    result = former.result
    _check_packet(workspace, result)
    if former.unlawful:
        raise SittingError(
            tr("Acts of this result are against the rules, so no further sitting can stand on it. Nothing was taken."),
            problems=[tr("Act {n}: {reason}", n=one.number, reason=one.reason) for one in former.unlawful],
        )
    if not sessions(result.acts)[-1].closed or result.outcome.questions:
        raise SittingError(
            tr("The sitting of this result is not closed, or leaves questions open, so none can follow it.")
        )
    packet = FormerPacket(result.packet, result.manifest)
    with workspace.session() as session:
        kept = logged_acts(session, packet.id, workspace.key)
        there = {one.sha256 for one in taken_sheets(session, packet.id, result.manifest.roster)}
        both = min(len(kept), len(result.acts))
        if kept[:both] != result.acts[:both] or not there <= {one.sha256 for one in former.sheets}:
            raise SittingError(
                tr(
                    "This laptop keeps another course of the same sitting: other acts, or sheets that this result does "
                    "not name. Nothing was taken. Hold the further sitting on a laptop that held the first one, or on "
                    "one that knows nothing of it."
                )
            )
        for sheet in former.sheets:
            take_sheet(session, packet.id, sheet, at=at)
        for act in result.acts[len(kept) :]:
            append_act(session, packet.id, act, workspace.key)
        if len(kept) <= len(result.acts):
            keep_signature(session, former)
    return packet


def _check_packet(workspace: Workspace, result: Result) -> None:
    """Return when the result tells of the packet it names as this laptop knows it; a result alone may say anything."""
    with workspace.session() as session:
        known = any(one.id == result.packet for one in known_packets(session))
    if known and strip(open_remembered(workspace, result.packet).manifest) != result.manifest:
        raise SittingError(
            tr(
                "This result contradicts the packet that it names: commission, applications, grants or rules differ. "
                "Nothing was taken. Ask the chair for the result as it was signed."
            )
        )
