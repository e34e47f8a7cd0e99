"""Questions raised by a judgement are kept in their order, and replaced by the next one's."""

from __future__ import annotations

from collections.abc import Callable

from toolkit.model.decision import Pending
from toolkit.office import Office
from toolkit.store import asked

FIRST = Pending(
    kind="延期", subject="第1项", question="是否同意？", choices=("同意", "不同意"), about={"plan": "方案"}
)
SECOND = Pending(kind="销号", subject="第2项", question="是否销号？", free="日期")


def test_questions_are_replaced_as_a_whole(office_at: Callable[[str], Office]) -> None:
    """What was raised comes back equal and in order, one asked twice once; what is moot is gone."""
    office = office_at("2022-06-24T10:00")
    with office.store.transaction() as connection:
        assert asked.everything(connection) == ()
        asked.put(connection, (SECOND, FIRST, SECOND))
        assert asked.everything(connection) == (SECOND, FIRST)
        asked.put(connection, (FIRST,))
        assert asked.everything(connection) == (FIRST,)
        asked.put(connection, ())
        assert asked.everything(connection) == ()
