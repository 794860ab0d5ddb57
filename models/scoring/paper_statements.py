"""The two statements a sheet typed from paper stands on: what one person typed, and what a second said of it.

Each is signed by the person whose statement it is, over its canonical bytes. Pure.
"""

from typing import ClassVar, Literal

from models.values import Grown, Moment, Value


class Hand(Value):
    """Who types or confirms: a person whose key is enrolled."""

    id: str
    name: str
    public_key: str


class PaperLine(Value):
    """What stands on the paper for one application."""

    application: str
    conflict: bool = False
    """The box for a conflict of interest is ticked."""
    points: tuple[int | None, ...] = ()
    """In the criteria's order; None where the box is empty. Empty with a conflict."""
    reason: str = ""
    """The reason line as written."""


class TypedPaper(Grown):
    """What one person read from a member's paper sheet; signed by that person (namespace tandau-paper)."""

    LATER: ClassVar = ("revision", "correction")
    format: Literal[1] = 1
    contest: str
    packet: str
    member: str
    previous: str | None = None
    """The digest of the member's sheet that this paper corrects, so that an old paper can't be handed in again."""
    typist: Hand
    typed_at: Moment
    """When the last line was typed."""
    lines: tuple[PaperLine, ...] = ()
    revision: int = 1
    """Of the member's sheet; one more than that of the sheet it corrects."""
    correction: str = ""
    """Why there is a revision after the first."""


class Check(Value):
    """What the second person says of one line."""

    application: str
    seen: str
    """The digest of the line looked at."""
    confirmed: bool
    note: str = ""
    """Why it was sent back."""


class PaperChecks(Value):
    """What the second person said; signed by that person (namespace tandau-paper-checks)."""

    packet: str
    member: str
    previous: str | None = None
    """These three as in the typed paper: what was said of one paper confirms no other."""
    checker: Hand
    checked_at: Moment
    checks: tuple[Check, ...] = ()
