"""The counting rule as data: how marks become a total. Executed by `models.sitting.counting`."""

from enum import StrEnum
from typing import Literal

from models.values import Exact, Value


class Unequal(StrEnum):
    """A lawful way to rank applications with unequal numbers of marks."""

    LEAVE_POOL = "member-leaves-pool"
    """The marks of a member who lacks some are taken out for the whole pool (regulations 2023, 2024)."""
    MEAN_OF_VALID = "mean-of-valid-marks"
    """Ranked by the mean of the valid marks; only where the approved criteria say so."""
    MISSING_SCORED = "missing-marks-given"
    """The missing marks are asked for: the member hands in a further revision before the ranking."""


class Step(Value):
    """One named step of a counting rule. Steps run in order, on exact fractions."""

    do: Literal["sum", "mean", "median", "weighted-sum", "weighted-mean", "drop", "multiply", "round", "cap"]
    over: Literal["criteria", "members"] | None = None
    highest: int = 0
    lowest: int = 0
    by: Exact | None = None
    column: str | None = None
    places: int | None = None
    mode: Literal["half-up", "half-even", "down"] | None = None
    at: Exact | None = None


class Threshold(Value):
    """A total under this share of the maximum is not eligible to win."""

    share: Exact
    strictly: bool
    """True: more than the share; False: at least the share."""


class TieStep(Value):
    """One further comparison among applications with equal totals, e.g. the total of one criterion."""

    by: Literal["criterion", "top-marks", "column", "earlier-submission"]
    criterion: str | None = None
    column: str | None = None
    higher_first: bool = True


class TieRule(Value):
    """What decides between equal totals. Sort order never does."""

    steps: tuple[TieStep, ...] = ()
    then: Literal["shared", "commission-vote", "lot"] = "commission-vote"
    chair_decides_equal_votes: bool = True
    point: str = ""


class Counting(Value):
    """How marks become a total, and totals a ranking. Part of the approved criteria."""

    steps: tuple[Step, ...]
    higher_is_better: bool = True
    unequal: tuple[Unequal, ...] = (Unequal.LEAVE_POOL, Unequal.MISSING_SCORED)
    """The lawful ways for unequal panels; the first is the regulation's own."""
    minimum_marks: int = 1
    """Fewer members' marks than this: not ranked at all."""
    threshold: Threshold | None = None
    ties: TieRule = TieRule()
