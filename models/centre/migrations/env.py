"""Alembic's entry: runs on the connection it is given, inside the caller's transaction, never on a URL."""

from alembic import context  # noqa: TID253 - Alembic itself runs this file

from models.centre.tables import CentreTable

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=CentreTable.metadata, compare_type=True)
with context.begin_transaction():
    context.run_migrations()
