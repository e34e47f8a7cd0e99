"""The life of a task and of a return, as tables of rules replayed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.model.lifecycle import RETURN, TASK, ReturnEvent, ReturnState, TaskEvent, TaskState
from toolkit.model.replay import GUARDS, LAST, Facts, Happening, Life, Machine, replay

E, S = TaskEvent, TaskState
START = datetime(2022, 6, 1, 9)
NAMED = Facts(name="刘主任", ground="云政办发〔2022〕15号", evidence="会议纪要")
TERMINAL = {S.FILED}


def _happening(event: TaskEvent, at: int, facts: Facts = NAMED) -> Happening[TaskEvent]:
    return Happening(at=START + timedelta(days=at), event=event, facts=facts)


def _lived(*events: TaskEvent | tuple[TaskEvent, Facts]) -> Life[TaskState, TaskEvent]:
    """Replay events a day apart, after a task was read, confirmed and issued."""
    plain = [E.READ, E.CONFIRM, E.ISSUE, *events]
    pairs = [each if isinstance(each, tuple) else (each, NAMED) for each in plain]
    return replay(TASK, [_happening(event, at, facts) for at, (event, facts) in enumerate(pairs)])


@pytest.mark.parametrize(
    ("events", "state"),
    [
        ([], S.ASSIGNED),
        ([E.OBJECT], S.REASSIGNING),
        ([E.OBJECT, E.REASSIGN], S.ASSIGNED),
        ([E.BEGIN], S.ONGOING),
        ([E.REPORT], S.ONGOING),
        ([E.BEGIN, E.APPLY], S.ASKING_TIME),
        ([E.BEGIN, E.APPLY, E.EXTEND], S.ONGOING),
        ([E.BEGIN, E.APPLY, E.REFUSE], S.ONGOING),
        ([E.BEGIN, E.APPLY, E.REPORT], S.ONGOING),
        ([E.BEGIN, E.APPLY, E.CLAIM], S.CLAIMED),
        ([E.BEGIN, E.CLAIM], S.CLAIMED),
        ([E.BEGIN, E.CLAIM, E.REPORT], S.ONGOING),
        ([E.BEGIN, E.CLAIM, E.REJECT], S.ONGOING),
        ([E.BEGIN, E.CLAIM, E.ACCEPT], S.DONE),
        ([E.BEGIN, E.CLAIM, E.ACCEPT, E.CLAIM], S.DONE),
        ([E.BEGIN, E.CLAIM, E.ACCEPT, E.REJECT], S.ONGOING),
        ([E.BEGIN, E.CLAIM, E.ACCEPT, E.CLOSE], S.CLOSED),
        ([E.BEGIN, E.CLAIM, E.ACCEPT, E.CLOSE, E.UNCLOSE], S.DONE),
        ([E.BEGIN, E.CLAIM, E.ACCEPT, E.CLOSE, E.REJECT], S.ONGOING),
        ([E.BEGIN, E.CLAIM, E.ACCEPT, E.CLOSE, E.YEAR_END], S.FILED),
        ([E.BEGIN, E.CLAIM, E.ACCEPT, E.KEEP_UP, E.REPORT], S.STANDING),
        ([E.BEGIN, E.CLAIM, E.ACCEPT, E.KEEP_UP, E.UNKEEP], S.ONGOING),
        ([E.BEGIN, E.SUSPEND], S.SUSPENDED),
        ([E.BEGIN, E.SUSPEND, E.RESUME], S.ONGOING),
        ([E.BEGIN, E.SUSPEND, E.END], S.ENDED),
        ([E.END, E.YEAR_END], S.FILED),
    ],
)
def test_a_task_goes_its_way(events: list[TaskEvent], state: TaskState) -> None:
    """Each way of the table leads where office practice says, and nothing of it is refused."""
    life = _lived(*events)

    assert life.state is state
    assert not [line.refused for line in life.log if line.refused]


@pytest.mark.parametrize(
    ("events", "state", "why"),
    [
        ([(E.CLAIM, Facts(reached=False))], S.ONGOING, "完成值没有达到目标"),
        ([(E.CLAIM, Facts(evidence=" "))], S.ONGOING, "没有写明佐证材料"),
        (
            [(E.APPLY, Facts(asked_on=date(2022, 7, 2), limit=date(2022, 6, 30)))],
            S.ONGOING,
            "2022年7月2日才提出，已过2022年6月30日",
        ),
        ([(E.END, Facts(name="刘主任"))], S.ONGOING, "没有写明文件号"),
        ([E.CLAIM, (E.ACCEPT, Facts())], S.CLAIMED, "没有写明由谁决定"),
        ([E.CLAIM, (E.REJECT, Facts())], S.CLAIMED, "没有写明理由"),
        ([E.CLAIM, E.ACCEPT, E.REPORT], S.DONE, "“已办结”状态下不接受“报送进展”"),
    ],
)
def test_what_its_guard_does_not_allow_is_refused_and_logged(
    events: list[TaskEvent | tuple[TaskEvent, Facts]], state: TaskState, why: str
) -> None:
    """The state stays as it was, and the log says why."""
    life = _lived(E.BEGIN, *events)

    assert life.state is state
    assert life.log[-1].refused == why
    assert life.log[-1].before is life.log[-1].after is state


def test_a_request_on_the_last_day_is_in_time() -> None:
    """The day of the limit itself still counts; without a limit every day does."""
    last = Facts(asked_on=date(2022, 6, 30), limit=date(2022, 6, 30))

    assert _lived(E.BEGIN, (E.APPLY, last)).state is S.ASKING_TIME
    assert _lived(E.BEGIN, (E.APPLY, Facts(asked_on=date(2022, 6, 30)))).state is S.ASKING_TIME


def test_a_refusal_repeated_is_told_once() -> None:
    """A claim without proof, said again each month, stands in the log once."""
    bare = Facts(reached=False)

    life = _lived(E.BEGIN, (E.CLAIM, bare), (E.CLAIM, bare), (E.CLAIM, bare))

    assert sum(bool(line.refused) for line in life.log) == 1


def test_a_plan_not_settled_is_not_supervised() -> None:
    """Until leads, limits and groups are settled a task waits."""
    life = replay(TASK, [_happening(E.READ, 0), _happening(E.CONFIRM, 1, Facts(settled=False))])

    assert life.state is S.UNCONFIRMED


def _next(machine: Machine[Any, Any], state: StrEnum) -> set[StrEnum]:
    return {rule.to for rule in machine.rules if state in rule.sources}


def _reached(machine: Machine[Any, Any], start: StrEnum) -> set[StrEnum]:
    found, wave = {start}, {start}
    while wave:
        wave = {to for state in wave for to in _next(machine, state)} - found
        found |= wave
    return found


@pytest.mark.parametrize(("machine", "states"), [(TASK, TaskState), (RETURN, ReturnState)])
def test_every_state_can_be_reached(machine: Machine[Any, Any], states: Iterable[StrEnum]) -> None:
    """No state stands in the table for nothing."""
    assert _reached(machine, machine.start) == set(states)


def test_only_the_archive_is_an_end() -> None:
    """From every state of a task there is a way into the archive, and none out of it."""
    for state in TaskState:
        assert S.FILED in _reached(TASK, state), state
    assert {state for state in TaskState if not _next(TASK, state)} == TERMINAL


def test_no_return_is_stuck() -> None:
    """Every state of a return can be left again: a department can always mend what it sent."""
    for state in ReturnState:
        assert _next(RETURN, state) - {state} or state is ReturnState.CORRECTED, state


@pytest.mark.parametrize(("machine", "events"), [(TASK, TaskEvent), (RETURN, ReturnEvent)])
def test_every_event_and_guard_is_used(machine: Machine[Any, Any], events: Iterable[StrEnum]) -> None:
    """Every event has a rule, and every guard a rule names is there."""
    assert {rule.event for rule in machine.rules} == set(events)
    assert {rule.guard for rule in machine.rules} - {""} <= GUARDS.keys()


def test_every_guard_is_named_by_some_rule() -> None:
    """No guard lies about unused."""
    assert {rule.guard for machine in (TASK, RETURN) for rule in machine.rules} - {""} == GUARDS.keys()


_FACTS = st.builds(
    Facts,
    reached=st.sampled_from([None, True, False]),
    evidence=st.sampled_from(["", "纪要"]),
    name=st.sampled_from(["", "刘主任"]),
    ground=st.sampled_from(["", "理由"]),
    late=st.booleans(),
    locked=st.booleans(),
)


def _histories(events: type[StrEnum]) -> st.SearchStrategy[list[Happening[Any]]]:
    happening = st.builds(
        Happening,
        at=st.integers(0, 3).map(lambda days: START + timedelta(days=days)),
        event=st.sampled_from(list(events)),
        period=st.sampled_from(["", "2022-06", "2022-07"]),
        turn=st.sampled_from([0, 1, LAST]),
        detail=st.sampled_from(["", "甲", "乙"]),
        facts=_FACTS,
    )
    return st.lists(happening, max_size=12)


@given(st.data())
@pytest.mark.parametrize(("machine", "events"), [(TASK, TaskEvent), (RETURN, ReturnEvent)])
def test_the_order_of_telling_never_matters(
    machine: Machine[Any, Any], events: type[StrEnum], data: st.DataObject
) -> None:
    """However the events are handed over, those of one moment too, the life is the same."""
    told = data.draw(_histories(events))

    assert replay(machine, data.draw(st.permutations(told))) == replay(machine, told)


@given(st.data())
@pytest.mark.parametrize(("machine", "events"), [(TASK, TaskEvent), (RETURN, ReturnEvent)])
def test_the_log_is_a_chain(machine: Machine[Any, Any], events: type[StrEnum], data: st.DataObject) -> None:
    """Each line begins where the last ended; the last one ends in the state told; a refusal moves nothing."""
    life = replay(machine, data.draw(_histories(events)))

    state = machine.start
    for line in life.log:
        assert line.before is state
        assert (line.after is state) is bool(line.refused)
        state = line.after
    assert life.state is state


R, V = ReturnState, ReturnEvent


def _sent(*events: ReturnEvent | tuple[ReturnEvent, Facts]) -> ReturnState:
    pairs = [each if isinstance(each, tuple) else (each, Facts()) for each in (V.ISSUE, *events)]
    told = [
        Happening(at=START + timedelta(days=at), event=event, facts=facts)
        for at, (event, facts) in enumerate(pairs)
    ]
    return replay(RETURN, told).state


@pytest.mark.parametrize(
    ("events", "state"),
    [
        ([], R.DUE),
        ([V.EXCUSE], R.EXCUSED),
        ([V.EXCUSE, V.DEADLINE], R.EXCUSED),
        ([V.DEADLINE], R.OVERDUE),
        ([V.DEADLINE, V.RECEIVE], R.LATE),
        ([V.RECEIVE], R.IN),
        ([V.RECEIVE, V.CLEAR], R.CHECKED),
        ([V.RECEIVE, V.CLEAR, V.DEADLINE, V.SECOND_DEADLINE, V.LOCK], R.CHECKED),
        ([V.RECEIVE, V.QUESTION], R.QUESTIONED),
        ([V.RECEIVE, V.QUESTION, V.LOCK], R.QUESTIONED),
        ([V.RECEIVE, V.QUESTION, V.RECEIVE, V.CLEAR], R.CHECKED),
        ([V.RECEIVE, V.SEND_BACK], R.SENT_BACK),
        ([V.RECEIVE, V.SEND_BACK, V.DEADLINE, V.RECEIVE], R.IN),
        ([V.RECEIVE, V.SEND_BACK, V.DEADLINE, V.SECOND_DEADLINE], R.UNMENDED),
        ([V.RECEIVE, V.SEND_BACK, V.DEADLINE, V.SECOND_DEADLINE, V.RECEIVE], R.LATE),
        ([V.DEADLINE, V.RECEIVE, V.SEND_BACK, (V.RECEIVE, Facts(late=True))], R.LATE),
        ([V.RECEIVE, V.CLEAR, V.LOCK, (V.RECEIVE, Facts(locked=True)), V.CLEAR], R.CORRECTED),
    ],
)
def test_a_return_goes_its_way(
    events: list[ReturnEvent | tuple[ReturnEvent, Facts]], state: ReturnState
) -> None:
    """Each way of the table leads where office practice says."""
    assert _sent(*events) is state


def test_what_comes_in_at_the_deadline_is_in_time() -> None:
    """At the very moment of the deadline the file comes first."""
    told = [
        Happening(at=START, event=V.DEADLINE, turn=LAST),
        Happening(at=START, event=V.RECEIVE, turn=1),
        Happening(at=START - timedelta(days=5), event=V.ISSUE),
    ]

    assert replay(RETURN, told).state is R.IN
