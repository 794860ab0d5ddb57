"""The single steps on exact figures: what each does, and how a person writes it down."""

from collections.abc import Sequence
from fractions import Fraction

from models.contest.counting import Step
from models.figures import Number, figure, simple


def join(step: Step, figures: Sequence[Number], weights: Sequence[Number], *, higher_is_better: bool) -> Number:
    """Make one figure of many, at least one. `weights` stand beside the figures for the weighted joins."""
    match step.do:
        case "sum":
            return sum(figures)
        case "mean":
            return simple(Fraction(sum(figures)) / len(figures))
        case "median":
            ordered = sorted(figures)
            middle = len(ordered) // 2
            return ordered[middle] if len(ordered) % 2 else simple(Fraction(ordered[middle - 1] + ordered[middle]) / 2)
        case "best" | "worst":
            return max(figures) if (step.do == "best") == higher_is_better else min(figures)
        case _:
            total = sum(one * weight for one, weight in zip(figures, weights, strict=True))
            return simple(Fraction(total) / sum(weights) if step.do == "weighted-mean" else total)


def join_text(step: Step, figures: Sequence[Number], weights: Sequence[Number], result: Number, *, high: bool) -> str:
    """Return the join in plain figures: "5+4+5+3+5 = 22"."""
    match step.do:
        case "sum":
            made = plus(figures)
        case "mean":
            made = f"({plus(figures)}) ÷ {len(figures)}"
        case "median":
            made = f"med({listed(sorted(figures))})"
        case "best" | "worst":
            made = f"{'max' if (step.do == 'best') == high else 'min'}({listed(figures)})"
        case _:
            made = "+".join(f"{term(one)}×{figure(weight)}" for one, weight in zip(figures, weights, strict=True))
            if step.do == "weighted-mean":
                made = f"({made}) ÷ {figure(simple(sum(weights)))}"
    return f"{made} = {figure(result)}"


def drop(figures: Sequence[Number], highest: int, lowest: int) -> list[Number]:
    """Leave out the highest and lowest figures; the others keep their order. Equal figures are alike."""
    order = sorted(range(len(figures)), key=lambda place: figures[place])
    kept = sorted(order[lowest : len(order) - highest])
    return [figures[place] for place in kept]


def drop_text(figures: Sequence[Number], highest: int, lowest: int) -> str:
    """Return all figures with those dropped in brackets: "4, [6], 3, [1]"."""
    order = sorted(range(len(figures)), key=lambda place: figures[place])
    kept = set(order[lowest : len(order) - highest])
    return ", ".join(figure(one) if place in kept else f"[{figure(one)}]" for place, one in enumerate(figures))


def listed(figures: Sequence[Number]) -> str:
    """Return "3, 4, 5"."""
    return ", ".join(map(figure, figures))


def plus(figures: Sequence[Number]) -> str:
    """Return "3+4+5"; a negative figure in brackets."""
    return "+".join(map(term, figures))


def term(number: Number) -> str:
    """Return a figure as part of a longer line: negative ones and fractions in brackets."""
    if number.__class__ is int and number >= 0:  # nearly all of them
        return str(number)
    text = figure(number)
    return f"({text})" if number < 0 or "/" in text else text
