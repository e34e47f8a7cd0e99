"""
The key of entries goes by department and period first, and so is what finds those of a return.

An index of departments and periods beside it, written with every row, is no longer needed.
"""

from __future__ import annotations

from toolkit.store.migrations.keyed import by_department, index, keyed

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Make the table anew, and the indexes."""
    keyed("department", "period", "plan", "id")
    index()


def downgrade() -> None:
    """Make it as it was."""
    by_department()
