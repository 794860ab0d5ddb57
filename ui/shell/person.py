"""A person as the window knows them."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class NewPerson:
    """What a person types to get a key."""

    name: str
    position: str
    organisation: str
    passphrase: str = field(repr=False)


@dataclass(frozen=True)
class SignedIn:
    """The person of this laptop, from their own card."""

    name: str
    position: str
    organisation: str
    public_key: str
    """OpenSSH line without comment."""
    fingerprint: str
