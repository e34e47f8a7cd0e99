"""Questions the last judgement raised: replaced as a whole, so that what is moot is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from toolkit.model.decision import Pending
from toolkit.store import tables
from toolkit.store.payload import dump, load

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection


def put(connection: Connection, questions: Iterable[Pending]) -> None:
    """Let these be the questions raised, instead of those before; the same one twice is one."""
    unique = {question.key: question for question in questions}
    connection.execute(delete(tables.asked))
    rows = [
        {"key": key, "place": place, "payload": dump(Pending, question)}
        for place, (key, question) in enumerate(unique.items())
    ]
    if rows:
        connection.execute(insert(tables.asked), rows)


def everything(connection: Connection) -> tuple[Pending, ...]:
    """Return the questions raised, in their order."""
    rows = connection.execute(select(tables.asked.c.payload).order_by(tables.asked.c.place))
    return tuple(load(Pending, payload) for (payload,) in rows)
