"""What a turn begins with is made while files are watched, and nothing of it outlives the turn."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from multiprocessing.process import BaseProcess

import pytest

from toolkit.intake.worker import Workers
from toolkit.office import Office
from toolkit.turn import scan
from toolkit.turn.prepared import prepared
from toolkit.turn.take_in import take_in

from .conftest import GOOD, put

At = Callable[[str], Office]
Fill = Callable[..., bytes]

NOW = "2022-06-24T10:00"


def test_readers_begin_while_files_are_watched(
    supervising: At, form: Fill, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the two looks at one file one process begins; it reads the file, and none is left after the turn."""
    steps: list[str] = []
    begun, looked = Workers._fresh, scan.settled

    def fresh(self: Workers[object, object], *, apart: bool = False) -> object:
        steps.append("begun")
        return begun(self, apart=apart)

    def settled(*given: object, **named: object) -> object:
        found = looked(*given, **named)  # type: ignore[arg-type]
        steps.append("settled")
        return found

    monkeypatch.setattr(Workers, "_fresh", fresh)
    monkeypatch.setattr(scan, "settled", settled)
    office = supervising(NOW)
    put(office, "审批局.xlsx", form("县审批局", GOOD))

    (drop,) = take_in(office, pause_s=0)

    assert (drop.verdict, steps) == ("accepted", ["begun", "settled"])
    assert not multiprocessing.active_children()


def test_files_that_change_leave_no_process_behind(supervising: At, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where every file is still being copied, the turn ends, and so do the processes that would have read them."""
    office = supervising(NOW)
    put(office, "审批局.xlsx", b"half of it")
    begun: list[int] = []
    begin = Workers.begin

    def growing(self: Workers[object, object], jobs: int) -> None:
        begin(self, jobs)
        begun.append(len(multiprocessing.active_children()))
        put(office, "审批局.xlsx", b"half of it, and some more")

    monkeypatch.setattr(Workers, "begin", growing)

    assert take_in(office, pause_s=0) == ()
    assert begun == [1]
    assert not multiprocessing.active_children()


def test_an_inbox_without_files_starts_nothing(supervising: At, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is nothing to read, no process is started and nothing is looked up; a lock has its line all the same."""
    begun: list[int] = []
    monkeypatch.setattr(Workers, "begin", lambda _self, jobs: begun.append(jobs))
    office = supervising(NOW)

    assert take_in(office, pause_s=0) == ()
    assert begun == []

    put(office, "~$审批局.xlsx", b"")
    (drop,) = take_in(office, pause_s=0)
    assert drop.verdict == "ignored"
    assert begun == [0]


def test_processes_end_with_what_was_prepared(supervising: At) -> None:
    """When the block is left, whatever happened in it, no process runs any more."""
    office = supervising(NOW)
    with pytest.raises(KeyboardInterrupt), prepared(office, 9):
        _interrupted(multiprocessing.active_children())
    assert not multiprocessing.active_children()


def _interrupted(running: list[BaseProcess]) -> None:
    assert running
    raise KeyboardInterrupt
