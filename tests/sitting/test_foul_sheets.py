"""Sheets that their members signed, and that name what is not theirs."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from models.errors import ScoringError
from models.scoring.checking import check_sheet
from models.sitting.outcome import Hint
from models.sitting.sheets.hints import hint_texts
from models.sitting.sheets.merging import merge

FULL = [5, 5, 5, 5, 5]


def test_no_sheet_takes_the_place_of_anothers(day: Callable[..., Any]) -> None:
    contest = day({"A": 1})
    for member in contest.members:
        contest.hand_in(member, {"A": FULL})
    second = contest.hand_in("m2", {"A": FULL}, revision=2, previous=contest.sheets[1].digest(), correction="x")
    before = merge(contest.sheets, contest.members)
    for foreign in ("", second.digest(), contest.sheets[2].digest()):
        foul = contest.sheet("m1", {"A": [0] * 5}, revision=2, previous=foreign, correction="x")
        after = merge([*contest.sheets, foul], contest.members)
        assert {member: after.heads[member] for member in contest.members[1:]} == {
            member: before.heads[member] for member in contest.members[1:]
        }
        assert [(clash.member, len(clash.marks)) for clash in after.clashes] == [("m1", 2)] * 5
        assert after.gaps == (("m1", 2),)


@pytest.mark.parametrize("previous", ["", "0", "m1", "A" * 64, "0" * 64 + "\n"])
def test_the_revision_before_is_named_by_its_hash(day: Callable[..., Any], previous: str) -> None:
    contest = day({"A": 1})
    sheet = contest.sheet("m1", {"A": FULL}, revision=2, previous=previous, correction="x")
    with pytest.raises(ScoringError, match="does not say which sheet it follows"):
        check_sheet(sheet, contest.manifest, sheet.packet)


def test_a_revision_whose_first_was_not_brought_is_told_and_counts(day: Callable[..., Any]) -> None:
    contest = day({"A": 1})
    contest.hand_in("m1", {"A": FULL}, revision=2, previous="a" * 64, correction="x")
    assert contest.outcome.hints == (Hint(kind="gap", member="m1", revisions=(2,)),)
    (told,) = hint_texts(merge(contest.sheets, contest.members), contest.manifest)
    assert "revision 2 was handed in; revision 1, which it corrects, was not brought" in told
    assert "m1" in merge(contest.sheets, contest.members).heads


def test_two_sheets_of_one_revision_are_told_also_where_they_agree(day: Callable[..., Any]) -> None:
    contest = day({"A": 1})
    contest.hand_in("m1", {"A": FULL})
    assert contest.outcome.hints == ()
    contest.hand_in("m1", {"A": FULL}, handed_in=contest.sheets[0].handed_in + timedelta(minutes=1))
    assert contest.outcome.clashes == ()
    assert contest.outcome.hints == (Hint(kind="fork", member="m1", revisions=(1, 1)),)
    (told,) = hint_texts(merge(contest.sheets, contest.members), contest.manifest)
    assert "revisions: 1, 1" in told
