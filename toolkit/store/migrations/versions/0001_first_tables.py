"""The first tables: plans, directories, drops, entries, issued, standings, jobs, log."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "plans",
        sa.Column("plan", sa.String(40), primary_key=True),
        sa.Column("version", sa.Integer, primary_key=True),
        sa.Column("registered_at", sa.String(32), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("payload", sa.Text, nullable=False),
        sa.Column("parameters", sa.Text, nullable=False),
    )
    op.create_table(
        "directories",
        sa.Column("version", sa.Integer, primary_key=True),
        sa.Column("registered_at", sa.String(32), nullable=False),
        sa.Column("payload", sa.Text, nullable=False),
    )
    op.create_table(
        "drops",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("file", sa.Text, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("archive", sa.Text, nullable=False),
        sa.Column("received", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("verdict", sa.String(20), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("plan", sa.Text),
        sa.Column("department", sa.Text),
        sa.Column("period", sa.String(10)),
        sa.Column("round", sa.Integer),
        sa.Column("leaving", sa.Boolean, nullable=False),
        sa.Column("payload", sa.Text, nullable=False),
        sa.Column("findings", sa.Text, nullable=False),
    )
    op.create_index("drops_by_hash", "drops", ["sha256"])
    op.create_index("drops_by_return", "drops", ["period", "department"])
    op.create_table(
        "entries",
        sa.Column("period", sa.String(10), primary_key=True),
        sa.Column("plan", sa.String(40), primary_key=True),
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("department", sa.String(80), primary_key=True),
        sa.Column("drop", sa.Integer, nullable=False),
        sa.Column("questioned", sa.Boolean, nullable=False),
        sa.Column("payload", sa.Text, nullable=False),
    )
    op.create_table(
        "issued",
        sa.Column("period", sa.String(10), primary_key=True),
        sa.Column("department", sa.String(80), primary_key=True),
        sa.Column("issued_at", sa.String(32), nullable=False),
    )
    op.create_table(
        "standings",
        sa.Column("period", sa.String(10), primary_key=True),
        sa.Column("plan", sa.String(40), primary_key=True),
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("light", sa.String(4)),
        sa.Column("klass", sa.String(20), nullable=False),
        sa.Column("task", sa.String(40), nullable=False),
    )
    op.create_table(
        "jobs",
        sa.Column("job", sa.String(20), primary_key=True),
        sa.Column("period", sa.String(10), primary_key=True),
        sa.Column("done_at", sa.String(32), nullable=False),
    )
    op.create_table(
        "log",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("what", sa.String(40), nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
    )


def downgrade() -> None:
    """Drop them all: there was nothing before."""
    for name in ("log", "jobs", "standings", "issued", "entries", "drops", "directories", "plans"):
        op.drop_table(name)
