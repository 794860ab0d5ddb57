"""The commission: people, their roles and keys, and the versioned roster that a packet is built for."""

from collections.abc import Collection, Sequence
from enum import StrEnum

from models.values import Value


class Role(StrEnum):
    """What a person does in the contest."""

    MEMBER = "member"
    SECRETARY = "secretary"
    """From the organiser, not a member, no vote (regulations 2023, 2024)."""
    STAFF = "staff"
    """Touches the contest without sitting in it; declares conflicts too."""
    RECOVERY = "recovery"
    """Not a person: the recovery key in the organiser's safe."""


class Person(Value):
    """One enrolled person. `id` is short and stable ("m1", "s1"); codes and ids join data, names never do."""

    id: str
    name: str
    position: str = ""
    organisation: str = ""
    role: Role
    proposed_chair: bool = False
    """Enrolled to lead the sitting until the commission has elected its chair; sheets are sealed to this person too."""
    public_key: str | None = None
    """OpenSSH line "ssh-ed25519 AAAA…"; None until the card is taken."""


class Roster(Value):
    """The commission as of one version; a change makes the next version, which names the hash of the one before."""

    contest: str
    version: int = 1
    previous: str | None = None
    people: tuple[Person, ...]

    @property
    def members(self) -> tuple[Person, ...]:
        """Those who score and vote, in the roster's order."""
        return tuple(person for person in self.people if person.role is Role.MEMBER)

    @property
    def secretary(self) -> Person | None:
        """The secretary, or None while none is enrolled."""
        return next((person for person in self.people if person.role is Role.SECRETARY), None)

    def person(self, person_id: str) -> Person:
        """Return the person with `person_id`. Raises KeyError."""
        for person in self.people:
            if person.id == person_id:
                return person
        raise KeyError(person_id)

    def recorded_as(self, public_key: str, otherwise: str) -> str:
        """Return how records name the holder of a key: by the id on this roster, else as `otherwise`."""
        return next((person.id for person in self.people if person.public_key == public_key), otherwise)

    @property
    def recovery(self) -> Person | None:
        """The recovery key, or None while none is enrolled whose card was taken."""
        return next((one for one in self.people if one.role is Role.RECOVERY and one.public_key), None)

    @property
    def sheet_readers(self) -> tuple[Person, ...]:
        """Whom score sheets are sealed to: secretary, proposed chair and the recovery key."""
        return tuple(
            person for person in self.people if person.role in (Role.SECRETARY, Role.RECOVERY) or person.proposed_chair
        )


_LETTER = {Role.MEMBER: "m", Role.SECRETARY: "s", Role.STAFF: "t", Role.RECOVERY: "r"}


def next_id(role: Role, used: Collection[str]) -> str:
    """Return the first id for a person of `role` ("m4") that is not among `used`."""
    letter = _LETTER[role]
    return next(f"{letter}{n}" for n in range(1, len(used) + 2) if f"{letter}{n}" not in used)


def needs_reason(before: Sequence[Person], after: Sequence[Person]) -> bool:
    """Whether going from `before` to `after` takes something back: a person leaves, or has another role or key."""
    kept = {person.id: person for person in after}
    for person in before:
        now = kept.get(person.id)
        if now is None or now.role is not person.role or person.public_key not in (None, now.public_key):
            return True
    return False
