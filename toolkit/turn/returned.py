"""报送情况: who has reported on a plan, who is late, who was sent back."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from toolkit.model.facts import DepartmentReturn, Returns
from toolkit.model.files import Verdict
from toolkit.model.findings import Severity
from toolkit.store import drops
from toolkit.turn.ground import deadlines_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import Connection

    from toolkit.office import Office
    from toolkit.store.drops import Drop

_TAKEN = {Verdict.ACCEPTED, Verdict.QUESTIONED}


def returns_of(office: Office, connection: Connection, period: str, expected: Iterable[str]) -> Returns:
    """Return where each expected department's return of a period stands."""
    handed_in: dict[str, list[Drop]] = defaultdict(list)
    for drop in drops.returns_of(connection, period):
        handed_in[drop.department or ""].append(drop)
    due = deadlines_of(office, period).due
    rows = tuple(
        _one(
            name,
            handed_in.get(name, []),
            drops.first_received(connection, period, name) or office.as_of,
            due,
            office.as_of,
        )
        for name in expected
    )
    return Returns(
        expected=len(rows),
        received=sum(row.rounds > 0 for row in rows),
        on_time=sum(row.rounds > 0 and not row.late for row in rows),
        late=tuple(row.department for row in rows if row.rounds and row.late),
        missing=tuple(row.department for row in rows if not row.rounds),
        returned=sum(row.returned for row in rows),
        by_department=rows,
    )


def _one(
    department: str, handed_in: list[Drop], first: datetime, due: datetime, as_of: datetime
) -> DepartmentReturn:
    """Timeliness is fixed by the first readable submission (practice 2.3)."""
    if not handed_in:
        return DepartmentReturn(department=department, state="逾期未报" if as_of > due else "待报")
    last = handed_in[-1]
    taken = next((drop for drop in reversed(handed_in) if drop.verdict in _TAKEN), None)
    late = first > due
    shown = taken or last
    return DepartmentReturn(
        department=department,
        state=("补报" if late else "已报") if taken else "退回",
        received=first.isoformat(timespec="minutes"),
        late=late,
        rounds=len(handed_in),
        returned=sum(drop.verdict is Verdict.RETURNED for drop in handed_in),
        questions=sum(f.severity is Severity.WARNING for f in taken.findings) if taken else 0,
        file=shown.file,
        archive=shown.archive,
    )
