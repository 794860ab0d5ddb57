"""What a member declares about an application before its content opens."""

from enum import StrEnum

from models.values import Value


class Answer(StrEnum):
    """What a member declares about one application before its content opens."""

    NO_CONFLICT = "no-conflict"
    CONFLICT = "conflict"
    NOT_SURE = "not-sure"
    """The commission decides; until then the content stays closed for this member."""


class Declaration(Value):
    """One member's declaration about one application."""

    application: str
    answer: Answer
    kind: str | None = None
    """A conflict kind of the profile; only with a conflict."""
    note: str = ""
