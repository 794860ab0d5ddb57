"""Wrong clocks: no act is earlier than the one before it, and no sitting is opened far from its date."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from models.errors import SittingError
from models.sitting.acts import AttendanceTaken, Opened, Presence
from models.sitting.checking.checks import check
from models.sitting.state import sitting

AT = datetime(2024, 5, 6, 9, 0, tzinfo=UTC)


def opened(at: datetime, on: date) -> Opened:
    return Opened(at=at, by="s1", number="7", on=on, place="Қонаев", form="in-person")


@pytest.mark.parametrize("days", [-400, -2, 2, 366])
def test_a_sitting_is_not_opened_far_from_its_date(day: Callable[..., Any], days: int) -> None:
    contest = day({"A": 1})
    with pytest.raises(SittingError, match=r"dated 06\.05\.2024, and the clock of this computer says") as caught:
        check(opened(AT + timedelta(days=days), AT.date()), sitting(contest.manifest, (), ()))
    assert "Nothing was recorded" in str(caught.value)


@pytest.mark.parametrize("days", [-1, 0, 1])
def test_a_sitting_may_go_past_midnight(day: Callable[..., Any], days: int) -> None:
    check(opened(AT + timedelta(days=days), AT.date()), sitting(day({"A": 1}).manifest, (), ()))


def test_a_clock_that_went_back_is_told_with_both_times(day: Callable[..., Any]) -> None:
    contest = day({"A": 1})
    presence = tuple((member, Presence.PRESENT) for member in contest.members)
    first = opened(AT, AT.date())
    back = AttendanceTaken(at=AT - timedelta(seconds=1), by="s1", presence=presence)
    with pytest.raises(SittingError) as caught:
        check(back, sitting(contest.manifest, (), (first,)))
    assert "13:59:59" in str(caught.value)
    assert "14:00:00" in str(caught.value)
    assert "on another computer" in str(caught.value)
    check(back.model_copy(update={"at": AT}), sitting(contest.manifest, (), (first,)))
