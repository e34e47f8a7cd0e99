"""Every file ever dropped, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, case, func, select, update

from toolkit.model.files import FileKind, Verdict
from toolkit.model.findings import Finding
from toolkit.store import bulk, tables
from toolkit.store.payload import dump, load

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection, Row, Select

_OPEN = {Verdict.DUPLICATE, Verdict.IGNORED, Verdict.HELD, Verdict.REFUSED}
SETTLED = tuple(verdict.value for verdict in Verdict if verdict not in _OPEN)
"""Verdicts after which the same bytes, dropped again, are a duplicate; what was refused may be read another time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drop:
    """
    One file dropped once.

    ``path`` is where it lay, below the inbox; ``archive`` where its original is kept, below ``data``;
    ``payload`` is the JSON of what was read (a Plan or a Return), ``""`` for nothing.  ``leaving`` is set
    from the moment its row is committed until it has left the inbox.  ``parent`` is the number of the archive or
    workbook this is a part of; ``source`` how a 代录 was told.
    """

    path: str
    file: str
    sha256: str
    received: datetime
    kind: FileKind
    verdict: Verdict
    reason: str
    archive: str = ""
    plan: str | None = None
    department: str | None = None
    period: str | None = None
    round: int | None = None
    leaving: bool = False
    payload: str = ""
    findings: tuple[Finding, ...] = ()
    parent: int | None = None
    source: str = ""
    seq: int = 0


def add(connection: Connection, drop: Drop) -> int:
    """Keep a drop and return its number."""
    return bulk.added(connection, tables.drops, _values(drop))


def rewrite(connection: Connection, drop: Drop) -> None:
    """Let a drop kept before say this instead: a held file that a person has settled."""
    connection.execute(update(tables.drops).where(tables.drops.c.seq == drop.seq).values(**_values(drop)))


def everything(connection: Connection) -> tuple[Drop, ...]:
    """Return all drops, oldest first."""
    return tuple(map(_drop, connection.execute(select(tables.drops).order_by(tables.drops.c.seq))))


def settled(connection: Connection, sha256: str) -> Drop | None:
    """Return the drop that settled this content, or None where it was never settled."""
    return settled_among(connection, [sha256]).get(sha256)


def settled_among(connection: Connection, hashes: Iterable[str]) -> dict[str, Drop]:
    """Return the drops that settled these contents, by hash."""
    question = (
        select(tables.drops)
        .where(tables.drops.c.sha256.in_(list(hashes)), tables.drops.c.verdict.in_(SETTLED))
        .order_by(tables.drops.c.seq.desc())
    )
    return {row.sha256: _drop(row) for row in connection.execute(question)}


def joined(connection: Connection, seq: int) -> tuple[Drop, ...]:
    """Return the files whose rows were put into the return of another file, ``seq``; they say nothing themselves."""
    question = select(tables.drops).where(
        tables.drops.c.parent == seq,
        tables.drops.c.kind == FileKind.RETURN.value,
        tables.drops.c.payload == "",
    )
    return tuple(map(_drop, connection.execute(question.order_by(tables.drops.c.seq))))


def alone_at(connection: Connection, paths: Iterable[str]) -> dict[tuple[str, str], Drop]:
    """Return the drops that lay at these paths and are part of nothing, by path and hash."""
    d = tables.drops.c
    question = select(tables.drops).where(d.path.in_(list(paths)), d.parent.is_(None)).order_by(d.seq)
    return {(row.path, row.sha256): _drop(row) for row in connection.execute(question)}


def adopt(connection: Connection, seq: int, parent: int) -> None:
    """Let a drop be part of another that was given its row later."""
    connection.execute(update(tables.drops).where(tables.drops.c.seq == seq).values(parent=parent))


def noted_before(connection: Connection, path: str, sha256: str) -> bool:
    """Tell whether an entry that stays in the inbox was written down before."""
    question = select(tables.drops.c.seq).where(
        tables.drops.c.path == path,
        tables.drops.c.sha256 == sha256,
    )
    return connection.execute(question.limit(1)).first() is not None


def leaving(connection: Connection) -> tuple[Drop, ...]:
    """
    Return the drops whose file may still lie in the inbox though its row is committed.

    Returns after which nothing goes back come without payload and findings: they are many, and long.
    """
    return tuple(map(_drop, connection.execute(_LEAVING)))


def mark_left(connection: Connection, seqs: Iterable[int]) -> None:
    """Remember that these files have left the inbox and their papers are written."""
    connection.execute(update(tables.drops).where(tables.drops.c.seq.in_(list(seqs))).values(leaving=False))


def of_return(connection: Connection, period: str, department: str) -> tuple[Drop, ...]:
    """Return what a department handed in for a period and was judged on its content, oldest first."""
    question = (
        select(tables.drops)
        .where(
            tables.drops.c.period == period,
            tables.drops.c.department == department,
            tables.drops.c.kind == FileKind.RETURN.value,
            tables.drops.c.verdict.in_([*_JUDGED]),
            tables.drops.c.payload != "",
        )
        .order_by(tables.drops.c.seq)
    )
    return tuple(map(_drop, connection.execute(question)))


def documents_of(connection: Connection, before: int | None = None) -> tuple[Drop, ...]:
    """Return the plan documents read and not withdrawn, oldest first; with ``before``, those of smaller number."""
    d = tables.drops.c
    question = select(tables.drops).where(
        d.kind == FileKind.PLAN.value, d.verdict == Verdict.ACCEPTED.value, d.payload != ""
    )
    if before is not None:
        question = question.where(d.seq < before)
    return tuple(map(_drop, connection.execute(question.order_by(d.seq))))


