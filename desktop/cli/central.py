"""What every command over a central file needs: to open it, to find its contest, and to know who is calling."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from desktop.cli.output import existing, passphrase
from desktop.settings import home
from models.errors import UsageError
from models.sealing.keys import PrivateKey, load_key
from models.wording import later, tr

if TYPE_CHECKING:
    from sqlmodel import Session

    from models.centre.store import Central

CentralFile = Annotated[
    str,
    typer.Option("--central", metavar="FILE|URL", help=later("The central file, or postgresql://user@host/database.")),
]
ContestId = Annotated[
    str | None,
    typer.Option("--contest", metavar="ID", help=later("The contest's id or its beginning, where there are several.")),
]


@dataclass(frozen=True)
class Called:
    """A command's call: the open central file, the person's key, and the moment."""

    central: "Central"
    key: PrivateKey
    at: datetime


def own_key(key: Path | None, passphrase_file: Path | None) -> PrivateKey:
    """Return the key in `key`, else the person's own on this computer, opened."""
    return load_key(existing(key or home().key), passphrase(passphrase_file))


@contextmanager
def called(location: str, key: Path | None, passphrase_file: Path | None, *, create: bool = False) -> Iterator[Called]:
    """Open the central file at `location`; `create` makes it where there is none. Raises as `Central.open`."""
    from models.centre.store import Central, is_url

    opened, at = own_key(key, passphrase_file), datetime.now(UTC)
    fresh = create and not is_url(location) and not Path(location).exists()
    central = Central.create(location, opened, at=at) if fresh else Central.open(location, opened)
    try:
        yield Called(central, opened, at)
    finally:
        central.close()


def chosen_contest(session: "Session", wanted: str | None) -> str:
    """Return the id of the contest that `wanted` begins, or of the only one. Raises UsageError listing them."""
    from models.centre.contests import contests
    from models.wording import current_language

    entries = contests(session)
    fitting = [entry for entry in entries if wanted is None or entry.id.startswith(wanted)]
    if len(fitting) == 1:
        return fitting[0].id
    listed = "\n".join(f"– {entry.id}  {entry.title.say(current_language())}" for entry in entries)
    if not entries:
        raise UsageError(tr("The central file holds no contest yet. Make one: tandau contest new"))
    raise UsageError(tr("Say which contest is meant by --contest. There are:\n{contests}", contests=listed))


def caller(session: "Session", contest_id: str, key: PrivateKey) -> str:
    """Return who is calling, for the history: the id on the roster, else the key's fingerprint."""
    from models.centre.commission import roster

    return roster(session, contest_id).recorded_as(key.public_line, key.fingerprint)
