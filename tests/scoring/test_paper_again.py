"""A paper that follows another: the correction of a handed-in sheet, and the same paper for a later packet."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from models.contest.application import Project
from models.errors import ScoringError, SealError
from models.packet.manifest import PacketManifest
from models.scoring.paper import LineState, Paper
from models.scoring.paper_again import as_before, carry_paper, confirmed_lines, correct_paper, unchanged
from models.scoring.paper_desk import PaperDesk, PaperState
from models.scoring.paper_files import SignedPaper, hand_in_paper, sign_typed
from models.scoring.paper_rules import content_problems
from models.scoring.paper_statements import PaperLine
from models.scoring.sheet_files import open_sheet
from models.scoring.sheets import Sheet

NEXT = "cd" * 32


@pytest.fixture
def office(desk: Any, tmp_path: Path) -> PaperDesk:
    """The office's folder, in which the member's sheet was handed in."""
    made = PaperDesk(tmp_path / "paper", desk.packet, desk.manifest, desk.roster)
    paper = desk.confirmed()
    signed = sign_typed(paper, desk.staff_key).with_checks(paper, desk.secretary_key)
    made.keep(signed)
    hand_in_paper(made.sheet_path("m2"), signed, desk.manifest, desk.secretary_key, at=desk.at)
    return made


def state(office: PaperDesk, desk: Any) -> PaperState:
    return office.state(desk.roster.person("m2"), desk.secretary_key)


def corrected(office: PaperDesk, desk: Any) -> Paper:
    previous = office.previous("m2", desk.secretary_key)
    assert previous is not None
    return correct_paper(desk.manifest, previous, correction="мүшенің хаты", by=desk.secretary, at=desk.at)


def later(desk: Any, **projects: str) -> PacketManifest:
    """Return a second revision of the packet in which some applications are titled anew."""
    applications = tuple(
        one.model_copy(update={"project": Project(title=projects.get(one.code.replace("-", "_"), one.project.title))})
        for one in desk.manifest.applications
    )
    return desk.manifest.model_copy(update={"revision": 2, "previous": desk.packet, "applications": applications})  # type: ignore[no-any-return]  # a desk is Any here


def test_a_correction_is_a_further_revision_with_its_reason(office: PaperDesk, desk: Any) -> None:
    assert (state(office, desk).handed_in, state(office, desk).revision) == (True, 1)
    paper = corrected(office, desk)
    assert paper.lines == desk.whole().lines
    assert {paper.state(code) for code in paper.lines} == {LineState.TYPED}
    paper = paper.type_line(
        PaperLine(application="A-3", points=(5, 4, 5, 5, 5)), desk.manifest, by=desk.secretary, at=desk.at
    )
    signed = sign_typed(paper, desk.secretary_key)
    office.keep(signed)
    now = state(office, desk)
    assert (now.handed_in, now.revision, now.signed) == (False, 2, signed)
    assert as_before(paper, now.before) == ("A-1", "A-2")
    at = desk.at + timedelta(hours=1)
    paper = paper.confirm_lines(as_before(paper, now.before), by=desk.staff, at=at)
    assert paper.missing(paper.lines) == ("A-3",)
    paper = paper.confirm("A-3", by=desk.staff, at=at)
    signed = signed.with_checks(paper, desk.staff_key)
    previous = office.previous("m2", desk.secretary_key)
    path = office.sheet_path("m2", 2)
    hand_in_paper(path, signed, desk.manifest, desk.secretary_key, at=at, previous=previous)
    sheet = open_sheet(path.read_bytes(), desk.chair_key, desk.manifest, desk.packet).sheet
    assert previous is not None
    assert (sheet.revision, sheet.previous, sheet.correction) == (2, previous.digest(), "мүшенің хаты")
    assert [entry.total for entry in sheet.applications] == [15, None, 24]
    office.keep(signed)
    assert (state(office, desk).handed_in, state(office, desk).revision) == (True, 2)


def test_a_correction_needs_its_reason_and_a_paper_behind_the_sheet(office: PaperDesk, desk: Any) -> None:
    previous = office.previous("m2", desk.secretary_key)
    assert previous is not None
    with pytest.raises(ScoringError, match="needs its reason"):
        correct_paper(desk.manifest, previous, correction=" ", by=desk.secretary, at=desk.at)
    own = previous.model_copy(update={"typed": None})
    with pytest.raises(ScoringError, match="own key"):
        correct_paper(desk.manifest, own, correction="x", by=desk.secretary, at=desk.at)
    with pytest.raises(SealError):
        office.previous("m2", desk.staff_key)


def test_the_reason_that_was_typed_is_the_reason_of_the_sheet(office: PaperDesk, desk: Any) -> None:
    paper = corrected(office, desk).confirm_lines(("A-1", "A-2", "A-3"), by=desk.staff, at=desk.at)
    previous = office.previous("m2", desk.secretary_key)
    signed = sign_typed(paper, desk.secretary_key).with_checks(paper, desk.staff_key)
    path = office.sheet_path("m2", 2)
    hand_in_paper(path, signed, desk.manifest, desk.secretary_key, at=desk.at, previous=previous)
    sheet: Sheet = open_sheet(path.read_bytes(), desk.chair_key, desk.manifest, desk.packet).sheet
    assert list(content_problems(sheet, desk.manifest)) == []
    other = sheet.model_copy(update={"correction": "басқа себеп"})
    assert "correction" in "\n".join(content_problems(other, desk.manifest))


def test_a_paper_of_before_corrections_were_typed_keeps_its_bytes(desk: Any) -> None:
    written = desk.whole().typed.canonical()
    assert b"revision" not in written
    assert b"correction" not in written


def test_lines_of_unchanged_applications_come_along_to_the_next_packet(office: PaperDesk, desk: Any) -> None:
    manifest = later(desk, A_3="Басқа жоба")
    following = PaperDesk(office.folder, NEXT, manifest, desk.roster, ((desk.packet, desk.manifest),))
    earlier = state(following, desk).earlier
    assert earlier is not None
    assert (earlier.kept, earlier.anew) == (("A-1", "A-2"), ("A-3",))
    paper = carry_paper(earlier.paper, earlier.packet, manifest, NEXT, by=desk.staff, at=desk.at)
    assert (paper.typed.packet, tuple(paper.lines)) == (NEXT, ("A-1", "A-2"))
    following.keep(SignedPaper(paper, sign_typed(paper, desk.staff_key).typed_signature))
    now = state(following, desk)
    assert (now.earlier, now.count(LineState.TYPED), now.count(LineState.EMPTY)) == (None, 2, 1)
    assert as_before(paper, now.before) == ("A-1", "A-2")
    assert not now.handed_in


def test_other_criteria_leave_only_the_conflicts(desk: Any) -> None:
    paper = desk.confirmed()
    contest = desk.manifest.contest
    content = contest.criteria.content.model_copy(update={"version": 2})
    criteria = contest.criteria.model_copy(update={"content": content})
    manifest = desk.manifest.model_copy(update={"contest": contest.model_copy(update={"criteria": criteria})})
    assert unchanged(desk.manifest, manifest, paper.lines) == ("A-2",)
    assert set(confirmed_lines(paper)) == {"A-1", "A-2", "A-3"}
    typed = desk.typed(desk.start(), "A-1", 1, 1, 1, 1, 1)
    with pytest.raises(ScoringError, match="nothing was carried over"):
        carry_paper(typed, desk.manifest, manifest, NEXT, by=desk.staff, at=desk.at)


def test_an_earlier_paper_that_cannot_be_read_is_told_of(office: PaperDesk, desk: Any) -> None:
    office.path("m2").write_bytes(b"?")
    following = PaperDesk(office.folder, NEXT, later(desk), desk.roster, ((desk.packet, desk.manifest),))
    now = state(following, desk)
    assert now.earlier is None
    assert now.earlier_problem
    assert not now.problem
