"""Letting a colleague open the central file too, by the colleague's card."""

from pathlib import Path
from typing import TYPE_CHECKING

from models.progress import Report
from models.wording import tr
from ui.office.commission.cards import same_fingerprint
from ui.shell.clock import now
from ui.shell.kinds import FileKind

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from models.sealing.cards import Card
    from models.sealing.keys import PrivateKey
    from ui.office.place import Office


def admit_colleague(place: "Office", owner: "QObject") -> None:
    """Ask for the card and for the figures read aloud, then let its key open the central file."""
    path = place.services.files.open(tr("The colleague's card"), FileKind.CARD)
    if path is not None:
        _admit(place, path, owner)


def _admit(place: "Office", path: Path, owner: "QObject") -> None:
    from models.sealing.cards import read_card

    card, services = read_card(path), place.services
    if same_fingerprint(card, card.name, services):
        services.session.with_key(lambda key: _grant(place, card, key, owner))


def _grant(place: "Office", card: "Card", key: "PrivateKey", owner: "QObject") -> None:
    central, strip = place.central, place.services.strip
    assert central is not None  # its contests are shown

    def work(_report: Report) -> bool:
        known = card.public_key in central.admitted()
        central.grant(card.public_key, key, at=now())
        return known

    def done(known: bool) -> None:
        if known:
            strip.info(tr("{name} could open this central file before.", name=card.name))
        else:
            strip.good(
                tr(
                    "{name} can open this central file from now on. The file and its key file stay together: open "
                    "both from the shared folder, or copy both.",
                    name=card.name,
                )
            )

    place.services.tasks.run(work, done, title=tr("Admitting a colleague"), owner=owner)
