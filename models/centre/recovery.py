"""The recovery key: nobody's, kept in the safe; it opens the central file and what is sealed to a commission."""

from datetime import datetime
from pathlib import Path

from models.centre.store import Central
from models.sealing.cards import Card, write_card
from models.sealing.keys import PrivateKey, new_key


def new_recovery_key(
    path: Path, passphrase: str, *, name: str, central: Central, key: PrivateKey, at: datetime
) -> Card:
    """Make a key at `path` and its card beside it (ending in `.card`), let it open `central` and return the card.

    `key` is of somebody who may open `central`; on PostgreSQL nobody is admitted, its own users decide. Nothing is
    written over an existing file, and where something fails neither key nor card is left. The new key is not kept in
    memory. Raises SealError for a short passphrase, FileError when it can't be written, StoreError as `Central.grant`.
    """
    beside = path.with_suffix(".card")
    made = new_key(path, passphrase)
    carded = False
    try:
        card = write_card(beside, name=name, position="", organisation="", key=made)
        carded = True
        if central.path is not None:
            central.grant(made.public_line, key, at=at, name=name)
    except BaseException:
        path.unlink(missing_ok=True)  # no roster knows this key; left lying, it would be taken for a good one
        if carded:
            beside.unlink(missing_ok=True)
        raise
    return card
