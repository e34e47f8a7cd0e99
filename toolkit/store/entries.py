"""What was accepted, row by row, and how each row stood in the ledgers issued."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import Select, and_, delete, insert, select

from toolkit.model.files import FileKind
from toolkit.model.history import Accepted, RowKey
from toolkit.model.returns import Entry
from toolkit.model.standing import Class, Light, Standing
from toolkit.store import tables
from toolkit.store.payload import dump, load

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

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


class Opened(NamedTuple):
    """An entry from an office's own ledger: its period, its department, and the drop it came with."""

    period: str
    department: str
    entry: Entry
    drop: int


def open_with(connection: Connection, plan: str, rows: Iterable[Opened]) -> None:
    """Let these be the opening entries of a plan, instead of those before; what departments reported stands."""
    e, d = tables.entries, tables.drops
    returns = select(d.c.seq).where(d.c.kind == FileKind.RETURN.value)
    connection.execute(delete(e).where(e.c.plan == plan, e.c.drop.not_in(returns)))
    reported = select(e.c.period, e.c.id, e.c.department).where(e.c.plan == plan)
    taken = {tuple(row) for row in connection.execute(reported)}
    values = [
        {
            "period": row.period,
            "plan": plan,
            "id": row.entry.id,
            "department": row.department,
            "drop": row.drop,
            "questioned": False,
            "payload": dump(Entry, row.entry),
        }
        for row in rows
        if (row.period, row.entry.id, row.department) not in taken
    ]
    if values:
        connection.execute(insert(e), values)


def forget(connection: Connection, period: str, department: str) -> None:
    """Take back what a department said for a period."""
    mine = and_(tables.entries.c.period == period, tables.entries.c.department == department)
    connection.execute(delete(tables.entries).where(mine))


def of_period(connection: Connection, period: str) -> dict[RowKey, Accepted]:
    """Return what was accepted for a period."""
    return dict(_pairs(connection, _joined().where(tables.entries.c.period == period)))


def periods(connection: Connection) -> tuple[str, ...]:
    """Return the periods for which anything was accepted, earliest first."""
    e = tables.entries.c
    return tuple(period for (period,) in connection.execute(select(e.period).distinct().order_by(e.period)))


def history(connection: Connection, period: str) -> dict[RowKey, tuple[Accepted, ...]]:
    """Return, for each row, what was accepted for earlier months, oldest first."""
    e = tables.entries
    question = _joined().where(e.c.period < period, e.c.period.like(_MONTHS)).order_by(e.c.period)
    rows: dict[RowKey, list[Accepted]] = defaultdict(list)
    for key, accepted in _pairs(connection, question):
        rows[key].append(accepted)
    return {key: tuple(reports) for key, reports in rows.items()}


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


def _pairs(connection: Connection, question: Select[Any]) -> Iterator[tuple[RowKey, Accepted]]:
    for row in connection.execute(question):
        accepted = Accepted(
            period=row.period,
            department=row.department,
            entry=load(Entry, row.payload),
            sha256=row.sha256,
            file=row.file,
            archive=row.archive,
            questioned=row.questioned,
            received=datetime.fromisoformat(row.received).date(),
        )
        yield RowKey(row.plan, row.id, row.department), accepted
