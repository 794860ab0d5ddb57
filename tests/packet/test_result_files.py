import io
import json
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from models.conflicts.declarations import Answer
from models.errors import FileError, ScoringError, SealError
from models.packet.roster_files import allowed_signers
from models.scoring.marks import points
from models.scoring.sheet_files import SignedSheet, sign_sheet
from models.sealing.containers import pack
from models.sitting.acts import AttendanceTaken, ChairElected, Choice, Opened, Presence, Vote
from models.sitting.chain import head
from models.sitting.held.result_files import build_result, open_result, result_bytes, strip, write_result
from models.sitting.result import Result
from models.values import link

ID = "a" * 64


@pytest.fixture(scope="module")
def sheets(small: Any) -> tuple[SignedSheet, ...]:
    roster = small.manifest.roster
    every = small.declared(*[Answer.NO_CONFLICT] * 3)
    first = small.sheet(ID, "m2", declarations=every)
    second = small.sheet(ID, "m2", declarations=every, previous=first, correction="қате")
    return (
        sign_sheet(second, small.m2, roster),
        sign_sheet(small.sheet(ID, "m1"), small.m1, roster),
        sign_sheet(first, small.m2, roster),
    )


@pytest.fixture(scope="module")
def acts(small: Any) -> tuple[Any, ...]:
    votes = tuple(Vote(member=member, choice=Choice.FOR) for member in ("m1", "m2"))
    return (
        Opened(at=small.at, by="s1", number="7", on=date(2024, 5, 2), place="Қонаев", form="in-person"),
        AttendanceTaken(at=small.at, by="s1", presence=(("m1", Presence.PRESENT), ("m2", Presence.REMOTE))),
        ChairElected(at=small.at, by="s1", chair="m1", votes=votes),
    )


@pytest.fixture(scope="module")
def result(small: Any, sheets: tuple[SignedSheet, ...], acts: tuple[Any, ...]) -> Result:
    return build_result(ID, small.manifest, [one.sheet for one in sheets], acts)


def test_same_set_of_sheets_gives_the_same_bytes_in_any_order(
    small: Any, sheets: tuple[SignedSheet, ...], acts: tuple[Any, ...], result: Result
) -> None:
    data = result_bytes(result, sheets, small.m1)
    for order in (sheets[::-1], (*sheets, sheets[0])):
        again = build_result(ID, small.manifest, [one.sheet for one in order], acts)
        assert result_bytes(again, order, small.m1) == data
    assert [(one.member, one.revision, one.counts) for one in result.sheets] == [
        ("m1", 1, True),
        ("m2", 1, False),
        ("m2", 2, True),
    ]
    assert [(member, [one.application for one in told]) for member, told in result.declarations] == [("m1", ["A-2"])]


def test_result_comes_back_with_its_sheets_verbatim(
    small: Any, sheets: tuple[SignedSheet, ...], result: Result, tmp_path: Path
) -> None:
    path = tmp_path / "contest.result"
    digest = write_result(path, result, sheets, small.m1)
    opened = open_result(path)
    assert (opened.result, opened.signer_line) == (result, small.m1.public_line)
    assert opened.sha256 == digest == result.digest()
    assert opened.sheets == (sheets[1], sheets[2], sheets[0])
    assert open_result(path.read_bytes()) == opened
    with pytest.raises(FileError, match="already exists"):
        write_result(path, result, sheets, small.m1)


def test_result_names_the_end_of_the_log(
    small: Any, sheets: tuple[SignedSheet, ...], acts: tuple[Any, ...], result: Result
) -> None:
    assert result.log == head(acts) != head(acts[:-1])
    assert (head(()), head(acts)) == ("", link(head(acts[:-1]), acts[-1].canonical().decode()))
    with pytest.raises(SealError, match="contradicts itself"):
        open_result(forged(result, sheets, small.m1, lambda content: content.update(log=head(acts[:-1]))))


def test_result_holds_no_texts_nor_attachments(small: Any, result: Result) -> None:
    assert strip(result.manifest) == result.manifest == strip(small.manifest)
    text = result.canonical().decode()
    for private in ("ұзақ мәтін", "оңаша мақсат", "станок", "A-1.pdf"):
        assert private not in text
    assert result.manifest.applications[0].project.grant_asked == 900_000


def test_result_is_signed_by_the_elected_chair(small: Any, sheets: tuple[SignedSheet, ...], result: Result) -> None:
    with pytest.raises(SealError, match="elected chair"):
        result_bytes(result, sheets, small.m2)
    headless = result.model_copy(update={"outcome": result.outcome.model_copy(update={"chair": None})})
    with pytest.raises(SealError, match="no elected chair"):
        result_bytes(headless, sheets, small.m1)
    with pytest.raises(SealError, match="exactly the sheets"):
        result_bytes(result, sheets[:2], small.m1)


