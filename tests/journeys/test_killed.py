"""The program is killed in the middle: nothing that was done is lost, nothing half done is kept, and it goes on."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from models.centre.applications import applications
from models.centre.results.sync import SyncKind, do_sync, plan_sync
from models.centre.selection.packets import packets
from models.errors import ScoringError
from models.intake.plan import RowKind
from models.scoring.marks import points
from models.scoring.workspace.handed import handed_in
from models.scoring.workspace.marks import draft_marks
from models.scoring.workspace.packets import known_packets, remember_packet
from models.scoring.workspace.store import Workspace
from models.sealing.safe_write import safe_write
from models.sitting.held.result_files import open_result
from models.sitting.held.room import Room
from tests.journeys.held import AT, Journey, Minutes, key_of, name_winners, open_sitting

PRELUDE = """
import sys
from pathlib import Path
from tests.journeys.held import AT, key_of
folder = Path(sys.argv[1])

def halt(*_):
    print("here", flush=True)
    sys.stdin.read()

def halt_before_the_name():
    from models.sealing import safe_write
    safe_write._move = lambda *_, **__: halt()
"""

ROWS = 12
TABLE = "Код заявки;Фамилия;Имя;Территория;Название проекта;Запрашиваемая сумма\n" + "".join(
    f"T-{n:02};Тестов;Имя {n};Мангистауская область;Проект {n};{500_000 + n}\n" for n in range(1, ROWS + 1)
)


def killed(script: str, *arguments: Path | str, at: int = 1) -> None:
    """Run `script` in a process of its own and kill it when it has said "here" `at` times."""
    command = [sys.executable, "-c", PRELUDE + script, *map(str, arguments)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2]
    ) as process:
        assert process.stdout is not None
        try:
            for _ in range(at):
                line = process.stdout.readline()
                assert line == "here\n", line
        finally:
            process.kill()


@pytest.fixture
def day(journey: Callable[..., Journey]) -> Journey:
    """Return a small contest in Mangystau with its applications taken in."""
    made = journey("zhas-2022", lot="mangystau", grants={"mangystau": 62})
    made.take_in(TABLE)
    made.admit_all()
    return made


def rows(total: int) -> dict[str, list[int]]:
    return {f"T-{n:02}": [total % 6] * 5 for n in range(1, ROWS + 1)}


def leftovers(folder: Path) -> list[str]:
    """Return the names in `folder` but those of files that were never finished."""
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith(".tandau-"))


def test_killed_in_the_middle_of_intake_stores_nothing_of_it(journey: Callable[..., Journey]) -> None:
    day = journey("zhas-2022", lot="mangystau", grants={"mangystau": 62})
    day.central.close()
    table = day.folder / "table.csv"
    table.write_text(TABLE, encoding="utf-8")
    script = """
from models.centre.intake import plan_source, take_in
from models.centre.store import Central
from models.intake.source import read_source
central = Central.open(folder / "office" / "central.tandau", key_of("s1"))
with central.session() as session:
    source = read_source(Path(sys.argv[2]), {})
    plan = plan_source(session, sys.argv[3], source, at=AT)
    report = lambda done, of: halt() if done == of // 2 else True
    take_in(session, sys.argv[3], plan, {}, by="s1", at=AT, report=report)
"""
    killed(script, day.folder, table, day.contest.id)
    with day.central.reading() as session:
        assert applications(session, day.contest.id) == ()
    assert day.take_in(TABLE).counts[RowKind.NEW] == ROWS
    with day.central.reading() as session:
        assert len(applications(session, day.contest.id)) == ROWS


def test_killed_before_a_packet_is_recorded_leaves_none_that_counts(day: Journey) -> None:
    day.central.close()
    script = """
from models.centre.selection import building
from models.centre.store import Central
building.record_packet = halt
central = Central.open(folder / "office" / "central.tandau", key_of("s1"))
with central.session() as session:
    building.build_packet(session, sys.argv[2], folder / "usb" / "first.packet", key_of("s1"), by="s1", at=AT)
"""
    killed(script, day.folder, day.contest.id)
    with day.central.reading() as session:
        assert packets(session, day.contest.id) == ()
    unknown = day.usb / "first.packet"
    built = day.build()
    assert built.revision == 1
    with day.laptop("m1") as workspace:
        remember_packet(workspace, built.path, at=AT)
        with pytest.raises(ScoringError, match="revision 1 as well"):
            remember_packet(workspace, unknown, at=AT)


def test_killed_while_scoring_loses_no_mark_that_was_given(day: Journey) -> None:
    packet = day.build()
    script = """
from models.scoring.marks import points
from models.conflicts.declarations import Answer, Declaration
from models.scoring.workspace.marks import declare, set_mark
from models.scoring.workspace.packets import remember_packet
from models.scoring.workspace.store import Workspace
workspace = Workspace.create_or_open(folder / "laptops" / "m2", key_of("m2"))
packet = remember_packet(workspace, Path(sys.argv[2]), at=AT)
codes = [one.code for one in packet.manifest.applications]
with workspace.session() as session:
    declare(session, packet.id, "m2", [Declaration(application=code, answer=Answer.NO_CONFLICT) for code in codes])
