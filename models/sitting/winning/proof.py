"""The proposal held against the rules a second time: no other set of winners that they allow is better in their order.

A set fills the seats of the steps one after the other, each down the ranking; it is better than another where, at the
first place at which they differ, it has more. Every set is tried where there are few applications; else an integer
programme (HiGHS) is asked for a better one and proves that there is none.
"""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Literal

from models.contest.counting import TieRule
from models.sitting.acts import LotDrawn, TieVoted
from models.sitting.counting.ranking import Ranked
from models.sitting.counting.ties import settled
from models.sitting.outcome import Standing
from models.sitting.winning.winners import Money, Proposal, Terms

Way = Literal["every-set", "integer-programme"]
_FEW = 7
"""Applications up to which every set is tried: 128 of them."""


@dataclass(frozen=True)
class Proof:
    """What came of it."""

    holds: bool
    way: Way


@dataclass(frozen=True)
class _Seats:
    """The seats of one step."""

    among: frozenset[str]
    places: int


@dataclass(frozen=True)
class _Part:
    """Who gets what was left of the fund."""

    code: str
    amount: int
    among: frozenset[str]
    """Those among whom it was chosen for this."""


@dataclass(frozen=True)
class _Problem:
    levels: Sequence[Sequence[str]]
    """Equal applications, best first."""
    seats: Sequence[_Seats]
    places: int
    asked: Mapping[str, int]
    fund: int | None
    roofs: Sequence[tuple[frozenset[str], int]]
    """How many of whom can win."""

    def seated(self, chosen: frozenset[str]) -> list[list[int]] | None:
        """Return how many of `chosen` each level fills in each step; None where somebody finds no seat."""
        free = set(chosen)
        left, rows = self.places, list[list[int]]()
        for step in self.seats:
            row, places = list[int](), min(step.places, left)
            for level in self.levels:
                fit = [code for code in level if code in free and code in step.among][: max(0, places - sum(row))]
                free -= set(fit)
                row.append(len(fit))
            rows.append(row)
            left -= sum(row)
        return None if free else rows

    def limits(self) -> Iterator[tuple[Mapping[str, int], int]]:
        """Yield what each winner takes of the fund or of a roof, and how much of it there is."""
        if self.fund is not None:
            yield self.asked, self.fund
        for members, most in self.roofs:
            yield dict.fromkeys(members, 1), most

    def allowed(self, chosen: frozenset[str]) -> bool:
        """Whether the fund covers `chosen` and every roof holds them."""
        return all(sum(takes.get(code, 0) for code in chosen) <= most for takes, most in self.limits())

    def stands_below(self, code: str, winners: AbstractSet[str]) -> bool:
        """Whether a roof that `winners` reach keeps `code` out."""
        return any(code in members and len(members & winners) >= most for members, most in self.roofs)


def prove(ranked: Sequence[Ranked], proposal: Proposal, eligible: frozenset[str], rule: TieRule, terms: Terms) -> Proof:
    """Hold `proposal` against what `models.sitting.winning.winners.propose` was given. No tie may be open in it."""
    won = {code: one.amount for code, one in proposal.lines.items() if one.standing is Standing.PROPOSED}
    settling = list(_settling(proposal.decided, terms.decisions, rule))
    money = terms.money
    part = _in_part(won, terms.asked, money, settling)
    full = [one for one in settling if part is None or part.code not in one[1]]
    refined = [tuple(_refined(group.codes, full)) for group in ranked]
    levels = [block for level in refined for block in level]
    seats = list(_seats([code for level in levels for code in level], eligible, terms))
    roofs = [(quota.group, quota.at_most) for quota in terms.quotas if quota.at_most is not None]
    problem = _Problem(levels, seats, terms.grants, terms.asked, money.left if money else None, roofs)
    if rule.then == "shared":
        problem = _shared(problem, won)
    if money is not None and money.over_fund != "skip":
        within = _until_the_stop(problem, refined, won, money, part)
        if within is None:
            return Proof(holds=False, way="every-set")
        problem, won = within
    chosen = frozenset(won)
    counts = problem.seated(chosen)
    everybody = frozenset(code for step in problem.seats for code in step.among)
    few = len(everybody) <= _FEW
    way: Way = "every-set" if few else "integer-programme"
    if counts is None or not problem.allowed(chosen):
        return Proof(holds=False, way=way)
    better = _tried(problem, counts, everybody) if few else _programme(problem, counts)
    return Proof(holds=not better, way=way)


