import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2

from models.conflicts.declarations import Answer, Declaration
from models.contest.commission import Roster
from models.errors import CancelledError, FileError, ScoringError, SealError, StoreError
from models.packet.files import OpenPacket, open_packet, write_packet
from models.scoring.drafts import build_sheet
from models.scoring.marks import RECUSED, points
from models.scoring.sheet_files import open_sheet, sign_sheet
from models.scoring.sheets import ApplicationMarks, CriterionMark
from models.scoring.workspace import handed, marks, packets, settings
from models.scoring.workspace.store import DATABASE, KEY_FILE, Workspace
from models.scoring.workspace.tables import VERSION
from models.sealing.keys import PrivateKey
from models.sitting.acts import Closed, Opened
from models.sitting.held import acts


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "laptop"


@pytest.fixture
def workspace(small: Any, folder: Path) -> Iterator[Workspace]:
    with Workspace.create_or_open(folder, small.m1) as opened:
        yield opened


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def raw(folder: Path, key: PrivateKey) -> Any:
    connection = dbapi2.connect(str(folder / DATABASE), isolation_level=None)
    secret = key.decrypt((folder / KEY_FILE).read_bytes()).hex()
    connection.execute(f"PRAGMA key = \"x'{secret}'\"")
    return connection


def test_workspace_keeps_everything_between_openings(small: Any, folder: Path) -> None:
    no = Declaration(application="A-1", answer=Answer.NO_CONFLICT)
    yes = Declaration(application="A-2", answer=Answer.CONFLICT, kind="relative", note="жиені")
    with Workspace.create_or_open(folder, small.m1) as workspace, workspace.session() as session:
        marks.declare(session, "p", "m1", [yes, no])
        marks.set_reason(session, "p", "m1", "A-1", "C1", "себебі")
        marks.set_mark(session, "p", "m1", "A-1", "C1", points(3))
        marks.set_mark(session, "p", "m1", "A-1", "C1", points(4))
        marks.set_comment(session, "p", "m1", "A-1", "жақсы")
        settings.set_setting(session, "export", "E:/")
        settings.set_setting(session, "export", "F:/")
    with Workspace.create_or_open(folder, small.m1) as workspace, workspace.session() as session:
        assert marks.declarations(session, "p", "m1") == (no, yes)
        (draft,) = marks.draft_marks(session, "p", "m1")
        assert (draft.application, draft.comment) == ("A-1", "жақсы")
        assert [(cell.criterion, cell.mark, cell.reason) for cell in draft.marks] == [("C1", points(4), "себебі")]
        assert marks.draft_marks(session, "p", "m2") == ()
        assert (settings.setting(session, "export"), settings.setting(session, "x")) == ("F:/", None)


def test_nothing_readable_lies_on_the_disk(small: Any, folder: Path) -> None:
    with Workspace.create_or_open(folder, small.m1) as workspace, workspace.session() as session:
        settings.set_setting(session, "word", "қызғалдақ")
    for data in bytes_of(folder).values():
        assert "қызғалдақ".encode() not in data
        assert b"SQLite format" not in data


def test_workspace_is_one_persons_and_one_programs(small: Any, folder: Path, workspace: Workspace) -> None:
    with pytest.raises(StoreError, match="already open"):
        Workspace.create_or_open(folder, small.m1)
    workspace.close()
    before = bytes_of(folder)
    with pytest.raises(SealError, match="another person"):
        Workspace.create_or_open(folder, small.m2)
    assert bytes_of(folder) == before
    Workspace.create_or_open(folder, small.m1).close()


def test_newer_workspace_is_refused_untouched(small: Any, folder: Path) -> None:
    Workspace.create_or_open(folder, small.m1).close()
    connection = raw(folder, small.m1)
    connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    connection.close()
    before = bytes_of(folder)
    with pytest.raises(StoreError, match="newer version"):
        Workspace.create_or_open(folder, small.m1)
    assert bytes_of(folder) == before


