"""What a sitting comes to: the computed table and the questions still open. A pure function of sheets and acts."""

from enum import StrEnum
from typing import ClassVar, Literal

from models.scoring.marks import Mark
from models.sitting.sheets.merging import Clash
from models.values import Exact, Grown, Value


class Standing(StrEnum):
    """Where an application stands. Only an act of the chair makes a winner; before it the ranking proposes."""

    WINNER = "winner"
    PROPOSED = "proposed"
    """Above the cut line; no act has named winners yet."""
    OPEN = "open"
    """Tied at the cut, or not rankable until a decision."""
    RESERVE = "reserve"
    OUT = "out"


class Remark(StrEnum):
    """Why an application is out: exactly one."""

    BELOW_LINE = "below-line"
    QUOTA = "quota"
    MONEY = "money"
    THRESHOLD = "threshold"
    INELIGIBLE = "ineligible"
    WITHDRAWN = "withdrawn"
    DUPLICATE = "duplicate"
    DISQUALIFIED = "disqualified"
    LOST_VOTE = "lost-vote"
    NOT_RANKED = "not-ranked"
    CONTRACT_FAILED = "contract-failed"
    """A winner with whom no contract came about."""


class PanelMarks(Value):
    """One member's marks for one application, as counted."""

    member: str
    marks: tuple[tuple[str, Mark], ...]
    """(criterion code, mark), in the criteria's order."""
    total: int | None
    """Sum of this member's points, None where a criterion has no number."""
    counted: bool
    """False: recused, absent, missing, or left the pool; never counted as 0."""


class Line(Value):
    """One application in its territory's ranking."""

    application: str
    territory: str
    panel: tuple[PanelMarks, ...]
    """One entry for every member of the roster, in its order."""
    number_of_marks: int
    """How many members' marks are behind the total."""
    additional: int | None = None
    additional_ground: str = ""
    total: Exact | None
    """The exact total, None where not rankable."""
    shown: str
    """The total as printed: whole, or with the declared places; "" where None."""
    chain: tuple[str, ...] = ()
    """The total's steps in plain figures, e.g. "5+4+5+3+5 = 22"."""
    place_from: int | None = None
    place_to: int | None = None
    """Equal to place_from unless places are shared."""
    tied_with: tuple[str, ...] = ()
    settled_by: Literal["", "steps", "vote", "chair", "lot"] = ""
    tie_values: tuple[str, ...] = ()
    """What the tie steps compared, in their order, e.g. "C1: 24"; empty where the total alone decided."""
    standing: Standing
    remark: Remark | None = None
    """Exactly for standing OUT; RESERVE lines carry what kept them below (line, quota, money)."""
    reserve: int | None = None
    """Number in the line of those who follow, from 1."""
    asked: int | None = None
    proposed: int | None = None
    """KZT that the ranking proposes for this line: the sum asked, at most the cap, or what is left of the fund."""
    awarded: int | None = None
    """KZT by the act of the chair."""


class QuotaFilled(Grown):
    """Places kept for a group, and who takes them by the ranking's proposal; or how many of it can win."""

    LATER: ClassVar = ("at_most", "under_roof")
    code: str
    places: int
    applications: tuple[str, ...]
    """By code; fewer than `places` where the group has no more."""
    at_most: int | None = None
    """How many of the group can win; None: no roof."""
    under_roof: tuple[str, ...] = ()
    """By code: all of the group that are proposed, where there is a roof."""


class TerritoryOutcome(Grown):
    """One territory's ranking, best first; unrankable lines last, by code."""

    SLICED: ClassVar = ("lines",)
    LATER: ClassVar = ("order", "quotas", "additional_contest", "left_tied")
    territory: str
    grants: int
    maximum: Exact | None
    """The highest total this panel could give; None where panels are unequal."""
    comparable: bool
    """False: unequal panels and no lawful way chosen yet; totals stand, places do not."""
    lines: tuple[Line, ...]
    order: tuple[str, ...] = ()
    """The steps that gave the winners, in their order: "thresholds", "quotas", "merit", then "fund-stop", "fund-skip"
    or "fund-part"; empty where nothing but thresholds and the number of grants limits."""
    quotas: tuple[QuotaFilled, ...] = ()
    additional_contest: bool = False
    """Winners are named, grants are left and nobody follows: by the contest's rules an additional contest is held."""
    left_tied: tuple[str, ...] = ()
    """Tied at the cut, and the votes on them decided nothing: winners can be named without them, or are. By code."""


class Question(Value):
    """Something people must settle before the result can be signed. The screen and the protocol word it."""

    kind: Literal[
        "not-opened",
        "no-quorum",
        "no-chair",
        "missing-sheet",
        "incomplete-sheet",
        "clash",
        "conflict-unsure",
        "unequal-panel",
        "tie-at-cut",
        "winners-not-named",
    ]
    territory: str | None = None
    member: str | None = None
    applications: tuple[str, ...] = ()
    criterion: str | None = None
    marks: tuple[Mark, ...] = ()
    """For a clash: the values side by side."""
    places: int | None = None
    """For a tie at the cut: how many of the tied can win."""


class Attendance(Value):
    """Attendance and quorum in numbers, as of the last attendance act."""

    members: int
    present: tuple[str, ...]
    remote: tuple[str, ...]
    absent: tuple[str, ...]
    needed: int
    """The fewest members that make the sitting valid."""
    valid: bool
    left: tuple[str, ...] = ()
    """Members who left the commission for the whole pool: not counted as taking part."""


class Hint(Value):
    """Something about the sheets that nobody has to settle and everybody should know."""

    kind: Literal["gap", "fork"]
    """gap: a revision whose revision before was not brought. fork: sheets of which none follows the other."""
    member: str
    revisions: tuple[int, ...]
    """gap: the revision that was brought. fork: those side by side, ascending."""


class Outcome(Value):
    """The computed table of a sitting."""

    SLICED: ClassVar = ("territories",)
    attendance: Attendance | None
    chair: str | None
    territories: tuple[TerritoryOutcome, ...]
    questions: tuple[Question, ...]
    clashes: tuple[Clash, ...] = ()
    """Every clash of the sheets, settled or not, by member, application and criterion."""
    hints: tuple[Hint, ...] = ()
    """Nothing here keeps the result from being signed."""

    def line(self, application: str) -> Line:
        """Return the line of `application`. Raises KeyError."""
        for territory in self.territories:
            for line in territory.lines:
                if line.application == application:
                    return line
        raise KeyError(application)
