"""What was accepted, row by row, and how each row stood in the ledgers issued."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, and_, delete, func, insert, select

from toolkit.model.history import Accepted, RowKey
from toolkit.model.returns import Entry
from toolkit.model.standing import Class, Light, Standing
from toolkit.store import tables
from toolkit.store.payload import dump, load

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from sqlalchemy import Connection

_MONTHS = "____-__"


def replace(
    connection: Connection,
    period: str,
    department: str,
    entries: Iterable[Entry],
    *,
    drop: int,
    questioned: Collection[str],
) -> None:
    """Let these entries be what a department said for a period, instead of anything before."""
    forget(connection, period, department)
    rows = [
        {
            "period": period,
            "plan": entry.plan,
            "id": entry.id,
            "department": department,
            "drop": drop,
            "questioned": entry.id in questioned,
            "payload": dump(Entry, entry),
        }
        for entry in entries
    ]
    if rows:
        connection.execute(insert(tables.entries), rows)


def forget(connection: Connection, period: str, department: str) -> None:
    """Take back what a department said for a period."""
    mine = and_(tables.entries.c.period == period, tables.entries.c.department == department)
    connection.execute(delete(tables.entries).where(mine))


def of_period(connection: Connection, period: str) -> dict[RowKey, Accepted]:
    """Return what was accepted for a period."""
    return _keyed(connection, _joined().where(tables.entries.c.period == period))


def before(connection: Connection, period: str) -> dict[RowKey, Accepted]:
    """Return, for each row, what was last accepted for an earlier month."""
    e = tables.entries
    last = (
        select(e.c.plan, e.c.id, e.c.department, func.max(e.c.period).label("period"))
        .where(e.c.period < period, e.c.period.like(_MONTHS))
        .group_by(e.c.plan, e.c.id, e.c.department)
        .subquery()
    )
    same = and_(
        e.c.plan == last.c.plan,
        e.c.id == last.c.id,
        e.c.department == last.c.department,
        e.c.period == last.c.period,
    )
    return _keyed(connection, _joined().join(last, same))


def issue_standings(connection: Connection, period: str, plan: str, standings: Iterable[Standing]) -> None:
    """Keep the lights and classes a ledger was issued with."""
    s = tables.standings
    connection.execute(delete(s).where(s.c.period == period, s.c.plan == plan))
    rows = [
        {
            "period": period,
            "plan": plan,
            "id": standing.id,
            "light": standing.light.value if standing.light else None,
            "klass": standing.klass.value,
            "task": standing.task,
        }
        for standing in standings
    ]
    if rows:
        connection.execute(insert(s), rows)


def issued_standings(
    connection: Connection, period: str, plan: str
) -> dict[str, tuple[Light | None, Class, str]]:
    """Return row id to light, class and task, as issued for a period; empty where none was."""
    s = tables.standings
    rows = connection.execute(select(s).where(s.c.period == period, s.c.plan == plan))
    return {row.id: (Light(row.light) if row.light else None, Class(row.klass), row.task) for row in rows}


def _joined() -> Select[Any]:
    e, d = tables.entries, tables.drops
    return select(e, d.c.sha256, d.c.file, d.c.archive, d.c.received).join(d, d.c.seq == e.c.drop)


def _keyed(connection: Connection, question: Select[Any]) -> dict[RowKey, Accepted]:
    return {
        RowKey(row.plan, row.id, row.department): Accepted(
            period=row.period,
            department=row.department,
            entry=load(Entry, row.payload),
            sha256=row.sha256,
            file=row.file,
            archive=row.archive,
            questioned=row.questioned,
            received=datetime.fromisoformat(row.received).date(),
        )
        for row in connection.execute(question)
    }
