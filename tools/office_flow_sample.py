"""A central file at two moments of the work, for pictures and tests: before intake, and with applications taken in."""

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from models.centre.commission import enrol
from models.centre.contests import add_contest, approve_criteria
from models.centre.intake import plan_source, take_in
from models.centre.selection.building import build_packet
from models.centre.selection.screening import decide, flags
from models.centre.store import Central, key_file
from models.contest.application import Screened
from models.contest.commission import Person, Role
from models.intake.source import read_source
from models.sample.generator import SampleContest, generate
from models.sealing.cards import write_card
from models.sealing.keys import PrivateKey, new_key
from models.values import Both
from ui.shell.home import Home

PASSPHRASE = "екі жапырақ бір түнде"
OTHER_PASSPHRASE = "жеті қабат аспан жер"
AT = datetime(2024, 4, 25, 5, 0, tzinfo=UTC)
BY = "Хатшы"


@dataclass(frozen=True)
class OfficeFlow:
    """The files. `folder` holds `home` (the secretary's), `staff_key`, `founded.tandau` and `taken.tandau`."""

    folder: Path
    sample: SampleContest
    secretary: PrivateKey
    staff: PrivateKey

    @property
    def contest_id(self) -> str:
        """The contest's id."""
        return self.sample.contest.id

    @property
    def staff_key(self) -> Path:
        """The key file of the second person."""
        return self.folder / "staff" / "id_ed25519"

    def laptop(self, root: Path) -> None:
        """Copy the secretary's key and card to a laptop."""
        home, made = Home.at(root), Home.at(self.folder / "home")
        root.mkdir(parents=True, exist_ok=True)
        for source, target in ((made.key, home.key), (made.card, home.card)):
            if not target.exists():
                shutil.copy(source, target)

    def central(self, name: str, folder: Path) -> Path:
        """Copy the central file `name` ("founded", "taken") into `folder` and return where it is."""
        source, target = self.folder / f"{name}.tandau", folder / f"{name}.tandau"
        shutil.copy(source, target)
        shutil.copy(key_file(source), key_file(target))
        return target


def build_flow(folder: Path, *, applications: int = 80) -> OfficeFlow:
    """Make everything in `folder`; the same seed, the same applications."""
    sample = generate(folder / "sample", seed=7, applications=applications)
    home, staff_home = Home.at(folder / "home"), Home.at(folder / "staff")
    for each in (home, staff_home):
        each.root.mkdir(parents=True)
    secretary, staff = new_key(home.key, PASSPHRASE), new_key(staff_home.key, OTHER_PASSPHRASE)
    sitting = next(person for person in sample.people if person.role is Role.SECRETARY)
    write_card(
        home.card, name=sitting.name, position=sitting.position, organisation=sitting.organisation, key=secretary
    )
    founded = folder / "founded.tandau"
    central = Central.create(founded, secretary, at=AT)
    approved = sample.contest.criteria
    assert approved is not None
    with central.session() as session:
        add_contest(session, sample.contest.model_copy(update={"criteria": None}), by=BY, at=AT)
        approve_criteria(session, sample.contest.id, approved.approval, by=BY, at=AT)
        enrol(session, sample.contest.id, _people(sample, secretary, staff), by=BY, at=AT)
    central.close()
    taken = folder / "taken.tandau"
    shutil.copy(founded, taken)
    shutil.copy(key_file(founded), key_file(taken))
    central = Central.open(taken, secretary)
    for table in sample.tables:
        source = read_source(table, {}, folder=sample.attachments)
        with central.session() as session:
            plan = plan_source(session, sample.contest.id, source, at=AT)
            take_in(session, sample.contest.id, plan, source.chosen, by=BY, at=AT)
    central.close()
    return OfficeFlow(folder, sample, secretary, staff)


def screen_everything(central: Central, flow: OfficeFlow) -> None:
    """Refuse what the sample refuses and admit the rest."""
    refuse = dict(flow.sample.refuse)
    with central.session() as session:
        for code in flags(session, flow.contest_id):
            if code in refuse:
                decide(session, flow.contest_id, code, Screened.REFUSED, by=BY, at=AT, reasons=(refuse[code],))
            else:
                decide(session, flow.contest_id, code, Screened.ADMITTED, by=BY, at=AT)


def first_packet(central: Central, flow: OfficeFlow, path: Path) -> str:
    """Build the first revision and return its id; one application is withdrawn afterwards."""
    with central.session() as session:
        built = build_packet(session, flow.contest_id, path, flow.secretary, by=BY, at=AT)
        code = built.manifest.applications[0].code
        decide(
            session,
            flow.contest_id,
            code,
            Screened.WITHDRAWN,
            by=BY,
            at=AT,
            reasons=(Both(kk="Өтініш берушінің хаты", ru="Письмо заявителя"),),
        )
    return built.id


def _people(sample: SampleContest, secretary: PrivateKey, staff: PrivateKey) -> list[Person]:
    people = []
    for number, person in enumerate(sample.people, 1):
        key = secretary if person.role is Role.SECRETARY else PrivateKey.ephemeral(bytes([number]) * 32)
        people.append(person.model_copy(update={"public_key": key.public_line}))
    people.append(Person(id="t1", name="Қуанышбекова Ләззат Өмірқызы", role=Role.STAFF, public_key=staff.public_line))
    return people
