"""The line behind the winners in the central file, and how a total came about."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from models.centre.results import marks, reckoning, register, sync
from models.centre.results.stored_results import stored_results
from models.centre.selection import screening
from models.centre.store import Central
from models.contest.application import Screened
from models.errors import StoreError
from models.scoring.marks import RECUSED, points
from models.sitting.outcome import Line, PanelMarks, Standing
from models.values import Both

if TYPE_CHECKING:
    from tests.centre.conftest import CheckedResult, Sample

AT = datetime(2024, 5, 12, 9, 30, tzinfo=UTC)
CRITERIA = ("C1", "C2", "C3", "C4", "C5")


def changed(opened: "CheckedResult", **by_place: object) -> "CheckedResult":
    """Return the result with fields of its lines changed: `p2` names the line in the second place."""

    def again(line: Line) -> Line:
        update = by_place.get(f"p{line.place_from}", {})
        return line.model_copy(update=dict(update))  # type: ignore[call-overload]  # a mapping, given by name

    outcome = opened.result.outcome
    territories = tuple(one.model_copy(update={"lines": tuple(map(again, one.lines))}) for one in outcome.territories)
    result = opened.result.model_copy(update={"outcome": outcome.model_copy(update={"territories": territories})})
    return replace(opened, result=result, sha256=result.digest())


def test_those_who_share_a_number_are_all_offered_for_a_free_grant(central: Central, sample: "Sample") -> None:
    side = {"standing": Standing.RESERVE, "reserve": 1}
    with central.session() as session:
        sample.found(session, applications=8)
        opened = changed(sample.result(*sample.packet(session)), p2=side, p3=side, p4=side | {"reserve": 3})
        sync.do_sync(session, sync.plan_sync(session, opened), by="staff", at=AT)
        territory = sample.application(1).territory
        codes = ["A-001", "A-003", "A-005", "A-007"]
        line = register.next_in_line(session, sample.id, territory)
        assert [(one.code, one.reserve, one.reserve_to) for one in line] == [
            ("A-003", 1, 2),
            ("A-005", 1, 2),
            ("A-007", 3, 3),
        ]
        assert register.following(session, sample.id, territory) == ()
        failed = register.Contract(number="1", state="failed")
        register.record_contract(session, sample.id, codes[0], failed, by="staff", at=AT, why="бас тартты")
        offered = [one.entry.code for one in register.contract_lines(session, sample.id) if one.follows]
        assert offered == ["A-003", "A-005"]
        contract = register.Contract(number="2", signed_on=date(2024, 5, 17))
        for code, refused in (("A-007", True), ("A-005", False), ("A-003", True)):
            if refused:
                with pytest.raises(StoreError, match="neither a winner nor the next in line"):
                    register.record_contract(session, sample.id, code, contract, by="s", at=AT, why="комиссия шешімі")
            else:
                register.record_contract(session, sample.id, code, contract, by="s", at=AT, why="комиссия шешімі")
        left = register.next_in_line(session, sample.id, territory)
        assert [(one.code, one.reserve, one.reserve_to) for one in left] == [("A-003", 1, 2), ("A-007", 3, 3)]


def test_a_total_opens_to_its_marks_and_its_chain(central: Central, sample: "Sample") -> None:
    given = zip(CRITERIA, (5, 4, 5, 3, 5), strict=True)
    first = PanelMarks(member="m1", marks=tuple((code, points(n)) for code, n in given), total=22, counted=True)
    away = PanelMarks(member="m2", marks=tuple((code, RECUSED) for code in CRITERIA), total=None, counted=False)
    with central.session() as session:
        sample.found(session)
        assert reckoning.reckoning(session, sample.id, "A-001") is None
        opened = changed(
            sample.result(*sample.packet(session)),
            p1={"panel": (first, away), "chain": ("5+4+5+3+5 = 22",)},
        )
        sync.do_sync(session, sync.plan_sync(session, opened), by="staff", at=AT)
        found = reckoning.reckoning(session, sample.id, "A-001")
        assert found is not None
        assert found.agrees
        assert found.line.chain == ("5+4+5+3+5 = 22",)
        assert [one.code for one in found.criteria] == list(CRITERIA)
        assert found.members[0] == ("m1", "Мүше 1")
        assert found.stored == (first, away)
        marks.store_marks(session, sample.id, [("A-001", first.model_copy(update={"total": 22})), ("A-003", away)])
        assert not reckoning.reckoning(session, sample.id, "A-001").agrees  # type: ignore[union-attr]  # stored above


def test_a_stored_result_is_listed_and_a_contradicting_one_shows_old_and_new(
    central: Central, sample: "Sample"
) -> None:
    with central.session() as session:
        sample.found(session)
        manifest, packet = sample.packet(session)
        assert stored_results(session, sample.id) == ()
        sync.do_sync(session, sync.plan_sync(session, sample.result(manifest, packet)), by="staff", at=AT)
        (stored,) = stored_results(session, sample.id)
        assert (stored.number, stored.held_on, stored.revision, stored.synced_by) == (
            "12",
            date(2024, 5, 10),
            1,
            "staff",
        )
        plan = sync.plan_sync(session, sample.result(manifest, packet, points=3))
        line = plan.of(sync.SyncKind.CHANGED)[0]
        assert dict(zip(line.fields, line.before, strict=True)) == {"total": "119", "shown": "119"}


def test_a_withdrawal_names_its_document_its_date_and_who_gave_it(central: Central, sample: "Sample") -> None:
    with central.session() as session:
        sample.found(session)
        with pytest.raises(StoreError, match="needs its basis"):
            screening.decide(session, sample.id, "A-001", Screened.WITHDRAWN, by="s", at=AT)
        for document, who in (("", "А. Бек"), ("№ 5 хат", " ")):
            with pytest.raises(StoreError, match="Name the document"):
                screening.withdrawal_basis(document, date(2024, 5, 3), who)
        basis = screening.withdrawal_basis("№ 5 хат", date(2024, 5, 3), "А. Бек")
        screening.decide(session, sample.id, "A-001", Screened.WITHDRAWN, by="s", at=AT, reasons=(basis,))
        (refused,) = screening.refused(session, sample.id)
        assert refused.withdrawn
        assert (refused.reason.kk, refused.reason.ru) == (
            "Негізі: № 5 хат, 03.05.2024; берген: А. Бек",
            "Основание: № 5 хат от 03.05.2024; подал(а): А. Бек",
        )


def test_several_reasons_read_as_one_text(central: Central, sample: "Sample") -> None:
    reasons = (
        Both(kk="Құжат жоқ.", ru="Нет документа."),
        Both(kk="Жасы сәйкес емес", ru=""),
        Both(kk="Құжат жоқ", ru="Нет документа"),
    )
    with central.session() as session:
        sample.found(session, applications=1)
        screening.decide(session, sample.id, "A-001", Screened.REFUSED, reasons=reasons, by="s", at=AT)
        (refused,) = screening.refused(session, sample.id)
        assert refused.reason == Both(
            kk="Құжат жоқ. Жасы сәйкес емес; Құжат жоқ", ru="Нет документа. Жасы сәйкес емес; Нет документа"
        )
