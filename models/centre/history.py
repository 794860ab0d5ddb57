"""The history: every change with who, when, what and why. It only grows; the store itself refuses anything else.

Only the words of why go when the personal data of their contest are destroyed.
"""

import json
from collections.abc import Iterable

from sqlalchemy import update
from sqlmodel import Session, col, select

from models.centre.tables import HistoryRow
from models.values import Moment, Value, canonical_json


class Change(Value):
    """One entry of the history. `fields` names what changed, never its content: personal data can be destroyed."""

    number: int
    contest: str | None
    subject: str
    """The kind of thing: "contest", "criteria", "roster", "application", "packet", "result", "contract" …"""
    key: str
    what: str
    fields: tuple[str, ...]
    why: str
    by: str
    at: Moment


def record(
    session: Session,
    *,
    contest: str | None,
    subject: str,
    key: str,
    what: str,
    by: str,
    at: Moment,
    why: str = "",
    fields: Iterable[str] = (),
) -> None:
    """Add one entry, in the caller's transaction."""
    names = canonical_json(sorted(fields)).decode()
    session.add(HistoryRow(contest=contest, subject=subject, key=key, what=what, fields=names, why=why, by=by, at=at))


def forget_why(session: Session, contest: str) -> None:
    """Empty the words of why in every entry of `contest`: people write there whatever they have to say of a person.

    The store itself refuses this before the destruction of the contest's personal data is recorded.
    """
    session.execute(update(HistoryRow).where(col(HistoryRow.contest) == contest).values(why=""))


def history(
    session: Session, contest_id: str | None = None, *, subject: str | None = None, key: str | None = None
) -> tuple[Change, ...]:
    """Return the entries of one contest (None: of every one and of the file itself), oldest first."""
    query = select(HistoryRow).order_by(col(HistoryRow.number))
    for column, wanted in (
        (HistoryRow.contest, contest_id),
        (HistoryRow.subject, subject),
        (HistoryRow.key, key),
    ):
        if wanted is not None:
            query = query.where(col(column) == wanted)
    return tuple(
        Change(
            number=row.number or 0,
            contest=row.contest,
            subject=row.subject,
            key=row.key,
            what=row.what,
            fields=tuple(json.loads(row.fields)),
            why=row.why,
            by=row.by,
            at=row.at,
        )
        for row in session.exec(query)
    )
