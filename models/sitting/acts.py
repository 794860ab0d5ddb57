"""Acts of a sitting: everything people decided there, in order, each with who, when, the votes and the reason.

A sitting is the list of its acts. Nothing is edited or removed: what is wrong is revised by a further act.
"""

from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from models.contest.counting import Unequal
from models.scoring.marks import Mark
from models.values import Grown, Moment, Value


class Presence(StrEnum):
    """How a member takes part. Remote members count for the quorum and vote."""

    PRESENT = "present"
    REMOTE = "remote"
    ABSENT = "absent"


class Choice(StrEnum):
    """A vote."""

    FOR = "for"
    AGAINST = "against"
    ABSTAINED = "abstained"


class Vote(Value):
    """One member's named vote on a motion."""

    member: str
    choice: Choice


class Ballot(Value):
    """One member's named vote among tied applications: the codes voted for, at most as many as places are left.

    No codes: the member abstained, and does not count among those who voted.
    """

    member: str
    applications: tuple[str, ...]


class _Act(Value):
    at: Moment
    by: str
    """Person id of whoever recorded the act."""


class Opened(_Act, Grown):
    """The sitting is opened: its number, date, place and form."""

    LATER: ClassVar = ("selfcheck",)
    kind: Literal["opened"] = "opened"
    number: str
    on: date
    place: str
    form: Literal["in-person", "video", "mixed"]
    selfcheck: tuple[int, int] | None = None
    """How many built-in cases this computer counted correctly before, and of how many (`models.sitting.selfcheck`)."""


class AttendanceTaken(_Act):
    """Who is there from now on. A later act replaces an earlier one."""

    kind: Literal["attendance"] = "attendance"
    presence: tuple[tuple[str, Presence], ...]


class ChairElected(_Act):
    """The commission elected its chair."""

    kind: Literal["chair-elected"] = "chair-elected"
    chair: str
    votes: tuple[Vote, ...]


class ConflictDecided(_Act):
    """A conflict of interest was decided: by declaration, or by the commission on an open or contested one."""

    kind: Literal["conflict-decided"] = "conflict-decided"
    member: str
    application: str
    conflict: bool
    conflict_kind: str | None = None
    reason: str
    votes: tuple[Vote, ...] = ()


class ClashSettled(_Act):
    """Two handed-in values of one cell: a person chose one after seeing both."""

    kind: Literal["clash-settled"] = "clash-settled"
    member: str
    application: str
    criterion: str
    mark: Mark
    reason: str


class WayChosen(_Act):
    """The chair recorded the lawful way to rank unequal panels."""

    kind: Literal["way-chosen"] = "way-chosen"
    territory: str | None = None
    """None: for every territory."""
    way: Unequal
    leaving: tuple[str, ...] = ()
    """Members whose marks are taken out for the whole pool."""
    reason: str
    votes: tuple[Vote, ...] = ()


class MarkReopened(_Act):
    """A mark changed at the sitting by its member's own statement. Keeps the old value."""

    kind: Literal["mark-reopened"] = "mark-reopened"
    member: str
    application: str
    criterion: str
    old: Mark
    new: Mark
    reason: str


class AdditionalPointsGiven(_Act):
    """Additional points with their ground; only where the approved criteria define them."""

    kind: Literal["additional-points"] = "additional-points"
    application: str
    points: int
    ground: str


class TieVoted(_Act):
    """Named votes among applications tied at the cut; when votes are equal too, the chair's choice."""

    kind: Literal["tie-voted"] = "tie-voted"
    territory: str
    tied: tuple[str, ...]
    places: int
    """How many of the tied can still win."""
    ballots: tuple[Ballot, ...]
    chair_choice: tuple[str, ...] = ()
    reason: str = ""
    """A remark for the protocol: votes need no ground."""


class LotPart(Value):
    """One person's number of a lot's seed, said or thrown in the room."""

    person: str
    number: str


class LotDrawn(_Act, Grown):
    """A lot among applications tied at the cut; only where the criteria say so (`models.sitting.winning.lots`)."""

    LATER: ClassVar = ("laid",)
    kind: Literal["lot-drawn"] = "lot-drawn"
    territory: str
    tied: tuple[str, ...]
    places: int
    """How many of the tied can still win."""
    draw: int
    """The number of this lot in the sitting, from 1."""
    parts: tuple[LotPart, ...]
    """In the order in which the numbers were said; joined by commas they are the seed."""
    order: tuple[str, ...]
    """All tied, the first drawn first; as many as there are places win."""
    reason: str = ""
    """A remark for the protocol: a lot needs no ground."""
    laid: bool = False
    """Every number lay written face down before the first was read, or was said by who takes part remotely; everybody
    who had to has one, in a fixed order.

    Nobody could then choose a number, whose numbers count, or their order, by what it would give. False: not recorded.
    """


class PutOut(_Act):
    """An application leaves the ranking at the sitting."""

    kind: Literal["put-out"] = "put-out"
    application: str
    remark: Literal["withdrawn", "disqualified", "ineligible", "duplicate", "lost-vote"]
    reason: str
    votes: tuple[Vote, ...] = ()


class OpinionGiven(_Act):
    """A member's special opinion, for the protocol as it stands."""

    kind: Literal["opinion"] = "opinion"
    member: str
    text: str


