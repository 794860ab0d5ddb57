"""The result of a contest as data: records (sheets, acts) and the table computed from them."""

from collections.abc import Mapping, Sequence
from typing import ClassVar, Literal

from models.conflicts.declarations import Declaration
from models.packet.manifest import PacketManifest
from models.sitting.acts import Act
from models.sitting.outcome import Outcome
from models.sitting.presence.timeline import Timeline, timeline
from models.sitting.recusal.consequences import under_decisions
from models.sitting.trying.reopened import Reopened
from models.values import Grown, Value


class TakenSheet(Value):
    """A sheet that counts or once counted, by the SHA-256 of its signed bytes."""

    member: str
    revision: int
    sha256: str
    counts: bool
    """False: superseded by a later revision."""


class Result(Grown):
    """What `.result` carries as `result.json`. The same packet, sheets and acts give the same bytes.

    `manifest` is the packet's, without plan, budget and long texts (`models.sitting.held.result_files` strips them).
    """

    SLICED: ClassVar = ("manifest", "outcome")
    LATER: ClassVar = ("reopened",)
    format: Literal[1] = 1
    packet: str
    criteria: str
    manifest: PacketManifest
    sheets: tuple[TakenSheet, ...]
    declarations: tuple[tuple[str, tuple[Declaration, ...]], ...]
    """By member: only answers other than "no conflict"."""
    acts: tuple[Act, ...]
    log: str = ""
    """The last link of the chain of acts (`models.sitting.chain`); the public form keeps it with its acts covered."""
    outcome: Outcome
    reopened: tuple[Reopened, ...] = ()
    """Both results of every mark that was reopened, in the order of the acts."""

    @property
    def declared(self) -> Mapping[str, Sequence[Declaration]]:
        """What members declare, by member, as it stands under the decisions that came with the packet."""
        return under_decisions(dict(self.declarations), self.manifest.decisions)

    @property
    def course(self) -> Timeline:
        """The course of its sittings."""
        members = [member.id for member in self.manifest.roster.members]
        return timeline(self.acts, members, self.manifest.contest.profile, self.declared)
