"""First sitting → result → central file → a contract fails → further sitting → second result → register."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from desktop.cli.app import application
from models.centre.results.register import (
    Contract,
    contract_lines,
    deadlines,
    free_grants,
    next_in_line,
    record_contract,
    winners,
)
from models.centre.results.sync import SyncKind, do_sync, plan_sync
from models.protocol.files import Source, write_protocols
from models.protocol.verification import verify
from models.sitting.acts import (
    AttendanceTaken,
    ChairElected,
    Choice,
    Closed,
    NextNamed,
    Opened,
    Presence,
    Vote,
    WinnerLeft,
)
from models.sitting.held.result_files import OpenResult, open_result
from models.sitting.held.room import Room
from models.sitting.winning.following import following
from tests.journeys.held import AT, Journey, Minutes, key_of, name_winners, open_sitting

LATER = AT + timedelta(days=30)


def further(room: Room, gone: str) -> None:
    """Hold the further sitting by video: `gone` has no contract, whom the order of the line names follows."""
    members = [member.id for member in room.manifest.roster.members]
    votes = tuple(Vote(member=member, choice=Choice.FOR) for member in members)
    common: dict[str, Any] = {"at": LATER, "by": "s1"}
    room.act_all(
        [
            Opened(**common, number="6", on=LATER.date(), place="Ақтау қ.", form="video"),
            AttendanceTaken(**common, presence=tuple((member, Presence.REMOTE) for member in members)),
            ChairElected(**common, chair=members[1], votes=votes),
            WinnerLeft(**common, application=gone, how="contract-failed", basis="Қол қоймады", on=date(2022, 9, 25)),
        ]
    )
    territory = room.state.applications[gone].territory
    awards = following(room.state, territory).proposed
    room.act(NextNamed(**common, territory=territory, awards=awards, instead_of=(gone,), votes=votes))
    room.act(Closed(**common))


def first_result(day: Journey) -> tuple[OpenResult, Path]:
    """Hold the contest's first sitting on the chair's laptop: 62 grants, 65 applications, no two totals at the cut."""
    heading = "Өтінім коды;Тегі;Аты;Туған күні;Жобаның атауы;Сұралатын сома;Өтінім берілген күні"
    rows = [
        f"MNG-{n:03};Байсалов;Ерасыл {n};{n % 28 + 1:02}.{n % 12 + 1:02}.2000;№ {n} жоба;900000;2022-08-05 10:00"
        for n in range(1, 66)
    ]
    day.take_in("\r\n".join([heading, *rows]))
    day.admit_all()
    packet = day.build()
    codes = [one.code for one in packet.manifest.applications]
    points = {code: [4] * 5 if n < 62 else [3, 3, 3, 3, 65 - n] for n, code in enumerate(codes)}
    sheets = [day.hand_in(member, packet, points) for member in day.members]
    room, minutes = Room.open(day.laptop("m1"), packet.id), Minutes()
    room.take(sheets, at=AT)
    open_sitting(room, minutes)
    name_winners(room, minutes)
    path = day.usb / "first.result"
    room.write_result(path, key_of("m1"))
    return open_result(path), path


def sync(day: Journey, opened: OpenResult, at: Any) -> set[SyncKind]:
    with day.central.session() as session:
        plan = plan_sync(session, opened)
        assert plan.problems == ()
        do_sync(session, plan, by="s1", at=at)
        return {line.kind for line in plan.lines}


def test_a_winner_is_replaced_by_a_further_sitting(journey: Callable[..., Journey]) -> None:
    day = journey("zhas-2022", lot="mangystau", grants={"mangystau": 62})
    first, first_path = first_result(day)
    assert sync(day, first, AT + timedelta(days=12)) == {SyncKind.NEW}
    contest = day.contest.id
    failed = Contract(number="", state="failed")
    with day.central.session() as session:
        line = [one.code for one in next_in_line(session, contest)]
        gone = winners(session, contest)[0].code
        record_contract(session, contest, gone, failed, by="s1", at=AT + timedelta(days=25), why="қол қоймады")
        assert sum(free_grants(session, contest).values()) == 1
        assert [one.entry.code for one in contract_lines(session, contest) if one.follows] == line[:1]

    files = []
    for laptop in ("m2", "s1"):  # neither held the first sitting
        room = Room.further(day.laptop(laptop), first, at=LATER)
        further(room, gone)
        files.append(day.usb / f"second-{laptop}.result")
        room.write_result(files[-1], key_of("m2"))
    assert files[0].read_bytes() == files[1].read_bytes()
    second = open_result(files[0])

    papers = write_protocols(Source.of(second), day.folder / "papers")
    given = [first_path, files[0], *papers, *day.usb.glob("*.packet")]
    assert [finding for finding in verify(given, key=key_of("m1")) if finding.holds is not True] == []
    assert [one.holds for one in verify([files[0]]) if "continues" in one.checked] == [None]

    assert sync(day, second, LATER) == {SyncKind.CHANGED, SyncKind.PRESENT}
    with day.central.reading() as session:
        won = {one.code: one.protocol_number for one in winners(session, contest)}
        assert len(won) == 62
        assert won[line[0]] == "6"
        assert {number for code, number in won.items() if code != line[0]} == {"5"}
        days = {one.entry.code: (one.first, one.last) for one in deadlines(session, contest)}
        assert days.pop(line[0]) == (LATER.date() + timedelta(5), LATER.date() + timedelta(10))
        assert set(days.values()) == {(date(2022, 9, 15), date(2022, 9, 20))}
        assert [(one.code, one.reserve) for one in next_in_line(session, contest)] == [(line[1], 1), (line[2], 2)]
        assert free_grants(session, contest) == {}

    shown = CliRunner().invoke(application(), ["sitting", "show", str(files[0])])
    assert shown.exit_code == 0
    assert f"№ 6 of {LATER:%d.%m.%Y}" in shown.output
    assert f"in place of {gone}" in shown.output
