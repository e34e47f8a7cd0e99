"""From which month on the 参数 of a plan's version count; those known before count from the beginning, as they did."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the column."""
    op.add_column("plans", sa.Column("counts_from", sa.String(10), nullable=False, server_default=""))


def downgrade() -> None:
    """Take it away again."""
    op.drop_column("plans", "counts_from")
