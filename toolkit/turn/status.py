"""Where a period's returns stand, and what waits for whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from toolkit.model.period import Period
from toolkit.turn.expected import expected
from toolkit.turn.ground import Ground, open_period
from toolkit.turn.pending import pending
from toolkit.turn.returned import returns_of

if TYPE_CHECKING:
    from toolkit.model.decision import Pending
    from toolkit.model.facts import Returns
    from toolkit.office import Office


@dataclass(frozen=True, slots=True)
class StatusNow:
    """A period, its returns over all plans, and what waits for the office."""

    period: Period
    returns: Returns
    pending: tuple[Pending, ...]


def status(office: Office, period: str | None = None) -> StatusNow:
    """Return the status of a period, or of the month under way."""
    chosen = Period.parse(period) if period else open_period(office)
    with office.store.transaction() as connection:
        ground = Ground.of(connection, chosen.label)
        returns = returns_of(office, connection, chosen.label, expected(connection, chosen.label, ground))
        under_way = ground if chosen == open_period(office) else None
        return StatusNow(chosen, returns, pending(office, connection, under_way))


def to_json(seen: StatusNow) -> dict[str, Any]:
    """Return the status in the form others read."""
    returns = seen.returns
    return {
        "period": seen.period.label,
        "expected": returns.expected,
        "received": returns.received,
        "on_time": returns.on_time,
        "late": list(returns.late),
        "missing": list(returns.missing),
        "returned": [row.department for row in returns.by_department if row.state == "退回"],
        "pending": [
            {"kind": one.kind, "subject": one.subject, "question": one.question} for one in seen.pending
        ],
    }
