"""A contest profile: one year's rules as data. Everything a contest decides by stands here, never in code."""

from datetime import date, datetime
from fractions import Fraction
from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from models.contest.criteria import CriteriaSet
from models.faults import Fault, refused
from models.values import Both, Exact, Grown, Value
from models.wording import later


class Territory(Value):
    """A territory with its own ranking and its quota of grants."""

    code: str
    name: Both
    grants: int
    other_figure: int | None = None
    """A second figure for the same quota that the source itself carries (plan row 3: 63 and 62)."""
    note: Both | None = None


class Lot(Value):
    """What one grantee runs: a row of the plan. A contest is held for exactly one lot."""

    code: str
    name: Both
    row: int | None = None
    """The row of the plan."""
    period: Both
    funds: int | None = None
    """KZT; None where the source is not legible."""
    note: Both | None = None
    zone: str | None = None
    """The zone of local time where it is not the profile's, e.g. "Asia/Aqtau"."""
    territories: tuple[Territory, ...] = Field(min_length=1)


class Parties(Value):
    """Who stands behind the contest."""

    customer: Both
    operator: Both
    organiser: Both


class Eligibility(Value):
    """Who may apply."""

    kind: Literal["person", "organisation"] = "person"
    age_from: int | None = None
    age_to: int | None = None
    """Both inclusive, on the day of application."""
    age_point: str = ""
    citizenship: str | None = "KZ"
    registration_in_territory: bool = True
    registration_point: str = ""
    statuses: tuple["Status", ...] = ()
    """At least one is needed and confirmed by documents; empty: none is needed."""
    status_may_be_of_target_group: bool = False
    """Plan task 2: the project may also be *for* the vulnerable groups."""
    projects_each: int | None = 1
    projects_point: str = ""
    winners_barred: tuple[str, ...] = ()
    """Contests (profile codes) whose winners may not apply again."""
    mending: "Mending | None" = None


class Status(Value):
    """A category of applicants (vulnerable, NEET) that documents confirm."""

    code: str
    name: Both


class Mending(Value):
    """How long an applicant has to mend defects found at the technical selection."""

    days: int
    unit: Literal["calendar", "working"]
    point: str = ""


class BarredPurpose(Value):
    """Something a grant may not pay for. A match is a flag with its reason, never a block."""

    code: str
    name: Both
    where: Literal["project", "budget", "both"]
    words: tuple[str, ...]
    """Beginnings of words (kk, ru) that raise the flag, lower case."""
    point: str


class Document(Value):
    """A document that an application needs."""

    code: str
    name: Both
    required: bool = True
    personal: bool = True
    """True: never shown to members (identity card, proof of status)."""
    words: tuple[str, ...]
    """Parts of file names that tell this kind, lower case."""


class ProjectRules(Value):
    """What a project may be."""

    months_at_most: int | None = None
    months_point: str = ""
    grant_at_most: int | None = None
    """KZT; None: the contest gives no money."""
    grant_point: str = ""
    directions: tuple[Both, ...] = ()
    """Numbered from 1, in the regulation's order."""
    barred: tuple[BarredPurpose, ...] = ()
    documents: tuple[Document, ...] = ()


class Quorum(Value):
    """When a sitting is valid."""

    share: Exact = Fraction(1, 2)
    strictly: bool = False
    """False: not fewer than the share of all members; True: more than it."""
    members_at_least: int = 1
    """How many members the commission itself needs."""
    point: str = ""


Tie = Literal[
    "parent-child",
    "siblings",
    "spouses",
    "relatives",
    "same-surname",
    "same-phone",
    "same-email",
    "same-address",
    "same-person",
    "same-iin",
    "same-organisation",
    "employer",
    "study",
    "contact-person",
    "partner",
    "supplier",
]
"""What the search for conflicts of interest calls a relation (`models.conflicts.ties`)."""


class ConflictKind(Grown):
    """A kind of conflict of interest a member can declare."""

    LATER: ClassVar = ("months", "found_as")
    code: str
    name: Both
    months: int | None = None
    """How long ago it may have ended and still count, in months ("within a year"); None: only while it lasts."""
    found_as: tuple[Tie, ...] = ()
    """What the search calls relations of this kind."""


class ConflictRule(Value):
    """What follows from a conflict of interest."""

    kinds: tuple[ConflictKind, ...]
    consequence: Literal["leave-pool", "sit-out-application"]
    """leave-pool: the member leaves the commission for the whole pool (2023, 2024)."""
    point: str = ""


class GroupQuota(Grown):
    """Places of a territory that are kept for a group of applications, by what a column of theirs says; or a roof.

    Raises ValueError (as pydantic's) where it neither keeps places nor has a roof, or keeps more than its roof.
    """

    LATER: ClassVar = ("at_most",)
    code: str
    name: Both
    column: str
    values: tuple[str, ...] = Field(min_length=1)
    """What the column says for an application of the group, in letters of any case."""
    places: int = Field(default=0, ge=0)
    """Kept for the group."""
    at_most: int | None = Field(default=None, ge=1)
    """The roof: no more of the group can win, whichever step they would win by. None: no roof."""
    territory: str | None = None
    """None: in every territory."""
    point: str = ""

    @model_validator(mode="after")
    def _limits_something(self) -> Self:
        if self.at_most is None and not self.places:
            raise refused(
                Fault(("places",), later("at least 1 place is expected, or a roof “{key}”"), {"key": "at_most"})
            )
        if self.at_most is not None and self.at_most < self.places:
            raise refused(
                Fault(("at_most",), later("expected: at least the {n} places kept; found: {at_most}"),
                      {"n": self.places, "at_most": self.at_most})
            )  # fmt: skip
        return self


