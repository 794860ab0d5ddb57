"""Every kind of file is checked, and a changed one does not pass."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import pikepdf
import pytest

from models.conflicts.declarations import Answer, Declaration
from models.packet.files import open_packet, write_packet
from models.packet.manifest import PacketManifest
from models.packet.roster_files import allowed_signers
from models.protocol.files import RESULT_FILE, Source, write_protocol
from models.protocol.verification import Finding, kind_of, verify
from models.scoring.drafts import build_sheet
from models.scoring.marks import points
from models.scoring.sheet_files import SignedSheet, seal_signed, sign_sheet
from models.scoring.sheets import ApplicationMarks, CriterionMark
from models.sealing.cards import write_card
from models.sealing.keys import PrivateKey
from models.sitting.acts import (
    AttendanceTaken,
    Award,
    ChairElected,
    Choice,
    Closed,
    Opened,
    Presence,
    Vote,
    WinnersNamed,
)
from models.sitting.held.result_files import build_result, open_result, write_result
from models.sitting.result import Result


class Files(NamedTuple):
    folder: Path
    keys: dict[str, PrivateKey]
    paths: dict[str, Path]


def _sheets(manifest: PacketManifest, packet: str, keys: dict[str, PrivateKey]) -> list[SignedSheet]:
    assert manifest.contest.criteria is not None
    codes = [criterion.code for criterion in manifest.contest.criteria.content.criteria]
    signed = []
    for number, member in enumerate(manifest.roster.members):
        marks = tuple(
            ApplicationMarks(
                application=application.code,
                marks=tuple(
                    CriterionMark(criterion=code, mark=points((n + number + c) % 6), reason="негіз")
                    for c, code in enumerate(codes)
                ),
            )
            for n, application in enumerate(manifest.applications)
        )
        declared = tuple(
            Declaration(application=application.code, answer=Answer.NO_CONFLICT)
            for application in manifest.applications
        )
        sheet = build_sheet(manifest, packet, member.id, declarations=declared, marks=marks, at=manifest.built_at)
        signed.append(sign_sheet(sheet, keys[member.id], manifest.roster))
    return signed


@pytest.fixture(scope="module")
def files(result: Result, tmp_path_factory: pytest.TempPathFactory) -> Files:
    folder = tmp_path_factory.mktemp("verify")
    roster = result.manifest.roster
    keys = {p.id: PrivateKey.ephemeral(bytes([n]) * 32) for n, p in enumerate(roster.people, start=1)}
    people = tuple(p.model_copy(update={"public_key": keys[p.id].public_line}) for p in roster.people)
    manifest = result.manifest.model_copy(
        update={
            "roster": roster.model_copy(update={"people": people}),
            "applications": tuple(
                a for a in result.manifest.applications if a.code in ("JET-001", "JET-002", "ABA-001")
            ),
        }
    )
    packet = write_packet(folder / "contest.packet", manifest, lambda _: b"", keys["s1"])
    sheets = _sheets(manifest, packet, keys)
    votes = tuple(Vote(member=m.id, choice=Choice.FOR) for m in roster.members)
    at = manifest.built_at
    acts = (
        Opened.model_validate({**result.acts[0].model_dump(), "at": at}),
        AttendanceTaken(at=at, by="s1", presence=tuple((m.id, Presence.PRESENT) for m in roster.members)),
        ChairElected(at=at, by="s1", chair="m1", votes=votes),
        WinnersNamed(
            at=at, by="m1", territory="JET", votes=votes,
            awards=(Award(application="JET-001", awarded=900_000), Award(application="JET-002", awarded=900_000)),
        ),
        WinnersNamed(
            at=at, by="m1", territory="ABA", votes=votes, awards=(Award(application="ABA-001", awarded=900_000),)
        ),
        Closed(at=at, by="m1"),
    )  # fmt: skip
    made = build_result(packet, manifest, [sheet.sheet for sheet in sheets], acts)
    write_result(folder / "contest.result", made, sheets, keys["m1"])
    (folder / "m1.sheet").write_bytes(seal_signed(sheets[0], manifest.roster))
    (folder / "allowed_signers").write_text(allowed_signers(manifest.roster), encoding="utf-8")
    write_card(folder / "m1.card", name="Мүше", position="", organisation="", key=keys["m1"])
    source = Source.of(open_result(folder / "contest.result"))
    paths = {
        "full": write_protocol(source, folder, public=False),
        "public": write_protocol(source, folder, public=True),
        **{
            name: folder / name
            for name in ("contest.packet", "contest.result", "m1.sheet", "allowed_signers", "m1.card")
        },
    }
    return Files(folder, keys, paths)


def held(findings: tuple[Finding, ...]) -> list[bool | None]:
    return [finding.holds for finding in findings]


def test_every_kind_is_told_by_its_content(files: Files) -> None:
    assert {name: kind_of(path) for name, path in files.paths.items()} == {
        "full": "protocol", "public": "protocol", "contest.packet": "packet", "contest.result": "result",
        "m1.sheet": "sheet", "allowed_signers": "allowed_signers", "m1.card": "card",
    }  # fmt: skip


def test_untouched_files_hold_in_everything(files: Files) -> None:
    findings = verify(list(files.paths.values()), key=files.keys["m1"])
    assert [finding for finding in findings if finding.holds is not True] == []
    assert {finding.kind for finding in findings} == {
        "protocol", "packet", "result", "sheet", "allowed_signers", "card",
    }  # fmt: skip


def test_what_can_not_be_checked_is_said_not_claimed(files: Files) -> None:
    assert held(verify([files.paths["m1.sheet"]])) == [None]
    assert held(verify([files.paths["contest.packet"]])) == [True, None]
    assert held(verify([files.paths["public"]])) == [True, True, None]
    assert held(verify([files.paths["m1.sheet"]], key=files.keys["m2"])) == [None]


def test_a_result_that_the_chair_signed_against_the_rules_does_not_hold(files: Files, tmp_path: Path) -> None:
    opened = open_result(files.paths["contest.result"])
    manifest, sheets = opened.result.manifest, [one.sheet for one in opened.sheets]
    named = opened.result.acts[3]
    assert isinstance(named, WinnersNamed)
    nobody = named.model_copy(update={"votes": named.votes[:1]})
    for acts, lawful, closed in (
        ((*opened.result.acts[:3], nobody, *opened.result.acts[4:]), False, True),
        (opened.result.acts[:-1], True, False),
        ((*opened.result.acts, named), False, True),
    ):
        path = tmp_path / f"{lawful}-{closed}-{len(acts)}.result"
        write_result(path, build_result(opened.result.packet, manifest, sheets, acts), opened.sheets, files.keys["m1"])
        findings = verify([path])
        assert held(findings) == [True, True, None, lawful, True, closed]
        assert lawful or findings[3].detail.startswith("Act ")


def test_a_protocol_changed_after_it_was_made_does_not_hold(files: Files, tmp_path: Path) -> None:
    changed = BytesIO()
    with pikepdf.open(files.paths["full"]) as document:
        page = document.pages[0]
        page.Contents = document.make_stream(page.Contents.read_bytes() + b"\nq 0 0 1 rg 100 700 200 40 re f Q")
        document.save(changed, deterministic_id=True)
    path = tmp_path / "changed.pdf"
    path.write_bytes(changed.getvalue())
    assert held(verify([path])) == [True, True, None, True, True, True, True, False]


def test_a_protocol_with_another_result_inside_does_not_hold(files: Files, tmp_path: Path) -> None:
    changed = BytesIO()
    with pikepdf.open(files.paths["full"]) as document:
        data = document.attachments[RESULT_FILE].get_file().read_bytes()
        del document.attachments[RESULT_FILE]
        document.attachments[RESULT_FILE] = pikepdf.AttachedFileSpec(document, data.replace(b'"5"', b'"4"', 1)[:-1])
        document.save(changed)
    path = tmp_path / "changed.pdf"
    path.write_bytes(changed.getvalue())
    assert held(verify([path])) == [False]


@pytest.mark.parametrize("name", ["contest.packet", "contest.result", "m1.sheet", "m1.card", "full", "public"])
def test_a_damaged_file_is_a_finding_not_a_crash(files: Files, tmp_path: Path, name: str) -> None:
    data = files.paths[name].read_bytes()
    for number, broken in enumerate((data[: len(data) // 2], data[:-30] + bytes([data[-30] ^ 1]) + data[-29:])):
        path = tmp_path / f"{number}-{files.paths[name].name}"
        path.write_bytes(broken)
        assert False in held(verify([path], key=files.keys["m1"]))


def test_a_packet_with_one_changed_byte_is_not_called_whole_without_a_key(files: Files, tmp_path: Path) -> None:
    data = bytearray(files.paths["contest.packet"].read_bytes())
    data[300] ^= 1  # in what is sealed to the members
    path = tmp_path / "changed.packet"
    path.write_bytes(data)
    (finding,) = verify([path])
    assert (finding.holds, "changed.packet" in finding.detail) == (False, True)


def test_a_foreign_or_missing_file_does_not_hold(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("сәлем", encoding="utf-8")
    assert held(verify([tmp_path / "note.txt", tmp_path / "none.pdf"])) == [False, False]


def test_two_packets_under_one_number_are_told_of_each_other(files: Files, tmp_path: Path) -> None:
    manifest = open_packet(files.paths["contest.packet"], files.keys["s1"]).manifest
    fewer = manifest.model_copy(update={"applications": manifest.applications[1:]})
    twin = tmp_path / "twin.packet"
    twin_id = write_packet(twin, fewer, lambda _: b"", files.keys["s1"])
    assert held(verify([twin])) == [True, None]
    findings = verify([twin, files.paths["contest.packet"]])
    assert held(findings) == [True, False, None] * 2
    assert findings[4].detail == twin_id
    assert held(verify([twin, files.paths["contest.result"]]))[:3] == [True, False, None]


def test_a_result_whose_chair_wrote_other_keys_or_rules_into_it_is_not_of_its_packet(
    files: Files, tmp_path: Path
) -> None:
    """Everything in it fits: the sheets are signed with the keys that it names itself, by whoever made them."""
    opened = open_result(files.paths["contest.result"])
    manifest, packet = opened.result.manifest, files.paths["contest.packet"]
    own = {person.id: PrivateKey.ephemeral(bytes([100 + n]) * 32) for n, person in enumerate(manifest.roster.people)}
    people = tuple(
        person.model_copy(update={"public_key": own[person.id].public_line}) for person in manifest.roster.people
    )
    other = manifest.model_copy(update={"roster": manifest.roster.model_copy(update={"people": people})})
    sheets = _sheets(other, opened.result.packet, own)
    made = build_result(opened.result.packet, other, [one.sheet for one in sheets], opened.result.acts)
    path = tmp_path / "forged.result"
    write_result(path, made, sheets, own["m1"])
    told = {
        (one.file, one.holds) for one in verify([path, packet], key=files.keys["m1"]) if "that it names" in one.checked
    }
    assert told == {("forged.result", False)}
    assert {one.holds for one in verify([path, packet]) if "that it names" in one.checked} == {None}
    assert {one.holds for one in verify([path])} == {True, None}


def test_moments_that_lie_ahead_are_told_and_refuse_nothing(files: Files, tmp_path: Path) -> None:
    opened = open_result(files.paths["contest.result"])
    manifest, at = opened.result.manifest, opened.result.manifest.built_at
    earlier = tuple(act.model_copy(update={"at": at - timedelta(hours=1)}) for act in opened.result.acts)
    made = build_result(opened.result.packet, manifest, [one.sheet for one in opened.sheets], earlier)
    write_result(tmp_path / "ahead.result", made, opened.sheets, files.keys["m1"])
    agree = "No moment lies ahead: the clocks agree"
    told = [one for one in verify([files.paths["contest.result"], tmp_path / "ahead.result"]) if one.checked == agree]
    assert [(one.file, one.holds) for one in told] == [("ahead.result", None)]
    assert told[0].detail.startswith("packet, Member m1, revision 1, ")
