"""The protocol by which every application stands as it does: one contest may have several sittings."""

import sqlalchemy as sa
from alembic import op  # noqa: TID253 - Alembic itself loads this file

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("outcomes", sa.Column("protocol_number", sa.String(), nullable=False, server_default=""))
    op.add_column("outcomes", sa.Column("protocol_on", sa.Date(), nullable=True))
    op.execute(
        "UPDATE outcomes SET"
        " protocol_number = (SELECT results.number FROM results WHERE results.sha256 = outcomes.result),"
        " protocol_on = (SELECT results.held_on FROM results WHERE results.sha256 = outcomes.result)"
    )
