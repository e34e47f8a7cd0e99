"""Rows put in at once are the rows SQLAlchemy itself would put in."""

from __future__ import annotations

import pytest
from sqlalchemy import Column, Integer, MetaData, String, Table, create_engine, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from toolkit.store import bulk, entries, tables

ROWS = [
    ("2022-06", "方案", "1.1", "县甲局", 1, True, '{"raw":"㎡𠮷%s:x"}', "nd"),
    ("2022-06", "方案", "1.2", "县甲局", 1, False, "", ""),
]


def test_rows_put_in_at_once_are_read_back_as_they_were() -> None:
    """What SQLAlchemy puts in one by one and what is put in at once read the same, truths included."""
    read = []
    names = tables.entries.columns.keys()
    for at_once in (True, False):
        engine = create_engine("sqlite://")
        tables.entries.create(engine)
        with engine.begin() as connection:
            if at_once:
                bulk.add(connection, tables.entries, ROWS)
                bulk.add(connection, tables.entries, [])
            else:
                connection.execute(
                    insert(tables.entries), [dict(zip(names, row, strict=True)) for row in ROWS]
                )
            read.append([tuple(row) for row in connection.execute(select(tables.entries))])
        engine.dispose()
    assert read[0] == read[1] == ROWS


@pytest.mark.parametrize(
    "table", [tables.entries, Table("one", MetaData(), Column("a", Integer), Column("b", String))]
)
def test_every_column_is_bound_by_its_name_where_the_driver_takes_names(table: Table) -> None:
    """For PostgreSQL each column has a parameter of its own name."""
    compiled = bulk._compiled(table, postgresql.dialect())  # type: ignore[no-untyped-call]
    assert all(f"%({name})s" in compiled.string for name in table.columns.keys())  # noqa: SIM118


def test_a_statement_of_every_return_has_the_names_its_values_have() -> None:
    """A statement that is executed without SQLAlchemy looking at its values binds each by name, whatever the driver takes."""
    engine = create_engine("sqlite://")
    tables.entries.create(engine)
    with engine.begin() as connection:
        bulk.add(connection, tables.entries, ROWS)
        entries.forget(connection, "2022-05", "县甲局")
        entries.forget(connection, "2022-06", "县乙局")
        assert len(connection.execute(select(tables.entries)).all()) == 2
        entries.forget(connection, "2022-06", "县甲局")
        assert connection.execute(select(tables.entries)).all() == []
    engine.dispose()


def test_a_row_put_in_tells_its_number() -> None:
    """The number is the one the row is found by, and it goes on rising after a row is gone."""
    table = Table(
        "one",
        MetaData(),
        Column("seq", Integer, primary_key=True),
        Column("b", String),
        sqlite_autoincrement=True,
    )
    engine = create_engine("sqlite://")
    table.create(engine)
    with engine.begin() as connection:
        numbers = [bulk.added(connection, table, {"b": said}) for said in ("甲", "乙")]
        connection.execute(table.delete().where(table.c.seq == numbers[-1]))
        numbers.append(bulk.added(connection, table, {"b": "丙"}))
        assert connection.execute(select(table)).all() == [(numbers[0], "甲"), (numbers[2], "丙")]
    engine.dispose()
    assert numbers == [1, 2, 3]


def test_a_database_whose_driver_knows_no_number_returns_it() -> None:
    """PostgreSQL is asked to return it; SQLite, which would keep a copy of every page changed, is not."""
    for tells, dialect in ((False, postgresql.dialect()), (True, sqlite.dialect())):  # type: ignore[no-untyped-call]
        statement = bulk._numbered(tables.drops, tells=tells).compile(dialect=dialect)
        assert ("RETURNING" in statement.string) is not tells
        assert set(statement.params) == set(tables.drops.columns.keys()) - {"seq"}
