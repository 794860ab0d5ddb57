"""The office's whole contest in the watcher of pauses: table, screening, packet, paper sheets, result, register."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from benchmarks.held import decisions, seal_sheets
from benchmarks.pools import Pool, applications, contest, pool
from benchmarks.walk import Walk
from models.centre.applications import _columns
from models.centre.bulk import insert_rows
from models.centre.commission import enrol
from models.centre.contests import add_contest, approve_criteria
from models.centre.selection.screening import decide
from models.centre.store import Central
from models.centre.tables import CentreTable
from models.contest.application import Screened
from models.contest.commission import Person
from models.contest.contest import Contest
from models.sample.tables import write_workbook
from models.scoring.workspace.packets import remember_packet
from models.scoring.workspace.store import Workspace
from models.sitting.acts import AttendanceTaken, ChairElected, Choice, Opened, Presence, Vote
from models.sitting.held.room import Room

_AT = datetime(2024, 4, 25, 5, 0, tzinfo=UTC)
_LARGE = 100_000
"""Applications in the register: twenty years of contests."""


def office(number: int, members: int) -> Walk:
    """From the table of applications to the register."""
    walk = Walk(None)
    made = contest()
    invented = pool(1, members)
    people = tuple(
        one.model_copy(update={"public_key": walk.key.public_line}) if one.id == "s1" else one
        for one in invented.manifest.roster.people
    )
    path, table = walk.folder / "central.tandau", walk.folder / "applications.xlsx"
    _central(path, walk, made, people, large=_LARGE if number > 1_000 else 1_000)
    write_workbook(table, applications(number), made, "kk")
    walk.begin()
    window, act = walk.window, walk.act
    act("office: enter", lambda: window.enter("office"))
    place = walk.place
    act("office: open the central file", lambda: place.open_central(path))
    act("office: choose the contest", lambda: place.choose(made.id))
    for key in ("contest", "criteria", "commission"):
        walk.go(key, f"office: {key}")
    _intake(walk, table)
    _screening(walk, made)
    _searches(walk)
    _packet(walk)
    _paper(walk)
    _sync(walk, invented)
    _register(walk)
    act("office: another language", lambda: window.services.settings.change(language="ru"))
    return walk


def _central(path: Path, walk: Walk, made: Contest, people: tuple[Person, ...], *, large: int) -> None:
    central = Central.create(path, walk.key, at=_AT)
    with central.session() as session:
        # first, because the newest contest is the one that is worked on
        earlier = made.model_copy(update={"id": "00000000-0000-0000-0000-000000000001", "criteria": None})
        add_contest(session, earlier, by="Хатшы", at=_AT)
        _earlier(session.connection(), earlier.id, large)
        add_contest(session, made.model_copy(update={"criteria": None}), by="Хатшы", at=_AT)
        assert made.criteria is not None
        approve_criteria(session, made.id, made.criteria.approval, by="Хатшы", at=_AT)
        enrol(session, made.id, people, by="Хатшы", at=_AT)
    central.close()


def _earlier(connection: Connection, contest_id: str, number: int) -> None:
    table = CentreTable.metadata.tables["applications"]
    moment = _AT.strftime("%Y-%m-%d %H:%M:%S.%f")
    fixed = {"contest": contest_id, "state": "received", "version": 1, "stored_at": moment, "stored_by": "s1"}
    thousand = [_columns(one) | fixed | {"submitted": moment} for one in applications(1_000)]
    rows = (thousand[at % 1_000] | {"code": f"OLD-{at:06}"} for at in range(number))
    insert_rows(connection, table, (tuple(one[column.name] for column in table.columns) for one in rows))


def _intake(walk: Walk, table: Path) -> None:
    walk.go("intake", "office: intake")
    page = walk.page
    page.take(table)
    walk.act("intake: read the table", page.read)
    walk.table(page.report.rows, "intake report")
    walk.act("intake: store", page.store)


def _screening(walk: Walk, made: Contest) -> None:
    walk.go("screening", "office: screening")
    page, act = walk.page, walk.act
    act("screening: show all", lambda: page.list.states.choose("all"))
    walk.table(page.list.table, "screening")
    act("screening: read one", lambda: page.open_line(page.list.table.model.shown[0]))
    act("screening: the next one", lambda: page.turn(1))
    act("screening: admit it", page.admit_one)
    act("screening: back to the list", page.close_story)
    act("screening: admit all without flags", page.work.plan_admission)
    with walk.place.central.session() as session:  # what lacks documents; a person does it one by one
        for line in page.list.table.model.rows:
            if line.state is Screened.RECEIVED:
                decide(session, made.id, line.code, Screened.ADMITTED, by="Хатшы", at=datetime.now(UTC))
    act("screening: everything admitted", walk.place.reload)


def _searches(walk: Walk) -> None:
    walk.go("duplicates", "office: duplicates")
    walk.table(walk.page.cases.table, "duplicates")
    walk.go("conflicts", "office: conflicts")
    walk.table(walk.page.pairs.table, "conflicts")
    walk.go("lists", "office: lists")
    walk.table(walk.page.log, "history of the list")


def _packet(walk: Walk) -> None:
    walk.go("packet", "office: packet")
    walk.act("packet: build", walk.page.build)


def _paper(walk: Walk) -> None:
    walk.go("paper", "office: paper sheets")
    page = walk.page
    walk.act("paper: print the sheet", page.print.trigger if hasattr(page.print, "trigger") else page.print.click)
    walk.act("paper: type one in", page.open_chosen)
    walk.act("paper: back", page.close_paper)


def _sync(walk: Walk, invented: Pool) -> None:
    packet = next(walk.folder.glob("*.packet"))
    result = walk.folder / "contest.result"
    with Workspace.create_or_open(walk.folder / "laptop", walk.key) as workspace:
        opened = remember_packet(workspace, packet, at=datetime.now(UTC))
        room = Room(workspace, opened)
        held = Pool(opened.manifest, {}, invented.keys)
        room.take(seal_sheets(held, opened.id, walk.folder), at=datetime.now(UTC))
        members = [one.id for one in opened.manifest.roster.members]
        now: dict[str, Any] = {"at": datetime.now(UTC), "by": "s1"}
        today = datetime.now().astimezone().date()
        room.act(Opened(**now, number="7", on=today, place="Қонаев", form="in-person"))
        room.act(AttendanceTaken(**now, presence=tuple((one, Presence.PRESENT) for one in members)))
        votes = tuple(Vote(member=one, choice=Choice.FOR) for one in members)
        room.act(ChairElected(**now, chair="m1", votes=votes))
        room.act_all(decisions(room))
        room.write_result(result, invented.keys["m1"])
    walk.go("sync", "office: result")
    page = walk.page
    walk.act("result: take it", lambda: page.take(result))
    walk.table(page.table, "result")
    walk.act("result: store it", page.store)


def _register(walk: Walk) -> None:
    walk.go("register", "office: register")
    page, act = walk.page, walk.act
    act("register: all applications", lambda: page.who.setCurrentIndex(1))
    act("register: all contests", lambda: page.scope.setCurrentIndex(1))
    walk.table(page.table, "register")
    act("register: look for a word", lambda: (page.search.setText("жастар"), page.look_up()))
    act("register: look for nobody", lambda: (page.search.setText("жоқжоқ"), page.look_up()))
    act("register: export", page.export)
