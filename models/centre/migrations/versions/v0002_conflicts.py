"""Conflicts of interest: what is known of those who touch a contest, and what was decided about them."""

import sqlalchemy as sa
from alembic import op  # noqa: TID253 - Alembic itself loads this file

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "involved",
        sa.Column("contest", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["contest"], ["contests.id"], name=op.f("fk_involved_contest")),
        sa.PrimaryKeyConstraint("contest", "person", name=op.f("pk_involved")),
    )
    op.create_table(
        "pinned_conflicts",
        sa.Column("contest", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("application", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contest", "application"],
            ["applications.contest", "applications.code"],
            name=op.f("fk_pinned_conflicts_contest"),
        ),
        sa.PrimaryKeyConstraint("contest", "person", "application", "number", name=op.f("pk_pinned_conflicts")),
    )
