"""Steps that change every figure as it stands: what is made of it, and how that is written."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from models.contest.counting import Step
from models.errors import SittingError
from models.figures import Number, exact, figure, fixed, rounded, simple
from models.sitting.counting.steps import term
from models.wording import tr


@dataclass(frozen=True)
class Change:
    """What one step does to one figure, and its line in the chain from the figure before and after."""

    make: Callable[[Number], Number]
    write: Callable[[Number, Number], str]


def change(step: Step, columns: Mapping[str, str]) -> Change:
    """Return what `step` does to a figure of an application with `columns`.

    Raises SittingError where the column it needs is missing or no number.
    """
    if step.do == "round":
        return _rounding(step.places or 0, str(step.mode))
    if step.do == "cap":
        return _capping(simple(step.at or Fraction(0)))
    if step.do == "table":
        return _looking_up(step)
    amount, text = _amount(step, columns)
    if step.do == "multiply":
        return times(amount)
    if step.do == "add":
        return Change(lambda one: simple(one + amount), lambda one, made: f"{term(one)} + {text} = {figure(made)}")
    return Change(lambda one: simple(one - amount), lambda one, made: f"{term(one)} − {text} = {figure(made)}")


def times(amount: Number) -> Change:
    """Multiply by `amount`."""
    amount = simple(amount)
    return Change(lambda one: simple(one * amount), lambda one, made: f"{term(one)} × {term(amount)} = {figure(made)}")


def _rounding(places: int, mode: str) -> Change:
    return Change(lambda one: rounded(one, places, mode), lambda one, made: f"{figure(one)} ≈ {fixed(made, places)}")


def _capping(roof: Number) -> Change:
    return Change(lambda one: min(one, roof), lambda one, made: f"min({figure(one)}, {figure(roof)}) = {figure(made)}")


def _looking_up(step: Step) -> Change:
    table = {simple(named): simple(points) for named, points in step.points}

    def look_up(one: Number) -> Number:
        found = table.get(one, step.otherwise)
        if found is None:
            raise SittingError(
                tr(
                    "The table of the counting rule names no points for {figure}; nothing was counted.",
                    figure=figure(one),
                )
            )
        return simple(found)

    return Change(look_up, lambda one, made: f"{figure(one)} → {figure(made)}")


def _amount(step: Step, columns: Mapping[str, str]) -> tuple[Number, str]:
    """Return the number a step works with, under its roof, and how the chain writes it."""
    if step.column is None:
        amount = simple(step.by or Fraction(0))
    else:
        written = columns.get(step.column, "")
        read = exact(written)
        if read is None:
            raise SittingError(
                tr(
                    "The counting rule needs the column “{column}” as a number, but it is “{written}”; "
                    "nothing was counted. Fill it in for every application.",
                    column=step.column,
                    written=written,
                )
            )
        amount = simple(read)
    if step.at_most is None or amount <= step.at_most:
        return amount, term(amount)
    return simple(step.at_most), f"min({figure(amount)}, {figure(step.at_most)})"
