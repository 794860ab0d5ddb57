"""Duplicates: what was decided about every case, once and for good."""

import sqlalchemy as sa
from alembic import op  # noqa: TID253 - Alembic itself loads this file

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "duplicate_decisions",
        sa.Column("contest", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["contest"], ["contests.id"], name=op.f("fk_duplicate_decisions_contest")),
        sa.PrimaryKeyConstraint("contest", "kind", "key", "number", name=op.f("pk_duplicate_decisions")),
    )
