"""A small contest of three applications, two members, a secretary and a recovery key; invented."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from models.conflicts.declarations import Answer, Declaration
from models.contest.application import Attachment, BudgetRow, PlanRow, Project
from models.contest.commission import Person, Role, Roster
from models.contest.contest import Contest
from models.contest.criteria import Approval, ApprovedCriteria
from models.contest.profile_files import load_profile
from models.packet.files import OpenPacket, open_packet, write_packet
from models.packet.manifest import PacketApplication, PacketManifest, TechnicalSelection
from models.scoring.drafts import build_sheet
from models.scoring.marks import points
from models.scoring.sheets import ApplicationMarks, CriterionMark, Sheet
from models.sealing.keys import PrivateKey
from models.values import Both, sha256

AT = datetime(2024, 5, 2, 9, 30, tzinfo=UTC)
SCAN = b"%PDF scan" * 300


@dataclass(frozen=True)
class Small:
    manifest: PacketManifest
    content: dict[str, bytes]
    secretary: PrivateKey
    m1: PrivateKey
    m2: PrivateKey
    recovery: PrivateKey
    stranger: PrivateKey
    at: datetime = AT

    def write(self, path: Path) -> str:
        return write_packet(path, self.manifest, self.content.__getitem__, self.secretary)

    def declared(self, *answers: Answer) -> tuple[Declaration, ...]:
        codes = [application.code for application in self.manifest.applications]
        return tuple(Declaration(application=code, answer=answer) for code, answer in zip(codes, answers, strict=False))

    def scored(self, application: str, *numbers: int) -> ApplicationMarks:
        codes = [each.code for each in self.criteria.content.criteria]
        cells = zip(codes, numbers, strict=False)
        return ApplicationMarks(
            application=application,
            marks=tuple(
                CriterionMark(criterion=code, mark=points(number), reason="негізделген") for code, number in cells
            ),
        )

    @property
    def criteria(self) -> ApprovedCriteria:
        assert self.manifest.contest.criteria is not None
        return self.manifest.contest.criteria

    def sheet(self, packet_id: str, member: str = "m1", **changes: object) -> Sheet:
        given: dict[str, object] = {
            "declarations": self.declared(Answer.NO_CONFLICT, Answer.CONFLICT, Answer.NO_CONFLICT),
            "marks": [self.scored("A-1", 5, 4, 3, 2, 1), self.scored("A-3", 5, 5)],
            "at": AT,
        }
        return build_sheet(self.manifest, packet_id, member, **(given | changes))  # type: ignore[arg-type]


def application(code: str, scan: bytes = SCAN) -> PacketApplication:
    return PacketApplication(
        code=code,
        territory="almaty-region",
        applicant=f"Әбдіқызы Үміт {code}",
        language="kk",
        project=Project(
            title=f"Жоба {code}",
            summary="ұзақ мәтін " * 20,
            aim="оңаша мақсат",
            grant_asked=900_000,
            plan=(PlanRow(number=1, action="бастау"),),
            budget=(BudgetRow(number=1, item="станок", amount=900_000),),
        ),
        attachments=(Attachment(name=f"{code}.pdf", size=len(scan), sha256=sha256(scan), personal=False),),
    )


@pytest.fixture(scope="session")
def small(keys: tuple[PrivateKey, ...]) -> Small:
    secretary, m1, m2, recovery, stranger = keys[:5]
    profile = load_profile("zhas-2024")
    approval = Approval(
        approved_by="Организатор", approved_on=date(2024, 3, 1), document="№ 5", agreed_with=("оператор",)
    )
    contest = Contest(
        id="7b0ed0f2-6f5c-4c55-9a0b-1f0a3f0c1a11",
        title=Both(kk="Шағын гранттар", ru="Малые гранты"),
        profile=profile,
        lot=profile.lots[0].code,
        parties=profile.parties,
        criteria=ApprovedCriteria(content=profile.criteria, approval=approval),
    )
    people = (
        Person(id="s1", name="Хатшы Айгүл", role=Role.SECRETARY, public_key=secretary.public_line),
        Person(id="m1", name="Мүше Ғалым", role=Role.MEMBER, proposed_chair=True, public_key=m1.public_line),
        Person(id="m2", name="Мүше Өркен", role=Role.MEMBER, public_key=m2.public_line),
        Person(id="r1", name="Сейф", role=Role.RECOVERY, public_key=recovery.public_line),
    )
    other = b"\x89PNG photo" * 100
    manifest = PacketManifest(
        contest=contest,
        roster=Roster(contest=contest.id, people=people),
        revision=1,
        built_at=AT,
        built_by="s1",
        technical=TechnicalSelection(received=3, admitted=3, refused=0, withdrawn=0, mended=0),
        applications=(application("A-1"), application("A-2", other), application("A-3")),
    )
    return Small(manifest, {sha256(SCAN): SCAN, sha256(other): other}, secretary, m1, m2, recovery, stranger)


@pytest.fixture
def packet(small: Small, tmp_path: Path) -> OpenPacket:
    path = tmp_path / "contest.packet"
    small.write(path)
    return open_packet(path, small.m1)


@pytest.fixture
def broken() -> Callable[[bytes, int, int], list[bytes]]:
    """Return copies of a file with one byte changed at every so-manieth place, and cut there."""

    def damage(data: bytes, every: int, mask: int) -> list[bytes]:
        changed = [data[:i] + bytes([data[i] ^ mask]) + data[i + 1 :] for i in range(0, len(data), every)]
        return [*changed, *(data[:i] for i in range(0, len(data), every))]

    return damage
