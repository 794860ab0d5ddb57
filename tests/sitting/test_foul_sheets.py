"""Sheets that their members signed, and that name what is not theirs."""

from collections.abc import Callable
from typing import Any

import pytest

from models.errors import ScoringError
from models.scoring.checking import check_sheet
from models.sitting.merging import merge

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
