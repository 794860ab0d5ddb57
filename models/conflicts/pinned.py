"""Decisions about conflicts of interest that hold from now on, on every laptop, in every later packet revision."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import ClassVar, Literal

from models.values import Grown, Moment


class PinnedConflict(Grown):
    """What was decided about one person and one application of a contest. Nobody is asked about the pair again.

    The pair is the person's id and the application's code: neither is ever given to another in one contest. Carries
    nothing that the two were found by.
    """

    LATER: ClassVar = ("after",)
    person: str
    application: str
    conflict: bool
    kind: str | None = None
    """A conflict kind of the profile; only with a conflict."""
    reason: str
    by: str
    """Name of whoever decided or, at a sitting, recorded the commission's decision."""
    at: Moment
    source: Literal["office", "sitting"] = "office"
    protocol: str = ""
    """Number of the protocol of the sitting that decided."""
    after: Moment | None = None
    """Where an earlier decision on the pair is dated later than this one, so that a clock was wrong: its `since`."""

    @property
    def since(self) -> Moment:
        """From when it holds: by its clock, or just after the decision that is known to have come before it."""
        return self.at if self.after is None else max(self.at, self.after + timedelta(seconds=1))

    def following(self, before: Iterable["PinnedConflict"]) -> "PinnedConflict":
        """Return this decision as one made when those `before` were known: it holds, whatever their clocks said."""
        last = max((one.since for one in before if one.pair == self.pair), default=None)
        return self if last is None or last < self.at else self.model_copy(update={"after": last})

    @property
    def pair(self) -> tuple[str, str]:
        """The person and the application."""
        return self.person, self.application


def in_force(pinned: Iterable[PinnedConflict]) -> Mapping[tuple[str, str], PinnedConflict]:
    """Return the latest decision on each pair; of two at one moment the one that finds a conflict.

    The office and sittings decide on several computers. Who decides with a decision on the screen comes after it
    (`PinnedConflict.following`); only of those that did not know one another the clocks say which came later.
    """
    found: dict[tuple[str, str], PinnedConflict] = {}
    for one in sorted(pinned, key=lambda each: (each.since, each.conflict, each.canonical())):
        found[one.pair] = one
    return found
