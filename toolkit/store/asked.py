"""Questions the last judgement raised: replaced as a whole, so that what is moot is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import delete, func, insert, select

from toolkit.model.decision import Pending
from toolkit.store import tables
from toolkit.store.payload import dump, load

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection


_MARK: Final = ""
"""The key of the line that says upon what the questions were raised."""


def put(connection: Connection, questions: Iterable[Pending], upon: str = "") -> None:
    """Let these be the questions raised, instead of those before; the same one twice is one."""
    unique = {question.key: dump(Pending, question) for question in questions}
    rows = [
        {"key": key, "place": place, "payload": payload}
        for place, (key, payload) in enumerate({_MARK: upon, **unique}.items())
    ]
    connection.execute(delete(tables.asked))
    connection.execute(insert(tables.asked), rows)


def upon(connection: Connection) -> str:
    """Return upon what the questions were raised, ``""`` where none ever were."""
    payload = connection.execute(select(tables.asked.c.payload).where(tables.asked.c.key == _MARK))
    return payload.scalar() or ""


def everything(connection: Connection) -> tuple[Pending, ...]:
    """Return the questions raised, in their order."""
    a = tables.asked.c
    rows = connection.execute(select(a.payload).where(a.key != _MARK).order_by(a.place))
    return tuple(load(Pending, payload) for (payload,) in rows)


def happened(connection: Connection) -> str:
    """Return a text that is another as soon as a file has come in or anything was noted in the log."""
    newest = (select(func.max(table.c.seq)) for table in (tables.drops, tables.log))
    return " ".join(str(connection.execute(question).scalar() or 0) for question in newest)
