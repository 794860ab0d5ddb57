"""Votes that decide nothing leave a trace, and a draw without end has a lawful one: the places stay free."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest

from models.contest.counting import TieRule
from models.contest.profile import GroupQuota, Quorum, WinnersRule
from models.errors import SittingError
from models.protocol.blocks import Heading, Text
from models.protocol.document import protocol
from models.sitting.acts import (
    Award,
    Ballot,
    ChairElected,
    Choice,
    Closed,
    NotCarried,
    PutOut,
    TieVoted,
    Vote,
    WinnersNamed,
)
from models.sitting.held.result_files import build_result
from models.sitting.minutes import minutes
from models.sitting.outcome import Remark, Standing
from models.sitting.replay import replay
from models.values import Both
from tests.sitting.conftest import AT, Day, Held

TOTALS = {"A": 25, "B": 20, "C": 20, "D": 10}
EQUAL = {"m1": "B", "m2": "B", "m3": "C", "m4": "C"}


def named(choices: str) -> tuple[Vote, ...]:
    """Return votes of m1, m2 … : "+" for, "-" against, "0" abstained."""
    said = {"+": Choice.FOR, "-": Choice.AGAINST, "0": Choice.ABSTAINED}
    return tuple(Vote(member=f"m{n}", choice=said[one]) for n, one in enumerate(choices, 1))


@pytest.fixture
def contest(day: Callable[..., Day]) -> Day:
    """Return a sitting of four; A is above, B and C tie for the second of two grants; nobody has a casting vote."""
    made = day(
        dict.fromkeys(TOTALS, 300),
        grants=2,
        members=4,
        quorum=Quorum(),
        counting={"ties": TieRule(then="commission-vote", chair_decides_equal_votes=False)},
    )
    hand_in(made, TOTALS)
    made.open()
    return made


def hand_in(made: Day, totals: Mapping[str, int]) -> None:
    rows = {code: [total // 5 + (n < total % 5) for n in range(5)] for code, total in totals.items()}
    for member in made.members:
        made.hand_in(member, rows)


def lost(made: Day, kind: type[Any], **values: Any) -> None:
    made.do(NotCarried, motion=kind(at=AT, by="s1", **values))


def tie(made: Day, ballots: Mapping[str, str] = EQUAL, tied: Sequence[str] = "BC") -> dict[str, Any]:
    return {
        "territory": made.manifest.contest.territories[0].code,
        "tied": tuple(tied),
        "places": 1,
        "ballots": tuple(Ballot(member=m, applications=tuple(codes)) for m, codes in ballots.items()),
    }


def winners(made: Day, codes: str, choices: str, reason: str = "") -> dict[str, Any]:
    return {
        "territory": made.manifest.contest.territories[0].code,
        "awards": tuple(Award(application=code, awarded=300) for code in codes),
        "votes": named(choices),
        "reason": reason,
    }


def test_every_round_of_equal_votes_is_an_act_and_the_last_one_decides(contest: Day) -> None:
    before = contest.outcome.territories[0].lines
    with pytest.raises(SittingError, match="The votes are equal: B, C"):
        contest.do(TieVoted, **tie(contest))
    lost(contest, TieVoted, **tie(contest))
    lost(contest, TieVoted, **tie(contest, {"m1": "C", "m2": "C", "m3": "B", "m4": "B"}))
    assert contest.outcome.territories[0].lines == before  # a trace, nothing else
    contest.do(TieVoted, **tie(contest, {**EQUAL, "m2": "C"}))
    assert contest.outcome.line("C").standing is Standing.PROPOSED
    first, second, last = minutes(contest.acts, contest.manifest)[-3:]
    assert (first.what.endswith("The votes decided nothing."), last.what.endswith("places left: 1.")) == (True, True)
    assert first.votes == "Мүше 1 → B; Мүше 2 → B; Мүше 3 → C; Мүше 4 → C"
    assert second.votes == "Мүше 1 → C; Мүше 2 → C; Мүше 3 → B; Мүше 4 → B"
    assert replay(contest.manifest, contest.sheets, contest.acts) == ()


@pytest.mark.parametrize(
    ("ballots", "told"),
    [
        ({**EQUAL, "m2": "C"}, "This vote decides"),
        ({"m1": "B", "m3": "C"}, "More than half of them must vote"),
        ({**EQUAL, "m4": "B", "m5": "C"}, "not a member"),
    ],
)
def test_only_a_lawful_vote_of_everybody_can_have_decided_nothing(
    contest: Day, ballots: Mapping[str, str], told: str
) -> None:
    with pytest.raises(SittingError, match=told):
        lost(contest, TieVoted, **tie(contest, ballots))


def test_a_vote_of_too_few_on_a_tie_is_recorded_where_the_others_abstained(contest: Day) -> None:
    lost(contest, TieVoted, **tie(contest, {"m1": "B", "m2": "", "m3": "", "m4": "C"}))
    assert isinstance(contest.acts[-1], NotCarried)


def test_the_chair_who_has_the_casting_vote_casts_it(day: Callable[..., Day]) -> None:
    made = day(dict.fromkeys(TOTALS, 300), grants=2, members=4, quorum=Quorum())
    hand_in(made, TOTALS)
    made.open()
    with pytest.raises(SittingError, match="The chair's vote decides"):
        lost(made, TieVoted, **tie(made))


def test_motions_that_are_not_carried_leave_a_trace(day: Callable[..., Day]) -> None:
    made = day(dict.fromkeys(TOTALS, 300), grants=2, members=4, quorum=Quorum())
    hand_in(made, TOTALS)
    made.open()
    again = {"chair": "m2", "votes": named("++--")}
    with pytest.raises(SittingError, match="More than half"):
        made.do(ChairElected, **again)
    with pytest.raises(SittingError, match="More than half"):
        lost(made, ChairElected, chair="m2", votes=named("++-"))  # m4 is here and did not vote
    lost(made, ChairElected, **again)
    lost(made, PutOut, application="A", remark="disqualified", reason="Күмән", votes=named("+--0"))
    assert made.outcome.chair == "m1"
    assert made.outcome.line("A").standing is Standing.PROPOSED
    with pytest.raises(SittingError, match="The reason is missing"):
        lost(made, PutOut, application="A", remark="disqualified", reason="", votes=named("+--0"))
    told = minutes(made.acts, made.manifest)[-1]
    assert told.what == "Put to the vote and not carried: “Put out: A, disqualified.”"
    assert (told.votes.startswith("for: 1 (Мүше 1)"), told.reason) == (True, "Күмән")


def test_a_draw_without_end_leaves_the_place_free_for_a_further_sitting(contest: Day) -> None:
    reason = "Дауыстар екі рет тең болды, орын келесі отырысқа қалдырылсын"
    with pytest.raises(SittingError, match="while questions are open"):
        contest.do(WinnersNamed, **winners(contest, "A", "++++", reason))
    lost(contest, TieVoted, **tie(contest))
    for codes, why, told in (("A", "", "Write the reason"), ("AB", reason, "only those above"), ("AD", reason, "only")):
        with pytest.raises(SittingError, match=told):
            contest.do(WinnersNamed, **winners(contest, codes, "++++", why))
    contest.do(WinnersNamed, **winners(contest, "A", "+++-", reason))
    with pytest.raises(SittingError, match="only those above"):
        contest.do(WinnersNamed, **winners(contest, "AB", "++++", reason))  # nor when they are named anew
    table = contest.outcome.territories[0]
    assert contest.outcome.questions == ()
    assert (table.left_tied, table.additional_contest) == (("B", "C"), False)
    contest.do(Closed)
    held = Held(contest)
    assert held.standings() == {
        "A": (Standing.WINNER, None, None),
        "B": (Standing.RESERVE, Remark.LOST_VOTE, 1),
        "C": (Standing.RESERVE, Remark.LOST_VOTE, 1),
        "D": (Standing.RESERVE, Remark.BELOW_LINE, 3),
    }
    held.open()
    assert (held.following.free, held.following.choice, held.following.places) == (1, ("B", "C"), 1)
    held.next({"C": 300}, reason="Ауылдағы жалғыз жоба")
    assert held.outcome.line("C").standing is Standing.WINNER
    assert replay(contest.manifest, contest.sheets, contest.acts) == ()


def in_russian(made: Day, *, public: bool) -> list[str]:
    """Return the texts of the protocol."""
    result = build_result("p" * 64, made.manifest, made.sheets, made.acts)
    blocks = protocol(result, fingerprint="", public=public).blocks
    return [one.text if isinstance(one.text, str) else one.text.ru for one in blocks if isinstance(one, Heading | Text)]


@pytest.mark.parametrize("public", [False, True])
def test_the_protocol_prints_every_round_and_what_became_of_the_places(contest: Day, public: bool) -> None:
    lost(contest, ChairElected, chair="m2", votes=named("++--"))
    lost(contest, TieVoted, **tie(contest))
    lost(contest, TieVoted, **tie(contest, {**EQUAL, "m1": "", "m3": ""}))
    lost(contest, PutOut, application="D", remark="disqualified", reason="Денсаулығы", votes=named("+---"))
    lost(contest, WinnersNamed, **winners(contest, "A", "++--", "Тең"))
    contest.do(WinnersNamed, **winners(contest, "A", "+++-", "Тең"))
    contest.do(Closed)
    told = in_russian(contest, public=public)
    rounds = [text for text in told if "не набрало нужного числа голосов" in text or "решения не дало." in text]
    assert [text.split(". ", 1)[1].split(" (")[0].split(":")[0] for text in rounds] == [
        "Вынесено на голосование и не набрало нужного числа голосов",
        "Проведено голосование между заявками с равными баллами",
        "Проведено голосование между заявками с равными баллами",
        "Вынесено на голосование и не набрало нужного числа голосов",
        "Вынесено на голосование и не набрало нужного числа голосов",
    ]
    assert any("Денсаулығы" in text for text in told) is not public  # may reveal health or a vulnerable status
    assert "Мүше 1 – B\nМүше 2 – B\nМүше 3 – C\nМүше 4 – C" in told
    (left,) = (text for text in told if "свободными остаются места" in text)
    assert "(B, C)" in left
    assert not any("распределены не полностью" in text for text in told)


def test_a_tie_that_others_wait_for_is_not_left(day: Callable[..., Day]) -> None:
    # One place is kept for B and C, who tie for it; A and D wait for what comes of it.
    group = GroupQuota(code="g", name=Both(kk="Топ", ru="Группа"), column="place", values=("1",), places=1)
    made = day(
        dict.fromkeys(TOTALS, 300),
        grants=2,
        members=4,
        quorum=Quorum(),
        winners=WinnersRule(groups=(group,)),
        counting={"ties": TieRule(then="commission-vote", chair_decides_equal_votes=False)},
    )
    made.manifest = made.manifest.model_copy(
        update={
            "applications": tuple(
                one.model_copy(update={"columns": (("place", "1" if one.code in "BC" else "2"),)})
                for one in made.manifest.applications
            )
        }
    )
    hand_in(made, TOTALS)
    made.open()
    lost(made, TieVoted, **tie(made))
    with pytest.raises(SittingError, match="while questions are open"):
        made.do(WinnersNamed, **winners(made, "A", "++++", "Себебі"))
