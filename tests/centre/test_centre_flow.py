"""From a new contest to the register: what the central file promises on the way, in a file and in PostgreSQL."""

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from sqlmodel import select

from models.centre import applications as stored
from models.centre import commission, contests
from models.centre.destruction import destroy_personal_data, destructions
from models.centre.history import history
from models.centre.papers import reports
from models.centre.results import register, sync
from models.centre.selection import packets, screening
from models.centre.store import Central
from models.centre.tables import BlobRow
from models.contest.application import Screened
from models.contest.commission import Person, Role, next_id
from models.errors import StoreError
from models.packet.manifest import TechnicalSelection
from models.packet.roster_files import check_chain
from models.sitting.acts import Closed
from models.sitting.replay import Unlawful
from models.values import Both

if TYPE_CHECKING:
    from tests.centre.conftest import Sample
from datetime import UTC, datetime

AT = datetime(2024, 5, 2, 9, 30, tzinfo=UTC)
BY = "staff"
REASON = (Both(kk="Құжат жоқ", ru="Нет документа"),)


def test_criteria_are_frozen_once_approved(central: Central, sample: "Sample") -> None:
    with central.session() as session:
        contests.add_contest(session, sample.contest, by=BY, at=AT)
        first = contests.approve_criteria(session, sample.id, sample.approval, by=BY, at=AT)
        assert contests.approve_criteria(session, sample.id, sample.approval, by=BY, at=AT) == first
        changed = first.content.model_copy(update={"criteria": first.content.criteria[:4]})
        with pytest.raises(StoreError, match="reason"):
            contests.approve_criteria(session, sample.id, sample.approval, by=BY, at=AT, content=changed)
        second = contests.approve_criteria(
            session, sample.id, sample.approval, by=BY, at=AT, content=changed, why="operator asked"
        )
        assert (second.content.version, second.digest() == first.digest()) == (2, False)
        assert contests.criteria_versions(session, sample.id) == (first, second)
        assert contests.contest(session, sample.id).criteria == second
    with central.reading() as session:
        assert [change.what for change in history(session, sample.id, subject="criteria")] == ["approved", "changed"]


def test_quota_and_contract_date_are_decided_with_a_reason(central: Central, sample: "Sample") -> None:
    territory = sample.contest.territories[0].code
    with central.session() as session:
        contests.add_contest(session, sample.contest, by=BY, at=AT)
        decided = contests.decide_quota(session, sample.id, territory, 21, by=BY, at=AT, why="operator's letter")
        assert decided.territories[0].grants == 21
        with pytest.raises(StoreError, match="reason"):
            contests.set_contract_date(session, sample.id, date(2024, 3, 2), by=BY, at=AT)
        contests.set_contract_date(session, sample.id, date(2024, 3, 2), by=BY, at=AT, why="misread")
        assert contests.contest(session, sample.id).contract_date == date(2024, 3, 2)
        with pytest.raises(StoreError):
            contests.decide_quota(session, sample.id, "nowhere", 1, by=BY, at=AT, why="x")


def test_roster_versions_are_a_chain(central: Central, sample: "Sample") -> None:
    with central.session() as session:
        contests.add_contest(session, sample.contest, by=BY, at=AT)
        assert commission.roster(session, sample.id).version == 0
        commission.enrol(session, sample.id, sample.people()[:3], by=BY, at=AT)
        assert next_id(Role.MEMBER, commission.used_ids(session, sample.id)) == "m4"
        commission.enrol(session, sample.id, sample.people(), by=BY, at=AT)
        again = commission.enrol(session, sample.id, sample.people(), by=BY, at=AT)
        assert again.version == 2
        commission.dismiss(session, sample.id, "m5", by=BY, at=AT, why="ill")
        assert next_id(Role.MEMBER, commission.used_ids(session, sample.id)) == "m6"
        chain = commission.rosters(session, sample.id)
    check_chain(chain)
    assert [len(roster.people) for roster in chain] == [3, 6, 5]


