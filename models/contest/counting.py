"""The counting rule as data: named steps that turn marks into a total. Executed by `models.sitting.counting`.

Figures start apart: one for every member and criterion (and round). A step that *joins* makes one figure of many
over one of these; every other step changes the figures as they stand at that moment. docs/counting.md explains each
step with worked numbers.
"""

from collections.abc import Iterator
from enum import StrEnum
from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from models.faults import Fault, refused
from models.values import Exact, Grown, Value
from models.wording import later

JOINS = frozenset({"sum", "mean", "median", "best", "worst", "weighted-sum", "weighted-mean"})
"""Steps that make one figure of many."""
_EVENS = frozenset({"mean", "median", "best", "worst"})
"""Joins whose result does not grow with the number of marks."""


class Unequal(StrEnum):
    """A lawful way to rank applications with unequal numbers of marks."""

    LEAVE_POOL = "member-leaves-pool"
    """The marks of a member who lacks some are taken out for the whole pool (regulations 2023, 2024)."""
    MEAN_OF_VALID = "mean-of-valid-marks"
    """Ranked by the mean of the valid marks; only where the approved criteria say so."""
    MISSING_SCORED = "missing-marks-given"
    """The missing marks are asked for: the member hands in a further revision before the ranking."""


class Step(Value):
    """One named step of a counting rule. Steps run in order, on exact fractions.

    Raises ValueError (as pydantic's) for a step that lacks what it needs or carries what it has no use for.
    """

    do: Literal[
        "sum",
        "mean",
        "median",
        "best",
        "worst",
        "weighted-sum",
        "weighted-mean",
        "drop",
        "multiply",
        "add",
        "subtract",
        "cap",
        "round",
        "table",
        "add-worst",
        "add-best",
    ]
    over: Literal["criteria", "members", "panel", "rounds"] | None = None
    """What is joined or dropped from: "criteria" per member, "members" per criterion (or over the members' figures),
    "panel" all marks at once, "rounds" the rounds' totals."""
    highest: int = Field(default=0, ge=0)
    lowest: int = Field(default=0, ge=0)
    """How many of the highest and lowest figures are dropped."""
    by: Exact | None = None
    column: str | None = None
    """A column of the application instead of `by`."""
    weight: bool = False
    """Multiply: by the criterion's weight, instead of `by`."""
    at_most: Exact | None = None
    """The roof of what is added or subtracted."""
    places: int | None = Field(default=None, ge=0, le=12)
    mode: Literal["half-up", "half-even", "down"] | None = None
    """"half-up" takes a half away from zero, "half-even" to the even digit, "down" cuts towards zero."""
    at: Exact | None = None
    """The cap: figures above it become it."""
    points: tuple[tuple[Exact, Exact], ...] = ()
    """The table: figure, points."""
    otherwise: Exact | None = None
    """Points of a figure that the table does not name; None: such a figure is refused."""

    @model_validator(mode="after")
    def _complete(self) -> Self:
        defects = list(_step_defects(self))
        if defects:
            raise refused(*defects)
        return self

    @property
    def joins(self) -> bool:
        """Whether this step makes one figure of many."""
        return self.do in JOINS


_USES: dict[str, frozenset[str]] = {
    **dict.fromkeys(JOINS, frozenset({"over"})),
    "drop": frozenset({"over", "highest", "lowest"}),
    "multiply": frozenset({"by", "column", "weight"}),
    "add": frozenset({"by", "column", "at_most"}),
    "subtract": frozenset({"by", "column", "at_most"}),
    "cap": frozenset({"at"}),
    "round": frozenset({"places", "mode"}),
    "table": frozenset({"points", "otherwise"}),
    "add-worst": frozenset({"by"}),
    "add-best": frozenset({"by"}),
}
_NEEDS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(JOINS, ("over",)),
    "drop": ("over",),
    "cap": ("at",),
    "round": ("places", "mode"),
    "add-worst": ("by",),
    "add-best": ("by",),
    "table": ("points",),
}
_EMPTY = (None, 0, False, ())
_DROP = {"step": "drop"}


def _step_defects(step: Step) -> Iterator[Fault]:
    given = {name for name in type(step).model_fields if name != "do" and getattr(step, name) not in _EMPTY}
    given |= {name for name in ("by", "at_most", "at", "places", "otherwise") if getattr(step, name) is not None}
    for name in _NEEDS.get(step.do, ()):
        if name not in given:
            yield Fault((name,), later("“{step}” needs it, nothing is implied"), {"step": step.do})
    for name in sorted(given - _USES[step.do]):
        yield Fault((name,), later("“{step}” has no use for it"), {"step": step.do})
    if step.do in ("multiply", "add", "subtract") and len(given & {"by", "column", "weight"}) != 1:
        keys = "by, column, weight" if step.do == "multiply" else "by, column"
        yield Fault(("by",), later("“{step}” needs exactly one of {keys}"), {"step": step.do, "keys": keys})
    if step.do in ("weighted-sum", "weighted-mean") and step.over not in (None, "criteria"):
        yield Fault(("over",), later("the weights are those of the criteria, so “{over}”"), {"over": "criteria"})
    if step.do == "drop":
        if step.highest + step.lowest == 0:
            yield Fault(("highest",), later("at least one figure is dropped"))
        if step.over in ("panel", "rounds"):
            ways = {"one": "criteria", "other": "members"}
            yield Fault(("over",), later("figures are dropped over “{one}” or “{other}”"), ways)
    figures = [figure for figure, _ in step.points]
    if len(figures) != len(set(figures)):
        yield Fault(("points",), later("a figure stands in the table once"))