def _settling(
    used: Sequence[TieVoted | LotDrawn], decisions: Sequence[TieVoted | LotDrawn], rule: TieRule
) -> Iterator[tuple[Sequence[str], frozenset[str]]]:
    """Yield who was tied and who chosen by the decisions that the proposal used: such as were made, and valid."""
    for act in used:
        result = settled(act, chair_decides=rule.chair_decides_equal_votes)
        if result is not None and act in decisions:
            yield act.tied, result.chosen


def _in_part(
    won: Mapping[str, int | None],
    asked: Mapping[str, int],
    money: Money | None,
    settling: Sequence[tuple[Sequence[str], frozenset[str]]],
) -> "_Part | None":
    """Return who gets what was left of the fund, less than it asks; None where nobody does."""
    if money is None or money.over_fund != "part":
        return None
    for code, amount in won.items():
        if amount is not None and amount < asked.get(code, 0):
            among = [frozenset(tied) for tied, chosen in settling if chosen == {code}]
            return _Part(code, amount, among[-1] if among else frozenset({code}))
    return None


def _refined(level: Sequence[str], settling: Sequence[tuple[Sequence[str], frozenset[str]]]) -> Iterator[Sequence[str]]:
    """Split equal applications by what votes and lots decided: those chosen come first."""
    rest = list(level)
    for tied, chosen in settling:
        if set(tied) <= set(rest):
            yield tuple(code for code in rest if code in chosen)
            rest = [code for code in rest if code not in chosen]
    if rest:
        yield tuple(rest)


def _seats(codes: Sequence[str], eligible: frozenset[str], terms: Terms) -> Iterator[_Seats]:
    held = frozenset(codes)
    may = held if "thresholds" in terms.order else eligible
    kept = min(terms.grants, sum(quota.places for quota in terms.quotas))
    for number, step in enumerate(terms.order):
        if step == "thresholds":
            may = eligible
        if step == "merit":
            all_others = not terms.quotas or "quotas" not in terms.order[number:]
            yield _Seats(may, terms.grants if all_others else terms.grants - kept)
        if step == "quotas":
            for quota in terms.quotas:
                yield _Seats(may & quota.members, quota.places)
    yield _Seats(may, terms.grants)


def _shared(problem: _Problem, won: Mapping[str, int | None]) -> _Problem:
    """Widen each step by all who share its last place and can be paid, whether they won or not."""
    left, more, widened, seated = problem.places, 0, list[_Seats](), set[str]()
    fund = problem.fund
    for step in problem.seats:
        places = room = min(step.places, left)
        filled = 0
        for level in problem.levels:
            able = [code for code in level if code in step.among and code not in seated]
            able = [code for code in able if fund is None or problem.asked.get(code, 0) <= fund]
            able = [code for code in able if not problem.stands_below(code, seated)]
            if filled >= places:
                break
            if len(able) > 1:
                room = max(room, filled + len(able))
            here = [code for code in able if code in won]
            seated |= set(here)
            filled += len(here)
            fund = None if fund is None else fund - sum(won[code] or 0 for code in here)
        widened.append(_Seats(step.among, room))
        more += room - places
        left -= min(places, filled)
    return replace(problem, seats=widened, places=problem.places + more)


