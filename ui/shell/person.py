"""A person as the window knows them."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class NewPerson:
    """What a person types to get a key."""

    name: str
    position: str
    organisation: str
    passphrase: str = field(repr=False)
    """Empty where only the card of an existing key is made."""


@dataclass(frozen=True)
class SignedIn:
    """The person of this laptop, from their own card."""

    name: str
    position: str
    organisation: str
    public_key: str
    """OpenSSH line without comment."""
    fingerprint: str

    @property
    def card_name(self) -> str:
        """What to call the card's file: after the person, because five cards meet on one stick."""
        words = "".join(one if one.isalnum() else " " for one in self.name).split()
        return f"{'-'.join(words[:2]) or 'member'}.card"