def test_damaged_or_half_a_workspace_is_refused_untouched(small: Any, folder: Path) -> None:
    Workspace.create_or_open(folder, small.m1).close()
    whole = bytes_of(folder)
    data = bytearray(whole[DATABASE])
    data[100] ^= 1
    (folder / DATABASE).write_bytes(data)
    with pytest.raises(StoreError, match="damaged"):
        Workspace.create_or_open(folder, small.m1)
    (folder / DATABASE).write_bytes(whole[DATABASE])
    (folder / KEY_FILE).unlink()
    with pytest.raises(StoreError, match="missing"):
        Workspace.create_or_open(folder, small.m1)
    (folder / KEY_FILE).write_bytes(whole[KEY_FILE][:-1])
    with pytest.raises(SealError):
        Workspace.create_or_open(folder, small.m1)
    (folder / KEY_FILE).write_bytes(whole[KEY_FILE])
    Workspace.create_or_open(folder, small.m1).close()
    (folder.parent / "file").touch()
    with pytest.raises(StoreError, match="can't be opened"):
        Workspace.create_or_open(folder.parent / "file", small.m1)


def test_store_settings_are_those_that_lose_nothing(workspace: Workspace) -> None:
    with workspace._engine.connect() as connection:
        found = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous")]
        assert found == ["delete", 3]
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        assert connection.exec_driver_sql("PRAGMA user_version").scalar() == VERSION


def test_block_that_raises_keeps_nothing(workspace: Workspace) -> None:
    def fail() -> None:
        with workspace.session() as session:
            settings.set_setting(session, "a", "1")
            raise KeyError("x")

    with pytest.raises(KeyError):
        fail()
    with workspace.session() as session:
        assert settings.setting(session, "a") is None


WRITER = """
import pathlib, sys
from models.scoring.marks import points
from models.conflicts.declarations import Answer, Declaration
from models.scoring.workspace.marks import declare, set_mark
from models.scoring.workspace.store import Workspace
from models.sealing.keys import PrivateKey
workspace = Workspace.create_or_open(pathlib.Path(sys.argv[1]), PrivateKey.ephemeral(b"k" * 32))
for number in range(100_000):
    with workspace.session() as session:
        declare(session, "p", "m1", [Declaration(application=f"A-{number}", answer=Answer.NO_CONFLICT)])
        set_mark(session, "p", "m1", f"A-{number}", "C1", points(number % 6))
    print(number, flush=True)
"""


