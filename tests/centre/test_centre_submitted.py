"""The moment of submission leaves the central file only where the approved tie rule compares it."""

from collections.abc import Callable
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from models.centre.applications import store
from models.centre.commission import enrol
from models.centre.contests import add_contest, approve_criteria
from models.centre.selection.packets import prepare_manifest
from models.centre.selection.screening import decide
from models.centre.store import Central
from models.contest.application import Screened
from models.contest.contest import Contest
from models.contest.counting import TieStep
from models.contest.profile_files import builtin_profiles, load_profile
from models.packet.manifest import PacketManifest
from models.sealing.keys import PrivateKey
from models.sitting.counting.ranking import rank
from models.sitting.counting.ties import Counted

if TYPE_CHECKING:
    from conftest import Sample

AT = datetime(2024, 5, 2, 9, tzinfo=UTC)
LATE, EARLY = 3, 61
"""Numbers of two applications of one territory; the one that sorts last came first."""


def with_steps(contest: Contest, *steps: TieStep) -> Contest:
    profile = contest.profile
    counting = profile.criteria.counting
    ties = counting.ties.model_copy(update={"steps": steps})
    criteria = profile.criteria.model_copy(update={"counting": counting.model_copy(update={"ties": ties})})
    return contest.model_copy(update={"profile": profile.model_copy(update={"criteria": criteria})})


@pytest.fixture
def manifest_of(sample: "Sample", tmp_path: Path, key: PrivateKey) -> Callable[[Contest], PacketManifest]:
    def made(contest: Contest) -> PacketManifest:
        applications = [sample.application(number) for number in (LATE, EARLY)]
        central = Central.create(tmp_path / "centre.tandau", key, at=AT)
        with central.session() as session:
            add_contest(session, contest, by="s1", at=AT)
            enrol(session, contest.id, sample.people(), by="s1", at=AT)
            approve_criteria(session, contest.id, sample.approval, by="s1", at=AT)
            store(session, contest.id, applications, by="s1", at=AT, read_attachment=sample.read)
            for one in applications:
                decide(session, contest.id, one.code, Screened.ADMITTED, by="s1", at=AT)
            manifest = prepare_manifest(session, contest.id, by="s1", at=AT)
        central.close()
        return manifest

    return made


def ranked(manifest: PacketManifest) -> list[tuple[str, ...]]:
    """The order of both applications with the same marks from every member."""
    assert manifest.contest.criteria is not None
    counted = {one.code: Counted(Fraction(100), [[4] * 5] * 5, dict(one.columns)) for one in manifest.applications}
    return [group.codes for group in rank(counted, manifest.contest.criteria.content)]


def test_the_earlier_submission_decides_where_the_tie_rule_says_so(
    manifest_of: Callable[[Contest], PacketManifest], sample: "Sample"
) -> None:
    manifest = manifest_of(with_steps(sample.contest, TieStep(by="earlier-submission")))
    assert {one.code: dict(one.columns) for one in manifest.applications} == {
        "A-003": {"submitted": "2024-04-01T05:03:00+00:00"},
        "A-061": {"submitted": "2024-04-01T05:01:00+00:00"},
    }
    assert ranked(manifest) == [("A-061",), ("A-003",)]


def test_no_packet_tells_the_moment_of_submission_otherwise(
    manifest_of: Callable[[Contest], PacketManifest], sample: "Sample"
) -> None:
    manifest = manifest_of(sample.contest)
    assert [one.columns for one in manifest.applications] == [(), ()]
    assert b"submitted" not in manifest.canonical()
    assert b"2024-04-01" not in manifest.canonical()
    assert ranked(manifest) == [("A-003", "A-061")]


def test_no_shipped_profile_compares_moments_of_submission() -> None:
    steps = [step for name in builtin_profiles() for step in load_profile(name).criteria.counting.ties.steps]
    assert all(step.by != "earlier-submission" for step in steps)
