"""
Many rows at once, and what is asked with every return: the driver is given our values, and the statement is made once.

SQLAlchemy would look at each value of each row, and lay out each statement and each answer, though nothing of them
needs to be converted: values are text, numbers and truths.
"""

from __future__ import annotations

from collections.abc import Sequence  # noqa: TC003 (a NamedTuple's)
from contextlib import closing
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import bindparam, insert

if TYPE_CHECKING:
    from sqlalchemy import Connection, Delete, Dialect, Insert, Select, Table
    from sqlalchemy.sql.compiler import SQLCompiler


def add(connection: Connection, table: Table, rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert rows, each with a value for every column in the table's order."""
    if not rows:
        return
    compiled = _compiled(table, connection.dialect)
    names = table.columns.keys()
    with closing(connection.connection.cursor()) as cursor:
        if not compiled.positional:
            cursor.executemany(compiled.string, [dict(zip(names, row, strict=True)) for row in rows])
        elif compiled.positiontup == names:
            cursor.executemany(compiled.string, rows)
        else:
            raise TypeError(f"columns of {table.name} are bound in another order")


def added(connection: Connection, table: Table, values: dict[str, Any]) -> int:
    """
    Insert a row and return the number the database gives it.

    SQLite tells it by itself: asked to return it, it would keep a copy of every page the row changes.
    """
    tells = bool(getattr(connection.dialect, "postfetch_lastrowid", False))
    text, bound = _bound(_numbered(table, tells=tells), values, connection.dialect)
    with closing(connection.connection.cursor()) as cursor:
        cursor.execute(text, bound)
        return int(cursor.lastrowid if tells else cursor.fetchall()[0][0])


@lru_cache(maxsize=8)
def _numbered(table: Table, *, tells: bool) -> Insert:
    (number,) = table.primary_key.columns
    others: dict[str, Any] = {
        column.name: bindparam(column.name) for column in table.columns if column is not number
    }
    statement = insert(table).values(others)
    return statement if tells else statement.returning(number)


def one(
    connection: Connection, statement: Delete | Select[Any], values: dict[str, Any]
) -> list[tuple[Any, ...]]:
    """Execute a statement that comes with every return, and return the rows it answers with, as the driver has them."""
    text, bound = _bound(statement, values, connection.dialect)
    with closing(connection.connection.cursor()) as cursor:
        cursor.execute(text, bound)
        return list(cursor.fetchall()) if cursor.description else []


def _bound(
    statement: Insert | Delete | Select[Any], values: dict[str, Any], dialect: Dialect
) -> tuple[str, dict[str, Any] | list[Any]]:
    """Return a statement's text and its values as the driver takes them: by name, or in their order."""
    text, names, fixed = _of_statement(statement, dialect)
    bound = {**fixed, **values}
    return text, bound if names is None else [bound[name] for name in names]


class _Statement(NamedTuple):
    """Its text, the order its values are bound in unless by name, and those of them that are always the same."""

    text: str
    names: Sequence[str] | None
    fixed: dict[str, Any]


@lru_cache(maxsize=8)
def _of_statement(statement: Insert | Delete | Select[Any], dialect: Dialect) -> _Statement:
    compiled: SQLCompiler = statement.compile(dialect=dialect)
    names = compiled.positiontup or () if compiled.positional else None
    return _Statement(compiled.string, names, compiled.params)


@lru_cache(maxsize=8)
def _compiled(table: Table, dialect: Dialect) -> SQLCompiler:
    compiled: SQLCompiler = insert(table).compile(dialect=dialect, column_keys=table.columns.keys())
    return compiled
