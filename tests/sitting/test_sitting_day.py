"""The sitting as its acts: ties, votes, conflicts, unequal panels, money, and what is refused."""

from collections.abc import Callable
from datetime import timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.conflicts.declarations import Answer, Declaration
from models.contest.counting import Unequal
from models.contest.profile import ConflictRule, Quorum, WinnersRule
from models.errors import SittingError
from models.scoring.marks import NOT_GIVEN, points
from models.sitting.acts import (
    AttendanceTaken,
    ChairElected,
    Choice,
    ClashSettled,
    Closed,
    ConflictDecided,
    MarkReopened,
    Opened,
    Presence,
    PutOut,
    WayChosen,
    WinnersNamed,
)
from models.sitting.outcome import Remark, Standing
from models.sitting.presence.attendance import attend, members_needed
from models.sitting.recusal.consequences import consequences
from models.sitting.sheets.merging import merge

FULL = [5] * 5


def votes_of(day: Any, choice: Choice = Choice.FOR) -> Any:
    from models.sitting.acts import Vote

    return tuple(Vote(member=member, choice=choice) for member in day.members)


def score(day: Any, totals: dict[str, int]) -> None:
    """Let every member give each application the same row of five with this sum."""
    rows = {code: [total // 5 + (n < total % 5) for n in range(5)] for code, total in totals.items()}
    for member in day.members:
        day.hand_in(member, rows)


def test_three_of_six_is_valid_for_one_reading_and_not_for_the_other() -> None:
    assert members_needed(6, Quorum(share=Fraction(1, 2))) == 3
    assert members_needed(6, Quorum(share=Fraction(1, 2), strictly=True)) == 4
    assert members_needed(5, Quorum(share=Fraction(2, 3))) == 4
    members = [f"m{n}" for n in range(6)]
    presence = tuple((m, Presence.REMOTE if n < 3 else Presence.ABSENT) for n, m in enumerate(members))
    act = AttendanceTaken(at="2024-05-06T09:00:00Z", by="s", presence=presence)  # type: ignore[arg-type]
    taken = attend(members, Quorum(), act)
    assert taken is not None
    assert (taken.needed, taken.valid, taken.remote) == (3, True, ("m0", "m1", "m2"))
    strict = attend(members, Quorum(strictly=True), act)
    assert strict is not None
    assert not strict.valid
    assert attend(members, Quorum(), None) is None
    left = attend(members, Quorum(), act, left={"m0"})
    assert left is not None
    assert not left.valid
    small = attend(members, Quorum(members_at_least=7), act)
    assert small is not None
    assert not small.valid


def test_thirteen_full_totals_on_twenty_places_share_place_one(day: Callable[..., Any]) -> None:
    contest = day({f"A{n:02}": 1 for n in range(30)}, grants=20)
    score(contest, {f"A{n:02}": 25 if n < 13 else 24 - n // 2 for n in range(30)})
    outcome = contest.outcome
    full = [outcome.line(f"A{n:02}") for n in range(13)]
    assert {(line.place_from, line.place_to, line.shown, line.standing) for line in full} == {
        (1, 13, "125", Standing.PROPOSED)
    }
    assert full[0].chain[-1] == "25+25+25+25+25 = 125"
    assert "tie-at-cut" not in {question.kind for question in outcome.questions}


def test_twenty_five_full_totals_on_twenty_places_need_the_vote(day: Callable[..., Any]) -> None:
    codes = [f"A{n:02}" for n in range(25)]
    contest = day(dict.fromkeys(codes, 500_000), grants=20)
    score(contest, dict.fromkeys(codes, 25))
    contest.open()
    question = next(q for q in contest.outcome.questions if q.kind == "tie-at-cut")
    assert (question.applications, question.places) == (tuple(codes), 20)
    assert {line.standing for line in contest.outcome.territories[0].lines} == {Standing.OPEN}
    with pytest.raises(SittingError, match="tie at the cut is not settled"):
        contest.name(dict.fromkeys(codes[:20], 1))
    contest.tie(codes, 20, dict.fromkeys(contest.members, codes[5:]))
    outcome = contest.outcome
    assert [outcome.line(code).standing for code in codes[5:]] == [Standing.PROPOSED] * 20
    assert {(outcome.line(c).remark, outcome.line(c).reserve, outcome.line(c).settled_by) for c in codes[:5]} == {
        (Remark.LOST_VOTE, 1, "vote")
    }
    contest.name(dict.fromkeys(codes[5:], 500_000))
    assert contest.outcome.line("A24").standing is Standing.WINNER
    contest.do(Closed)
    with pytest.raises(SittingError, match="is closed"):
        contest.do(PutOut, application="A24", remark="withdrawn", reason="x")


def test_equal_votes_are_decided_by_the_chair_where_the_rule_allows(day: Callable[..., Any]) -> None:
    contest = day({"A": 1, "B": 1, "C": 1}, members=4, quorum=Quorum())
    score(contest, {"A": 20, "B": 20, "C": 10})
    contest.open()
    ballots = {"m1": ["A"], "m2": ["A"], "m3": ["B"], "m4": ["B"]}
    with pytest.raises(SittingError, match="The chair's vote decides: choose 1"):
        contest.tie(["A", "B"], 1, ballots)
    with pytest.raises(SittingError, match="nothing to choose"):
        contest.tie(["A", "B"], 1, {**ballots, "m4": ["A"]}, chair_choice=("A",))
    contest.tie(["A", "B"], 1, ballots, chair_choice=("B",))
    outcome = contest.outcome
    assert (outcome.line("B").standing, outcome.line("B").settled_by) == (Standing.PROPOSED, "chair")
    assert [(outcome.line(c).reserve, outcome.line(c).remark) for c in "AC"] == [
        (1, Remark.LOST_VOTE),
        (2, Remark.BELOW_LINE),
    ]
    no_chair = contest.manifest.contest.criteria.content.counting.ties.model_copy(
        update={"chair_decides_equal_votes": False}
    )
    strict = day({"A": 1, "B": 1}, members=4, quorum=Quorum(), counting={"ties": no_chair})
    score(strict, {"A": 20, "B": 20})
    strict.open()
    with pytest.raises(SittingError, match="Vote again"):
        strict.tie(["A", "B"], 1, ballots, chair_choice=("B",))


def test_voters_who_may_not_vote_are_refused_with_the_rule(day: Callable[..., Any]) -> None:
    rule = ConflictRule(kinds=(), consequence="sit-out-application", point="п. 17")
    contest = day({"A": 1, "B": 1}, members=5, conflicts=rule, counting={"unequal": (Unequal.MEAN_OF_VALID,)})
    for member in contest.members:
        answers = {"A": Answer.CONFLICT} if member == "m5" else {}
        contest.hand_in(member, {"A": FULL, "B": FULL}, answers=answers)
    contest.open(absent=["m2"])
    assert "unequal-panel" in {q.kind for q in contest.outcome.questions}
    contest.do(WayChosen, way=Unequal.MEAN_OF_VALID, reason="Ереже бойынша")
    assert (contest.outcome.line("A").total, contest.outcome.line("A").number_of_marks) == (25, 4)
    with pytest.raises(SittingError, match=r"conflict of interest here(.|\n)*п\. 17"):
        contest.tie(["A", "B"], 1, {"m1": ["A"], "m3": ["A"], "m5": ["B"]})
    with pytest.raises(SittingError, match="is absent"):
        contest.tie(["A", "B"], 1, {"m1": ["A"], "m2": ["A"]})
    with pytest.raises(SittingError, match="not a member"):
        contest.tie(["A", "B"], 1, {"m1": ["A"], "s1": ["A"]})
    contest.tie(["A", "B"], 1, {"m1": ["A"], "m3": ["A"], "m4": ["B"]})


def test_leaving_the_pool_takes_all_marks_of_the_member_out(day: Callable[..., Any]) -> None:
    contest = day({"A": 1, "B": 1})
    score(contest, {"A": 25, "B": 20})
    assert contest.outcome.line("A").shown == "125"
    contest.open()
    contest.do(
        ConflictDecided, member="m5", application="A", conflict=True, reason="Туысы", votes=votes_of(contest)[:4]
    )
    outcome = contest.outcome
    assert [(outcome.line(c).shown, outcome.line(c).number_of_marks) for c in "AB"] == [("100", 4), ("80", 4)]
    assert outcome.attendance is not None
    assert outcome.attendance.left == ("m5",)
    assert outcome.territories[0].maximum == 100
    with pytest.raises(SittingError, match="conflict of interest"):
        contest.name({"A": 1})
    contest.name({"A": 1}, voters=contest.members[:4])


def test_an_unsure_declaration_waits_for_the_commission(day: Callable[..., Any]) -> None:
    contest = day({"A": 1, "B": 1})
    for member in contest.members:
        contest.hand_in(member, {"A": FULL, "B": FULL}, answers={"A": Answer.NOT_SURE} if member == "m2" else {})
    contest.open()
    assert ("conflict-unsure", "m2") in {(q.kind, q.member) for q in contest.outcome.questions}
    with pytest.raises(SittingError, match="decides this conflict of interest by vote"):
        contest.do(ConflictDecided, member="m2", application="A", conflict=False, reason="Жоқ")
    others = tuple(vote for vote in votes_of(contest) if vote.member != "m2")
    contest.do(ConflictDecided, member="m2", application="A", conflict=False, reason="Жоқ", votes=others)
    assert contest.outcome.line("A").shown == "125"


@pytest.mark.parametrize("rule", ["leave-pool", "sit-out-application"])
def test_both_consequences_of_a_conflict(rule: Any) -> None:
    declared = {"m1": [Declaration(application="A", answer=Answer.CONFLICT)], "m2": []}
    found = consequences(declared, (), ConflictRule(kinds=(), consequence=rule), ["m1", "m2"])
    assert found.recused == {("m1", "A")}
    assert found.may_count("m1", "B") is (rule == "sit-out-application")
    assert found.may_vote("m1", ["B"]) is (rule == "sit-out-application")
    assert found.may_vote("m2", ["A", "B"])


def test_a_missing_mark_makes_the_panel_unequal_and_is_never_zero(day: Callable[..., Any]) -> None:
    contest = day({"A": 1, "B": 1})
    score(contest, {"A": 25, "B": 20})
    contest.sheets[4] = contest.sheet("m5", {"A": [5, 5, NOT_GIVEN, 5, 5], "B": FULL})
    outcome = contest.outcome
    assert (outcome.line("A").shown, outcome.line("A").place_from, outcome.line("A").standing) == (
        "100",
        None,
        Standing.OPEN,
    )
    kinds = [(q.kind, q.member, q.applications) for q in outcome.questions]
    assert ("incomplete-sheet", "m5", ("A",)) in kinds
    assert ("unequal-panel", None, ("A",)) in kinds
    contest.open()
    with pytest.raises(SittingError, match="lacks no mark"):
        contest.do(WayChosen, way=Unequal.LEAVE_POOL, leaving=("m1",), reason="x")
    with pytest.raises(SittingError, match="do not allow this way"):
        contest.do(WayChosen, way=Unequal.MEAN_OF_VALID, reason="x")
    contest.do(WayChosen, way=Unequal.LEAVE_POOL, leaving=("m5",), reason="Парақ толық емес")
    assert [contest.outcome.line(c).shown for c in "AB"] == ["100", "80"]
    assert [q.kind for q in contest.outcome.questions] == ["winners-not-named"]


def test_the_fund_stops_skips_or_pays_in_part(day: Callable[..., Any]) -> None:
    found = {}
    for over in ("stop", "skip", "part"):
        contest = day(
            {"A": 600_000, "B": 700_000, "C": 300_000}, grants=3, winners=WinnersRule(fund=1_000_000, over_fund=over)
        )
        score(contest, {"A": 25, "B": 20, "C": 15})
        found[over] = [(line.standing, line.remark, line.proposed) for line in contest.outcome.territories[0].lines]
    won, money = Standing.PROPOSED, (Standing.RESERVE, Remark.MONEY)
    assert found["stop"] == [(won, None, 600_000), (*money, 700_000), (*money, 300_000)]
    assert found["skip"] == [(won, None, 600_000), (*money, 700_000), (won, None, 300_000)]
    assert found["part"] == [(won, None, 600_000), (won, None, 400_000), (*money, 300_000)]


def test_winners_against_the_rule_are_refused(day: Callable[..., Any]) -> None:
    contest = day({"A": 400_000, "B": 2_000_000, "C": 1}, grants=2)
    score(contest, {"A": 25, "B": 20, "C": 10})
    contest.open()
    with pytest.raises(SittingError, match="Winners named: 3"):
        contest.name({"A": 1, "B": 1, "C": 1})
    with pytest.raises(SittingError, match="At most: 400\u00a0000 KZT"):
        contest.name({"A": 400_001, "B": 1})
    with pytest.raises(SittingError, match="At most: 1\u00a0000\u00a0000 KZT"):
        contest.name({"A": 1, "B": 1_000_001})
    with pytest.raises(SittingError, match="Write the reason"):
        contest.name({"A": 1, "C": 1})
    with pytest.raises(SittingError, match="For: 2; members present who may vote: 5"):
        contest.name({"A": 1, "B": 1}, voters=["m1", "m2"])
    with pytest.raises(SittingError, match="while questions are open"):
        contest.do(Closed)
    contest.do(PutOut, application="C", remark="withdrawn", reason="Өтініші")
    with pytest.raises(SittingError, match="is out and can't win"):
        contest.name({"A": 1, "C": 1}, reason="x")
    contest.name({"A": 1, "B": 1})
    contest.do(PutOut, application="A", remark="disqualified", reason="Жалған құжат", votes=votes_of(contest))
    assert [q.kind for q in contest.outcome.questions] == ["winners-not-named"]
    assert contest.outcome.line("A").remark is Remark.DISQUALIFIED


def test_acts_in_a_wrong_order_are_refused(day: Callable[..., Any]) -> None:
    contest = day({"A": 1})
    with pytest.raises(SittingError, match="not open yet"):
        contest.do(ChairElected, chair="m1", votes=votes_of(contest))
    contest.do(Opened, number="1", on="2024-05-06", place="x", form="video")
    with pytest.raises(SittingError, match="attendance is recorded yet"):
        contest.do(ChairElected, chair="m1", votes=votes_of(contest))
    with pytest.raises(SittingError, match="names each member"):
        contest.do(AttendanceTaken, presence=(("m1", Presence.PRESENT),))
    few = tuple((m, Presence.PRESENT if m in ("m1", "m2") else Presence.ABSENT) for m in contest.members)
    contest.do(AttendanceTaken, presence=few)
    with pytest.raises(SittingError, match="taking part: 2; needed: 3"):
        contest.do(ChairElected, chair="m1", votes=votes_of(contest)[:2])
    assert contest.outcome.questions[0].kind == "no-quorum"


def test_a_reopened_mark_keeps_old_and_new(day: Callable[..., Any]) -> None:
    contest = day({"A": 1})
    score(contest, {"A": 20})
    contest.open()
    change = {"member": "m1", "application": "A", "criterion": "C1", "reason": "Қате"}
    with pytest.raises(SittingError, match="not the one that stands now"):
        contest.do(MarkReopened, old=points(3), new=points(5), **change)
    with pytest.raises(SittingError, match="outside the scale"):
        contest.do(MarkReopened, old=points(4), new=points(6), **change)
    contest.do(MarkReopened, old=points(4), new=points(5), **change)
    assert contest.outcome.line("A").shown == "101"


def test_a_fork_is_a_clash_that_a_person_settles(day: Callable[..., Any]) -> None:
    contest = day({"A": 1})
    score(contest, {"A": 25})
    other = contest.sheet("m1", {"A": [4, 5, 5, 5, 5]})
    contest.sheets.append(other.model_copy(update={"handed_in": other.handed_in + timedelta(days=3)}))
    contest.open()
    clash = next(q for q in contest.outcome.questions if q.kind == "clash")
    assert (clash.member, clash.criterion, {m.points for m in clash.marks}) == ("m1", "C1", {4, 5})
    cell = {"member": "m1", "application": "A", "criterion": "C1", "reason": "Мүшенің сөзі"}
    with pytest.raises(SittingError, match="none of those handed in"):
        contest.do(ClashSettled, mark=points(3), **cell)
    contest.do(ClashSettled, mark=points(4), **cell)
    assert contest.outcome.line("A").shown == "124"


@given(st.data())
def test_merging_is_a_function_of_the_set_of_sheets(day: Callable[..., Any], data: st.DataObject) -> None:
    contest = day({"A": 1, "B": 1}, members=3)
    rows = st.lists(st.integers(0, 5), min_size=5, max_size=5)
    for member in contest.members[:2]:
        first = contest.hand_in(member, {"A": data.draw(rows), "B": data.draw(rows)})
        if data.draw(st.booleans()):
            contest.hand_in(
                member, {"A": data.draw(rows), "B": FULL}, revision=2, previous=first.digest(), correction="x"
            )
        if data.draw(st.booleans()):
            contest.hand_in(
                member, {"A": data.draw(rows), "B": FULL}, revision=2, previous=first.digest(), correction="y"
            )
    before, outcome = merge(contest.sheets, contest.members), contest.outcome
    assert before.missing == ("m3",)
    copies = [sheet.model_copy() for sheet in contest.sheets]
    contest.sheets = data.draw(st.permutations([*contest.sheets, *copies]))
    assert merge(contest.sheets, contest.members) == before
    assert contest.outcome.canonical() == outcome.canonical()


def test_a_correction_counts_and_the_revision_before_does_not(day: Callable[..., Any]) -> None:
    contest = day({"A": 1})
    score(contest, {"A": 20})
    first = contest.sheets[0]
    contest.hand_in("m1", {"A": FULL}, revision=2, previous=first.digest(), correction="Қате")
    merged = merge(contest.sheets, contest.members)
    assert merged.superseded == (first,)
    assert contest.outcome.line("A").shown == "105"


@given(st.lists(st.integers(0, 25), min_size=1, max_size=9), st.integers(0, 6), st.randoms(use_true_random=False))
def test_places_and_the_cut_agree_with_the_slow_way(
    day: Callable[..., Any], totals: list[int], grants: int, random: Any
) -> None:
    of = {f"A{n}": total for n, total in enumerate(totals)}
    codes = list(of)
    random.shuffle(codes)
    contest = day(dict.fromkeys(codes, 1), grants=grants)
    score(contest, of)
    lines = {line.application: line for line in contest.outcome.territories[0].lines}
    for code, total in of.items():
        better = sum(other > total for other in totals)
        equal = totals.count(total)
        line = lines[code]
        assert (line.place_from, line.place_to) == (better + 1, better + equal)
        if better + equal <= grants:
            expected = Standing.PROPOSED
        elif better < grants:
            expected = Standing.OPEN
        else:
            expected = Standing.RESERVE
        assert line.standing is expected
        assert (line.remark is Remark.BELOW_LINE) is (expected is Standing.RESERVE)


def test_named_winners_stay_by_act(day: Callable[..., Any]) -> None:
    contest = day({"A": 5, "B": 5, "C": 5}, grants=1)
    score(contest, {"A": 25, "B": 20, "C": 15})
    contest.open()
    contest.name({"B": 5}, reason="Комиссия шешімі")
    outcome = contest.outcome
    assert [(line.standing, line.remark, line.reserve, line.awarded) for line in outcome.territories[0].lines] == [
        (Standing.RESERVE, Remark.LOST_VOTE, 1, None),
        (Standing.WINNER, None, None, 5),
        (Standing.RESERVE, Remark.BELOW_LINE, 2, None),
    ]
    assert isinstance(contest.acts[-1], WinnersNamed)
