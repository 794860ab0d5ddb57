"""Criteria with the official words of every point, their approval and the hash everything later names."""

from datetime import date
from fractions import Fraction

from pydantic import model_validator

from models.contest.counting import Counting
from models.faults import Fault, refused
from models.values import Both, Exact, Value
from models.wording import later

MOST_POINTS = 1_000
"""The longest scale of a criterion, from its minimum to its maximum."""


class PointWords(Value):
    """What the points from `low` to `high` (inclusive) mean, in the regulation's words."""

    low: int
    high: int
    words: Both


class Criterion(Value):
    """One criterion: whole points from `minimum` to `maximum`, both inclusive."""

    code: str
    name: Both
    asks: Both
    """What the member weighs."""
    minimum: int = 0
    maximum: int
    weight: Exact = Fraction(1)
    points: tuple[PointWords, ...]

    @model_validator(mode="after")
    def _every_point_has_words(self) -> "Criterion":
        if self.maximum - self.minimum > MOST_POINTS:
            raise refused(Fault(("maximum",), later("a scale has at most {n} points"), {"n": MOST_POINTS}))
        following = self.minimum
        for words in sorted(self.points, key=lambda words: words.low):
            if words.low != following or words.high < words.low:
                break
            following = words.high + 1
        else:
            if following == self.maximum + 1:
                return self
        raise refused(Fault(("points",), later("every point of the scale needs its words exactly once")))

    def allows(self, points: int) -> bool:
        """Whether `points` are on the scale."""
        return self.minimum <= points <= self.maximum

    def words_for(self, points: int) -> Both:
        """Return the official words for `points`. Raises ValueError outside the scale."""
        for words in self.points:
            if words.low <= points <= words.high:
                return words.words
        raise ValueError(f"{self.code}: {points} is outside {self.minimum}–{self.maximum}")


class CriteriaSet(Value):
    """What is scored and how it is counted. A change makes a new version, never another content of the same one."""

    version: int = 1
    criteria: tuple[Criterion, ...]
    counting: Counting

    @model_validator(mode="after")
    def _counting_fits(self) -> "CriteriaSet":
        codes = tuple(criterion.code for criterion in self.criteria)
        if not codes or len(set(codes)) != len(codes):
            raise refused(Fault(("criteria",), later("at least one criterion is needed, and each code is used once")))
        defects = list(self.counting.defects(codes))
        if defects:
            raise refused(*(defect._replace(at=("counting", *defect.at)) for defect in defects))
        return self

    def criterion(self, code: str) -> Criterion:
        """Return the criterion with `code`. Raises KeyError."""
        for criterion in self.criteria:
            if criterion.code == code:
                return criterion
        raise KeyError(code)

    @property
    def maximum(self) -> int:
        """The points one member can give one application."""
        return sum(criterion.maximum for criterion in self.criteria)


class Approval(Value):
    """Who approved the criteria, when, by which paper, agreed with whom (plan tasks 4 and 7)."""

    approved_by: str
    approved_on: date
    document: str
    agreed_with: tuple[str, ...]


class ApprovedCriteria(Value):
    """Frozen criteria. `digest()` is the criteria hash that packet, sheets, result and protocol name."""

    content: CriteriaSet
    approval: Approval
