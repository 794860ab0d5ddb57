"""The store's version: looked at before anything is altered, and raised in one transaction."""

from importlib.resources import as_file, files
from importlib.resources.abc import Traversable

from sqlalchemy import Connection, inspect, text

from models.errors import StoreError
from models.wording import tr

VERSIONS = ("0001", "0002", "0003", "0004", "0005", "0006", "0007")
"""Every version this program can read or raise, oldest first. The last is the one it writes."""


def scripts() -> Traversable:
    """Return the folder of Alembic's scripts, frozen or not."""
    return files("models.centre") / "migrations"


def stored_version(connection: Connection) -> str | None:
    """Return the version that stands in the store, or None where there is none. Alters nothing."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()


def needs_upgrade(connection: Connection, *, name: str) -> bool:
    """Return whether the store is older than this program.

    Raises StoreError where it is newer, or no central file at all; nothing was altered then.
    """
    version = stored_version(connection)
    if version is None:
        raise StoreError(tr("“{name}” is not a central file of this program; it was not touched.", name=name))
    if version not in VERSIONS:
        raise StoreError(
            tr(
                "“{name}” was written by a newer version of this program ({version}); it was not touched. "
                "Update the program on this computer.",
                name=name,
                version=version,
            )
        )
    return version != VERSIONS[-1]


def upgrade(connection: Connection, *, folder: Traversable | None = None) -> None:
    """Raise the store to the newest version inside the caller's transaction: all of it or nothing."""
    from alembic import command
    from alembic.config import Config

    with as_file(folder or scripts()) as path:
        config = Config()
        config.set_main_option("script_location", str(path).replace("%", "%%"))
        config.set_main_option("path_separator", "os")
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
