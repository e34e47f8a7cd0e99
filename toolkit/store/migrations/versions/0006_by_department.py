"""
Entries are kept by department first, as they come.

Sixty rows of a return then lie together in the key, where they were spread over the whole month; what is asked of a row
or of a month is found as before.  The marks of an entry are in their index only where it has any: few do.
"""

from __future__ import annotations

from alembic import op

from toolkit.store.migrations.keyed import by_department, keyed

revision = "0006"
down_revision = "0005"

_WHOLE = {
    "entries_by_department": ("department", "period"),
    "entries_by_row": ("plan", "id", "department", "period"),
    "entries_by_marks": ("marks", "plan"),
}


def upgrade() -> None:
    """Make the table anew, and the indexes."""
    by_department()


def downgrade() -> None:
    """Make it as it was."""
    keyed("period", "plan", "id", "department")
    for name, columns in _WHOLE.items():
        op.create_index(name, "entries", columns)