class Appeal(Value):
    """How an applicant may object to a decision, where the regulation says so."""

    days: int = Field(ge=1)
    """Counted from the day after the notice."""
    unit: Literal["calendar", "working"]
    to: Both
    """To whom."""
    point: str = ""


WinnersStep = Literal["thresholds", "quotas", "merit"]


class WinnersRule(Grown):
    """From the ranking to winners: in every territory the steps of `order`, one after the other, within the fund.

    Raises ValueError (as pydantic's) for an order without merit, with a step twice, or without the quotas there are.
    """

    LATER: ClassVar = ("order", "groups", "recommended", "savings", "appeal")
    order: tuple[WinnersStep, ...] = ("thresholds", "quotas", "merit")
    """"quotas" before "merit": the places of a group go to its best first, so that winners on merit count towards its
    quota. "merit" before "quotas": they do not; the group's places are filled beyond them. "quotas" before
    "thresholds": a group's places may go to applications under a threshold. Places no group fills go by merit."""
    groups: tuple[GroupQuota, ...] = ()
    """Filled in this order. An application takes a place of the first group that fits it, and stands under the roof of
    every group that does."""
    recommended: str | None = None
    """The column of the application with the sum recommended for it, in whole KZT; the proposal goes no higher."""
    fund: int | None = None
    """KZT for all grants of the lot; None: only the number of grants limits."""
    over_fund: Literal["stop", "skip", "part"] = "stop"
    majority_point: str = ""
    next_in_line_point: str = ""
    savings: Literal["kept", "further-winners", "with-consent"] = "kept"
    """"further-winners": what is left of the fund goes to those next in line, beyond the number of grants too; not the
    money of grants that nobody has in other territories (`models.sitting.winning.following`). "with-consent": the
    same, but only where the operator consents, which the decision's reason tells, and nobody is proposed. Without a
    fund the caps of all grants together are what can be saved of."""
    too_few: Literal["additional-contest", "fewer"] = "fewer"
    contract_days: tuple[int, int] | None = None
    """Calendar days after the protocol, both inclusive."""
    contract_point: str = ""
    appeal: Appeal | None = None
    """None: the regulation names no way to object, so the notices name none."""

    @model_validator(mode="after")
    def _order_is_whole(self) -> Self:
        if len(set(self.order)) < len(self.order) or "merit" not in self.order:
            raise refused(Fault(("order",), later("“{step}” stands in it, and no step twice"), {"step": "merit"}))
        if self.groups and "quotas" not in self.order:
            raise refused(
                Fault(("order",), later("there are groups with quotas, so “{step}” stands in it"), {"step": "quotas"})
            )
        return self


class CalendarRule(Value):
    """One date or span of the plan, counted in days after another event; day 0 is that event's day."""

    code: str
    name: Both
    after: str = "contract"
    """"contract", or the code of an earlier rule (counted from its first date)."""
    first_day: int
    last_day: int
    unit: Literal["calendar", "working"] = "calendar"
    not_before: tuple[str, ...] = ()
    """Codes of earlier rules that must have ended first; `compute_calendar` warns where the days cannot hold."""
    point: str


class Intake(Value):
    """When applications are taken in."""

    days_at_most: int | None = None
    opens: date | None = None
    closes: datetime | None = None
    """The last moment, inclusive to the minute, local time of the organiser."""
    zone: str = "Asia/Almaty"
    """The zone of the organiser's local time, by its name in the public tables of zones; a lot may have its own."""
    point: str = ""


class AdditionalPoints(Value):
    """Points beside the criteria: off unless the approved criteria define them; shown and justified on their own."""

    name: Both
    at_most: int
    point: str


class Profile(Value):
    """A complete set of rules for one kind and year of contest."""

    format: Literal[1] = 1
    code: str
    title: Both
    basis: tuple[Both, ...]
    """The legal basis as the protocol prints it."""
    notes: tuple[Both, ...] = ()
    """What whoever opens this profile must know: gaps of the source and where the values come from instead."""
    parties: Parties
    lots: tuple[Lot, ...] = Field(min_length=1)
    eligibility: Eligibility
    intake: Intake = Intake()
    project: ProjectRules
    criteria: CriteriaSet
    additional_points: AdditionalPoints | None = None
    quorum: Quorum
    conflicts: ConflictRule
    winners: WinnersRule = WinnersRule()
    calendar: tuple[CalendarRule, ...] = ()
    blind: bool = False
    """True: members never see the applicant's name, not even to declare conflicts."""

    @property
    def gives_money(self) -> bool:
        """Whether winners get grants; without a largest one they get a place among the winners and no money."""
        return self.project.grant_at_most is not None

    def lot(self, code: str) -> Lot:
        """Return the lot with `code`. Raises KeyError."""
        for lot in self.lots:
            if lot.code == code:
                return lot
        raise KeyError(code)


Eligibility.model_rebuild()
