"""Where the return of a department stands, by its own history."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from toolkit.model.facts import DepartmentReturn, Returns
from toolkit.office import Office
from toolkit.turn.expected import expected
from toolkit.turn.report import facts_of
from toolkit.turn.returned import histories, returns_of
from toolkit.turn.take_in import take_in
from toolkit.turn.withdraw import withdraw

from .conftest import GOOD, put

At = Callable[[str], Office]
Fill = Callable[..., bytes]
US = "县审批局"
FAULTY = {**GOOD, "1.1": {"value": "八成多"}}
ASKED = {**GOOD, "1.1": {"value": 120}}


def _drop(office: Office, name: str, data: bytes) -> None:
    put(office, name, data)
    take_in(office)


def _returns(office: Office) -> Returns:
    with office.store.transaction() as connection:
        return returns_of(office, connection, "2022-06", expected(connection, "2022-06"))


def _ours(office: Office) -> DepartmentReturn:
    return next(row for row in _returns(office).by_department if row.department == US)


@pytest.mark.parametrize(
    ("moment", "state"), [("2022-06-25T17:00", "待报"), ("2022-06-25T17:01", "逾期未报")]
)
def test_a_department_is_waited_for_until_the_deadline(supervising: At, moment: str, state: str) -> None:
    """Up to the minute of the deadline nothing is missing."""
    office = supervising(moment)

    assert _ours(office).state == state
    assert US in _returns(office).missing


def test_a_clean_return_is_checked(supervising: At, good: bytes) -> None:
    """A return without a question is 已核, and on time."""
    office = supervising("2022-06-24T10:00")
    _drop(office, "甲.xlsx", good)

    ours = _ours(office)
    assert (ours.state, ours.late, ours.days_late, ours.received) == ("已核", False, 0, "2022-06-24T10:00")
    assert (_returns(office).received, _returns(office).on_time) == (1, 1)


def test_a_question_open_is_told(supervising: At, form: Fill) -> None:
    """A return with an open question is 存疑, and stays so after the lock."""
    _drop(supervising("2022-06-24T10:00"), "甲.xlsx", form(US, ASKED))

    for moment in ("2022-06-24T11:00", "2022-07-02T09:00"):
        assert _ours(supervising(moment)).state == "存疑"


def test_late_days_are_counted(supervising: At, good: bytes) -> None:
    """A first file two days after the deadline is 补报 and late by two days, whatever its check says."""
    _drop(supervising("2022-06-27T09:00"), "甲.xlsx", good)
    office = supervising("2022-07-01T09:00")

    ours = _ours(office)
    assert (ours.state, ours.late, ours.days_late) == ("已核", True, 2)
    assert _returns(office).late == (US,)


def test_a_return_sent_back_in_time_is_not_late(supervising: At, form: Fill, good: bytes) -> None:
    """Sent back on the 24th and mended on the 28th before the second limit: on time all the same."""
    _drop(supervising("2022-06-24T10:00"), "错.xlsx", form(US, FAULTY))
    assert _ours(supervising("2022-06-26T10:00")).state == "退回"
    _drop(supervising("2022-06-28T16:00"), "改.xlsx", good)

    ours = _ours(supervising("2022-07-01T09:00"))
    assert (ours.state, ours.late, ours.rounds, ours.returned) == ("已核", False, 2, 1)


def test_one_not_mended_by_the_second_limit_counts_as_missing(supervising: At, form: Fill) -> None:
    """退回未改 counts as 逾期未报 and not as received, though its first file was in time."""
    _drop(supervising("2022-06-24T10:00"), "错.xlsx", form(US, FAULTY))
    office = supervising("2022-06-28T17:01")

    assert _ours(office).state == "退回未改"
    assert US in _returns(office).missing
    assert (_returns(office).received, _returns(office).on_time) == (0, 0)


def test_one_mended_after_the_second_limit_is_late(supervising: At, form: Fill, good: bytes) -> None:
    """Mended on the 29th, a return that was sent back in time is late after all."""
    _drop(supervising("2022-06-24T10:00"), "错.xlsx", form(US, FAULTY))
    _drop(supervising("2022-06-29T09:00"), "改.xlsx", good)
    office = supervising("2022-07-01T09:00")

    ours = _ours(office)
    assert (ours.state, ours.late, ours.days_late) == ("已核", True, 4)
    assert _returns(office).late == (US,)


def test_a_fault_in_what_replaces_a_return_takes_nothing_away(
    supervising: At, form: Fill, good: bytes
) -> None:
    """What was taken stands, whatever is sent back after it."""
    _drop(supervising("2022-06-23T10:00"), "好.xlsx", good)
    _drop(supervising("2022-06-24T10:00"), "错.xlsx", form(US, FAULTY))

    ours = _ours(supervising("2022-07-01T09:00"))
    assert (ours.state, ours.returned, ours.file) == ("已核", 1, "好.xlsx")


def test_a_correction_after_the_lock_is_one(supervising: At, form: Fill, good: bytes) -> None:
    """What comes in its place once the period is locked is 更正, its question too, and makes nobody late."""
    _drop(supervising("2022-06-24T10:00"), "好.xlsx", good)
    _drop(supervising("2022-07-01T10:00"), "改.xlsx", form(US, {**GOOD, "1.2": {"value": 31}}))

    ours = _ours(supervising("2022-07-02T09:00"))
    assert (ours.state, ours.late) == ("更正", False)


def test_what_is_withdrawn_was_never_sent(supervising: At, good: bytes) -> None:
    """With the file its state is gone."""
    office = supervising("2022-06-24T10:00")
    _drop(office, "甲.xlsx", good)

    withdraw(office, "甲.xlsx")

    assert _ours(office).state == "待报"


def test_the_log_tells_each_step(supervising: At, form: Fill, good: bytes) -> None:
    """From the form to the mended return every state left is told, with the file."""
    _drop(supervising("2022-06-24T10:00"), "错.xlsx", form(US, FAULTY))
    _drop(supervising("2022-06-27T10:00"), "改.xlsx", good)
    office = supervising("2022-07-01T09:00")
    with office.store.transaction() as connection:
        (history,) = histories(office, connection, "2022-06", [US])

    assert [line.after.value for line in history.life.log] == ["待报", "已报", "退回", "已报", "已核"]
    assert [line.detail for line in history.life.log if line.event == "收到填报表"] == ["错.xlsx", "改.xlsx"]


def test_a_department_with_nothing_left_is_excused(supervising: At, form: Fill) -> None:
    """Once all its rows are done and accepted, nothing is expected of it: 免报, and neither missing nor late."""
    done = {"status": "已完成", "completed_on": date(2022, 6, 20), "evidence": "清单"}
    _drop(
        supervising("2022-06-24T10:00"),
        "甲.xlsx",
        form(US, {"1.1": {"value": 85, **done}, "1.2": {"value": 60, **done}}),
    )
    office = supervising("2022-07-26T10:00")

    (facts,) = facts_of(office, "2022-07")

    assert facts.returns.excused == (US,)
    assert US not in facts.returns.missing
    with office.store.transaction() as connection:
        (history,) = histories(office, connection, "2022-07", [US], excused=facts.returns.excused)
    assert history.life.state == "免报"
