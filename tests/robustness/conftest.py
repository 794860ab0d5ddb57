"""Pools made of plain numbers."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

import pytest

from models.contest.counting import Counting, Step
from models.contest.criteria import CriteriaSet, Criterion, PointWords
from models.sitting.counting.rule import Rule
from models.sitting.robustness.pool import Pool
from models.sitting.winning.winners import Terms
from models.values import Both

WORDS = Both(kk="–", ru="–")
Marks = Mapping[str, Sequence[Sequence[int] | None]]


def _make(
    marks: Marks,
    grants: int,
    *,
    maxima: Sequence[int] = (5,),
    weights: Sequence[str] | None = None,
    by_mean: bool = False,
    **counting: Any,
) -> Pool:
    """`marks`: by application a row a member, None where the member gave none."""
    counting.setdefault("steps", (Step(do="sum", over="criteria"), Step(do="sum", over="members")))
    rule = Counting(**counting)
    criteria = CriteriaSet(
        criteria=tuple(
            Criterion(
                code=f"C{n}", name=WORDS, asks=WORDS, maximum=top, weight=Fraction(weight),
                points=(PointWords(low=0, high=top, words=WORDS),),
            )
            for n, (top, weight) in enumerate(zip(maxima, weights or ["1"] * len(maxima), strict=True), 1)
        ),
        counting=rule,
    )  # fmt: skip
    members = tuple(f"m{n}" for n in range(1, max(map(len, marks.values())) + 1))
    return Pool(
        territory="t",
        codes=tuple(sorted(marks)),
        members=members,
        rows={
            code: {m: tuple(row) for m, row in zip(members, marks[code], strict=True) if row is not None}
            for code in sorted(marks)
        },
        columns={code: {} for code in marks},
        additional={},
        rule=Rule(criteria, rule.by_mean() if by_mean else rule),
        terms=Terms(grants, {}),
        by_mean=by_mean,
    )


@pytest.fixture(scope="session")
def make_pool() -> Callable[..., Pool]:
    return _make
