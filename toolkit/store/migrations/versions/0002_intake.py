"""What taking in remembers: parts of a file, evidence, decisions, faults of the form."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the columns and make the tables."""
    op.add_column("drops", sa.Column("parent", sa.Integer))
    op.add_column("drops", sa.Column("source", sa.Text, nullable=False, server_default=""))
    op.create_index(
        "drops_leaving",
        "drops",
        ["leaving"],
        sqlite_where=sa.text("leaving = 1"),
        postgresql_where=sa.text("leaving"),
    )
    op.create_index("entries_by_department", "entries", ["department", "period"])
    op.create_table(
        "evidence",
        sa.Column("drop", sa.Integer, primary_key=True),
        sa.Column("period", sa.String(10), nullable=False),
        sa.Column("department", sa.String(80), nullable=False),
        sa.Column("plan", sa.String(40), primary_key=True),
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("kind", sa.String(20), nullable=False),
    )
    op.create_index("evidence_by_return", "evidence", ["period", "department"])
    op.create_table(
        "decisions",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("choice", sa.Text, nullable=False),
        sa.Column("ground", sa.Text, nullable=False),
        sa.Column("decided_by", sa.Text, nullable=False),
        sa.Column("decided_at", sa.String(32), nullable=False),
        sa.Column("drop", sa.Integer, nullable=False),
        sa.Column("payload", sa.Text, nullable=False),
    )
    op.create_index("decisions_by_key", "decisions", ["key"])
    op.create_table(
        "form_faults",
        sa.Column("period", sa.String(10), primary_key=True),
        sa.Column("code", sa.String(10), primary_key=True),
        sa.Column("plan", sa.String(40), primary_key=True),
        sa.Column("place", sa.String(80), primary_key=True),
        sa.Column("found_at", sa.String(32), nullable=False),
        sa.Column("departments", sa.Text, nullable=False),
    )


def downgrade() -> None:
    """Take them away again."""
    op.drop_index("drops_leaving", "drops")
    op.drop_index("entries_by_department", "entries")
    for name in ("form_faults", "decisions", "evidence"):
        op.drop_table(name)
    for name in ("source", "parent"):
        op.drop_column("drops", name)
