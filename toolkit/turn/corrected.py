"""更正: what came in about earlier periods after their bulletins, told in the next one (practice 2.3)."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from toolkit.model.facts import Corrected
from toolkit.model.period import Period
from toolkit.store import drops
from toolkit.store import standings as standings_kept

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from toolkit.model.standing import Standing


def corrected(
    connection: Connection,
    plan: str,
    period: Period,
    now: datetime,
    leads: Sequence[str],
    judged: Callable[[str], tuple[Standing, ...]],
) -> tuple[Corrected, ...]:
    """
    Return what was corrected of earlier periods between the bulletin before and this one, the oldest period first.

    ``leads`` are the plan's, in institutional order; ``judged`` gives the rows of an earlier period as they stand now,
    and is asked of those periods only of which something came in.
    """
    since = standings_kept.issue_of(connection, period.previous.label, plan)
    if since is None:
        return ()
    until = standings_kept.issue_of(connection, period.label, plan) or now.isoformat()
    came: dict[str, set[str]] = defaultdict(set)
    for of_period, department in drops.taken_between(connection, since, until):
        if department in leads and Period.parse(of_period).end < period.start:
            came[of_period].add(department)
    return tuple(
        Corrected(
            period=Period.parse(label),
            departments=tuple(name for name in leads if name in came[label]),
            rows=tuple(_changed(judged(label))),
        )
        for label in sorted(came)
    )


def _changed(standings: tuple[Standing, ...]) -> Iterator[tuple[str, str, str]]:
    """Yield the rows whose light is another than the one printed."""
    return ((row.id, row.title, row.made_good) for row in standings if row.light is not row.issued_light)
