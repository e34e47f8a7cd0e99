"""A wrong drop is undone, and the log says so."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select

from toolkit.errors import UsageError
from toolkit.model.history import RowKey
from toolkit.office import Office
from toolkit.store import entries, tables
from toolkit.turn.take_in import take_in
from toolkit.turn.withdraw import withdraw

from .conftest import GOOD, put

At = Callable[[str], Office]
KEY = RowKey("小方案", "1.2", "县审批局")


def test_withdrawn_return_no_longer_counts(supervising: At, good: bytes) -> None:
    """What a withdrawn return said is gone, its original and a line in the log stay."""
    office = supervising("2022-06-24T10:00")
    put(office, "误放.xlsx", good)
    (drop,) = take_in(office)

    assert "误放.xlsx" in withdraw(office, "误放.xlsx")

    with office.store.transaction() as connection:
        assert entries.of_period(connection, "2022-06") == {}
        assert "withdraw" in [row.what for row in connection.execute(select(tables.log))]
    assert office.archive.path(drop.archive).exists()


def test_what_it_replaced_counts_again(supervising: At, form: Callable[..., bytes]) -> None:
    """Withdrawing a return that had replaced another brings the other back."""
    for day, value in ((23, 30), (24, 99)):
        put(
            supervising(f"2022-06-{day}T10:00"),
            f"{day}.xlsx",
            form("县审批局", {**GOOD, "1.2": {"value": value}}),
        )
        take_in(supervising(f"2022-06-{day}T10:00"))
    office = supervising("2022-06-24T11:00")

    withdraw(office, "24.xlsx")

    with office.store.transaction() as connection:
        assert entries.of_period(connection, "2022-06")[KEY].entry.value == 30


def test_nothing_of_that_name(supervising: At) -> None:
    """A name never dropped is told, with where to look."""
    with pytest.raises(UsageError, match="receipts"):
        withdraw(supervising("2022-06-24T10:00"), "没有.xlsx")
