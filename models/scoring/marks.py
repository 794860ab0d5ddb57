"""A mark is one of five things, and only one of them is a number."""

from enum import StrEnum

from pydantic import model_validator

from models.values import Value


class MarkState(StrEnum):
    """What stands in a cell of a score sheet."""

    NUMBER = "number"
    NOT_GIVEN = "not-given"
    RECUSED = "recused"
    ABSENT = "absent"
    NOT_APPLICABLE = "not-applicable"


class Mark(Value):
    """One member's mark for one criterion. Only a number takes part in arithmetic."""

    state: MarkState
    points: int | None = None

    @model_validator(mode="after")
    def _number_has_points(self) -> "Mark":
        if (self.state is MarkState.NUMBER) != (self.points is not None):
            raise ValueError("points: given exactly when the mark is a number")
        return self

    @property
    def number(self) -> int:
        """The points. Raises ValueError for a mark that is no number: nothing guesses."""
        if self.points is None:
            raise ValueError(f"a mark that is {self.state} takes part in no arithmetic")
        return self.points

    @property
    def is_number(self) -> bool:
        """Whether this mark may be counted."""
        return self.points is not None


NOT_GIVEN = Mark(state=MarkState.NOT_GIVEN)
RECUSED = Mark(state=MarkState.RECUSED)
ABSENT = Mark(state=MarkState.ABSENT)
NOT_APPLICABLE = Mark(state=MarkState.NOT_APPLICABLE)


def points(number: int) -> Mark:
    """Return the mark of `number` whole points."""
    return Mark(state=MarkState.NUMBER, points=number)
