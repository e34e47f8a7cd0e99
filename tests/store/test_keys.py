"""Entries are found by the keys the questions need, in a new database and in an older one."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.dialects import sqlite

from toolkit.model.history import RowKey
from toolkit.model.returns import Entry, Status
from toolkit.store import before, drops, engine, entries, lookback, tables
from toolkit.store.marks import DONE
from toolkit.store.store import Store

from .sample import TAKEN

SAID = [Entry(plan="方案", id="1.1", status=Status.DONE), Entry(plan="方案", id="1.2", raw="3")]


def _url(folder: Path) -> str:
    return f"sqlite:///{folder / 'office.db'}"


def _kept(folder: Path, version: str, *more: str) -> Store:
    """Give a store whose database, with two entries in it, was brought back to an older version and opened again."""
    store = Store.open(_url(folder))
    with store.transaction() as connection:
        drop = drops.add(connection, TAKEN)
        entries.replace(connection, "2022-05", "县甲局", SAID, drop=drop, questioned={"1.2"})
    store.close()
    config = Config()
    config.set_main_option("script_location", str(Path(engine.__file__).parent / "migrations"))
    older = create_engine(_url(folder))
    with older.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, version)
        for statement in more:
            connection.execute(text(statement))
    older.dispose()
    return Store.open(_url(folder))


def test_a_database_has_the_keys_and_indexes_of_the_code(tmp_path: Path) -> None:
    """After the migrations every table has the key and the indexes that the code says it has."""
    store = Store.open(_url(tmp_path))
    seen = inspect(store.engine)

    for table in tables.metadata.sorted_tables:
        assert seen.get_pk_constraint(table.name)["constrained_columns"] == [
            c.name for c in table.primary_key
        ]
        found = {index["name"]: index["column_names"] for index in seen.get_indexes(table.name)}
        assert found == {index.name: [c.name for c in index.columns] for index in table.indexes}
    store.close()


@pytest.mark.parametrize("version", ["0005", "0006"])
@pytest.mark.parametrize("more", [(), ("CREATE TABLE entries_other (period TEXT)",)])
def test_an_older_database_keeps_its_entries(tmp_path: Path, version: str, more: tuple[str, ...]) -> None:
    """Entries kept another way are kept by department after the next start, also where an earlier start was killed at it."""
    store = _kept(tmp_path, version, *more)

    with store.transaction() as connection:
        said = entries.of_period(connection, "2022-05")
    key = inspect(store.engine).get_pk_constraint("entries")["constrained_columns"]
    store.close()

    assert key == ["department", "period", "plan", "id"]
    assert {key.id: (one.entry, one.questioned) for key, one in said.items()} == {
        "1.1": (SAID[0], False),
        "1.2": (SAID[1], True),
    }


def test_what_a_department_said_is_found_by_the_key(tmp_path: Path) -> None:
    """Its newest month and the months before are looked up, and what it said for one taken back, through the key alone."""
    store = Store.open(_url(tmp_path))
    asked: list[str] = []
    with store.transaction() as connection:
        drop = drops.add(connection, TAKEN)
        entries.replace(connection, "2022-05", "县甲局", SAID, drop=drop, questioned=())
        database: sqlite3.Connection = connection.connection.driver_connection  # type: ignore[assignment]
        database.set_trace_callback(asked.append)
        before.told(connection, "2022-06", "县甲局", [("方案", "1.1"), ("方案", "1.3")])
        entries.forget(connection, "2022-05", "县甲局")
        database.set_trace_callback(None)
        looks = [
            row.detail
            for question in asked
            for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {question}")
            if "entries" in row.detail
        ]
    store.close()

    assert len(looks) >= len(("newest", "its month", "earlier", "forget"))
    assert all("sqlite_autoindex_entries_1 (department=?" in look for look in looks), looks


def test_rows_with_marks_are_found_without_those_that_have_none(tmp_path: Path) -> None:
    """What is asked of all months goes through the index of rows with marks, and through nothing else."""
    store = _kept(tmp_path, "0005")
    question = lookback._marked("2022-06", DONE).compile(
        dialect=sqlite.dialect(),
        compile_kwargs={"literal_binds": True},
    )
    with store.transaction() as connection:
        steps = [row.detail for row in connection.execute(text(f"EXPLAIN QUERY PLAN {question}"))]
        found = lookback.claimed_done(connection, "2022-06")
    store.close()

    assert any("entries_by_marks" in step for step in steps)
    assert list(found) == [RowKey("方案", "1.1", "县甲局")]
