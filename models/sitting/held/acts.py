"""The acts of a sitting in this laptop's log."""

from pydantic import TypeAdapter, ValidationError
from sqlmodel import Session

from models.scoring.workspace import log
from models.sealing.keys import PrivateKey
from models.sitting.acts import Act

_ACT: TypeAdapter[Act] = TypeAdapter(Act)


def append_act(session: Session, packet: str, act: Act, key: PrivateKey) -> int:
    """Append `act` to the sitting's log and return its number, from 1. Raises StoreError as `logged_acts`."""
    return log.append(session, packet, act.canonical().decode(), key)


def logged_acts(session: Session, packet: str, key: PrivateKey) -> tuple[Act, ...]:
    """Return the sitting's acts in order. Raises StoreError when the log was changed or shortened from outside."""
    found = []
    for number, content in enumerate(log.entries(session, packet, key), 1):
        try:
            found.append(_ACT.validate_json(content))
        except ValidationError as error:
            raise log.changed(number) from error
    return tuple(found)
