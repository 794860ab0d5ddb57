"""Building a packet: what it lacks and what it would say, then prepared, written and recorded as one act."""

from collections.abc import Mapping
from pathlib import Path

from sqlmodel import Session

from models.centre.applications import attachment_bytes
from models.centre.selection.packets import prepare_manifest, record_packet
from models.errors import StoreError
from models.packet.files import write_packet
from models.packet.manifest import PacketChange, PacketManifest
from models.progress import Report, silent
from models.sealing.keys import PrivateKey
from models.values import Moment, Value
from models.wording import tr


class PacketPlan(Value):
    """What the next packet revision would say, or what it still lacks; nothing is changed."""

    lacks: tuple[str, ...] = ()
    """In the current language, one thing a line; empty when the packet can be built."""
    manifest: PacketManifest | None = None
    """None while something is lacking."""

    @property
    def changes(self) -> tuple[PacketChange, ...]:
        """What changed since the revision before; empty for the first."""
        return self.manifest.changes if self.manifest else ()

    @property
    def says_nothing_new(self) -> bool:
        """Whether the last revision says the same already."""
        return self.manifest is not None and self.manifest.revision > 1 and not self.manifest.changes

    @property
    def without_reason(self) -> tuple[PacketChange, ...]:
        """The changes that still need their reason."""
        return tuple(change for change in self.changes if not change.why.strip())


class BuiltPacket(Value):
    """A packet that was written and recorded."""

    id: str
    path: Path
    manifest: PacketManifest

    @property
    def revision(self) -> int:
        """The revision's number, from 1."""
        return self.manifest.revision


def plan_packet(
    session: Session, contest_id: str, *, by: str, at: Moment, why: Mapping[str, str] | None = None
) -> PacketPlan:
    """Return what the next packet would say, with its changes, or what it lacks. `why` as for `prepare_manifest`.

    Raises StoreError for an unknown contest.
    """
    try:
        return PacketPlan(manifest=prepare_manifest(session, contest_id, by=by, at=at, why=why))
    except StoreError as error:
        if not error.problems:
            raise
        return PacketPlan(lacks=error.problems)


def build_packet(
    session: Session,
    contest_id: str,
    path: Path,
    key: PrivateKey,
    *,
    by: str,
    at: Moment,
    why: Mapping[str, str] | None = None,
    report: Report = silent,
    replace: bool = False,
) -> BuiltPacket:
    """Prepare the next packet revision, write it to `path` and record it; `key` is the secretary's.

    Either all of it happens or the file is not there. Raises StoreError (something is lacking, nothing changed since
    the last revision, a change without its reason), and FileError, SealError or CancelledError as `write_packet`.
    """
    manifest = prepare_manifest(session, contest_id, by=by, at=at, why=why)
    plan = PacketPlan(manifest=manifest)
    if plan.says_nothing_new:
        raise StoreError(
            tr(
                "Nothing changed since revision {n} of the packet; no new one was built. Copy the one you have.",
                n=manifest.revision - 1,
            )
        )
    if plan.without_reason:
        raise StoreError(
            tr("Every change since the last revision needs its reason; no packet was built. These have none:"),
            problems=[change.application or change.what for change in plan.without_reason],
        )
    packet_id = write_packet(
        path, manifest, lambda digest: attachment_bytes(session, digest), key, report, replace=replace
    )
    try:
        record_packet(session, manifest, packet_id)
    except BaseException:
        # a packet that the central file does not know must not be handed out
        path.unlink(missing_ok=True)
        raise
    return BuiltPacket(id=packet_id, path=path, manifest=manifest)
