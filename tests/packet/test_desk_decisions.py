"""Decided conflicts at the Desk: asked of nobody, closed at once, marks given before sealed and in no sheet."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from models.conflicts.declarations import Answer
from models.conflicts.pinned import PinnedConflict
from models.errors import FileError, ScoringError
from models.packet.files import open_packet, write_packet
from models.scoring.desk_packets import bring_packet, desk_entries
from models.scoring.workspace.marks import draft_marks
from models.scoring.workspace.store import Workspace


@pytest.fixture
def workspace(small: Any, tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.create_or_open(tmp_path / "work", small.m1) as opened:
        yield opened


def decided(small: Any, code: str, *, conflict: bool, person: str = "m1") -> PinnedConflict:
    kind = "relative" if conflict else None
    return PinnedConflict(
        person=person, application=code, conflict=conflict, kind=kind, reason="інісі", by="Хатшы", at=small.at
    )


def bring(small: Any, workspace: Workspace, path: Path, revision: int, *decisions: PinnedConflict) -> Any:
    previous = "0" * 64 if revision > 1 else None
    manifest = small.manifest.model_copy(update={"revision": revision, "previous": previous, "decisions": decisions})
    write_packet(path / f"{revision}.packet", manifest, small.content.__getitem__, small.secretary)
    return bring_packet(workspace, path / f"{revision}.packet", at=small.at).desk


def test_nothing_opens_before_the_declaration(small: Any, workspace: Workspace, tmp_path: Path) -> None:
    desk = bring(small, workspace, tmp_path, 1)
    for code in ("A-1", "A-2", "A-3"):
        assert not desk.is_open(code)
        with pytest.raises(ScoringError):
            desk.read(code)
    desk.declare(["A-1"], Answer.NOT_SURE)
    assert not desk.is_open("A-1")


def test_a_decision_closes_at_once_and_seals_the_marks_given_before(
    small: Any, workspace: Workspace, tmp_path: Path
) -> None:
    desk = bring(small, workspace, tmp_path, 1)
    desk.declare(["A-1", "A-2"], Answer.NO_CONFLICT)
    for code in ("A-1", "A-2"):
        for criterion in desk.criteria:
            desk.set_points(code, criterion.code, 4)
    made = (
        decided(small, "A-1", conflict=True),
        decided(small, "A-3", conflict=False),
        decided(small, "A-2", conflict=True, person="m2"),
    )
    desk = bring(small, workspace, tmp_path, 2, *made)
    assert (desk.is_open("A-1"), desk.is_open("A-2"), desk.is_open("A-3")) == (False, True, True)
    assert (desk.sealed("A-1"), desk.sealed("A-2"), desk.decided("A-1"), desk.decided("A-2")) == (
        True, False, made[0], None
    )  # fmt: skip
    assert (desk.declaration("A-1").answer, desk.declaration("A-1").kind) == (Answer.CONFLICT, "relative")
    assert (desk.points("A-1"), desk.running_total("A-1")) == ((None,) * 5, None)
    with pytest.raises(ScoringError, match="Only the commission"):
        desk.declare(["A-1", "A-2"], Answer.NO_CONFLICT)
    with pytest.raises(ScoringError):
        desk.set_points("A-1", "C1", 5)
    sheet = desk.hand_in(at=small.at).signed.sheet
    totals = {entry.application: entry.total for entry in sheet.applications}
    assert totals == {"A-1": None, "A-2": 20, "A-3": None}
    assert {mark.mark.state.value for mark in sheet.applications[0].marks} == {"recused"}
    with workspace.session() as session:
        kept = {one.application: one.total for one in draft_marks(session, desk.id, "m1")}
    assert kept["A-1"] == 20


def test_a_decided_pair_is_declared_and_may_still_be_declared_a_conflict(
    small: Any, workspace: Workspace, tmp_path: Path
) -> None:
    desk = bring(small, workspace, tmp_path, 1, decided(small, "A-2", conflict=False))
    assert (desk.declaration("A-2").answer, desk.completeness.declared) == (Answer.NO_CONFLICT, 1)
    desk.declare(["A-2"], Answer.CONFLICT, kind="relative", note="жаңа білдім")
    assert not desk.is_open("A-2")
    (entry,) = desk_entries(workspace)
    assert entry.declared == 1


def test_a_declared_conflict_does_not_come_back_after_the_decision(
    small: Any, workspace: Workspace, tmp_path: Path
) -> None:
    desk = bring(small, workspace, tmp_path, 1)
    desk.declare(["A-1"], Answer.CONFLICT, kind="relative")
    desk.declare(["A-2"], Answer.NOT_SURE)
    after = [decided(small, code, conflict=False) for code in ("A-1", "A-2")]
    desk = bring(small, workspace, tmp_path, 2, *after)
    assert [desk.declaration(code).answer for code in ("A-1", "A-2")] == [Answer.NO_CONFLICT] * 2


def test_a_packet_whose_decisions_concern_nobody_is_refused(small: Any, tmp_path: Path) -> None:
    twice = (decided(small, "A-1", conflict=True), decided(small, "A-1", conflict=False))
    for number, wrong in enumerate(((decided(small, "A-9", conflict=True),), twice)):
        manifest = small.manifest.model_copy(update={"decisions": wrong})
        path = tmp_path / f"{number}.packet"
        try:
            write_packet(path, manifest, small.content.__getitem__, small.secretary)
        except FileError:
            continue
        with pytest.raises(FileError):
            open_packet(path, small.m1)


def test_without_decisions_a_manifest_keeps_its_bytes(small: Any) -> None:
    assert b'"decisions"' not in small.manifest.canonical()
    more = small.manifest.model_copy(update={"decisions": (decided(small, "A-1", conflict=True),)})
    assert type(more).from_json(more.canonical(), name="x") == more