class Threshold(Value):
    """A total under this share of the maximum is not eligible to win. Where lower is better, one over it."""

    share: Exact
    strictly: bool
    """True: more than the share; False: at least the share."""
    criterion: str | None = None
    """The share of this criterion's points over the counted marks; None: of the total."""
    point: str = ""


class TieStep(Grown):
    """One further comparison among applications with equal totals, e.g. the total of one criterion."""

    LATER: ClassVar = ("values", "round")
    by: Literal["criterion", "top-marks", "count-back", "column", "round", "earlier-submission"]
    """"top-marks": more marks that are the best of their scale. "count-back": more of the best mark, then of the next
    best, and so on. "column": a number of the application, or whether it says one of `values`. "round": the total of
    one round. "earlier-submission": the column "submitted"."""
    criterion: str | None = None
    column: str | None = None
    values: tuple[str, ...] = ()
    """What the column may say for the application to come first, e.g. categories; empty: the column is a number."""
    round: str | None = None
    """The round as the column "round" names it."""
    higher_first: bool = True
    """False turns the comparison round; for marks that are places it makes the lowest mark the best."""

    @model_validator(mode="after")
    def _names_what_it_compares(self) -> Self:
        if (self.by == "criterion") != (self.criterion is not None):
            raise refused(Fault(("criterion",), later("named exactly where the tie step compares a criterion")))
        if (self.by == "column") != (self.column is not None):
            raise refused(Fault(("column",), later("named exactly where the tie step compares a column")))
        if self.values and self.column is None:
            raise refused(Fault(("values",), later("named only where the tie step compares a column")))
        if (self.by == "round") != (self.round is not None):
            raise refused(Fault(("round",), later("named exactly where the tie step compares a round")))
        return self


class TieRule(Value):
    """What decides between equal totals. Sort order never does."""

    steps: tuple[TieStep, ...] = ()
    then: Literal["shared", "commission-vote", "lot"] = "commission-vote"
    """"shared": all who share the last place are proposed; "lot": drawn in the room (`models.sitting.winning.lots`)."""
    chair_decides_equal_votes: bool = True
    point: str = ""


