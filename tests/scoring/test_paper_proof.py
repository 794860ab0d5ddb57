"""A sheet typed from paper stands on two people's signatures: the secretary alone can't make one up or change one."""

import re
import shutil
import subprocess
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from models.contest.commission import Role
from models.errors import ScoringError, SealError
from models.packet.roster_files import allowed_signers
from models.scoring.checking import check_sheet
from models.scoring.marks import points
from models.scoring.paper import Paper, paper_sheet, start_paper
from models.scoring.paper_files import sign_typed
from models.scoring.paper_rules import content_problems
from models.scoring.paper_statements import Check, Hand, PaperChecks, PaperLine, TypedPaper
from models.scoring.sheet_files import SignedSheet, open_sheet, seal_sheet
from models.scoring.sheets import Sheet, Typed
from models.sealing.keys import PrivateKey
from models.sealing.signatures import Namespace


def proof(typed: TypedPaper, checks: PaperChecks, typist: PrivateKey, checker: PrivateKey) -> Typed:
    """Both statements signed with the keys given."""
    return Typed(
        paper=typed,
        paper_signature=typist.sign(Namespace.PAPER, typed.canonical()).decode(),
        checks=checks,
        checks_signature=checker.sign(Namespace.PAPER_CHECKS, checks.canonical()).decode(),
    )


def honest(desk: Any) -> Sheet:
    paper = desk.confirmed()
    signed = sign_typed(paper, desk.staff_key).with_checks(paper, desk.secretary_key)
    signatures = (signed.typed_signature, signed.checks_signature)
    return paper_sheet(paper, desk.manifest, signatures=signatures, at=desk.at)


def read_again(desk: Any, sheet: Sheet) -> Sheet:
    """What a sitting does with a sheet that the secretary signed, whatever it says."""
    data = sheet.canonical()
    signature = desk.secretary_key.sign(Namespace.SHEET, data)
    read = SignedSheet.from_bytes(data, signature, desk.roster).sheet
    check_sheet(read, desk.manifest, sheet.packet)
    return read


def changed(sheet: Sheet, **fields: object) -> Sheet:
    return sheet.model_copy(update=fields)


def test_an_honest_sheet_is_read_with_both_statements(desk: Any) -> None:
    sheet = honest(desk)
    opened = open_sheet(seal_sheet(sheet, desk.secretary_key, desk.roster), desk.chair_key, desk.manifest, sheet.packet)
    assert opened.sheet == sheet == read_again(desk, sheet)
    assert sheet.typed is not None
    assert (sheet.typed.paper.typist.name, sheet.typed.checks.checker.name) == ("Қызметкер", "Хатшы")
    assert sheet.typed.checks.checked_at == desk.at + timedelta(hours=1)


def test_the_secretary_cannot_sign_for_the_other(desk: Any) -> None:
    sheet = honest(desk)
    assert sheet.typed is not None
    both = proof(sheet.typed.paper, sheet.typed.checks, desk.secretary_key, desk.secretary_key)
    with pytest.raises(SealError):
        read_again(desk, changed(sheet, typed=both))
    with pytest.raises(SealError):
        seal_sheet(changed(sheet, typed=both), desk.secretary_key, desk.roster)
    turned = sheet.typed.model_copy(update={"paper_signature": sheet.typed.checks_signature})
    with pytest.raises(SealError):
        read_again(desk, changed(sheet, typed=turned))


def test_the_secretary_cannot_invent_hands(desk: Any) -> None:
    sheet = honest(desk)
    assert sheet.typed is not None
    invented = PrivateKey.ephemeral(b"i" * 32)
    hand = Hand(id="t9", name="Ойдан Шыққан", public_key=invented.public_line)
    typed = sheet.typed.paper.model_copy(update={"typist": hand})
    with pytest.raises(ScoringError, match="new revision of the packet"):
        read_again(desk, changed(sheet, typed=proof(typed, sheet.typed.checks, invented, desk.secretary_key)))
    renamed = hand.model_copy(update={"id": "t1", "name": "Қызметкер"})
    typed = sheet.typed.paper.model_copy(update={"typist": renamed})
    with pytest.raises(ScoringError, match="new revision of the packet"):
        read_again(desk, changed(sheet, typed=proof(typed, sheet.typed.checks, invented, desk.secretary_key)))


@pytest.mark.parametrize("member", [True, False])
def test_one_person_or_a_member_is_no_second_hand(desk: Any, *, member: bool) -> None:
    sheet = honest(desk)
    assert sheet.typed is not None
    key = desk.chair_key if member else desk.staff_key
    person = next(one for one in desk.roster.people if one.public_key == key.public_line)
    hand = Hand(id=person.id, name=person.name, public_key=key.public_line)
    checks = sheet.typed.checks.model_copy(update={"checker": hand})
    with pytest.raises(ScoringError, match="not enrolled as secretary or staff" if member else "by another"):
        read_again(desk, changed(sheet, typed=proof(sheet.typed.paper, checks, desk.staff_key, key)))


def test_a_member_in_the_office_does_not_type_the_own_sheet(desk: Any) -> None:
    people = tuple(
        one.model_copy(update={"name": "Мүше"}) if one.role is Role.STAFF else one for one in desk.roster.people
    )
    sheet = honest(desk)
    assert sheet.typed is not None
    typist = sheet.typed.paper.typist.model_copy(update={"name": "Мүше"})
    typed = sheet.typed.paper.model_copy(update={"typist": typist})
    data = changed(sheet, typed=proof(typed, sheet.typed.checks, desk.staff_key, desk.secretary_key)).canonical()
    with pytest.raises(ScoringError, match="the own sheet"):
        SignedSheet.from_bytes(
            data,
            desk.secretary_key.sign(Namespace.SHEET, data),
            desk.roster.model_copy(update={"people": people}),
        )


