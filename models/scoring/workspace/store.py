"""Opening a workspace: one folder, one person, one program at a time."""

import secrets
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Self

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2
from sqlmodel import Session

from models.errors import SealError, StoreError
from models.scoring.workspace.lock import FolderLock
from models.scoring.workspace.log import check_logs
from models.scoring.workspace.tables import VERSION, WorkspaceTable
from models.sealing.encryption import encrypt
from models.sealing.keys import NotForThisKeyError, PrivateKey
from models.sealing.reading import read_bytes
from models.sealing.safe_write import safe_write
from models.wording import tr

DATABASE, KEY_FILE, LOCK_FILE, PACKETS = "workspace.db", "workspace.key.age", "workspace.lock", "packets"


class Workspace:
    """An open workspace. Use as a context manager, or `close()` it; sessions may be opened in any thread."""

    def __init__(self, folder: Path, key: PrivateKey, engine: Engine, lock: FolderLock) -> None:
        self.folder = folder
        self.key = key
        self._engine = engine
        self._lock = lock

    @classmethod
    def create_or_open(cls, folder: Path, key: PrivateKey) -> Self:
        """Open the workspace in `folder`, or make one there that only `key` opens.

        Raises StoreError (open elsewhere, made by a newer program, damaged, half of it missing; nothing is altered
        then) or SealError (another person's key).
        """
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            lock = FolderLock(folder / LOCK_FILE)
        except OSError as error:
            raise StoreError(
                tr(
                    "The workspace “{folder}” can't be opened: {reason}. Choose another folder.",
                    folder=folder,
                    reason=error.strerror or type(error).__name__,
                )
            ) from error
        try:
            secret = _secret(folder, key)
            _prepare(folder / DATABASE, secret)
            workspace = cls(folder, key, _engine(folder / DATABASE, secret), lock)
        except BaseException:
            lock.release()
            raise
        try:
            with workspace.session() as session:
                check_logs(session, key)
        except BaseException:
            workspace.close()
            raise
        return workspace

    @contextmanager
    def session(self) -> Iterator[Session]:
        """Open a transaction: everything in the block is kept, or nothing when it raises.

        Raises StoreError when the disk or the database refuses.
        """
        try:
            with Session(self._engine, expire_on_commit=False) as session, session.begin():
                yield session
        except DBAPIError as error:
            raise StoreError(
                tr("The workspace could not keep this; nothing was changed: {reason}. Try again.", reason=error.orig)
            ) from error

    def packet_path(self, packet_id: str) -> Path:
        """Return where this workspace keeps its copy of the packet."""
        return self.folder / PACKETS / f"{packet_id}.packet"

    def close(self) -> None:
        """Close everything and give the folder free; a second time changes nothing."""
        self._engine.dispose()
        self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _secret(folder: Path, key: PrivateKey) -> str:
    path, database = folder / KEY_FILE, folder / DATABASE
    if path.exists():
        try:
            secret = key.decrypt(read_bytes(path, at_most=64 * 1024))
        except NotForThisKeyError as error:
            raise SealError(
                tr("This workspace belongs to another person's key; it was not opened. Use that key or another folder.")
            ) from error
        return secret.hex()
    if database.exists() and database.stat().st_size:
        raise StoreError(
            tr(
                "“{name}” is missing beside the workspace, so it can't be opened. Put it back from a copy.",
                name=KEY_FILE,
            )
        )
    fresh = secrets.token_bytes(32)
    safe_write(path, encrypt(fresh, [key.public_line]), replace=False, private=True)
    return fresh.hex()


def _connect(path: Path, secret: str) -> Any:
    connection = dbapi2.connect(str(path), timeout=30, check_same_thread=False, isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{secret}'\"")
    return connection


def _prepare(path: Path, secret: str) -> None:
    """Refuse a newer or damaged database before anything is altered; lay the tables in an empty one."""
    try:
        with closing(_connect(path, secret)) as connection:
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except dbapi2.Error as error:
        raise StoreError(
            tr("The workspace is damaged and was not opened; nothing was changed. Put the folder back from a copy.")
        ) from error
    if version > VERSION:
        raise StoreError(
            tr("This workspace was made by a newer version of Tandau; it was not opened. Update this program.")
        )
    if not tables:
        engine = _engine(path, secret)
        try:
            with engine.begin() as connection:
                WorkspaceTable.metadata.create_all(connection)
                connection.exec_driver_sql(f"PRAGMA user_version = {VERSION}")
        finally:
            engine.dispose()


def _engine(path: Path, secret: str) -> Engine:
    def connect() -> Any:
        connection = _connect(path, secret)
        # no write-ahead log: the folder may lie on a stick or a share
        for pragma in ("foreign_keys = ON", "journal_mode = DELETE", "synchronous = EXTRA"):
            connection.execute(f"PRAGMA {pragma}")
        return connection

    engine = create_engine("sqlite://", module=dbapi2, creator=connect, poolclass=QueuePool)

    # The driver would begin by itself, and not before DDL (isolation_level is None above). Immediate, because a reader
    # that turns writer while another window's thread writes would be refused at once instead of waiting.
    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine
