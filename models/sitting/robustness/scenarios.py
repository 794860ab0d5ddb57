"""The scenarios: what becomes of everybody if a member, a pair or a criterion is left out, or is counted otherwise."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import isqrt
from typing import Literal

from models.contest.counting import Counting, Step
from models.contest.criteria import CriteriaSet
from models.errors import SittingError
from models.faults import Fault
from models.figures import Number, simple
from models.progress import Report, silent, step
from models.sitting.counting.rule import Rule
from models.sitting.robustness.pool import Fate, Lot, Pool, Row
from models.wording import tr

Kind = Literal["member", "pair", "criterion", "median", "level", "spread"]
_PLACES = 10**6


@dataclass(frozen=True)
class Scenario:
    """One way to count otherwise.

    "member", "pair", "criterion": without the marks of `without`. "median": the middle of the members instead of their
    sum or mean. "level": every member's marks moved so that their mean is the panel's over the same applications, so
    that strict and mild members weigh alike. "spread": moreover stretched so that their standard deviation is the
    panel's (the factor is exact to six decimals, rounded down; a member who gave all the same is only moved).
    """

    kind: Kind
    without: tuple[str, ...] = ()
    """Members' ids, or the criterion's code."""


@dataclass(frozen=True)
class Supposed:
    """A scenario with what it comes to."""

    scenario: Scenario
    fate: Fate | None
    """None where it can't be counted; `problem` says why."""
    problem: str = ""


@dataclass(frozen=True)
class Held:
    """How one application fares over all scenarios that can be counted."""

    application: str
    now: Lot
    """As the marks are."""
    wins: int
    line: int
    of: int

    @property
    def winner_under(self) -> Literal["all", "some", "none"]:
        """Whether it wins for certain under all scenarios, under some (or is on the line there), or under none."""
        if self.wins == self.of > 0:
            return "all"
        return "some" if self.wins or self.line else "none"


def scenarios_of(pool: Pool) -> tuple[Scenario, ...]:
    """Return every scenario that differs from the rule itself: each member, pair, criterion, then the three others."""
    members = pool.members if len(pool.members) > 1 else ()
    pairs = combinations(pool.members, 2) if len(pool.members) > 2 else ()
    codes = [criterion.code for criterion in pool.criteria.criteria]
    found = [
        *(Scenario("member", (one,)) for one in members),
        *(Scenario("pair", pair) for pair in pairs),
        *(Scenario("criterion", (code,)) for code in codes if len(codes) > 1),
    ]
    if median_for_mean(pool.rule.counting) != pool.rule.counting:
        found.append(Scenario("median"))
    if len(pool.members) > 1:
        found += [Scenario("level"), Scenario("spread")]
    return tuple(found)


def suppose(pool: Pool, scenario: Scenario) -> Supposed:
    """Count `pool` under `scenario` by the ordinary rule, ranking and proposal."""
    try:
        return Supposed(scenario, _counted(pool, scenario))
    except SittingError as error:
        return Supposed(scenario, None, str(error))


def suppose_all(pool: Pool, report: Report = silent) -> tuple[Supposed, ...]:
    """Count every scenario. Raises CancelledError where `report` wants it."""
    wanted = scenarios_of(pool)
    done: list[Supposed] = []
    for number, one in enumerate(wanted):
        step(report, number, len(wanted))
        done.append(suppose(pool, one))
    return tuple(done)


def held(pool: Pool, supposed: Sequence[Supposed]) -> tuple[Held, ...]:
    """Return how every application fares, by code."""
    fates = [one.fate for one in supposed if one.fate is not None]
    return tuple(
        Held(
            code,
            pool.fate.of(code),
            sum(code in fate.wins for fate in fates),
            sum(code in fate.line for fate in fates),
            len(fates),
        )
        for code in pool.codes
    )


