"""The sittings that this laptop keeps, and what it keeps of a signed result: the chair's signature.

The rest of a result is made again of sheets and acts, so a program started again need not ask the chair to sign twice.
"""

from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from models.scoring.workspace.packets import KnownPacket, known_packets
from models.scoring.workspace.settings import set_setting, setting
from models.scoring.workspace.store import Workspace
from models.sitting.acts import Act, Opened
from models.sitting.chain import head
from models.sitting.held.acts import logged_acts
from models.sitting.held.result_files import OpenResult
from models.sitting.sessions import sessions

_SIGNED = "signed result: "


@dataclass(frozen=True)
class HeldSitting:
    """A packet that this laptop knows, and how far its latest sitting is."""

    packet: KnownPacket
    opened: Opened | None
    closed: bool
    signed: bool
    """Whether the chair's signature of everything recorded is kept."""


def held_sittings(workspace: Workspace) -> tuple[HeldSitting, ...]:
    """Return the sittings in the order of `known_packets`. Raises StoreError where a log was changed from outside."""
    with workspace.session() as session:
        found = []
        for packet in known_packets(session):
            acts = logged_acts(session, packet.id, workspace.key)
            last = sessions(acts)[-1]
            signed = kept_signature(session, packet.id, acts) is not None
            found.append(HeldSitting(packet, last.opened, last.closed, signed))
        return tuple(found)


def keep_signature(session: Session, result: OpenResult) -> None:
    """Keep the chair's signature of a checked result, instead of one of an earlier sitting."""
    signature = b64encode(result.signature).decode()
    set_setting(session, f"{_SIGNED}{result.result.packet}", f"{result.result.log} {signature}")


def kept_signature(session: Session, packet: str, acts: Sequence[Act]) -> bytes | None:
    """Return the signature kept; None where nothing was signed, or something was recorded since."""
    log, _, signature = (setting(session, f"{_SIGNED}{packet}") or "").partition(" ")
    return b64decode(signature) if signature and log == head(acts) else None
