"""Ties: the further comparisons of the profile, and the commission's vote at the cut. Sort order decides nothing."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction
from typing import Any, Literal

from models.contest.counting import TieStep
from models.contest.criteria import CriteriaSet
from models.figures import Number, exact, figure
from models.sitting.acts import LotDrawn, TieVoted


@dataclass(frozen=True)
class Counted:
    """What a ranking compares: an application's exact total, its counted marks and its columns."""

    total: Fraction
    rows: Sequence[Sequence[Number]] = ()
    """A row a counted member, a figure a criterion, over all rounds."""
    columns: Mapping[str, str] = field(default_factory=dict)
    rounds: Mapping[str, Fraction] = field(default_factory=dict)
    """The total of each round by its name, where the rule joins rounds."""


@dataclass(frozen=True)
class Compared:
    """A tie step's value for one application: what is compared (bigger is better) and how it is written."""

    key: Any
    text: str


def compare(step: TieStep, one: Counted, criteria: CriteriaSet) -> Compared | None:  # noqa: PLR0911 - one answer a kind
    """Return what `step` compares of `one`; None where it has no such value, and then the step decides nothing.

    Points and top marks are compared per counted mark, so that panels of different size can be compared too.
    """
    match step.by:
        case "criterion":
            codes = [criterion.code for criterion in criteria.criteria]
            points = sum(row[codes.index(str(step.criterion))] for row in one.rows)
            share = Fraction(points) / max(1, len(one.rows))
            text = f"{step.criterion}: {figure(points)} ÷ {len(one.rows)}"
            return Compared(share if step.higher_first else -share, text)
        case "top-marks":
            return _top_marks(one, criteria, high=criteria.counting.higher_is_better == step.higher_first)
        case "count-back":
            high = criteria.counting.higher_is_better == step.higher_first
            marks = sorted((points for row in one.rows for points in row), reverse=high)
            counts = [f"{figure(points)}×{n}" for points, n in Counter(marks).items()]
            return Compared(tuple(points if high else -points for points in marks), ", ".join(counts))
        case "column":
            return _column(step, one.columns.get(str(step.column), ""))
        case "round":
            reached = one.rounds.get(str(step.round))
            if reached is None:
                return None
            high = criteria.counting.higher_is_better == step.higher_first
            return Compared(reached if high else -reached, f"{step.round}: {figure(reached)}")
        case "earlier-submission":
            return _submission(one.columns.get("submitted", ""))


def _column(step: TieStep, written: str) -> Compared | None:
    if step.values:
        among = written.strip().casefold() in {value.strip().casefold() for value in step.values}
        return Compared(among == step.higher_first, f"{step.column}: {written.strip() or '–'}")
    number = exact(written)
    if number is None:
        return None
    return Compared(number if step.higher_first else -number, f"{step.column}: {figure(number)}")


def _top_marks(one: Counted, criteria: CriteriaSet, *, high: bool) -> Compared:
    tops = [criterion.maximum if high else criterion.minimum for criterion in criteria.criteria]
    number = sum(points == top for row in one.rows for points, top in zip(row, tops, strict=True))
    marks = len(tops) * len(one.rows)
    return Compared(Fraction(number, max(1, marks)), f"{number} ÷ {marks}")


def _submission(written: str) -> Compared | None:
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        return None
    if moment.tzinfo is None:
        return None
    return Compared(-moment.timestamp(), moment.isoformat())


@dataclass(frozen=True)
class Tally:
    """What named ballots come to."""

    votes: tuple[tuple[str, int], ...]
    """(application, votes), most votes first, equal ones by code."""
    elected: tuple[str, ...]
    """Those with more votes than any that is not elected, by code."""
    equal: tuple[str, ...]
    """Those with equal votes at the boundary, by code; empty where the votes decide all places."""
    left: int
    """How many of `equal` can still win."""


def tally(act: TieVoted) -> Tally:
    """Count the ballots of `act`: most votes win; equal votes at the boundary are left to the chair."""
    counts = dict.fromkeys(act.tied, 0)
    for ballot in act.ballots:
        for application in ballot.applications:
            counts[application] = counts.get(application, 0) + 1
    votes = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    if len(votes) <= act.places:
        return Tally(tuple(votes), tuple(sorted(counts)), (), 0)
    boundary = votes[act.places - 1][1]
    elected = tuple(sorted(code for code, n in votes if n > boundary))
    equal = tuple(sorted(code for code, n in votes if n == boundary))
    left = act.places - len(elected)
    if len(equal) == left:
        return Tally(tuple(votes), tuple(sorted((*elected, *equal))), (), 0)
    return Tally(tuple(votes), elected, equal, left)


def decided(act: TieVoted, *, chair_decides: bool) -> frozenset[str] | None:
    """Return who wins by `act`; None where it leaves the tie open (equal votes without a valid choice of the chair)."""
    result = tally(act)
    if not result.equal:
        return frozenset(result.elected)
    choice = frozenset(act.chair_choice)
    if chair_decides and choice <= set(result.equal) and len(choice) == len(act.chair_choice) == result.left:
        return frozenset(result.elected) | choice
    return None


@dataclass(frozen=True)
class Settled:
    """What a vote or a lot makes of a tie."""

    chosen: frozenset[str]
    by: Mapping[str, Literal["vote", "chair", "lot"]]
    """How each of the tied was chosen or not."""
    turns: Mapping[str, int]
    """Votes, or the turn in the lot counted from its end: of those not chosen more come first."""


def settled(act: TieVoted | LotDrawn, *, chair_decides: bool) -> Settled | None:
    """Return what `act` makes of its tie; None where it leaves it open (`decided`)."""
    if isinstance(act, LotDrawn):
        turns = {code: len(act.order) - turn for turn, code in enumerate(act.order)}
        return Settled(frozenset(act.order[: act.places]), dict.fromkeys(act.order, "lot"), turns)
    chosen = decided(act, chair_decides=chair_decides)
    if chosen is None:
        return None
    counted = tally(act)
    by: dict[str, Literal["vote", "chair", "lot"]] = dict.fromkeys(act.tied, "vote")
    by.update(dict.fromkeys(counted.equal, "chair"))
    return Settled(chosen, by, dict(counted.votes))
