import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.conflicts.declarations import Answer
from models.errors import FileError, ScoringError, SealError
from models.packet.roster_files import allowed_signers
from models.scoring.checking import check_sheet
from models.scoring.completeness import Progress, completeness
from models.scoring.drafts import build_sheet
from models.scoring.marks import NOT_GIVEN, RECUSED, points
from models.scoring.sheet_files import SignedSheet, open_sheet, read_sheet, seal_sheet, sign_sheet
from models.scoring.sheets import Sheet

ID = "f" * 64


def cells(sheet: Sheet, application: str) -> list[Any]:
    entry = next(each for each in sheet.applications if each.application == application)
    return [cell.mark for cell in entry.marks]


def test_built_sheet_has_every_cell_and_guesses_nothing(small: Any) -> None:
    sheet = small.sheet(ID)
    assert cells(sheet, "A-1") == [points(number) for number in (5, 4, 3, 2, 1)]
    assert cells(sheet, "A-2") == [RECUSED] * 5
    assert cells(sheet, "A-3") == [points(5), points(5), NOT_GIVEN, NOT_GIVEN, NOT_GIVEN]
    check_sheet(sheet, small.manifest, ID)


def test_not_sure_and_undeclared_stay_not_given(small: Any) -> None:
    marks = [small.scored(code, 5, 5, 5, 5, 5) for code in ("A-1", "A-2", "A-3", "A-9")]
    sheet = small.sheet(ID, declarations=small.declared(Answer.NOT_SURE), marks=marks)
    assert [cells(sheet, code) for code in ("A-1", "A-2", "A-3")] == [[NOT_GIVEN] * 5] * 3


def test_correction_follows_its_sheet_and_needs_a_reason(small: Any) -> None:
    first = small.sheet(ID)
    with pytest.raises(ScoringError, match="needs its reason"):
        small.sheet(ID, previous=first)
    second = small.sheet(ID, previous=first, correction=" қате терілді ")
    assert (second.revision, second.previous, second.correction) == (2, first.digest(), "қате терілді")


def test_completeness_says_what_is_missing(small: Any) -> None:
    declarations = small.declared(Answer.NO_CONFLICT, Answer.NOT_SURE)
    found = completeness(small.manifest, declarations, [small.scored("A-1", 5, 5)])
    assert [one.progress for one in found.applications] == [Progress.PARTLY, Progress.NOT_SURE, Progress.UNDECLARED]
    assert (found.total, found.declared, found.done, found.is_complete) == (3, 2, 1, False)
    assert (found.scored, found.to_score) == (0, 2)
    assert found.applications[0].missing == ("C3", "C4", "C5")
    assert found.next_unscored() == found.next_unscored("A-3") == found.next_unscored("A-1") == "A-1"
    silent = small.scored("A-1", 0, 0, 0, 0, 0)
    silent = silent.model_copy(
        update={"marks": tuple(cell.model_copy(update={"reason": " "}) for cell in silent.marks)}
    )
    done = completeness(small.manifest, small.declared(Answer.NO_CONFLICT, Answer.CONFLICT, Answer.CONFLICT), [silent])
    assert (done.is_complete, done.next_unscored(), len(done.without_reason)) == (True, None, 5)
    sheet = small.sheet(ID)
    assert completeness(small.manifest, sheet.declarations, sheet.applications).codes(Progress.PARTLY) == ("A-3",)


def test_sheet_opens_for_chair_secretary_recovery_and_its_member_only(small: Any) -> None:
    sheet = small.sheet(ID, "m2")
    data = seal_sheet(sheet, small.m2, small.manifest.roster)
    for key in (small.secretary, small.m1, small.recovery, small.m2):
        opened = open_sheet(data, key, small.manifest, ID)
        assert (opened.sheet, opened.sha256) == (sheet, sheet.digest())
        assert read_sheet(data, key) == sheet
    with pytest.raises(SealError, match="not sealed to your key"):
        open_sheet(data, small.stranger, small.manifest, ID)
    own = seal_sheet(small.sheet(ID), small.m1, small.manifest.roster)
    with pytest.raises(SealError, match="not sealed to your key"):
        open_sheet(own, small.m2, small.manifest, ID)


def test_sheet_is_signed_by_its_member(small: Any) -> None:
    roster = small.manifest.roster
    with pytest.raises(SealError, match="must be signed"):
        seal_sheet(small.sheet(ID), small.m2, roster)
    signed = sign_sheet(small.sheet(ID), small.m1, roster)
    assert signed == sign_sheet(small.sheet(ID), small.m1, roster)
    assert SignedSheet.from_bytes(signed.signed_bytes, signed.signature, roster) == signed
    with pytest.raises(SealError):
        SignedSheet.from_bytes(signed.signed_bytes, small.m2.sign("tandau-sheet", signed.signed_bytes), roster)
    with pytest.raises(SealError):
        SignedSheet.from_bytes(signed.signed_bytes, small.m1.sign("tandau-result", signed.signed_bytes), roster)
    with pytest.raises(FileError):
        SignedSheet.from_bytes(signed.signed_bytes + b" ", signed.signature, roster)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"contest": "other"}, "another contest"),
        ({"packet": "e" * 64}, "another packet"),
        ({"criteria": "0"}, "other criteria"),
        ({"member": "s1"}, "no member"),
        ({"member": "x"}, "no member"),
        ({"roster_version": 2}, "version 2 of the roster"),
        ({"revision": 2}, "does not say which"),
        ({"revision": 2, "previous": "0"}, "needs its reason"),
        ({"revision": 0}, "does not say which"),
    ],
)
def test_sheet_that_does_not_belong_is_refused_with_the_cure(small: Any, change: dict[str, Any], words: str) -> None:
    sheet = small.sheet(ID).model_copy(update=change)
    with pytest.raises(ScoringError, match=words) as caught:
        check_sheet(sheet, small.manifest, ID)
    assert "not taken" in str(caught.value)


