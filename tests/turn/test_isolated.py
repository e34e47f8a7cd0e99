"""Untrusted bytes in a process of their own."""

from __future__ import annotations

import os
import signal
import sys

import pytest

from toolkit.errors import CellFault, UnreadableFileError, WorkbookFaultsError
from toolkit.turn import isolated as room
from toolkit.turn.isolated import isolated

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="limits of address space are Linux's")


def _double(number: int) -> int:
    return number * 2


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _eat() -> int:
    return len(bytearray(8 * 1024**3))


def _hang() -> None:
    while True:
        pass


def _complain() -> None:
    raise WorkbookFaultsError((CellFault("任务", "A1", "空着", "请填写"),))


class _PanicError(BaseException):
    """What some readers raise, which no ``except Exception`` catches."""


def _panic() -> None:
    raise _PanicError("index out of range")


def test_the_answer_comes_back() -> None:
    """A function's answer is the same as without the process between."""
    assert isolated(_double, 21) == 42


def test_our_own_complaints_come_back_whole() -> None:
    """An exception of ours crosses with all it carries."""
    with pytest.raises(WorkbookFaultsError) as error:
        isolated(_complain)

    assert error.value.faults[0].cell == "A1"


@pytest.mark.parametrize("fate", [_die, _panic, pytest.param(_eat, marks=LINUX)])
def test_a_dying_child_costs_one_file(fate: object) -> None:
    """A reader that is killed, panics or eats all memory becomes one sentence."""
    with pytest.raises(UnreadableFileError, match="另存"):
        isolated(fate)  # type: ignore[arg-type]


def test_a_hanging_child_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that never ends is stopped at the limit."""
    monkeypatch.setattr(room, "SECONDS", 1)

    with pytest.raises(UnreadableFileError):
        isolated(_hang)
