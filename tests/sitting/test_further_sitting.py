"""A further sitting continues the chain: who left, who is named next, and what stays as it was decided."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from models.errors import SittingError
from models.scoring.marks import points
from models.sitting.acts import (
    AttendanceTaken,
    Award,
    Closed,
    ConflictDecided,
    MarkReopened,
    NextNamed,
    Opened,
    Presence,
    PutOut,
    WinnerLeft,
    WinnersNamed,
)
from models.sitting.chain import head
from models.sitting.held.result_files import build_result
from models.sitting.outcome import Remark, Standing
from models.sitting.replay import replay
from models.sitting.sessions import decided_by, sessions
from tests.sitting.conftest import LATER, Held


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
