"""Counting and ranking, exact, against the plainest Python that gives the same totals."""

from collections import defaultdict
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

import pytest

from benchmarks import calc
from benchmarks.conftest import Measure
from benchmarks.pools import Pool, marks_csv
from models.contest.counting import Counting, Step, Unequal
from models.contest.criteria import CriteriaSet, Criterion, PointWords
from models.scoring.sheets import Sheet
from models.sitting.compute import compute
from models.sitting.counting.ranking import rank
from models.sitting.counting.recount import recount
from models.sitting.counting.rule import Round, Rule
from models.sitting.counting.ties import Counted
from models.values import Both

SIZES = [(1_000, 10, 10), (10_000, 50, 10)]
WORDS = Both(kk="–", ru="–")


def criteria(number: int, *, mean: bool = False) -> CriteriaSet:
    listed = tuple(
        Criterion(code=f"C{n}", name=WORDS, asks=WORDS, maximum=10, points=(PointWords(low=0, high=10, words=WORDS),))
        for n in range(1, number + 1)
    )
    steps = (
        Step(do="sum", over="criteria"),
        Step(do="mean" if mean else "sum", over="members"),
    )
    ways = (Unequal.MEAN_OF_VALID,) if mean else (Unequal.LEAVE_POOL,)
    return CriteriaSet(criteria=listed, counting=Counting(steps=steps, unequal=ways))


@pytest.fixture(scope="module", params=SIZES, ids=lambda size: "x".join(map(str, size)))
def marks(request: pytest.FixtureRequest) -> tuple[str, dict[str, list[tuple[int, ...]]]]:
    applications, members, many = request.param
    rng = Random(request.param[0])
    rows = {
        f"A{a:05}": [tuple(rng.randrange(11) for _ in range(many)) for _ in range(members)] for a in range(applications)
    }
    return f"counting and ranking {applications:,} × {members} × {many}".replace(",", " "), rows


def plain_sum(rows: dict[str, list[tuple[int, ...]]]) -> list[tuple[int, str]]:
    return sorted(((sum(map(sum, own)), code) for code, own in rows.items()), reverse=True)


def by_fractions(rows: dict[str, list[tuple[int, ...]]]) -> list[tuple[Fraction, str]]:
    totals = []
    for code, own in rows.items():
        total = Fraction(0)
        for row in own:
            for points in row:
                total += Fraction(points)
        totals.append((total, code))
    return sorted(totals, reverse=True)


def by_numpy(rows: dict[str, list[tuple[int, ...]]]) -> tuple[Any, Any]:
    import numpy as np

    totals = np.array(list(rows.values()), dtype=np.int64).sum(axis=(1, 2))
    return np.argsort(-totals, kind="stable"), totals


def ours(rows: dict[str, list[tuple[int, ...]]], rules: CriteriaSet) -> Any:
    rule = Rule(rules)
    return rank({code: Counted(rule.total([Round(own)]), own, {}) for code, own in rows.items()}, rules)


def test_plain_sum(measure: Measure, marks: Any) -> None:
    measure(marks[0], "plain Python: sum and sorted", lambda: plain_sum(marks[1]))


def test_numpy(measure: Measure, marks: Any) -> None:
    _, totals = measure(marks[0], "numpy: array of the marks, sum, sorted", lambda: by_numpy(marks[1]), base=True)
    assert [int(total) for total in totals] == [sum(map(sum, own)) for own in marks[1].values()]


@pytest.mark.skipif(calc.OFFICE is None, reason="LibreOffice is not installed")
def test_libreoffice(told: Measure, marks: Any, tmp_path: Path) -> None:
    if len(marks[1]) > 1_000:
        pytest.skip("a sheet of a thousand rows is what people have")
    wide = [[points for row in own for points in row] for own in marks[1].values()]
    seconds, first = calc.recalculated(wide, tmp_path)
    assert first == sum(wide[0])
    told(marks[0], "LibreOffice, warm: recalculates SUM and RANK", seconds)


def test_fractions(measure: Measure, marks: Any) -> None:
    measure(marks[0], "plain Python: Fraction for every mark", lambda: by_fractions(marks[1]), rounds=1)


@pytest.mark.parametrize("mean", [False, True], ids=["sum", "mean"])
def test_rule(measure: Measure, marks: Any, *, mean: bool) -> None:
    rules = criteria(10, mean=mean)
    ranked = measure(
        marks[0], f"Tandau: rule of named steps ({'mean' if mean else 'sum'})", lambda: ours(marks[1], rules), limit=2
    )
    members = len(next(iter(marks[1].values()))) if mean else 1
    expected: dict[Fraction, set[str]] = defaultdict(set)
    for total, code in plain_sum(marks[1]):
        expected[Fraction(total, members)].add(code)
    assert [set(group.codes) for group in ranked] == [expected[total] for total in sorted(expected, reverse=True)]


def test_sitting_small(measure: Measure, small: Pool, small_sheets: list[Sheet]) -> None:
    measure(
        "a whole sitting computed",
        "288 × 5 (with every chain of figures)",
        lambda: compute(small.manifest, small_sheets, small.acts()),
        base=True,
    )


def test_sitting_large(measure: Measure, large: Pool, large_sheets: list[Sheet]) -> None:
    measure(
        "a whole sitting computed",
        "3 000 × 15: 31 times the marks",
        lambda: compute(large.manifest, large_sheets, large.acts()),
    )


@pytest.fixture(scope="module")
def table() -> str:
    return marks_csv(1_000, 10, 10)


def by_csv(table: str) -> list[tuple[int, str]]:
    import csv

    totals: dict[str, int] = defaultdict(int)
    for row in csv.DictReader(table.splitlines()):
        totals[row["application"]] += int(row["points"])
    return sorted(((total, code) for code, total in totals.items()), reverse=True)


def test_recount_plain(measure: Measure, table: str) -> None:
    measure(
        "recount of a table of 100 000 marks", "plain Python: csv.DictReader and sum", lambda: by_csv(table), base=True
    )


def test_recount(measure: Measure, table: str) -> None:
    rules = criteria(10)
    counted = measure(
        "recount of a table of 100 000 marks", "tandau count, every cell checked", lambda: recount(table, rules)
    )
    assert {(row.total, row.application) for row in counted.rows} == set(by_csv(table))