def _until_the_stop(
    problem: _Problem,
    refined: Sequence[Sequence[Sequence[str]]],
    won: Mapping[str, int | None],
    money: Money,
    part: _Part | None,
) -> tuple[_Problem, dict[str, int | None]] | None:
    """Return the problem of those who came before the fund ended; None where somebody after that won.

    What was left then is held to have gone to one of those whom it does not cover, where it is given in part; who got
    it is taken out. `refined` are the levels of equal applications, each in blocks by what was decided.
    """
    rest = {code: amount for code, amount in won.items() if part is None or code != part.code}
    left, free, taken = money.left, problem.places, set[str]()
    kept: list[frozenset[str]] = []
    stopped = False
    for step in problem.seats:
        before, places = set[str](), min(step.places, free)
        for level in refined:
            if stopped or places <= 0:
                break
            for number in range(len(level)):
                equal = [code for block in level[number:] for code in block if code in step.among - taken]
                equal = [code for code in equal if not problem.stands_below(code, taken)]
                if places <= 0:
                    break
                dear = {code for code in equal if problem.asked.get(code, 0) > left}
                here = set(level[number]) & set(equal) - dear
                seated = [code for code in level[number] if code in here and code in rest][:places]
                before |= here
                taken |= set(seated)
                places -= len(seated)
                free -= len(seated)
                left -= sum(problem.asked.get(code, 0) for code in seated)
                stopped = stopped or bool(dear)
            if stopped and money.over_fund == "part" and places > 0 and left > 0:
                able = {code for code in equal if code not in taken and not problem.stands_below(code, taken)}
                if able and (part is None or part.among != able or part.amount != left):
                    return None
                part = None
        kept.append(frozenset(before))
    if part is not None or not set(rest) <= taken:
        return None
    seats = [_Seats(among, step.places) for among, step in zip(kept, problem.seats, strict=True)]
    return replace(problem, seats=seats), rest


def _tried(problem: _Problem, counts: list[list[int]], everybody: frozenset[str]) -> bool:
    codes = sorted(everybody)
    for number in range(len(codes) + 1):
        for some in combinations(codes, number):
            chosen = frozenset(some)
            if problem.allowed(chosen):
                other = problem.seated(chosen)
                if other is not None and other > counts:
                    return True
    return False


def _programme(problem: _Problem, counts: list[list[int]]) -> bool:
    """Whether HiGHS finds a better set: at one place more than `counts`, at none before it fewer."""
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import coo_array

    who = [
        (step, n, code)
        for step, one in enumerate(problem.seats)
        for n, level in enumerate(problem.levels)
        for code in level
        if code in one.among
    ]
    if not who:
        return False
    places = sorted({(step, n) for step, n, _ in who})
    first, width = len(who), len(who) + len(places)
    rows: list[tuple[Mapping[int, float], float, float]] = []

    def limit(columns: Mapping[int, float], low: float, high: float) -> None:
        rows.append((columns, low, high))

    by_code: dict[str, dict[int, float]] = {}
    by_step: dict[int, dict[int, float]] = {}
    by_place: dict[tuple[int, int], dict[int, float]] = {}
    for column, (step, n, code) in enumerate(who):
        by_code.setdefault(code, {})[column] = 1
        by_step.setdefault(step, {})[column] = 1
        by_place.setdefault((step, n), {})[column] = 1
    for columns in by_code.values():
        if len(columns) > 1:
            limit(columns, 0, 1)
    for step, columns in by_step.items():
        limit(columns, 0, problem.seats[step].places)
    limit(dict.fromkeys(range(first), 1), 0, problem.places)
    for weights, most in problem.limits():
        limit({column: weights.get(code, 0) for column, (_, _, code) in enumerate(who)}, 0, most)
    limit({first + number: 1 for number in range(len(places))}, 1, 1)
    # a running sum "already better" for every place would make rows as long as the ranking: chain it instead
    done = width
    width += len(places)
    for number, (step, n) in enumerate(places):
        have = counts[step][n]
        after = {done + number: 1.0, first + number: -1.0}
        limit(after | ({done + number - 1: -1.0} if number else {}), 0, 0)
        earlier = {done + number - 1: float(have)} if number and have else {}
        limit({**by_place.get((step, n), {}), first + number: -1.0, **earlier}, have, np.inf)
    entries = [(row, column, value) for row, (columns, _, _) in enumerate(rows) for column, value in columns.items()]
    at_row, at_column, values = zip(*entries, strict=True)
    matrix = coo_array((values, (at_row, at_column)), shape=(len(rows), width)).tocsr()
    limits = LinearConstraint(matrix, [low for _, low, _ in rows], [high for _, _, high in rows])
    found = milp(np.zeros(width), integrality=np.ones(width), bounds=Bounds(0, 1), constraints=limits)
    if found.status not in (0, 2):
        raise RuntimeError(f"the integer programme gave no answer: {found.message}")
    return bool(found.status == 0)
