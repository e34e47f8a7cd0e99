"""期初数 of registered plans, as the accepted entries of the months before the office's first."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from toolkit.store import drops, entries
from toolkit.store.entries import Opened
from toolkit.turn.ground import Ground, open_period

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from toolkit.model.plan import Plan
    from toolkit.office import Office


def last_month(office: Office) -> str:
    """Return the month before the one under way: the last that opening figures may stand at."""
    return open_period(office).previous.label


def record(connection: Connection) -> None:
    """
    Let the opening figures of every plan count, each under its departments as the directory now has them.

    What a department has itself reported for a month stands; doing it again changes nothing.
    """
    ground = Ground.of(connection)
    for entry in ground.registered:
        if entry.plan.opening:
            entries.open_with(connection, entry.plan.id, _rows(connection, ground, entry.plan))


def _rows(connection: Connection, ground: Ground, plan: Plan) -> Iterator[Opened]:
    sources = {opening.sha256 for opening in plan.opening}
    files = {sha256: found.seq for sha256 in sources if (found := drops.settled(connection, sha256))}
    for opening in plan.opening:
        task = plan.task_of(opening.id)
        if task is None or opening.sha256 not in files:
            continue
        for department in ground.directory.expand(opening.departments or task.leads):
            yield Opened(
                period=opening.period,
                department=department,
                entry=replace(opening.entry, plan=plan.id),
                drop=files[opening.sha256],
            )
