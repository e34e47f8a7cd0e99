"""阶段节点：the days on the way that first leads promised, a row each."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import TYPE_CHECKING, Final, NamedTuple

from sqlalchemy import delete, insert, select

from toolkit.model.plan import Node
from toolkit.store import tables
from toolkit.store.payload import dump, load

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row


EVER: Final = "9999-12"


class Promise(NamedTuple):
    """The nodes of one row: who gave them, with the return of which period, received when, in which drop."""

    plan: str
    id: str
    department: str
    period: str
    registered_at: datetime
    drop: int
    nodes: tuple[Node, ...]


def register(connection: Connection, promise: Promise) -> None:
    """Let these be the nodes of a row, instead of any before."""
    n = tables.nodes
    connection.execute(delete(n).where(n.c.plan == promise.plan, n.c.id == promise.id))
    values = {
        **promise._asdict(),
        "registered_at": promise.registered_at.isoformat(),
        "payload": dump(tuple[Node, ...], promise.nodes),
    }
    del values["nodes"]
    connection.execute(insert(n).values(values))


def registered(connection: Connection, plan: str, id_: str) -> Promise | None:
    """Return the nodes of a row, None where none were given."""
    n = tables.nodes
    row = connection.execute(select(n).where(n.c.plan == plan, n.c.id == id_)).first()
    return _promise(row) if row else None


def everything(connection: Connection, until: str = EVER) -> dict[str, dict[str, tuple[Node, ...]]]:
    """Return the nodes of all rows that returns of months ``until`` one gave, by plan and row id, as first given."""
    found: dict[str, dict[str, tuple[Node, ...]]] = defaultdict(dict)
    n = tables.nodes
    question = select(n.c.plan, n.c.id, n.c.payload).where(n.c.period <= until)
    for plan, id_, payload in connection.execute(question.order_by(n.c.plan, n.c.id)):
        found[plan][id_] = load(tuple[Node, ...], payload)
    return dict(found)


def forget(connection: Connection, period: str, department: str) -> None:
    """Take back the nodes that a department gave with its return of a period."""
    n = tables.nodes
    connection.execute(delete(n).where(n.c.period == period, n.c.department == department))


def _promise(row: Row[tuple[object, ...]]) -> Promise:
    values = dict(row._mapping)  # noqa: SLF001 -- SQLAlchemy's own name for a row as a mapping
    values["registered_at"] = datetime.fromisoformat(row.registered_at)
    values["nodes"] = load(tuple[Node, ...], values.pop("payload"))
    return Promise(**values)
