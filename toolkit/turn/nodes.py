"""阶段节点：what a row's first lead gave for its days on the way is registered once; later changes are asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.model.nodes import planned
from toolkit.model.period import Period
from toolkit.model.returns import Entry
from toolkit.store import nodes
from toolkit.store.marks import NODES
from toolkit.store.payload import load

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from toolkit.store.drops import Drop
    from toolkit.store.entries import Row
    from toolkit.store.nodes import Promise
    from toolkit.turn.ground import Ground


def keep(connection: Connection, ground: Ground, drop: Drop, rows: Iterable[Row]) -> None:
    """Register the nodes of those accepted rows whose first lead gives some for the first time."""
    for row in rows:
        if NODES in row.marks and _first_lead(ground, row.plan, row.id) == drop.department:
            given = planned(load(Entry, row.payload).nodes)
            promise = nodes.Promise(
                row.plan, row.id, drop.department or "", drop.period or "", drop.received, row.drop, given
            )
            before = nodes.registered(connection, row.plan, row.id)
            if given and (before is None or _instead(promise, before)):
                nodes.register(connection, promise)


def _instead(now: Promise, before: Promise) -> bool:
    """
    Tell whether nodes count instead of those registered.

    A month's return may be mended while the month lasts; of two returns that came in at one moment the earlier
    month's counts, in whichever order they are taken in.
    """
    if now.period == before.period:
        return now.registered_at.date() <= Period.parse(now.period).end
    return now.registered_at == before.registered_at and now.period < before.period


def _first_lead(ground: Ground, plan_id: str, row: str) -> str:
    plan = next((plan for plan in ground.plans if plan.id == plan_id), None)
    task = plan.task_of(row) if plan else None
    return next(iter(ground.leads(task)), "") if task else ""
