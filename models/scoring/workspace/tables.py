"""The workspace's tables. They do not validate: values are checked before they come here and when they are read."""

from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

VERSION = 1
"""Of the tables; a workspace with a higher number is refused before anything is altered."""


class WorkspaceTable(SQLModel, registry=registry()):
    """Keeps these tables apart from the central file's."""


class SettingRow(WorkspaceTable, table=True):
    """A pinned setting."""

    __tablename__ = "setting"
    name: str = Field(primary_key=True)
    value: str


class PacketRow(WorkspaceTable, table=True):
    """A packet whose copy lies in the folder."""

    __tablename__ = "packet"
    id: str = Field(primary_key=True)
    contest: str = Field(index=True)
    revision: int
    title: str
    """`Both` as canonical JSON."""
    remembered_at: str
    """UTC, ISO 8601."""


class DeclarationRow(WorkspaceTable, table=True):
    """One declaration as it stands."""

    __tablename__ = "declaration"
    packet: str = Field(primary_key=True)
    member: str = Field(primary_key=True)
    application: str = Field(primary_key=True)
    answer: str
    kind: str | None = None
    note: str = ""


class MarkRow(WorkspaceTable, table=True):
    """One cell of a draft."""

    __tablename__ = "mark"
    packet: str = Field(primary_key=True)
    member: str = Field(primary_key=True)
    application: str = Field(primary_key=True)
    criterion: str = Field(primary_key=True)
    state: str = "not-given"
    points: int | None = None
    reason: str = ""


class CommentRow(WorkspaceTable, table=True):
    """A comment on one application."""

    __tablename__ = "comment"
    packet: str = Field(primary_key=True)
    member: str = Field(primary_key=True)
    application: str = Field(primary_key=True)
    text: str


class HandedRow(WorkspaceTable, table=True):
    """A sheet handed in from here, verbatim. Never changed, never removed."""

    __tablename__ = "handed"
    packet: str = Field(primary_key=True)
    member: str = Field(primary_key=True)
    revision: int = Field(primary_key=True)
    signed: bytes
    signature: bytes
    sealed: bytes
    """The `.sheet` file's content, to be written to another stick as it was."""


class CorrectionRow(WorkspaceTable, table=True):
    """A correction that is open: the sheet may be changed until it is handed in again."""

    __tablename__ = "correction"
    packet: str = Field(primary_key=True)
    member: str = Field(primary_key=True)
    reason: str


class TakenRow(WorkspaceTable, table=True):
    """A sheet the sitting took in, verbatim."""

    __tablename__ = "taken"
    packet: str = Field(primary_key=True)
    sha256: str = Field(primary_key=True)
    signed: bytes
    signature: bytes
    taken_at: str


class ActRow(WorkspaceTable, table=True):
    """One act of a sitting."""

    __tablename__ = "act"
    packet: str = Field(primary_key=True)
    number: int = Field(primary_key=True)
    content: str
    """The act as canonical JSON."""
    chained: str
    """SHA-256 over the hash before and the content."""
