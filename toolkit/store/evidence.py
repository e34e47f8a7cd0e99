"""Files kept beside returns: 佐证材料 and 盖章件, whatever round the return is in."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, delete, insert, select

from toolkit.model.evidence import Evidence, EvidenceKind
from toolkit.model.files import Verdict
from toolkit.store import tables

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row


def add(connection: Connection, evidence: Evidence) -> None:
    """Keep what the file of a drop belongs to, instead of what was kept of it before."""
    e = tables.evidence
    forget(connection, evidence.drop)
    of_return = {
        "drop": evidence.drop,
        "period": evidence.period,
        "department": evidence.department,
        "kind": evidence.kind.value,
    }
    rows = evidence.rows or (("", ""),)
    connection.execute(insert(e), [{**of_return, "plan": plan, "id": id_} for plan, id_ in rows])


def forget(connection: Connection, drop: int) -> None:
    """Keep the file of a drop beside no return any more."""
    connection.execute(delete(tables.evidence).where(tables.evidence.c.drop == drop))


def of_period(connection: Connection, period: str) -> tuple[Evidence, ...]:
    """Return what is kept for a period and was not withdrawn, oldest first."""
    return _read(connection, _joined().where(tables.evidence.c.period == period))


def of_return(connection: Connection, period: str, department: str) -> tuple[Evidence, ...]:
    """Return what is kept beside a department's return for a period, oldest first."""
    e = tables.evidence.c
    return _read(connection, _joined().where(e.period == period, e.department == department))


def everything(connection: Connection) -> tuple[Evidence, ...]:
    """Return all that is kept and was not withdrawn, oldest first."""
    return _read(connection, _joined())


def returns_with(connection: Connection) -> frozenset[tuple[str, str]]:
    """Return the returns beside which anything is kept, department and period."""
    e = tables.evidence.c
    return frozenset(
        (row.department, row.period) for row in connection.execute(select(e.department, e.period).distinct())
    )


def sealed(connection: Connection, period: str) -> frozenset[str]:
    """Return the departments whose signed and sealed form is here for a period."""
    kept = of_period(connection, period)
    return frozenset(one.department for one in kept if one.kind is EvidenceKind.SEALED)


def _joined() -> Select[Any]:
    e, d = tables.evidence, tables.drops
    columns = (d.c.file, d.c.sha256, d.c.archive, d.c.received)
    question = select(e, *columns).join(d, d.c.seq == e.c.drop)
    return question.where(d.c.verdict == Verdict.ACCEPTED.value).order_by(e.c.drop, e.c.plan, e.c.id)


def _read(connection: Connection, question: Select[Any]) -> tuple[Evidence, ...]:
    found: dict[int, Evidence] = {}
    for row in connection.execute(question):
        one = found.setdefault(row.drop, _evidence(row))
        if row.id:
            found[row.drop] = replace(one, rows=(*one.rows, (row.plan, row.id)))
    return tuple(found.values())


def _evidence(row: Row[Any]) -> Evidence:
    return Evidence(
        department=row.department,
        period=row.period,
        kind=EvidenceKind(row.kind),
        drop=row.drop,
        file=row.file,
        sha256=row.sha256,
        archive=row.archive,
        received=datetime.fromisoformat(row.received),
    )
