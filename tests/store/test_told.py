"""What departments told of single rows: those that ask for something are found, their months in order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Connection

from toolkit.model.files import FileKind
from toolkit.model.history import RowKey
from toolkit.model.returns import Entry, NodeSaid, Status
from toolkit.store import drops, entries, told
from toolkit.store.store import Store

from .sample import TAKEN

PLAIN = Entry(plan="方案", id="1", status=Status.ONGOING, progress="按计划推进。")


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    """Return a transaction of a fresh store."""
    store = Store.open(f"sqlite:///{tmp_path / 'office.sqlite'}")
    with store.transaction() as connection:
        yield connection
    store.close()


def keep(connection: Connection, period: str, *said: Entry, kind: FileKind = FileKind.RETURN) -> None:
    """Let 县甲局 have said this for a month."""
    drop = drops.add(connection, replace(TAKEN, kind=kind))
    entries.replace(connection, period, "县甲局", said, drop=drop, questioned=())


def test_rows_that_ask_for_something_are_found(connection: Connection) -> None:
    """A request, nodes and repeated words are found in the months asked about; plain rows are not."""
    asking = (
        replace(PLAIN, id="2", status=Status.ADJUST),
        replace(PLAIN, id="4", nodes=(NodeSaid(name="初稿"),)),
        replace(PLAIN, id="5", repeats=1),
    )
    keep(connection, "2022-06", PLAIN, *asking)
    keep(connection, "2022-04", replace(PLAIN, id="6", status=Status.ADJUST))
    found = told.conspicuous(connection, "2022-05", "2022-06")
    assert found == {RowKey("方案", one.id, "县甲局") for one in asking}


def test_months_come_in_order_and_within_bounds(connection: Connection) -> None:
    """Only the rows and months asked for, oldest first; what an office's own ledger says is left out."""
    for period, value in (("2022-06", 3.0), ("2022-04", 1.0), ("2022-05", 2.0), ("2022-07", 4.0)):
        keep(connection, period, replace(PLAIN, value=value), replace(PLAIN, id="2"))
    keep(connection, "2022-03", replace(PLAIN, value=0.0), kind=FileKind.PLAN_WORKBOOK)
    key = RowKey("方案", "1", "县甲局")
    reports = told.reports(connection, [key], "2022-01", "2022-06")
    assert list(reports) == [key]
    assert [one.entry.value for one in reports[key]] == [1.0, 2.0, 3.0]
    assert told.reports(connection, [key], "2022-05", "2022-05")[key][0].period == "2022-05"


def test_very_many_rows_are_asked_about_in_parts(connection: Connection) -> None:
    """However many rows are wanted, each comes once."""
    keep(connection, "2022-06", *(replace(PLAIN, id=str(at)) for at in range(950)))
    keys = [RowKey("方案", str(at), "县甲局") for at in range(950)]
    reports = told.reports(connection, keys, "2022-06", "2022-06")
    assert len(reports) == 950
    assert {len(said) for said in reports.values()} == {1}
