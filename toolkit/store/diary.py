"""What the office has done: forms issued, jobs done once a period, and the log of who did what."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, insert, select

from toolkit.store import tables

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection


def issue_forms(connection: Connection, period: str, departments: Iterable[str], at: datetime) -> None:
    """Remember to whom forms of a period were issued; a second issue replaces the first."""
    connection.execute(delete(tables.issued).where(tables.issued.c.period == period))
    rows = [{"period": period, "department": name, "issued_at": at.isoformat()} for name in departments]
    if rows:
        connection.execute(insert(tables.issued), rows)


def issued_forms(connection: Connection, period: str) -> dict[str, datetime]:
    """Return to whom forms of a period were issued, and when."""
    rows = connection.execute(select(tables.issued).where(tables.issued.c.period == period))
    return {row.department: datetime.fromisoformat(row.issued_at) for row in rows}


def first_issued(connection: Connection, until: str) -> dict[str, datetime]:
    """Return when each department got its first form, of those for periods up to one."""
    i = tables.issued.c
    question = select(i.department, func.min(i.issued_at)).where(i.period <= until).group_by(i.department)
    return {name: datetime.fromisoformat(moment) for name, moment in connection.execute(question)}


def done_at(connection: Connection, job: str, period: str) -> datetime | None:
    """Return when a job was done for a period, or None."""
    mine = select(tables.jobs.c.done_at).where(tables.jobs.c.job == job, tables.jobs.c.period == period)
    when = connection.execute(mine).scalar()
    return datetime.fromisoformat(when) if when else None


def mark_done(connection: Connection, job: str, period: str, at: datetime) -> None:
    """Remember that a job was done for a period."""
    if done_at(connection, job, period) is None:
        connection.execute(insert(tables.jobs).values(job=job, period=period, done_at=at.isoformat()))


def note(connection: Connection, at: datetime, actor: str, what: str, detail: str) -> None:
    """Write a line into the log; lines are never changed."""
    connection.execute(insert(tables.log).values(at=at.isoformat(), actor=actor, what=what, detail=detail))


def details(connection: Connection, what: str) -> tuple[str, ...]:
    """Return what all lines of this sort say, oldest first."""
    mine = select(tables.log.c.detail).where(tables.log.c.what == what).order_by(tables.log.c.seq)
    return tuple(str(detail) for (detail,) in connection.execute(mine))
