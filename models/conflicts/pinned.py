"""Decisions about conflicts of interest that hold from now on, on every laptop, in every later packet revision."""

from collections.abc import Iterable, Mapping
from typing import Literal

from models.deciding import DatedDecision


class PinnedConflict(DatedDecision):
    """What was decided about one person and one application of a contest. Nobody is asked about the pair again.

    The pair is the person's id and the application's code: neither is ever given to another in one contest. Carries
    nothing that the two were found by.
    """

    person: str
    application: str
    conflict: bool
    kind: str | None = None
    """A conflict kind of the profile; only with a conflict."""
    reason: str
    by: str
    """Name of whoever decided or, at a sitting, recorded the commission's decision."""
    source: Literal["office", "sitting"] = "office"
    protocol: str = ""
    """Number of the protocol of the sitting that decided."""

    @property
    def pair(self) -> tuple[str, str]:
        """The person and the application."""
        return self.person, self.application


def in_force(pinned: Iterable[PinnedConflict]) -> Mapping[tuple[str, str], PinnedConflict]:
    """Return the latest decision on each pair; of two at one moment the one that finds a conflict.

    The office and sittings decide on several computers (`models.deciding`).
    """
    found: dict[tuple[str, str], PinnedConflict] = {}
    for one in sorted(pinned, key=lambda each: (each.since, each.conflict, each.canonical())):
        found[one.pair] = one
    return found