class Counting(Grown):
    """How marks become a total, and totals a ranking. Part of the approved criteria.

    Raises ValueError (as pydantic's) for steps that can't lead to one total.
    """

    LATER: ClassVar = ("apart",)
    steps: tuple[Step, ...] = Field(min_length=1)
    higher_is_better: bool = True
    unequal: tuple[Unequal, ...] = (Unequal.LEAVE_POOL, Unequal.MISSING_SCORED)
    """The lawful ways for unequal panels; the first is the regulation's own. Not given and the members are joined by
    a mean or median: the mean of the valid marks comes first."""
    minimum_marks: int = Field(default=1, ge=1)
    """Fewer members' marks than this: not ranked at all."""
    threshold: Threshold | None = None
    thresholds: tuple[Threshold, ...] = ()
    """Further thresholds, e.g. one a criterion. All must be met."""
    ties: TieRule = TieRule()
    apart: tuple[str, ...] = ("territory",)
    """Columns whose values have a ranking each, e.g. territory, category, "round". A sitting ranks by territory."""
    shown_places: int | None = Field(default=None, ge=0, le=12)
    """Places that a total is printed with (half-up); the ranking never uses them. None: the exact figure."""

    @model_validator(mode="after")
    def _leads_to_one_total(self) -> Self:
        defects = list(_steps_defects(self.steps))
        if defects:
            raise refused(*defects)
        if "unequal" not in self.model_fields_set and not self.number_matters:
            object.__setattr__(self, "unequal", (Unequal.MEAN_OF_VALID, Unequal.LEAVE_POOL, Unequal.MISSING_SCORED))
        return self

    @property
    def number_matters(self) -> bool:
        """Whether a total grows with the number of marks, so that unequal panels can't be compared."""
        return any(step.joins and step.over in ("members", "panel") and step.do not in _EVENS for step in self.steps)

    @property
    def marks_needed(self) -> int:
        """The fewest members' marks that give a total: `minimum_marks`, and one more than are dropped."""
        drops = [step.highest + step.lowest for step in self.steps if step.do == "drop" and step.over == "members"]
        return max(self.minimum_marks, sum(drops) + 1)

    @property
    def joins_criteria(self) -> bool:
        """Whether a step joins the criteria; without one the rule fits a single criterion only."""
        return any(step.joins and step.over in ("criteria", "panel") for step in self.steps)

    @property
    def joins_rounds(self) -> bool:
        """Whether a step joins rounds."""
        return any(step.joins and step.over == "rounds" for step in self.steps)

    @property
    def all_thresholds(self) -> tuple[Threshold, ...]:
        """Every threshold, the general one first."""
        return (*((self.threshold,) if self.threshold else ()), *self.thresholds)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the application that the steps need, each once, in their order."""
        return tuple(dict.fromkeys(step.column for step in self.steps if step.column is not None))

    def by_mean(self) -> "Counting":
        """Return this rule with every sum over the members made their mean (`Unequal.MEAN_OF_VALID`)."""
        steps: list[Step] = []
        for step in self.steps:
            if step.do == "sum" and step.over == "members":
                steps.append(step.model_copy(update={"do": "mean"}))
            elif step.do == "sum" and step.over == "panel":
                steps += [Step(do="sum", over="criteria"), Step(do="mean", over="members")]
            else:
                steps.append(step)
        return self.model_copy(update={"steps": tuple(steps)})

    def defects(self, codes: tuple[str, ...]) -> Iterator[Fault]:
        """Yield what does not fit criteria with these `codes`."""
        if len(codes) > 1 and not self.joins_criteria:
            ways = {"one": "criteria", "other": "panel"}
            yield Fault(("steps",), later("no step joins the criteria (over “{one}” or “{other}”)"), ways)
        drops = sum(step.highest + step.lowest for step in self.steps if step.do == "drop" and step.over == "criteria")
        if drops >= len(codes):
            figures = {"n": drops, "of": len(codes)}
            yield Fault(("steps",), later("figures dropped: {n}; criteria: {of}; nothing is left to count"), figures)
        named: list[tuple[tuple[str | int, ...], str | None]] = [
            (("ties", "steps", i), step.criterion) for i, step in enumerate(self.ties.steps)
        ]
        named += [(("threshold",), self.threshold.criterion)] if self.threshold else []
        named += [(("thresholds", i), threshold.criterion) for i, threshold in enumerate(self.thresholds)]
        for i, step in enumerate(self.ties.steps):
            if step.by == "round" and not self.joins_rounds:
                yield Fault(("ties", "steps", i, "round"), later("no step joins rounds, so there is none to compare"))
        if self.joins_rounds and "round" in self.apart:
            yield Fault(("apart",), later("rounds are joined to one total, so they can't be ranked apart"))
        for at, criterion in named:
            if criterion is not None and criterion not in codes:
                known = {"criterion": criterion, "codes": ", ".join(codes)}
                yield Fault((*at, "criterion"), later("“{criterion}” is none of {codes}"), known)


def _steps_defects(steps: tuple[Step, ...]) -> Iterator[Fault]:
    for number, step in enumerate(steps):
        for defect in _order_defects(steps[:number], step):
            yield defect._replace(at=("steps", number, *defect.at))
    if _pending_drop(steps) is not None:
        yield Fault(("steps",), later("the last “{step}” is not followed by a step that joins what is left"), _DROP)
    if not any(step.joins and step.over in ("members", "panel") for step in steps):
        ways = {"one": "members", "other": "panel"}
        yield Fault(("steps",), later("no step joins the members' figures (over “{one}” or “{other}”)"), ways)


def _pending_drop(steps: tuple[Step, ...]) -> str | None:
    """Return what the last drop dropped from, while no later step has joined it."""
    pending: str | None = None
    for step in steps:
        if step.do == "drop":
            pending = step.over
        elif step.joins:
            pending = None
    return pending


def _order_defects(before: tuple[Step, ...], step: Step) -> Iterator[Fault]:  # noqa: C901 - a line a defect
    joined = {step.over for step in before if step.joins}
    if "panel" in joined:
        joined |= {"criteria", "members"}
    pending = _pending_drop(before)
    if step.joins or step.do == "drop":
        if step.over in joined or (step.over == "panel" and joined):
            yield Fault(("over",), later("“{over}” has been joined by an earlier step"), {"over": step.over})
        if step.over == "rounds" and "members" not in joined:
            yield Fault(("over",), later("rounds are joined after the members"))
        if "rounds" in joined:
            yield Fault(("over",), later("rounds are joined last"))
        if pending is not None and step.over not in (pending, "panel"):
            yield Fault(
                ("over",), later("after a drop over “{over}” comes the step that joins them"), {"over": pending}
            )
    if pending == "criteria" and (step.weight or step.do.startswith("weighted")):
        yield Fault(("do",), later("after a drop over “{over}” the weights fit no longer"), {"over": pending})
    if step.column is not None and step.do != "multiply" and "members" not in joined:
        yield Fault(("column",), later("belongs to the application, so it comes after the members are joined"))
    if step.weight and "criteria" in joined:
        yield Fault(("weight",), later("the criteria have been joined by an earlier step"))
    if step.do in ("add-worst", "add-best") and not joined:
        yield Fault((), later("a step that joins comes before it"))