def test_key_is_replaced_only_with_a_reason(central: Central, sample: "Sample") -> None:
    people = sample.people()
    with central.session() as session:
        contests.add_contest(session, sample.contest, by=BY, at=AT)
        commission.enrol(session, sample.id, [people[0]], by=BY, at=AT)
        other = people[5].public_key or ""
        with pytest.raises(StoreError, match="another key"):
            commission.take_key(session, sample.id, "m1", other, by=BY, at=AT)
        commission.take_key(session, sample.id, "m1", f"{other} a comment", by=BY, at=AT, why="lost stick")
        assert commission.roster(session, sample.id).person("m1").public_key == other
        with pytest.raises(StoreError, match="several people"):
            commission.enrol(session, sample.id, [people[5]], by=BY, at=AT)
        extra = [Person(id=f"s{n}", name="x", role=Role.SECRETARY) for n in (1, 2)]
        with pytest.raises(StoreError, match="more than one secretary"):
            commission.enrol(session, sample.id, extra, by=BY, at=AT)


def test_storing_twice_changes_nothing(central: Central, sample: "Sample") -> None:
    made = [sample.application(number) for number in range(1, 4)]
    with central.session() as session:
        contests.add_contest(session, sample.contest, by=BY, at=AT)
        first = stored.store(session, sample.id, made, by=BY, at=AT, read_attachment=sample.read)
        assert first == (("A-001", "A-002", "A-003"), (), ())
        before = history(session)
        second = stored.store(session, sample.id, made, by=BY, at=AT, read_attachment=sample.read)
        assert second == ((), (), ("A-001", "A-002", "A-003"))
        assert history(session) == before
        assert stored.applications(session, sample.id) == tuple(made)
        photo = made[0].attachments[1]
        assert stored.attachment_bytes(session, photo.sha256) == sample.files[photo.sha256]


def test_changed_application_keeps_what_it_held(central: Central, sample: "Sample") -> None:
    old, new = sample.application(1), sample.application(1, title="Басқа атау")
    with central.session() as session:
        contests.add_contest(session, sample.contest, by=BY, at=AT)
        stored.store(session, sample.id, [old], by=BY, at=AT, read_attachment=sample.read)
        stored.store(session, sample.id, [new], by=BY, at=AT, read_attachment=sample.read)
        assert stored.versions(session, sample.id, "A-001") == (old, new)
        (added, changed) = history(session, sample.id, subject="application")
        assert (added.what, changed.what, changed.fields) == ("added", "changed", ("project.title",))


def test_attachment_that_changed_is_refused(central: Central, sample: "Sample") -> None:
    with central.session() as session:
        contests.add_contest(session, sample.contest, by=BY, at=AT)

    def put() -> None:
        with central.session() as session:
            stored.store(session, sample.id, [sample.application(1)], by=BY, at=AT, read_attachment=lambda *_: b"other")

    with pytest.raises(StoreError, match="changed since"):
        put()
    with central.reading() as session:
        assert stored.applications(session, sample.id) == ()


@pytest.mark.parametrize(
    ("title", "search"),
    [
        ("Ән мен Әуен", "ән ӘУЕН"),
        ("Ғылым қаласы", "ғылым ҚАЛАСЫ"),
        ("Қоңыраулы Өңір", "коныраулы онир"),
        ("Ұстаз һәм Үміт", "устаз хам умит"),
        ("Ілім ёлка", "илим елка"),
        ("Cтудия 100%_ жоба", "СТУДИЯ 100"),
    ],
)
def test_search_finds_kazakh_and_russian_letters(central: Central, sample: "Sample", title: str, search: str) -> None:
    with central.session() as session:
        contests.add_contest(session, sample.contest, by=BY, at=AT)
        made = [sample.application(1, title=title), sample.application(2, title="Мүлдем өзге")]
        stored.store(session, sample.id, made, by=BY, at=AT, read_attachment=sample.read)
    with central.reading() as session:
        assert [row.code for row in stored.listing(session, sample.id, search=search)] == ["A-001"]
        assert [entry.code for entry in register.find(session, search)] == ["A-001"]
        assert [entry.code for entry in register.find(session, most=1)] == ["A-001"]
        assert register.find(session, winners_only=True) == ()
        assert [row.code for row in stored.listing(session, sample.id, search="СУЛТАНГАЛИ")] == ["A-001", "A-002"]
        assert stored.listing(session, sample.id, search="%") == stored.listing(session, sample.id)


