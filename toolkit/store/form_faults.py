"""Where a form is at fault: rules over which too many departments stumbled in one place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import delete, insert, select

from toolkit.store import tables
from toolkit.store.payload import dump, load

if TYPE_CHECKING:
    from sqlalchemy import Connection


class Stumble(NamedTuple):
    """A rule and the place it was tripped over in: a target's id, or the heading of a column."""

    code: str
    plan: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FormFault:
    """A place of a period's form that sends nobody back any more, since when, and who stumbled there."""

    period: str
    stumble: Stumble
    found_at: datetime
    departments: tuple[str, ...]


def keep(connection: Connection, fault: FormFault) -> None:
    """Remember a fault, or who else stumbled over one that is known."""
    t, stumble = tables.form_faults, fault.stumble
    same = (
        (t.c.period == fault.period)
        & (t.c.code == stumble.code)
        & (t.c.plan == stumble.plan)
        & (t.c.place == stumble.place)
    )
    connection.execute(delete(t).where(same))
    connection.execute(
        insert(t).values(
            period=fault.period,
            code=stumble.code,
            plan=stumble.plan,
            place=stumble.place,
            found_at=fault.found_at.isoformat(),
            departments=dump(tuple[str, ...], fault.departments),
        )
    )


def everything(connection: Connection, period: str | None = None) -> tuple[FormFault, ...]:
    """Return the faults found, of all periods or of one, in the order of the form's rules."""
    t = tables.form_faults
    question = select(t).order_by(t.c.period, t.c.code, t.c.plan, t.c.place)
    if period is not None:
        question = question.where(t.c.period == period)
    return tuple(
        FormFault(
            period=row.period,
            stumble=Stumble(row.code, row.plan, row.place),
            found_at=datetime.fromisoformat(row.found_at),
            departments=load(tuple[str, ...], row.departments),
        )
        for row in connection.execute(question)
    )
