"""How each row stood in the ledgers made of a period, and which of them was issued."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, insert, select

from toolkit.model.facts import Issued
from toolkit.model.standing import Class, Light, Standing
from toolkit.store import tables

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import Connection


def keep(
    connection: Connection,
    period: str,
    plan: str,
    standings: Iterable[Standing],
    *,
    issued_at: datetime | None = None,
) -> None:
    """
    Keep the lights and classes a ledger shows.

    ``issued_at`` is its moment once the bulletin day has come.  The first ledger of then is what was issued: of a
    later one only the lights are kept, beside those issued.
    """
    s = tables.standings
    before = issue_of(connection, period, plan)
    known = issued(connection, period, plan) if before else {}
    first = before or (issued_at.isoformat() if issued_at else None)
    connection.execute(delete(s).where(s.c.period == period, s.c.plan == plan))
    rows = []
    for standing in standings:
        light, klass, task = known.get(standing.id, (standing.light, standing.klass, standing.task))
        rows.append(
            {
                "period": period,
                "plan": plan,
                "id": standing.id,
                "light": standing.light.value if standing.light else None,
                "klass": klass.value,
                "task": task,
                "issued_light": light.value if first and light else None,
                "issued_at": first,
            }
        )
    if rows:
        connection.execute(insert(s), rows)


def issue_of(connection: Connection, period: str, plan: str) -> str | None:
    """Return the moment of the first ledger of a period after the bulletin day; None where there was none yet."""
    s = tables.standings.c
    mine = select(s.issued_at).where(s.period == period, s.plan == plan, s.issued_at.is_not(None))
    return connection.execute(mine.limit(1)).scalar()


def made(connection: Connection, plan: str) -> tuple[tuple[str, bool], ...]:
    """Return the periods a ledger of a plan was ever made of, and whether one was made after the bulletin day."""
    s = tables.standings.c
    question = select(s.period, func.max(s.issued_at)).where(s.plan == plan).group_by(s.period)
    return tuple((period, at is not None) for period, at in connection.execute(question.order_by(s.period)))


def issued(connection: Connection, period: str, plan: str) -> dict[str, Issued]:
    """Return each row as it was issued for a period; empty where no ledger was made."""
    s = tables.standings
    rows = connection.execute(select(s).where(s.c.period == period, s.c.plan == plan))
    return {row.id: Issued(_light(row), Class(row.klass), row.task) for row in rows}


def _light(row: Any) -> Light | None:  # noqa: ANN401 -- a row of the table standings
    """Return the light as issued; of a ledger before the bulletin day the one it showed."""
    shown = row.issued_light if row.issued_at else row.light
    return Light(shown) if shown else None
