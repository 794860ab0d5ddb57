"""The recovery key, made from the commission page."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from models.contest.commission import Person, Role
from models.progress import Report
from models.wording import tr
from ui.office.words import role_name
from ui.shell.clock import now

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from models.sealing.cards import Card
    from models.sealing.keys import PrivateKey
    from ui.office.place import Office
    from ui.shell.place import Services


def make_recovery_key(
    place: "Office", people: Sequence[Person], owner: "QObject", put: Callable[[Person], None]
) -> None:
    """Ask for passphrase and place, write key and card there, and `put` the recovery key's person (id "": a new one).

    One among `people` that has a key already is replaced only when the person at the screen says so.
    """
    services = place.services
    before = next((one for one in people if one.role is Role.RECOVERY), None)
    if before is not None and before.public_key and not _replace(services):
        return
    passphrase = services.dialogs.recovery_passphrase()
    if passphrase is None:
        return
    path = services.files.save_key(tr("Where to save the recovery key"), "tandau-recovery.key")
    if path is None:
        return
    person = before or Person(id="", name=role_name(Role.RECOVERY), role=Role.RECOVERY)
    services.session.with_key(lambda key: _make(place, path, passphrase, person, key, owner, put))


def _make(
    place: "Office",
    path: Path,
    passphrase: str,
    person: Person,
    key: "PrivateKey",
    owner: "QObject",
    put: Callable[[Person], None],
) -> None:
    central, services = place.central, place.services
    assert central is not None  # a contest is shown

    def work(_report: Report) -> "Card":
        from models.centre.recovery import new_recovery_key

        return new_recovery_key(path, passphrase, name=person.name, central=central, key=key, at=now())

    def done(card: "Card") -> None:
        put(person.model_copy(update={"public_key": card.public_key}))
        services.strip.good(
            tr(
                "The recovery key is saved as {name}, its card beside it. Store the commission, then put the stick "
                "into the safe.",
                name=path.name,
            )
        )

    services.tasks.run(work, done, title=tr("Making the recovery key"), owner=owner)


def _replace(services: "Services") -> bool:
    return services.dialogs.ask(
        tr("There is a recovery key already. Make another in its place?"),
        yes=tr("Make another"),
        details=tr(
            "What was sealed before stays open to the old key only: keep it. Packets and sheets made from now on open "
            "with the new one. Storing the commission asks for the reason."
        ),
    )
