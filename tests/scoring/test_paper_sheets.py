"""Typing a paper sheet: one person types, another confirms and can't edit, the secretary's signature hands it in."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.contest.application import Project
from models.contest.commission import Person, Role, Roster
from models.contest.contest import Contest
from models.contest.criteria import Approval, ApprovedCriteria
from models.contest.profile_files import load_profile
from models.errors import FileError, ScoringError, SealError
from models.packet.manifest import PacketApplication, PacketManifest, TechnicalSelection
from models.scoring.paper import Hand, LineState, Paper, PaperLine, hand_of, paper_sheet, start_paper
from models.scoring.paper_files import (
    carry_sheet,
    hand_in_paper,
    paper_name,
    read_paper,
    sheet_name,
    sign_typed,
    write_paper,
)
from models.scoring.sheet_files import open_sheet
from models.sealing.keys import PrivateKey
from models.values import Both

AT = datetime(2024, 5, 2, 9, 30, tzinfo=UTC)
PACKET = "ab" * 32
CODES = ("A-1", "A-2", "A-3")
SECRETARY, STAFF, CHAIR, STRANGER = (PrivateKey.ephemeral(bytes([40 + n]) * 32) for n in range(4))


@dataclass(frozen=True)
class Desk:
    manifest: PacketManifest

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


def test_confirmed_paper_is_a_sheet_like_any_other(desk: Desk, tmp_path: Path) -> None:
    kept = tmp_path / sheet_name(PACKET, "m2")
    hand_in_paper(kept, desk.confirmed(), desk.manifest, SECRETARY, at=AT + timedelta(hours=2))
    (tmp_path / "usb").mkdir()
    path = carry_sheet(kept, tmp_path / "usb", "m2")
    assert carry_sheet(kept, tmp_path / "usb", "m2").name == "m2-r1-2.sheet"
    assert path.read_bytes() == kept.read_bytes()
    with pytest.raises(FileError):
        hand_in_paper(kept, desk.confirmed(), desk.manifest, SECRETARY, at=AT)
    sheet = open_sheet(path.read_bytes(), CHAIR, desk.manifest, PACKET).sheet
    assert sheet.typed is not None
    assert (sheet.typed.typed_by, sheet.typed.confirmed_by) == ("Қызметкер", "Хатшы")
    assert [entry.total for entry in sheet.applications] == [15, None, None]
    assert [cell.mark.state for cell in sheet.applications[1].marks] == ["recused"] * 5
    assert [cell.mark.state for cell in sheet.applications[2].marks][:2] == ["number", "not-given"]
    assert sheet.applications[0].comment == "қағаздағыдай"


def test_nobody_confirms_what_they_typed(desk: Desk) -> None:
    paper = desk.whole()
    with pytest.raises(ScoringError, match="another person confirms"):
        paper.confirm("A-1", by=desk.staff, at=AT)
    same_name = desk.secretary.model_copy(update={"name": " қызметкер"})
    with pytest.raises(ScoringError, match="another person confirms"):
        paper.confirm("A-1", by=same_name, at=AT)


def test_the_second_person_cannot_edit(desk: Desk) -> None:
    line = PaperLine(application="A-1", points=(5, 5, 5, 5, 5))
    with pytest.raises(ScoringError, match="Only Қызметкер"):
        desk.whole().type_line(line, desk.manifest, by=desk.secretary, at=AT)


def test_a_third_person_neither_types_nor_confirms(desk: Desk) -> None:
    with pytest.raises(ScoringError, match="Хатшы is confirming"):
        desk.confirmed().confirm("A-1", by=desk.hand(CHAIR), at=AT)
    with pytest.raises(ScoringError, match="nobody enrolled"):
        desk.hand(STRANGER)


def test_what_is_changed_later_is_confirmed_again(desk: Desk) -> None:
    paper = desk.typed(desk.confirmed(), "A-1", 5, 5, 5, 5, 5)
    assert [paper.state(code) for code in CODES] == [LineState.TYPED, LineState.CONFIRMED, LineState.CONFIRMED]
    with pytest.raises(ScoringError, match="A-1"):
        paper_sheet(paper, desk.manifest, at=AT)
    back = desk.typed(paper, "A-1", 5, 4, 3, 2, 1)
    assert back.state("A-1") is LineState.CONFIRMED


def test_a_line_is_sent_back_with_what_differs(desk: Desk) -> None:
    paper = desk.whole()
    with pytest.raises(ScoringError, match="Say what differs"):
        paper.send_back("A-1", "  ", by=desk.secretary, at=AT)
    paper = paper.send_back("A-1", "C2: қағазда 3", by=desk.secretary, at=AT)
    assert (paper.state("A-1"), paper.note("A-1")) == (LineState.SENT_BACK, "C2: қағазда 3")
    again = desk.typed(paper, "A-1", 5, 3, 3, 2, 1)
    assert (again.state("A-1"), again.note("A-1")) == (LineState.TYPED, "")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (PaperLine(application="A-1", points=(6, 0, 0, 0, 0)), "outside"),
        (PaperLine(application="A-1", points=(5, 5)), "a box for each"),
        (PaperLine(application="A-1", conflict=True, points=(1, None, None, None, None)), "at once"),
        (PaperLine(application="A-9", points=(0, 0, 0, 0, 0)), "not in this packet"),
    ],
)
def test_lines_that_cannot_be_on_the_paper_are_refused(desk: Desk, line: PaperLine, said: str) -> None:
    with pytest.raises(ScoringError, match=said):
        desk.start().type_line(line, desk.manifest, by=desk.staff, at=AT)


def test_an_untyped_line_cannot_be_confirmed(desk: Desk) -> None:
    with pytest.raises(ScoringError, match="not typed"):
        desk.start().confirm("A-1", by=desk.secretary, at=AT)


def test_a_member_does_not_type_the_own_sheet(desk: Desk) -> None:
    with pytest.raises(ScoringError, match="hands in"):
        start_paper(desk.manifest, PACKET, "m1", by=desk.hand(CHAIR), at=AT)


@settings(max_examples=30)
@given(order=st.permutations([(code, act) for code in CODES for act in ("type", "confirm")]))
def test_a_sheet_comes_out_only_when_every_line_was_confirmed_after_it_was_typed(
    desk: Desk, order: list[tuple[str, str]]
) -> None:
    paper, confirmed = desk.start(), set()
    for code, act in order:
        if act == "type":
            paper = desk.typed(paper, code, 1, 2, 3, 4, 5)
        elif code in paper.lines:
            paper = paper.confirm(code, by=desk.secretary, at=AT)
            confirmed.add(code)
    assert set(CODES) - set(paper.missing(CODES)) == confirmed


def test_files_keep_both_signatures(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "papers" / paper_name(PACKET, "m2")
    signed = sign_typed(desk.whole(), STAFF)
    write_paper(path, signed, desk.roster)
    opened = read_paper(path, SECRETARY, desk.manifest, PACKET, desk.roster)
    assert opened == signed
    checked = opened.with_checks(opened.paper.confirm("A-1", by=desk.secretary, at=AT), SECRETARY)
    write_paper(path, checked, desk.roster)
    for key in (STAFF, SECRETARY, CHAIR):
        assert read_paper(path, key, desk.manifest, PACKET, desk.roster) == checked
    with pytest.raises(SealError):
        read_paper(path, STRANGER, desk.manifest, PACKET, desk.roster)
    with pytest.raises(ScoringError, match="another packet"):
        read_paper(path, STAFF, desk.manifest, "00" * 32, desk.roster)


def test_files_forged_in_somebodys_name_are_refused(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "forged.paper"
    write_paper(path, sign_typed(desk.whole(), SECRETARY), desk.roster)
    with pytest.raises(SealError):
        read_paper(path, SECRETARY, desk.manifest, PACKET, desk.roster)
    confirmed = desk.confirmed()
    forged = sign_typed(desk.whole(), STAFF).with_checks(confirmed, STAFF)
    write_paper(path, forged, desk.roster)
    with pytest.raises(SealError):
        read_paper(path, SECRETARY, desk.manifest, PACKET, desk.roster)


def test_damaged_files_are_refused(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "one.paper"
    write_paper(path, sign_typed(desk.whole(), STAFF), desk.roster)
    data = path.read_bytes()
    for at in range(0, len(data), max(1, len(data) // 12)):
        path.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        with pytest.raises((FileError, SealError)):
            read_paper(path, SECRETARY, desk.manifest, PACKET, desk.roster)


def test_only_the_secretarys_key_hands_it_in(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(SealError):
        hand_in_paper(tmp_path / "one.sheet", desk.confirmed(), desk.manifest, STAFF, at=AT)
    assert list(tmp_path.iterdir()) == []
