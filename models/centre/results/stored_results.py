"""Which results of a contest the central file holds, as a list shows them."""

from datetime import date

from sqlmodel import Session, col, select

from models.centre.tables import PacketRow, ResultRow
from models.values import Moment, Value


class StoredResult(Value):
    """A result that is stored, as a list shows it."""

    sha256: str
    number: str
    """Of the protocol."""
    held_on: date | None
    revision: int
    """Of the packet that it was made from."""
    synced_at: Moment
    synced_by: str


def stored_results(session: Session, contest_id: str) -> tuple[StoredResult, ...]:
    """Return which results of a contest are stored, in the order synced."""
    query = (
        select(ResultRow, PacketRow.revision)
        .join(PacketRow, col(PacketRow.id) == col(ResultRow.packet))
        .where(ResultRow.contest == contest_id)
        .order_by(col(ResultRow.synced_at))
    )
    return tuple(
        StoredResult(
            sha256=row.sha256,
            number=row.number,
            held_on=row.held_on,
            revision=revision,
            synced_at=row.synced_at,
            synced_by=row.synced_by,
        )
        for row, revision in session.exec(query)
    )
