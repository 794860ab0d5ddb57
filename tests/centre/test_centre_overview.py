"""Where a contest stands, the lines of contracts, and what a change of the commission needs."""

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from sqlmodel import select

from models.centre import commission, contests
from models.centre.overview import overview
from models.centre.results import register, sync
from models.centre.store import Central
from models.centre.tables import RosterRow
from models.contest.application import Screened
from models.contest.commission import Person, Role, needs_reason, next_id
from models.errors import SealError, StoreError
from models.sealing.keys import PrivateKey
from models.sealing.public_keys import fingerprint

if TYPE_CHECKING:
    from tests.centre.conftest import Sample

AT = datetime(2024, 5, 2, 9, 30, tzinfo=UTC)
BY = "staff"


def test_overview_of_a_new_contest_names_what_is_missing(central: Central, sample: "Sample") -> None:
    with central.session() as session:
        contests.add_contest(session, sample.contest, by=BY, at=AT)
        now = overview(session, sample.id)
    assert now.contest == sample.contest
    assert (now.received, now.criteria, now.packets, now.results, now.roster.version) == (0, (), (), 0, 0)
    assert now.commission_lacks == ("a secretary", "members of the commission: 0 of at least 5")


def test_overview_counts_what_was_done(central: Central, sample: "Sample") -> None:
    with central.session() as session:
        sample.found(session)
        manifest, packet = sample.packet(session)
        sync.do_sync(session, sync.plan_sync(session, sample.result(manifest, packet)), by=BY, at=AT)
        commission.dismiss(session, sample.id, "m5", by=BY, at=AT, why="ill")
        now = overview(session, sample.id)
    assert (now.received, now.count(Screened.ADMITTED), now.count(Screened.RECEIVED)) == (4, 4, 0)
    assert [one.revision for one in now.packets] == [1]
    assert (now.results, len(now.criteria)) == (1, 1)
    assert now.used_ids == {"m1", "m2", "m3", "m4", "m5", "s1"}
    assert now.name_of("m5") == sample.people()[4].name  # who left is still known by name
    assert now.name_of("Хатшы") == "Хатшы"
    assert now.commission_lacks == ("members of the commission: 4 of at least 5",)


def test_who_recorded_by_a_key_without_a_card_is_named_once_the_roster_knows_the_key(
    central: Central, sample: "Sample"
) -> None:
    with central.session() as session:
        sample.found(session)
        now = overview(session, sample.id)
    person = next(one for one in now.roster.people if one.public_key)
    assert now.name_of(fingerprint(person.public_key or "")) == person.name
    assert now.name_of(person.id) == person.name
    stranger = fingerprint(PrivateKey.ephemeral(b"?" * 32).public_line)
    assert now.name_of(stranger) == stranger
    assert now.name_of("staff") == "staff"


def test_a_changed_version_of_the_commission_is_noticed(central: Central, sample: "Sample") -> None:
    with central.session() as session:
        sample.found(session)
        commission.dismiss(session, sample.id, "m5", by=BY, at=AT, why="ill")
        first = session.exec(select(RosterRow).where(RosterRow.version == 1)).one()
        first.value = first.value.replace(sample.people()[0].name, "Басқа Адам")
        session.add(first)
    with central.reading() as session, pytest.raises(SealError, match="Version 2 of the commission"):
        overview(session, sample.id)


def test_contract_lines_follow_winners_contracts_and_who_is_next(central: Central, sample: "Sample") -> None:
    with central.session() as session:
        sample.found(session)
        assert register.contract_lines(session, sample.id) == ()
        sync.do_sync(session, sync.plan_sync(session, sample.result(*sample.packet(session))), by=BY, at=AT)
        lines = register.contract_lines(session, sample.id)
        assert {line.entry.code for line in lines} == {"A-001", "A-002"}
        assert {(line.first, line.last, line.follows) for line in lines} == {
            (date(2024, 5, 15), date(2024, 5, 20), False)
        }
        assert not lines[0].overdue(date(2024, 5, 20))
        assert lines[0].overdue(date(2024, 5, 21))
        failed = register.Contract(number="", state="failed")
        register.record_contract(session, sample.id, "A-002", failed, by=BY, at=AT, why="withdrew")
        lines = register.contract_lines(session, sample.id)
        assert {(line.entry.code, line.follows) for line in lines} == {
            ("A-001", False),
            ("A-002", False),
            ("A-004", True),
        }
        assert not next(line for line in lines if line.entry.code == "A-002").overdue(date(2025, 1, 1))


def test_taking_back_a_person_role_or_key_needs_a_reason(central: Central, sample: "Sample") -> None:
    people = tuple(sample.people())
    with central.session() as session:
        contests.add_contest(session, sample.contest, by=BY, at=AT)
        commission.set_people(session, sample.id, people, by=BY, at=AT)
        with pytest.raises(StoreError, match="needs a reason"):
            commission.set_people(session, sample.id, people[1:], by=BY, at=AT)
        renamed = (people[0].model_copy(update={"position": "dean"}), *people[1:])
        assert commission.set_people(session, sample.id, renamed, by=BY, at=AT).version == 2
        assert commission.set_people(session, sample.id, people[1:], by=BY, at=AT, why="ill").version == 3


def test_what_needs_a_reason() -> None:
    before = Person(id="m1", name="x", role=Role.MEMBER)
    keyed = before.model_copy(update={"public_key": "ssh-ed25519 A"})
    assert not needs_reason([before], [keyed])
    assert needs_reason([keyed], [before])
    assert needs_reason([before], [before.model_copy(update={"role": Role.STAFF})])
    assert needs_reason([before], [])
    assert not needs_reason([], [before])


def test_ids_are_given_by_role_and_never_twice() -> None:
    assert next_id(Role.MEMBER, {"m1", "m3", "s1"}) == "m2"
    assert next_id(Role.RECOVERY, set()) == "r1"
