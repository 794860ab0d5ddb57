"""Intake plans stored in the central file, and that storing in any order, any number of times, keeps its promises."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.centre import applications as stored
from models.centre import contests
from models.centre.history import history
from models.centre.selection import screening
from models.centre.store import Central, key_file
from models.contest.application import Screened
from models.errors import FileError, StoreError
from models.intake.attachments import AttachmentScan, FoundFile
from models.intake.columns import recognise
from models.intake.outside.tables import Table, TableRow
from models.intake.plan import IntakePlan, RowKind, plan_intake
from models.sealing.keys import PrivateKey
from models.values import sha256

if TYPE_CHECKING:
    from tests.centre.conftest import Sample

AT = datetime(2024, 5, 2, 9, 30, tzinfo=UTC)
BY = "staff"
HEADINGS = ("Код заявки", "Фамилия", "Имя", "ИИН", "Название проекта")
NAMES = [("A-1", "Қасымова", "990101450016"), ("A-2", "Өмірбек", "990101350015")]


def plan_of(
    central: Central, sample: "Sample", rows: list[tuple[str, ...]], now: datetime, scan: AttachmentScan | None = None
) -> IntakePlan:
    table = Table("sheet", HEADINGS, 1, tuple(TableRow(number, row) for number, row in enumerate(rows, 2)))
    with central.reading() as session:
        existing = stored.applications(session, sample.id)
        contest = contests.contest(session, sample.id)
    return plan_intake(table, recognise(HEADINGS), contest, existing, scan, now=now)


def rows(title: str = "Жоба") -> list[tuple[str, ...]]:
    return [(code, surname, "Айжан", iin, title) for code, surname, iin in NAMES]


def put(central: Central, sample: "Sample", plan: IntakePlan, at: datetime = AT) -> stored.Stored:
    with central.session() as session:
        return stored.store_intake(session, sample.id, plan, by=BY, at=at)


@pytest.fixture
def founded(central: Central, sample: "Sample") -> Central:
    with central.session() as session:
        contests.add_contest(session, sample.contest, by=BY, at=AT)
    return central


def test_plan_is_stored_once(founded: Central, sample: "Sample", tmp_path: Path) -> None:
    file = tmp_path / "photo.jpg"
    file.write_bytes(b"picture")
    scan = AttachmentScan(
        files=(
            FoundFile(path=str(file), name="A-1/photo.jpg", size=7, sha256=sha256(b"picture"), media_type="image/jpeg"),
        )
    )
    plan = plan_of(founded, sample, rows(), AT, scan)
    assert put(founded, sample, plan) == (("A-1", "A-2"), (), ())
    with founded.reading() as session:
        before = history(session)
        assert stored.attachment_bytes(session, sha256(b"picture")) == b"picture"
    assert put(founded, sample, plan) == ((), (), ("A-1", "A-2"))
    again = plan_of(founded, sample, rows(), AT, scan)
    assert [row.kind for row in again.rows] == [RowKind.UNCHANGED] * 2
    assert put(founded, sample, again) == ((), (), ())
    with founded.reading() as session:
        assert history(session) == before


def test_plan_older_than_the_store_is_refused(founded: Central, sample: "Sample") -> None:
    put(founded, sample, plan_of(founded, sample, rows(), AT))
    mine = plan_of(founded, sample, rows("Менікі"), AT)
    theirs = plan_of(founded, sample, rows("Олардікі"), AT)
    put(founded, sample, theirs, AT + timedelta(minutes=1))
    with pytest.raises(StoreError, match=r"A-1(.|\n)*A-2"):
        put(founded, sample, mine, AT + timedelta(minutes=2))
    with founded.reading() as session:
        assert {one.project.title for one in stored.applications(session, sample.id)} == {"Олардікі"}


def test_file_that_is_gone_stores_nothing(founded: Central, sample: "Sample", tmp_path: Path) -> None:
    lost = FoundFile(path=str(tmp_path / "lost"), name="A-2.pdf", size=1, sha256="0" * 64, media_type="application/pdf")
    plan = plan_of(founded, sample, rows(), AT, AttachmentScan(files=(lost,)))
    with pytest.raises(FileError, match=r"A-2\.pdf"):
        put(founded, sample, plan)
    with founded.reading() as session:
        assert stored.listing(session, sample.id) == []


def test_flags_name_duplicates(founded: Central, sample: "Sample") -> None:
    with founded.session() as session:
        made = [sample.application(1, iin="990101450016"), sample.application(2, iin="990101450016")]
        stored.store(session, sample.id, made, by=BY, at=AT, read_attachment=sample.read)
        flags = screening.flags(session, sample.id)
    assert all("second-application" in {flag.rule for flag in raised} for raised in flags.values())


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_store_is_what_was_given_last(
    made_file: Path, key: PrivateKey, sample: "Sample", tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Any batches, failing ones among them: the store equals a dictionary that takes whole batches or nothing."""
    path = tmp_path_factory.mktemp("machine") / "centre.tandau"
    for source, target in ((made_file, path), (key_file(made_file), key_file(path))):
        shutil.copy(source, target)
    central = Central.open(path, key)
    with central.session() as session:
        contests.add_contest(session, sample.contest, by=BY, at=AT)
    expected: dict[str, str] = {}
    decided: dict[str, Screened] = {}
    batch = st.dictionaries(st.integers(1, 4), st.sampled_from(["Бір", "Екі"]), min_size=1, max_size=3)
    for titles, fails, admitted in data.draw(st.lists(st.tuples(batch, st.booleans(), st.integers(1, 4)), max_size=4)):
        made = [sample.application(number, title=title) for number, title in titles.items()]
        try:
            with central.session() as session:
                stored.store(session, sample.id, made, by=BY, at=AT, read_attachment=sample.read)
                if fails:
                    screening.decide(session, sample.id, "nobody", Screened.ADMITTED, by=BY, at=AT)
        except StoreError:
            assert fails
        else:
            expected |= {one.code: one.project.title for one in made}
        code = f"A-{admitted:03}"
        if code in expected:
            with central.session() as session:
                screening.decide(session, sample.id, code, Screened.ADMITTED, by=BY, at=AT)
            decided[code] = Screened.ADMITTED
    with central.reading() as session:
        assert {one.code: one.project.title for one in stored.applications(session, sample.id)} == expected
        assert stored.states(session, sample.id) == {code: decided.get(code, Screened.RECEIVED) for code in expected}
