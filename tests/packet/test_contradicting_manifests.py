"""Manifests that a secretary could sign and that no sitting can stand on."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from models.contest.commission import Role
from models.errors import FileError
from models.packet import files
from models.packet.checking import check_manifest
from models.packet.manifest import PacketManifest


def people(change: Callable[[list[Any]], None]) -> Callable[[PacketManifest], dict[str, Any]]:
    def changed(manifest: PacketManifest) -> dict[str, Any]:
        found = list(manifest.roster.people)
        change(found)
        return {"roster": manifest.roster.model_copy(update={"people": tuple(found)})}

    return changed


def put(place: int, source: int, **update: Any) -> Callable[[list[Any]], None]:
    def change(found: list[Any]) -> None:
        found[place] = found[place].model_copy(
            update={name: getattr(found[source], name) if value is ... else value for name, value in update.items()}
        )

    return change


def in_zone(manifest: PacketManifest, name: str) -> dict[str, Any]:
    profile = manifest.contest.profile
    profile = profile.model_copy(update={"intake": profile.intake.model_copy(update={"zone": name})})
    return {"contest": manifest.contest.model_copy(update={"profile": profile})}


CASES: dict[str, tuple[Callable[[PacketManifest], dict[str, Any]], str]] = {
    "revision": (lambda _: {"revision": 2**70}, "no number from 1"),
    "nought": (lambda _: {"revision": 0}, "no number from 1"),
    "commission": (lambda m: {"roster": m.roster.model_copy(update={"contest": "x"})}, "another contest"),
    "id": (people(put(1, 2, id=...)), "are called “m2”"),
    "key": (people(put(1, 2, public_key=...)), "have one key"),
    "secretary with a vote": (people(put(1, 0, public_key=...)), "have one key"),
    "secretaries": (people(put(2, 0, role=Role.SECRETARY)), "more than one secretary"),
    "zone": (lambda m: in_zone(m, "../etc"), "no zone of time “../etc”"),
    "code": (lambda m: {"applications": (*m.applications, m.applications[0])}, "have the code “A-1”"),
    "look-alike codes": (
        lambda m: {"applications": (*m.applications, m.applications[0].model_copy(update={"code": "А-1"}))},  # Cyrillic
        "look alike: “A-1”, “А-1”",
    ),
    "codes that differ in a sign that nobody sees": (
        lambda m: {"applications": (*m.applications, m.applications[0].model_copy(update={"code": "A\u200b-1"}))},
        "look alike: “A-1”, “A\u200b-1”",
    ),
    "look-alike people": (people(put(2, 2, id="M1")), "people look alike: “M1”, “m1”"),
    "territory": (
        lambda m: {"applications": (m.applications[0].model_copy(update={"territory": "айдала"}),)},
        "A-1: there is no territory “айдала”",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_contradicts_itself_is_neither_built_nor_opened(
    small: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, case: str
) -> None:
    change, said = CASES[case]
    manifest = small.manifest.model_copy(update=change(small.manifest))
    path = tmp_path / "contest.packet"
    with pytest.raises(FileError) as refused:
        files.write_packet(path, manifest, small.content.__getitem__, small.secretary)
    assert said in str(refused.value)
    assert not path.exists()
    # another program may build it all the same
    with monkeypatch.context() as other:
        other.setattr(files, "check_manifest", lambda *_, **__: None)
        files.write_packet(path, manifest, small.content.__getitem__, small.secretary)
    with pytest.raises(FileError) as refused:
        files.open_packet(path, small.m2)
    assert said in str(refused.value)


def test_an_ordinary_manifest_passes(small: Any) -> None:
    check_manifest(small.manifest, name="contest.packet")
