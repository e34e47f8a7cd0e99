"""What judging remembers: days on the way, lights as issued, the questions it raised."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the tables and add the columns."""
    op.create_table(
        "nodes",
        sa.Column("plan", sa.String(40), primary_key=True),
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("department", sa.String(80), nullable=False),
        sa.Column("period", sa.String(10), nullable=False),
        sa.Column("registered_at", sa.String(32), nullable=False),
        sa.Column("drop", sa.Integer, nullable=False),
        sa.Column("payload", sa.Text, nullable=False),
    )
    op.add_column("standings", sa.Column("issued_light", sa.String(4)))
    op.add_column("standings", sa.Column("issued_at", sa.String(32)))
    op.create_table(
        "asked",
        sa.Column("key", sa.String(64), primary_key=True),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("payload", sa.Text, nullable=False),
    )


def downgrade() -> None:
    """Take them away again."""
    for name in ("issued_at", "issued_light"):
        op.drop_column("standings", name)
    for name in ("asked", "nodes"):
        op.drop_table(name)
