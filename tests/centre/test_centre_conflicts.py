"""Conflicts in the central file: who is searched for, what never leaves it, decisions out and back."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from models.centre.commission import enrol
from models.centre.conflicts.pairs import (
    decisions,
    everyone,
    forget,
    know,
    know_from_table,
    known_people,
    new_involved_id,
    pin,
)
from models.centre.conflicts.search import mirror_of
from models.centre.destruction import destroy_personal_data
from models.centre.history import history
from models.centre.results.sync import do_sync, plan_sync
from models.centre.selection.packets import packets, prepare_manifest
from models.centre.store import Central
from models.conflicts.declarations import Answer, Declaration
from models.conflicts.involved import Involved
from models.conflicts.involved_table import plan_contacts
from models.conflicts.mirror import Side
from models.conflicts.parties import Party
from models.conflicts.party_tables import Parties
from models.conflicts.pinned import PinnedConflict, in_force
from models.errors import StoreError
from models.packet.checking import dated_ahead
from models.sitting.acts import Act, Choice, ConflictDecided, Vote

BY = "Хатшы"


def with_acts(opened: Any, acts: tuple[Act, ...]) -> Any:
    result = opened.result.model_copy(update={"acts": acts})
    return replace(opened, result=result, sha256=result.digest())


def decision(sample: Any, at: Any, *, conflict: bool = True, **more: Any) -> PinnedConflict:
    kind = more.pop("kind", "relative" if conflict else None)
    values = {"person": "m2", "application": "A-001", "reason": "інісі", "by": BY, "at": at} | more
    return PinnedConflict(conflict=conflict, kind=kind, **values)


@pytest.fixture
def at() -> Any:
    from datetime import UTC, datetime

    return datetime(2024, 5, 2, 9, 30, tzinfo=UTC)


def test_who_decides_last_decides_whatever_the_clocks_say(central: Central, sample: Any, at: Any) -> None:
    ahead = at.replace(year=2031)
    with central.session() as session:
        sample.found(session)
        pin(session, sample.id, decision(sample, ahead), by=BY, at=at)
        pin(session, sample.id, decision(sample, ahead), by=BY, at=at)
        made, packet = sample.packet(session)
        assert dated_ahead(made) == ("A-001",)
        opened = sample.result(made, packet)
        first, last = opened.result.acts
        found = ConflictDecided(
            at=first.at, by="s1", member="m2", application="A-001", conflict=False, reason="туысы емес",
            votes=tuple(Vote(member=member, choice=Choice.FOR) for member in ("m1", "m3")),
        )  # fmt: skip
        result = with_acts(opened, (first, found, last))
        for _ in range(2):
            do_sync(session, plan_sync(session, result), by=BY, at=at)
        stored = [one.pinned for one in decisions(session, sample.id)]
        assert [(one.conflict, one.after) for one in stored] == [(True, None), (False, ahead)]
        assert [one.conflict for one in in_force(stored).values()] == [False]
        for conflict in (True, False, False):
            pin(session, sample.id, decision(sample, at, conflict=conflict), by=BY, at=at)
            stored = [one.pinned for one in decisions(session, sample.id)]
            assert [one.conflict for one in in_force(reversed(stored)).values()] == [conflict]
        assert len(stored) == 4
        assert b"after" not in stored[0].canonical()


def test_contacts_of_members_are_searched_and_never_leave_the_file(central: Central, sample: Any, at: Any) -> None:
    secret = {"phone": "+7 701 000 0001", "iin": "690306491411", "address": "Абай көшесі 7, 15", "email": "q@x.kz"}
    with central.session() as session:
        sample.found(session)
        know(session, sample.id, Involved(id="m2", name="Мүше 2", part="member", **secret), by=BY, at=at)
        know(session, sample.id, Involved(id="m2", name="Мүше 2", part="member", **secret), by=BY, at=at)
        mentor = Involved(id=new_involved_id(session, sample.id), name="Тәлімгер", part="mentor")
        know(session, sample.id, mentor, by=BY, at=at)
        lists = mirror_of(session, sample.id, {}, on=at.date())
        assert [one.id for one in everyone(session, sample.id)] == ["m1", "m2", "m3", "m4", "m5", "s1", "k1"]
        assert [(row.person, row.application, row.tie, row.kind) for row in lists.undeclared] == [
            ("m2", "A-001", "same-phone", "household")
        ]
        made = prepare_manifest(session, sample.id, by=BY, at=at).canonical().decode()
        assert [text for text in secret.values() if text in made] == []
        assert "Тәлімгер" not in made
        told = [one for one in history(session, sample.id) if one.subject == "involved"]
        assert [(one.key, one.what) for one in told] == [("m2", "added"), ("k1", "added")]
        assert "701" not in "".join(one.model_dump_json() for one in told)
        with pytest.raises(StoreError):
            know(session, sample.id, Involved(id="m77", name="x", part="member"), by=BY, at=at)
        with pytest.raises(StoreError):
            forget(session, sample.id, "k1", by=BY, at=at, why=" ")
        forget(session, sample.id, "k1", by=BY, at=at, why="тәлімгер емес")
        assert [one.id for one in known_people(session, sample.id)] == ["m2"]


def test_a_table_of_contacts_is_stored_as_the_report_shows_or_not_at_all(
    central: Central, sample: Any, at: Any
) -> None:
    table = Parties(
        (Party(id="m2", phone="8 701 222 33 44"), Party(id="3", name="Бөтен Адам", role="тәлімгер", email="a@b.kz")),
        (),
        (2, 3),
    )
    with central.session() as session:
        sample.found(session)
        plan = plan_contacts(table, everyone(session, sample.id))
        assert know_from_table(session, sample.id, table, plan, by=BY, at=at) == 2
        people = {one.id: one for one in known_people(session, sample.id)}
        assert (people["m2"].phone, people["k1"].part, people["k1"].email) == ("8 701 222 33 44", "mentor", "a@b.kz")
        with pytest.raises(StoreError):
            know_from_table(session, sample.id, table, plan, by=BY, at=at)
        again = plan_contacts(table, everyone(session, sample.id))
        assert know_from_table(session, sample.id, table, again, by=BY, at=at) == 0


def test_a_decision_goes_out_once_and_in_every_later_revision(central: Central, sample: Any, at: Any) -> None:
    with central.session() as session:
        sample.found(session)
        sample.packet(session)
        made = decision(sample, at, reason="інісі, тел. +7 701 234 56 78")
        pin(session, sample.id, made, by=BY, at=at)
        pin(session, sample.id, made, by=BY, at=at)
        assert [one.pinned for one in decisions(session, sample.id)] == [made]
        manifest, _ = sample.packet(session)
        (sent,) = manifest.decisions
        assert (sent.pair, sent.conflict, sent.reason) == (("m2", "A-001"), True, "інісі, тел. […]")
        assert [(one.what, one.application, one.fields, one.why) for one in manifest.changes] == [
            ("decision", "A-001", ("m2",), sent.reason)
        ]
        again, _ = sample.packet(session)
        assert (again.decisions, again.changes) == (manifest.decisions, ())
        declared = {"m2": [Declaration(application="A-001", answer=Answer.NOT_SURE)]}
        (row,) = mirror_of(session, sample.id, declared, on=at.date()).rows
        assert (row.side, row.decision) == (Side.DECIDED, made)
        assert len(packets(session, sample.id)) == 3


def test_of_a_person_who_became_another_the_decision_stays_home(central: Central, sample: Any, at: Any) -> None:
    with central.session() as session:
        sample.found(session)
        pin(session, sample.id, decision(sample, at, conflict=False), by=BY, at=at)
        before, _ = sample.packet(session)
        assert len(before.decisions) == 1
        people = sample.people()
        people[1] = people[1].model_copy(update={"name": "Смағұлов Дәурен"})
        enrol(session, sample.id, people, by=BY, at=at, why="ауысты")
        after, _ = sample.packet(session)
        assert after.decisions == ()
        assert [(one.what, one.fields) for one in after.changes] == [("roster", ("m2",)), ("decision", ("m2",))]
        (row,) = mirror_of(session, sample.id, {}, on=at.date()).rows
        assert (row.side, row.stale, row.changed) == (Side.UNDECLARED, True, ("person",))
        later = decision(sample, at + timedelta(hours=1), conflict=False)
        pin(session, sample.id, later, by=BY, at=at)
        assert sample.packet(session)[0].decisions == (later,)


@pytest.mark.parametrize("more", [{"person": "m77"}, {"application": "A-999"}, {"reason": " "}, {"kind": "no-such"}])
def test_a_decision_that_fits_nobody_is_refused(central: Central, sample: Any, at: Any, more: dict[str, str]) -> None:
    with central.session() as session:
        sample.found(session)
        with pytest.raises(StoreError):
            pin(session, sample.id, decision(sample, at, **more), by=BY, at=at)
        assert decisions(session, sample.id) == ()


def test_what_the_sitting_decided_comes_back_once_and_is_destroyed_with_the_rest(
    central: Central, sample: Any, at: Any
) -> None:
    with central.session() as session:
        sample.found(session)
        manifest, packet = sample.packet(session)
        acts = tuple(
            ConflictDecided(at=at, by="s1", member="m2", application="A-001", conflict=conflict, reason="дауыспен")
            for conflict in (True, False)
        )
        plan = plan_sync(session, sample.result(manifest, packet, extra=acts))
        do_sync(session, plan, by=BY, at=at)
        do_sync(session, plan, by=BY, at=at)
        (one,) = decisions(session, sample.id)
        assert (one.pinned.conflict, one.pinned.source, one.pinned.protocol, one.pinned.by) == (
            False, "sitting", "12", "Хатшы"
        )  # fmt: skip
        assert one.about.applicant.name.startswith("Сұлтанғали")
        know(session, sample.id, Involved(id="m2", name="Мүше 2", part="member", phone="1"), by=BY, at=at)
        destroy_personal_data(session, sample.id, record_id=UUID(int=1), ground="мерзімі өтті", by=BY, at=at)
        (bare,) = decisions(session, sample.id)
        assert (bare.pinned.reason, bare.about.applicant.name, bare.pinned.pair) == ("", "", ("m2", "A-001"))
        assert known_people(session, sample.id) == ()


def test_a_further_result_pins_under_its_own_protocol_and_leaves_what_the_office_decided_since(
    central: Central, sample: Any, at: Any
) -> None:
    with central.session() as session:
        sample.found(session)
        manifest, packet = sample.packet(session)
        one = sample.result(manifest, packet)
        opened, closed = one.result.acts
        found = {"at": at, "by": "s1", "application": "A-001", "conflict": True, "reason": "дауыспен"}
        acts = (opened, ConflictDecided(member="m2", **found), closed)
        first = with_acts(one, acts)
        do_sync(session, plan_sync(session, first), by=BY, at=at)
        since = decision(sample, at + timedelta(hours=1), conflict=False)
        pin(session, sample.id, since, by=BY, at=at)
        further = (opened.model_copy(update={"number": "13"}), ConflictDecided(member="m3", **found), closed)
        do_sync(session, plan_sync(session, with_acts(one, (*acts, *further))), by=BY, at=at)
        told = [
            (each.pinned.person, each.pinned.source, each.pinned.protocol) for each in decisions(session, sample.id)
        ]
        assert told == [("m2", "sitting", "12"), ("m2", "office", ""), ("m3", "sitting", "13")]
