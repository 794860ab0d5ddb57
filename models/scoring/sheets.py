"""A score sheet: one member's complete statement about a packet. Immutable; a correction is a further revision."""

from typing import ClassVar, Literal

from models.conflicts.declarations import Declaration
from models.scoring.marks import Mark
from models.scoring.paper_statements import PaperChecks, TypedPaper
from models.values import Moment, Value


class CriterionMark(Value):
    """One cell: the mark for one criterion with the member's reason."""

    criterion: str
    mark: Mark
    reason: str = ""


class ApplicationMarks(Value):
    """One member's marks for one application, one entry a criterion, in the criteria's order."""

    application: str
    marks: tuple[CriterionMark, ...]
    comment: str = ""

    @property
    def total(self) -> int | None:
        """Sum of the points, or None while any criterion has no number."""
        if not all(entry.mark.is_number for entry in self.marks):
            return None
        return sum(entry.mark.number for entry in self.marks)


class Typed(Value):
    """A paper sheet that the office typed in: both statements it was made of, each with its signature.

    So nobody who signs the sheet can make it up: two people other than its member put their own keys to every line.
    """

    paper: TypedPaper
    paper_signature: str
    """SSHSIG by the typist over the canonical bytes of `paper`, as text."""
    checks: PaperChecks
    checks_signature: str
    """SSHSIG by the second person over the canonical bytes of `checks`, as text."""


class Sheet(Value):
    """What a member hands in. Names packet, criteria and roster, so that it can only be counted where it belongs.

    `previous` is the digest of this member's revision before; revision 1 has none.
    """

    SLICED: ClassVar = ("declarations", "applications")
    format: Literal[1] = 1
    contest: str
    packet: str
    criteria: str
    """The criteria hash: `ApprovedCriteria.digest()`."""
    roster_version: int
    member: str
    revision: int
    previous: str | None = None
    correction: str = ""
    """Why there is a revision after the first."""
    handed_in: Moment
    declarations: tuple[Declaration, ...]
    applications: tuple[ApplicationMarks, ...]
    typed: Typed | None = None
