"""The log of a sitting: appended to, never edited; every entry is chained to the one before.

The end of the chain is signed with the workspace's key and kept beside it: a log whose last acts were taken away is
refused as one that was edited is. An older copy of the whole folder can't be told from here; what was noted of the
chain elsewhere tells it (`models.sitting.chain`), and so does the signed result.
"""

from base64 import b64decode, b64encode

from sqlmodel import Session, col, select

from models.errors import SealError, StoreError
from models.scoring.workspace.settings import set_setting, setting
from models.scoring.workspace.tables import ActRow, SettingRow
from models.sealing.keys import PrivateKey
from models.sealing.signatures import Namespace, verify
from models.values import link
from models.wording import tr

_END = "end of acts: "


def append(session: Session, packet: str, content: str, key: PrivateKey) -> int:
    """Append `content` to the sitting's log, sign the new end with the workspace's `key`, return its number, from 1.

    Raises StoreError as `entries`: nothing is built upon a log that was changed.
    """
    rows = _rows(session, packet, key)
    number = len(rows) + 1
    chained = link(rows[-1].chained if rows else "", content)
    session.add(ActRow(packet=packet, number=number, content=content, chained=chained))
    signature = key.sign(Namespace.LOG, _signed(packet, number, chained))
    set_setting(session, f"{_END}{packet}", b64encode(signature).decode())
    session.flush()
    return number


def entries(session: Session, packet: str, key: PrivateKey) -> tuple[str, ...]:
    """Return what the log holds, in order. Raises StoreError when it was changed or shortened from outside."""
    return tuple(row.content for row in _rows(session, packet, key))


def check_logs(session: Session, key: PrivateKey) -> None:
    """Check the logs of all sittings. Raises StoreError as `entries` does."""
    ends = session.exec(select(SettingRow.name).where(col(SettingRow.name).startswith(_END))).all()
    packets = {*session.exec(select(ActRow.packet).distinct()), *(name.removeprefix(_END) for name in ends)}
    for packet in sorted(packets):
        _rows(session, packet, key)


def changed(number: int) -> StoreError:
    """Return the error to raise where the entry `number` is not what was appended."""
    return StoreError(
        tr(
            "The sitting's log was changed from outside at act {n}; it was not opened. Put back a copy of the folder.",
            n=number,
        )
    )


def _rows(session: Session, packet: str, key: PrivateKey) -> list[ActRow]:
    rows = list(session.exec(select(ActRow).where(ActRow.packet == packet).order_by(col(ActRow.number))))
    before = ""
    for number, row in enumerate(rows, 1):
        before = link(before, row.content)
        if (row.number, row.chained) != (number, before):
            raise changed(number)
    end = setting(session, f"{_END}{packet}")
    if end is None and not rows:
        return rows
    try:
        verify(key.public_line, Namespace.LOG, _signed(packet, len(rows), before), b64decode(end or ""))
    except (SealError, ValueError) as error:
        raise changed(len(rows) + 1) from error
    return rows


def _signed(packet: str, number: int, chained: str) -> bytes:
    return f"{packet}\n{number}\n{chained}\n".encode()
