"""Rows by the hundred thousand into one table, without an object or a statement for each."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any

from sqlalchemy import Connection, Table

_TOGETHER = 500
"""Rows a statement for SQLite, which keeps a copy of every page that a statement of several rows may have to undo."""
_ARRAY = 50_000
"""Rows a statement for PostgreSQL, which takes every column as one array."""


def insert_rows(connection: Connection, table: Table, rows: Iterable[Sequence[Any]]) -> None:
    """Add `rows`, each a value for every column in the table's order, in the connection's transaction.

    Values go to the driver as they are: integers, texts and None only. Raises what the driver raises for a row that
    does not fit.
    """
    waiting = iter(rows)
    if connection.dialect.name == "sqlite":
        _by_values(connection, table, waiting)
    else:
        _by_arrays(connection, table, waiting)


def _by_values(connection: Connection, table: Table, rows: Iterator[Sequence[Any]]) -> None:
    width = len(table.columns)
    begin = f"{_into(table)} VALUES "
    row = f"({','.join('?' * width)})"
    full = begin + ",".join([row] * _TOGETHER)
    while values := tuple(chain.from_iterable(islice(rows, _TOGETHER))):
        count = len(values) // width
        connection.exec_driver_sql(full if count == _TOGETHER else begin + ",".join([row] * count), values)


def _by_arrays(connection: Connection, table: Table, rows: Iterable[Sequence[Any]]) -> None:
    dialect = connection.dialect
    arrays = ",".join(f"%s::{column.type.compile(dialect)}[]" for column in table.columns)
    statement = f"{_into(table)} SELECT * FROM unnest({arrays})"  # noqa: S608 - names of our own
    waiting = iter(rows)
    while batch := list(islice(waiting, _ARRAY)):
        connection.exec_driver_sql(statement, tuple(list(column) for column in zip(*batch, strict=True)))


def _into(table: Table) -> str:
    names = ", ".join(f'"{column.name}"' for column in table.columns)  # a migration adds its columns at the end
    return f"INSERT INTO {table.name} ({names})"
