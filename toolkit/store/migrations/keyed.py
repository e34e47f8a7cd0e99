"""The table of entries as it has been since 0005, made anew with another key."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

_OTHER = "entries_other"
_MARKED = sa.text("marks <> ''")


def keyed(*key: str) -> None:
    """
    Put all entries into a table with this key and without indexes, in the order they lay in.

    SQLite keeps what makes a table at once and the rest at the end: an empty one may be left of a run that was killed.
    """
    op.execute(f"DROP TABLE IF EXISTS {_OTHER}")
    other = op.create_table(
        _OTHER,
        sa.Column("period", sa.String(10), nullable=False),
        sa.Column("plan", sa.String(40), nullable=False),
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("department", sa.String(80), nullable=False),
        sa.Column("drop", sa.Integer, nullable=False),
        sa.Column("questioned", sa.Boolean, nullable=False),
        sa.Column("payload", sa.Text, nullable=False),
        sa.Column("marks", sa.String(4), nullable=False),
        sa.PrimaryKeyConstraint(*key),
    )
    lying = sa.table("entries", *(sa.column(column.name) for column in other.columns))
    op.execute(other.insert().from_select([*other.columns.keys()], sa.select(lying).order_by(lying.c.drop)))
    op.drop_table("entries")
    op.rename_table(_OTHER, "entries")


def index() -> None:
    """Make the indexes that go with a key of departments: by period, and by marks where an entry has any."""
    op.create_index("entries_by_period", "entries", ["period"])
    op.create_index(
        "entries_by_marks", "entries", ["marks", "plan"], sqlite_where=_MARKED, postgresql_where=_MARKED
    )


def by_department() -> None:
    """Make the key and the indexes of 0006."""
    keyed("department", "plan", "id", "period")
    op.create_index("entries_by_department", "entries", ["department", "period"])
    index()
