"""Taking cards: whose card it is and whether the fingerprint is right, a person decides."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from models.contest.commission import Person, Role
from models.wording import tr
from ui.office.words import role_name

if TYPE_CHECKING:
    from models.sealing.cards import Card
    from ui.shell.place import Services

_NEW = (Role.MEMBER, Role.SECRETARY, Role.STAFF, Role.RECOVERY)


def take_cards(paths: Sequence[Path], people: Sequence[Person], services: "Services") -> list[Person]:
    """Return the people whose keys were taken, with them; those without an id are new. A card refused is shown.

    The person says whose card it is and that the figures read aloud are the same; without both nothing is taken.
    """
    from models.sealing.cards import read_card

    services.strip.tried_again()
    taken: list[Person] = []
    for path in paths:
        with services.errors.shown():
            card = read_card(path)
            known = [person for person in (*people, *taken) if person.public_key == card.public_key]
            if known:
                services.strip.info(tr("The card of {name} was taken before.", name=known[0].name))
            elif (person := _owner(card, people, taken, services)) is not None and same_fingerprint(
                card, person.name, services
            ):
                taken.append(person)
    return taken


def _owner(card: "Card", people: Sequence[Person], taken: Sequence[Person], services: "Services") -> Person | None:
    held = {person.id for person in taken}
    waiting = [person for person in people if person.public_key is None and person.id not in held]
    waiting.sort(key=lambda person: person.name != card.name)
    holding = [person for person in people if person.public_key is not None]
    ways = [(person.id, person.name, role_name(person.role)) for person in waiting]
    ways += [(f"+{role}", tr("New: {role}", role=role_name(role)), _explained(role)) for role in _NEW]
    ways += [
        (person.id, person.name, tr("Another card than the one taken before: needs a reason")) for person in holding
    ]
    key = services.dialogs.choose(tr("Whose card is this? It says: {name}", name=card.name), ways)
    if key is None:
        return None
    if key.startswith("+"):
        return Person(
            id="",
            name=card.name,
            position=card.position,
            organisation=card.organisation,
            role=Role(key[1:]),
            public_key=card.public_key,
        )
    person = next(person for person in people if person.id == key)
    return person.model_copy(
        update={
            "public_key": card.public_key,
            "position": person.position or card.position,
            "organisation": person.organisation or card.organisation,
        }
    )


def _explained(role: Role) -> str:
    return {
        Role.MEMBER: tr("Scores and votes"),
        Role.SECRETARY: tr("From the organiser, no vote; opens the score sheets"),
        Role.STAFF: tr("Touches the contest without sitting in it"),
        Role.RECOVERY: tr("Not a person: the key in the safe that opens everything if others are lost"),
    }[role]


def same_fingerprint(card: "Card", name: str, services: "Services") -> bool:
    """Ask whether the figures that the person called `name` reads aloud are those of `card`."""
    from models.sealing.public_keys import spoken

    return services.dialogs.ask(
        tr("{name} reads the fingerprint aloud. Is it the same?", name=name),
        yes=tr("It is the same"),
        no=tr("Do not take it"),
        details=spoken(card.public_key),
    )
