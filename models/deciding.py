"""Which of several decisions on one matter came last, made on computers whose clocks may be wrong."""

from collections.abc import Iterable
from datetime import timedelta
from typing import ClassVar, Self

from models.values import Grown, Moment


class DatedDecision(Grown):
    """A decision that stands until a later one.

    Who decides with decisions on the screen comes after them (`following`), whatever the clocks said; only of those
    that did not know one another the clocks say which came later.
    """

    LATER: ClassVar = ("after",)
    at: Moment
    after: Moment | None = None
    """Where a decision that was known is dated later than this one, so that a clock was wrong: its `since`."""

    @property
    def since(self) -> Moment:
        """From when it holds: by its clock, or just after the decision that is known to have come before it."""
        return self.at if self.after is None else max(self.at, self.after + timedelta(seconds=1))

    def following(self, known: Iterable["DatedDecision"]) -> Self:
        """Return this decision as one made when those `known` were there."""
        last = max((one.since for one in known), default=None)
        return self if last is None or last < self.at else self.model_copy(update={"after": last})
