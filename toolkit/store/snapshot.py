"""The whole memory as lines of text, out of any database and into any other, by one reading of one moment."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import func, insert, select, text

from toolkit.store import tables
from toolkit.store.marks import marks_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import Connection, Table

BATCH = 1000
TABLES = tuple(table.name for table in tables.metadata.sorted_tables)
"""Every table an office remembers in."""


def freeze(connection: Connection) -> None:
    """Let everything this transaction reads be of one moment; to be called before anything is read."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"))
    elif connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN")


def rows(connection: Connection, name: str) -> Iterator[str]:
    """Yield a table's rows as JSON, a line each, in the order of its primary key."""
    table = tables.metadata.tables[name]
    question = select(table).order_by(*table.primary_key.columns)
    for row in connection.execution_options(stream_results=True).execute(question):
        yield json.dumps(dict(row._mapping), ensure_ascii=False, sort_keys=True)  # noqa: SLF001 -- SQLAlchemy's own name


def fill(connection: Connection, name: str, lines: Iterable[str]) -> int:
    """Put rows back into an empty table and return how many they were."""
    table = tables.metadata.tables[name]
    count = 0
    batch: list[dict[str, object]] = []
    for line in lines:
        row = json.loads(line)
        if table is tables.entries:
            row.setdefault("marks", marks_of(row["payload"]))  # older backups have none
        batch.append(row)
        if len(batch) == BATCH:
            connection.execute(insert(table), batch)
            count, batch = count + len(batch), []
    if batch:
        connection.execute(insert(table), batch)
    _renumber(connection, table)
    return count + len(batch)


def count(connection: Connection, name: str) -> int:
    """Return how many rows a table has."""
    table = tables.metadata.tables[name]
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def originals(connection: Connection) -> frozenset[str]:
    """Return the paths of all originals that rows name, below ``data``."""
    d = tables.drops.c
    return frozenset(
        path for (path,) in connection.execute(select(d.archive).where(d.archive != "").distinct())
    )


def _renumber(connection: Connection, table: Table) -> None:
    """Let PostgreSQL number on after the highest number put back; SQLite does so by itself."""
    numbered = table.autoincrement_column
    if connection.dialect.name == "postgresql" and numbered is not None and numbered.autoincrement is True:
        sequence = func.pg_get_serial_sequence(table.name, numbered.name)
        highest = select(func.coalesce(func.max(numbered), 1)).scalar_subquery()
        connection.execute(select(func.setval(sequence, highest)))
