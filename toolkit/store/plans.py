"""Registered plans and the directory of departments, version by version."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import func, insert, select

from toolkit.model.department import Directory
from toolkit.model.plan import Plan
from toolkit.store import tables
from toolkit.store.payload import dump, load

if TYPE_CHECKING:
    from sqlalchemy import Connection


class Registered(NamedTuple):
    """A plan's newest version, what its 参数 sheet says, and since when the plan is supervised."""

    plan: Plan
    parameters: dict[str, str]
    since: datetime


def register(
    connection: Connection, plan: Plan, parameters: dict[str, str], sha256: str, at: datetime
) -> Plan:
    """Keep a confirmed plan as the next version and return it with that version."""
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
        )
    )
    return numbered


def current(connection: Connection) -> tuple[Registered, ...]:
    """Return every plan's newest version, in the order the plans were first registered."""
    rows = connection.execute(select(tables.plans).order_by(tables.plans.c.version)).all()
    since: dict[str, datetime] = {}
    newest: dict[str, Registered] = {}
    for row in rows:
        first = since.setdefault(row.plan, datetime.fromisoformat(row.registered_at))
        newest[row.plan] = Registered(load(Plan, row.payload), json.loads(row.parameters), first)
    return tuple(sorted(newest.values(), key=lambda r: (r.since, r.plan.id)))


def version_of(connection: Connection, plan: str, version: int) -> Registered | None:
    """Return one version of a plan, with the moment it was registered; None where there is none."""
    wanted = select(tables.plans).where(tables.plans.c.plan == plan, tables.plans.c.version == version)
    row = connection.execute(wanted).first()
    if row is None:
        return None
    registered_at = datetime.fromisoformat(row.registered_at)
    return Registered(load(Plan, row.payload), json.loads(row.parameters), registered_at)


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
