"""The sample day up to the moment when the result comes back to the office: for pictures and tests of its pages."""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from models.contest.commission import Person
from models.sample.day import SEED, until_result
from models.sample.generator import generate
from models.sample.laptops import Laptop
from models.sample.office import central_file
from models.sealing.cards import write_card
from models.sealing.keys import PrivateKey
from ui.shell.home import Home


@dataclass(frozen=True)
class OfficeDay:
    """Where everything is."""

    home: Home
    """The secretary's; the key file has no passphrase, so any that is typed opens it."""
    central: Path
    contest: str
    cards: tuple[Path, ...]
    tables: tuple[Path, ...]
    attachments: Path
    result: Path


def play_until_result(folder: Path, *, applications: int = 80) -> OfficeDay:
    """Play the sample day in `folder` until the chair signed the result; the central file does not know it yet."""

    def tell(_line: str) -> None:
        """Keep quiet."""

    sample = generate(folder / "incoming", seed=SEED, applications=applications)
    *members, secretary = (_laptop(folder / person.id, person) for person in sample.people)
    with until_result(folder, sample, members, secretary, Home.at, tell) as signed:
        pass
    return OfficeDay(
        home=Home.at(folder / "s1"),
        central=central_file(secretary),
        contest=sample.contest.id,
        cards=signed.cards,
        tables=sample.tables,
        attachments=sample.attachments,
        result=signed.result,
    )


def _laptop(root: Path, person: Person) -> Laptop:
    """Return a laptop whose key has no passphrase: protecting six keys as real ones are takes seconds."""
    home, seed = Home.at(root), sha256(person.id.encode()).digest()
    root.mkdir()
    home.key.write_bytes(
        Ed25519PrivateKey.from_private_bytes(seed).private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption())
    )
    home.key.chmod(0o600)
    key = PrivateKey.ephemeral(seed)
    write_card(home.card, name=person.name, position=person.position, organisation=person.organisation, key=key)
    return Laptop(person, home, key)