def test_sheet_for_a_known_other_revision_names_it(small: Any) -> None:
    manifest = small.manifest.model_copy(update={"revision": 4, "previous": "d" * 64})
    with pytest.raises(ScoringError, match="made for revision 3 of the packet"):
        check_sheet(small.sheet("d" * 64), manifest, ID)
    with pytest.raises(ScoringError, match="made for revision 2 of the packet"):
        check_sheet(small.sheet("c" * 64), manifest, ID, known={"c" * 64: 2})


def test_every_wrong_cell_is_listed(small: Any) -> None:
    good = small.sheet(ID)
    one = good.applications[0]
    bad = one.marks[0].model_copy(update={"mark": points(6)})
    alien = one.marks[1].model_copy(update={"criterion": "C9"})
    marks = (bad, alien, one.marks[2], one.marks[2], one.marks[4].model_copy(update={"mark": RECUSED}))
    applications = (
        one.model_copy(update={"marks": marks}),
        small.scored("A-2", 1),
        small.scored("A-7", 1),
        good.applications[2],
        good.applications[2],
    )
    declarations = (*good.declarations, good.declarations[0].model_copy(update={"application": "A-8", "kind": "x"}))
    with pytest.raises(ScoringError) as caught:
        check_sheet(
            good.model_copy(update={"applications": applications, "declarations": declarations}), small.manifest, ID
        )
    assert caught.value.problems == (
        "A-8: not in this packet",
        "A-8: no such kind of conflict: x",
        "A-3: stated 2 times",
        "A-1 C3: stated 2 times",
        "A-1, C1: 6 is outside 0–5",
        "A-1: no such criterion: C9",
        "A-1: recused without a declared conflict of interest",
        "A-2: declared in conflict or not sure, and scored all the same",
        "A-7: not in this packet",
    )
    undeclared = good.model_copy(update={"declarations": good.declarations[1:]})
    with pytest.raises(ScoringError, match="before conflicts of interest were declared"):
        check_sheet(undeclared, small.manifest, ID)


@given(st.lists(st.lists(st.integers(0, 5), max_size=5), min_size=3, max_size=3), st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
def test_whatever_a_member_does_gives_a_sheet_that_passes(
    small: Any, numbers: list[list[int]], data: st.DataObject
) -> None:
    answers = data.draw(st.lists(st.sampled_from(Answer), max_size=3))
    marks = [small.scored(f"A-{place}", *row) for place, row in enumerate(numbers, 1)]
    sheet = build_sheet(small.manifest, ID, "m1", declarations=small.declared(*answers), marks=marks, at=small.at)
    check_sheet(sheet, small.manifest, ID)
    assert Sheet.from_json(sheet.canonical(), name="s") == sheet


def test_damaged_sheet_is_refused(small: Any, broken: Callable[[bytes, int, int], list[bytes]]) -> None:
    data = seal_sheet(small.sheet(ID), small.m1, small.manifest.roster)
    for copy in broken(data, 11, 0x01) + broken(data, 19, 0xFF):
        with pytest.raises((FileError, SealError)):
            open_sheet(copy, small.m1, small.manifest, ID)


def test_sheet_of_a_newer_program_is_refused_as_such(small: Any) -> None:
    signed = small.sheet(ID).canonical().replace(b'"format":1', b'"format":7')
    with pytest.raises(FileError, match="newer"):
        SignedSheet.from_bytes(signed, small.m1.sign("tandau-sheet", signed), small.manifest.roster)


def test_sheet_passes_the_usual_tool(small: Any, tmp_path: Path) -> None:
    if not (tool := shutil.which("ssh-keygen")):
        pytest.skip("ssh-keygen is not installed")
    signed = sign_sheet(small.sheet(ID), small.m1, small.manifest.roster)
    (tmp_path / "signers").write_text(allowed_signers(small.manifest.roster))
    (tmp_path / "sig").write_bytes(signed.signature)
    call = [tool, "-Y", "verify", "-f", tmp_path / "signers", "-I", "m1", "-n", "tandau-sheet", "-s", tmp_path / "sig"]
    subprocess.run(call, input=signed.signed_bytes, check=True, capture_output=True)


def test_whole_file_of_another_kind_is_not_called_damaged(small: Any) -> None:
    with pytest.raises(FileError, match="no score sheet"):
        open_sheet(b'{"card":{}}\n', small.m1, small.manifest, ID)
