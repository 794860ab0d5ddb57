"""A further sitting comes back: who is out and who is in, by which protocol, and when the contracts are due."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from models.centre.results import register, sync
from models.centre.store import Central
from models.errors import StoreError
from models.sitting.acts import Act, Award, Closed, NextNamed, Opened, WinnerLeft, WinnersNamed
from models.sitting.outcome import Line, Remark, Standing

if TYPE_CHECKING:
    from tests.centre.conftest import CheckedResult, Sample

AT = datetime(2024, 5, 2, 9, 30, tzinfo=UTC)
LATER = datetime(2024, 5, 27, 9, 30, tzinfo=UTC)
BY = "staff"
LEFT = {"standing": Standing.OUT, "remark": Remark.CONTRACT_FAILED, "awarded": None}
FOLLOWED = {"standing": Standing.WINNER, "remark": None, "reserve": None, "awarded": 900_000}


def both(sample: "Sample", packet: "tuple[object, str]") -> "tuple[CheckedResult, CheckedResult]":
    """Return the first result, in which A-001 and A-002 win, and the second: A-003 follows A-001."""
    territory = sample.application(1).territory
    named = WinnersNamed(
        at=AT, by="s1", territory=territory, awards=(Award(application="A-001", awarded=900_000),), votes=()
    )
    first = sample.result(*packet, extra=())  # type: ignore[arg-type]
    opened, closed = first.result.acts
    first = again(first, (opened, named, closed), {})
    further: tuple[Act, ...] = (
        Opened(at=LATER, by="s1", number="13", on=LATER.date(), place="Талдықорған", form="video"),
        WinnerLeft(
            at=LATER, by="s1", application="A-001", how="contract-failed", basis="Қол қоймады", document="№ 4",
            on=date(2024, 5, 21),
        ),
        NextNamed(
            at=LATER, by="s1", territory=territory, awards=(Award(application="A-003", awarded=900_000),),
            instead_of=("A-001",), votes=(),
        ),
        Closed(at=LATER, by="s1"),
    )  # fmt: skip
    return first, again(first, (*first.result.acts, *further), {"A-001": LEFT, "A-003": FOLLOWED})


def again(opened: "CheckedResult", acts: tuple[Act, ...], changed: dict[str, dict[str, object]]) -> "CheckedResult":
    def line(one: Line) -> Line:
        return one.model_copy(update=changed.get(one.application, {}))

    outcome = opened.result.outcome
    territories = tuple(one.model_copy(update={"lines": tuple(map(line, one.lines))}) for one in outcome.territories)
    result = opened.result.model_copy(
        update={"acts": acts, "outcome": outcome.model_copy(update={"territories": territories})}
    )
    return replace(opened, result=result, sha256=result.digest())


@pytest.mark.parametrize("contract_failed", [True, False])
@pytest.mark.parametrize("first_stored", [True, False])
def test_a_further_sitting_is_a_new_decision(
    central: Central, sample: "Sample", *, first_stored: bool, contract_failed: bool
) -> None:
    with central.session() as session:
        sample.found(session, applications=6)
        first, second = both(sample, sample.packet(session))
        if first_stored:
            sync.do_sync(session, sync.plan_sync(session, first), by=BY, at=AT)
            before = {one.entry.code: (one.first, one.last) for one in register.deadlines(session, sample.id)}
            if contract_failed:
                failed = register.Contract(number="", state="failed")
                register.record_contract(session, sample.id, "A-001", failed, by=BY, at=AT, why="қол қоймады")
                assert [one.entry.code for one in register.contract_lines(session, sample.id) if one.follows] == [
                    "A-003"
                ]
        plan = sync.plan_sync(session, second)
        assert (plan.problems, plan.fits, plan.continues) == ((), True, "12" if first_stored else "")
        if first_stored:
            told = {line.application: line.reasons for line in plan.of(sync.SyncKind.CHANGED)}
            assert told == {
                "A-001": (
                    "No longer a winner or in line: A-001, no contract came about, 21.05.2024. Қол қоймады, № 4",
                ),
                "A-003": ("winner in place of A-001",),
            }
        sync.do_sync(session, plan, by=BY, at=LATER)
        entries = {one.code: one for one in register.find(session, contest_id=sample.id)}
        assert {code: (one.protocol_number, one.protocol_date) for code, one in entries.items()} == {
            **dict.fromkeys(("A-002", "A-004", "A-005", "A-006"), ("12", date(2024, 5, 10))),
            **dict.fromkeys(("A-001", "A-003"), ("13", LATER.date())),
        }
        days = {one.entry.code: (one.first, one.last) for one in register.deadlines(session, sample.id)}
        assert set(days) == {"A-002", "A-003"}
        assert days["A-003"][0] - days["A-002"][0] == LATER.date() - date(2024, 5, 10)
        if first_stored:
            assert days["A-002"] == before["A-002"]
        assert {one.code for one in register.winners(session)} == {"A-002", "A-003"}
        assert register.free_grants(session, sample.id) == {}
        contract = register.Contract(number="9", signed_on=LATER.date() + timedelta(5), amount=900_000)
        register.record_contract(session, sample.id, "A-003", contract, by=BY, at=LATER)
        assert sync.plan_sync(session, second).known
        older = sync.plan_sync(session, first)
        assert older.problems[0].startswith("A later result is stored (protocol 13)")


def test_a_contract_made_stands_against_a_result_that_takes_the_grant_away(central: Central, sample: "Sample") -> None:
    with central.session() as session:
        sample.found(session, applications=6)
        first, second = both(sample, sample.packet(session))
        sync.do_sync(session, sync.plan_sync(session, first), by=BY, at=AT)
        contract = register.Contract(number="7", signed_on=date(2024, 5, 16), amount=900_000)
        register.record_contract(session, sample.id, "A-001", contract, by=BY, at=AT)
        plan = sync.plan_sync(session, second)
        assert [line.application for line in plan.of(sync.SyncKind.UNFIT)] == ["A-001"]
        with pytest.raises(StoreError, match="a contract is recorded"):
            sync.do_sync(session, plan, by=BY, at=LATER)


def test_a_result_that_does_not_continue_is_a_contradiction(central: Central, sample: "Sample") -> None:
    with central.session() as session:
        sample.found(session, applications=6)
        first, second = both(sample, sample.packet(session))
        sync.do_sync(session, sync.plan_sync(session, first), by=BY, at=AT)
        opened, named, *rest = second.result.acts
        other = again(second, (opened, named.model_copy(update={"reason": "x"}), *rest), {})
        problems = sync.plan_sync(session, other).problems
        assert problems[0].startswith("Another result of this contest is stored (protocol 12)")
