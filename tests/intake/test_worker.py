"""Files are read in processes that may die."""

from __future__ import annotations

import multiprocessing
import os
import resource
import signal
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from toolkit.intake.serving import CRASHED, NO_MEMORY, Ask
from toolkit.intake.worker import BATCH, TOO_SLOW, Workers, _Round

needs_limits = pytest.mark.skipif(sys.platform != "linux", reason="limits of processes are Linux's")


def _failed(fault: str, _notes: tuple[str, ...]) -> str:
    return fault


def _hostile(job: str, ask: Ask) -> str:
    """Do to the worker what the worst files do to a reader."""
    match job:
        case "die":
            os.abort()
        case "hang":
            time.sleep(60)
        case "nap":
            time.sleep(1.5)
        case "spin":
            while True:
                pass
        case "panic":
            raise KeyboardInterrupt
        case "eat":
            return str(len(bytearray(4 << 30)))
        case "ask":
            return str(ask(20))
    return job


def _write(path: Path, _job: None, _ask: Ask) -> str:
    path.write_bytes(b"x" * 100)
    return "written"


def _files_open(_job: None, _ask: Ask) -> str:
    held = [os.open(os.devnull, os.O_RDONLY) for _ in range(1000)]
    return str(len(held))


def _inherited(_job: None, _ask: Ask) -> str:
    return str(sum(int(name.name) > 2 for name in list(Path("/proc/self/fd").iterdir())))


def _limits(_job: None, _ask: Ask) -> str:
    return str(resource.getrlimit(resource.RLIMIT_CORE)[0])


def test_results_come_in_the_order_of_the_jobs() -> None:
    """Many jobs over two workers give their results in their own order."""
    names = [str(number) for number in range(5 * BATCH + 3)]
    with Workers(_hostile, _failed, count=2) as workers:
        assert list(workers.map(names)) == names


def test_no_job_is_no_process() -> None:
    """Nothing to do gives nothing."""
    with Workers(_hostile, _failed) as workers:
        assert list(workers.map([])) == []


def test_work_may_ask_its_parent() -> None:
    """What a worker asks is answered in the parent, while other jobs go on."""
    with Workers(_hostile, _failed, asks=True, count=2) as workers:
        told = workers.map(["a", "ask", "b", "ask"], answer=lambda number: number + 1)
        assert list(told) == ["a", "21", "b", "21"]


@needs_limits
def test_one_bad_file_costs_no_other_its_result() -> None:
    """Files that abort, hang or eat memory get their fault; those before and behind them in a batch are read."""
    names = ["ok", "die", "ok", "hang", "panic", "eat", "ok", "spin", "ok"]
    with Workers(_hostile, _failed, count=2, seconds=1.0) as workers:
        found = list(workers.map(names))
    assert found == ["ok", CRASHED, "ok", TOO_SLOW, CRASHED, NO_MEMORY, "ok", TOO_SLOW, "ok"]


@needs_limits
def test_a_file_is_blamed_only_when_it_fails_alone(tmp_path: Path) -> None:
    """A worker that dies once, and not again alone, costs nothing."""
    with Workers(partial(_die_once, tmp_path / "died"), _failed, count=1) as workers:
        assert list(workers.map(["a", "b", "c"])) == ["a", "b", "c"]


def _die_once(mark: Path, job: str, _ask: Ask) -> str:
    if job == "b" and not mark.exists():
        mark.mkdir()
        os.kill(os.getpid(), signal.SIGKILL)
    return job


@needs_limits
def test_a_worker_that_died_before_its_first_file_costs_nothing() -> None:
    """Processes begun ahead may end before a file is at hand: the only file there is is read by another."""
    with Workers(_hostile, _failed, count=2) as workers:
        workers.begin(1)
        (begun,) = multiprocessing.active_children()
        os.kill(begun.pid or 0, signal.SIGKILL)
        assert list(workers.map(["a"])) == ["a"]


