"""What a department said of its rows before a period: taken out of the store as it lies there, read by whoever asks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Select, bindparam, func, select

from toolkit.store import bulk, tables
from toolkit.store.entries import MONTHS, Report

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sqlalchemy import Connection

    Lying = tuple[str, str, str, bool, str, int]
    """Period, plan, row, whether a question is open, the entry's JSON, and the number of the file it came with."""

_ENTRY: Final = ("period", "plan", "id", "questioned", "payload", "drop")
_WORDS: Final = re.compile(r'"(?:raw|status_raw|completed_raw|progress)":"[^"]')


@dataclass(frozen=True, slots=True)
class Told:
    """Entries of one department as the store has them, oldest first, and the files they came from, by number."""

    department: str
    entries: tuple[Lying, ...] = ()
    files: Mapping[int, tuple[str, ...]] = field(default_factory=dict)

    @property
    def reports(self) -> Iterator[Report]:
        """The same, each with its file."""
        department, files = self.department, self.files
        for period, plan, id_, asked, payload, drop in self.entries:
            yield Report(period, plan, id_, department, bool(asked), payload, *files[drop])


def told(connection: Connection, period: str, department: str, expected: Iterable[tuple[str, str]]) -> Told:
    """
    Return what a department said of its rows in the months before a period.

    As far back only as the last month in which each expected row, plan and id, says something by itself.
    """
    lying = bulk.one(connection, _NEWEST, {"department": department, "period": period})
    if not lying:
        return Told(department)
    alone = {(plan, id_) for _, plan, id_, _, payload, _ in lying if _stands_alone(payload)}
    open_ = {id_ for plan, id_ in expected if (plan, id_) not in alone}
    if len(alone) < len(lying):
        open_ |= {id_ for _, plan, id_, *_ in lying if (plan, id_) not in alone}
    if open_:
        mine = {"department": department, "period": lying[0][0], "ids": sorted(open_)}
        lying = [*map(tuple, connection.execute(_EARLIER, mine)), *lying]
    files = {drop: bulk.one(connection, _FILE, {"drop": drop})[0] for drop in {row[-1] for row in lying}}
    return Told(department, tuple(lying), files)


def _stands_alone(payload: str) -> bool:
    """Whether an entry's JSON surely says something, and not only that nothing changed."""
    return '"unchanged":true' not in payload and bool(_WORDS.search(payload))


def _asked() -> tuple[Select[Any], Select[Any]]:
    """Make both questions once: the newest month before a period, and what lies before that."""
    e = tables.entries
    months = (
        e.c.department == bindparam("department"),
        e.c.period < bindparam("period"),
        e.c.period.like(MONTHS),
    )
    last = select(func.max(e.c.period)).where(*months).scalar_subquery()
    own = select(*(e.c[name] for name in _ENTRY))
    newest = own.where(e.c.department == bindparam("department"), e.c.period == last)
    rows = e.c.id.in_(bindparam("ids", expanding=True))
    return newest, own.where(*months, rows).order_by(e.c.period)


_NEWEST, _EARLIER = _asked()
_FILE = select(*(tables.drops.c[name] for name in Report._fields[6:])).where(
    tables.drops.c.seq == bindparam("drop")
)
