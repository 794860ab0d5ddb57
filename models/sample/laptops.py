"""The invented people's laptops: a key under a passphrase, a card, and a folder of work each."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfile
from typing import Protocol

from models.contest.commission import Person
from models.sealing.cards import write_card
from models.sealing.keys import PrivateKey, new_key


class Places(Protocol):
    """Where a person's things live on a laptop: what the window's `Home` says too."""

    @property
    def root(self) -> Path: ...
    @property
    def key(self) -> Path: ...
    @property
    def card(self) -> Path: ...
    @property
    def workspace(self) -> Path: ...


Tell = Callable[[str], None]
"""Called with one line for a person at every step of the day."""

PlacesAt = Callable[[Path], Places]
"""Gives the usual names under a folder."""


@dataclass(frozen=True)
class Laptop:
    """One person's laptop with its key opened."""

    person: Person
    places: Places
    key: PrivateKey


def new_laptop(root: Path, person: Person, passphrase: str, places_at: PlacesAt) -> Laptop:
    """Make `person`'s key and card in `root`, which must not hold any; takes about half a second."""
    places = places_at(root)
    root.mkdir(parents=True, exist_ok=True)
    key = new_key(places.key, passphrase)
    write_card(places.card, name=person.name, position=person.position, organisation=person.organisation, key=key)
    return Laptop(person, places, key)


def second_laptop(laptop: Laptop, root: Path, places_at: PlacesAt) -> Laptop:
    """Return another laptop of the same person: the key and the card are copied, the work is not."""
    places = places_at(root)
    root.mkdir(parents=True, exist_ok=True)
    copyfile(laptop.places.key, places.key)
    copyfile(laptop.places.card, places.card)
    places.key.chmod(0o600)
    return Laptop(laptop.person, places, laptop.key)
