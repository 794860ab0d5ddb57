"""The tables of the central file, the same in SQLCipher and PostgreSQL.

Whole values (`models.values.Value`) stand as their canonical JSON in `value`; the columns beside it are what is joined,
searched or constrained. No relationships: every function names what it joins. Keys are UUIDs, codes and hashes.
"""

from datetime import date, datetime

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    MetaData,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from models.centre.columns import UtcMoment

_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class CentreTable(SQLModel, registry=registry(metadata=MetaData(naming_convention=_NAMES))):
    """A table of the central file: a registry of its own, so that no other store's tables stray into it."""


class AccessRow(CentreTable, table=True):
    """A public key whose holder may open this central file; `name` is that on the holder's card, "" without one."""

    __tablename__ = "access"

    public_line: str = Field(primary_key=True)
    admitted_at: datetime = Field(sa_type=UtcMoment)
    name: str = ""


class ContestRow(CentreTable, table=True):
    """A contest; `value` is the whole `Contest`, with the criteria approved last."""

    __tablename__ = "contests"

    id: str = Field(primary_key=True)
    profile: str
    lot: str
    title_kk: str
    title_ru: str
    value: str = Field(sa_type=Text)
    created_at: datetime = Field(sa_type=UtcMoment)


class CriteriaRow(CentreTable, table=True):
    """One approved version of a contest's criteria; never changed."""

    __tablename__ = "criteria_versions"
    __table_args__ = (UniqueConstraint("contest", "sha256"),)

    contest: str = Field(primary_key=True, foreign_key="contests.id")
    version: int = Field(primary_key=True)
    sha256: str
    value: str = Field(sa_type=Text)
    recorded_at: datetime = Field(sa_type=UtcMoment)
    recorded_by: str


class RosterRow(CentreTable, table=True):
    """One version of a contest's roster; `previous` is the digest of the version before."""

    __tablename__ = "roster_versions"
    __table_args__ = (UniqueConstraint("contest", "sha256"),)

    contest: str = Field(primary_key=True, foreign_key="contests.id")
    version: int = Field(primary_key=True)
    sha256: str
    previous: str | None = None
    value: str = Field(sa_type=Text)
    recorded_at: datetime = Field(sa_type=UtcMoment)
    recorded_by: str


class MappingRow(CentreTable, table=True):
    """A heading that staff once mapped by hand to a field of the questionnaire."""

    __tablename__ = "column_mappings"

    heading: str = Field(primary_key=True)
    """Folded: `models.intake.folding.fold_heading`."""
    field: str
    recorded_at: datetime = Field(sa_type=UtcMoment)
    recorded_by: str


class ApplicationRow(CentreTable, table=True):
    """An application as it stands now; `value` is the whole `Application`."""

    __tablename__ = "applications"
    __table_args__ = (
        CheckConstraint("state IN ('received', 'mending', 'admitted', 'refused', 'withdrawn')", name="state"),
        Index(None, "iin"),
        # a list is read from the first alone, a search from the second; PostgreSQL keeps long values out of its rows
        # anyway, and texts of any length out of its indexes
        Index(
            "ix_applications_listed", "contest", "code", "territory", "state", "name", "title", "asked", "iin"
        ).ddl_if(dialect="sqlite"),
        Index("ix_applications_searched", "contest", "code", "search").ddl_if(dialect="sqlite"),
    )

    contest: str = Field(primary_key=True, foreign_key="contests.id")
    code: str = Field(primary_key=True)
    territory: str
    iin: str
    name: str
    title: str
    search: str = Field(sa_type=Text)
    """Code, name, IIN, title and contacts, folded."""
    asked: int | None = Field(default=None, sa_type=BigInteger)
    submitted: datetime | None = Field(default=None, sa_type=UtcMoment)
    state: str
    version: int
    """Counts the stored contents of this application, from 1."""
    sha256: str
    value: str = Field(sa_type=Text)
    stored_at: datetime = Field(sa_type=UtcMoment)
    stored_by: str


class ApplicationVersionRow(CentreTable, table=True):
    """What an application held before it was changed."""

    __tablename__ = "application_versions"
    __table_args__ = (
        ForeignKeyConstraint(
            ["contest", "application"],
            ["applications.contest", "applications.code"],
        ),
    )

    contest: str = Field(primary_key=True)
    application: str = Field(primary_key=True)
    version: int = Field(primary_key=True)
    sha256: str
    value: str = Field(sa_type=Text)
    stored_at: datetime = Field(sa_type=UtcMoment)
    stored_by: str


