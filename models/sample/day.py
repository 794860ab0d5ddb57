"""The sample contest's day from the first key to the register, played through the functions that the window calls.

Everything stands in one folder: `incoming/` (what applicants sent), `laptops/<member>/`, `office/` (the secretary's
laptop with the central file), `usb/` (what is carried between them) and `protocol/` (what is printed).
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from models.centre.selection.building import BuiltPacket
from models.contest.commission import Person, Role
from models.protocol.verification import Finding
from models.sample.desks import work
from models.sample.generator import SampleContest, generate
from models.sample.laptops import Laptop, PlacesAt, Tell, new_laptop, second_laptop
from models.sample.mending import mend
from models.sample.office import (
    MENDED_REASON,
    Office,
    bring_back,
    build,
    central_file,
    found,
    screen,
    take_back,
    take_in,
)
from models.sample.papers import Papers, check_everything, print_papers
from models.sample.sitting import hold
from models.sample.timetable import FIRST_PACKET, SECOND_PACKET, TAKEN_IN
from models.sealing.cards import write_card
from models.wording import tr

SEED = 2024
PASSPHRASE = "tandau demo 2024"  # noqa: S105 - of people who do not exist; the demonstration prints it


@dataclass(frozen=True)
class PlayedDay:
    """Where everything is after the day."""

    sample: SampleContest
    members: tuple[Laptop, ...]
    secretary: Laptop
    central: Path
    packets: tuple[BuiltPacket, BuiltPacket]
    sheets: tuple[Path, ...]
    result: Path
    papers: Papers
    findings: tuple[Finding, ...]
    """What `tandau verify` says of every file that was carried."""

    @property
    def chair(self) -> Laptop:
        """The laptop the sitting was held on."""
        return next(laptop for laptop in self.members if laptop.person.proposed_chair)


@dataclass(frozen=True)
class SignedDay:
    """Where everything is when the result is signed; the central file does not know it yet."""

    office: Office
    cards: tuple[Path, ...]
    packets: tuple[BuiltPacket, BuiltPacket]
    sheets: tuple[Path, ...]
    """The late one last."""
    result: Path


def play(folder: Path, places_at: PlacesAt, tell: Tell, *, seed: int = SEED, applications: int = 288) -> PlayedDay:
    """Play the day in `folder` (empty, or not there yet) and return where everything is.

    `places_at` gives the names under which a laptop keeps key, card and workspace. The files hold new keys, so no two
    days give the same bytes. Raises TandauError as the stations do, ValueError for too few applications.
    """
    tell(tr("Inventing applications with their attachments: {n}", n=applications))
    sample = generate(folder / "incoming", seed=seed, applications=applications)
    members, secretary = _make_keys(folder, sample.people, places_at, tell)
    with until_result(folder, sample, members, secretary, places_at, tell) as signed:
        papers = print_papers(signed.result, signed.packets[1], sample.late, folder / "protocol", tell)
        bring_back(signed.office, sample, signed.result, tell)
    packets = [packet.path for packet in signed.packets]
    carried = (*signed.cards, *packets, *signed.sheets, signed.result, papers.full, papers.public)
    return PlayedDay(
        sample=sample,
        members=members,
        secretary=secretary,
        central=central_file(secretary),
        packets=signed.packets,
        sheets=signed.sheets,
        result=signed.result,
        papers=papers,
        findings=check_everything(carried, secretary, tell),
    )


@contextmanager
def until_result(
    folder: Path, sample: SampleContest, members: Sequence[Laptop], secretary: Laptop, places_at: PlacesAt, tell: Tell
) -> Iterator[SignedDay]:
    """Play the day in `folder` until the chair has signed the result; the central file is open within the block."""
    usb = folder / "usb"
    usb.mkdir(parents=True, exist_ok=True)
    chair = next(laptop for laptop in members if laptop.person.proposed_chair)
    cards = tuple(_carry_card(laptop, usb) for laptop in (*members, secretary))

    office = found(secretary, chair, sample, cards, tell)
    try:
        take_in(office, sample, sample.tables, sample.attachments, TAKEN_IN, tell)
        screen(office, sample, tell)
        first = build(office, sample, usb / "contest-r1.packet", tell, at=FIRST_PACKET, why={})
        take_back(office, sample, mend(folder / "incoming" / "mended", sample), tell)
        reasons = dict.fromkeys(sample.mend, f"{MENDED_REASON.kk} / {MENDED_REASON.ru}")
        second = build(office, sample, usb / "contest-r2.packet", tell, at=SECOND_PACKET, why=reasons)

        sheets = {laptop.person.id: work(laptop, sample, (first, second), usb, tell) for laptop in members}
        late = sheets.pop(sample.late)
        twice = next(laptop for laptop in members if laptop.person.id == sample.clash.member)
        other = second_laptop(twice, folder / "laptops" / f"{sample.clash.member}-home", places_at)
        in_time = (*sheets.values(), work(other, sample, (second,), usb, tell, second=True))

        result = usb / "contest.result"
        hold(chair, second.id, in_time, late, result, sample, tell)
        yield SignedDay(office, cards, (first, second), (*in_time, late), result)
    finally:
        office.central.close()


def _make_keys(
    folder: Path, people: Sequence[Person], places_at: PlacesAt, tell: Tell
) -> tuple[tuple[Laptop, ...], Laptop]:
    """Give everybody a laptop with a key and a card; the secretary's is the office's."""
    tell(tr("Making keys and cards: {n}", n=len(people)))
    members = tuple(
        new_laptop(folder / "laptops" / person.id, person, PASSPHRASE, places_at)
        for person in people
        if person.role is Role.MEMBER
    )
    secretary = next(person for person in people if person.role is Role.SECRETARY)
    return members, new_laptop(folder / "office", secretary, PASSPHRASE, places_at)


def _carry_card(laptop: Laptop, usb: Path) -> Path:
    """Export the card onto the stick under the person's id."""
    person, path = laptop.person, usb / f"{laptop.person.id}.card"
    write_card(path, name=person.name, position=person.position, organisation=person.organisation, key=laptop.key)
    return path
