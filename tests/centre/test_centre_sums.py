"""The sums beside the marks: checked against them, and made for a central file of before."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import Column, Connection, MetaData, String, Table, text
from sqlalchemy.orm import registry

from models.centre import store, versions
from models.centre.columns import UtcMoment
from models.centre.results import marks, sync
from models.centre.results.sums import WrongSum, wrong_sums
from models.centre.store import Central
from models.scoring.marks import NOT_GIVEN, points
from models.sealing.keys import PrivateKey
from models.sitting.outcome import PanelMarks

if TYPE_CHECKING:
    from tests.centre.conftest import Sample

AT = datetime(2024, 5, 2, 9, 30, tzinfo=UTC)
MOMENT = "2024-05-02 09:30:00"


def panel(member: str, *given: int | None, counted: bool = True) -> PanelMarks:
    cells = tuple((f"C{n}", NOT_GIVEN if one is None else points(one)) for n, one in enumerate(given, 1))
    return PanelMarks(member=member, marks=cells, total=None, counted=counted)


def test_sums_are_checked_against_the_marks(central: Central, sample: "Sample") -> None:
    with central.session() as session:
        sample.found(session)
        opened = sample.result(*sample.packet(session))
        sync.do_sync(session, sync.plan_sync(session, opened), by="staff", at=AT)
        code = opened.result.outcome.territories[0].lines[0].application
        given = [(code, panel("m1", 5, None, 3)), (code, panel("m2")), (code, panel("m3", 0, 1, 2, counted=False))]
        marks.store_marks(session, sample.id, given)
        assert wrong_sums(session) == wrong_sums(session, sample.id) == ()
        session.execute(text("UPDATE panels SET points = 9 WHERE member = 'm1'"))
        session.execute(text("DELETE FROM marks WHERE panel = (SELECT id FROM panels WHERE member = 'm3')"))
        wrong = {"contest": sample.id, "application": code}
        expected = (
            WrongSum(**wrong, member="m1", numbers=2, points=9, counted_numbers=2, counted_points=8),
            WrongSum(**wrong, member="m3", numbers=3, points=3, counted_numbers=0, counted_points=0),
        )
        assert wrong_sums(session) == wrong_sums(session, sample.id) == expected
        assert wrong_sums(session, "another") == ()
        assert "9" in expected[0].said()


def add(connection: Connection, table: str, **values: object) -> None:
    names, places = ", ".join(f'"{name}"' for name in values), ", ".join(f":{name}" for name in values)
    connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({places})"), values)


def fill_as_before(connection: Connection) -> None:
    """Store one contest with one application and two members' marks, as the first version of the tables had them."""
    recorded = {"stored_at": MOMENT, "stored_by": "s1"}
    add(
        connection,
        "contests",
        id="c",
        profile="zhas-2024",
        lot="",
        title_kk="",
        title_ru="",
        value="{}",
        created_at=MOMENT,
    )
    whole = {"territory": "abai", "iin": "", "name": "Ибраимов", "title": "Жастар", "search": "ибраимов жастар"}
    whole |= {"state": "received", "version": 1, "sha256": "", "value": "{}"}
    add(connection, "applications", contest="c", code="A-1", **whole, **recorded)
    add(
        connection,
        "packets",
        id="p",
        contest="c",
        revision=1,
        criteria="",
        roster_version=1,
        value="{}",
        built_at=MOMENT,
        built_by="s1",
    )
    add(
        connection,
        "results",
        sha256="r",
        contest="c",
        packet="p",
        number="1",
        value="{}",
        synced_at=MOMENT,
        synced_by="s1",
    )
    outcome = {"result": "r", "territory": "abai", "number_of_marks": 1, "shown": "", "standing": "out"}
    add(connection, "outcomes", contest="c", application="A-1", **outcome)
    for number, member, counted in ((1, "m1", 1), (2, "m2", 0)):
        add(connection, "panels", id=number, contest="c", application="A-1", member=member, counted=counted)
    for number, criterion, given in ((1, "C1", 5), (1, "C2", 4), (2, "C1", 3), (2, "C2", None)):
        state = "number" if given is not None else "not-given"
        add(connection, "marks", panel=number, criterion=criterion, state=state, points=given)


@registry().mapped
class AccessThen:
    """Who may open a central file, as the first version stored it."""

    __table__ = Table(
        "access", MetaData(), Column("public_line", String, primary_key=True), Column("admitted_at", UtcMoment)
    )


@pytest.mark.parametrize("kind", ["file", "postgres"])
def test_a_central_file_of_before_gets_its_sums(
    kind: str,
    request: pytest.FixtureRequest,
    tmp_path: Path,
    key: PrivateKey,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    old = tmp_path / "old"
    shutil.copytree(str(versions.scripts()), old, ignore=shutil.ignore_patterns("__pycache__", "v000[2-9]*"))
    location: str | Path = tmp_path / "old.tandau"
    if kind == "postgres":
        fresh: Callable[[], str] = request.getfixturevalue("postgres")
        location = fresh()
    with monkeypatch.context() as before:
        before.setattr(versions, "scripts", lambda: old)
        before.setattr(versions, "VERSIONS", ("0001",))
        before.setattr(store, "AccessRow", AccessThen)
        made = Central.create(location, key, at=AT)
        with made.connection() as connection:
            fill_as_before(connection)
        made.close()
    raised = Central.open(location, key)
    with raised.reading() as session:
        assert wrong_sums(session) == ()
        assert marks.ranked_points(session, "c") == [("A-1", 2, 9)]
        stored = session.execute(text("SELECT member, numbers, points FROM panels ORDER BY member")).all()
        assert [tuple(row) for row in stored] == [("m1", 2, 9), ("m2", 1, 3)]
    raised.close()
