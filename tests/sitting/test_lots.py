"""The lot: only where the criteria allow it, from numbers said in the room, repeatable with sha256sum."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.contest.counting import TieRule
from models.errors import SittingError
from models.sitting.acts import Closed, LotDrawn, LotPart
from models.sitting.counting.board import drawn
from models.sitting.minutes import minutes
from models.sitting.outcome import Remark, Standing
from models.sitting.replay import replay
from models.sitting.winning.lots import draw_lot, is_said, seed_of

LOT = TieRule(then="lot", point="п. 9")
PARTS = (LotPart(person="m1", number="4711"), LotPart(person="m2", number="6"), LotPart(person="s1", number="12"))


def tied(day: Callable[..., Any], rule: TieRule = LOT) -> Any:
    contest = day(dict.fromkeys("ABCD", 5), grants=2, counting={"ties": rule})
    rows = {"A": [5] * 5, "B": [4] * 5, "C": [4] * 5, "D": [4] * 5}
    for member in contest.members:
        contest.hand_in(member, rows)
    contest.open()
    return contest


def act(contest: Any, **more: Any) -> dict[str, Any]:
    said = {"tied": ("B", "C", "D"), "places": 1, "draw": 1, "parts": PARTS, **more}
    order = tuple(t.application for t in draw_lot(seed_of(p.number for p in said["parts"]), said["tied"], said["draw"]))
    return {"territory": contest.manifest.contest.territories[0].code, "order": order, **said}


def test_the_sampler_is_the_published_one() -> None:
    # printf %s "4711,6,12,B,1" | sha256sum, and so on, ascending
    tickets = draw_lot("4711,6,12", ["D", "B", "C"])
    assert [(t.application, t.sha256) for t in tickets] == [
        ("D", "3128a3fd49a53e9b530a4ca3de7004be6a00510bc774528e51fdfaa32f2bdf42"),
        ("C", "467986c3c88980e05be4b2f971269fd11f09d7d403c2ef10051f972891f59199"),
        ("B", "7e059a3db20ca4ef872e71455df0642638da6b7e9ec0f6c4ee6d4de0620d73cb"),
    ]
    assert draw_lot("4711,6,12", "BCD", 2) != tickets


@given(st.sets(st.text(min_size=1, max_size=4), min_size=1, max_size=6), st.integers(1, 9), st.data())
def test_the_order_of_the_list_changes_nothing(codes: set[str], draw: int, data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(sorted(codes)))
    assert draw_lot("1,2", shuffled, draw) == draw_lot("1,2", codes, draw)
    assert {t.application for t in draw_lot("1,2", codes, draw)} == codes


@pytest.mark.parametrize(
    ("number", "said"), [("0", True), ("1" * 21, False), ("", False), ("1,2", False), ("٣", False)]
)
def test_a_number_is_what_can_be_said(number: str, said: bool) -> None:
    assert is_said(number) is said


def test_a_lot_settles_the_tie_and_the_others_follow_in_its_order(day: Callable[..., Any]) -> None:
    contest = tied(day)
    assert [q.kind for q in contest.outcome.questions] == ["tie-at-cut", "winners-not-named"]
    values = act(contest)
    contest.do(LotDrawn, **values)
    lines = {line.application: line for line in contest.outcome.territories[0].lines}
    first, second, third = values["order"]
    assert (lines[first].standing, lines[first].settled_by) == (Standing.PROPOSED, "lot")
    assert [(lines[c].remark, lines[c].reserve, lines[c].settled_by) for c in (second, third)] == [
        (Remark.BELOW_LINE, 1, "lot"),
        (Remark.BELOW_LINE, 2, "lot"),
    ]
    assert [line.application for line in drawn(contest.outcome.territories[0].lines)] == ["A", first, second, third]
    contest.name({"A": 5, first: 5})
    contest.do(Closed)
    assert replay(contest.manifest, contest.sheets, contest.acts) == ()
    told = minutes(contest.acts, contest.manifest)[3].what
    assert "numbers Мүше 1 – 4711, Мүше 2 – 6, Хатшы – 12; seed 4711,6,12; order D, C, B" in told


def test_what_is_no_lawful_lot_is_refused_with_the_rule(day: Callable[..., Any]) -> None:
    contest = tied(day, TieRule())
    with pytest.raises(SittingError, match="allow no lot"):
        contest.do(LotDrawn, **act(contest))
    contest = tied(day)
    for wrong, says in (
        ({"parts": PARTS[:1]}, "At least 2 people"),
        ({"parts": (PARTS[0], PARTS[0])}, "At least 2 people"),
        ({"parts": (*PARTS, LotPart(person="x", number="1"))}, "not a member"),
        ({"parts": (PARTS[0], LotPart(person="m2", number="six"))}, "no number of 1–20 digits"),
        ({"draw": 2}, "lot № 1 of the sitting"),
        ({"tied": ("B", "C")}, "not those tied at the cut"),
        ({"places": 2}, "Places left at this tie: 1"),
        ({"order": ("B", "C", "D")}, "not the one that these numbers give: D, C, B"),
    ):
        with pytest.raises(SittingError, match=says):
            contest.do(LotDrawn, **act(contest, **wrong))
    with pytest.raises(SittingError, match="in another way than by vote"):
        contest.tie(["B", "C", "D"], 1, dict.fromkeys(contest.members, ("B",)))


def test_of_numbers_laid_down_nobody_chooses_whose_count_or_their_order(day: Callable[..., Any]) -> None:
    contest = tied(day)
    everybody = tuple(LotPart(person=p, number=str(n)) for n, p in enumerate([*contest.members, "s1"], 1))
    for parts in (PARTS, everybody[:-1], everybody[1:], everybody[::-1], (everybody[1], everybody[0], *everybody[2:])):
        with pytest.raises(SittingError, match="Мүше 1, Мүше 2, Мүше 3, Мүше 4, Мүше 5, Хатшы"):
            contest.do(LotDrawn, **act(contest, parts=parts, laid=True))
    contest.do(LotDrawn, **act(contest, parts=everybody, laid=True))
    assert replay(contest.manifest, contest.sheets, contest.acts) == ()
    chosen = contest.acts[-1].model_copy(update=act(contest, parts=everybody[1:]))
    assert [one.number for one in replay(contest.manifest, contest.sheets, [*contest.acts[:-1], chosen])] == [4]


def test_a_lot_recorded_before_papers_were_laid_down_keeps_its_bytes(day: Callable[..., Any]) -> None:
    contest = tied(day)
    contest.do(LotDrawn, **act(contest))
    assert b"laid" not in contest.acts[-1].canonical()


def test_a_recorded_lot_that_was_not_drawn_so_is_found_by_replay(day: Callable[..., Any]) -> None:
    contest = tied(day)
    contest.do(LotDrawn, **act(contest))
    drawn = contest.acts[-1]
    forged = [*contest.acts[:-1], drawn.model_copy(update={"order": ("B", "C", "D")})]
    found = replay(contest.manifest, contest.sheets, forged)
    assert [(one.number, one.kind) for one in found] == [(4, "lot-drawn")]
