"""Entries have marks for what is asked of all months, and are found by row."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

SIGNS = {"n": '"nodes":[{', "d": '"status":"已完成"', "a": '"status":"申请调整"'}


def upgrade() -> None:
    """Add the column, fill it, and make the indexes."""
    op.add_column("entries", sa.Column("marks", sa.String(4), nullable=False, server_default=""))
    entries = sa.table("entries", sa.column("marks", sa.String), sa.column("payload", sa.Text))
    for mark, sign in SIGNS.items():
        has = entries.c.payload.contains(sign, autoescape=True)
        op.execute(sa.update(entries).where(has).values(marks=entries.c.marks + mark))
    op.create_index("entries_by_row", "entries", ["plan", "id", "department", "period"])
    op.create_index("entries_by_marks", "entries", ["marks", "plan"])


def downgrade() -> None:
    """Take them away again."""
    for name in ("entries_by_marks", "entries_by_row"):
        op.drop_index(name, "entries")
    op.drop_column("entries", "marks")
