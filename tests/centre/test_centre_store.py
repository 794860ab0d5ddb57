"""The central file as a store: who opens it, what it refuses, and that a transaction is all or nothing."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import select

from models.centre import versions
from models.centre.access import who_may_open
from models.centre.commission import enrol
from models.centre.contests import add_contest
from models.centre.history import history, record
from models.centre.store import Central, key_file
from models.centre.tables import CentreTable, HistoryRow
from models.contest.commission import Person, Role
from models.errors import SealError, StoreError
from models.sealing.keys import PrivateKey

AT = datetime(2026, 4, 1, 9, 30, tzinfo=UTC)

NEWEST = versions.VERSIONS[-1]


def note(central: Central, what: str) -> None:
    with central.session() as session:
        record(session, contest=None, subject="test", key="1", what=what, by="staff", at=AT)


def noted(central: Central) -> list[str]:
    with central.reading() as session:
        return [change.what for change in history(session)]


def test_what_is_stored_is_there_after_opening_again(central: Central, location: str | Path, key: PrivateKey) -> None:
    note(central, "first")
    central.close()
    again = Central.open(location, key)
    with again.reading() as session:
        assert session.exec(select(HistoryRow.at)).all() == [AT]
    assert noted(again) == ["first"]
    again.close()


def test_session_keeps_nothing_of_a_failed_transaction(central: Central) -> None:
    class StoppedError(Exception):
        pass

    def half() -> None:
        with central.session() as session:
            record(session, contest=None, subject="test", key="1", what="lost", by="staff", at=AT)
            session.flush()
            raise StoppedError

    with pytest.raises(StoppedError):
        half()
    assert noted(central) == []


def test_history_only_grows(central: Central) -> None:
    note(central, "first")
    for statement in ("UPDATE history SET why = 'x'", "DELETE FROM history"):
        with pytest.raises(DBAPIError, match="history only grows"), central.connection() as connection:
            connection.execute(text(statement))
    assert noted(central) == ["first"]


def test_reading_changes_nothing(central: Central) -> None:
    def write() -> None:
        with central.reading() as session:
            record(session, contest=None, subject="test", key="1", what="lost", by="staff", at=AT)
            session.flush()

    with pytest.raises((DBAPIError, StoreError)):
        write()
    assert noted(central) == []


def test_create_leaves_what_is_there(central: Central, location: str | Path, key: PrivateKey) -> None:
    note(central, "kept")
    with pytest.raises(StoreError):
        Central.create(location, key, at=AT)
    assert noted(central) == ["kept"]


def test_models_and_migrations_agree(central: Central) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    def of_this_store(item: Any, *_: object) -> bool:
        condition = getattr(item, "_ddl_if", None)  # Alembic does not look at it
        return condition is None or condition.dialect == connection.dialect.name

    with central.connection(writing=False) as connection:
        opts = {"compare_type": True, "include_object": of_this_store}
        context = MigrationContext.configure(connection, opts=opts)
        assert compare_metadata(context, CentreTable.metadata) == []


def test_versions_are_those_of_the_scripts() -> None:
    from alembic.script import ScriptDirectory

    revisions = [script.revision for script in ScriptDirectory(str(versions.scripts())).walk_revisions()]
    assert tuple(reversed(revisions)) == versions.VERSIONS


def test_failed_migration_leaves_nothing_half_done(central: Central, tmp_path: Path) -> None:
    folder = tmp_path / "migrations"
    shutil.copytree(str(versions.scripts()), folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions" / "v0002_broken.py").write_text(
        f"from alembic import op\nimport sqlalchemy as sa\nrevision = '9000'\ndown_revision = '{NEWEST}'\n"
        "def upgrade():\n    op.create_table('half', sa.Column('a', sa.Integer))\n    op.execute('no such statement')\n"
    )
    note(central, "kept")
    with pytest.raises(DBAPIError), central.connection() as connection:
        versions.upgrade(connection, folder=folder)
    with central.connection(writing=False) as connection:
        assert versions.stored_version(connection) == NEWEST
        assert not connection.dialect.has_table(connection, "half")
    assert noted(central) == ["kept"]


def test_newer_store_is_refused_untouched(central: Central, location: str | Path, key: PrivateKey) -> None:
    with central.connection() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0099'"))
    central.close()
    before = location.read_bytes() if isinstance(location, Path) else b""
    with pytest.raises(StoreError, match="0099"):
        Central.open(location, key)
    if isinstance(location, Path):
        assert location.read_bytes() == before
        assert sorted(path.name for path in location.parent.iterdir()) == sorted(
            [location.name, key_file(location).name]
        )


def test_older_store_is_raised_after_a_copy(
    central: Central, location: str | Path, key: PrivateKey, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note(central, "kept")
    central.close()
    folder = tmp_path / "more"
    shutil.copytree(str(versions.scripts()), folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions" / "v0002_more.py").write_text(
        f"from alembic import op\nimport sqlalchemy as sa\nrevision = '9000'\ndown_revision = '{NEWEST}'\n"
        "def upgrade():\n    op.create_table('more', sa.Column('a', sa.Integer))\n"
    )
    monkeypatch.setattr(versions, "scripts", lambda: folder)
    monkeypatch.setattr(versions, "VERSIONS", (*versions.VERSIONS, "9000"))
    raised = Central.open(location, key)
    assert noted(raised) == ["kept"]
    with raised.connection(writing=False) as connection:
        assert versions.stored_version(connection) == "9000"
    raised.close()
    if isinstance(location, Path):
        copy = tmp_path / "copy" / location.name
        copy.parent.mkdir()
        shutil.copy(location.with_name(f"{location.name}.before-9000"), copy)
        shutil.copy(key_file(location), key_file(copy))
        monkeypatch.setattr(versions, "VERSIONS", versions.VERSIONS[:-1])
        assert noted(Central.open(copy, key)) == ["kept"]


def test_second_writer_is_told_that_the_file_is_in_use(central: Central, location: str | Path, key: PrivateKey) -> None:
    if not isinstance(location, Path):
        pytest.skip("PostgreSQL lets both write until they touch the same")
    other = Central.open(location, key, patience=0.05)
    with central.session() as session:
        record(session, contest=None, subject="test", key="1", what="first", by="staff", at=AT)
        with pytest.raises(StoreError, match="in use"):
            note(other, "second")
    note(other, "third")
    assert noted(other) == ["first", "third"]


def test_readers_see_one_state_while_somebody_writes(central: Central) -> None:
    note(central, "first")
    with central.session() as session:
        record(session, contest=None, subject="test", key="1", what="second", by="staff", at=AT)
        session.flush()
        assert noted(central) == ["first"]
    assert noted(central) == ["first", "second"]


class TestFile:
    """What only a file can do."""

    @pytest.fixture
    def path(self, tmp_path: Path, key: PrivateKey) -> Path:
        path = tmp_path / "centre.tandau"
        note(Central.create(path, key, at=AT), "first")
        return path

    def test_nothing_readable_stands_on_the_disk(self, path: Path) -> None:
        assert b"history" not in path.read_bytes()
        assert not path.read_bytes().startswith(b"SQLite")

    def test_none_is_made_in_a_folder_that_is_not_there(self, tmp_path: Path, key: PrivateKey) -> None:
        with pytest.raises(StoreError, match="gone” is not there"):
            Central.create(tmp_path / "gone" / "centre.tandau", key, at=AT)

    def test_another_key_is_refused_until_admitted(self, path: Path, key: PrivateKey) -> None:
        other = PrivateKey.ephemeral(b"o" * 32)
        before = path.read_bytes()
        with pytest.raises(SealError, match="does not open the central file"):
            Central.open(path, other)
        assert path.read_bytes() == before
        mine = Central.open(path, key)
        mine.grant(other.public_line, key, at=AT)
        mine.grant(other.public_line, key, at=AT)
        theirs = Central.open(path, other)
        assert noted(theirs) == ["first"]
        assert tuple(theirs.admitted()) == tuple(sorted([key.public_line, other.public_line]))
        assert noted(Central.open(path, key)) == ["first"]

    @pytest.mark.parametrize("content", [b"", b"not a database" * 1000, b"SQLite format 3\0" + bytes(4096)])
    def test_what_is_no_database_is_refused_untouched(self, path: Path, key: PrivateKey, content: bytes) -> None:
        path.write_bytes(content)
        with pytest.raises(StoreError, match=r"centre\.tandau"):
            Central.open(path, key)
        assert path.read_bytes() == content

    def test_damaged_byte_is_noticed(self, path: Path, key: PrivateKey) -> None:
        data = bytearray(path.read_bytes())
        data[100] ^= 1
        path.write_bytes(data)
        with pytest.raises(StoreError, match="damaged"):
            Central.open(path, key)
        assert path.read_bytes() == data

    def test_missing_parts_are_named(self, path: Path, key: PrivateKey) -> None:
        key_file(path).unlink()
        with pytest.raises(StoreError, match=r"centre\.tandau\.key\.age"):
            Central.open(path, key)
        path.unlink()
        with pytest.raises(StoreError, match="is not there"):
            Central.open(path, key)
        assert not path.exists()

    def test_damaged_key_file_is_refused(self, path: Path, key: PrivateKey) -> None:
        key_file(path).write_bytes(b"age-encryption.org/v1\n")
        with pytest.raises(SealError):
            Central.open(path, key)

    def test_killed_in_the_middle_leaves_the_old_state(self, path: Path, key: PrivateKey) -> None:
        script = (
            "import os, sys\nfrom pathlib import Path\nfrom datetime import UTC, datetime\n"
            "from models.centre.store import Central\nfrom models.centre.history import record\n"
            "from models.sealing.keys import PrivateKey\n"
            "central = Central.open(Path(sys.argv[1]), PrivateKey.ephemeral(b's' * 32))\n"
            "with central.session() as session:\n"
            "    session.connection().exec_driver_sql('PRAGMA cache_size = 10')\n"
            "    for number in range(3000):\n"
            "        record(session, contest=None, subject='test', key=str(number), what='lost' * 50, by='x',\n"
            "               at=datetime(2026, 4, 1, tzinfo=UTC))\n"
            "    session.flush()\n"
            "    os._exit(9)\n"
        )
        root = Path(__file__).parents[2]
        done = subprocess.run([sys.executable, "-c", script, str(path)], check=False, cwd=root)
        assert done.returncode == 9
        assert path.with_name(f"{path.name}-journal").exists()
        assert noted(Central.open(path, key)) == ["first"]


class TestPassword:
    """The password of a central URL is in no text that anybody reads."""

    @pytest.mark.parametrize(
        "location",
        [
            "postgresql://staff:hunter2@127.0.0.1:1/tandau",
            "postgresql://staff@127.0.0.1:1/tandau?password=hunter2",
            "postgres://staff:hunter2@127.0.0.1:1/tandau",
            "postgresql://staff:hunter2@127.0.0.1:port/tandau",
            "mysql://staff:hunter2@127.0.0.1/tandau",
            "postgresql://staff:hunter2@/tandau?nonsense=1",
        ],
    )
    def test_password_is_in_no_error(self, location: str, key: PrivateKey) -> None:
        with pytest.raises(StoreError) as caught:
            Central.open(location, key, patience=0.1)
        assert "hunter2" not in str(caught.value)
        assert caught.value.__cause__ is None
        assert caught.value.__suppress_context__

    def test_name_hides_the_password(self, postgres: Callable[[], str], key: PrivateKey) -> None:
        central = Central.create(postgres(), key, at=AT)
        assert "secret-word" not in f"{central} {central!r} {central._engine!r}"
        with pytest.raises(StoreError):
            central.grant(key.public_line, key, at=AT)
        central.close()


def test_who_was_admitted_can_be_sent_away_but_nobody_sends_themselves(tmp_path: Path, key: PrivateKey) -> None:
    other = PrivateKey.ephemeral(b"7" * 32)
    central = Central.create(tmp_path / "c.tandau", key, at=AT, also=(other.public_line,))
    assert {one.public_line for one in who_may_open(central)} == {key.public_line, other.public_line}
    with pytest.raises(StoreError, match="somebody has to be left"):
        central.revoke(key.public_line, key)
    for _twice in range(2):
        central.revoke(other.public_line, key)
    assert tuple(central.admitted()) == (key.public_line,)
    central.close()
    with pytest.raises(SealError):
        Central.open(tmp_path / "c.tandau", other)


def test_who_was_admitted_is_called_as_on_the_card_until_a_roster_has_the_key(
    tmp_path: Path, key: PrivateKey, sample: Any
) -> None:
    other = PrivateKey.ephemeral(b"7" * 32)
    central = Central.create(tmp_path / "c.tandau", key, at=AT)
    central.grant(other.public_line, key, at=AT, name="Әсел")
    assert {one.name for one in who_may_open(central)} == {"", "Әсел"}
    with central.session() as session:
        add_contest(session, sample.contest, by="s1", at=AT)
        enrol(session, sample.id, [Person(id="s1", name="Әсел Құрманғали", role=Role.SECRETARY,
                                          public_key=other.public_line)], by="s1", at=AT)  # fmt: skip
    assert {one.name for one in who_may_open(central)} == {"", "Әсел Құрманғали"}
    central.close()
    Central.open(tmp_path / "c.tandau", key).close()
