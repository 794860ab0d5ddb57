"""Where a person's things live on this laptop, given by the start-up as plain paths."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Home:
    """The folders and files of one person. None of them needs to exist yet; whoever writes there makes the folder."""

    root: Path
    key: Path
    """The person's OpenSSH private key, under a passphrase."""
    card: Path
    """The person's own card: name, position, organisation, public key."""
    workspace: Path
    """This laptop's drafts, packets and sheets."""

    @classmethod
    def at(cls, root: Path) -> "Home":
        """Return the usual names under `root`."""
        return cls(root=root, key=root / "id_ed25519", card=root / "own.card", workspace=root / "workspace.tandau")
