"""A desk with a packet of three applications, on which a member's paper is typed by staff and confirmed."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest

from models.contest.application import Project
from models.contest.commission import Person, Role, Roster
from models.contest.contest import Contest
from models.contest.criteria import Approval, ApprovedCriteria
from models.contest.profile_files import load_profile
from models.packet.manifest import PacketApplication, PacketManifest, TechnicalSelection
from models.scoring.paper import Paper, hand_of, start_paper
from models.scoring.paper_statements import Hand, PaperLine
from models.sealing.keys import PrivateKey
from models.values import Both

AT = datetime(2024, 5, 2, 9, 30, tzinfo=UTC)
PACKET = "ab" * 32
CODES = ("A-1", "A-2", "A-3")
SECRETARY, STAFF, CHAIR, STRANGER, SECOND_STAFF = (PrivateKey.ephemeral(bytes([40 + n]) * 32) for n in range(5))


@dataclass(frozen=True)
class Desk:
    manifest: PacketManifest
    secretary_key: PrivateKey = SECRETARY
    staff_key: PrivateKey = STAFF
    second_staff_key: PrivateKey = SECOND_STAFF
    chair_key: PrivateKey = CHAIR
    stranger_key: PrivateKey = STRANGER
    at: datetime = AT
    packet: str = PACKET

    @property
    def roster(self) -> Roster:
        return self.manifest.roster

    def hand(self, key: PrivateKey) -> Hand:
        return hand_of(self.roster, key.public_line)

    @property
    def secretary(self) -> Hand:
        return self.hand(SECRETARY)

    @property
    def staff(self) -> Hand:
        return self.hand(STAFF)

    def start(self) -> Paper:
        return start_paper(self.manifest, PACKET, "m2", by=self.staff, at=AT)

    def typed(self, paper: Paper, code: str, *points: int | None, conflict: bool = False) -> Paper:
        line = PaperLine(application=code, conflict=conflict, points=points, reason="қағаздағыдай")
        return paper.type_line(line, self.manifest, by=self.staff, at=AT)

    def whole(self) -> Paper:
        paper = self.typed(self.start(), "A-1", 5, 4, 3, 2, 1)
        paper = self.typed(paper, "A-2", conflict=True)
        return self.typed(paper, "A-3", 5, None, 5, 5, 5)

    def confirmed(self) -> Paper:
        paper = self.whole()
        for code in CODES:
            paper = paper.confirm(code, by=self.secretary, at=AT + timedelta(hours=1))
        return paper


@pytest.fixture(scope="module")
def desk() -> Desk:
    profile = load_profile("zhas-2024")
    approval = Approval(approved_by="–", approved_on=date(2024, 3, 1), document="№ 5", agreed_with=("оператор",))
    contest = Contest(
        id="7b0ed0f2-6f5c-4c55-9a0b-1f0a3f0c1a11",
        title=Both(kk="Шағын гранттар", ru="Малые гранты"),
        profile=profile,
        lot=profile.lots[0].code,
        parties=profile.parties,
        criteria=ApprovedCriteria(content=profile.criteria, approval=approval),
    )
    people = (
        Person(id="s1", name="Хатшы", role=Role.SECRETARY, public_key=SECRETARY.public_line),
        Person(id="t1", name="Қызметкер", role=Role.STAFF, public_key=STAFF.public_line),
        Person(id="t2", name="Екінші Қызметкер", role=Role.STAFF, public_key=SECOND_STAFF.public_line),
        Person(id="m1", name="Төраға", role=Role.MEMBER, proposed_chair=True, public_key=CHAIR.public_line),
        Person(id="m2", name="Мүше", role=Role.MEMBER, public_key=PrivateKey.ephemeral(b"p" * 32).public_line),
    )
    applications = tuple(
        PacketApplication(
            code=code,
            territory=contest.territories[0].code,
            applicant="Үміт",
            language="kk",
            project=Project(title=code),
        )
        for code in CODES
    )
    return Desk(
        PacketManifest(
            contest=contest,
            roster=Roster(contest=contest.id, people=people),
            revision=1,
            built_at=AT,
            built_by="s1",
            technical=TechnicalSelection(received=3, admitted=3, refused=0, withdrawn=0, mended=0),
            applications=applications,
        )
    )
