"""What a department said before a period is taken out as it lies, and no further back than it takes."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from toolkit.errors import StoreError
from toolkit.model.history import RowKey
from toolkit.model.returns import Entry
from toolkit.store import before, drops, entries, tables
from toolkit.store.store import Store

from .sample import TAKEN

UNSAID, TICKED = Entry(plan="方案", id="1.2"), Entry(plan="方案", id="1.2", unchanged=True, progress="同上")


def _said(id_: str, raw: str) -> Entry:
    return Entry(plan="方案", id=id_, raw=raw)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Give a store in which a department reported in March, April and May, and another in May."""
    opened = Store.open(f"sqlite:///{tmp_path / 'office.db'}")
    months = {
        "2022-03": [_said("1.1", "3月"), _said("1.2", "3月"), _said("1.3", "3月")],
        "2022-04": [_said("1.1", "4月"), TICKED],
        "2022-05": [_said("1.1", "5月"), UNSAID],
        "2022": [_said("1.1", "全年")],
        "2022-06": [_said("1.1", "6月")],
    }
    with opened.transaction() as connection:
        for period, said in months.items():
            drop = drops.add(connection, replace(TAKEN, file=f"{period}.xlsx"))
            entries.replace(connection, period, "县甲局", said, drop=drop, questioned={"1.1"})
            entries.replace(connection, period, "县乙局", [_said("1.1", "乙")], drop=drop, questioned=())
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("department", "expected", "found"),
    [
        pytest.param("县乙局", ["1.1"], ["05 1.1"], id="the newest month says all"),
        pytest.param(
            "县甲局", ["1.1"], ["03 1.2", "04 1.2", "05 1.1", "05 1.2"], id="a row that said nothing"
        ),
        pytest.param(
            "县甲局",
            ["1.1", "1.3"],
            ["03 1.2", "03 1.3", "04 1.2", "05 1.1", "05 1.2"],
            id="a row the newest month lacks",
        ),
        pytest.param("县丙局", ["1.1"], [], id="nobody"),
    ],
)
def test_as_far_back_as_a_row_says_nothing_by_itself(
    store: Store, department: str, expected: list[str], found: list[str]
) -> None:
    """Months before the newest are read of rows that said nothing by themselves in it; no year, and nothing later."""
    with store.transaction() as connection:
        told = before.told(connection, "2022-06", department, [("方案", id_) for id_ in expected])

    lines = sorted(f"{said.period[5:]} {said.entry.id}" for said in told.accepted())
    assert lines == found


def test_what_was_told_travels_and_reads_as_any_report(store: Store) -> None:
    """Sent to a worker and back, it says of each row what the store says, its file and its open question included."""
    with store.transaction() as connection:
        told = before.told(connection, "2022-06", "县甲局", [("方案", "1.1")])
        whole = entries.history(connection, "2022-06")

    read = list(pickle.loads(pickle.dumps(told)).accepted())  # noqa: S301
    assert {(one.period, one.entry.id) for one in read} == {
        ("2022-03", "1.2"),
        ("2022-04", "1.2"),
        ("2022-05", "1.1"),
        ("2022-05", "1.2"),
    }
    assert all(one in whole[RowKey("方案", one.entry.id, "县甲局")] for one in read)


@pytest.mark.parametrize(
    "newest",
    [
        Entry(plan="方案", id="1.1", cells={"progress": "填报表!L4"}),
        Entry(plan="方案", id="1.1", cells={"raw": "填报表!I4"}, doubtful={"progress": "读不准"}),
        Entry(plan="方案", id="1.1", remark="“{”"),
        Entry(plan="方案", id="1.1", unchanged=True, raw="5月"),
    ],
)
def test_what_is_remarked_on_a_row_is_no_word_of_its_own(store: Store, newest: Entry) -> None:
    """
    Where the cells of a row or doubts about them are named, the row itself says nothing, and its last word is looked up.

    Cause: a field named in braces was taken for one that is filled in.
    """
    others = [_said(id_, "5月") for id_ in ("1.2", "1.3")]
    with store.transaction() as connection:
        drop = drops.add(connection, replace(TAKEN, file="再报.xlsx"))
        entries.replace(connection, "2022-05", "县甲局", [newest, *others], drop=drop, questioned=())
        told = before.told(connection, "2022-06", "县甲局", [("方案", "1.1")])

    assert [said.entry.raw for said in told.of_row("方案", "1.1")] == ["3月", "4月", newest.raw]
    assert [said.entry.raw for said in told.of_row("方案", "1.3")] == ["5月"]


def test_a_row_of_any_name_is_found(store: Store) -> None:
    """A plan and an id with what JSON writes in another way are told of like others."""
    odd = Entry(plan='“方”"案\\', id='1"1', raw="5月")
    with store.transaction() as connection:
        drop = drops.add(connection, TAKEN)
        entries.replace(connection, "2022-05", "县丁局", [odd], drop=drop, questioned=())
        told = before.told(connection, "2022-06", "县丁局", [(odd.plan, odd.id)])

    assert [said.entry for said in told.of_row(odd.plan, odd.id)] == [odd]
    assert not list(told.of_row(odd.plan, "1"))


def test_rows_are_handed_over_a_file_at_a_time(store: Store) -> None:
    """However many rows a file has, the store answers with those that have a question open and those that have none."""
    with store.transaction() as connection:
        told = before.told(connection, "2022-05", "县甲局", [])

    assert [(some.period, some.file, bool(some.questioned), some.number) for some in told.lying[-2:]] == [
        ("2022-04", "2022-04.xlsx", False, 1),
        ("2022-04", "2022-04.xlsx", True, 1),
    ]


def test_no_question_of_months_is_laid_out_anew() -> None:
    """How months look is part of the question: for a value bound to a LIKE, SQLite would plan it anew each time."""
    question = select(tables.entries).where(tables.entries.c.period.like(entries.MONTHS)).compile()

    assert not question.params
    assert "'____-__'" in str(question)


def test_what_the_driver_refuses_is_one_sentence(store: Store) -> None:
    """A question that goes to the driver as it is fails with the sentence any other fails with."""
    with store.transaction() as connection:
        connection.exec_driver_sql("DROP TABLE entries")

    with pytest.raises(StoreError, match="数据库暂时用不了"), store.transaction() as connection:
        before.told(connection, "2022-06", "县甲局", [])
