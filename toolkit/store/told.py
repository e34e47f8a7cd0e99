"""What departments told of single rows over the last months: for what a person is asked about them."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from toolkit.model.files import FileKind
from toolkit.model.history import Accepted, RowKey
from toolkit.model.returns import Status
from toolkit.store import tables
from toolkit.store.entries import MONTHS, Report, accepted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy import Connection

_AT_ONCE: Final = 400
"""Rows asked about in one question: databases bind only so many values."""

_SAYS: Final = (f'"status":"{Status.ADJUST.value}"', '"nodes":[{')
"""What stands in the JSON of an entry that asks for another day or gives days on the way."""

_REPEATED: Final = re.compile(r'"repeats":[1-9]')


def conspicuous(connection: Connection, since: str, until: str) -> frozenset[RowKey]:
    """Return the rows that asked for a change, gave nodes, or were told in the same words again, from one month to another."""
    e = tables.entries.c
    question = select(e.plan, e.id, e.department, e.payload).where(e.period >= since, e.period <= until)
    return frozenset(
        RowKey(plan, id_, department)
        for plan, id_, department, payload in connection.execute(question)
        if any(words in payload for words in _SAYS) or _REPEATED.search(payload)
    )


def reports(
    connection: Connection, keys: Iterable[RowKey], since: str, until: str
) -> dict[RowKey, tuple[Accepted, ...]]:
    """
    Return what returns said of rows, month by month from ``since`` to ``until``, oldest first.

    What came from an office's own ledger was decided there, and is left out.
    """
    wanted: dict[str, set[RowKey]] = defaultdict(set)
    for key in keys:
        wanted[key.department].add(key)
    found: dict[RowKey, list[Accepted]] = defaultdict(list)
    for department, rows in wanted.items():
        for report in _reports(connection, department, sorted({key.id for key in rows}), since, until):
            key = RowKey(report.plan, report.id, report.department)
            if key in rows:
                found[key].append(accepted(report))
    return {key: tuple(told) for key, told in found.items()}


def _reports(
    connection: Connection, department: str, ids: Sequence[str], since: str, until: str
) -> Iterator[Report]:
    e, d = tables.entries, tables.drops
    own = (e.c.period, e.c.plan, e.c.id, e.c.department, e.c.questioned, e.c.payload)
    file = (d.c.sha256, d.c.file, d.c.archive, d.c.received, d.c.source)
    months = (e.c.period >= since, e.c.period <= until, e.c.period.like(MONTHS))
    returns = (e.c.department == department, d.c.kind == FileKind.RETURN.value)
    question = select(*own, *file).join(d, d.c.seq == e.c.drop).where(*returns, *months)
    for at in range(0, len(ids), _AT_ONCE):
        some = question.where(e.c.id.in_(ids[at : at + _AT_ONCE])).order_by(e.c.period)
        yield from map(Report._make, connection.execute(some))
