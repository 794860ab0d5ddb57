"""A counting rule made ready: marks in, exact total and its chain of plain figures out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Literal

from models.contest.counting import Counting, Step
from models.contest.criteria import CriteriaSet
from models.errors import SittingError
from models.figures import Number, figure, fixed, simple
from models.sitting.counting.changes import Change, change, times
from models.sitting.counting.steps import drop, drop_text, join, join_text, term
from models.wording import tr

_Apart = Any
"""Figures that are apart: a list of figures, a list of such lists, or one figure when all is joined."""


@dataclass(frozen=True)
class Round:
    """One round's marks of one application: a row a counted member, a figure a criterion, none missing."""

    rows: Sequence[Sequence[Number]]
    columns: Mapping[str, str] = field(default_factory=dict)


class Rule:
    """Counts by one `CriteriaSet`. A pure function of what it is given; makes no difference of members' order."""

    def __init__(self, criteria: CriteriaSet, counting: Counting | None = None) -> None:
        """Make the rule of `criteria` ready; `counting` replaces its own rule (a lawful way for unequal panels)."""
        self.criteria = criteria
        self.counting = counting or criteria.counting
        self.high = self.counting.higher_is_better
        self._weights = [simple(criterion.weight) for criterion in criteria.criteria]
        steps = self.counting.steps
        cut = next((i for i, step in enumerate(steps) if step.joins and step.over == "rounds"), len(steps))
        self._in_round, self._after = steps[:cut], steps[cut:]
        self._plain = _plain(steps)
        self._maxima: dict[tuple[object, ...], Fraction] = {}

    def total(self, rounds: Sequence[Round], columns: Mapping[str, str] | None = None) -> Fraction:
        """Return the exact total. `columns` are those that hold in all rounds; one round's own come with it.

        Raises SittingError where a column that the rule needs is missing or no number, where the table names no
        points for a figure, or where there are fewer figures than the rule drops.
        """
        if self._plain is not None and len(rounds) == 1:
            rows = rounds[0].rows
            points = sum(map(sum, rows))
            return Fraction(points) if self._plain == "sum" else Fraction(points, len(rows))
        return Fraction(self._run(rounds, columns, None))

    def chain(self, rounds: Sequence[Round], columns: Mapping[str, str] | None = None) -> tuple[str, ...]:
        """Return the steps of the same total in plain figures, one a line, in the order they are done."""
        lines: list[str] = []
        self._run(rounds, columns, lines)
        return tuple(lines)

    def round_totals(self, rounds: Sequence[Round]) -> tuple[Fraction, ...]:
        """Return what each round comes to before the rounds are joined. Raises SittingError as `total` does."""
        return tuple(Fraction(self._round(one, None)) for one in rounds)

    def maximum(self, marks: int, rounds: int = 1, columns: Mapping[str, str] | None = None) -> Fraction:
        """Return the total of `marks` members who all give the highest points of every criterion."""
        key = (marks, rounds, frozenset((columns or {}).items()))
        if key not in self._maxima:
            row = [criterion.maximum for criterion in self.criteria.criteria]
            self._maxima[key] = self.total([Round([row] * marks, columns or {})] * rounds, columns)
        return self._maxima[key]

    def shown(self, total: Fraction) -> str:
        """Return the total as printed: with the declared places, else exactly."""
        if self.counting.shown_places is not None:
            return fixed(total, self.counting.shown_places)
        last = self.counting.steps[-1]
        if last.do == "round" and last.places is not None and (total * 10**last.places).denominator == 1:
            return fixed(total, last.places)
        return figure(total)

    def _run(self, rounds: Sequence[Round], columns: Mapping[str, str] | None, lines: list[str] | None) -> Number:
        if len(rounds) != 1 and not self.counting.joins_rounds:
            raise SittingError(
                tr("The counting rule joins no rounds, but there are {n} of them; nothing was counted.", n=len(rounds))
            )
        totals = [self._round(one, lines) for one in rounds]
        if not self._after:
            return totals[0]
        shared = dict(rounds[0].columns)
        for one in rounds[1:]:
            shared = {name: text for name, text in shared.items() if one.columns.get(name) == text}
        run = _Run(self, {**shared, **(columns or {})}, lines)
        state: _Apart = totals
        run.axes = ["rounds"]
        for step in self._after:
            state = run.do(step, state)
        return simple(state)

    def _round(self, one: Round, lines: list[str] | None) -> Number:
        run = _Run(self, one.columns, lines)
        state: _Apart
        if self.counting.joins_criteria:
            state, run.axes = list(one.rows), ["members", "criteria"]
        else:
            state, run.axes = [row[0] for row in one.rows], ["members"]
        for step in self._in_round:
            state = run.do(step, state)
        return simple(state)


