"""Typing a paper sheet: one person types, another confirms and can't edit, the secretary's signature hands it in."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.errors import FileError, ScoringError, SealError
from models.scoring.paper import LineState, paper_sheet, start_paper
from models.scoring.paper_files import (
    carry_sheet,
    hand_in_paper,
    paper_name,
    read_paper,
    sheet_name,
    sign_typed,
    write_paper,
)
from models.scoring.paper_statements import Hand, PaperLine
from models.scoring.sheet_files import open_sheet

AT = datetime(2024, 5, 2, 9, 30, tzinfo=UTC)
PACKET = "ab" * 32
CODES = ("A-1", "A-2", "A-3")


def test_confirmed_paper_is_a_sheet_like_any_other(desk: Any, tmp_path: Path) -> None:
    kept = tmp_path / sheet_name(PACKET, "m2")
    paper = desk.confirmed()
    signed = sign_typed(paper, desk.staff_key).with_checks(paper, desk.secretary_key)
    hand_in_paper(kept, signed, desk.manifest, desk.secretary_key, at=AT + timedelta(hours=2))
    (tmp_path / "usb").mkdir()
    path = carry_sheet(kept, tmp_path / "usb", "m2")
    assert carry_sheet(kept, tmp_path / "usb", "m2").name == "m2-r1-2.sheet"
    assert path.read_bytes() == kept.read_bytes()
    with pytest.raises(FileError):
        hand_in_paper(kept, signed, desk.manifest, desk.secretary_key, at=AT)
    sheet = open_sheet(path.read_bytes(), desk.chair_key, desk.manifest, PACKET).sheet
    assert sheet.typed is not None
    assert (sheet.typed.paper.typist.name, sheet.typed.checks.checker.name) == ("Қызметкер", "Хатшы")
    assert [entry.total for entry in sheet.applications] == [15, None, None]
    assert [cell.mark.state for cell in sheet.applications[1].marks] == ["recused"] * 5
    assert [cell.mark.state for cell in sheet.applications[2].marks][:2] == ["number", "not-given"]
    assert sheet.applications[0].comment == "қағаздағыдай"


def test_nobody_confirms_what_they_typed(desk: Any) -> None:
    paper = desk.whole()
    with pytest.raises(ScoringError, match="another person confirms"):
        paper.confirm("A-1", by=desk.staff, at=AT)
    same_name = desk.secretary.model_copy(update={"name": " қызметкер"})
    with pytest.raises(ScoringError, match="another person confirms"):
        paper.confirm("A-1", by=same_name, at=AT)


def test_the_second_person_cannot_edit(desk: Any) -> None:
    line = PaperLine(application="A-1", points=(5, 5, 5, 5, 5))
    with pytest.raises(ScoringError, match="Only Қызметкер"):
        desk.whole().type_line(line, desk.manifest, by=desk.secretary, at=AT)


def test_a_third_person_neither_types_nor_confirms(desk: Any) -> None:
    with pytest.raises(ScoringError, match="Хатшы is confirming"):
        desk.confirmed().confirm("A-1", by=desk.hand(desk.second_staff_key), at=AT)
    with pytest.raises(ScoringError, match="member of the commission"):
        desk.hand(desk.chair_key)
    with pytest.raises(ScoringError, match="nobody enrolled"):
        desk.hand(desk.stranger_key)


def test_what_is_changed_later_is_confirmed_again(desk: Any) -> None:
    paper = desk.typed(desk.confirmed(), "A-1", 5, 5, 5, 5, 5)
    assert [paper.state(code) for code in CODES] == [LineState.TYPED, LineState.CONFIRMED, LineState.CONFIRMED]
    with pytest.raises(ScoringError, match="A-1"):
        paper_sheet(paper, desk.manifest, signatures=(b"", b""), at=AT)
    back = desk.typed(paper, "A-1", 5, 4, 3, 2, 1)
    assert back.state("A-1") is LineState.CONFIRMED


def test_a_line_is_sent_back_with_what_differs(desk: Any) -> None:
    paper = desk.whole()
    with pytest.raises(ScoringError, match="Say what differs"):
        paper.send_back("A-1", "  ", by=desk.secretary, at=AT)
    paper = paper.send_back("A-1", "C2: қағазда 3", by=desk.secretary, at=AT)
    assert (paper.state("A-1"), paper.note("A-1")) == (LineState.SENT_BACK, "C2: қағазда 3")
    with pytest.raises(ScoringError, match="A-1 was sent back and is the same as before"):
        desk.typed(paper, "A-1", 5, 4, 3, 2, 1)
    assert paper.confirm("A-1", by=desk.secretary, at=AT).state("A-1") is LineState.CONFIRMED
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
def test_lines_that_cannot_be_on_the_paper_are_refused(desk: Any, line: PaperLine, said: str) -> None:
    with pytest.raises(ScoringError, match=said):
        desk.start().type_line(line, desk.manifest, by=desk.staff, at=AT)


def test_an_untyped_line_cannot_be_confirmed(desk: Any) -> None:
    with pytest.raises(ScoringError, match="not typed"):
        desk.start().confirm("A-1", by=desk.secretary, at=AT)


def test_a_member_does_not_type_the_own_sheet(desk: Any) -> None:
    with pytest.raises(ScoringError, match="hands in"):
        start_paper(
            desk.manifest, PACKET, "m1", by=Hand(id="m1", name="Төраға", public_key=desk.chair_key.public_line), at=AT
        )


@settings(max_examples=30)
@given(order=st.permutations([(code, act) for code in CODES for act in ("type", "confirm")]))
def test_a_sheet_comes_out_only_when_every_line_was_confirmed_after_it_was_typed(
    desk: Any, order: list[tuple[str, str]]
) -> None:
    paper, confirmed = desk.start(), set()
    for code, act in order:
        if act == "type":
            paper = desk.typed(paper, code, 1, 2, 3, 4, 5)
        elif code in paper.lines:
            paper = paper.confirm(code, by=desk.secretary, at=AT)
            confirmed.add(code)
    assert set(CODES) - set(paper.missing(CODES)) == confirmed


def test_files_keep_both_signatures(desk: Any, tmp_path: Path) -> None:
    path = tmp_path / "papers" / paper_name(PACKET, "m2")
    signed = sign_typed(desk.whole(), desk.staff_key)
    write_paper(path, signed, desk.roster)
    opened = read_paper(path, desk.secretary_key, desk.manifest, PACKET, desk.roster)
    assert opened == signed
    checked = opened.with_checks(opened.paper.confirm("A-1", by=desk.secretary, at=AT), desk.secretary_key)
    write_paper(path, checked, desk.roster)
    for key in (desk.staff_key, desk.secretary_key, desk.chair_key):
        assert read_paper(path, key, desk.manifest, PACKET, desk.roster) == checked
    with pytest.raises(SealError):
        read_paper(path, desk.stranger_key, desk.manifest, PACKET, desk.roster)
    with pytest.raises(ScoringError, match="another packet"):
        read_paper(path, desk.staff_key, desk.manifest, "00" * 32, desk.roster)


def test_files_forged_in_somebodys_name_are_refused(desk: Any, tmp_path: Path) -> None:
    path = tmp_path / "forged.paper"
    write_paper(path, sign_typed(desk.whole(), desk.secretary_key), desk.roster)
    with pytest.raises(SealError):
        read_paper(path, desk.secretary_key, desk.manifest, PACKET, desk.roster)
    confirmed = desk.confirmed()
    forged = sign_typed(desk.whole(), desk.staff_key).with_checks(confirmed, desk.staff_key)
    write_paper(path, forged, desk.roster)
    with pytest.raises(SealError):
        read_paper(path, desk.secretary_key, desk.manifest, PACKET, desk.roster)


def test_damaged_files_are_refused(desk: Any, tmp_path: Path) -> None:
    path = tmp_path / "one.paper"
    write_paper(path, sign_typed(desk.whole(), desk.staff_key), desk.roster)
    data = path.read_bytes()
    for at in range(0, len(data), max(1, len(data) // 12)):
        path.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        with pytest.raises((FileError, SealError)):
            read_paper(path, desk.secretary_key, desk.manifest, PACKET, desk.roster)


def test_only_the_secretarys_key_hands_it_in(desk: Any, tmp_path: Path) -> None:
    paper = desk.confirmed()
    signed = sign_typed(paper, desk.staff_key).with_checks(paper, desk.secretary_key)
    with pytest.raises(SealError):
        hand_in_paper(tmp_path / "one.sheet", signed, desk.manifest, desk.staff_key, at=AT)
    assert list(tmp_path.iterdir()) == []
