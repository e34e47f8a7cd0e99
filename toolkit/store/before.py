"""What a department said of its rows before a period: taken out of the store as it lies there, read by whoever asks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from json.encoder import encode_basestring as quoted
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sqlalchemy import LargeBinary, Select, bindparam, func, literal_column, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from toolkit.model.built import changer
from toolkit.model.history import Accepted
from toolkit.store import bulk, tables
from toolkit.store.entries import MONTHS, Report, accepted
from toolkit.store.payload import BETWEEN, load_entries

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import Connection
    from sqlalchemy.sql.compiler import SQLCompiler

_saying: Final = changer(Accepted, "entry")
_FILE: Final = Report._fields[6:]
_TICKED: Final = b'"unchanged":true'
_WORDS: Final = re.compile(
    rb'(\{"plan":"[^"\\]*","id":"[^"\\]*")[^{]*?"(?:raw|status_raw|completed_raw|progress)":"[^"]'
)
"""
The JSON of an entry with words of its own, as far as those, after how it begins.

What was remarked on its fields stands behind them, in braces.
"""


class Lying(NamedTuple):
    """The entries of a department that came with one file for one period, all with a question open or all without."""

    period: str
    questioned: bool
    number: int
    payloads: bytes
    sha256: str
    file: str
    archive: str
    received: str
    source: str

    def each(self) -> list[bytes]:
        """Return the JSON of each entry."""
        return self.payloads.split(BETWEEN)

    def accepted(self, department: str, payloads: bytes) -> list[Accepted]:
        """Read some of them."""
        period, questioned, _, _, *file = self
        entries = load_entries(payloads)
        report = Report(period, entries[0].plan, entries[0].id, department, bool(questioned), "", *file)
        first = accepted(report, entries[0])
        return [_saying(first, entry) for entry in entries]


@dataclass(frozen=True, slots=True)
class Told:
    """Entries of one department as the store has them, oldest first."""

    department: str
    lying: tuple[Lying, ...] = ()

    def accepted(self) -> Iterator[Accepted]:
        """Read the entries, each with its file."""
        return (said for some in self.lying for said in some.accepted(self.department, some.payloads))

    def of_row(self, plan: str, id_: str) -> Iterator[Accepted]:
        """Read those of one row."""
        begun = _begun(plan, id_)
        for some in self.lying:
            if mine := [payload for payload in some.each() if payload.startswith(begun)]:
                yield from some.accepted(self.department, BETWEEN.join(mine))


def told(connection: Connection, period: str, department: str, expected: Iterable[tuple[str, str]]) -> Told:
    """
    Return what a department said of its rows in the months before a period.

    As far back only as the last month in which each expected row, plan and id, says something by itself.
    """
    mine = {"department": department, "period": period}
    newest = tuple(map(Lying._make, bulk.one(connection, _NEWEST, mine)))
    if not newest or not (ids := _leading_back(newest, expected)):
        return Told(department, newest)
    rows = {"department": department, "period": newest[0].period, "ids": sorted(ids)}
    earlier = map(Lying._make, connection.execute(_EARLIER, rows))
    return Told(department, (*earlier, *newest))


def _leading_back(newest: Iterable[Lying], expected: Iterable[tuple[str, str]]) -> set[str]:
    """Return the ids of rows of which the newest month may say only that nothing changed, or nothing."""
    alone: set[bytes] = set()
    others: list[bytes] = []
    for some in newest:
        found = _WORDS.findall(some.payloads)
        if len(found) == some.number and _TICKED not in some.payloads:
            alone.update(found)
            continue
        for payload in some.each():
            if _TICKED not in payload and (match := _WORDS.match(payload)):
                alone.add(match[1])
            else:
                others.append(payload)
    back = {id_ for plan, id_ in expected if _begun(plan, id_) not in alone}
    return back.union(entry.id for entry in load_entries(BETWEEN.join(others))) if others else back


@lru_cache(maxsize=4096)
def _begun(plan: str, id_: str) -> bytes:
    """Return how the JSON of a row's entries begins."""
    return f'{{"plan":{quoted(plan)},"id":{quoted(id_)}'.encode()


class _utf8(FunctionElement[bytes]):  # noqa: N801 -- functions of SQL are written so
    """Text as bytes: so it is handed on to who reads it, and nobody on the way looks at each letter."""

    inherit_cache = True
    type = LargeBinary()


@compiles(_utf8)
def _converted(element: _utf8, compiler: SQLCompiler, **how: Any) -> str:  # noqa: ANN401
    return f"convert_to({compiler.process(element.clauses, **how)}, 'UTF8')"


@compiles(_utf8, "sqlite")
def _as_it_lies(element: _utf8, compiler: SQLCompiler, **how: Any) -> str:  # noqa: ANN401
    return f"CAST({compiler.process(element.clauses, **how)} AS BLOB)"


def _asked() -> tuple[Select[Any], Select[Any]]:
    """Make both questions once: the newest month before a period, and what lies before that."""
    e = tables.entries.c
    mine = e.department == bindparam("department")
    months = (mine, e.period < bindparam("period"), e.period.like(MONTHS))
    last = select(func.max(e.period)).where(*months).scalar_subquery()
    earlier = _lying(*months, e.id.in_(bindparam("ids", expanding=True)))
    return _lying(mine, e.period == last), earlier.order_by("period")


def _lying(*which: Any) -> Select[Any]:  # noqa: ANN401 -- conditions
    """Ask for entries: the database puts together those of a file, so that they are handed on at once, not one by one."""
    e, drops = tables.entries.c, tables.drops
    between: Any = literal_column(f"'{BETWEEN.decode()}'")
    payloads = _utf8(func.aggregate_strings(e.payload, between))
    one = (e.period, e.questioned, e.drop)
    some = select(*one, func.count().label("number"), payloads.label("payloads")).where(*which).group_by(*one)
    found = some.subquery()
    told = (found.c[name] for name in Lying._fields[:4])
    return select(*told, *(drops.c[name] for name in _FILE)).join(drops, drops.c.seq == found.c.drop)


_NEWEST, _EARLIER = _asked()