def forged(
    result: Result, sheets: tuple[SignedSheet, ...], key: Any, change: Callable[[dict[str, Any]], None]
) -> bytes:
    """Return the file a dishonest chair could sign."""
    with zipfile.ZipFile(io.BytesIO(result_bytes(result, sheets, key))) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    content = json.loads(entries["result.json"])
    change(content)
    data = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    return pack((entries | {"result.json": data, "result.json.sig": key.sign("tandau-result", data)}).items())


def test_table_that_is_not_what_the_sheets_give_is_refused(
    small: Any, sheets: tuple[SignedSheet, ...], result: Result
) -> None:
    def raise_total(content: dict[str, Any]) -> None:
        line = content["outcome"]["territories"][0]["lines"][0]
        line["number_of_marks"] += 1

    def drop_declarations(content: dict[str, Any]) -> None:
        content["declarations"] = []

    def count_the_old_sheet(content: dict[str, Any]) -> None:
        content["sheets"][1]["counts"] = True

    for change in (raise_total, drop_declarations, count_the_old_sheet):
        with pytest.raises(SealError, match="contradicts itself"):
            open_result(forged(result, sheets, small.m1, change))
    assert open_result(forged(result, sheets, small.m1, lambda _: None)).result == result
    with pytest.raises(FileError, match="newer"):
        open_result(forged(result, sheets, small.m1, lambda content: content.update(format=2)))


def test_sheet_that_its_member_did_not_sign_is_refused(
    small: Any, sheets: tuple[SignedSheet, ...], acts: tuple[Any, ...]
) -> None:
    changed = sheets[1].sheet.model_copy(update={"handed_in": small.at.replace(year=2025)})
    false = SignedSheet(changed, changed.canonical(), sheets[1].signature, changed.digest())
    result = build_result(ID, small.manifest, [changed], acts)
    with pytest.raises(SealError):
        open_result(result_bytes(result, [false], small.m1))


def test_sheet_outside_the_scale_is_refused(small: Any, acts: tuple[Any, ...]) -> None:
    good = small.sheet(ID)
    cells = good.applications[0].marks
    bad = good.applications[0].model_copy(
        update={"marks": (cells[0].model_copy(update={"mark": points(9)}), *cells[1:])}
    )
    sheet = good.model_copy(update={"applications": (bad, *good.applications[1:])})
    signed = sign_sheet(sheet, small.m1, small.manifest.roster)
    result = build_result(ID, small.manifest, [sheet], acts)
    with pytest.raises(ScoringError, match="outside"):
        open_result(result_bytes(result, [signed], small.m1))


def test_two_sheets_of_one_revision_are_both_kept(small: Any, acts: tuple[Any, ...]) -> None:
    roster = small.manifest.roster
    one = small.sheet(ID)
    other = small.sheet(ID, marks=[small.scored("A-1", 1, 1, 1, 1, 1)])
    signed = [sign_sheet(sheet, small.m1, roster) for sheet in (one, other)]
    result = build_result(ID, small.manifest, [other, one], acts)
    data = result_bytes(result, signed, small.m1)
    assert {sheet.sha256 for sheet in open_result(data).sheets} == {one.digest(), other.digest()}


@pytest.mark.parametrize(("every", "mask"), [(97, 0x01), (131, 0xFF)])
def test_damaged_result_is_refused(
    small: Any,
    sheets: tuple[SignedSheet, ...],
    result: Result,
    broken: Callable[[bytes, int, int], list[bytes]],
    every: int,
    mask: int,
) -> None:
    for copy in broken(result_bytes(result, sheets, small.m1), every, mask):
        with pytest.raises((FileError, SealError)):
            open_result(copy)


def test_another_kind_of_file_is_called_no_result(tmp_path: Path) -> None:
    other = tmp_path / "matrix.xlsx"
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
    for data in (b"", b"age-encryption.org/v1", other.read_bytes()):
        with pytest.raises(FileError, match="is no result of a sitting"):
            open_result(data, name="x.result")


def test_result_passes_the_usual_tools(
    small: Any, sheets: tuple[SignedSheet, ...], result: Result, tmp_path: Path
) -> None:
    if not (tool := shutil.which("ssh-keygen")):
        pytest.skip("ssh-keygen is not installed")
    write_result(tmp_path / "a.result", result, sheets, small.m1)
    with zipfile.ZipFile(tmp_path / "a.result") as archive:
        archive.extractall(tmp_path)
    (tmp_path / "signers").write_text(allowed_signers(small.manifest.roster))
    for name, signature, who, kind in (
        ("result.json", "result.json.sig", "m1", "tandau-result"),
        ("sheets/m2-r2.json", "sheets/m2-r2.sig", "m2", "tandau-sheet"),
    ):
        call = [tool, "-Y", "verify", "-f", "signers", "-I", who, "-n", kind, "-s", signature]
        content = (tmp_path / name).read_bytes()
        subprocess.run(call, cwd=tmp_path, input=content, check=True, capture_output=True)
