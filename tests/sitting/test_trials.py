"""Trial decisions on a copy, and both results of a reopened mark: nothing becomes real by looking."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from models.contest.counting import Unequal
from models.contest.profile import GroupQuota, WinnersRule
from models.errors import SittingError
from models.scoring.marks import points
from models.sitting.acts import MarkReopened
from models.sitting.held.result_files import build_result
from models.sitting.outcome import Standing
from models.sitting.state import Sitting, sitting
from models.sitting.trying import trials
from models.sitting.trying.comparing import compared
from models.sitting.trying.reopened import before_and_after
from models.sitting.trying.trials import Trials, Tried, try_out
from models.values import Both

AT = datetime(2024, 5, 6, 9, 0, tzinfo=UTC)


def of(contest: Any) -> Sitting:
    return sitting(contest.manifest, contest.sheets, contest.acts)


def scored(contest: Any, totals: dict[str, int]) -> Any:
    for member in contest.members:
        contest.hand_in(member, {code: [n // 5 + (k < n % 5) for k in range(5)] for code, n in totals.items()})
    contest.open()
    return contest


def test_several_trials_stand_side_by_side_and_leave_no_trace(day: Callable[..., Any]) -> None:
    contest = scored(day(dict.fromkeys("ABCD", 300), grants=2), {"A": 25, "B": 20, "C": 20, "D": 10})
    state, acts = of(contest), tuple(contest.acts)
    before = build_result("p" * 64, contest.manifest, contest.sheets, contest.acts).canonical()
    held = Trials()
    territory = contest.manifest.contest.territories[0].code
    held.keep("C жеңеді", Tried(acts=(trials.tie(territory, ("B", "C"), ("C",)),)))
    held.keep("A шығады", Tried(acts=(trials.put_out("A", "disqualified"),)))
    with pytest.raises(SittingError, match="needs a name"):
        held.keep(" ", Tried())
    one, two = held.compare(state)
    assert (one.name, two.name) == held.names == ("C жеңеді", "A шығады")
    assert one.found is not None
    assert two.found is not None
    assert (one.found.gained, one.found.lost, one.questions) == (("C",), (), ())
    assert (two.found.gained, two.found.lost) == (("B", "C"), ("A",))
    assert two.found.spent == (300, 600)
    gone = next(change for change in two.found.changes if change.application == "A")
    assert gone.places == ("1", "–")
    assert gone.standings == (Standing.PROPOSED, Standing.OUT)
    held.throw_away("A шығады")
    assert held.names == ("C жеңеді",)
    held.throw_away()
    assert held.compare(state) == ()
    assert tuple(contest.acts) == acts
    assert build_result("p" * 64, contest.manifest, contest.sheets, contest.acts).canonical() == before


def test_reduced_sums_show_who_else_the_fund_would_reach(day: Callable[..., Any]) -> None:
    contest = scored(
        day(dict.fromkeys("ABC", 300), grants=3, winners=WinnersRule(fund=600)), {"A": 25, "B": 20, "C": 15}
    )
    trial = try_out(of(contest), "аз", Tried(sums={"A": 200, "B": 200, "C": 200}))
    assert trial.found is not None
    assert trial.found.gained == ("C",)
    assert trial.found.spent == (600, 600)
    assert {change.application: change.sums for change in trial.found.changes} == {
        "A": (300, 200),
        "B": (300, 200),
        "C": (None, 200),
    }


def test_another_order_of_the_quotas_is_tried(day: Callable[..., Any]) -> None:
    groups = tuple(
        GroupQuota(code=code, name=Both(kk=code, ru=code), column=code, values=("1",), places=1) for code in "xy"
    )
    contest = day(dict.fromkeys("ABC", 300), grants=1, winners=WinnersRule(groups=groups))
    columns = {"A": (), "B": (("x", "1"),), "C": (("y", "1"),)}
    applications = tuple(one.model_copy(update={"columns": columns[one.code]}) for one in contest.manifest.applications)
    contest.manifest = contest.manifest.model_copy(update={"applications": applications})
    scored(contest, {"A": 25, "B": 20, "C": 15})
    found = {
        name: trial.found
        for name, tried in {
            "groups": Tried(groups=("y", "x")),
            "merit": Tried(order=("thresholds", "merit", "quotas")),
            "thresholds": Tried(order=("quotas", "thresholds", "merit")),
        }.items()
        if (trial := try_out(of(contest), name, tried))
    }
    assert found["groups"] is not None
    assert (found["groups"].gained, found["groups"].lost) == (("C",), ("B",))
    assert found["merit"] is not None
    assert found["merit"].gained == ()
    assert found["thresholds"] is not None
    assert found["thresholds"].changes == ()


def test_a_way_and_a_conflict_are_tried(day: Callable[..., Any]) -> None:
    contest = day(dict.fromkeys("AB", 300), grants=1)
    for member in contest.members:
        rows = {"A": [4] * 5, "B": [5] * 5 if member == "m1" else [3] * 5}
        contest.hand_in(member, {"B": rows["B"]} if member == "m1" else rows)
    contest.open()
    state, territory = of(contest), contest.manifest.contest.territories[0].code
    assert [question.kind for question in contest.outcome.questions if question.kind == "unequal-panel"]
    tried = {
        "орташа": Tried(acts=(trials.way(state, territory, Unequal.MEAN_OF_VALID),)),
        "m1 шығады": Tried(acts=(trials.way(state, territory, Unequal.LEAVE_POOL),)),
        "қақтығыс": Tried(acts=(trials.conflict("m1", "A", found=True),)),
    }
    found = {name: try_out(state, name, one).found for name, one in tried.items()}
    totals = {name: {c.application: c.totals[1] for c in one.changes} for name, one in found.items() if one}
    assert totals["m1 шығады"] == totals["қақтығыс"] == {"A": "80", "B": "60"}
    assert {name: one.gained for name, one in found.items() if one} == dict.fromkeys(tried, ("A",))


def test_winners_who_are_named_and_proposed_again_are_no_difference(day: Callable[..., Any]) -> None:
    contest = scored(day(dict.fromkeys("AB", 300), grants=1), {"A": 25, "B": 20})
    contest.name({"A": 300})
    trial = try_out(of(contest), "бос", Tried())
    assert trial.found is not None
    assert trial.found.changes == ()
    assert trial.found.spent == (300, 300)


def test_a_reopened_mark_keeps_both_results(day: Callable[..., Any]) -> None:
    contest = scored(day(dict.fromkeys("ABCD", 300), grants=1), {"A": 21, "B": 20, "C": 15, "D": 10})
    codes = [criterion.code for criterion in contest.manifest.contest.criteria.content.criteria]
    said = {
        "member": "m1", "application": "A", "criterion": codes[0], "old": points(5), "new": points(0), "reason": "Қате",
    }  # fmt: skip
    act = MarkReopened(at=AT, by="s1", **said)
    both = before_and_after(of(contest), act)
    assert both.gained == ()
    contest.name({"A": 300})
    contest.do(MarkReopened, **said)
    contest.do(MarkReopened, **(said | {"member": "m2"}))
    result = build_result("p" * 64, contest.manifest, contest.sheets, contest.acts)
    first, second = result.reopened
    assert [line.application for line in first.lines] == ["A"]
    assert first.act == 5
    assert (first.lines[0].before.total, first.lines[0].after.total) == ("105", "100")
    assert (first.lines[0].after.place, first.lines[0].after.above) == ("1–2", "open")
    assert [line.application for line in second.lines] == ["A", "B"]
    assert (second.lines[0].before.above, second.lines[0].after.above) == ("open", "no")
    assert (second.lines[1].after.place, second.lines[1].after.above) == ("1", "yes")
    assert type(result).from_json(result.canonical(), name="r") == result


def test_a_result_without_reopened_marks_has_the_bytes_it_always_had(day: Callable[..., Any]) -> None:
    contest = scored(day({"A": 300}), {"A": 25})
    assert b"reopened" not in build_result("p" * 64, contest.manifest, contest.sheets, contest.acts).canonical()


def test_the_same_outcome_differs_in_nothing(day: Callable[..., Any]) -> None:
    contest = scored(day({"A": 300, "B": 300}), {"A": 25, "B": 20})
    assert compared(contest.outcome, contest.outcome).changes == ()
    assert [one.application for one in compared(contest.outcome, contest.outcome, "B").changes] == ["B"]