def _plain(steps: Sequence[Step]) -> Literal["sum", "mean"] | None:
    """Return what the commonest rules come to: the sum of all points, or their sum over the number of members."""
    match [(step.do, step.over) for step in steps]:
        case [("sum", "panel")] | [("sum", "criteria"), ("sum", "members")] | [("sum", "members"), ("sum", "criteria")]:
            return "sum"
        case [("sum", "criteria"), ("mean", "members")] | [("mean", "members"), ("sum", "criteria")]:
            return "mean"
        case _:
            return None


class _Run:
    """One pass over the steps. `axes` names what the figures are still apart by, outermost first."""

    def __init__(self, rule: Rule, columns: Mapping[str, str], lines: list[str] | None) -> None:
        self.rule = rule
        self.columns = columns
        self.lines = lines
        self.axes: list[str] = []
        self.weights: Sequence[Number] = rule._weights  # noqa: SLF001 - one unit, two classes
        self.joined: dict[int, Sequence[Number]] = {}
        self.last_joined: _Apart = None

    def do(self, step: Step, state: _Apart) -> _Apart:
        if step.joins:
            return self._join(step, state)
        if step.do == "drop":
            return self._drop(step, state)
        if step.do in ("add-worst", "add-best"):
            return self._with_extreme(step, state, self.last_joined)
        if step.weight:
            return self._weigh(state, self.axes)
        return self._each(change(step, self.columns), state)

    def _join(self, step: Step, state: _Apart) -> _Apart:
        if step.over == "panel":
            figures = [one for row in state for one in row]
            self.axes, self.last_joined = [], figures
            return self._join_one(step, figures)
        place = self.axes.index(str(step.over))
        axes, self.axes = self.axes, [axis for axis in self.axes if axis != step.over]
        if len(axes) == 1:
            self.last_joined = state
            return self._join_one(step, state)
        self.last_joined = state if place == 1 else [list(column) for column in zip(*state, strict=True)]
        return [self._join_one(step, figures) for figures in self.last_joined]

    def _join_one(self, step: Step, figures: Sequence[Number]) -> Number:
        weights = self.weights if step.do in ("weighted-sum", "weighted-mean") else ()
        result = join(step, figures, weights, higher_is_better=self.rule.high)
        if self.lines is not None:
            self.lines.append(join_text(step, figures, weights, result, high=self.rule.high))
        return result

    def _drop(self, step: Step, state: _Apart) -> _Apart:
        if len(self.axes) == 1:
            return self._drop_one(step, state)
        if self.axes.index(str(step.over)) == 1:
            return [self._drop_one(step, figures) for figures in state]
        self.axes = self.axes[::-1]
        return [self._drop_one(step, figures) for figures in zip(*state, strict=True)]

    def _drop_one(self, step: Step, figures: Sequence[Number]) -> list[Number]:
        if len(figures) <= step.highest + step.lowest:
            raise SittingError(
                tr(
                    "The counting rule drops {dropped} figures, but there are only {n}; nothing was counted.",
                    dropped=step.highest + step.lowest,
                    n=len(figures),
                )
            )
        if self.lines is not None:
            self.lines.append(drop_text(figures, step.highest, step.lowest))
        return drop(figures, step.highest, step.lowest)

    def _with_extreme(self, step: Step, state: _Apart, figures: _Apart) -> _Apart:
        if isinstance(state, list):
            return [self._with_extreme(step, one, among) for one, among in zip(state, figures, strict=True)]
        by = simple(step.by or Fraction(0))
        extreme = max(figures) if (step.do == "add-best") == self.rule.high else min(figures)
        result = simple(state + by * extreme)
        if self.lines is not None:
            self.lines.append(f"{term(state)} + {figure(by)}×{term(extreme)} = {figure(result)}")
        return result

    def _weigh(self, state: _Apart, axes: Sequence[str]) -> _Apart:
        if axes and axes[0] == "criteria":
            return [self._each(times(weight), part) for weight, part in zip(self.weights, state, strict=True)]
        if "criteria" in axes:
            return [self._weigh(part, axes[1:]) for part in state]
        return self._each(times(self.weights[0]), state)

    def _each(self, change: Change, state: _Apart) -> _Apart:
        if isinstance(state, list | tuple):
            return [self._each(change, one) for one in state]
        made = change.make(state)
        if self.lines is not None:
            self.lines.append(change.write(state, made))
        return made
