"""Sums beside every member's marks; lists and searches are read from an index each."""

import sqlalchemy as sa
from alembic import op  # noqa: TID253 - Alembic itself loads this file

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("numbers", "points"):
        op.add_column("panels", sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
    op.execute(
        "UPDATE panels SET"
        " numbers = (SELECT count(marks.points) FROM marks WHERE marks.panel = panels.id),"
        " points = (SELECT coalesce(sum(marks.points), 0) FROM marks WHERE marks.panel = panels.id)"
    )
    op.drop_index("ix_panels_contest_counted_application", "panels")
    if op.get_bind().dialect.name == "sqlite":
        op.drop_index("ix_applications_listed", "applications")
        listed = ["contest", "code", "territory", "state", "name", "title", "asked", "iin"]
        op.create_index("ix_applications_listed", "applications", listed, unique=False)
        op.create_index("ix_applications_searched", "applications", ["contest", "code", "search"], unique=False)