class BlobRow(CentreTable, table=True):
    """The bytes of an attachment, once each, by their SHA-256."""

    __tablename__ = "blobs"

    sha256: str = Field(primary_key=True)
    size: int
    media_type: str
    data: bytes = Field(sa_type=LargeBinary)


class AttachmentRow(CentreTable, table=True):
    """Which bytes belong to which application, in the application's order."""

    __tablename__ = "attachments"
    __table_args__ = (
        ForeignKeyConstraint(["contest", "application"], ["applications.contest", "applications.code"]),
        Index(None, "sha256"),
    )

    contest: str = Field(primary_key=True)
    application: str = Field(primary_key=True)
    position: int = Field(primary_key=True)
    sha256: str = Field(foreign_key="blobs.sha256")
    name: str
    kind: str
    personal: bool


class ScreeningRow(CentreTable, table=True):
    """A decision of the technical selection; a later one stands, none is removed."""

    __tablename__ = "screening_decisions"
    __table_args__ = (ForeignKeyConstraint(["contest", "application"], ["applications.contest", "applications.code"]),)

    contest: str = Field(primary_key=True)
    application: str = Field(primary_key=True)
    number: int = Field(primary_key=True)
    """Counts the decisions about this application, from 1."""
    decision: str
    reasons: str = Field(sa_type=Text)
    """JSON list of texts in both languages."""
    deadline: date | None = None
    """The last day of mending, inclusive."""
    by: str
    at: datetime = Field(sa_type=UtcMoment)


class PacketRow(CentreTable, table=True):
    """A packet revision that was built; `value` is its `PacketManifest`."""

    __tablename__ = "packets"
    __table_args__ = (UniqueConstraint("contest", "revision"),)

    id: str = Field(primary_key=True)
    """The packet id: SHA-256 of its signed bytes."""
    contest: str = Field(foreign_key="contests.id")
    revision: int
    criteria: str
    roster_version: int
    value: str = Field(sa_type=Text)
    built_at: datetime = Field(sa_type=UtcMoment)
    built_by: str


class ResultRow(CentreTable, table=True):
    """A result that was synced; `value` is its `Result`."""

    __tablename__ = "results"

    sha256: str = Field(primary_key=True)
    contest: str = Field(foreign_key="contests.id")
    packet: str = Field(foreign_key="packets.id")
    number: str
    """The protocol's number, as the sitting recorded it."""
    held_on: date | None = None
    value: str = Field(sa_type=Text)
    synced_at: datetime = Field(sa_type=UtcMoment)
    synced_by: str


class OutcomeRow(CentreTable, table=True):
    """What came of an application at the sitting."""

    __tablename__ = "outcomes"
    __table_args__ = (ForeignKeyConstraint(["contest", "application"], ["applications.contest", "applications.code"]),)

    contest: str = Field(primary_key=True)
    application: str = Field(primary_key=True)
    result: str = Field(foreign_key="results.sha256")
    protocol_number: str = Field(default="", sa_column_kwargs={"server_default": ""})
    """The protocol by which it stands so: of a winner the one that named it, of who left the one that recorded it."""
    protocol_on: date | None = None
    territory: str
    number_of_marks: int
    total: str | None = None
    """The exact total as text ("112", "67/3"); None where not rankable."""
    shown: str
    place_from: int | None = None
    place_to: int | None = None
    standing: str
    remark: str | None = None
    reserve: int | None = None
    asked: int | None = Field(default=None, sa_type=BigInteger)
    awarded: int | None = Field(default=None, sa_type=BigInteger)


class PanelRow(CentreTable, table=True):
    """One member's marks for one application, as the sitting counted them; `MarkRow` holds the cells."""

    __tablename__ = "panels"
    __table_args__ = (
        ForeignKeyConstraint(["contest", "application"], ["outcomes.contest", "outcomes.application"]),
        UniqueConstraint("contest", "application", "member"),
        CheckConstraint("counted IN (0, 1)", name="counted"),
    )

    id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    contest: str
    application: str
    member: str
    counted: int
    """1, or 0: recused, absent, missing, or left the pool."""
    numbers: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    """How many of its marks are numbers; written with them, `models.centre.results.sums` checks it."""
    points: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    """The sum of those numbers."""


