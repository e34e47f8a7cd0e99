"""Registered plans and the directory of departments, version by version."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import func, insert, select

from toolkit.model.department import Directory
from toolkit.model.plan import Plan
from toolkit.model.terms import Term, in_force
from toolkit.store import tables
from toolkit.store.payload import dump, load

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection, Row

    from toolkit.model.period import Period


class Registered(NamedTuple):
    """A plan's newest version, the 参数 of every version up to it, oldest first, and since when it is supervised."""

    plan: Plan
    terms: tuple[Term, ...]
    since: datetime

    @property
    def parameters(self) -> Mapping[str, str]:
        """What the sheet 参数 says now."""
        return self.terms[-1].parameters

    def in_force(self, period: Period) -> Mapping[str, str]:
        """Return the 参数 a period is judged by: a change leaves the months alone that were reported before it."""
        return in_force(self.terms, period)


def register(
    connection: Connection,
    plan: Plan,
    parameters: dict[str, str],
    sha256: str,
    at: datetime,
    counts_from: str = "",
) -> Plan:
    """
    Keep a confirmed plan as the next version and return it with that version.

    ``counts_from`` is the first month its 参数 count in.
    """
    newest = select(func.max(tables.plans.c.version)).where(tables.plans.c.plan == plan.id)
    numbered = replace(plan, version=(connection.execute(newest).scalar() or 0) + 1)
    connection.execute(
        insert(tables.plans).values(
            plan=numbered.id,
            version=numbered.version,
            registered_at=at.isoformat(),
            sha256=sha256,
            payload=dump(Plan, numbered),
            parameters=json.dumps(parameters, ensure_ascii=False, sort_keys=True),
            counts_from=counts_from,
        )
    )
    return numbered


def current(connection: Connection) -> tuple[Registered, ...]:
    """Return every plan's newest version, in the order the plans were first registered."""
    rows = connection.execute(select(tables.plans).order_by(tables.plans.c.version)).all()
    versions: dict[str, list[Row[Any]]] = {}
    for row in rows:
        versions.setdefault(row.plan, []).append(row)
    return tuple(sorted(map(_newest, versions.values()), key=lambda r: (r.since, r.plan.id)))


def _newest(versions: Sequence[Row[Any]]) -> Registered:
    terms = tuple(Term(row.counts_from, json.loads(row.parameters)) for row in versions)
    first, last = versions[0], versions[-1]
    since = datetime.fromisoformat(first.registered_at)
    return Registered(load(Plan, last.payload), terms, since)


class Led(NamedTuple):
    """Who led the tasks of one version of a plan, by task id, and from when on its changes count."""

    plan: str
    version: int
    at: datetime
    counts_from: str
    leads: dict[str, tuple[str, ...]]


def led(connection: Connection) -> dict[str, tuple[Led, ...]]:
    """Return who led the tasks of every version of the plans that have several, oldest first."""
    p = tables.plans.c
    revised = select(p.plan).group_by(p.plan).having(func.count() > 1)
    found: dict[str, list[Led]] = {}
    for row in connection.execute(select(tables.plans).where(p.plan.in_(revised)).order_by(p.version)):
        tasks = json.loads(row.payload)["tasks"]
        leads = {task["id"]: tuple(task.get("leads") or ()) for task in tasks}
        at = datetime.fromisoformat(row.registered_at)
        found.setdefault(row.plan, []).append(Led(row.plan, row.version, at, row.counts_from or "", leads))
    return {plan: tuple(versions) for plan, versions in found.items()}


def version_of(connection: Connection, plan: str, version: int) -> Registered | None:
    """Return one version of a plan, with the moment it was registered; None where there is none."""
    wanted = select(tables.plans).where(tables.plans.c.plan == plan, tables.plans.c.version == version)
    row = connection.execute(wanted).first()
    if row is None:
        return None
    return _newest([row])


def ids_ever_used(connection: Connection, plan: str) -> frozenset[str]:
    """Return the ids of tasks and targets of every version of a plan, so that none is given twice."""
    versions = select(tables.plans.c.payload).where(tables.plans.c.plan == plan)
    tasks = (task for (text,) in connection.execute(versions) for task in load(Plan, text).tasks)
    return frozenset(id_ for task in tasks for id_ in (task.id, *task.row_ids))


def register_directory(connection: Connection, directory: Directory, at: datetime) -> None:
    """Keep the directory as its next version, unless nothing changed."""
    if directory == current_directory(connection):
        return
    newest = connection.execute(select(func.max(tables.directories.c.version))).scalar() or 0
    connection.execute(
        insert(tables.directories).values(
            version=newest + 1, registered_at=at.isoformat(), payload=dump(Directory, directory)
        )
    )


def current_directory(connection: Connection) -> Directory:
    """Return the newest directory; an empty one before the first."""
    newest = select(tables.directories.c.payload).order_by(tables.directories.c.version.desc()).limit(1)
    payload = connection.execute(newest).scalar()
    return load(Directory, payload) if payload else Directory()