@needs_limits
def test_processes_begun_ahead_do_the_work() -> None:
    """No more begin than there are jobs, those that began are used, and a hopeless file still gets its one fault."""
    with Workers(_who, _failed, count=3) as workers:
        workers.begin(2)
        begun = {str(process.pid) for process in multiprocessing.active_children()}
        assert len(begun) == 2
        assert set(workers.map([None, None], expected=2)) <= begun
    with Workers(_hostile, _failed, count=3) as workers:
        workers.begin(1)
        assert list(workers.map(["die"], expected=1)) == [CRASHED]


def test_dismissed_processes_are_gone_when_the_block_is_left() -> None:
    """Whoever was dismissed takes no more work, and none of them is left behind; others may follow them."""
    with Workers(_hostile, _failed, count=2) as workers:
        workers.begin(2)
        dismissed = multiprocessing.active_children()
        workers.dismiss()
        assert list(workers.map(["a", "b"])) == ["a", "b"]
    assert len(dismissed) == 2
    assert not multiprocessing.active_children()


@needs_limits
def test_a_worker_may_write_nothing(tmp_path: Path) -> None:
    """A file written in a worker stays empty, and the worker's job fails."""
    with Workers(partial(_write, tmp_path / "x"), _failed, count=1) as workers:
        assert list(workers.map([None])) == [CRASHED]
    assert (tmp_path / "x").stat().st_size == 0


@needs_limits
def test_a_worker_holds_few_files_and_none_of_its_parents() -> None:
    """A worker can hold few files open, and inherits none but its pipe."""
    with Workers(_files_open, _failed, count=1) as workers:
        assert list(workers.map([None])) == [CRASHED]
    with Workers(_inherited, _failed, count=1) as workers:
        assert int(next(workers.map([None]))) <= 2
    with Workers(_limits, _failed, count=1) as workers:
        assert list(workers.map([None])) == ["0"]


@needs_limits
def test_a_worker_ends_with_its_parent() -> None:
    """When a run is killed, no worker of its stays behind."""
    ours, theirs = os.pipe()
    parent = os.fork()
    if not parent:
        with Workers(_who, _failed, count=1) as workers:
            os.write(theirs, next(workers.map([None])).encode())
            time.sleep(60)
    os.close(theirs)
    worker = int(os.read(ours, 20))
    os.kill(parent, signal.SIGKILL)
    os.waitpid(parent, 0)
    for _ in range(50):
        if not Path(f"/proc/{worker}").exists():
            break
        time.sleep(0.05)
    os.close(ours)
    assert not Path(f"/proc/{worker}").exists()


def _who(_job: None, _ask: Ask) -> str:
    return str(os.getpid())


def test_jobs_are_drawn_as_workers_become_free() -> None:
    """Of heavy jobs only a few are held at once, however many there are."""
    drawn = 0

    def jobs() -> Iterator[str]:
        nonlocal drawn
        for _ in range(30):
            drawn += 1
            yield "x"

    with Workers(_hostile, _failed, count=1, weigh=lambda _job: 60 << 20) as workers:
        results = workers.map(jobs())
        next(results)
        assert drawn <= 4
        assert len(list(results)) == 29


@needs_limits
def test_waiting_for_others_is_not_running_late() -> None:
    """Seconds are those of the processor: a file that had to wait for its turn on a busy machine is read."""
    with Workers(_hostile, _failed, count=1, seconds=1.0) as workers:
        assert list(workers.map(["nap"])) == ["nap"]


def _together(job: int, _ask: Ask) -> int:
    return job


def test_of_the_last_jobs_each_worker_gets_few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where it is known how many there are, batches shrink towards the end, and a wrong number loses none."""
    given: list[int] = []
    give = Workers._give

    def watched(self: Workers[int, int], state: _Round[int, int], batch: list[int]) -> None:
        given.append(len(batch))
        give(self, state, batch)

    monkeypatch.setattr(Workers, "_give", watched)
    for expected in (0, 40, 5, 1000):
        given.clear()
        with Workers(_together, lambda _fault, _notes: -1, count=2) as workers:
            assert list(workers.map(iter(range(40)), expected)) == list(range(40))
        assert sum(given) == 40
        if expected == 40:
            assert given[0] == BATCH
            assert given == sorted(given, reverse=True)
            assert given[-1] == 1
