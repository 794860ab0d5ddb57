"""An application as the real forms have it: questionnaire, project form, plan table, budget table, attachments."""

from datetime import date
from enum import StrEnum

from models.values import Both, Moment, Value


class Applicant(Value):
    """The questionnaire. Text fields are kept as written; empty text means not answered."""

    surname: str
    given_name: str
    patronymic: str = ""
    sex: str = ""
    iin: str = ""
    birth_date: date | None = None
    citizenship: str = ""
    mobile: str = ""
    work_phone: str = ""
    email: str = ""
    contact_person: str = ""
    family_status: str = ""
    working: str = ""
    studying: str = ""
    in_training: str = ""
    maternity_leave: str = ""
    settlement_kind: str = ""
    registration_address: str = ""
    registration_kind: str = ""
    """Permanent or temporary, as written."""
    actual_address: str = ""
    education: str = ""
    out_of_work: str = ""
    state_programmes: str = ""
    social_pages: str = ""
    status: str = ""
    """The vulnerable category, as written."""
    disability_group: str = ""
    organisation: str = ""
    """For contests of organisations: its name; the person is its head."""

    @property
    def full_name(self) -> str:
        """Surname, given name, patronymic, as written, or the organisation where that is who applies."""
        return self.organisation or " ".join(part for part in (self.surname, self.given_name, self.patronymic) if part)


class PlanRow(Value):
    """A row of the plan table."""

    number: int
    action: str
    dates: str = ""
    target_group: str = ""


class BudgetRow(Value):
    """A row of the budget table; money in whole KZT, quantity as written."""

    number: int
    item: str
    quantity: str = ""
    price: int | None = None
    amount: int | None = None


class Project(Value):
    """The project form."""

    title: str
    direction: int | None = None
    """1-based number in the profile's directions."""
    aim: str = ""
    problem: str = ""
    territory: str = ""
    """Where it is carried out, as written."""
    target_group: str = ""
    people_covered: str = ""
    summary: str = ""
    partners: str = ""
    results: str = ""
    sustainability: str = ""
    informing: str = ""
    months: int | None = None
    total_cost: int | None = None
    """KZT."""
    grant_asked: int | None = None
    """KZT."""
    plan: tuple[PlanRow, ...] = ()
    budget: tuple[BudgetRow, ...] = ()


class Attachment(Value):
    """A file of the application; `kind` is a document code of the profile or "other"."""

    name: str
    kind: str = "other"
    size: int
    sha256: str
    personal: bool = True
    """True: never leaves the central file for a packet."""
    media_type: str = ""
    """By content, e.g. "image/jpeg"; empty where it is none of the known kinds."""


class Application(Value):
    """One application. Joined to everything else by `code`, never by name."""

    code: str
    territory: str
    """A territory code of the contest's lot; "" where intake could not tell."""
    submitted: Moment | None = None
    language: str = "kk"
    applicant: Applicant
    project: Project
    columns: tuple[tuple[str, str], ...] = ()
    """Further data that the counting rule or a tie step may name (factor, category …)."""
    attachments: tuple[Attachment, ...] = ()


class Screened(StrEnum):
    """Where an application stands in the technical selection."""

    RECEIVED = "received"
    MENDING = "mending"
    ADMITTED = "admitted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Flag(Value):
    """A rule that an application seems to break: a reason to look, never a block."""

    rule: str
    """Stable code of the rule, e.g. "age", "grant-cap", "barred:vehicles"."""
    reason: Both
    """Why, with the figures, in both languages of the papers."""
    point: str
    """The regulation's point, for the protocol and one click from the rule."""
    personal: bool = False
    """True: the reason tells of the person (age, status, address); staff see it, members never do."""
