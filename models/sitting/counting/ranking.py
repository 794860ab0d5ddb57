"""Ranking by exact totals: equal totals share their places unless a tie step of the profile tells them apart."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from models.contest.counting import Threshold, TieStep
from models.contest.criteria import CriteriaSet
from models.sitting.counting.rule import Rule
from models.sitting.counting.ties import Counted, compare


@dataclass(frozen=True)
class Ranked:
    """Applications that share their places; usually one."""

    codes: tuple[str, ...]
    """By code, which means nothing."""
    place_from: int
    by_steps: bool
    """Whether tie steps told these apart from others with the same total."""
    values: Mapping[str, tuple[str, ...]]
    """What the tie steps compared, by application, in the order of the steps; empty where the total alone decided."""

    @property
    def place_to(self) -> int:
        """The last of the shared places."""
        return self.place_from + len(self.codes) - 1


def rank(counted: Mapping[str, Counted], criteria: CriteriaSet) -> tuple[Ranked, ...]:
    """Rank by exact total in the rule's direction, then by its tie steps; best first. Depends on no order of input."""
    high = criteria.counting.higher_is_better
    by_total: dict[Fraction, list[str]] = {}
    for code, one in counted.items():
        by_total.setdefault(one.total, []).append(code)
    ranked: list[Ranked] = []
    place = 1
    for total in sorted(by_total, reverse=high):
        codes = sorted(by_total[total])
        values: dict[str, tuple[str, ...]] = {}
        groups = _told_apart(codes, counted, criteria, criteria.counting.ties.steps, values) if codes[1:] else [codes]
        for group in groups:
            of_group = {code: values.get(code, ()) for code in group}
            ranked.append(Ranked(tuple(group), place, len(groups) > 1, of_group))
            place += len(group)
    return tuple(ranked)


def _told_apart(
    codes: list[str],
    counted: Mapping[str, Counted],
    criteria: CriteriaSet,
    steps: tuple[TieStep, ...],
    values: dict[str, tuple[str, ...]],
) -> list[list[str]]:
    """Split equal applications by the first step that tells them apart, and the parts by the steps after it."""
    if not steps or len(codes) == 1:
        return [codes]
    found = {code: compare(steps[0], counted[code], criteria) for code in codes}
    compared = {code: value for code, value in found.items() if value is not None}
    if len(compared) < len(codes):
        return _told_apart(codes, counted, criteria, steps[1:], values)
    for code, value in compared.items():
        values[code] = (*values.get(code, ()), value.text)
    groups: list[list[str]] = []
    for key in sorted({value.key for value in compared.values()}, reverse=True):
        alike = [code for code in codes if compared[code].key == key]
        groups += _told_apart(alike, counted, criteria, steps[1:], values)
    return groups


def missed_threshold(one: Counted, rule: Rule, *, marks: int, rounds: int = 1) -> Threshold | None:
    """Return the first threshold that the application does not meet; None where it meets all.

    The maximum is what as many members could give this application at most, with its own columns.
    """
    for threshold in rule.counting.all_thresholds:
        if threshold.criterion is None:
            reached, highest = one.total, rule.maximum(marks, rounds, one.columns)
        else:
            codes = [criterion.code for criterion in rule.criteria.criteria]
            place = codes.index(threshold.criterion)
            reached = Fraction(sum(row[place] for row in one.rows))
            highest = Fraction(rule.criteria.criteria[place].maximum * len(one.rows))
        bound = highest * threshold.share
        if not rule.high:
            reached, bound = -reached, -bound
        if reached < bound or (threshold.strictly and reached == bound):
            return threshold
    return None


def panel_sizes(marks: Iterable[int]) -> tuple[int, ...]:
    """Return the different numbers of marks, smallest first; more than one means an unequal panel."""
    return tuple(sorted(set(marks)))
