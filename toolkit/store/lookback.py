"""What was accepted in earlier months, read backwards and of each row no further than it takes."""

from __future__ import annotations

from collections import defaultdict
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import (
    Column,
    MetaData,
    Select,
    String,
    Table,
    and_,
    bindparam,
    delete,
    func,
    literal_column,
    select,
)

from toolkit.model.history import Accepted, RowKey
from toolkit.store import bulk, tables
from toolkit.store.entries import AT_ONCE, MONTHS, Report, accepted, joined, reported
from toolkit.store.marks import ADJUST, DONE, NODES, having

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from sqlalchemy import Connection

    Enough = Callable[[RowKey, Sequence[Accepted]], bool]

_FEW: Final = 10_000
"""Up to so many rows are asked for by name; of more, the whole month is read."""


def back(
    connection: Connection, period: str, rows: Iterable[RowKey], enough: Enough
) -> dict[RowKey, tuple[Accepted, ...]]:
    """
    Return what was accepted of rows for months before a period, oldest first.

    Of each row as far back only as ``enough``, told the row and its reports at hand, newest first, is not content;
    a row it is never content with comes whole.  Most rows are content with the newest month; the others go back
    each at its own pace, so that months in which a row said nothing cost nothing.
    """
    found: dict[RowKey, list[Accepted]] = defaultdict(list)
    waiting: dict[RowKey, str] = {}
    month, asked = _month_before(connection, period), set(rows)
    with _asking(connection):
        while month and asked:
            left = set(asked)
            for report in _reports(connection, month, asked):
                key = RowKey(report.plan, report.id, report.department)
                reports = found[key]
                reports.append(accepted(report))
                if enough(key, reports):
                    left.discard(key)
            waiting |= _months_of(connection, left, _LAST, period=month)
            month = max(waiting.values(), default=None)
            asked = {key for key, last in waiting.items() if last == month}
            waiting = {key: last for key, last in waiting.items() if last != month}
    return {key: tuple(reversed(reports)) for key, reports in found.items()}


def whole(connection: Connection, period: str, rows: Iterable[RowKey]) -> dict[RowKey, tuple[Accepted, ...]]:
    """Return all that was accepted of rows for months before a period, oldest first."""
    return back(connection, period, rows, lambda _key, _reports: False)


def first(
    connection: Connection, period: str, rows: Iterable[RowKey], says: Callable[[Accepted], bool]
) -> dict[RowKey, tuple[Accepted, ...]]:
    """Return of each row the earliest report before a period that ``says`` something, alone."""
    found: dict[RowKey, tuple[Accepted, ...]] = {}
    with _asking(connection):
        waiting = _months_of(connection, set(rows), _FIRST, period=period, after="")
        while waiting:
            month = min(waiting.values())
            asked = {key for key, first_ in waiting.items() if first_ == month}
            for report in _reports(connection, month, asked):
                if says(said := accepted(report)):
                    found[RowKey(report.plan, report.id, report.department)] = (said,)
            waiting = {key: first_ for key, first_ in waiting.items() if first_ != month}
            waiting |= _months_of(connection, asked - found.keys(), _FIRST, period=period, after=month)
    return found


def claimed_done(connection: Connection, period: str) -> dict[RowKey, tuple[Accepted, ...]]:
    """Return what was last said of the rows that were ever claimed done in a month before a period."""
    claimed = frozenset(RowKey(*row) for row in connection.execute(_marked(period, DONE)))
    return back(connection, period, claimed, lambda _key, reports: speaks(reports[-1]))


def speaks(report: Accepted) -> bool:
    """Whether a report says something by itself, and not only that nothing changed."""
    return not (report.entry.blank or report.entry.unchanged)


def turning(connection: Connection, plan: str, period: str) -> frozenset[RowKey]:
    """Return the rows of a plan that a report of a month before a period said to be done, or asked a change of."""
    question = _marked(period, DONE, ADJUST).where(tables.entries.c.plan == plan)
    return frozenset(RowKey(*row) for row in connection.execute(question))


def with_nodes(connection: Connection, period: str) -> frozenset[RowKey]:
    """Return the rows of which any report of a month before a period says something of nodes."""
    return frozenset(RowKey(*row) for row in connection.execute(_marked(period, NODES)))


def _marked(period: str, *marks: str) -> Select[Any]:
    """Ask for the rows with an entry of an earlier month that has one of these marks."""
    e = tables.entries.c
    question = select(e.plan, e.id, e.department).distinct()
    return question.where(_ANY, e.marks.in_(having(*marks)), e.period < period, e.period.like(MONTHS))


_ANY: Final = tables.entries.c.marks != literal_column("''")
"""In the words of the index, which has no other rows."""


def _month_before(connection: Connection, period: str) -> str | None:
    e = tables.entries.c
    question = select(func.max(e.period)).where(e.period < period, e.period.like(MONTHS))
    month: str | None = connection.execute(question).scalar()
    return month


def _months_of(
    connection: Connection, rows: Collection[RowKey], which: Select[Any], **limits: str
) -> dict[RowKey, str]:
    """Return a month of each row, the first or the last within limits; rows without any are left out."""
    if not rows:
        return {}
    _ask(connection, rows)
    return {RowKey(*key): month for *key, month in connection.execute(which, limits) if month}


def _reports(connection: Connection, month: str, rows: Collection[RowKey]) -> Iterator[Report]:
    e, d = tables.entries, tables.drops
    if len(rows) > _FEW:
        for some in connection.execute(joined().where(e.c.period == month)).partitions(AT_ONCE):
            reports = map(Report._make, some)
            yield from (report for report in reports if (report.plan, report.id, report.department) in rows)
        return
    found = _ASKED.outerjoin(e, and_(_SAME, e.c.period == month)).outerjoin(d, d.c.seq == e.c.drop)
    _ask(connection, rows)
    answers = connection.execute(select(*reported).select_from(found)).all()
    yield from (Report._make(answer) for answer in answers if answer.period)


@contextmanager
def _asking(connection: Connection) -> Iterator[None]:
    """Have a table of rows asked for."""
    _ASKED.create(connection)
    yield
    _ASKED.drop(connection)


def _ask(connection: Connection, rows: Collection[RowKey]) -> None:
    """Let these rows be those asked for."""
    connection.execute(delete(_ASKED))
    bulk.add(connection, _ASKED, sorted(rows))


_ASKED: Final = Table(
    "asked_for",
    MetaData(),
    *(Column(name, String(80), nullable=False) for name in RowKey._fields),
    prefixes=("TEMPORARY",),
)
"""
Rows asked for by name: each is found by its key, where a list of keys would be held against every entry.

They are joined from the outside, since SQLite might begin with the month otherwise and hold each entry against them.
"""
_SAME: Final = and_(*(tables.entries.c[name] == _ASKED.c[name] for name in RowKey._fields))


def _one_month() -> tuple[Select[Any], Select[Any]]:
    """Make the questions for the first and the last month of each row asked for."""
    e = tables.entries.c
    mine = (_SAME, e.period < bindparam("period"), e.period.like(MONTHS))
    first_ = select(func.min(e.period)).where(*mine, e.period > bindparam("after"))
    last = select(func.max(e.period)).where(*mine)
    return (
        select(_ASKED, first_.correlate(_ASKED).scalar_subquery()),
        select(_ASKED, last.correlate(_ASKED).scalar_subquery()),
    )


_FIRST, _LAST = _one_month()
