"""What persons settled is kept for good, a revision beside what it revises."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection

from toolkit.model.decision import Decision, Pending
from toolkit.store import decisions
from toolkit.store.store import Store

ASKED = Pending(
    kind="以哪份为准",
    subject="县财政局2022年6月的填报表",
    question="以哪一份为准？",
    choices=("甲", "乙"),
    about={"drops": "3、4"},
)
FIRST = Decision(
    asked=ASKED, choice="甲", ground="电话", decided_by="李主任", decided_at=datetime(2022, 6, 24, 10)
)
REVISED = replace(FIRST, choice="乙", decided_by="赵敏", decided_at=datetime(2022, 6, 25, 9))
OTHER = replace(FIRST, asked=replace(ASKED, place="5"))


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    """Return a transaction of a fresh store."""
    store = Store.open(f"sqlite:///{tmp_path / 'office.sqlite'}")
    with store.transaction() as connection:
        yield connection
    store.close()


def test_the_last_word_holds_and_the_first_stays(connection: Connection) -> None:
    """Of two decisions on one question the later one holds; both are its history, whole."""
    for number, decision in enumerate((FIRST, OTHER, REVISED), 1):
        decisions.add(connection, decision, drop=number)
    assert decisions.current(connection) == {FIRST.key: REVISED, OTHER.key: OTHER}
    assert decisions.history(connection, FIRST.key) == (FIRST, REVISED)
    assert decisions.everything(connection) == (FIRST, OTHER, REVISED)


def test_the_key_is_of_kind_subject_and_place() -> None:
    """Whatever is known or proposed by now, a question stays the same question."""
    assert replace(ASKED, known="更多", proposal="甲", choices=("甲",)).key == ASKED.key
    assert (
        len({ASKED.key, OTHER.key, replace(ASKED, kind="其他").key, replace(ASKED, subject="其他").key}) == 4
    )