class MarkRow(CentreTable, table=True):
    """One cell: a number, or why there is none. By far the most rows: each is short, in its key's order."""

    __tablename__ = "marks"
    __table_args__ = (
        CheckConstraint("(state = 'number') = (points IS NOT NULL)", name="points"),
        {"sqlite_with_rowid": False},
    )

    panel: int = Field(primary_key=True, foreign_key="panels.id", sa_column_kwargs={"autoincrement": False})
    criterion: str = Field(primary_key=True)
    state: str
    """A value of `MarkState`."""
    points: int | None = None


class ContractRow(CentreTable, table=True):
    """A contract with a winner and what became of its money."""

    __tablename__ = "contracts"
    __table_args__ = (
        ForeignKeyConstraint(["contest", "application"], ["applications.contest", "applications.code"]),
        CheckConstraint("state IN ('signed', 'completed', 'failed')", name="state"),
    )

    contest: str = Field(primary_key=True)
    application: str = Field(primary_key=True)
    number: str
    signed_on: date | None = None
    amount: int | None = Field(default=None, sa_type=BigInteger)
    state: str
    actual_cost: int | None = Field(default=None, sa_type=BigInteger)
    documents: str
    note: str
    recorded_at: datetime = Field(sa_type=UtcMoment)
    recorded_by: str


class InvolvedRow(CentreTable, table=True):
    """What is known of somebody who touches a contest; `value` is the whole `Involved`. Never leaves this file."""

    __tablename__ = "involved"

    contest: str = Field(primary_key=True, foreign_key="contests.id")
    person: str = Field(primary_key=True)
    value: str = Field(sa_type=Text)
    recorded_at: datetime = Field(sa_type=UtcMoment)
    recorded_by: str


class PinnedRow(CentreTable, table=True):
    """A decision about a conflict of interest, `value` a `PinnedConflict`; a later one stands, none is removed."""

    __tablename__ = "pinned_conflicts"
    __table_args__ = (ForeignKeyConstraint(["contest", "application"], ["applications.contest", "applications.code"]),)

    contest: str = Field(primary_key=True)
    person: str = Field(primary_key=True)
    application: str = Field(primary_key=True)
    number: int = Field(primary_key=True)
    """Counts the decisions about this pair, from 1."""
    value: str = Field(sa_type=Text)
    about: str = Field(sa_type=Text)
    """Who the two were when it was decided: a `Subjects` as JSON. Never leaves this file."""


class DuplicateRow(CentreTable, table=True):
    """A decision about a duplicate, `value` a `CaseDecision`; a later one stands, none is removed."""

    __tablename__ = "duplicate_decisions"

    contest: str = Field(primary_key=True, foreign_key="contests.id")
    kind: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    number: int = Field(primary_key=True)
    """Counts the decisions about this case, from 1."""
    value: str = Field(sa_type=Text)


class DestructionRow(CentreTable, table=True):
    """The record that the personal data of a contest were destroyed."""

    __tablename__ = "destructions"

    id: str = Field(primary_key=True)
    contest: str = Field(foreign_key="contests.id")
    applications: int
    attachments: int
    what: str = Field(sa_type=Text)
    ground: str
    by: str
    at: datetime = Field(sa_type=UtcMoment)


class HistoryRow(CentreTable, table=True):
    """One change: who, when, what, why. The store itself refuses to alter or remove a row.

    Only `why`, which people write, is emptied when the personal data of its contest are destroyed.
    """

    __tablename__ = "history"
    __table_args__ = (Index(None, "contest", "subject", "key"),)

    number: int | None = Field(default=None, primary_key=True)
    contest: str | None = None
    subject: str
    """What kind of thing changed: "application", "roster", "criteria" …"""
    key: str
    """Which one: a code, a version, an id."""
    what: str
    """What was done: "added", "changed", "admitted" …"""
    fields: str = Field(sa_type=Text)
    """JSON list of the names of the fields that changed, never their content."""
    why: str = Field(sa_type=Text)
    by: str
    at: datetime = Field(sa_type=UtcMoment)
