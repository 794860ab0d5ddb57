"""What the screen shows of a sitting: consequences of ways, the drawn ranking, cells with reasons, voters, minutes."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from models.conflicts.declarations import Answer
from models.contest.counting import Unequal
from models.contest.profile import ConflictRule, WinnersRule
from models.errors import SittingError
from models.scoring.marks import NOT_GIVEN, points
from models.sitting.acts import (
    Choice,
    ClashSettled,
    ConflictDecided,
    MarkReopened,
    OpinionGiven,
    PutOut,
    Vote,
    WayChosen,
)
from models.sitting.checking.voting import count, refused, voter_list
from models.sitting.counting.board import board
from models.sitting.minutes import minutes
from models.sitting.recusal.declared import declared
from models.sitting.saying import question_text, standing_text
from models.sitting.sheets.cells import cells, clash_sides
from models.sitting.state import sitting
from models.sitting.table import outcome
from models.sitting.trying.ways import consequences_of_ways
from models.wording import use_language

FULL = [5] * 5


def state_of(contest: Any) -> Any:
    return sitting(contest.manifest, contest.sheets, contest.acts)


def drawn(contest: Any) -> list[tuple[str, str, bool, bool]]:
    state = state_of(contest)
    rows = board(state, outcome(state).territories[0])
    return [(row.line.application, row.bracket, row.cut_below, row.money_below) for row in rows]


def score(contest: Any, totals: dict[str, int]) -> None:
    for member in contest.members:
        contest.hand_in(member, {c: [t // 5 + (n < t % 5) for n in range(5)] for c, t in totals.items()})


def test_each_lawful_way_shows_what_it_would_give_and_records_nothing(day: Callable[..., Any]) -> None:
    every = (Unequal.MEAN_OF_VALID, Unequal.LEAVE_POOL, Unequal.MISSING_SCORED)
    contest = day({"A": 1, "B": 1, "C": 1}, grants=1, counting={"unequal": every})
    for member in contest.members:
        rows = {"A": [4, 4, 4, 4, 4], "B": FULL if member == "m5" else [4, 4, 4, 4, 3], "C": [1] * 5}
        if member == "m5":
            rows["A"] = [4, 4, NOT_GIVEN, 4, 4]
        contest.hand_in(member, rows)
    contest.open()
    before = list(contest.acts)
    mean, leave, wait = consequences_of_ways(state_of(contest))
    assert contest.acts == before
    assert (mean.way, mean.leaving, mean.proposed) == (Unequal.MEAN_OF_VALID, (), ("B",))
    assert (leave.way, leave.leaving, leave.proposed) == (Unequal.LEAVE_POOL, ("m5",), ("A",))
    assert leave.table is not None
    assert {line.number_of_marks for line in leave.table.lines} == {4}
    assert (wait.table, wait.waits_for) == (None, (("m5", ("A",)),))
    for way in (mean, leave):
        again = list(contest.acts)
        contest.do(WayChosen, territory=way.territory, way=way.way, leaving=way.leaving, reason="Ереже")
        assert contest.outcome.territories[0].lines == (way.table.lines if way.table else ())
        assert consequences_of_ways(state_of(contest)) == ()
        contest.acts[:] = again


def test_a_way_that_leaves_a_tie_says_so(day: Callable[..., Any]) -> None:
    contest = day({"A": 1, "B": 1})
    score(contest, {"A": 25, "B": 25})
    contest.sheets[4] = contest.sheet("m5", {"A": FULL, "B": [5, 5, 5, 5, NOT_GIVEN]})
    contest.open()
    leave = next(way for way in consequences_of_ways(state_of(contest)) if way.way is Unequal.LEAVE_POOL)
    assert leave.proposed == ()
    assert leave.tie is not None
    assert (leave.tie.applications, leave.tie.places, leave.not_ranked) == (("A", "B"), 1, ())


def test_ties_are_bracketed_and_the_cut_runs_through_them(day: Callable[..., Any]) -> None:
    contest = day(dict.fromkeys("ABCDE", 1), grants=2)
    score(contest, {"A": 25, "B": 20, "C": 20, "D": 20, "E": 10})
    assert drawn(contest) == [
        ("A", "", False, False),
        ("B", "first", True, False),
        ("C", "middle", False, False),
        ("D", "last", False, False),
        ("E", "", False, False),
    ]
    contest.open()
    contest.tie(["B", "C", "D"], 1, {member: ["D"] for member in contest.members})
    assert drawn(contest)[:3] == [("A", "", False, False), ("D", "first", True, False), ("B", "middle", False, False)]
    contest.name({"A": 1, "D": 1})
    assert [row[0] for row in drawn(contest) if row[2]] == ["D"]


def test_the_cut_follows_the_winners_once_they_are_named(day: Callable[..., Any]) -> None:
    contest = day(dict.fromkeys("ABC", 1), grants=2)
    score(contest, {"A": 25, "B": 20, "C": 15})
    contest.open()
    assert [row[0] for row in drawn(contest) if row[2]] == ["B"]
    contest.name({"A": 1}, reason="Қаражат үнемделді")
    assert [row[0] for row in drawn(contest) if row[2]] == ["A"]


def test_the_money_line_stands_where_the_fund_ends(day: Callable[..., Any]) -> None:
    contest = day(
        {"A": 600_000, "B": 700_000, "C": 300_000}, grants=3, winners=WinnersRule(fund=1_000_000, over_fund="stop")
    )
    score(contest, {"A": 25, "B": 20, "C": 15})
    assert [(row[0], row[3]) for row in drawn(contest)] == [("A", True), ("B", False), ("C", False)]


def test_an_unequal_panel_is_drawn_without_lines(day: Callable[..., Any]) -> None:
    contest = day({"A": 1, "B": 1})
    score(contest, {"A": 25, "B": 20})
    contest.sheets.pop()
    contest.hand_in("m5", {"A": FULL, "B": [5, 5, 5, 5, NOT_GIVEN]})
    assert drawn(contest) == [("A", "", False, False), ("B", "", False, False)]


def test_cells_carry_reasons_and_what_the_sitting_changed(day: Callable[..., Any]) -> None:
    contest = day({"A": 1})
    score(contest, {"A": 20})
    other = contest.sheet("m2", {"A": [3, 4, 4, 4, 4]})
    contest.sheets.append(other.model_copy(update={"handed_in": other.handed_in + timedelta(days=1)}))
    contest.open()
    (clash,) = state_of(contest).open_clashes
    sides = clash_sides(state_of(contest), clash)
    assert [(side.mark.points, side.handed_in.day) for side in sides] == [(4, 6), (3, 7)]
    contest.do(ClashSettled, member="m2", application="A", criterion="C1", mark=points(3), reason="Мүшенің сөзі")
    change = {"member": "m1", "application": "A", "criterion": "C2", "reason": "Қате"}
    contest.do(MarkReopened, old=points(4), new=points(5), **change)
    found = {(cell.member, cell.criterion): cell for cell in cells(state_of(contest), "A")}
    assert len(found) == 25
    assert (found["m2", "C1"].mark, found["m2", "C1"].before, found["m2", "C1"].why) == (
        points(3),
        None,
        "Мүшенің сөзі",
    )
    assert (found["m1", "C2"].mark, found["m1", "C2"].before, found["m1", "C2"].why) == (points(5), points(4), "Қате")
    assert found["m3", "C3"].why == ""


def test_voters_are_listed_with_why_others_have_no_vote(day: Callable[..., Any]) -> None:
    rule = ConflictRule(kinds=(), consequence="sit-out-application", point="17")
    contest = day({"A": 1, "B": 1}, conflicts=rule)
    for member in contest.members:
        contest.hand_in(
            member, {"A": FULL, "B": FULL}, answers={"A": Answer.CONFLICT} if member == "m5" else {}
        )  # fmt: skip
    contest.open(absent=["m2"])
    voters = voter_list(state_of(contest), ["A"], without=["m1"])
    assert [(voter.member, voter.why_not) for voter in voters] == [
        ("m1", "conflict"),
        ("m2", "absent"),
        ("m3", ""),
        ("m4", ""),
        ("m5", "conflict"),
    ]
    assert [voter.why_not for voter in voter_list(state_of(contest), ["B"])] == ["", "absent", "", "", ""]
    one = count([Vote(member="m3", choice=Choice.FOR), Vote(member="m4", choice=Choice.ABSTAINED)], voters)
    assert (one.votes_for, one.against, one.abstained, one.entitled, one.needed, one.carried) == (1, 0, 1, 2, 2, False)


def test_minutes_say_every_act_with_votes_and_reason(day: Callable[..., Any]) -> None:
    contest = day({"A": 1, "B": 1, "C": 1})
    score(contest, {"A": 20, "B": 20, "C": 20})
    contest.open(absent=["m5"])
    contest.do(PutOut, application="C", remark="withdrawn", reason="Өтініші")
    contest.tie(["A", "B"], 1, {"m1": ["A"], "m2": ["A"], "m3": ["B"], "m4": ["B"]}, chair_choice=("B",))
    contest.do(OpinionGiven, member="m2", text="Қарсымын")
    contest.name({"B": 1}, voters=contest.members[:3])
    said = minutes(contest.acts, contest.manifest)
    assert [one.what for one in said] == [
        "The sitting № 1 of 06.05.2024 was opened: Қонаев, in person.",
        "Attendance: present – Мүше 1, Мүше 2, Мүше 3, Мүше 4; absent – Мүше 5.",
        "Chair elected: Мүше 1.",
        "Put out: C, the application was withdrawn.",
        "Vote on a tie (Almaty region): A, B; places left: 1. The chair chose: B.",
        "Special opinion of Мүше 2: Қарсымын",
        "Winners named (Almaty region): B – 1.",
    ]
    assert said[2].votes == "for: 4 (Мүше 1, Мүше 2, Мүше 3, Мүше 4)"
    assert said[4].votes == "Мүше 1 → A; Мүше 2 → A; Мүше 3 → B; Мүше 4 → B"
    assert (said[3].reason, said[3].number, said[3].by) == ("Өтініші", 4, "Хатшы")


def test_an_application_withdrawn_is_not_said_to_be_put_out(day: Callable[..., Any]) -> None:
    contest = day({"A": 1, "B": 1})
    score(contest, {"A": 20, "B": 19})
    contest.open()
    contest.do(PutOut, application="B", remark="withdrawn", reason="Өтініші")
    assert [standing_text(line) for line in contest.outcome.territories[0].lines] == [
        "above the line",
        "withdrawn",
    ]


@pytest.mark.parametrize("language_of", ["kk", "ru"])
def test_questions_are_said_by_name(day: Callable[..., Any], language: Callable[[str], None], language_of: str) -> None:
    contest = day({f"A{n}": 1 for n in range(7)})
    language(language_of)
    for question in contest.outcome.questions:
        text = question_text(question, contest.manifest)
        assert "almaty-region" not in text
        assert "m1" not in text
        if question.kind == "missing-sheet":
            assert "Мүше" in text
    with pytest.raises(SittingError):
        contest.do(OpinionGiven, member="m1", text="x")


def test_conflicts_are_listed_with_those_that_wait_first(day: Callable[..., Any]) -> None:
    rule = ConflictRule(kinds=(), consequence="sit-out-application", point="17")
    contest = day({"A": 1, "B": 1}, conflicts=rule)
    answers = {"m2": {"A": Answer.CONFLICT}, "m4": {"A": Answer.NOT_SURE, "B": Answer.NOT_SURE}}
    for member in contest.members:
        contest.hand_in(member, {"A": FULL, "B": FULL}, answers=answers.get(member, {}))
    contest.open()
    decide = {"conflict": False, "reason": "Таныс емес", "votes": votes_without(contest, "m4")}
    contest.do(ConflictDecided, member="m4", application="B", **decide)
    contest.do(ConflictDecided, member="s1", application="B", conflict=True, reason="Хатшының туысы")
    assert [
        (one.member, one.application, one.answer, one.decided, one.waits) for one in declared(state_of(contest))
    ] == [
        ("m4", "A", Answer.NOT_SURE, None, True),
        ("m2", "A", Answer.CONFLICT, None, False),
        ("m4", "B", Answer.NOT_SURE, False, False),
        ("s1", "B", None, True, False),
    ]


def votes_without(contest: Any, member: str) -> tuple[Vote, ...]:
    return tuple(Vote(member=one, choice=Choice.FOR) for one in contest.members if one != member)


def test_a_refusal_names_the_rule_in_one_language() -> None:
    use_language("kk")
    assert "ереже" in str(refused("Жоқ.", "ереже / положение"))
    assert "положение" not in str(refused("Жоқ.", "ереже / положение"))
    use_language("en")
    assert "ереже" not in str(refused("No.", "ереже / положение"))
