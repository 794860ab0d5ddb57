"""A further sitting continues the chain: who left, who is named next, and what stays as it was decided."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.contest.profile import GroupQuota, WinnersRule
from models.errors import SittingError
from models.scoring.marks import points
from models.sitting.acts import (
    AttendanceTaken,
    Award,
    ChairElected,
    Choice,
    Closed,
    ConflictDecided,
    MarkReopened,
    NextNamed,
    Opened,
    Presence,
    PutOut,
    Vote,
    WinnerLeft,
    WinnersNamed,
)
from models.sitting.chain import head
from models.sitting.compute import check_act
from models.sitting.following import Following, following
from models.sitting.outcome import Outcome, Remark, Standing
from models.sitting.replay import replay
from models.sitting.result_files import build_result
from models.sitting.sessions import decided_by, sessions
from models.sitting.state import sitting
from models.values import Both

LATER = datetime(2024, 5, 20, 9, 0, tzinfo=UTC)


@dataclass
class Held:
    """A contest whose first sitting is closed; further acts are recorded a fortnight later, each checked."""

    day: Any

    @property
    def outcome(self) -> Outcome:
        return self.day.outcome  # type: ignore[no-any-return]

    @property
    def territory(self) -> str:
        return str(self.day.manifest.contest.territories[0].code)

    @property
    def following(self) -> Following:
        return following(sitting(self.day.manifest, self.day.sheets, self.day.acts), self.territory)

    def votes(self, members: Sequence[str] | None = None) -> tuple[Vote, ...]:
        voting = self.day.members if members is None else members
        return tuple(Vote(member=member, choice=Choice.FOR) for member in voting)

    def do(self, kind: type[Any], *, at: datetime = LATER, **values: Any) -> None:
        act = kind(at=at, by="s1", **values)
        check_act(act, self.day.manifest, self.day.sheets, self.day.acts)
        self.day.acts.append(act)

    def open(self, number: str = "2", at: datetime = LATER, absent: str = "", chair: str = "m2") -> None:
        self.do(Opened, at=at, number=number, on=at.date(), place="Қонаев", form="in-person")
        there = [one for one in self.day.members if one != absent]
        presence = tuple((m, Presence.PRESENT if m in there else Presence.ABSENT) for m in self.day.members)
        self.do(AttendanceTaken, at=at, presence=presence)
        self.do(ChairElected, at=at, chair=chair, votes=self.votes(there))

    def leave(self, code: str, how: str = "contract-failed", **more: Any) -> None:
        given = {"basis": "Шартқа қол қоймады", "document": "№ 5", "on": date(2024, 5, 17), **more}
        self.do(WinnerLeft, application=code, how=how, **given)

    def next(self, awards: Mapping[str, int], instead_of: Sequence[str] = (), **more: Any) -> None:
        self.do(
            NextNamed,
            territory=self.territory,
            awards=tuple(Award(application=code, awarded=awarded) for code, awarded in awards.items()),
            instead_of=tuple(instead_of),
            votes=more.pop("votes", self.votes()),
            **more,
        )

    def standings(self) -> dict[str, tuple[Standing, Remark | None, int | None]]:
        return {
            line.application: (line.standing, line.remark, line.reserve)
            for line in self.outcome.territories[0].lines
        }  # fmt: skip


@pytest.fixture
def first(day: Callable[..., Any]) -> Callable[..., Held]:
    """Return a maker: `first({"A": 25, "B": 20 …}, awards={"A": 300}, grants=1, winners={…})`: closed on 6 May."""

    def make(totals: Mapping[str, int], awards: Mapping[str, int] | None = None, **rules: Any) -> Held:
        asked, columns = rules.pop("asked", {}), rules.pop("columns", {})
        rules["winners"] = WinnersRule(**rules.pop("winners", {}))
        contest = day({code: asked.get(code, 300) for code in totals}, **rules)
        contest.manifest = contest.manifest.model_copy(
            update={
                "applications": tuple(
                    one.model_copy(update={"columns": columns.get(one.code, one.columns)})
                    for one in contest.manifest.applications
                )
            }
        )
        for member in contest.members:
            contest.hand_in(
                member, {code: [total // 5 + (n < total % 5) for n in range(5)] for code, total in totals.items()}
            )
        contest.open()
        proposed = {
            line.application: line.proposed
            for line in contest.outcome.territories[0].lines
            if line.standing is Standing.PROPOSED
        }
        contest.name(proposed if awards is None else awards, reason="" if awards is None else "Үнемдеу")
        contest.do(Closed)
        return Held(contest)

    return make


def test_the_next_in_line_takes_the_place_of_who_left(first: Callable[..., Held]) -> None:
    held = first({"A": 25, "B": 24, "C": 23, "D": 22, "E": 21}, grants=2)
    before = tuple(held.day.acts)
    assert held.following.anything is False
    held.open()
    held.leave("A")
    assert held.standings() == {
        "A": (Standing.OUT, Remark.CONTRACT_FAILED, None),
        "B": (Standing.WINNER, None, None),
        "C": (Standing.RESERVE, Remark.BELOW_LINE, 1),
        "D": (Standing.RESERVE, Remark.BELOW_LINE, 2),
        "E": (Standing.RESERVE, Remark.BELOW_LINE, 3),
    }
    assert (held.following.free, held.following.left) == (1, ("A",))
    assert held.following.proposed == (Award(application="C", awarded=300),)
    held.next({"C": 300}, ["A"])
    assert held.standings()["C"] == (Standing.WINNER, None, None)
    assert held.standings()["D"][2] == 1
    assert [line.place_from for line in held.outcome.territories[0].lines] == [1, 2, 3, 4, 5]
    assert (held.following.free, held.following.left, held.following.proposed) == (0, (), ())
    assert held.outcome.questions == ()
    assert held.outcome.chair == "m2"
    held.do(Closed)
    assert tuple(held.day.acts[: len(before)]) == before
    assert replay(held.day.manifest, held.day.sheets, held.day.acts) == ()
    one, two = sessions(held.day.acts)
    assert (one.number, one.further, one.closed, one.first) == (1, False, True, 1)
    assert (two.number, two.further, two.closed, two.first) == (2, True, True, len(before) + 1)
    assert two.earlier_head == head(before)
    assert [(p.number, p.on) for p in two.stands_on] == [("1", date(2024, 5, 6))]
    assert [act.application for act in two.left] == ["A"]
    protocols = {code: one.protocol and one.protocol.number for code, one in decided_by(held.day.acts).items()}
    assert protocols == {"A": "2", "B": "1", "C": "2"}


def test_a_further_sitting_has_an_opening_attendance_and_chair_of_its_own(first: Callable[..., Held]) -> None:
    held = first({"A": 25, "B": 24}, grants=1)
    with pytest.raises(SittingError, match="Open a further sitting"):
        held.do(Closed)
    with pytest.raises(SittingError, match="№ 1 is taken"):
        held.open("1")
    with pytest.raises(SittingError, match="a further one is not before it"):
        held.open("2", at=datetime(2024, 5, 1, tzinfo=UTC))
    held.do(Opened, number="2", on=LATER.date(), place="Қонаев", form="video")
    assert {question.kind for question in held.outcome.questions} == {"no-quorum", "no-chair"}
    assert (held.outcome.attendance, held.outcome.chair) == (None, None)
    with pytest.raises(SittingError, match="attendance"):
        held.leave("A")
    held.do(AttendanceTaken, presence=tuple((m, Presence.PRESENT) for m in held.day.members))
    held.leave("A")
    with pytest.raises(SittingError, match="no chair"):
        held.next({"B": 300}, ["A"])
    with pytest.raises(SittingError, match="while questions are open"):
        held.do(Closed)


def test_a_further_sitting_changes_no_ranking(first: Callable[..., Held]) -> None:
    held = first({"A": 25, "B": 24, "C": 23}, grants=1)
    held.open()
    lines = [(line.application, line.total, line.place_from) for line in held.outcome.territories[0].lines]
    for kind, values in (
        (PutOut, {"application": "A", "remark": "withdrawn", "reason": "Өтініш"}),
        (WinnersNamed, {"territory": held.territory, "awards": (), "votes": held.votes()}),
        (
            MarkReopened,
            {"member": "m1", "application": "A", "criterion": "C1", "old": points(5), "new": points(4), "reason": "–"},
        ),
    ):
        with pytest.raises(SittingError, match="The ranking was decided at the sitting of protocol № 1"):
            held.do(kind, **values)
    held.do(ConflictDecided, member="m5", application="B", conflict=True, reason="Туысы")
    held.leave("A")
    with pytest.raises(SittingError, match="conflict of interest here"):
        held.next({"B": 300}, ["A"])
    held.next({"B": 300}, ["A"], votes=held.votes(["m1", "m2", "m3"]))
    assert lines == [(line.application, line.total, line.place_from) for line in held.outcome.territories[0].lines]
    assert held.standings()["B"][0] is Standing.WINNER


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"application": "B"}, "so there is no contract"),
        ({"application": "Z"}, "no application"),
        ({"basis": " "}, "basis is missing"),
        ({"on": date(2024, 5, 21)}, "after the sitting"),
        ({"how": "disqualified"}, "More than half"),
    ],
)
def test_who_is_recorded_as_gone_is_checked(first: Callable[..., Held], values: dict[str, Any], told: str) -> None:
    held = first({"A": 25, "B": 24}, grants=1)
    held.open()
    with pytest.raises(SittingError, match=told):
        held.leave(**{"code": values.pop("application", "A"), **values})
    held.leave("A")
    with pytest.raises(SittingError, match="out already"):
        held.leave("A")


def test_one_in_line_who_withdraws_is_passed_over(first: Callable[..., Held]) -> None:
    held = first({"A": 25, "B": 24, "C": 23}, grants=1)
    held.open()
    held.leave("B", "withdrew")
    held.leave("A", "disqualified", votes=held.votes())
    assert held.following.left == ("A",)
    held.next({"C": 300}, ["A"])
    assert held.standings() == {
        "A": (Standing.OUT, Remark.DISQUALIFIED, None),
        "B": (Standing.OUT, Remark.WITHDRAWN, None),
        "C": (Standing.WINNER, None, None),
    }


@pytest.mark.parametrize(
    ("awards", "more", "told"),
    [
        ({}, {}, "Nobody is named"),
        ({"B": 300}, {}, "not next in line"),
        ({"D": 300}, {}, "not the order of those next in line"),
        ({"C": 300, "D": 300}, {}, "Name fewer"),
        ({"C": 301}, {}, "more than was asked"),
        ({"C": 300}, {"instead_of": ["B"]}, "In the place of B"),
        ({"C": 300}, {"instead_of": ["A", "A"]}, "nobody can be named"),
        ({"C": 300}, {"votes": ()}, "More than half"),
    ],
)
def test_who_may_follow_is_checked(
    first: Callable[..., Held], awards: dict[str, int], more: dict[str, Any], told: str
) -> None:
    held = first({"A": 25, "B": 24, "C": 23, "D": 22}, grants=2)
    held.open()
    held.leave("A")
    acts = tuple(held.day.acts)
    with pytest.raises(SittingError, match=told):
        held.next(awards, **{"instead_of": ["A"], **more})
    assert tuple(held.day.acts) == acts


def test_the_order_is_left_only_with_a_reason(first: Callable[..., Held]) -> None:
    held = first({"A": 25, "B": 24, "C": 23, "D": 22}, grants=1)
    held.open()
    held.leave("A")
    held.next({"C": 300}, ["A"], reason="B жобаны басқа қордан қаржыландырды")
    assert held.standings()["C"][0] is Standing.WINNER
    assert held.standings()["B"] == (Standing.RESERVE, Remark.BELOW_LINE, 1)


def test_among_those_who_share_a_number_the_commission_chooses_with_a_reason(first: Callable[..., Held]) -> None:
    held = first({"A": 25, "B": 20, "C": 20, "D": 20, "E": 10}, grants=1)
    held.open()
    held.leave("A")
    assert (held.following.proposed, held.following.choice, held.following.places) == ((), ("B", "C", "D"), 1)
    with pytest.raises(SittingError, match="a choice among equal ones"):
        held.next({"C": 300}, ["A"])
    held.next({"C": 300}, ["A"], reason="Ауылдағы жалғыз жоба")
    assert held.standings()["C"][0] is Standing.WINNER


@pytest.mark.parametrize(
    ("over", "proposed"),
    [("stop", {}), ("skip", {"D": 250}), ("part", {"C": 300})],
)
def test_the_fund_decides_who_fits(first: Callable[..., Held], over: str, proposed: dict[str, int]) -> None:
    held = first(
        {"A": 25, "B": 24, "C": 23, "D": 22},
        grants=2,
        asked={"A": 300, "B": 300, "C": 400, "D": 250},
        winners={"fund": 600, "over_fund": over},
    )
    held.open()
    held.leave("A")
    assert held.following.money == 300
    assert {award.application: award.awarded for award in held.following.proposed} == proposed
    with pytest.raises(SittingError, match="300 KZT of the fund are left"):
        held.next({"C": 400}, ["A"])
    if proposed:
        held.next(proposed, ["A"])
        assert held.outcome.line(*proposed).awarded == next(iter(proposed.values()))


def test_savings_make_further_winners_only_where_the_profile_says_so(first: Callable[..., Held]) -> None:
    totals, reduced = {"A": 25, "B": 24, "C": 23, "D": 22}, {"A": 150, "B": 150}
    kept = first(totals, reduced, grants=2, winners={"fund": 600})
    kept.open()
    assert (kept.following.money, kept.following.proposed) == (300, ())
    with pytest.raises(SittingError, match="Name fewer"):
        kept.next({"C": 300})
    further = first(totals, reduced, grants=2, winners={"fund": 600, "savings": "further-winners"})
    further.open()
    assert further.following.proposed == (Award(application="C", awarded=300),)
    further.next({"C": 300})
    assert further.standings()["C"][0] is Standing.WINNER
    assert (further.following.free, further.following.money) == (-1, 0)
    with pytest.raises(SittingError, match="0 KZT of the fund are left"):
        further.next({"D": 1})


def test_too_few_winners_ask_for_an_additional_contest(first: Callable[..., Held]) -> None:
    for too_few, told in (("additional-contest", True), ("fewer", False)):
        held = first({"A": 25, "B": 24, "C": 23}, grants=2, winners={"too_few": too_few})
        held.open()
        held.leave("A")
        assert held.outcome.territories[0].additional_contest is False  # C is in line still
        held.next({"C": 300}, ["A"])
        held.leave("C", "withdrew")
        assert held.outcome.territories[0].additional_contest is told


def test_a_third_sitting_follows_the_second(first: Callable[..., Held]) -> None:
    held = first({"A": 25, "B": 24, "C": 23}, grants=1)
    held.open()
    held.leave("A")
    held.next({"B": 300}, ["A"])
    held.do(Closed)
    third = datetime(2024, 6, 3, 9, 0, tzinfo=UTC)
    held.open("3", at=third)
    held.do(WinnerLeft, at=third, application="B", how="withdrew", basis="Өтініш", on=date(2024, 6, 1))
    held.do(
        NextNamed, at=third, territory=held.territory, awards=(Award(application="C", awarded=300),),
        instead_of=("B",), votes=held.votes(),
    )  # fmt: skip
    held.do(Closed, at=third)
    assert replay(held.day.manifest, held.day.sheets, held.day.acts) == ()
    assert [one.protocol and one.protocol.number for one in sessions(held.day.acts)] == ["1", "2", "3"]
    assert held.standings()["C"][0] is Standing.WINNER


def test_who_stands_under_a_reached_roof_is_passed_over(first: Callable[..., Held]) -> None:
    # A, B, C and D of one group, at most two of which win: A and B did, and E; F follows E, C follows A.
    roof = GroupQuota(code="g", name=Both(kk="Топ", ru="Группа"), column="place", values=("1",), at_most=2)
    held = first(
        dict(zip("ABCDEF", (25, 24, 23, 22, 21, 20), strict=True)),
        grants=3,
        columns=dict.fromkeys("ABCD", (("place", "1"),)),
        winners={"groups": (roof,)},
    )
    assert [code for code, standing in held.standings().items() if standing[0] is Standing.WINNER] == ["A", "B", "E"]
    held.open()
    held.leave("E")
    assert [award.application for award in held.following.proposed] == ["F"]
    with pytest.raises(SittingError, match="winners at most 2"):
        held.next({"C": 300}, ["E"], reason="Жобасы жақсы")
    held.next({"F": 300}, ["E"])
    held.leave("A")
    assert [award.application for award in held.following.proposed] == ["C"]
    held.next({"C": 300}, ["A"])


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_whatever_follows_stays_within_grants_fund_and_line(data: st.DataObject) -> None:
    """By the rules alone: nobody is named who is not next, no grant and no tenge is given twice."""
    from models.sitting.following import _Walk

    asked = dict(enumerate(data.draw(st.lists(st.integers(1, 9), min_size=1, max_size=8))))
    asked = {f"A{code}": amount for code, amount in asked.items()}  # type: ignore[misc, assignment]
    places = data.draw(st.integers(0, 5))
    money = data.draw(st.none() | st.integers(0, 25))
    over = data.draw(st.sampled_from(["stop", "skip", "part"]))
    cuts = sorted(data.draw(st.sets(st.integers(1, 7), max_size=4)))
    codes = list(asked)
    groups = [tuple(codes[a:b]) for a, b in zip([0, *cuts], [*cuts, len(codes)], strict=True) if codes[a:b]]
    roofed = frozenset(data.draw(st.sets(st.sampled_from(codes))))
    roof = data.draw(st.integers(0, 3))
    walk = _Walk(places, money, over, [(roofed, roof)])
    walk.walk(groups, asked)  # type: ignore[arg-type]
    named = [award.application for award in walk.proposed]
    assert len(set(named)) == len(named) <= places
    assert money is None or sum(award.awarded or 0 for award in walk.proposed) <= money
    assert not set(walk.choice) & set(named)
    assert len(roofed & set(named)) <= roof
    assert len(named) + walk.places_of_choice <= places
    order = [next(n for n, group in enumerate(groups) if code in group) for code in named]
    assert order == sorted(order)


def test_the_second_result_continues_the_first(first: Callable[..., Held]) -> None:
    held = first({"A": 25, "B": 24}, grants=1)
    one = build_result("p" * 64, held.day.manifest, held.day.sheets, held.day.acts)
    held.open()
    held.leave("A")
    held.next({"B": 300}, ["A"])
    held.do(Closed)
    two = build_result("p" * 64, held.day.manifest, reversed(held.day.sheets), held.day.acts)
    again = build_result("p" * 64, held.day.manifest, held.day.sheets, held.day.acts)
    assert two.canonical() == again.canonical()
    assert two.acts[: len(one.acts)] == one.acts
    assert two.sheets == one.sheets
    assert head(two.acts[: len(one.acts)]) == one.log != two.log
