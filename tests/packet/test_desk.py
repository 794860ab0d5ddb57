"""The member's desk: the gate before content, drafts kept at once, revisions carried over, the sheet handed in."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from models.conflicts.declarations import Answer
from models.contest.commission import Roster
from models.errors import FileError, ScoringError
from models.packet.files import write_packet
from models.scoring.completeness import Progress
from models.scoring.desk import DeskPacket, save_sheet
from models.scoring.desk_packets import bring_packet, desk_entries, open_on_desk
from models.scoring.marks import RECUSED
from models.scoring.sheet_files import open_sheet
from models.scoring.workspace.store import Workspace
from models.sealing.keys import PrivateKey


@pytest.fixture
def workspace(small: Any, tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.create_or_open(tmp_path / "workspace", small.m1) as opened:
        yield opened


@pytest.fixture
def brought(small: Any, tmp_path: Path) -> Path:
    path = tmp_path / "usb" / "contest.packet"
    path.parent.mkdir()
    small.write(path)
    return path


@pytest.fixture
def desk(small: Any, workspace: Workspace, brought: Path) -> DeskPacket:
    return bring_packet(workspace, brought, at=small.at).desk


def _next_revision(small: Any, path: Path, previous: str | None, **changes: Any) -> str:
    first, *rest = small.manifest.applications
    changed = first.model_copy(update={"project": first.project.model_copy(update={"title": "Басқа атау"})})
    manifest = small.manifest.model_copy(
        update={"revision": 2, "previous": previous, "applications": (changed, *rest)} | changes
    )
    return write_packet(path, manifest, small.content.__getitem__, small.secretary)


def test_content_opens_only_after_no_conflict_was_declared(small: Any, desk: DeskPacket) -> None:
    digest = small.manifest.applications[0].attachments[0].sha256
    assert [(one.code, one.title) for one in desk.names] == [
        ("A-1", "Жоба A-1"),
        ("A-2", "Жоба A-2"),
        ("A-3", "Жоба A-3"),
    ]
    for forbidden in (lambda: desk.read("A-1"), lambda: desk.marks("A-1"), lambda: desk.attachment("A-1", digest)):
        with pytest.raises(ScoringError, match="opens only after"):
            forbidden()
    desk.declare(["A-2"], Answer.CONFLICT, kind="relative", note=" бауырым ")
    desk.declare(["A-3"], Answer.NOT_SURE)
    assert desk.declaration("A-2").note == "бауырым"
    assert [desk.is_open(code) for code in ("A-1", "A-2", "A-3")] == [False, False, False]
    with pytest.raises(ScoringError):
        desk.read("A-2")
    desk.declare(["A-1"], Answer.NO_CONFLICT)
    assert desk.read("A-1") == small.manifest.applications[0]
    assert desk.attachment("A-1", digest) == small.content[digest]


def test_opening_one_application_opens_no_attachment_of_another(small: Any, desk: DeskPacket) -> None:
    desk.declare(["A-1"], Answer.NO_CONFLICT)
    with pytest.raises(ScoringError, match="does not belong"):
        desk.attachment("A-1", small.manifest.applications[1].attachments[0].sha256)


def test_a_damaged_attachment_of_the_copy_is_told_and_the_packet_brought_again_mends_it(
    small: Any, workspace: Workspace, brought: Path, desk: DeskPacket
) -> None:
    digest = small.manifest.applications[0].attachments[0].sha256
    desk.declare(["A-1"], Answer.NO_CONFLICT)
    desk.set_points("A-1", "C1", 4)
    copy = next(workspace.folder.rglob("*.packet"))
    data = bytearray(copy.read_bytes())
    data[200] ^= 1
    copy.write_bytes(data)
    with pytest.raises(FileError, match="copy on this computer is damaged"):
        desk.attachment("A-1", digest)
    again = bring_packet(workspace, brought, at=small.at).desk
    assert again.attachment("A-1", digest) == small.content[digest]
    assert again.marks("A-1") == desk.marks("A-1")


def test_gate_closes_again_when_a_conflict_is_remembered(desk: DeskPacket) -> None:
    desk.declare(["A-1"], Answer.NO_CONFLICT)
    desk.set_points("A-1", "C1", 4)
    assert desk.with_marks(["A-1", "A-2"]) == ("A-1",)
    desk.declare(["A-1"], Answer.CONFLICT, kind="relative")
    assert desk.running_total("A-1") is None
    assert desk.progress("A-1").progress is Progress.CONFLICT
    with pytest.raises(ScoringError):
        desk.read("A-1")


@pytest.mark.parametrize(
    ("answer", "kind"), [(Answer.CONFLICT, None), (Answer.CONFLICT, "?"), (Answer.NOT_SURE, "relative")]
)
def test_conflict_needs_a_kind_of_the_rule(desk: DeskPacket, answer: Answer, kind: str | None) -> None:
    with pytest.raises(ScoringError, match="with its kind"):
        desk.declare(["A-1"], answer, kind=kind)
    assert desk.declaration("A-1") is None


def test_every_stroke_is_there_after_a_crash(workspace: Workspace, desk: DeskPacket) -> None:
    desk.declare(["A-1", "A-3"], Answer.NO_CONFLICT)
    desk.set_points("A-1", "C1", 4)
    desk.set_reason("A-1", "C1", "неге 4 және 5 емес")
    desk.set_points("A-1", "C2", 5)
    desk.set_points("A-1", "C2", None)
    desk.set_comment("A-1", "жақсы")
    again = open_on_desk(workspace, desk.id).desk
    assert again.marks("A-1") == desk.marks("A-1")
    assert again.marks("A-1").comment == "жақсы"
    assert again.running_total("A-1") == 4
    assert again.progress("A-1").missing == ("C2", "C3", "C4", "C5")
    assert again.completeness == desk.completeness
    assert again.completeness.declared == 2


@pytest.mark.parametrize("number", [-1, 6])
def test_points_off_the_scale_are_refused(desk: DeskPacket, number: int) -> None:
    desk.declare(["A-1"], Answer.NO_CONFLICT)
    with pytest.raises(ScoringError, match="0–5"):
        desk.set_points("A-1", "C1", number)
    assert desk.running_total("A-1") is None


def test_handing_in_closes_and_a_correction_opens_a_further_revision(
    small: Any, desk: DeskPacket, workspace: Workspace, tmp_path: Path
) -> None:
    desk.declare(["A-1", "A-3"], Answer.NO_CONFLICT)
    desk.declare(["A-2"], Answer.CONFLICT, kind="relative")
    for criterion, number in zip(("C1", "C2", "C3", "C4", "C5"), (5, 4, 3, 2, 1), strict=True):
        desk.set_points("A-1", criterion, number)
    assert dict(desk.own_totals) == {15: 1}
    first = desk.hand_in(at=small.at)
    assert desk.is_closed
    with pytest.raises(ScoringError, match="closed"):
        desk.set_points("A-1", "C1", 0)
    with pytest.raises(ScoringError, match="closed"):
        desk.declare(["A-1"], Answer.NOT_SURE)
    assert desk.running_total("A-1") == 15
    folder = tmp_path / "stick"
    folder.mkdir()
    paths = [save_sheet(first, folder), save_sheet(first, folder)]
    assert [path.name for path in paths] == ["m1-r1.sheet", "m1-r1-2.sheet"]
    opened = open_sheet(paths[1].read_bytes(), small.secretary, small.manifest, desk.id)
    assert opened.sheet == first.signed.sheet
    assert {cell.mark for cell in opened.sheet.applications[1].marks} == {RECUSED}
    desk.start_correction("  қате баға  ")
    assert (desk.is_closed, desk.correction) == (False, "қате баға")
    desk.set_points("A-1", "C1", 4)
    second = desk.hand_in(at=small.at)
    assert (second.signed.sheet.revision, second.signed.sheet.previous) == (2, first.signed.sha256)
    again = open_on_desk(workspace, desk.id).desk
    assert [one.signed.sha256 for one in again.handed_in] == [first.signed.sha256, second.signed.sha256]
    assert again.is_closed


def test_next_revision_brings_drafts_of_unchanged_applications_once(
    small: Any, desk: DeskPacket, workspace: Workspace, tmp_path: Path
) -> None:
    desk.declare(["A-1", "A-2", "A-3"], Answer.NO_CONFLICT)
    desk.set_points("A-1", "C1", 3)
    desk.set_points("A-2", "C1", 2)
    path = tmp_path / "second.packet"
    _next_revision(small, path, desk.id)
    opened = bring_packet(workspace, path, at=small.at)
    assert opened.carried.changed == ("A-1",)
    assert not opened.other_secretary
    assert opened.desk.running_total("A-2") == 2
    assert opened.desk.progress("A-1").progress is Progress.UNDECLARED
    assert bring_packet(workspace, path, at=small.at).carried is None
    entries = desk_entries(workspace)
    assert [(one.known.revision, one.superseded, one.declared) for one in entries] == [(2, False, 2), (1, True, 3)]


def test_earlier_and_twin_revisions_are_refused(
    small: Any, desk: DeskPacket, workspace: Workspace, brought: Path, tmp_path: Path
) -> None:
    twin = tmp_path / "twin.packet"
    _next_revision(small, twin, None, revision=1)
    with pytest.raises(ScoringError, match="revision 1 as well"):
        bring_packet(workspace, twin, at=small.at)
    second = tmp_path / "second.packet"
    _next_revision(small, second, desk.id)
    bring_packet(workspace, second, at=small.at)
    with pytest.raises(ScoringError, match="go on in revision 2"):
        bring_packet(workspace, brought, at=small.at)
    assert [one.known.revision for one in desk_entries(workspace)] == [2, 1]


def test_other_secretary_is_told(small: Any, desk: DeskPacket, workspace: Workspace, tmp_path: Path) -> None:
    new = small.stranger
    people = tuple(
        one.model_copy(update={"public_key": new.public_line}) if one.id == "s1" else one
        for one in small.manifest.roster.people
    )
    roster = Roster(contest=small.manifest.contest.id, version=2, people=people)
    manifest = small.manifest.model_copy(update={"revision": 2, "previous": desk.id, "roster": roster})
    path = tmp_path / "second.packet"
    write_packet(path, manifest, small.content.__getitem__, new)
    assert bring_packet(workspace, path, at=small.at).other_secretary


def test_who_is_no_member_has_nothing_to_score(small: Any, brought: Path, tmp_path: Path) -> None:
    with Workspace.create_or_open(tmp_path / "other", small.secretary) as workspace:
        with pytest.raises(ScoringError, match="not a member"):
            bring_packet(workspace, brought, at=small.at)
        assert desk_entries(workspace) == ()


def test_damaged_copy_is_told_and_mended_by_bringing_the_file_again(
    small: Any, desk: DeskPacket, workspace: Workspace, brought: Path
) -> None:
    desk.declare(["A-1"], Answer.NO_CONFLICT)
    copy = workspace.packet_path(desk.id)
    copy.write_bytes(copy.read_bytes()[:-900])
    (entry,) = desk_entries(workspace)
    assert entry.problem
    with pytest.raises(FileError):
        open_on_desk(workspace, desk.id)
    assert bring_packet(workspace, brought, at=small.at).desk.is_open("A-1")


def test_a_packet_with_a_changed_attachment_is_refused_by_its_own_name(
    small: Any, workspace: Workspace, brought: Path, tmp_path: Path
) -> None:
    data = bytearray(brought.read_bytes())
    data[200] ^= 1
    changed = tmp_path / "from the stick.packet"
    changed.write_bytes(data)
    with pytest.raises(FileError, match=r"from the stick\.packet”.* damaged"):
        bring_packet(workspace, changed, at=small.at)


def test_a_stranger_is_told_whom_the_packet_is_for(keys: tuple[PrivateKey, ...], brought: Path, tmp_path: Path) -> None:
    with (
        Workspace.create_or_open(tmp_path / "stranger", keys[6]) as workspace,
        pytest.raises(Exception, match="not sealed to your key"),
    ):
        bring_packet(workspace, brought, at=None)
