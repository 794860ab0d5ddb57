"""The name on the card of whoever was admitted: it may stand on no roster yet."""

import sqlalchemy as sa
from alembic import op  # noqa: TID253 - Alembic itself loads this file

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("access", sa.Column("name", sa.String(), nullable=False, server_default=""))
