"""Invented contests of any size, made the same in every run."""

import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from uuid import UUID

from models.conflicts.declarations import Answer, Declaration
from models.contest.application import Application, Attachment
from models.contest.approval import approve_contest
from models.contest.commission import Person, Role, Roster
from models.contest.contest import Contest
from models.contest.criteria import Approval
from models.contest.founding import new_contest
from models.contest.profile_files import load_profile
from models.packet.manifest import PacketApplication, PacketManifest, TechnicalSelection
from models.sample.people import invent_applicant
from models.sample.projects import invent_project
from models.sample.words import words
from models.scoring.drafts import build_sheet
from models.scoring.marks import points
from models.scoring.sheets import ApplicationMarks, CriterionMark, Sheet
from models.sealing.keys import PrivateKey
from models.sitting.acts import Act, AttendanceTaken, ChairElected, Choice, Opened, Presence, Vote
from models.values import sha256

AT = datetime(2024, 5, 2, 9, 30, tzinfo=UTC)
PACKET = "0" * 64


def contest() -> Contest:
    """Return the contest of 2024 (two territories, 20 + 8 grants) with approved criteria."""
    made = new_contest(load_profile("zhas-2024"), id=UUID(int=7), contract_date=date(2024, 3, 4))
    approval = Approval(
        approved_by="Ұйымдастырушы", approved_on=date(2024, 3, 11), document="№ 12", agreed_with=("Оператор",)
    )
    return approve_contest(made, approval, today=date(2024, 3, 11))


def applications(number: int) -> list[Application]:
    """Return `number` applications, five in seven of the first territory, full texts, plan and budget tables."""
    rng = Random(f"benchmark {number}")
    taken: set[str] = set()
    made = []
    for at in range(number):
        territory = "abai" if at % 7 >= 5 else "almaty-region"
        places = words("places")[territory]
        place = places[rng.randrange(len(places))]
        language = "kk" if rng.random() < 0.6 else "ru"
        made.append(
            Application(
                code=f"{territory[:3].upper()}-{at + 1:04}",
                territory=territory,
                submitted=datetime(2024, 3, 25, 4, tzinfo=UTC) + timedelta(minutes=rng.randrange(40_000)),
                language=language,
                applicant=invent_applicant(rng, language, place, taken),
                project=invent_project(rng, language, place, at % 16 + 1),
            )
        )
    return made


@dataclass(frozen=True)
class Pool:
    """A packet's content with the keys of its people: s1, r1, m1 …"""

    manifest: PacketManifest
    files: dict[str, bytes]
    keys: dict[str, PrivateKey]

    @property
    def codes(self) -> list[str]:
        return [criterion.code for criterion in self.manifest.contest.profile.criteria.criteria]

    def marks(self, member: str) -> tuple[ApplicationMarks, ...]:
        """Return whole points for every cell, each with a reason of one line."""
        rng = Random(f"{member} {len(self.manifest.applications)}")
        return tuple(
            ApplicationMarks(
                application=one.code,
                marks=tuple(
                    CriterionMark(
                        criterion=code, mark=points(rng.randrange(2, 6)), reason="Бюджет баптары жоспармен сәйкес."
                    )
                    for code in self.codes
                ),
            )
            for one in self.manifest.applications
        )

    def sheet(self, member: str, packet: str = PACKET) -> Sheet:
        """Return what `member` hands in: no conflicts, every cell a number."""
        return build_sheet(
            self.manifest,
            packet,
            member,
            declarations=self.declarations(),
            marks=self.marks(member),
            at=AT,
        )

    def declarations(self) -> tuple[Declaration, ...]:
        return tuple(Declaration(application=one.code, answer=Answer.NO_CONFLICT) for one in self.manifest.applications)

    def acts(self) -> tuple[Act, ...]:
        """Return a sitting that was opened, with everybody present and m1 elected."""
        members = [person.id for person in self.manifest.roster.members]
        votes = tuple(Vote(member=one, choice=Choice.FOR) for one in members)
        return (
            Opened(at=AT, by="s1", number="12", on=date(2024, 5, 10), place="Талдықорған", form="in-person"),
            AttendanceTaken(at=AT, by="s1", presence=tuple((one, Presence.PRESENT) for one in members)),
            ChairElected(at=AT, by="s1", chair="m1", votes=votes),
        )


def pool(number: int, members: int, *, attachments: int = 0, size: int = 30_000) -> Pool:
    """Return `number` applications for `members`; `attachments` of `size` bytes each, as scans incompressible."""
    rng = Random(f"pool {number} {members}")
    keys = {f"m{n}": PrivateKey.ephemeral(bytes([n]) * 32) for n in range(1, members + 1)}
    keys |= {"s1": PrivateKey.ephemeral(b"s" * 32), "r1": PrivateKey.ephemeral(b"r" * 32)}
    people = [
        Person(
            id=f"m{n}",
            name=f"Мүше {n}",
            role=Role.MEMBER,
            proposed_chair=n == 1,
            public_key=keys[f"m{n}"].public_line,
        )
        for n in range(1, members + 1)
    ]
    people += [
        Person(id="s1", name="Хатшы", role=Role.SECRETARY, public_key=keys["s1"].public_line),
        Person(id="r1", name="Сейф", role=Role.RECOVERY, public_key=keys["r1"].public_line),
    ]
    files: dict[str, bytes] = {}
    listed = []
    for one in applications(number):
        own = [rng.randbytes(size) for _ in range(attachments)]
        files |= {sha256(data): data for data in own}
        listed.append(
            PacketApplication(
                code=one.code,
                territory=one.territory,
                applicant=one.applicant.full_name,
                language=one.language,
                project=one.project,
                attachments=tuple(
                    Attachment(
                        name=f"{at}.jpg",
                        kind="photos",
                        size=size,
                        sha256=sha256(data),
                        personal=False,
                        media_type="image/jpeg",
                    )
                    for at, data in enumerate(own, 1)
                ),
            )
        )
    made = contest()
    manifest = PacketManifest(
        contest=made,
        roster=Roster(contest=made.id, people=tuple(people)),
        revision=1,
        built_at=AT,
        built_by="s1",
        technical=TechnicalSelection(received=number, admitted=number, refused=0, withdrawn=0, mended=0),
        applications=tuple(listed),
    )
    return Pool(manifest, files, keys)


def marks_csv(number: int, members: int, criteria: int) -> str:
    """Return a long table of marks: a row a cell, points 0 to 10."""
    rng = Random(f"csv {number}")
    lines = ["application,member,criterion,points"]
    lines += [
        f"A{a:05},m{m},C{c},{rng.randrange(11)}"
        for a in range(number)
        for m in range(1, members + 1)
        for c in range(1, criteria + 1)
    ]
    return "\n".join(lines) + "\n"


def unzipped(path: Path) -> int:
    """Read every entry of a ZIP and return the bytes: the least that reading a workbook costs."""
    with zipfile.ZipFile(path) as archive:
        return sum(len(archive.read(name)) for name in archive.namelist())


def zipped(entries: Iterable[tuple[str, bytes]]) -> bytes:
    """Return a plain ZIP, stored only."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return target.getvalue()
