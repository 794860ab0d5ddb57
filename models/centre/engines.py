"""How the program speaks to SQLCipher and to PostgreSQL, so that a transaction means the same in both."""

from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError
from sqlalchemy.pool import NullPool

from models.errors import StoreError
from models.wording import tr

_READING = "tandau_reading"


def sqlcipher_engine(path: Path, key: bytes, *, create: bool = False, patience: float = 5.0) -> Engine:
    """Return an engine for the SQLCipher file `path` and its 32 bytes of `key`; it waits `patience` seconds for a lock.

    Without `create` a missing file stays missing. Every connection is closed after use, so the file can be moved.
    A transaction is one from its first statement on, tables included; a writing one takes the lock at once, because two
    that both read first could only fail when they write.
    """
    from sqlcipher3 import dbapi2

    def connect() -> Any:
        if not create and not path.is_file():
            raise StoreError(tr("The central file “{name}” is not there (any more); nothing was done.", name=path.name))
        return _connect(path, key, patience)

    engine = create_engine(
        "sqlite://", module=dbapi2, creator=connect, poolclass=NullPool, hide_parameters=True, query_cache_size=500
    )
    event.listen(engine, "begin", _begin)
    return engine


def _connect(path: Path, key: bytes, patience: float) -> Any:
    from sqlcipher3 import dbapi2

    connection = dbapi2.connect(str(path), timeout=patience, check_same_thread=False, isolation_level=None)
    for statement in (
        f"PRAGMA key = \"x'{key.hex()}'\"",
        "PRAGMA cipher_log_level = NONE",
        "PRAGMA journal_mode = DELETE",  # no WAL on sticks and shares
        "PRAGMA synchronous = EXTRA",
        "PRAGMA foreign_keys = ON",
        "PRAGMA secure_delete = ON",
        "PRAGMA cache_size = -65536",
    ):
        try:
            connection.execute(statement)
        except dbapi2.Error:
            connection.close()
            raise
    return connection


def copy_file(engine: Engine, target: Path, key: bytes) -> None:
    """Copy the SQLCipher file behind `engine` to `target` with the same key, also while another connection holds it."""
    target.unlink(missing_ok=True)
    copy = _connect(target, key, patience=0.0)
    try:
        source = engine.raw_connection()
        try:
            source.driver_connection.backup(copy)  # type: ignore[union-attr]  # the driver's own, not in DBAPI
        finally:
            source.close()
    finally:
        copy.close()


def _begin(connection: Connection) -> None:
    if connection.get_execution_options().get(_READING):
        connection.exec_driver_sql("PRAGMA query_only = ON")
        connection.exec_driver_sql("BEGIN")
    else:
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def postgres_engine(url: URL, *, patience: float = 5.0) -> Engine:
    """Return an engine for PostgreSQL by psycopg 3 whose transactions behave as if they ran one after another."""
    milliseconds = max(1, int(patience * 1000))
    return create_engine(
        url,
        isolation_level="SERIALIZABLE",
        hide_parameters=True,
        pool_pre_ping=True,
        connect_args={
            "connect_timeout": max(2, int(patience)),
            "options": f"-c lock_timeout={milliseconds} -c timezone=UTC",
        },
    )


def reading(engine: Engine) -> Engine:
    """Return the same engine for transactions that only read, and that therefore hold nobody up."""
    if engine.dialect.name == "sqlite":
        return engine.execution_options(**{_READING: True})
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def postgres_url(location: str) -> URL:
    """Return `location` as a URL whose `str` hides the password wherever it stood.

    Raises StoreError for anything but `postgresql://`; the message never repeats the location.
    """
    try:
        url = make_url(location)
    except (ArgumentError, ValueError):
        url = None
    if url is None or url.drivername not in ("postgresql", "postgres", "postgresql+psycopg"):
        raise StoreError(
            tr(
                "This is no address of a central database; nothing was done. "
                "Write it as postgresql://user@host/database, or name a file."
            )
        ) from None
    hidden = url.query.get("password")
    if hidden is not None:
        url = url.difference_update_query(["password"]).set(password=hidden if isinstance(hidden, str) else hidden[-1])
    return url.set(drivername="postgresql+psycopg")


def explained(error: DBAPIError, *, name: str, password: str | None = None) -> StoreError | None:
    """Return what `error` means to a person, or None where it is our bug. `name` says which central file."""
    code = getattr(error.orig, "sqlstate", None) or getattr(error.orig, "sqlite_errorname", None) or ""
    if code in ("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_BUSY_SNAPSHOT", "55P03"):
        return StoreError(
            tr(
                "“{name}” is in use: another window or office is just writing to it. "
                "Nothing was changed; try again in a moment.",
                name=name,
            )
        )
    if code in ("40001", "40P01", "23505"):
        return StoreError(
            tr(
                "Somebody else changed the same data in “{name}” at this moment. "
                "Nothing of yours was changed; look at the new state and do it again.",
                name=name,
            )
        )
    if code in ("SQLITE_NOTADB", "SQLITE_CORRUPT"):
        return StoreError(
            tr(
                "“{name}” is not a central file of this program, is damaged, or belongs to another key file. "
                "Nothing was changed; take it from your last copy together with its key file.",
                name=name,
            )
        )
    if code in ("SQLITE_FULL", "SQLITE_READONLY", "SQLITE_CANTOPEN", "25006") or code.startswith("SQLITE_IOERR"):
        return StoreError(
            tr(
                "“{name}” can't be written or read: {reason}. Nothing was changed; "
                "look whether the disk is full, write-protected or gone.",
                name=name,
                reason=_first_line(error, password),
            )
        )
    if error.connection_invalidated or code[:2] in ("08", "28", "3D", "57") or _no_connection(error):
        return StoreError(
            tr(
                "The central database {name} does not answer or refuses: {reason}. Nothing was changed; "
                "check network, address, user and password.",
                name=name,
                reason=_first_line(error, password),
            )
        )
    return None


def _no_connection(error: DBAPIError) -> bool:
    connecting = error.statement is None or isinstance(error, OperationalError)
    return connecting and "psycopg" in type(error.orig).__module__


def _first_line(error: DBAPIError, password: str | None) -> str:
    text = (str(error.orig).strip().splitlines() or ["?"])[0]
    return text.replace(password, "***") if password else text
