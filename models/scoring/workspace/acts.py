"""The log of a sitting's acts: appended to, never edited; every entry is chained to the one before."""

import hashlib

from pydantic import TypeAdapter, ValidationError
from sqlmodel import Session, col, func, select

from models.errors import StoreError
from models.scoring.workspace.tables import ActRow
from models.sitting.acts import Act
from models.wording import tr

_ACT: TypeAdapter[Act] = TypeAdapter(Act)


def append_act(session: Session, packet: str, act: Act) -> int:
    """Append `act` to the sitting's log and return its number, from 1."""
    last = session.exec(select(func.max(col(ActRow.number))).where(ActRow.packet == packet)).one()
    before = "" if last is None else session.get_one(ActRow, (packet, last)).chained
    content = act.canonical().decode()
    number = (last or 0) + 1
    session.add(ActRow(packet=packet, number=number, content=content, chained=_chained(before, content)))
    session.flush()
    return number


def acts(session: Session, packet: str) -> tuple[Act, ...]:
    """Return the sitting's acts in order. Raises StoreError when the log was changed from outside."""
    before, found = "", []
    rows = session.exec(select(ActRow).where(ActRow.packet == packet).order_by(col(ActRow.number)))
    for number, row in enumerate(rows, 1):
        before = _chained(before, row.content)
        try:
            act = _ACT.validate_json(row.content)
        except ValidationError as error:
            raise _changed(number) from error
        if (row.number, row.chained) != (number, before):
            raise _changed(number)
        found.append(act)
    return tuple(found)


def check_acts(session: Session) -> None:
    """Check the logs of all sittings. Raises StoreError as `acts` does."""
    for packet in session.exec(select(ActRow.packet).distinct()).all():
        acts(session, packet)


def _chained(before: str, content: str) -> str:
    return hashlib.sha256(f"{before}\n{content}".encode()).hexdigest()


def _changed(number: int) -> StoreError:
    return StoreError(
        tr(
            "The sitting's log was changed from outside at act {n}; it was not opened. Put back a copy of the folder.",
            n=number,
        )
    )
