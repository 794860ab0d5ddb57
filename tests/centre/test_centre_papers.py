"""What the papers of the office are made of, gathered from a real central file."""

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from models.centre.applications import store
from models.centre.destruction import destroy_personal_data
from models.centre.papers.gathering import contracts, destroyed, technical_record
from models.centre.papers.office_papers import Wanted, office_papers
from models.centre.results import register, sync
from models.centre.selection.screening import decide, flags
from models.centre.store import Central
from models.contest.application import Screened
from models.errors import StoreError
from models.protocol.papers.writing import finished
from models.values import Both

if TYPE_CHECKING:
    from conftest import Sample

AT = datetime(2024, 5, 2, 9, 30, tzinfo=UTC)
BY = "staff"
AT_DAY = date(2024, 5, 20)


def test_a_reason_keeps_its_point_after_the_application_was_mended(central: Central, sample: "Sample") -> None:
    with central.session() as session:
        sample.found(session, applications=2)
        wrong = sample.application(9)
        wrong = wrong.model_copy(update={"project": wrong.project.model_copy(update={"grant_asked": 9_000_000})})
        store(session, sample.id, [wrong], by=BY, at=AT, read_attachment=sample.read)
        (flag,) = [one for one in flags(session, sample.id)["A-009"] if one.rule == "grant-cap"]
        own = Both(kk="Қолы жоқ", ru="Нет подписи")
        decide(
            session, sample.id, "A-009", Screened.MENDING, by="s1", at=AT, reasons=(flag.reason, own),
            deadline=AT.date() + timedelta(days=2),
        )  # fmt: skip
        store(session, sample.id, [sample.application(9)], by=BY, at=AT, read_attachment=sample.read)
        decide(session, sample.id, "A-009", Screened.ADMITTED, by="s1", at=AT)
        record = technical_record(session, sample.id, number="3", on=AT_DAY)
    (mended,) = [one for one in record.applications if one.code == "A-009"]
    assert [one.decision for one in mended.made] == [Screened.MENDING, Screened.ADMITTED]
    first, second = mended.made[0].reasons
    assert (first.text, first.point, first.personal) == (flag.reason, flag.point, flag.personal)
    assert flag.point
    assert (second.text, second.point, second.personal) == (own, "", True)
    assert record.frame.secretary is not None
    assert record.frame.secretary.id == "s1"
    assert {person.id for person in record.frame.staff}.isdisjoint({"s1"})


def test_contracts_stand_with_their_days_and_every_paper_can_be_written(central: Central, sample: "Sample") -> None:
    with central.session() as session:
        sample.found(session)
        sync.do_sync(session, sync.plan_sync(session, sample.result(*sample.packet(session))), by=BY, at=AT)
        signed = register.Contract(number="7", signed_on=date(2024, 5, 16), amount=900_000, actual_cost=880_000)
        register.record_contract(session, sample.id, "A-001", signed, by=BY, at=AT)
        found = {row.code: row for row in contracts(session, sample.id, number="", on=AT_DAY).rows}
        assert set(found) == {"A-001", "A-002"}
        assert (found["A-001"].deviation, found["A-001"].state) == (20_000, "signed")
        assert (found["A-002"].state, found["A-002"].last) == ("", date(2024, 5, 20))
        assert found["A-002"].protocol_number == "12"
        wanted = Wanted(session, sample.id, "5", AT_DAY)
        *kinds, act = office_papers()
        with pytest.raises(StoreError, match="not destroyed"):
            act.make(wanted)
        done = destroy_personal_data(session, sample.id, record_id=UUID(int=1), ground="Мақсат", by="s1", at=AT)
        told = destroyed(session, done, number="5")
        assert told.codes == ("A-001", "A-002", "A-003", "A-004")
        assert (told.by, told.attachments) == ("Хатшы", 8)
        assert told.what.kk.startswith("аты-жөндері")
        assert told.what.ru.startswith("имена")
        names = [one.name("5") for one in (*kinds, act)]
        assert names == ["technical-5.pdf", "technical-public-5.pdf", "contracts-5.pdf", "destruction-5.pdf"]
        for one in (*kinds, act):
            paper = one.make(wanted)
            assert finished(paper) == finished(one.make(wanted))