class AidOpened(_Act):
    """Chair or secretary looked at what the result hangs on ("Would it change?"), before the winners were named.

    What was seen is not recorded; that it was seen is, so that a mark or a sheet which came later can be told.
    """

    kind: Literal["aid-opened"] = "aid-opened"
    sheets: tuple[str, ...] = ()
    """SHA-256 of every sheet that was in by then, ascending (`models.sitting.held.room.Room` fills them in)."""


class NoPartStated(_Act):
    """A member's second statement, at the end: took no part in what a conflict of interest kept the member from."""

    kind: Literal["no-part"] = "no-part"
    member: str
    applications: tuple[str, ...]
    """Every application that the member was recused from, by code."""


class Award(Value):
    """A winner with the sum awarded, in KZT; None where the contest gives no money."""

    application: str
    awarded: int | None = None


class WinnersNamed(_Act, Grown):
    """The act of the chair: the commission voted, and these are the winners of one territory."""

    LATER: ClassVar = ("proof",)
    kind: Literal["winners-named"] = "winners-named"
    territory: str
    awards: tuple[Award, ...]
    votes: tuple[Vote, ...]
    reason: str = ""
    """Needed where the winners differ from the ranking's proposal."""
    proof: Literal["every-set", "integer-programme"] | None = None
    """How it was shown before the naming that no other proposal allowed is better (`models.sitting.winning.proof`)."""


class WinnerLeft(_Act):
    """A winner, or one next in line, is out after the winners were named: at a further sitting.

    The ranking stays as it was decided; the application keeps its place in it and has no grant.
    """

    kind: Literal["winner-left"] = "winner-left"
    application: str
    how: Literal["withdrew", "contract-failed", "disqualified"]
    basis: str
    """What it stands on, in words."""
    document: str = ""
    """The number of the document, where there is one."""
    on: date
    """The day of the document, or on which it happened; not after the sitting's."""
    votes: tuple[Vote, ...] = ()
    """Needed to disqualify."""


class NextNamed(_Act):
    """The next in line become winners by the commission's vote: in place of winners who left, or from savings."""

    kind: Literal["next-named"] = "next-named"
    territory: str
    awards: tuple[Award, ...]
    instead_of: tuple[str, ...] = ()
    """Winners who left and whose grants these are, by code; fewer than `awards` where savings make further winners."""
    votes: tuple[Vote, ...]
    reason: str = ""
    """Needed where the order of those next in line is not kept, or where it leaves a choice."""


class ItemOpened(_Act):
    """An item of the agenda is opened: from now on votes are about it, and its recused members are out of the room.

    A sitting that votes on the whole list at once has no items; everything else works without them.
    """

    kind: Literal["item-opened"] = "item-opened"
    item: str = ""
    """What it is called; may be empty where the applications say it."""
    applications: tuple[str, ...] = ()
    """The applications it is about, by code; empty for an item about none, e.g. the election of the chair."""


class ItemClosed(_Act):
    """The item that is open ends. One whose quorum is lost has stopped by itself, without this act."""

    kind: Literal["item-closed"] = "item-closed"
    ending: Literal["done", "stopped"] = "done"
    reason: str = ""
    """Needed where it is stopped."""


class MemberLeft(_Act):
    """A member leaves the room, or the call, until the return is recorded; attendance taken anew brings nobody back."""

    kind: Literal["member-left"] = "member-left"
    member: str
    why: Literal["conflict", "other"]
    reason: str = ""


class MemberReturned(_Act):
    """A member who left is back in the room."""

    kind: Literal["member-returned"] = "member-returned"
    member: str


class Closed(_Act):
    """The sitting is closed; the result can be signed. Only the opening of a further sitting may follow."""

    kind: Literal["closed"] = "closed"


Motion = Annotated[
    ChairElected | ConflictDecided | WayChosen | TieVoted | PutOut | WinnersNamed | WinnerLeft | NextNamed,
    Field(discriminator="kind"),
]


class NotCarried(_Act):
    """A vote that decided nothing: too few were for the motion, or the votes on a tie were equal and nobody's decides.

    It changes nothing in the ranking; after one on a tie the winners may be named without the tied.
    """

    kind: Literal["not-carried"] = "not-carried"
    motion: Motion
    """What the act would have been, with its votes."""


Act = Annotated[
    Opened
    | AttendanceTaken
    | ChairElected
    | ConflictDecided
    | ClashSettled
    | WayChosen
    | MarkReopened
    | AdditionalPointsGiven
    | TieVoted
    | LotDrawn
    | PutOut
    | OpinionGiven
    | AidOpened
    | NoPartStated
    | WinnersNamed
    | WinnerLeft
    | NextNamed
    | ItemOpened
    | ItemClosed
    | MemberLeft
    | MemberReturned
    | NotCarried
    | Closed,
    Field(discriminator="kind"),
]


def not_carried(motion: Act) -> NotCarried:
    """Return the act that keeps `motion` as a vote that decided nothing."""
    return NotCarried.model_validate({"at": motion.at, "by": motion.by, "motion": motion})


def motion_of(act: Act) -> Act:
    """Return what was put to the vote: the motion of a vote that decided nothing, else `act` itself."""
    return act.motion if isinstance(act, NotCarried) else act