def test_technical_selection_counts_decisions(central: Central, sample: "Sample") -> None:
    with central.session() as session:
        sample.found(session, applications=4)
        decide = screening.decide
        with pytest.raises(StoreError, match="reasons"):
            decide(session, sample.id, "A-001", Screened.REFUSED, by=BY, at=AT)
        with pytest.raises(StoreError, match="last day"):
            decide(session, sample.id, "A-001", Screened.MENDING, reasons=REASON, by=BY, at=AT)
        last = AT.date() + timedelta(days=2)
        decide(session, sample.id, "A-001", Screened.MENDING, reasons=REASON, deadline=last, by=BY, at=AT)
        decide(session, sample.id, "A-001", Screened.REFUSED, reasons=REASON, by=BY, at=AT)
        decide(session, sample.id, "A-001", Screened.REFUSED, reasons=REASON, by=BY, at=AT)
        decide(session, sample.id, "A-002", Screened.WITHDRAWN, by=BY, at=AT, reasons=REASON)
        assert len(screening.decisions(session, sample.id, "A-001")) == 3
        assert screening.technical_selection(session, sample.id) == TechnicalSelection(
            received=4, admitted=2, refused=1, withdrawn=1, mended=1
        )
        assert [(one.code, one.withdrawn, one.reason.kk) for one in screening.refused(session, sample.id)] == [
            ("A-001", False, "Құжат жоқ"),
            ("A-002", True, "Құжат жоқ"),
        ]


def test_packet_names_everything_it_lacks(central: Central, sample: "Sample") -> None:
    with central.session() as session:
        contests.add_contest(session, sample.contest, by=BY, at=AT)
        with pytest.raises(StoreError) as caught:
            packets.prepare_manifest(session, sample.id, by=BY, at=AT)
        assert caught.value.problems == (
            "the approval of the criteria",
            "a secretary",
            "members of the commission: 0 of at least 5",
            "an admitted application",
        )
        nobody = [person.model_copy(update={"public_key": None}) for person in sample.people()]
        commission.enrol(session, sample.id, nobody, by=BY, at=AT)
        with pytest.raises(StoreError, match="the key of Мүше 3"):
            packets.prepare_manifest(session, sample.id, by=BY, at=AT)


def test_packet_carries_nothing_personal(central: Central, sample: "Sample") -> None:
    with central.session() as session:
        sample.found(session, applications=4)
        screening.decide(session, sample.id, "A-004", Screened.REFUSED, reasons=REASON, by=BY, at=AT)
        manifest, _ = sample.packet(session)
    text = manifest.canonical().decode()
    for one in (sample.application(number) for number in range(1, 5)):
        for secret in (one.applicant.iin, one.applicant.mobile, one.applicant.family_status):
            assert secret not in text
    assert [one.code for one in manifest.applications] == ["A-001", "A-002", "A-003"]
    assert {each.name for one in manifest.applications for each in one.attachments} == {"photo.jpg"}
    assert [one.code for one in manifest.refused] == ["A-004"]


def test_next_revision_says_what_changed(central: Central, sample: "Sample") -> None:
    with central.session() as session:
        sample.found(session)
        first, first_id = sample.packet(session)
        packets.record_packet(session, first, first_id)
        screening.decide(session, sample.id, "A-002", Screened.WITHDRAWN, by=BY, at=AT, reasons=REASON)
        commission.dismiss(session, sample.id, "s1", by=BY, at=AT, why="left")
        secretary = sample.people()[5].model_copy(update={"id": "s2"})
        commission.enrol(session, sample.id, [secretary], by=BY, at=AT)
        why = {"A-002": "asked by letter"}
        second = packets.prepare_manifest(session, sample.id, by=BY, at=AT, why=why)
        packets.record_packet(session, second, "b" * 64)
        assert (second.revision, second.previous) == (2, first_id)
        assert [(change.what, change.application, change.fields, change.why) for change in second.changes] == [
            ("roster", "", ("s1", "s2"), ""),
            ("removed", "A-002", (), "asked by letter"),
        ]
        assert [entry.revision for entry in packets.packets(session, sample.id)] == [1, 2]
        assert packets.packet_manifest(session, first_id) == first
        with pytest.raises(StoreError, match="must not be handed out"):
            packets.record_packet(session, second, "c" * 64)


