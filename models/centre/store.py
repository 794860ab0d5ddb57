"""The central file: one SQLCipher file on one machine, or PostgreSQL by URL for many offices; the same tables."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Self, TypeAlias

from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, col, select

from models.centre import versions
from models.centre.engines import copy_file, explained, postgres_engine, postgres_url, reading, sqlcipher_engine
from models.centre.tables import AccessRow
from models.errors import SealError, StoreError
from models.progress import Asking
from models.sealing.encryption import encrypt
from models.sealing.keys import PrivateKey
from models.sealing.public_keys import plain_line
from models.sealing.safe_write import safe_write
from models.wording import tr

Transaction: TypeAlias = Session
"""What the functions of the central file work in; for those who name it without knowing what the store is made of."""


class Central:
    """An open central file. `with central.session() as session:` is the transaction; functions never commit.

    `str(central)` names it without any password.
    """

    def __init__(
        self, engine: Engine, *, name: str, path: Path | None = None, secret: bytes | str | None = None
    ) -> None:
        self._engine = engine
        self._reader = reading(engine)
        self._name = name
        self._key = secret if isinstance(secret, bytes) else b""
        self._password = secret if isinstance(secret, str) else None
        self.path = path
        """The file, or None for PostgreSQL."""

    def __str__(self) -> str:
        return self._name

    @classmethod
    def create(
        cls, location: str | Path, key: PrivateKey, *, at: datetime, also: tuple[str, ...] = (), patience: float = 5.0
    ) -> Self:
        """Make a new, empty central file at `location` (a path, or a `postgresql://` URL) and open it.

        A file is readable by `key` and by the public lines in `also` (a colleague, the recovery key in the safe).
        Raises StoreError where something is there already; it is left as it is.
        """
        if is_url(location):
            central = cls._postgres(str(location), patience)
            with central.closed_on_error(), central.connection() as connection:
                if versions.stored_version(connection) is not None:
                    raise StoreError(
                        tr(
                            "The database {name} already holds a central file; nothing was changed. Open it.",
                            name=central,
                        )
                    )
                versions.upgrade(connection)
            return central
        path = Path(location)
        if path.exists() or key_file(path).exists():
            raise StoreError(
                tr("“{name}” or its key file exists already; nothing was changed. Choose another name.", name=path.name)
            )
        if not path.parent.is_dir():
            raise StoreError(
                tr(
                    "The folder “{folder}” is not there; no central file was made. Choose another folder.",
                    folder=path.parent,
                )
            )
        database_key = secrets.token_bytes(32)
        lines = tuple(dict.fromkeys(map(plain_line, (key.public_line, *also))))
        fresh = path.with_name(f"{path.name}.new")
        fresh.unlink(missing_ok=True)
        try:
            central = cls._file(fresh, database_key, create=True, patience=patience)
            with central.connection() as connection:
                versions.upgrade(connection)
                with Session(connection) as session:
                    session.add_all(AccessRow(public_line=line, admitted_at=at) for line in lines)
                    session.flush()
            safe_write(key_file(path), encrypt(database_key, lines), private=True)
            fresh.replace(path)
        except OSError as error:
            raise StoreError(
                tr("“{name}” can't be made: {reason}. Nothing was kept.", name=path.name, reason=error.strerror or "?")
            ) from error
        finally:
            fresh.unlink(missing_ok=True)
        return cls._file(path, database_key, patience=patience)

    @classmethod
    def open(cls, location: str | Path, key: PrivateKey, *, patience: float = 5.0) -> Self:
        """Open the central file at `location` with `key`, waiting at most `patience` seconds for others' locks.

        An older file is raised to this program's version after a copy of it was made beside it; PostgreSQL raises in
        one transaction without a copy. Raises StoreError (no central file, newer, in use) and SealError (not admitted);
        the file is untouched then.
        """
        if is_url(location):
            central = cls._postgres(str(location), patience)
        else:
            path = Path(location)
            if not path.is_file():
                raise StoreError(tr("The central file “{name}” is not there; nothing was done.", name=path.name))
            central = cls._file(path, _database_key(path, key), patience=patience)
        with central.closed_on_error():
            with central.connection(writing=False) as connection:
                older = versions.needs_upgrade(connection, name=str(central))
            if older:
                central.raise_version()
        return central

    @classmethod
    def _postgres(cls, location: str, patience: float) -> Self:
        url = postgres_url(location)
        return cls(postgres_engine(url, patience=patience), name=str(url), secret=url.password)

    @classmethod
    def _file(cls, path: Path, database_key: bytes, *, create: bool = False, patience: float) -> Self:
        engine = sqlcipher_engine(path, database_key, create=create, patience=patience)
        return cls(engine, name=path.name, path=path, secret=database_key)

    def close(self) -> None:
        """Give back every connection. A closed central file may be used again; it connects anew."""
        self._engine.dispose()

    @contextmanager
    def closed_on_error(self) -> Iterator[None]:
        """Close this central file where the block fails."""
        try:
            yield
        except BaseException:
            self.close()
            raise

    @contextmanager
    def session(self, asking: Asking | None = None) -> Iterator[Session]:
        """Yield a session that is one writing transaction: kept whole at the end, or nothing of it on any error.

        `asking` is asked before every statement whether to stop. Raises StoreError where the store is in use, gone or
        full, or somebody changed the same data meanwhile; CancelledError.
        """
        with self.connection() as connection, Session(connection, expire_on_commit=False) as session:
            _ask_before_each(connection, asking)
            yield session
            session.flush()

    @contextmanager
    def reading(self, asking: Asking | None = None) -> Iterator[Session]:
        """Yield a session that sees one state of the store, holds up no writer and can't change anything.

        `asking` as for `session`.
        """
        with self.connection(writing=False) as connection, Session(connection, autoflush=False) as session:
            _ask_before_each(connection, asking)
            yield session

    @contextmanager
    def connection(self, *, writing: bool = True) -> Iterator[Connection]:
        """Yield the bare connection of one transaction: what a session stands on."""
        try:
            with (self._engine if writing else self._reader).begin() as connection:
                yield connection
        except DBAPIError as error:
            told = explained(error, name=self._name, password=self._password)
            if told is None:
                raise
            raise told from None

    def admitted(self) -> dict[str, str]:
        """Return who may open this file, in the order admitted: public line and name on the card, "" without a card.

        Empty for PostgreSQL.
        """
        with self.reading() as session:
            rows = session.exec(select(AccessRow).order_by(col(AccessRow.admitted_at), AccessRow.public_line))
            return {row.public_line: row.name for row in rows}

    def grant(self, public_line: str, key: PrivateKey, *, at: datetime, name: str = "") -> None:
        """Let the holder of `public_line` open this file too; `key` is of somebody who may already.

        `name` is that on the card. Raises StoreError for PostgreSQL, where the database's own roles decide.
        """
        public_line = plain_line(public_line)
        with self._key_file_anew(key) as (session, lines):
            if public_line not in lines:
                session.add(AccessRow(public_line=public_line, admitted_at=at, name=name))
                lines.append(public_line)

    def revoke(self, public_line: str, key: PrivateKey) -> None:
        """Let the holder of `public_line` open this file no more; `key` is of somebody who may, and goes on to.

        The file keeps its database key: a copy of the key file made before goes on opening it. Raises StoreError for
        the line of `key` itself, so that somebody is always left, and for PostgreSQL.
        """
        public_line = plain_line(public_line)
        if public_line == plain_line(key.public_line):
            raise StoreError(
                tr(
                    "Nobody takes the central file away from their own key: somebody has to be left. "
                    "Nothing was changed."
                )
            )
        with self._key_file_anew(key) as (session, lines):
            if public_line in lines:
                session.delete(session.get_one(AccessRow, public_line))
                lines.remove(public_line)

    @contextmanager
    def _key_file_anew(self, key: PrivateKey) -> Iterator[tuple[Session, list[str]]]:
        """Yield a session and the lines of those who may open this file; what becomes of them is written at the end."""
        if self.path is None:
            raise StoreError(
                tr("Who may open the central database is decided by its own users and roles; nothing was changed.")
            )
        database_key = _database_key(self.path, key)
        with self.session() as session:
            lines = list(session.exec(select(AccessRow.public_line).order_by(col(AccessRow.admitted_at))))
            before = tuple(lines)
            yield session, lines
            session.flush()
            if tuple(lines) != before:
                safe_write(key_file(self.path), encrypt(database_key, lines), private=True)

    def raise_version(self) -> None:
        """Raise an older store to this program's version; a file is copied first. Does nothing where it is current."""
        with self.connection() as connection:
            # The lock is held from here on, so the copy is of exactly what is raised.
            if not versions.needs_upgrade(connection, name=self._name):
                return
            if self.path is not None:
                copy = self.path.with_name(f"{self.path.name}.before-{versions.VERSIONS[-1]}")
                copy_file(self._reader, copy, self._key)
            versions.upgrade(connection)


def _ask_before_each(connection: Connection, asking: Asking | None) -> None:
    if asking is not None:
        event.listen(connection, "before_cursor_execute", lambda *_: asking.ask())


def is_url(location: str | Path) -> bool:
    """Return whether `location` names a database server rather than a file."""
    return isinstance(location, str) and "://" in location


def key_file(path: Path) -> Path:
    """Return where the key of the central file `path` stands, encrypted to those who may open it."""
    return path.with_name(f"{path.name}.key.age")


def _database_key(path: Path, key: PrivateKey) -> bytes:
    sealed = key_file(path)
    if not sealed.is_file():
        raise StoreError(
            tr(
                "The key file “{name}” is missing beside the central file; nothing was opened. "
                "The two belong together: copy it from where the central file came from.",
                name=sealed.name,
            )
        )
    try:
        database_key = key.decrypt(sealed.read_bytes())
    except SealError as error:
        raise SealError(
            tr(
                "Your key does not open the central file “{name}”; nothing was changed. "
                "Give your card to somebody who can open it: the Office admits it on its first page.",
                name=path.name,
            )
        ) from error
    if len(database_key) != 32:
        raise SealError(tr("The key file “{name}” is damaged; nothing was opened.", name=sealed.name))
    return database_key