for code in codes:
    for criterion in ("C1", "C2", "C3", "C4", "C5"):
        with workspace.session() as session:
            set_mark(session, packet.id, "m2", code, criterion, points(4))
        print("here", flush=True)
"""
    killed(script, day.folder, packet.path, at=23)
    with day.laptop("m2") as workspace, workspace.session() as session:
        kept = [cell.mark for entry in draft_marks(session, packet.id, "m2") for cell in entry.marks]
    assert len(kept) >= 23
    assert set(kept) == {points(4)}


def test_killed_while_handing_in_keeps_the_sheet_and_writes_it_again(day: Journey) -> None:
    packet = day.build()
    script = """
from models.conflicts.declarations import Answer, Declaration
from models.scoring.workspace.handed import hand_in
from models.scoring.workspace.marks import declare
from models.scoring.workspace.packets import remember_packet
from models.scoring.workspace.store import Workspace
from models.sealing.safe_write import safe_write
workspace = Workspace.create_or_open(folder / "laptops" / "m2", key_of("m2"))
packet = remember_packet(workspace, Path(sys.argv[2]), at=AT)
with workspace.session() as session:
    handed = hand_in(session, packet, "m2", key_of("m2"), at=AT)
halt_before_the_name()
safe_write(folder / "usb" / "m2-r1.sheet", handed.sealed)
"""
    killed(script, day.folder, packet.path)
    assert leftovers(day.usb) == ["contest.packet"]
    with day.laptop("m2") as workspace:
        with workspace.session() as session:
            (known,) = known_packets(session)
            (kept,) = handed_in(session, known.id, "m2", packet.manifest.roster)
        sheet = day.usb / kept.file_name
        safe_write(sheet, kept.sealed)
    with day.laptop("m1") as workspace:
        remember_packet(workspace, packet.path, at=AT)
        assert [one.member for one in Room.open(workspace, packet.id).take([sheet], at=AT)] == ["m2"]


def test_killed_while_the_result_is_written_leaves_the_sitting_and_no_half_result(day: Journey) -> None:
    packet = day.build()
    sheets = [day.hand_in(member, packet, rows(n)) for n, member in enumerate(day.members)]
    with day.laptop("m1") as workspace:
        room, minutes = Room.open(workspace, packet.id), Minutes()
        room.take(sheets, at=AT)
        open_sitting(room, minutes)
        name_winners(room, minutes)
        expected, acts = day.folder / "expected.result", room.acts
        room.write_result(expected, key_of("m1"))
    script = """
from models.scoring.workspace.store import Workspace
from models.sitting.held.room import Room
workspace = Workspace.create_or_open(folder / "laptops" / "m1", key_of("m1"))
room = Room.open(workspace, sys.argv[2])
halt_before_the_name()
room.write_result(folder / "usb" / "contest.result", key_of("m1"))
"""
    before = leftovers(day.usb)
    killed(script, day.folder, packet.id)
    assert leftovers(day.usb) == before
    with day.laptop("m1") as workspace:
        room = Room.open(workspace, packet.id)
        assert room.acts == acts
        room.write_result(day.usb / "contest.result", key_of("m1"))
    assert (day.usb / "contest.result").read_bytes() == expected.read_bytes()


def test_killed_while_syncing_stores_nothing_and_syncs_again(day: Journey) -> None:
    packet = day.build()
    sheets = [day.hand_in(member, packet, rows(n)) for n, member in enumerate(day.members)]
    result = day.usb / "contest.result"
    with day.laptop("m1") as workspace:
        room, minutes = Room.open(workspace, packet.id), Minutes()
        room.take(sheets, at=AT)
        open_sitting(room, minutes)
        name_winners(room, minutes)
        room.write_result(result, key_of("m1"))
    day.central.close()
    script = """
from models.centre.store import Central
from models.centre.results.sync import do_sync, plan_sync
from models.sitting.held.result_files import open_result
central = Central.open(folder / "office" / "central.tandau", key_of("s1"))
with central.session() as session:
    do_sync(session, plan_sync(session, open_result(Path(sys.argv[2]))), by="s1", at=AT)
    halt()
"""
    killed(script, day.folder, result)
    with day.central.session() as session:
        plan = plan_sync(session, open_result(result))
        assert (plan.known, len(plan.of(SyncKind.NEW))) == (False, ROWS)
        do_sync(session, plan, by="s1", at=AT)
    with day.central.reading() as session:
        assert plan_sync(session, open_result(result)).known


def test_a_laptop_that_was_killed_is_free_for_the_next_start(tmp_path: Path) -> None:
    script = """
from models.scoring.workspace.store import Workspace
workspace = Workspace.create_or_open(folder, key_of("m1"))
halt()
"""
    killed(script, tmp_path / "laptop")
    Workspace.create_or_open(tmp_path / "laptop", key_of("m1")).close()
