"""Many rows at once: what the driver is given is made by us, and the statement once."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, CursorResult, Delete, Dialect, Insert, Select, Table
    from sqlalchemy.sql.compiler import SQLCompiler


def add(connection: Connection, table: Table, rows: Sequence[tuple[Any, ...]]) -> None:
    """
    Insert rows, each with a value for every column in the table's order; values are text, numbers and truths.

    SQLAlchemy would look at each value of each row, though none of them needs to be converted.
    """
    if not rows:
        return
    compiled = _compiled(table, connection.dialect)
    names = table.columns.keys()
    if not compiled.positional:
        connection.exec_driver_sql(compiled.string, [dict(zip(names, row, strict=True)) for row in rows])
    elif compiled.positiontup == names:
        connection.exec_driver_sql(compiled.string, list(rows))
    else:
        raise TypeError(f"columns of {table.name} are bound in another order")


def one(
    connection: Connection, statement: Insert | Delete | Select[Any], values: dict[str, Any]
) -> CursorResult[Any]:
    """Execute a statement that comes with every return; values go to the driver, and come from it, as they are."""
    compiled = _of_statement(statement, connection.dialect)
    bound = {**compiled.params, **values}
    if not compiled.positional:
        return connection.exec_driver_sql(compiled.string, bound)
    return connection.exec_driver_sql(
        compiled.string, tuple(bound[name] for name in compiled.positiontup or ())
    )


@lru_cache(maxsize=8)
def _of_statement(statement: Insert | Delete | Select[Any], dialect: Dialect) -> SQLCompiler:
    compiled: SQLCompiler = statement.compile(dialect=dialect)
    return compiled


@lru_cache(maxsize=8)
def _compiled(table: Table, dialect: Dialect) -> SQLCompiler:
    compiled: SQLCompiler = insert(table).compile(dialect=dialect, column_keys=table.columns.keys())
    return compiled