def test_sync_twice_is_once(central: Central, sample: "Sample") -> None:
    with central.session() as session:
        sample.found(session)
        opened = sample.result(*sample.packet(session))
        plan = sync.plan_sync(session, opened)
        assert [line.kind for line in plan.lines] == [sync.SyncKind.NEW] * 4
        assert sync.results(session, sample.id) == ()
        sync.do_sync(session, plan, by=BY, at=AT)
    with central.session() as session:
        before = history(session)
        again = sync.plan_sync(session, opened)
        assert ([line.kind for line in again.lines], again.known) == ([sync.SyncKind.PRESENT] * 4, True)
        sync.do_sync(session, again, by=BY, at=AT)
        sync.do_sync(session, plan, by=BY, at=AT)
        assert history(session) == before
        assert sync.results(session, sample.id) == (opened.result,)


def test_result_of_an_older_packet_is_shown_and_not_stored(central: Central, sample: "Sample") -> None:
    with central.session() as session:
        sample.found(session)
        first = sample.packet(session)
        screening.decide(session, sample.id, "A-004", Screened.WITHDRAWN, by=BY, at=AT, reasons=REASON)
        sample.packet(session)
        plan = sync.plan_sync(session, sample.result(*first))
        assert plan.problems == ("It was made from packet revision 1, but the newest is 2.",)
        with pytest.raises(StoreError, match="newest is 2"):
            sync.do_sync(session, plan, by=BY, at=AT)
        assert sync.results(session, sample.id) == ()


def test_contradicting_result_is_shown_and_not_stored(central: Central, sample: "Sample") -> None:
    with central.session() as session:
        sample.found(session)
        packet = sample.packet(session)
        opened = sample.result(*packet)
        sync.do_sync(session, sync.plan_sync(session, opened), by=BY, at=AT)
        later = AT + timedelta(hours=1)
        continued = sample.result(*packet, extra=(Closed(at=later, by="s1"),), points=1)
        plan = sync.plan_sync(session, continued)
        assert plan.fits
        assert {line.fields for line in plan.of(sync.SyncKind.CHANGED)} == {("total", "shown")}
        sync.do_sync(session, plan, by=BY, at=later)
        other = sync.plan_sync(session, opened)
        assert (other.fits, other.known) == (False, True)
        strange = sample.result(*packet, points=2)
        assert not sync.plan_sync(session, strange).fits
        assert register.find(session, contest_id=sample.id)[0].total == "120"


def test_result_of_an_unlawful_sitting_is_shown_and_not_stored(central: Central, sample: "Sample") -> None:
    with central.session() as session:
        sample.found(session)
        opened = replace(
            sample.result(*sample.packet(session)),
            unlawful=(Unlawful(number=4, kind="winners-named", reason="Nobody voted."),),
        )
        plan = sync.plan_sync(session, opened)
        assert plan.problems == ("Act 4 of the sitting is against the rules: Nobody voted.",)
        with pytest.raises(StoreError, match="Nobody voted"):
            sync.do_sync(session, plan, by=BY, at=AT)
        assert sync.results(session, sample.id) == ()


def test_unknown_application_and_packet_do_not_fit(central: Central, sample: "Sample") -> None:
    with central.session() as session:
        sample.found(session)
        manifest, packet_id = sample.packet(session)
        opened = sample.result(manifest, "f" * 64)
        problems = sync.plan_sync(session, opened).problems
        assert ["did not build" in problems[0], "two packets with one number" in problems[1]] == [True, True]
        foreign = manifest.applications[0].model_copy(update={"code": "X-1"})
        altered = manifest.model_copy(update={"applications": (foreign, *manifest.applications[1:])})
        plan = sync.plan_sync(session, sample.result(altered, packet_id))
        assert [line.application for line in plan.of(sync.SyncKind.UNFIT)] == ["X-1"]
        assert "contradicts" in plan.problems[0]


