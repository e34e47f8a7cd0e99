"""What was accepted, row by row."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sqlalchemy import ColumnElement, Select, String, bindparam, delete, literal_column, select

from toolkit.model.built import builder
from toolkit.model.files import FileKind
from toolkit.model.history import Accepted, RowKey
from toolkit.model.returns import Entry
from toolkit.store import bulk, tables
from toolkit.store.marks import marks_of
from toolkit.store.payload import dump, load

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from sqlalchemy import Connection

_accepted: Final = builder(Accepted)
MONTHS: Final[ColumnElement[str]] = literal_column("'____-__'", String())
"""
How periods that are months look; quarters and years are not among earlier months.

It is part of the question: SQLite would lay the question out anew for each value bound to a LIKE.
"""


class Row(NamedTuple):
    """An entry ready to be kept: its JSON and the marks beside it, the drop it came with, whether it was questioned."""

    plan: str
    id: str
    payload: str
    marks: str
    drop: int
    questioned: bool

    @classmethod
    def of(cls, entry: Entry, drop: int, *, questioned: bool) -> Row:
        """Make an entry ready."""
        payload = dump(Entry, entry)
        return cls(entry.plan, entry.id, payload, marks_of(payload), drop, questioned)


class Report(NamedTuple):
    """An entry as the store has it, with the file it came from; :func:`accepted` reads it."""

    period: str
    plan: str
    id: str
    department: str
    questioned: bool
    payload: str
    sha256: str
    file: str
    archive: str
    received: str
    source: str


AT_ONCE: Final = 1000
"""Rows taken out of the database at once, where there are many."""


def put(connection: Connection, period: str, department: str, rows: Iterable[Row]) -> None:
    """Let these rows be what a department said for a period, instead of anything before."""
    forget(connection, period, department)
    kept = [
        (period, plan, id_, department, drop, questioned, payload, marks)
        for plan, id_, payload, marks, drop, questioned in rows
    ]
    bulk.add(connection, tables.entries, kept)


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
    rows = (Row.of(entry, drop, questioned=entry.id in questioned) for entry in entries)
    put(connection, period, department, rows)


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
    told = ((row, dump(Entry, row.entry)) for row in rows)
    kept = [
        (row.period, plan, row.entry.id, row.department, row.drop, False, payload, marks_of(payload))
        for row, payload in told
        if (row.period, row.entry.id, row.department) not in taken
    ]
    bulk.add(connection, e, kept)


def forget(connection: Connection, period: str, department: str) -> None:
    """Take back what a department said for a period."""
    bulk.one(connection, _FORGET, {"of_period": period, "of_department": department})


def of_period(connection: Connection, period: str) -> dict[RowKey, Accepted]:
    """Return what was accepted for a period."""
    return dict(_pairs(connection, joined().where(tables.entries.c.period == period)))


def periods(connection: Connection) -> tuple[str, ...]:
    """Return the periods for which anything was accepted, earliest first."""
    e = tables.entries.c
    return tuple(period for (period,) in connection.execute(select(e.period).distinct().order_by(e.period)))


def history(connection: Connection, period: str) -> dict[RowKey, tuple[Accepted, ...]]:
    """Return, for each row, what was accepted for earlier months, oldest first."""
    return _by_row(connection, _before(period))


def _before(period: str) -> Select[Any]:
    e = tables.entries.c
    return joined().where(e.period < period, e.period.like(MONTHS)).order_by(e.period)


def _by_row(connection: Connection, question: Select[Any]) -> dict[RowKey, tuple[Accepted, ...]]:
    rows: dict[RowKey, list[Accepted]] = defaultdict(list)
    for key, accepted in _pairs(connection, question):
        rows[key].append(accepted)
    return {key: tuple(reports) for key, reports in rows.items()}


def accepted(report: Report, entry: Entry | None = None) -> Accepted:
    """Read a report, of which the entry may be read already."""
    period, _, _, department, questioned, payload, sha256, file, archive, received, source = report
    return _accepted(
        period=period,
        department=department,
        entry=entry or load(Entry, payload),
        sha256=sha256,
        file=file,
        archive=archive,
        questioned=questioned,
        received=_day(received),
        source=source,
    )


@lru_cache(maxsize=1024)
def _day(moment: str) -> date:
    return datetime.fromisoformat(moment).date()


def progress_of(connection: Connection, period: str) -> Iterator[list[tuple[str, str]]]:
    """Yield the departments and their words under 进展情况 of a period, some at a time, in the order they came in."""
    e = tables.entries
    question = select(e.c.department, e.c.payload).where(e.c.period == period)
    for some in connection.execute(question.order_by(e.c.drop, e.c.plan, e.c.id)).partitions(AT_ONCE):
        said = ((department, _PROGRESS.search(payload)) for department, payload in some)
        yield [(department, _read(match[1])) for department, match in said if match]


def _read(text: str) -> str:
    """Return what a string of JSON says."""
    return text[1:-1] if "\\" not in text else str(json.loads(text))


def payloads(connection: Connection, period: str) -> Iterator[tuple[str, str, str, str]]:
    """Yield department, plan, row and the entry's JSON for all that was accepted for a period, in the order it came."""
    e = tables.entries.c
    question = select(e.department, e.plan, e.id, e.payload).where(e.period == period)
    for row in connection.execute(question.order_by(e.drop, e.plan, e.id)):
        yield row.department, row.plan, row.id, row.payload


def payload(connection: Connection, period: str, plan: str, id_: str, department: str) -> str:
    """Return the JSON of what a department said of a row for a period, ``""`` where nothing was accepted."""
    e = tables.entries.c
    question = select(e.payload).where(
        e.period == period, e.plan == plan, e.id == id_, e.department == department
    )
    return connection.execute(question).scalar() or ""


_PROGRESS = re.compile(r'"progress":("(?:[^"\\]|\\.)+")')


def _reports(
    connection: Connection, question: Select[Any], values: dict[str, Any] | None = None
) -> tuple[Report, ...]:
    return tuple(map(Report._make, connection.execute(question, values or {}).all()))


reported: Final = (
    *(tables.entries.c[name] for name in ("period", "plan", "id", "department", "questioned", "payload")),
    *(tables.drops.c[name] for name in ("sha256", "file", "archive", "received", "source")),
)
"""The columns of a :class:`Report`."""


def joined() -> Select[Any]:
    """Ask for reports, column by column as :class:`Report` has them."""
    e, d = tables.entries, tables.drops
    return select(*reported).select_from(e).join(d, d.c.seq == e.c.drop)


def _pairs(connection: Connection, question: Select[Any]) -> Iterator[tuple[RowKey, Accepted]]:
    for report in _reports(connection, question):
        yield RowKey(report.plan, report.id, report.department), accepted(report)


_FORGET = delete(tables.entries).where(
    tables.entries.c.period == bindparam("of_period"),
    tables.entries.c.department == bindparam("of_department"),
)
