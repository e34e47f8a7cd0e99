"""Marks beside entries say what their JSON says, however they came there."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, select, text

from toolkit.model.history import RowKey
from toolkit.model.returns import Entry, NodeSaid, Status
from toolkit.store import drops, entries, lookback, snapshot, tables
from toolkit.store.marks import ADJUST, DONE, NODES, having, marks_of
from toolkit.store.payload import dump
from toolkit.store.store import Store

from .sample import TAKEN

SAID = {
    "": Entry(plan="方案", id="1.1", status=Status.ONGOING, progress='说"status":"已完成"的话'),
    "d": Entry(plan="方案", id="1.2", status=Status.DONE),
    "a": Entry(plan="方案", id="1.3", status=Status.ADJUST),
    "nd": Entry(
        plan="方案", id="1.4", status=Status.DONE, nodes=(NodeSaid(name="起草", due=date(2022, 5, 1)),)
    ),
}


@pytest.mark.parametrize("marks", SAID)
def test_marks_are_what_an_entry_says(marks: str) -> None:
    """An entry has a mark for each thing it says, whatever words stand in its texts."""
    assert marks_of(dump(Entry, SAID[marks])) == marks


def test_marks_are_looked_for_in_any_company() -> None:
    """Whoever asks for a mark finds it beside others too."""
    assert set(having(NODES)) == {"n", "nd", "na", "nda"}
    assert set(having(DONE, ADJUST)) == {"d", "a", "da", "nd", "na", "nda"}


def _keep(store: Store) -> None:
    with store.transaction() as connection:
        drop = drops.add(connection, TAKEN)
        entries.replace(connection, "2022-05", "县甲局", SAID.values(), drop=drop, questioned=())


def _marks(store: Store) -> list[str]:
    e = tables.entries.c
    with store.transaction() as connection:
        return list(connection.execute(select(e.marks).order_by(e.id)).scalars())


def test_rows_are_found_by_their_marks(tmp_path: Path) -> None:
    """Of all rows ever reported on, those claimed done, those that turned and those with nodes are found."""
    store = Store.open(f"sqlite:///{tmp_path / 'office.db'}")
    _keep(store)

    with store.transaction() as connection:
        ids = {key.id for key in lookback.claimed_done(connection, "2022-06")}
        turned = lookback.turning(connection, "方案", "2022-06")
        nodes = lookback.with_nodes(connection, "2022-06")
        none = lookback.turning(connection, "方案", "2022-05")
    store.close()

    assert ids == {"1.2", "1.4"}
    assert {key.id for key in turned} == {"1.2", "1.3", "1.4"}
    assert nodes == {RowKey("方案", "1.4", "县甲局")}
    assert not none


def test_an_older_database_gets_its_marks(tmp_path: Path) -> None:
    """What was accepted before there were marks has them after the next start."""
    url = f"sqlite:///{tmp_path / 'office.db'}"
    store = Store.open(url)
    _keep(store)
    store.close()
    engine = create_engine(url)
    config = Config()
    config.set_main_option("script_location", str(Path(lookback.__file__).parent / "migrations"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0004")
        columns = list(connection.execute(text("SELECT * FROM entries")).keys())
    engine.dispose()

    store = Store.open(url)

    assert "marks" not in columns
    assert _marks(store) == list(SAID)
    store.close()


def test_an_older_backup_gets_its_marks(tmp_path: Path) -> None:
    """Rows put back from a backup made before there were marks have them."""
    store = Store.open(f"sqlite:///{tmp_path / 'office.db'}")
    _keep(store)
    with store.transaction() as connection:
        lines = [json.loads(line) for line in snapshot.rows(connection, "entries")]
        connection.execute(tables.entries.delete())
        for line in lines:
            del line["marks"]
        snapshot.fill(connection, "entries", map(json.dumps, lines))

    assert _marks(store) == list(SAID)
    store.close()


def test_rows_go_back_each_at_its_own_pace(tmp_path: Path) -> None:
    """A row that was ticked, silent, or reported long ago is found in the month that says something of it."""
    store = Store.open(f"sqlite:///{tmp_path / 'office.db'}")
    said = {"1.1": {"2021-03": False}, "1.2": {"2022-03": False, "2022-04": True, "2022-05": True}, "1.3": {}}
    keys = [RowKey("方案", id_, "县甲局") for id_ in said]
    with store.transaction() as connection:
        drop = drops.add(connection, TAKEN)
        for month in ("2021-03", "2022-03", "2022-04", "2022-05"):
            rows = [
                Entry(plan="方案", id=id_, unchanged=told[month], progress="" if told[month] else "按计划")
                for id_, told in said.items()
                if month in told
            ]
            entries.replace(connection, month, "县甲局", rows, drop=drop, questioned=())
        found = lookback.back(connection, "2022-06", keys, lambda _key, reports: lookback.speaks(reports[-1]))
        earliest = lookback.first(connection, "2022-06", keys, lambda report: report.entry.unchanged)
    store.close()

    assert [one.period for one in found[keys[0]]] == ["2021-03"]
    assert [one.period for one in found[keys[1]]] == ["2022-03", "2022-04", "2022-05"]
    assert keys[2] not in found
    assert {key.id: one.period for key, (one,) in earliest.items()} == {"1.2": "2022-04"}