def test_register_answers_who_won_and_by_when(central: Central, sample: "Sample") -> None:
    with central.session() as session:
        sample.found(session)
        sync.do_sync(session, sync.plan_sync(session, sample.result(*sample.packet(session))), by=BY, at=AT)
        won = register.winners(session)
        assert [(entry.code, entry.total, entry.place) for entry in won] == [("A-001", "119", 1), ("A-002", "119", 1)]
        assert register.winners(session, search=won[0].iin) == won[:1]
        days = sample.contest.profile.winners.contract_days
        expected = [(date(2024, 5, 10) + timedelta(days[0]), date(2024, 5, 10) + timedelta(days[1]))] if days else []
        assert [(one.first, one.last) for one in register.deadlines(session, sample.id)][:1] == expected
        assert [entry.code for entry in register.next_in_line(session, sample.id)] == ["A-003", "A-004"]
        profiles = (sample.contest.profile.code,)
        assert [one.code for one in screening.earlier_winners(session, profiles)] == ["A-001", "A-002"]
        assert screening.earlier_winners(session, profiles, besides=sample.id) == ()


def test_contract_and_who_follows(central: Central, sample: "Sample") -> None:
    with central.session() as session:
        sample.found(session)
        sync.do_sync(session, sync.plan_sync(session, sample.result(*sample.packet(session))), by=BY, at=AT)
        contract = register.Contract(number="7", signed_on=date(2024, 5, 16), amount=900_000)
        put = register.record_contract
        put(session, sample.id, "A-001", contract, by=BY, at=AT)
        put(session, sample.id, "A-001", contract, by=BY, at=AT)
        with pytest.raises(StoreError, match="900\u00a0000 KZT"):
            put(session, sample.id, "A-002", contract.model_copy(update={"amount": 900_001}), by=BY, at=AT)
        with pytest.raises(StoreError, match="neither a winner"):
            put(session, sample.id, "A-004", contract, by=BY, at=AT, why="decision 1")
        put(session, sample.id, "A-002", register.Contract(number="", state="failed"), by=BY, at=AT, why="withdrew")
        assert register.free_grants(session, sample.id) == {sample.application(2).territory: 1}
        put(session, sample.id, "A-004", contract.model_copy(update={"number": "8"}), by=BY, at=AT, why="decision 1")
        assert {entry.code for entry in register.winners(session, sample.id)} == {"A-001", "A-004"}
        done = contract.model_copy(update={"state": "completed", "actual_cost": 880_000, "documents": "3 invoices"})
        put(session, sample.id, "A-001", done, by=BY, at=AT)
        rows = {row.code: row for row in reports.grants_register(session, sample.id)}
        assert (rows["A-001"].deviation, rows["A-001"].contract_number, rows["A-004"].deviation) == (20_000, "7", None)
        headings, cells = reports.grants_table(rows.values())
        assert {len(headings)} == {len(row) for row in cells}
        figures = reports.figures(session, sample.id)
        assert (figures.ranked, sum(one.grants for one in figures.territories), figures.directions) == (
            4,
            2,
            ((1, 4, 2),),
        )


def test_destroyed_data_are_gone_and_points_stay(central: Central, sample: "Sample") -> None:
    with central.session() as session:
        sample.found(session)
        sync.do_sync(session, sync.plan_sync(session, sample.result(*sample.packet(session))), by=BY, at=AT)
        totals = [(entry.code, entry.total, entry.standing) for entry in register.find(session)]
        with pytest.raises(StoreError, match="ground"):
            destroy_personal_data(session, sample.id, record_id=UUID(int=1), ground=" ", by=BY, at=AT)
        done = destroy_personal_data(session, sample.id, record_id=UUID(int=1), ground="purpose ended", by=BY, at=AT)
        assert (done.applications, done.attachments) == (4, 8)
        assert destructions(session) == (done,)
        assert [(entry.code, entry.total, entry.standing) for entry in register.find(session)] == totals
        assert session.exec(select(BlobRow.sha256)).all() == []
        text = " ".join(str(row) for table in _everything(central, session) for row in table)
    for one in (sample.application(number) for number in range(1, 5)):
        for secret in (one.applicant.iin, one.applicant.surname, one.applicant.mobile, one.project.title):
            assert secret not in text


def _everything(central: Central, session: "object") -> list[list[object]]:
    from sqlmodel import Session

    from models.centre.tables import CentreTable

    assert isinstance(session, Session)
    return [list(session.connection().execute(table.select())) for table in CentreTable.metadata.sorted_tables]
