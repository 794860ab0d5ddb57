"""From the ranking to winners: quotas in both readings, the order of the steps, the fund, sums recommended."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

import pytest

from models.contest.counting import Threshold
from models.contest.profile import GroupQuota, WinnersRule
from models.errors import SittingError
from models.scoring.marks import points
from models.sitting.acts import MarkReopened
from models.sitting.outcome import QuotaFilled, Remark, Standing
from models.sitting.state import sitting
from models.sitting.table import prove_proposal
from models.values import Both

RURAL = GroupQuota(code="rural", name=Both(kk="Ауыл", ru="Село"), column="place", values=("ауыл", "Село"), places=2)
MERIT_COUNTS = ("thresholds", "quotas", "merit")
MERIT_APART = ("thresholds", "merit", "quotas")


def score(day: Any, totals: Mapping[str, int]) -> None:
    rows = {code: [total // 5 + (n < total % 5) for n in range(5)] for code, total in totals.items()}
    for member in day.members:
        day.hand_in(member, rows)


def contest_of(day: Callable[..., Any], totals: Mapping[str, int], rural: Sequence[str], **more: Any) -> Any:
    """Return a contest of these totals of one member; `rural` ones live in a village and all ask 100 unless said."""
    rule = {"groups": (RURAL,), **more.pop("winners", {})}
    asked = {**dict.fromkeys(totals, 100), **more.pop("asked", {})}
    made = day(asked, winners=WinnersRule(**rule), **more)
    applications = tuple(
        one.model_copy(update={"columns": (("place", "СЕЛО " if one.code in rural else "қала"),)})
        for one in made.manifest.applications
    )
    made.manifest = made.manifest.model_copy(update={"applications": applications})
    score(made, totals)
    return made


def winners(day: Any) -> list[str]:
    return [one.application for one in day.outcome.territories[0].lines if one.standing is Standing.PROPOSED]


TOTALS = {"A": 25, "B": 24, "C": 23, "D": 22, "E": 21, "F": 20, "G": 19}


def test_winners_on_merit_count_towards_the_quota_or_do_not(day: Callable[..., Any]) -> None:
    # Four grants, two of them kept for the village: B, E, F, G. On merit alone A B C D.
    rural = ["B", "E", "F", "G"]
    counts = contest_of(day, TOTALS, rural, grants=4, winners={"order": MERIT_COUNTS})
    assert winners(counts) == ["A", "B", "C", "E"]  # B counts: one more of the village, E
    apart = contest_of(day, TOTALS, rural, grants=4, winners={"order": MERIT_APART})
    assert winners(apart) == ["A", "B", "E", "F"]  # A, B by merit; the two places of the village beyond them
    table = counts.outcome.territories[0]
    assert table.order == MERIT_COUNTS
    assert table.quotas == (QuotaFilled(code="rural", places=2, applications=("B", "E")),)
    assert apart.outcome.territories[0].quotas[0].applications == ("E", "F")
    remarks = {one.application: one.remark for one in table.lines if one.standing is Standing.RESERVE}
    assert remarks == {"D": Remark.QUOTA, "F": Remark.BELOW_LINE, "G": Remark.BELOW_LINE}
    apart_remarks = {one.application: one.remark for one in apart.outcome.territories[0].lines if one.remark}
    assert apart_remarks == {"C": Remark.QUOTA, "D": Remark.QUOTA, "G": Remark.BELOW_LINE}


@pytest.mark.parametrize("order", [MERIT_COUNTS, MERIT_APART])
def test_places_that_no_group_fills_go_by_merit(order: tuple[str, ...], day: Callable[..., Any]) -> None:
    assert winners(contest_of(day, TOTALS, ["G"], grants=4, winners={"order": order})) == ["A", "B", "C", "G"]
    assert winners(contest_of(day, TOTALS, [], grants=4, winners={"order": order})) == ["A", "B", "C", "D"]


def test_a_tie_at_the_edge_of_a_quota_is_open_until_a_vote(day: Callable[..., Any]) -> None:
    totals = {"A": 25, "B": 24, "C": 20, "D": 20, "E": 20}
    contest = contest_of(
        day, totals, ["C", "D"], grants=2, winners={"groups": (RURAL.model_copy(update={"places": 1}),)}
    )
    contest.open()
    question = next(q for q in contest.outcome.questions if q.kind == "tie-at-cut")
    assert (question.applications, question.places) == (("C", "D"), 1)
    assert {line.standing for line in contest.outcome.territories[0].lines} == {Standing.OPEN}
    contest.tie(["C", "D"], 1, dict.fromkeys(contest.members, ("D",)))
    assert winners(contest) == ["A", "D"]
    lines = {line.application: (line.remark, line.settled_by) for line in contest.outcome.territories[0].lines}
    assert lines == {
        "A": (None, ""),
        "B": (Remark.QUOTA, ""),
        "C": (Remark.LOST_VOTE, "vote"),
        "D": (None, "vote"),
        "E": (Remark.BELOW_LINE, ""),
    }


def test_who_lost_the_vote_for_a_quota_may_win_by_merit(day: Callable[..., Any]) -> None:
    totals = {"A": 25, "C": 20, "D": 20, "E": 19}
    one = {"groups": (RURAL.model_copy(update={"places": 1}),)}
    contest = contest_of(day, totals, ["C", "D"], grants=3, winners=one)
    contest.open()
    contest.tie(["C", "D"], 1, dict.fromkeys(contest.members, ("D",)))
    assert winners(contest) == ["A", "C", "D"]


def test_a_quota_before_the_thresholds_may_go_below_them(day: Callable[..., Any]) -> None:
    half = Threshold(share=Fraction(4, 5), strictly=False)  # 100 of 125 points: 20 of one member
    totals = {"A": 25, "B": 24, "C": 19, "D": 18}
    for order, expected in (
        (("quotas", "thresholds", "merit"), ["A", "B", "D"]),
        (MERIT_COUNTS, ["A", "B"]),
        # one grant by merit, two kept; nobody of the village is left, and C stays out: its threshold came before
        (("merit", "thresholds", "quotas"), ["A", "B"]),
    ):
        contest = contest_of(day, totals, ["D"], grants=3, winners={"order": order}, counting={"threshold": half})
        assert winners(contest) == expected
        assert contest.outcome.line("C").remark is Remark.THRESHOLD


@pytest.mark.parametrize(
    ("over", "expected"),
    [("stop", {"A": 100}), ("skip", {"A": 100, "C": 100, "D": 100}), ("part", {"A": 100, "B": 250})],
)
def test_the_fund_holds_in_every_step(over: str, expected: Mapping[str, int], day: Callable[..., Any]) -> None:
    # 350 KZT; A and B are of the village, B asks 300: after A 250 are left.
    contest = contest_of(
        day,
        {"A": 25, "B": 24, "C": 23, "D": 22, "E": 21},
        ["A", "B"],
        grants=4,
        asked={"B": 300},
        winners={"fund": 350, "over_fund": over},
    )
    lines = contest.outcome.territories[0].lines
    assert {one.application: one.proposed for one in lines if one.standing is Standing.PROPOSED} == expected
    assert contest.outcome.line("E").remark is Remark.MONEY
    assert contest.outcome.territories[0].order == (*MERIT_COUNTS, f"fund-{over}")


def test_equal_applications_at_the_fund_are_voted_on_until_it_is_spent(day: Callable[..., Any]) -> None:
    # 700 KZT: whoever of A, B, C wins, one is certain; C is chosen and leaves 600 for a second vote on A and B.
    totals, asked = {"A": 20, "B": 20, "C": 20, "D": 10}, {"A": 600, "B": 600, "C": 100}
    rule = {"groups": (), "fund": 700, "over_fund": "skip"}
    contest = contest_of(day, totals, [], grants=3, asked=asked, winners=rule)
    contest.open()
    contest.tie(["A", "B", "C"], 1, dict.fromkeys(contest.members, ("C",)))
    question = next(q for q in contest.outcome.questions if q.kind == "tie-at-cut")
    assert (question.applications, question.places) == (("A", "B"), 1)
    contest.tie(["A", "B"], 1, dict.fromkeys(contest.members, ("B",)))
    assert winners(contest) == ["B", "C"]
    assert {code: contest.outcome.line(code).remark for code in "AD"} == {"A": Remark.LOST_VOTE, "D": Remark.MONEY}


def test_the_last_of_the_fund_goes_to_one_of_equals_by_vote(day: Callable[..., Any]) -> None:
    # 350 KZT: A gets 100; B and C are equal and ask 300 each, of which 250 are left; nothing is left for D.
    totals, asked = {"A": 25, "B": 20, "C": 20, "D": 10}, {"B": 300, "C": 300}
    rule = {"groups": (), "fund": 350, "over_fund": "part"}
    contest = contest_of(day, totals, [], grants=3, asked=asked, winners=rule)
    contest.open()
    question = next(q for q in contest.outcome.questions if q.kind == "tie-at-cut")
    assert (question.applications, question.places) == (("B", "C"), 1)
    contest.tie(["B", "C"], 1, dict.fromkeys(contest.members, ("C",)))
    lines = {one.application: (one.proposed, one.remark) for one in contest.outcome.territories[0].lines}
    assert lines["C"] == (250, None)
    assert (lines["B"][1], lines["D"][1]) == (Remark.LOST_VOTE, Remark.MONEY)
    contest.name({"A": 100, "C": 250})


def test_no_more_of_a_group_win_than_its_roof(day: Callable[..., Any]) -> None:
    # Four grants, at most two of them for the village: B, C, D, G. D stands above the line and is out for the roof.
    roof = RURAL.model_copy(update={"places": 0, "at_most": 2})
    for order in (MERIT_COUNTS, MERIT_APART):
        contest = contest_of(day, TOTALS, ["B", "C", "D", "G"], grants=4, winners={"groups": (roof,), "order": order})
        assert winners(contest) == ["A", "B", "C", "E"]
        remarks = {one.application: one.remark for one in contest.outcome.territories[0].lines if one.remark}
        assert remarks == {"D": Remark.QUOTA, "F": Remark.BELOW_LINE, "G": Remark.BELOW_LINE}
    table = contest.outcome.territories[0]
    assert table.quotas == (QuotaFilled(code="rural", places=0, applications=(), at_most=2, under_roof=("B", "C")),)
    contest.open()
    with pytest.raises(SittingError, match="winners at most 2"):
        contest.name(dict.fromkeys("ABCD", 100), reason="Жобасы жақсы")
    contest.name(dict.fromkeys("ABCE", 100))


def test_places_kept_and_a_roof_hold_together(day: Callable[..., Any]) -> None:
    # Two places are kept for the village, at most three of it win. Winners on merit count, or not: the roof holds.
    both = RURAL.model_copy(update={"at_most": 3})
    village = ["A", "B", "C", "D", "E", "F"]
    for order, expected in ((MERIT_COUNTS, ["A", "B", "C", "G"]), (MERIT_APART, ["A", "B", "C", "G"])):
        assert (
            winners(contest_of(day, TOTALS, village, grants=4, winners={"groups": (both,), "order": order})) == expected
        )


def test_equal_applications_under_a_roof_are_voted_on_and_no_others(day: Callable[..., Any]) -> None:
    # B, C (village, room for one) and D are equal, and the places would do for all: D needs no vote.
    totals = {"A": 25, "B": 20, "C": 20, "D": 20, "E": 10}
    roof = RURAL.model_copy(update={"places": 0, "at_most": 1})
    contest = contest_of(day, totals, ["B", "C"], grants=4, winners={"groups": (roof,)})
    contest.open()
    question = next(q for q in contest.outcome.questions if q.kind == "tie-at-cut")
    assert (question.applications, question.places) == (("B", "C"), 1)
    assert contest.outcome.line("E").standing is Standing.OPEN
    contest.tie(["B", "C"], 1, dict.fromkeys(contest.members, ("C",)))
    assert winners(contest) == ["A", "C", "D", "E"]
    contest.name(dict.fromkeys("ACDE", 100))


YOUNG = GroupQuota(code="young", name=Both(kk="Жас", ru="Молодёжь"), column="age", values=("18",), at_most=1)


def in_two_groups(day: Callable[..., Any], totals: Mapping[str, int], rural: str, young: str, **more: Any) -> Any:
    """Return a contest in which at most two of the village and one of the young win; the village stands first."""
    roofs = (RURAL.model_copy(update={"places": 0, "at_most": 2}), YOUNG)
    made = contest_of(day, totals, list(rural), winners={"groups": roofs}, **more)
    applications = tuple(
        one.model_copy(update={"columns": (*one.columns, ("age", "18" if one.code in young else "30"))})
        for one in made.manifest.applications
    )
    made.manifest = made.manifest.model_copy(update={"applications": applications})
    return made


def test_an_application_stands_under_the_roof_of_every_group_it_belongs_to(day: Callable[..., Any]) -> None:
    # A is of the village and young, so the roof of the young is reached with it: C, young too, is out, and E follows.
    contest = in_two_groups(day, TOTALS, "AB", "ACD", grants=3)
    assert winners(contest) == ["A", "B", "E"]
    table = contest.outcome.territories[0]
    assert [(one.code, one.under_roof) for one in table.quotas] == [("rural", ("A", "B")), ("young", ("A",))]
    contest.open()
    with pytest.raises(SittingError, match="“Молодёжь”: winners at most 1"):
        contest.name(dict.fromkeys("ABC", 100), reason="Жобасы жақсы")
    contest.name(dict.fromkeys("ABE", 100))
    proof = prove_proposal(
        sitting(contest.manifest, contest.sheets, contest.acts), contest.manifest.contest.territories[0].code
    )
    assert proof is not None
    assert proof.holds


@pytest.mark.parametrize(
    ("chosen", "won", "remarks"),
    [
        ("C", "ABCF", {"D": Remark.LOST_VOTE, "E": Remark.LOST_VOTE}),
        ("E", "ABEF", {"C": Remark.LOST_VOTE, "D": Remark.LOST_VOTE}),
    ],
)
def test_equal_applications_under_roofs_that_share_some_are_voted_on_together(
    day: Callable[..., Any], chosen: str, won: str, remarks: Mapping[str, Remark]
) -> None:
    # B, C, D (village, room for two) and C, D, E (young, room for one) are equal to F; the places would do for all.
    # Who of the village wins decides who of the young can: the roofs are voted on together, first for one place.
    totals = {"A": 25, **dict.fromkeys("BCDEF", 20)}
    contest = in_two_groups(day, totals, "BCD", "CDE", grants=6)
    contest.open()
    question = next(q for q in contest.outcome.questions if q.kind == "tie-at-cut")
    assert (question.applications, question.places) == (("B", "C", "D", "E"), 1)
    contest.tie(["B", "C", "D", "E"], 1, dict.fromkeys(contest.members, (chosen,)))
    assert winners(contest) == list(won)  # the only young one; so B needs no second vote
    assert {code: contest.outcome.line(code).remark for code in remarks} == remarks
    contest.name(dict.fromkeys(won, 100))


def test_a_vote_that_another_one_replaced_binds_nobody(day: Callable[..., Any]) -> None:
    # A and B are voted on; then C is given the points that make it equal too, and the three are voted on anew.
    totals = {"A": 20, "B": 20, "C": 19}
    contest = contest_of(day, totals, [], grants=1, winners={"groups": ()})
    contest.open()
    contest.tie(["A", "B"], 1, dict.fromkeys(contest.members, ("A",)))
    change = {"application": "C", "criterion": "C5", "old": points(3), "new": points(4), "reason": "Қате қойылған"}
    for member in contest.members:
        contest.do(MarkReopened, member=member, **change)
    contest.tie(["A", "B", "C"], 1, dict.fromkeys(contest.members, ("C",)))
    assert winners(contest) == ["C"]
    territory = contest.manifest.contest.territories[0].code
    proof = prove_proposal(sitting(contest.manifest, contest.sheets, contest.acts), territory)
    assert proof is not None
    assert proof.holds


def test_no_more_is_proposed_than_was_recommended(day: Callable[..., Any]) -> None:
    contest = day({"A": 500_000, "B": 500_000}, grants=2, winners=WinnersRule(recommended="сарапшы"))
    first, second = contest.manifest.applications
    first = first.model_copy(update={"columns": (("сарапшы", "420000"),)})
    contest.manifest = contest.manifest.model_copy(update={"applications": (first, second)})
    score(contest, {"A": 25, "B": 20})
    assert [(one.asked, one.proposed) for one in contest.outcome.territories[0].lines] == [
        (500_000, 420_000),
        (500_000, 500_000),
    ]
    contest.open()
    contest.name({"A": 420_000, "B": 500_000})
    assert contest.outcome.line("A").awarded == 420_000


def test_a_named_winner_of_a_quota_needs_no_reason(day: Callable[..., Any]) -> None:
    contest = contest_of(day, TOTALS, ["E", "F"], grants=4)
    contest.open()
    with pytest.raises(SittingError, match="Write the reason"):
        contest.name(dict.fromkeys("ABCD", 100))
    contest.name(dict.fromkeys("ABEF", 100))
    assert contest.outcome.line("C").remark is Remark.QUOTA


def test_an_order_that_cannot_be_followed_is_refused() -> None:
    with pytest.raises(ValueError, match="“merit” stands in it"):
        WinnersRule(order=("thresholds", "quotas"))
    with pytest.raises(ValueError, match="“quotas” stands in it"):
        WinnersRule(order=("thresholds", "merit"), groups=(RURAL,))


@pytest.mark.parametrize(
    ("limits", "says"), [({"places": 0}, "at least 1"), ({"places": 3, "at_most": 2}, "at least the 3 places kept")]
)
def test_a_quota_that_limits_nothing_or_contradicts_itself_is_refused(limits: dict[str, int], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        GroupQuota(**{**RURAL.model_dump(), **limits})


def test_what_was_signed_before_quotas_keeps_its_bytes() -> None:
    assert b"at_most" not in RURAL.canonical()
    written = WinnersRule().canonical()
    assert not {b"order", b"groups", b"recommended"} & set(written.split(b'"'))
    assert b'"order"' in WinnersRule(order=MERIT_APART).canonical()
