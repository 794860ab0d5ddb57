"""What a packet says: the contest, its approved criteria, the roster, and of every application what members need."""

from typing import ClassVar, Literal

from models.conflicts.pinned import PinnedConflict
from models.contest.application import Attachment, Flag, Project
from models.contest.commission import Roster
from models.contest.contest import Contest
from models.values import Both, Grown, Moment, Value


class PacketApplication(Value):
    """What a member sees of an application: the project, never IIN, contacts, health or family status."""

    code: str
    territory: str
    applicant: str
    """Full name as written: needed to declare conflicts. Empty in a blind contest."""
    language: str
    project: Project
    columns: tuple[tuple[str, str], ...] = ()
    flags: tuple[Flag, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    """Only those that are not personal."""


class Refused(Value):
    """An application that the technical selection refused or that was withdrawn, with the reason."""

    code: str
    applicant: str
    title: str
    territory: str
    withdrawn: bool = False
    reason: Both


class TechnicalSelection(Value):
    """The technical selection in numbers. received = admitted + refused + withdrawn + still open."""

    received: int
    admitted: int
    refused: int
    withdrawn: int
    mended: int
    """Admitted or refused after defects were sent back for mending."""


class PacketChange(Value):
    """One difference to the revision before: what, by whom, when and why."""

    application: str
    what: Literal["added", "removed", "changed", "roster", "criteria", "contest", "decision"]
    """decision: a conflict of interest was decided; `fields` names the person."""
    fields: tuple[str, ...] = ()
    by: str
    at: Moment
    why: str


class PacketManifest(Grown):
    """The content of a packet. Its signed header's SHA-256 is the packet id (`models.packet.files`)."""

    SLICED: ClassVar = ("applications",)
    LATER: ClassVar = ("decisions",)
    format: Literal[1] = 1
    contest: Contest
    roster: Roster
    revision: int
    previous: str | None = None
    """The id of the revision before."""
    built_at: Moment
    built_by: str
    changes: tuple[PacketChange, ...] = ()
    technical: TechnicalSelection
    refused: tuple[Refused, ...] = ()
    applications: tuple[PacketApplication, ...]
    decisions: tuple[PinnedConflict, ...] = ()
    """Conflicts of interest that are decided already, one a pair, by person and application: in force, never asked."""

    def application(self, code: str) -> PacketApplication:
        """Return the application with `code`. Raises KeyError."""
        for application in self.applications:
            if application.code == code:
                return application
        raise KeyError(code)
