"""What persons settled: append-only, so that a revision stands beside what it revises."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select

from toolkit.model.decision import Decision, Pending
from toolkit.store import tables
from toolkit.store.payload import dump, load

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row


def add(connection: Connection, decision: Decision, *, drop: int) -> None:
    """Keep a decision; ``drop`` is the number of the workbook it came in."""
    connection.execute(
        insert(tables.decisions).values(
            key=decision.key,
            kind=decision.kind,
            subject=decision.subject,
            choice=decision.choice,
            ground=decision.ground,
            decided_by=decision.decided_by,
            decided_at=decision.decided_at.isoformat(),
            drop=drop,
            payload=dump(Pending, decision.asked),
        )
    )


def current(connection: Connection) -> dict[str, Decision]:
    """Return what holds now of every question ever settled, by key, in the order they were first settled."""
    return {decision.key: decision for decision in everything(connection)}


def history(connection: Connection, key: str) -> tuple[Decision, ...]:
    """Return what was settled of one question, oldest first: the last one holds."""
    d = tables.decisions.c
    rows = connection.execute(select(tables.decisions).where(d.key == key).order_by(d.seq))
    return tuple(map(_decision, rows))


def everything(connection: Connection) -> tuple[Decision, ...]:
    """Return every decision, revised ones too, oldest first."""
    return tuple(
        map(_decision, connection.execute(select(tables.decisions).order_by(tables.decisions.c.seq)))
    )


def _decision(row: Row[Any]) -> Decision:
    return Decision(
        asked=load(Pending, row.payload),
        choice=row.choice,
        ground=row.ground,
        decided_by=row.decided_by,
        decided_at=datetime.fromisoformat(row.decided_at),
    )
