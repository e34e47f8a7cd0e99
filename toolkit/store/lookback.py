"""What was accepted in earlier months, read backwards and of each row no further than it takes."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from sqlalchemy import func, or_, select, tuple_

from toolkit.model.history import Accepted, RowKey
from toolkit.model.returns import Status
from toolkit.store import tables
from toolkit.store.entries import MONTHS, Report, accepted, joined

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from sqlalchemy import Connection

    Enough = Callable[[RowKey, Sequence[Accepted]], bool]

_FEW: Final = 3000
"""Up to so many rows are asked for by name; of more, the whole month is read."""
_AT_ONCE: Final = 200
"""Rows asked for in one question: databases bind only so many values."""
_NODES: Final = '"nodes":[{'
_TURNS: Final = tuple(f'"status":"{status.value}"' for status in (Status.DONE, Status.ADJUST))
"""What stands in the JSON of an entry that does more than report work under way."""


def back(
    connection: Connection, period: str, rows: Iterable[RowKey], enough: Enough
) -> dict[RowKey, tuple[Accepted, ...]]:
    """
    Return what was accepted of rows for months before a period, oldest first.

    Of each row as far back only as ``enough``, told the row and its reports at hand, newest first, is not content;
    a row it is never content with comes whole.
    """
    open_ = set(rows)
    found: dict[RowKey, list[Accepted]] = defaultdict(list)
    month = _month_before(connection, period)
    while month and open_:
        for report in _reports(connection, month, open_):
            key = RowKey(report.plan, report.id, report.department)
            reports = found[key]
            reports.append(accepted(report))
            if enough(key, reports):
                open_.discard(key)
        month = _month_before(connection, month)
    return {key: tuple(reversed(reports)) for key, reports in found.items()}


def first(
    connection: Connection, period: str, rows: Iterable[RowKey], says: Callable[[Accepted], bool]
) -> dict[RowKey, tuple[Accepted, ...]]:
    """Return of each row the earliest report before a period that ``says`` something, alone."""
    open_: set[RowKey] = set(rows)
    found: dict[RowKey, tuple[Accepted, ...]] = {}
    e = tables.entries.c
    months = select(e.period).where(e.period < period, e.period.like(MONTHS)).distinct().order_by(e.period)
    for (month,) in connection.execute(months).all():
        if not open_:
            break
        for report in map(accepted, _reports(connection, month, open_)):
            if says(report):
                found[RowKey(report.entry.plan, report.entry.id, report.department)] = (report,)
        open_ -= found.keys()
    return found


def turning(connection: Connection, plan: str, period: str) -> frozenset[RowKey]:
    """Return the rows of a plan that a report of a month before a period said to be done, or asked a change of."""
    e = tables.entries.c
    question = select(e.plan, e.id, e.department).where(
        e.plan == plan, e.period < period, e.period.like(MONTHS)
    )
    told = or_(*(e.payload.contains(words, autoescape=True) for words in _TURNS))
    return frozenset(RowKey(*row) for row in connection.execute(question.where(told).distinct()))


def with_nodes(connection: Connection, period: str) -> frozenset[RowKey]:
    """Return the rows of which any report of a month before a period says something of nodes."""
    e = tables.entries.c
    question = select(e.plan, e.id, e.department).where(e.period < period, e.period.like(MONTHS))
    told = question.where(e.payload.contains(_NODES, autoescape=True)).distinct()
    return frozenset(RowKey(*row) for row in connection.execute(told))


def _month_before(connection: Connection, period: str) -> str | None:
    e = tables.entries.c
    question = select(func.max(e.period)).where(e.period < period, e.period.like(MONTHS))
    month: str | None = connection.execute(question).scalar()
    return month


def _reports(connection: Connection, month: str, rows: Collection[RowKey]) -> Iterator[Report]:
    e = tables.entries.c
    question = joined().where(e.period == month)
    if len(rows) > _FEW:
        everything = map(Report._make, connection.execute(question))
        yield from (report for report in everything if (report.plan, report.id, report.department) in rows)
        return
    wanted = sorted(rows)
    for at in range(0, len(wanted), _AT_ONCE):
        some = tuple_(e.plan, e.id, e.department).in_(wanted[at : at + _AT_ONCE])
        yield from map(Report._make, connection.execute(question.where(some)).all())
