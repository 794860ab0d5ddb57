"""The central file at sizes beyond any contest: 100 000 applications listed, a million marks written and ranked."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func
from sqlmodel import select

from benchmarks.conftest import Measure
from benchmarks.pools import AT, applications, contest
from models.centre.applications import _columns, listing
from models.centre.bulk import insert_rows
from models.centre.contests import add_contest
from models.centre.results.marks import ranked_points, store_marks
from models.centre.results.register import find
from models.centre.results.sums import wrong_sums
from models.centre.store import Central
from models.centre.tables import ApplicationRow, CentreTable, MarkRow, PanelRow
from models.contest.application import Application
from models.scoring.marks import Mark, points
from models.sealing.keys import PrivateKey
from models.sitting.outcome import PanelMarks

APPLICATIONS, MEMBERS, CRITERIA = 20_000, 10, ("C1", "C2", "C3", "C4", "C5")
FEW = 2_000
"""Applications whose marks the objects write: 100 000 of them take as long as a person waits for anything."""
MOMENT = AT.strftime("%Y-%m-%d %H:%M:%S.%f")


@pytest.fixture(scope="module")
def centre(folder: Path) -> Iterator[tuple[Central, str]]:
    """A central file with 100 000 applications of some 4 kB each, and an outcome for the first 20 000."""
    made = contest()
    central = Central.create(folder / "large.tandau", PrivateKey.ephemeral(b"s" * 32), at=AT)
    thousand = [_columns(one) for one in applications(1_000)]
    fixed = {"contest": made.id, "state": "received", "version": 1, "stored_at": MOMENT, "stored_by": "s1"}
    tables = CentreTable.metadata.tables

    def rows() -> Iterator[tuple[Any, ...]]:
        for number in range(100_000):
            one = thousand[number % 1_000] | fixed | {"code": f"ABA-{number:06}"}
            one["submitted"] = MOMENT
            yield tuple(one[column.name] for column in tables["applications"].columns)

    def outcomes() -> Iterator[tuple[Any, ...]]:
        for number in range(APPLICATIONS):
            one = {"contest": made.id, "application": f"ABA-{number:06}", "result": "0" * 64, "territory": "abai"}
            one |= {"number_of_marks": str(MEMBERS), "shown": "", "standing": "out", "protocol_number": ""}
            yield tuple(one.get(column.name) for column in tables["outcomes"].columns)

    with central.session() as session:
        add_contest(session, made.model_copy(update={"criteria": None}), by="s1", at=AT)
        connection = session.connection()
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        insert_rows(connection, tables["applications"], rows())
        insert_rows(connection, tables["packets"], [("p", made.id, 1, "", 1, "{}", MOMENT, "s1")])
        insert_rows(connection, tables["results"], [("0" * 64, made.id, "p", "1", None, "{}", MOMENT, "s1")])
        insert_rows(connection, tables["outcomes"], outcomes())
    yield central, made.id
    central.close()


def read(central: Central, call: Callable[[Any], Any]) -> Any:
    with central.reading() as session:
        return call(session)


OPENING = "opening a list of 100 000 applications (SQLCipher)"


def naive(session: Any, contest_id: str) -> list[ApplicationRow]:
    query = select(ApplicationRow).where(ApplicationRow.contest == contest_id).order_by(ApplicationRow.code)
    return list(session.exec(query))


def test_objects(measure: Measure, centre: tuple[Central, str]) -> None:
    central, made = centre
    rows = measure(
        OPENING,
        "every row an object (SQLModel), the JSON left alone",
        lambda: read(central, lambda s: naive(s, made)),
        rounds=3,
    )
    assert len(rows) == 100_000


def test_whole_values(measure: Measure, centre: tuple[Central, str]) -> None:
    central, made = centre

    def values(session: Any) -> int:
        return sum(len(Application.model_validate_json(row.value).code) for row in naive(session, made))

    label = "every row an object (SQLModel), its application out of JSON"
    measure(OPENING, label, lambda: read(central, values), base=True, rounds=2)


def test_listing(measure: Measure, centre: tuple[Central, str]) -> None:
    central, made = centre
    rows = measure(
        OPENING, "Tandau: plain rows of what is shown", lambda: read(central, lambda s: listing(s, made)), faster=20
    )
    assert len(rows) == 100_000


def test_search(measure: Measure, centre: tuple[Central, str]) -> None:
    central, made = centre
    rows = measure(
        OPENING, "… those that hold a word", lambda: read(central, lambda s: listing(s, made, search="жастар"))
    )
    assert 0 < len(rows) < 100_000


def test_register(measure: Measure, centre: tuple[Central, str]) -> None:
    central, _ = centre
    label = "Tandau: the register, every line with what came of it"
    entries = measure(OPENING, label, lambda: read(central, find), rounds=2)
    assert len(entries) == 100_000


def panels(number: int) -> list[tuple[str, PanelMarks]]:
    marks: tuple[Mark, ...] = tuple(points(one) for one in range(6))
    made = []
    for at in range(number):
        for member in range(MEMBERS):
            given = [marks[(at * 7 + member * 3 + place * place) % 6] for place in range(len(CRITERIA))]
            made.append(
                (
                    f"ABA-{at:06}",
                    PanelMarks(
                        member=f"m{member + 1}",
                        marks=tuple(zip(CRITERIA, given, strict=True)),
                        total=sum(one.number for one in given),
                        counted=True,
                    ),
                )
            )
    return made


def store_objects(session: Any, contest_id: str, given: list[tuple[str, PanelMarks]]) -> None:
    for number, (code, panel) in enumerate(given, 1):
        session.add(
            PanelRow(id=number, contest=contest_id, application=code, member=panel.member, counted=int(panel.counted))
        )
    session.flush()
    session.add_all(
        MarkRow(panel=number, criterion=criterion, state=mark.state.value, points=mark.points)
        for number, (_, panel) in enumerate(given, 1)
        for criterion, mark in panel.marks
    )
    session.flush()


Clock = Callable[[], float]


@pytest.fixture
def clock(benchmark: Any) -> Clock:
    """The clock of the run, so that `--benchmark-timer` counts here too."""
    return benchmark._timer  # type: ignore[no-any-return]  # the benchmark's own


def stored(central: Central, made: str, given: list[Any], call: Callable[..., None], clock: Clock) -> float:
    with central.session() as session:
        store_marks(session, made, ())
    start = clock()
    with central.session() as session:
        call(session, made, given)
    return clock() - start


@pytest.fixture(scope="module")
def million() -> list[tuple[str, PanelMarks]]:
    return panels(APPLICATIONS)


WRITING = "writing marks of a sitting, one transaction (SQLCipher), for 100 000 marks"
RANKING = "ranking from stored marks, for 100 000 marks"


def by_objects(session: Any, contest_id: str) -> list[tuple[str, int]]:
    counted = {
        row.id: row
        for row in session.exec(select(PanelRow).where(PanelRow.contest == contest_id, PanelRow.counted == 1))
    }
    sums: dict[str, int] = {}
    for mark in session.exec(select(MarkRow)):
        panel = counted.get(mark.panel)
        if panel is not None:
            sums[panel.application] = sums.get(panel.application, 0) + (mark.points or 0)
    return sorted(sums.items(), key=lambda one: (-one[1], one[0]))


def test_objects_written(told: Measure, clock: Clock, centre: tuple[Central, str], million: list[Any]) -> None:
    central, made = centre
    few = million[: FEW * MEMBERS]
    seconds = [stored(central, made, few, store_objects, clock) for _ in range(2)]
    told(WRITING, "`add_all` of 100 000 objects", seconds, base=True)


def test_objects_ranked(measure: Measure, clock: Clock, centre: tuple[Central, str], million: list[Any]) -> None:
    central, made = centre
    few = million[: FEW * MEMBERS]
    stored(central, made, few, store_marks, clock)
    ranked = measure(
        RANKING, "100 000 objects, summed", lambda: read(central, lambda s: by_objects(s, made)), base=True, rounds=3
    )
    assert ranked == read(central, lambda s: [(one.application, one.points) for one in ranked_points(s, made)])


def test_few_ranked(measure: Measure, clock: Clock, centre: tuple[Central, str], million: list[Any]) -> None:
    central, made = centre
    stored(central, made, million[: FEW * MEMBERS], store_marks, clock)
    label = "Tandau: one query of the sums beside 100 000 marks"
    measure(RANKING, label, lambda: read(central, lambda s: ranked_points(s, made)), faster=50)


def test_million(told: Measure, clock: Clock, centre: tuple[Central, str], million: list[Any]) -> None:
    central, made = centre
    seconds = [stored(central, made, million, store_marks, clock) / 10 for _ in range(4)]
    told(WRITING, "Tandau, a tenth of 1 000 000 marks", seconds, faster=50)
    assert read(central, lambda s: s.exec(select(func.count()).select_from(MarkRow)).one()) == 1_000_000


def tenths(central: Central, clock: Clock, call: Callable[[Any], Any]) -> tuple[list[float], Any]:
    seconds, given = [], None
    for _ in range(4):
        start = clock()
        given = read(central, call)
        seconds.append((clock() - start) / 10)
    return seconds, given


def test_million_ranked(told: Measure, clock: Clock, centre: tuple[Central, str]) -> None:
    central, made = centre
    seconds, ranked = tenths(central, clock, lambda s: ranked_points(s, made))
    told(RANKING, "Tandau, a tenth of one query for 1 000 000", seconds, faster=50)
    assert len(ranked) == APPLICATIONS


def test_million_checked(told: Measure, clock: Clock, centre: tuple[Central, str]) -> None:
    central, made = centre
    seconds, wrong = tenths(central, clock, lambda s: wrong_sums(s, made))
    told(RANKING, "… a tenth of counting 1 000 000 marks anew, to check the sums", seconds)
    assert wrong == ()
