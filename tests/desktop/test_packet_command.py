"""`tandau packet show`: outside for everyone, inside for readers."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from desktop.cli import run
from models.contest.application import Project
from models.contest.commission import Person, Role, Roster
from models.contest.contest import Contest
from models.contest.criteria import Approval, ApprovedCriteria
from models.contest.profile_files import load_profile
from models.packet.files import write_packet
from models.packet.manifest import PacketApplication, PacketChange, PacketManifest, TechnicalSelection
from models.sealing.keys import PrivateKey, new_key
from models.values import Both

AT = datetime(2024, 5, 2, 9, 30, tzinfo=UTC)


@pytest.fixture
def packet(tmp_path: Path, tandau_home: Path, keys: tuple[PrivateKey, ...], monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a packet of one application for the person whose key lies in this test's home."""
    monkeypatch.setenv("TANDAU_LANG", "en")
    monkeypatch.setenv("TANDAU_PASSPHRASE", "құпия сөз 1")
    monkeypatch.setattr("desktop.crash.install", lambda folder: None)
    tandau_home.mkdir()
    own = new_key(tandau_home / "id_ed25519", "құпия сөз 1")
    profile = load_profile("zhas-2024")
    approval = Approval(approved_by="Әкім", approved_on=date(2024, 3, 1), document="№ 5", agreed_with=())
    contest = Contest(
        id="7b0ed0f2-6f5c-4c55-9a0b-1f0a3f0c1a11",
        title=Both(kk="Шағын гранттар", ru="Малые гранты"),
        profile=profile,
        lot=profile.lots[0].code,
        parties=profile.parties,
        criteria=ApprovedCriteria(content=profile.criteria, approval=approval),
    )
    people = (
        Person(id="s1", name="Хатшы Айгүл", role=Role.SECRETARY, public_key=keys[0].public_line),
        Person(id="m1", name="Мүше Ғалым", role=Role.MEMBER, public_key=own.public_line),
    )
    application = PacketApplication(
        code="A-1",
        territory=profile.lots[0].territories[0].code,
        applicant="Үміт",
        language="kk",
        project=Project(title="Ж"),
    )
    change = PacketChange(application="A-1", what="added", by="s1", at=AT, why="came by post")
    manifest = PacketManifest(
        contest=contest,
        roster=Roster(contest=contest.id, people=people),
        revision=2,
        previous="0" * 64,
        built_at=AT,
        built_by="s1",
        changes=(change,),
        technical=TechnicalSelection(received=1, admitted=1, refused=0, withdrawn=0, mended=0),
        applications=(application,),
    )
    path = tmp_path / "contest.packet"
    write_packet(path, manifest, {}.__getitem__, keys[0])
    return path


def test_outside_a_packet_tells_whom_it_is_for_and_no_application(
    packet: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["packet", "show", str(packet)]) == 0
    out, err = capsys.readouterr()
    assert ("Хатшы Айгүл, Мүше Ғалым" in out, "Revision 2" in out, "A-1" in out, "Үміт" in out, err) == (
        True,
        True,
        False,
        False,
        "",
    )


def test_inside_a_packet_tells_applications_and_changes(packet: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["packet", "show", str(packet), "--inside"]) == 0
    assert "application added A-1" in capsys.readouterr().out
    assert run(["packet", "show", str(packet), "--inside", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["revision"], told["inside"]["applications"], told["inside"]["changes"][0]["why"]) == (
        2,
        ["A-1"],
        "came by post",
    )


def test_a_damaged_packet_is_refused(packet: Path, capsys: pytest.CaptureFixture[str]) -> None:
    packet.write_bytes(packet.read_bytes()[:-40])
    assert run(["packet", "show", str(packet)]) == 1
    out, err = capsys.readouterr()
    assert (out, "contest.packet" in err) == ("", True)
