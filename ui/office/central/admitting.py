"""Letting a colleague open the central file too, by the colleague's card, and taking that away again."""

from pathlib import Path
from typing import TYPE_CHECKING

from models.progress import Report
from models.wording import tr
from ui.office.commission.cards import same_fingerprint
from ui.shell.clock import now
from ui.shell.kinds import FileKind

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from models.centre.access import MayOpen
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
        central.grant(card.public_key, key, at=now(), name=card.name)
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


def take_away(place: "Office", owner: "QObject") -> None:
    """Ask whose key opens the central file no more; never that of whoever sits here."""
    place.services.session.with_key(lambda key: _read_others(place, key, owner))


def _read_others(place: "Office", key: "PrivateKey", owner: "QObject") -> None:
    central = place.central
    assert central is not None  # its contests are shown

    def work(_report: Report) -> "list[MayOpen]":
        from models.centre.access import who_may_open

        return [one for one in who_may_open(central) if one.public_line != key.public_line]

    def done(others: "list[MayOpen]") -> None:
        named = {one.public_line: one.name or tr("A key that is on no roster") for one in others}
        _choose(place, named, key, owner)

    place.services.tasks.run(work, done, title=tr("Reading the central file"), owner=owner, harmless=True)


def _choose(place: "Office", others: dict[str, str], key: "PrivateKey", owner: "QObject") -> None:
    from models.sealing.public_keys import spoken

    central, services = place.central, place.services
    assert central is not None
    if not others:
        services.strip.info(tr("Nobody but you can open this central file."))
        return
    line = services.dialogs.choose(
        tr("Who shall open this central file no more?"), [(line, name, spoken(line)) for line, name in others.items()]
    )
    if line and services.dialogs.ask(
        tr("Take the central file away from this key: {name}?", name=others[line]),
        yes=tr("Take it away"),
        details=tr(
            "With the key file as it is from now on, the key opens nothing. A copy of the key file made before goes on "
            "opening this file and its copies: ask for it back, or keep the file where the person can't reach it."
        ),
    ):
        services.tasks.run(
            lambda _report: central.revoke(line, key),
            lambda _none: services.strip.good(tr("{name} can open this central file no more.", name=others[line])),
            title=tr("Taking access away"),
            owner=owner,
        )