def test_every_mark_survives_a_killed_program(folder: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", WRITER, folder], stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        for _ in range(60):
            child.stdout.readline()
        child.kill()
        kept = 59 + len(child.stdout.read().splitlines())
    with Workspace.create_or_open(folder, PrivateKey.ephemeral(b"k" * 32)) as workspace, workspace.session() as session:
        drafts = {entry.application: entry for entry in marks.draft_marks(session, "p", "m1")}
        assert len(drafts) in (kept + 1, kept + 2)  # the last one may be kept without having been told
        assert [drafts[f"A-{number}"].marks[0].mark for number in range(kept)] == [
            points(number % 6) for number in range(kept)
        ]
        assert len(marks.declarations(session, "p", "m1")) == len(drafts)


def test_content_is_scored_after_declaring_only(workspace: Workspace) -> None:
    def refused(action: Callable[[Any], None]) -> None:
        with pytest.raises(ScoringError, match="only after declaring"), workspace.session() as session:
            action(session)

    refused(lambda session: marks.set_mark(session, "p", "m1", "A-1", "C1", points(1)))
    with workspace.session() as session:
        marks.declare(session, "p", "m1", [Declaration(application="A-1", answer=Answer.NOT_SURE)])
    refused(lambda session: marks.set_reason(session, "p", "m1", "A-1", "C1", "x"))
    refused(lambda session: marks.set_comment(session, "p", "m1", "A-1", "x"))


def test_whole_applications_are_kept_at_once_or_not_at_all(workspace: Workspace) -> None:
    def entry(code: str, number: int) -> ApplicationMarks:
        cells = (CriterionMark(criterion="C1", mark=points(number), reason=f"{number}"),)
        return ApplicationMarks(application=code, marks=cells)

    with workspace.session() as session:
        marks.declare(session, "p", "m1", [Declaration(application="A-1", answer=Answer.NO_CONFLICT)])
        marks.set_comment(session, "p", "m1", "A-1", "kept")
        marks.set_marks(session, "p", "m1", [entry("A-1", 2)])
        marks.set_marks(session, "p", "m1", [])
    with pytest.raises(ScoringError, match="A-2"), workspace.session() as session:
        marks.set_marks(session, "p", "m1", [entry("A-1", 3), entry("A-2", 3)])
    with workspace.session() as session:
        marks.set_marks(session, "p", "m1", [entry("A-1", 4)])
        assert marks.draft_marks(session, "p", "m1") == (entry("A-1", 4).model_copy(update={"comment": "kept"}),)


def test_packet_is_remembered_once_and_opens_without_the_stick(
    small: Any, workspace: Workspace, packet: OpenPacket
) -> None:
    first = packets.remember_packet(workspace, packet.path, at=small.at)
    assert packets.remember_packet(workspace, packet.path, at=small.at).id == first.id
    packet.path.unlink()
    opened = packets.open_remembered(workspace, packet.id)
    assert (opened.manifest, opened.attachment(next(iter(small.content)))) == (
        small.manifest,
        first.attachment(next(iter(small.content))),
    )
    with workspace.session() as session:
        (known,) = packets.known_packets(session)
        assert (known.id, known.revision, known.title, known.remembered_at) == (
            packet.id,
            1,
            small.manifest.contest.title,
            small.at,
        )
        assert packets.known_packets(session, "another") == ()
    workspace.packet_path(packet.id).unlink()
    with pytest.raises(FileError):
        packets.open_remembered(workspace, packet.id)


def score(session: Any, small: Any, packet: str) -> None:
    marks.declare(session, packet, "m1", small.declared(Answer.NO_CONFLICT, Answer.CONFLICT, Answer.NO_CONFLICT))
    for number, code in enumerate(("C1", "C2", "C3", "C4", "C5"), 1):
        marks.set_mark(session, packet, "m1", "A-1", code, points(number))


def test_stopped_packet_is_not_remembered(small: Any, workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "usb.packet"
    packet_id = small.write(path)
    for stop in range(3):
        with pytest.raises(CancelledError):
            packets.remember_packet(workspace, path, at=small.at, report=lambda done, _of, stop=stop: done < stop)
        assert not workspace.packet_path(packet_id).exists()
        with workspace.session() as session:
            assert packets.known_packets(session) == ()
    assert packets.remember_packet(workspace, path, at=small.at).id == packet_id


def test_handing_in_closes_the_sheet_and_a_correction_opens_it(
    small: Any, workspace: Workspace, packet: OpenPacket
) -> None:
    roster: Roster = small.manifest.roster
    with workspace.session() as session:
        score(session, small, packet.id)
        with pytest.raises(ScoringError, match="not handed in yet"):
            handed.start_correction(session, packet.id, "m1", "x")
        first = handed.hand_in(session, packet, "m1", small.m1, at=small.at)
    opened = open_sheet(first.sealed, small.secretary, small.manifest, packet.id)
    assert opened == first.signed
    assert first.file_name == "m1-r1.sheet"
    for action in (
        lambda session: marks.set_mark(session, packet.id, "m1", "A-1", "C1", points(0)),
        lambda session: marks.declare(session, packet.id, "m1", small.declared(Answer.CONFLICT)),
        lambda session: handed.hand_in(session, packet, "m1", small.m1, at=small.at),
    ):
        with pytest.raises(ScoringError, match="closed"), workspace.session() as session:
            action(session)
    with workspace.session() as session:
        with pytest.raises(ScoringError, match="needs its reason"):
            handed.start_correction(session, packet.id, "m1", " ")
        handed.start_correction(session, packet.id, "m1", "С1 қате")
        marks.set_mark(session, packet.id, "m1", "A-1", "C1", points(0))
        assert handed.open_correction(session, packet.id, "m1") == "С1 қате"
        second = handed.hand_in(session, packet, "m1", small.m1, at=small.at)
        assert handed.open_correction(session, packet.id, "m1") is None
        assert handed.handed_in(session, packet.id, "m1", roster) == (first, second)
    sheet = second.signed.sheet
    assert (sheet.revision, sheet.previous, sheet.correction) == (2, first.signed.sha256, "С1 қате")
    assert [entry.total for entry in sheet.applications] == [14, None, None]
    assert sheet.applications[1].marks[0].mark == RECUSED


def test_drafts_carry_over_for_unchanged_applications(small: Any, workspace: Workspace, tmp_path: Path) -> None:
    one, two, three = small.manifest.applications
    changed = one.model_copy(update={"project": one.project.model_copy(update={"title": "Жаңа"})})
    after = small.manifest.model_copy(update={"revision": 2, "previous": "old", "applications": (changed, two, three)})
    write_packet(tmp_path / "2.packet", after, small.content.__getitem__, small.secretary)
    new = open_packet(tmp_path / "2.packet", small.m1)
    with workspace.session() as session:
        score(session, small, "old")
        marks.set_mark(session, "old", "m1", "A-3", "C2", points(2))
        marks.set_comment(session, "old", "m1", "A-3", "ескерту")
        for _ in range(2):
            found = marks.carry_over(session, "m1", ("old", small.manifest), (new.id, after))
            assert (found.kept, found.changed) == (("A-2", "A-3"), ("A-1",))
            assert [one.application for one in marks.declarations(session, new.id, "m1")] == ["A-2", "A-3"]
            (draft,) = marks.draft_marks(session, new.id, "m1")
            assert (draft.application, draft.comment, len(draft.marks)) == ("A-3", "ескерту", 1)
        marks.set_mark(session, new.id, "m1", "A-3", "C2", points(5))
        marks.carry_over(session, "m1", ("old", small.manifest), (new.id, after))
        assert marks.draft_marks(session, new.id, "m1")[0].marks[0].mark == points(5)
        handed.hand_in(session, new, "m1", small.m1, at=small.at)
        with pytest.raises(ScoringError, match="closed"):
            marks.carry_over(session, "m1", ("old", small.manifest), (new.id, after))


def test_marks_do_not_carry_over_to_other_criteria(small: Any, workspace: Workspace) -> None:
    criteria = small.criteria.model_copy(update={"content": small.criteria.content.model_copy(update={"version": 2})})
    after = small.manifest.model_copy(
        update={"contest": small.manifest.contest.model_copy(update={"criteria": criteria})}
    )
    with workspace.session() as session:
        score(session, small, "old")
        marks.carry_over(session, "m1", ("old", small.manifest), ("new", after))
        assert len(marks.declarations(session, "new", "m1")) == 3
        assert marks.draft_marks(session, "new", "m1") == ()


def test_taking_a_sheet_twice_changes_nothing(small: Any, workspace: Workspace) -> None:
    roster = small.manifest.roster
    first = sign_sheet(small.sheet("p", "m2"), small.m2, roster)
    second = sign_sheet(small.sheet("p", "m1"), small.m1, roster)
    with workspace.session() as session:
        assert [handed.take_sheet(session, "p", one, at=small.at) for one in (first, second, first)] == [
            True,
            True,
            False,
        ]
        assert handed.taken_sheets(session, "p", roster) == (second, first)
        known = handed.taken_sheets(session, "p", roster, known=[first])
        assert known == (second, first)
        assert known[1] is first  # not read a second time
        assert handed.taken_sheets(session, "q", roster, known=[first]) == ()


def test_acts_keep_their_order_and_a_changed_log_is_noticed(small: Any, folder: Path) -> None:
    opened = Opened(at=small.at, by="m1", number="1", on=date(2024, 5, 2), place="Қонаев", form="mixed")
    closed = Closed(at=small.at, by="m1")
    with Workspace.create_or_open(folder, small.m1) as workspace, workspace.session() as session:
        assert [acts.append_act(session, "p", act, small.m1) for act in (opened, closed)] == [1, 2]
        assert acts.append_act(session, "q", closed, small.m1) == 1
        assert acts.logged_acts(session, "p", small.m1) == (opened, closed)
    for change, number in (
        ("UPDATE act SET content = replace(content, 'mixed', 'video') WHERE number = 1", 1),
        ("DELETE FROM act WHERE number = 1 AND packet = 'p'", 1),
        ("UPDATE act SET chained = 'x' WHERE packet = 'q'", 1),
        ("UPDATE act SET content = '{}' WHERE packet = 'q'", 1),
        ("DELETE FROM act WHERE number = 2", 2),
        ("DELETE FROM act WHERE packet = 'p'", 1),
        ("DELETE FROM setting", 3),
        (
            "UPDATE setting SET value = (SELECT value FROM setting WHERE name LIKE '%: p') WHERE name LIKE '%: q'",
            2,
        ),
        ("UPDATE setting SET value = 'é'", 3),
    ):
        before = (folder / DATABASE).read_bytes()
        connection = raw(folder, small.m1)
        connection.execute(change)
        connection.close()
        with pytest.raises(StoreError, match=f"changed from outside at act {number};"):
            Workspace.create_or_open(folder, small.m1)
        (folder / DATABASE).write_bytes(before)
    Workspace.create_or_open(folder, small.m1).close()


def test_drafts_of_several_members_stay_apart(small: Any, workspace: Workspace) -> None:
    with workspace.session() as session:
        score(session, small, "p")
        assert marks.declarations(session, "p", "m2") == ()
        sheet = build_sheet(
            small.manifest,
            "p",
            "m1",
            declarations=marks.declarations(session, "p", "m1"),
            marks=marks.draft_marks(session, "p", "m1"),
            at=small.at,
        )
    assert sheet.applications[0].total == 15
