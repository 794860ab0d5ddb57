"""Long work on the central file, stopped wherever it asks, leaves everything as it was."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sqlmodel import Session, select

from models.centre.applications import store
from models.centre.commission import enrol
from models.centre.contests import add_contest, approve_criteria
from models.centre.results.sync import do_sync, plan_sync
from models.centre.selection import screening
from models.centre.selection.admission import AdmissionPlan, admit, plan_admission
from models.centre.selection.building import build_packet
from models.centre.store import Central
from models.centre.tables import CentreTable
from models.errors import CancelledError
from models.packet.files import open_packet
from models.progress import Asking
from models.sealing.keys import PrivateKey

if TYPE_CHECKING:
    from tests.centre.conftest import Sample

AT, BY = datetime(2024, 5, 2, 9, 30, tzinfo=UTC), "staff"


class Person:
    """Who watches the progress and stops the work when it asks for the nth time."""

    def __init__(self, stop_at: int | None = None) -> None:
        self.stop_at, self.asked = stop_at, 0
        self.told: list[tuple[int, int]] = []

    def __call__(self, done: int, of: int) -> bool:
        self.asked += 1
        self.told.append((done, of))
        return self.asked != self.stop_at


def everything(central: Central) -> dict[str, list[Any]]:
    with central.reading() as session:
        return {
            name: sorted(map(repr, session.execute(select(table)).all()))
            for name, table in CentreTable.metadata.tables.items()
        }


Work = Callable[[Session, Asking], object]


def stopped_anywhere(central: Central, work: Work, folder: Path) -> Person:
    """Stop `work` at the first, the last and some places between; then let it finish."""
    before, files = everything(central), set(folder.iterdir())
    asked = _let_go_on(central, work, given_up=True).asked
    for stop_at in sorted({1, 2, asked // 4, asked // 2, asked * 3 // 4, asked - 1, asked}):
        for left_over in set(folder.iterdir()) - files:  # only of the rehearsal, which the store knows nothing of
            left_over.unlink()
        asking = Asking(Person(stop_at))
        with pytest.raises(CancelledError), central.session(asking) as session:
            work(session, asking)
        assert everything(central) == before
        assert set(folder.iterdir()) == files
    person = _let_go_on(central, work)
    assert everything(central) != before
    return person


def _let_go_on(central: Central, work: Work, *, given_up: bool = False) -> Person:
    person = Person()
    asking = Asking(person)
    with suppress(ZeroDivisionError), central.session(asking) as session:
        work(session, asking)
        if given_up:
            raise ZeroDivisionError
    return person


@pytest.fixture
def begun(central: Central, sample: "Sample") -> Central:
    """Return a central file with a contest whose criteria and commission stand; the secretary's key is `key`."""
    secretary = PrivateKey.ephemeral(b"s" * 32).public_line
    people = [one.model_copy(update={"public_key": secretary}) if one.id == "s1" else one for one in sample.people()]
    with central.session() as session:
        add_contest(session, sample.contest, by=BY, at=AT)
        enrol(session, sample.id, people, by=BY, at=AT)
        approve_criteria(session, sample.id, sample.approval, by=BY, at=AT)
    return central


def put_in(sample: "Sample", session: Session, asking: Asking) -> None:
    made = [sample.application(number) for number in range(1, 6)]
    store(session, sample.id, made, by=BY, at=AT, read_attachment=sample.read, report=asking)


def admit_all(sample: "Sample", session: Session, asking: Asking) -> None:
    plan = AdmissionPlan(admit=tuple(f"A-{number:03}" for number in range(1, 6)), flagged=())
    admit(session, sample.id, plan, by=BY, at=AT, report=asking)


def test_storing_applications_is_stopped_without_a_trace(begun: Central, sample: "Sample", tmp_path: Path) -> None:
    told = stopped_anywhere(begun, lambda *given: put_in(sample, *given), tmp_path).told
    assert told[-1] == (5, 5)


def test_screening_and_admitting_are_stopped_without_a_trace(
    begun: Central, sample: "Sample", tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with begun.session() as session:
        put_in(sample, session, Asking(Person()))
    with begun.reading() as session:
        person = Person()
        assert set(screening.flags(session, sample.id, person)) == {f"A-{number:03}" for number in range(1, 6)}
        assert person.told == [(done, 5) for done in range(5)]
        with pytest.raises(CancelledError):
            plan_admission(session, sample.id, lambda done, _of: done < 3)
    with pytest.raises(CancelledError), begun.reading(Asking(lambda *_: False)) as session:
        screening.flags(session, sample.id)
    monkeypatch.setattr("models.centre.selection.admission.flags", lambda *_: {})  # all of them lack documents
    told = stopped_anywhere(begun, lambda *given: admit_all(sample, *given), tmp_path).told
    assert told[-1] == (4, 5)


def test_building_and_syncing_are_stopped_without_a_trace(
    begun: Central, sample: "Sample", key: PrivateKey, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("models.centre.selection.admission.flags", lambda *_: {})
    with begun.session() as session:
        put_in(sample, session, Asking(Person()))
        admit_all(sample, session, Asking(Person()))

    folder = tmp_path / "stick"
    folder.mkdir()

    def building(session: Session, asking: Asking) -> None:
        build_packet(session, sample.id, folder / "contest.packet", key, by=BY, at=AT, report=asking)

    told = stopped_anywhere(begun, building, folder).told
    assert (5, 5) in told  # a photo each; papers about the person stay in the office
    packet = open_packet(folder / "contest.packet", key)
    opened = sample.result(packet.manifest, packet.id)

    def syncing(session: Session, asking: Asking) -> None:
        do_sync(session, plan_sync(session, opened), by=BY, at=AT)

    assert stopped_anywhere(begun, syncing, folder).asked > 10