def first_received(connection: Connection, period: str, department: str) -> datetime | None:
    """Return when a department's first readable file for a period came in, one that was held included."""
    question = _first_received(period).where(tables.drops.c.department == department)
    return next((datetime.fromisoformat(moment) for _, moment in connection.execute(question)), None)


def first_received_of_all(connection: Connection, period: str) -> dict[str, datetime]:
    """Return when each department's first readable file for a period came in, one that was held included."""
    came = connection.execute(_first_received(period))
    return {department: datetime.fromisoformat(moment) for department, moment in came}


def _first_received(period: str) -> Select[Any]:
    d = tables.drops.c
    question = select(d.department, func.min(d.received)).group_by(d.department)
    return question.where(
        d.period == period,
        d.department.is_not(None),
        d.kind == FileKind.RETURN.value,
        d.verdict.in_([*_JUDGED, Verdict.HELD.value]),
    )


def returns_of(connection: Connection, period: str) -> tuple[Drop, ...]:
    """Return all judged returns of a period, oldest first."""
    question = (
        select(tables.drops)
        .where(
            tables.drops.c.period == period,
            tables.drops.c.kind == FileKind.RETURN.value,
            tables.drops.c.verdict.in_([*_JUDGED]),
            tables.drops.c.payload != "",
        )
        .order_by(tables.drops.c.seq)
    )
    return tuple(map(_drop, connection.execute(question)))


def taken_with(connection: Connection, period: str, code: str) -> tuple[Drop, ...]:
    """Return the returns accepted for a period in which a rule found something, oldest first."""
    d = tables.drops.c
    question = select(tables.drops).where(
        d.period == period,
        d.kind == FileKind.RETURN.value,
        d.verdict.in_(_TAKEN),
        d.findings.contains(f'"code":"{code}"', autoescape=True),
        d.payload != "",
    )
    return tuple(map(_drop, connection.execute(question.order_by(d.seq))))


def departments_of(connection: Connection, period: str) -> frozenset[str]:
    """Return the departments of which any file for a period came in."""
    question = select(tables.drops.c.department).where(
        tables.drops.c.period == period, tables.drops.c.department.is_not(None)
    )
    return frozenset(name for (name,) in connection.execute(question.distinct()))


def periods_reported(connection: Connection, department: str) -> frozenset[str]:
    """Return the periods of which a return of this department was accepted, with or without questions."""
    question = select(tables.drops.c.period).where(
        tables.drops.c.department == department,
        tables.drops.c.kind == FileKind.RETURN.value,
        tables.drops.c.verdict.in_(_TAKEN),
    )
    return frozenset(period for (period,) in connection.execute(question) if period)


def taken_between(connection: Connection, since: str, until: str) -> tuple[tuple[str, str], ...]:
    """Return period and department of every return taken after one moment and not after another, as ISO text."""
    d = tables.drops.c
    question = select(d.period, d.department).where(
        d.received > since,
        d.received <= until,
        d.kind == FileKind.RETURN.value,
        d.verdict.in_(_TAKEN),
        d.period.is_not(None),
        d.department.is_not(None),
    )
    return tuple((row.period, row.department) for row in connection.execute(question.distinct()))


def change_verdict(connection: Connection, seq: int, verdict: Verdict, reason: str) -> None:
    """Give a drop another verdict, such as 已被新件取代."""
    connection.execute(
        update(tables.drops).where(tables.drops.c.seq == seq).values(verdict=verdict.value, reason=reason)
    )


_TAKEN = tuple(verdict.value for verdict in Verdict if verdict.taken)
_JUDGED = tuple(
    verdict.value for verdict in (Verdict.ACCEPTED, Verdict.QUESTIONED, Verdict.RETURNED, Verdict.SUPERSEDED)
)


_LONG = ("payload", "findings")
_NOTHING_BACK = and_(
    tables.drops.c.kind == FileKind.RETURN.value,
    tables.drops.c.verdict.not_in([verdict.value for verdict in Verdict if verdict.goes_back]),
)
_LEAVING = (
    select(
        *(column for column in tables.drops.c if column.name not in _LONG),
        *(case((_NOTHING_BACK, ""), else_=tables.drops.c[name]).label(name) for name in _LONG),
    )
    .where(tables.drops.c.leaving)
    .order_by(tables.drops.c.seq)
)


def _values(drop: Drop) -> dict[str, Any]:
    values: dict[str, Any] = {
        name: getattr(drop, name) for name in Drop.__slots__ if name not in {"seq", "findings"}
    }
    values |= {
        "received": drop.received.isoformat(),
        "kind": drop.kind.value,
        "verdict": drop.verdict.value,
        "findings": dump(tuple[Finding, ...], drop.findings) if drop.findings else "",
    }
    return values


def _drop(row: Row[Any]) -> Drop:
    values = dict(row._mapping)  # noqa: SLF001 -- SQLAlchemy's own name for a row as a mapping
    values |= {
        "received": datetime.fromisoformat(row.received),
        "kind": FileKind(row.kind),
        "verdict": Verdict(row.verdict),
        "findings": load(tuple[Finding, ...], row.findings) if row.findings else (),
    }
    return Drop(**values)
