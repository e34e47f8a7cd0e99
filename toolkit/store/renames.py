"""A department under another name: what it handed in before goes on being its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, exists, update

from toolkit.store import tables

if TYPE_CHECKING:
    from sqlalchemy import Connection, Table

_KEYS = {tables.entries: ("period", "plan", "id"), tables.issued: ("period",)}


def rename_department(connection: Connection, old: str, new: str) -> None:
    """
    Let the rows, forms and files of ``old`` count as those of ``new``.

    Where ``new`` has a row of its own for the same period, that row stands and the old one is left alone.
    The files themselves, and what was read from them, still say the name they came under.
    """
    for table in (tables.drops, tables.evidence):
        connection.execute(update(table).where(table.c.department == old).values(department=new))
    for table, keys in _KEYS.items():
        _rename(connection, table, keys, old, new)


def _rename(connection: Connection, table: Table, keys: tuple[str, ...], old: str, new: str) -> None:
    other = table.alias()
    same = and_(other.c.department == new, *(other.c[key] == table.c[key] for key in keys))
    taken = exists().where(same).correlate(table)
    connection.execute(update(table).where(table.c.department == old, ~taken).values(department=new))
