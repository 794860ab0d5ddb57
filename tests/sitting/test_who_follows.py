"""Who follows at a further sitting: in the order of the line, within grants, fund and roofs; else with a reason."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.contest.profile import GroupQuota, ProjectRules
from models.errors import SittingError
from models.protocol.blocks import Facts
from models.protocol.document import protocol
from models.sitting.acts import (
    Award,
)
from models.sitting.held.result_files import build_result
from models.sitting.outcome import Remark, Standing
from models.values import Both
from tests.sitting.conftest import Held


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
    with pytest.raises(SittingError, match="300 KZT are left for grants"):
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
    with pytest.raises(SittingError, match="0 KZT are left for grants"):
        further.next({"D": 1})


def test_the_money_of_grants_nobody_has_elsewhere_is_not_saved(first: Callable[..., Held]) -> None:
    # A fund of 4 grants of 300: two here, named for 150 each, and two of another territory in which nobody applied.
    rules = {
        "grants": 2,
        "project": ProjectRules(grant_at_most=300),
        "winners": {"fund": 1350, "savings": "further-winners"},
    }
    totals, reduced = {"A": 25, "B": 24, "C": 23, "D": 22}, {"A": 150, "B": 150}
    held = first(totals, reduced, others=2, **rules)
    held.open()
    found = held.following
    assert (found.money, found.vacant_elsewhere, found.kept) == (1050, 2, 600)
    assert (found.money_for(0), found.money_for(1)) == (1050, 450)
    assert found.proposed == (Award(application="C", awarded=300),)  # 450 are saved: D does not fit any more
    with pytest.raises(SittingError, match=r"450 KZT are saved: of the 1\u00a0050 KZT .* 600 KZT are kept .* \(2\)"):
        held.next({"C": 300, "D": 300})
    held.next({"C": 300, "D": 150}, reason="Сомасы азайтылды")
    assert held.following.proposed == ()
    result = build_result("p" * 64, held.day.manifest, held.day.sheets, held.day.acts)
    facts = [
        row
        for one in protocol(result, fingerprint="", public=False).blocks
        if isinstance(one, Facts)
        for row in one.rows
    ]
    assert [str(figure).replace("\N{NO-BREAK SPACE}", " ") for _, figure in facts[-5:-1]] == [
        "1 350 ₸",
        "750 ₸",
        "600 ₸",
        "0 ₸",
    ]
    held.leave("A")
    held.leave("B")
    held.leave("C")
    assert held.following.free == 1  # a grant that became free has its own money, whatever is kept elsewhere
    assert held.following.money_for(1) == 1200


def test_savings_with_consent_are_proposed_to_nobody_and_need_the_reason(first: Callable[..., Held]) -> None:
    # No fund: two grants of at most 300, awarded 150 each, so 300 are saved.
    rules = {"grants": 2, "project": ProjectRules(grant_at_most=300), "winners": {"savings": "with-consent"}}
    held = first({"A": 25, "B": 24, "C": 23, "D": 22}, {"A": 150, "B": 150}, **rules)
    held.open()
    found = held.following
    assert (found.free, found.money, found.money_for(1), found.proposed, found.anything) == (0, 300, 300, (), False)
    with pytest.raises(SittingError, match="who consented, when and by which document"):
        held.next({"C": 300})
    with pytest.raises(SittingError, match="300 KZT are left for grants"):
        held.next({"C": 300, "D": 1}, reason="Оператордың хаты № 5")
    held.next({"C": 300}, reason="Оператордың хаты № 5")
    assert held.standings()["C"][0] is Standing.WINNER
    result = build_result("p" * 64, held.day.manifest, held.day.sheets, held.day.acts)
    blocks = protocol(result, fingerprint="", public=False).blocks
    facts = [row for one in blocks if isinstance(one, Facts) for row in one.rows]
    assert [(name.ru, figure) for name, figure in facts[-4:-1] if isinstance(name, Both)] == [
        ("Все гранты, не более (2 × 300\N{NO-BREAK SPACE}₸)", "600\N{NO-BREAK SPACE}₸"),
        ("Присуждено", "600\N{NO-BREAK SPACE}₸"),
        ("Экономия", "0\N{NO-BREAK SPACE}₸"),
    ]


def test_nothing_is_saved_where_a_grant_that_became_free_takes_what_would_be_kept(first: Callable[..., Held]) -> None:
    rules = {
        "grants": 2,
        "project": ProjectRules(grant_at_most=300),
        "winners": {"fund": 700, "savings": "further-winners", "over_fund": "part"},
    }
    held = first({"A": 25, "B": 24, "C": 23, "D": 22}, others=1, **rules)
    held.open()
    held.leave("B")
    assert (held.following.money, held.following.kept) == (400, 300)
    assert held.following.proposed == (Award(application="C", awarded=300),)  # 100 are left, fewer than are kept


def test_too_few_winners_ask_for_an_additional_contest(first: Callable[..., Held]) -> None:
    for too_few, told in (("additional-contest", True), ("fewer", False)):
        held = first({"A": 25, "B": 24, "C": 23}, grants=2, winners={"too_few": too_few})
        held.open()
        held.leave("A")
        assert held.outcome.territories[0].additional_contest is False  # C is in line still
        held.next({"C": 300}, ["A"])
        held.leave("C", "withdrew")
        assert held.outcome.territories[0].additional_contest is told


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
    from models.sitting.winning.following import _Walk

    asked = dict(enumerate(data.draw(st.lists(st.integers(1, 9), min_size=1, max_size=8))))
    asked = {f"A{code}": amount for code, amount in asked.items()}  # type: ignore[misc, assignment]
    places = data.draw(st.integers(0, 5))
    money = data.draw(st.none() | st.integers(0, 25))
    over = data.draw(st.sampled_from(["stop", "skip", "part"]))
    cuts = sorted(data.draw(st.sets(st.integers(1, 7), max_size=4)))
    codes = list(asked)
    groups = [tuple(codes[a:b]) for a, b in zip([0, *cuts], [*cuts, len(codes)], strict=True) if codes[a:b]]
    grants, kept = data.draw(st.integers(-2, 5)), data.draw(st.integers(0, money or 0))
    roofed = frozenset(data.draw(st.sets(st.sampled_from(codes))))
    roof = data.draw(st.integers(0, 3))
    walk = _Walk(places, money, over, [(roofed, roof)], grants=grants, kept=kept)
    walk.walk(groups, asked)  # type: ignore[arg-type]
    named = [award.application for award in walk.proposed]
    assert len(set(named)) == len(named) <= places
    assert money is None or sum(award.awarded or 0 for award in walk.proposed) <= money
    assert all((award.awarded or 0) >= 0 for award in walk.proposed)
    if money is not None and len(named) > max(0, grants):
        assert sum(award.awarded or 0 for award in walk.proposed) <= money - kept
    assert not set(walk.choice) & set(named)
    assert len(roofed & set(named)) <= roof
    assert len(named) + walk.places_of_choice <= places
    order = [next(n for n, group in enumerate(groups) if code in group) for code in named]
    assert order == sorted(order)