def test_the_sheet_says_nothing_but_what_was_typed(desk: Any) -> None:
    sheet = honest(desk)
    first = sheet.applications[0]
    cell = first.marks[4].model_copy(update={"mark": points(5)})
    dearer = first.model_copy(update={"marks": (*first.marks[:4], cell)})
    with pytest.raises(ScoringError, match="A-1: the sheet says otherwise"):
        read_again(desk, changed(sheet, applications=(dearer, *sheet.applications[1:])))
    with pytest.raises(ScoringError, match="A-1: the sheet says otherwise"):
        read_again(desk, changed(sheet, applications=sheet.applications[1:]))
    noted = sheet.declarations[1].model_copy(update={"note": "қосымша"})
    with pytest.raises(ScoringError, match="A-2: the sheet says otherwise"):
        read_again(desk, changed(sheet, declarations=(sheet.declarations[0], noted, sheet.declarations[2])))


def test_statements_of_another_paper_prove_nothing(desk: Any) -> None:
    sheet = honest(desk)
    with pytest.raises(ScoringError, match="another paper"):
        read_again(desk, changed(sheet, member="m1"))
    corrected = changed(sheet, revision=2, previous=sheet.digest(), correction="қайта енгізілді")
    with pytest.raises(ScoringError, match="another paper"):
        read_again(desk, corrected)


def test_checks_of_one_member_confirm_no_other_member(desk: Any) -> None:
    """Two members may give an application the same points: then the lines are the same, the papers are not."""
    sheet = honest(desk)
    assert sheet.typed is not None
    other = sheet.typed.paper.model_copy(update={"member": "m1"})
    typed = proof(other, sheet.typed.checks, desk.staff_key, desk.secretary_key)
    with pytest.raises(ScoringError, match="another paper"):
        read_again(desk, changed(sheet, member="m1", typed=typed))


def test_every_line_is_there_once_and_confirmed_as_it_stands(desk: Any) -> None:
    sheet = honest(desk)
    assert sheet.typed is not None
    paper, checks = sheet.typed.paper, sheet.typed.checks

    def said(typed: TypedPaper, confirmed: tuple[Check, ...]) -> str:
        both = proof(typed, checks.model_copy(update={"checks": confirmed}), desk.staff_key, desk.secretary_key)
        return "\n".join(content_problems(changed(sheet, typed=both), desk.manifest))

    assert said(paper, checks.checks) == ""
    assert "A-3: not confirmed" in said(paper, checks.checks[:2])
    back = checks.checks[0].model_copy(update={"confirmed": False})
    assert "A-1: not confirmed" in said(paper, (back, *checks.checks[1:]))
    assert "twice" in said(paper, (back, *checks.checks))
    retyped = PaperLine(application="A-1", points=(5, 5, 5, 5, 5))
    assert "A-1: not confirmed" in said(paper.model_copy(update={"lines": (retyped, *paper.lines[1:])}), checks.checks)
    doubled = paper.model_copy(update={"lines": (paper.lines[0], *paper.lines)})
    assert "once" in said(doubled, checks.checks)
    short = PaperLine(application="A-1", points=(5,))
    assert "a box for each" in said(paper.model_copy(update={"lines": (short, *paper.lines[1:])}), checks.checks)


def test_who_was_enrolled_later_needs_a_new_revision_of_the_packet(desk: Any) -> None:
    late = Hand(id="t7", name="Жаңа Қызметкер", public_key=PrivateKey.ephemeral(b"l" * 32).public_line)
    with pytest.raises(ScoringError, match="new revision of the packet"):
        start_paper(desk.manifest, desk.packet, "m2", by=late, at=desk.at)


def test_a_correction_on_paper_follows_its_sheet(desk: Any) -> None:
    first = honest(desk)
    paper = start_paper(desk.manifest, desk.packet, "m2", by=desk.staff, at=desk.at, previous=first)
    paper = Paper(typed=paper.typed.model_copy(update={"lines": first.typed.paper.lines if first.typed else ()}))
    for line in paper.typed.lines:
        paper = paper.confirm(line.application, by=desk.secretary, at=desk.at)
    signed = sign_typed(paper, desk.staff_key).with_checks(paper, desk.secretary_key)
    sheet = paper_sheet(
        paper,
        desk.manifest,
        signatures=(signed.typed_signature, signed.checks_signature),
        at=desk.at,
        previous=first,
        correction="қағазда қате болды",
    )
    assert read_again(desk, sheet).revision == 2


def test_the_commands_of_the_page_check_both_signatures(desk: Any, tmp_path: Path) -> None:
    if any(shutil.which(tool) is None for tool in ("bash", "ssh-keygen", "jq")):
        pytest.skip("needs bash, ssh-keygen and jq")
    page = Path(__file__, "..", "..", "..", "docs", "files.md").resolve().read_text(encoding="utf-8")
    (commands,) = re.findall(r"^```bash\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    for folder in ("sheet", "packet"):
        (tmp_path / folder).mkdir()
    (tmp_path / "sheet" / "sheet.json").write_bytes(honest(desk).canonical())
    (tmp_path / "packet" / "allowed_signers").write_text(allowed_signers(desk.roster), encoding="utf-8")
    done = subprocess.run(["bash", "-euc", commands], cwd=tmp_path, check=True, capture_output=True, text=True)
    assert re.findall('Good "([a-z-]+)" signature for (..)', done.stdout) == [
        ("tandau-paper", "t1"),
        ("tandau-paper-checks", "s1"),
    ]
