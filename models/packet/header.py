"""The public part of a packet: what anyone who holds the file may see, and what the secretary signs."""

from functools import cached_property
from typing import ClassVar, Literal

from models.values import Both, Moment, Value

HEADER = "packet.json"
SIGNATURE = "packet.json.sig"
MANIFEST = "manifest.age"
SIGNERS = "allowed_signers"


def attachment_entry(sha256: str) -> str:
    """Return the entry's name for the attachment whose content has this SHA-256."""
    return f"attachments/{sha256}.age"


class Reader(Value):
    """Whom the packet is sealed to."""

    id: str
    name: str


class Entry(Value):
    """One further entry of the container, as it stands there (encrypted)."""

    name: str
    size: int
    sha256: str


class PacketHeader(Value):
    """`packet.json`. The SHA-256 of its bytes is the packet id; it fixes every other byte of the packet."""

    SLICED: ClassVar = ("entries",)
    format: Literal[1] = 1
    contest: str
    title: Both
    revision: int
    previous: str | None = None
    built_at: Moment
    criteria: str
    roster: str
    """The roster's digest."""
    signer: str
    """The secretary's public key."""
    readers: tuple[Reader, ...]
    entries: tuple[Entry, ...]

    @cached_property
    def entry_by_name(self) -> dict[str, Entry]:
        """The entries by name."""
        return {entry.name: entry for entry in self.entries}
