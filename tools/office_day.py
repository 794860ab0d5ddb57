"""The sample day up to the moment when the result comes back to the office: for pictures and tests of its pages."""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from models.contest.commission import Person
from models.sample.day import SEED
from models.sample.desks import work
from models.sample.generator import generate
from models.sample.laptops import Laptop, second_laptop
from models.sample.mending import mend
from models.sample.office import MENDED_REASON, build, central_file, found, screen, take_back, take_in
from models.sample.sitting import hold
from models.sample.timetable import FIRST_PACKET, SECOND_PACKET, TAKEN_IN
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

    usb, incoming = folder / "usb", folder / "incoming"
    usb.mkdir(parents=True)
    sample = generate(incoming, seed=SEED, applications=applications)
    laptops = [_laptop(folder / person.id, person) for person in sample.people]
    cards = [usb / f"{laptop.person.id}.card" for laptop in laptops]
    for path, laptop in zip(cards, laptops, strict=True):
        one = laptop.person
        write_card(path, name=one.name, position=one.position, organisation=one.organisation, key=laptop.key)
    *members, secretary = laptops
    chair = next(laptop for laptop in members if laptop.person.proposed_chair)
    office = found(secretary, chair, sample, cards, tell)
    try:
        take_in(office, sample, sample.tables, sample.attachments, TAKEN_IN, tell)
        screen(office, sample, tell)
        first = build(office, sample, usb / "contest-r1.packet", tell, at=FIRST_PACKET, why={})
        take_back(office, sample, mend(incoming / "mended", sample), tell)
        reasons = dict.fromkeys(sample.mend, f"{MENDED_REASON.kk} / {MENDED_REASON.ru}")
        second = build(office, sample, usb / "contest-r2.packet", tell, at=SECOND_PACKET, why=reasons)
        sheets = {laptop.person.id: work(laptop, sample, (first, second), usb, tell) for laptop in members}
        late = sheets.pop(sample.late)
        result = usb / "contest.result"
        twice = next(laptop for laptop in members if laptop.person.id == sample.clash.member)
        other = second_laptop(twice, folder / "home", Home.at)
        in_time = (*sheets.values(), work(other, sample, (second,), usb, tell, second=True))
        hold(chair, second.id, in_time, late, result, sample, tell)
    finally:
        office.central.close()
    return OfficeDay(
        home=Home.at(folder / "s1"),
        central=central_file(secretary),
        contest=sample.contest.id,
        cards=tuple(cards),
        tables=sample.tables,
        attachments=sample.attachments,
        result=result,
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
