"""Two panels of the real world: half of the winners at the maximum, and a jury with holes where lower is better."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any

import pytest

from models.contest.counting_files import load_counting
from models.contest.criteria import CriteriaSet
from models.errors import SittingError
from models.sitting.acts import ConflictDecided, Vote
from models.sitting.counting.recount import recount
from models.sitting.counting.recounted import Recount
from models.sitting.outcome import Standing

FULL = [5] * 5


def with_totals(day: Any, totals: Mapping[str, Sequence[int]]) -> None:
    for member in day.members:
        day.hand_in(member, totals)


def test_thirteen_at_the_maximum_on_twenty_places_all_win_and_share_their_places(day: Callable[..., Any]) -> None:
    codes = [f"A{n:02}" for n in range(40)]
    rows = {code: FULL if n < 13 else [5, 5, 4, 4, max(0, 4 - n % 7)] for n, code in enumerate(codes)}
    rows |= {code: [5, 5, 5, 5, 4] for code in codes[13:20]}
    contest = day(dict.fromkeys(codes, 1), grants=20)
    with_totals(contest, rows)
    lines = [contest.outcome.line(code) for code in codes]
    assert {(one.shown, one.place_from, one.place_to, one.standing, one.settled_by) for one in lines[:13]} == {
        ("125", 1, 13, Standing.PROPOSED, "")
    }
    assert {len(one.tied_with) for one in lines[:13]} == {12}
    assert {(one.shown, one.place_from, one.place_to, one.standing) for one in lines[13:20]} == {
        ("120", 14, 20, Standing.PROPOSED)
    }
    assert {one.standing for one in lines[20:]} == {Standing.RESERVE}
    assert "tie-at-cut" not in {question.kind for question in contest.outcome.questions}


def test_twenty_five_at_the_maximum_on_twenty_places_wait_for_the_vote_of_those_who_may(
    day: Callable[..., Any],
) -> None:
    codes = [f"A{n:02}" for n in range(28)]
    rows = {code: FULL if n < 25 else [4] * 5 for n, code in enumerate(codes)}
    contest = day(dict.fromkeys(codes, 500_000), grants=20)
    with_totals(contest, rows)
    contest.open()
    contest.do(
        ConflictDecided,
        member="m5",
        application="A03",
        conflict=True,
        reason="Туысы",
        votes=tuple(Vote(member=one, choice="for") for one in contest.members[:4]),  # type: ignore[arg-type]
    )
    full = [contest.outcome.line(code) for code in codes[:25]]
    assert {(one.shown, one.place_from, one.place_to, one.standing) for one in full} == {("100", 1, 25, Standing.OPEN)}
    question = next(q for q in contest.outcome.questions if q.kind == "tie-at-cut")
    assert (question.applications, question.places) == (tuple(codes[:25]), 20)
    point = contest.manifest.contest.profile.conflicts.point.split(" / ")[1]
    ballots = dict.fromkeys(contest.members, tuple(codes[5:25]))
    with pytest.raises(SittingError, match=rf"“Мүше 5” has a conflict of interest here(.|\n)*The rule: {point}"):
        contest.tie(codes[:25], 20, ballots)
    with pytest.raises(SittingError, match="A tie at the cut is not settled"):
        contest.name(dict.fromkeys(codes[:20], 500_000), voters=contest.members[:4])
    contest.tie(codes[:25], 20, {member: ballots[member] for member in contest.members[:4]})
    proposed = [code for code in codes if contest.outcome.line(code).standing is Standing.PROPOSED]
    assert proposed == codes[5:25]


JURORS, ENTRIES = 12, 28


def panel(*, without: int | None = None) -> str:
    """Write 28 entries ranked by 12 jurors, place 1 is the best; 57 marks are missing."""
    lines = ["application,member,criterion,points"]
    cells = [(entry, juror) for entry in range(ENTRIES) for juror in range(JURORS)]
    holes = set(Random(57).sample(cells, 57))
    for entry in range(ENTRIES):
        for juror in range(JURORS):
            if juror != without:
                place = min(28, 1 + entry + ((entry + 7 * juror) % 5 == 0))
                lines.append(f"E{entry:02},j{juror:02},C1,{'' if (entry, juror) in holes else place}")
    assert len(holes) == 57
    return "\n".join(lines)


def rule(do: str, tmp_path: Path) -> CriteriaSet:
    file = tmp_path / f"{do}.toml"
    file.write_text(
        f"""
[[criteria.criteria]]
code = "C1"
maximum = 28
[criteria.counting]
higher_is_better = false
steps = [{{ do = "{do}", over = "members" }}]
""",
        encoding="utf-8",
    )
    return load_counting(file)


def top(counted: Recount) -> list[str]:
    return [row.application for row in counted.rows if row.place is not None and row.place <= 3]


def test_the_mean_over_holes_keeps_its_top_and_the_sum_is_refused(tmp_path: Path) -> None:
    mean, total = rule("mean", tmp_path), rule("sum", tmp_path)
    counted = recount(panel(), mean)
    assert (counted.comparable, top(counted)) == (True, ["E00", "E01", "E02"])
    for juror in range(JURORS):
        assert top(recount(panel(without=juror), mean)) == ["E00", "E01", "E02"]
    summed = recount(panel(), total)
    assert not summed.comparable
    assert {row.place for row in summed.rows} == {None}
    assert "totals are not comparable and nobody is ranked" in summed.statements[-1]
    by_sum = sorted((row.total, row.application) for row in summed.rows if row.total is not None)
    by_mean = [row.application for row in counted.rows]
    assert [application for _, application in by_sum] != by_mean, "a hole would have made an entry better"