def _counted(pool: Pool, scenario: Scenario) -> Fate:
    if scenario.kind in ("member", "pair"):
        out = scenario.without
        rows = {c: [row for member, row in own.items() if member not in out] for c, own in pool.rows.items()}
        return pool.recounted(rows)
    if scenario.kind == "criterion":
        return _without_criterion(pool, scenario.without[0])
    if scenario.kind == "median":
        pool = pool.by(Rule(pool.criteria, median_for_mean(pool.rule.counting)))
        return pool.recounted({code: list(own.values()) for code, own in pool.rows.items()})
    evened = evened_out(pool, spread=scenario.kind == "spread")
    return pool.recounted({code: list(own.values()) for code, own in evened.items()})


def median_for_mean(counting: Counting) -> Counting:
    """Return the rule with the members' median wherever it takes their sum or mean."""
    steps: list[Step] = []
    for one in counting.steps:
        if one.do in ("sum", "mean") and one.over == "members":
            steps.append(Step(do="median", over="members"))
        elif one.do in ("sum", "mean") and one.over == "panel":
            steps += [Step.model_validate({"do": one.do, "over": "criteria"}), Step(do="median", over="members")]
        else:
            steps.append(one)
    return counting.model_copy(update={"steps": tuple(steps)})


def _without_criterion(pool: Pool, code: str) -> Fate:
    rule = _rule_without(pool, code)
    place = [criterion.code for criterion in pool.criteria.criteria].index(code)
    rows = {of: [(*row[:place], *row[place + 1 :]) for row in own.values()] for of, own in pool.rows.items()}
    return pool.by(rule).recounted(rows)


def _rule_without(pool: Pool, code: str) -> Rule:
    """Return the rule for the other criteria; thresholds and tie steps of the criterion itself go with it."""
    counting = pool.rule.counting
    ties = counting.ties.model_copy(
        update={"steps": tuple(one for one in counting.ties.steps if one.criterion != code)}
    )
    threshold = counting.threshold if counting.threshold and counting.threshold.criterion != code else None
    left = counting.model_copy(
        update={
            "ties": ties,
            "threshold": threshold,
            "thresholds": tuple(one for one in counting.thresholds if one.criterion != code),
        }
    )
    others = tuple(criterion for criterion in pool.criteria.criteria if criterion.code != code)
    defect: Fault | None = next(left.defects(tuple(one.code for one in others)), None)
    if defect is not None:
        raise SittingError(tr("The counting rule can't be used without criterion {criterion}.", criterion=code))
    criteria = CriteriaSet.model_construct(version=pool.criteria.version, criteria=others, counting=left)
    return Rule(criteria, left)


def evened_out(pool: Pool, *, spread: bool) -> dict[str, dict[str, Row]]:
    """Return all rows with strict and mild members evened out (see `Scenario`), exactly."""
    change: dict[str, tuple[Fraction, Fraction, Fraction]] = {}
    for member in pool.members:
        own = [mark for code in pool.codes for mark in pool.rows[code].get(member, ())]
        there = [
            mark for code in pool.codes if member in pool.rows[code] for row in pool.rows[code].values() for mark in row
        ]
        change[member] = (_mean(own), _stretch(own, there) if spread else Fraction(1), _mean(there))
    return {
        code: {member: _moved(row, *change[member]) for member, row in own.items()} for code, own in pool.rows.items()
    }


def _moved(row: Row, mean: Fraction, factor: Fraction, to: Fraction) -> Row:
    return tuple(simple(to + (mark - mean) * factor) for mark in row)


def _mean(marks: Sequence[Number]) -> Fraction:
    return Fraction(sum(marks)) / len(marks)


def _variance(marks: Sequence[Number]) -> Fraction:
    return Fraction(sum(mark * mark for mark in marks)) / len(marks) - _mean(marks) ** 2


def _stretch(own: Sequence[Number], there: Sequence[Number]) -> Fraction:
    variance = _variance(own)
    if variance == 0:
        return Fraction(1)
    ratio = _variance(there) / variance
    return Fraction(isqrt(ratio.numerator * _PLACES**2 // ratio.denominator), _PLACES)


def differing(now: Fate, then: Fate) -> Iterator[tuple[str, Lot, Lot]]:
    """Yield who fares otherwise, by code: (application, now, then)."""
    for code in sorted(now.wins | now.line | then.wins | then.line):
        if now.of(code) != then.of(code):
            yield code, now.of(code), then.of(code)
