"""
隔离：untrusted files are opened only in worker processes with limits of memory and time.

A worker serves many files, one after another; it is thrown away when it dies or runs late, and the file it was
at is tried once more in a process of its own before it gets its fault.  Linux forks and sets limits; elsewhere
workers are spawned and only the clock limits them.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import time
from collections import deque
from dataclasses import dataclass, field
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Any, Final, Self

from toolkit.model.files import Reading

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from multiprocessing.connection import Connection

    from toolkit.intake.known import Known

Job = tuple[bytes, str, str]
"""A file's bytes, its name, and the subfolder it lay in."""

MEMORY: Final = 1 << 30
SECONDS: Final = 20
_FILES_A_WORKER: Final = 250
_AHEAD: Final = 64

CRASHED: Final = (
    "读取该文件时程序异常退出，文件可能已损坏或异常庞大，请用 Excel 或 WPS 另存为新的工作簿后重新报送。"
)
TOO_SLOW: Final = "读取该文件超过20秒仍未完成，已停止，请用 Excel 或 WPS 另存为新的工作簿后重新报送。"
NO_MEMORY: Final = "读取该文件需要的内存过多，已停止，请把填报内容复制到下发的填报表里重新报送。"


@dataclass(slots=True)
class _Worker:
    """A process, our end of its pipe, and the file it is at."""

    process: Any
    pipe: Connection
    served: int = 0
    index: int | None = None
    late_at: float = 0.0

    def give(self, index: int, job: Job, seconds: float) -> None:
        self.index, self.late_at = index, time.monotonic() + seconds
        self.served += 1
        self.pipe.send(job)

    def stop(self) -> None:
        self.process.kill()
        self.process.join()
        self.process.close()
        self.pipe.close()


@dataclass(slots=True)
class _Round:
    """One call of read: what waits, what is under way for the second time, what is done."""

    jobs: Iterator[tuple[int, Job]]
    held: dict[int, Job] = field(default_factory=dict)
    again: deque[int] = field(default_factory=deque)
    tried: set[int] = field(default_factory=set)
    done: dict[int, Reading] = field(default_factory=dict)
    next_out: int = 0


class Workers:
    """
    Reads files in worker processes: ``with Workers(known) as workers: for reading in workers.read(jobs)``.

    ``count`` is how many processes at most; ``seconds`` and ``memory`` (bytes) bound one file.
    """

    def __init__(
        self, known: Known, count: int | None = None, *, seconds: float = SECONDS, memory: int = MEMORY
    ) -> None:
        self._known = known
        self._count = count or min(os.cpu_count() or 1, 8)
        self._seconds = seconds
        self._memory = memory
        self._context: Any = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
        self._idle: list[_Worker] = []
        self._busy: list[_Worker] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in (*self._idle, *self._busy):
            worker.stop()
        self._idle, self._busy = [], []

    def read(self, jobs: Iterable[Job]) -> Iterator[Reading]:
        """Yield a Reading for every job, in their order; a file no worker survives gets one with a fault."""
        state = _Round(iter(enumerate(jobs)))
        while self._feed(state) or self._busy or state.done:
            while state.next_out in state.done:
                yield state.done.pop(state.next_out)
                state.next_out += 1
            if self._busy:
                self._collect(state)

    def _feed(self, state: _Round) -> bool:
        """Give every free worker a file; return whether any is being read."""
        while len(self._busy) < self._count:
            index = self._next(state)
            if index is None:
                break
            self._give(state, index)
        return bool(self._busy)

    def _next(self, state: _Round) -> int | None:
        if state.again:
            return state.again.popleft()
        if len(state.done) >= _AHEAD * self._count:
            return None
        index, job = next(state.jobs, (None, None))
        if index is not None and job is not None:
            state.held[index] = job
        return index

    def _give(self, state: _Round, index: int) -> None:
        worker = self._fresh() if index in state.tried or not self._idle else self._idle.pop()
        self._busy.append(worker)
        try:
            worker.give(index, state.held[index], self._seconds)
        except OSError:
            self._drop(state, worker, CRASHED)

    def _fresh(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(
            target=_serve, args=(theirs, self._known, self._memory, self._seconds)
        )
        process.daemon = True
        process.start()
        theirs.close()
        return _Worker(process, ours)

    def _collect(self, state: _Round) -> None:
        """Wait for a worker to answer, to die, or to run late."""
        patience = min(worker.late_at for worker in self._busy) - time.monotonic()
        ready = set(wait([worker.pipe for worker in self._busy], timeout=max(patience, 0.0)))
        now = time.monotonic()
        for worker in list(self._busy):
            if worker.pipe in ready:
                self._answer(state, worker)
            elif now >= worker.late_at:
                self._drop(state, worker, TOO_SLOW, final=True)

    def _answer(self, state: _Round, worker: _Worker) -> None:
        try:
            reading = worker.pipe.recv()
        except (EOFError, OSError):
            self._drop(state, worker, CRASHED)
            return
        self._settle(state, worker, reading)
        if worker.served < _FILES_A_WORKER:
            self._idle.append(worker)
        else:
            worker.stop()

    def _drop(self, state: _Round, worker: _Worker, fault: str, *, final: bool = False) -> None:
        """Throw a worker away; its file is tried once more alone, unless the worker had served no other."""
        index, alone = worker.index, worker.served == 1
        if index is not None and not alone and not final and index not in state.tried:
            state.tried.add(index)
            state.again.append(index)
            self._busy.remove(worker)
        else:
            self._settle(state, worker, Reading(fault=fault))
        worker.stop()

    def _settle(self, state: _Round, worker: _Worker, reading: Reading) -> None:
        self._busy.remove(worker)
        if worker.index is not None:
            state.done[worker.index] = reading
            state.held.pop(worker.index, None)
            worker.index = None


def _serve(pipe: Connection, known: Known, memory: int, seconds: float) -> None:
    """Read files until the other end closes; runs in the worker."""
    _quieten()
    limits = _Limits(memory, seconds)
    while True:
        try:
            job = pipe.recv()
        except (EOFError, OSError):
            os._exit(0)
        limits.renew()
        pipe.send(_read(job, known))


def _read(job: Job, known: Known) -> Reading:
    try:
        from toolkit.intake.read import read_file

        return read_file(*job, known)
    except MemoryError:
        return Reading(fault=NO_MEMORY)
    except BaseException as error:  # noqa: BLE001  (a reader's panic is no Exception)
        return Reading(fault=CRASHED, notes=(f"{type(error).__name__}: {error}"[:200],))


def _quieten() -> None:
    """Let the parent alone hear Ctrl+C, and send what a dying reader prints nowhere."""
    import faulthandler
    import signal

    faulthandler.disable()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)


class _Limits:
    """Memory over what the process already had, and processor time counted from each file's start."""

    def __init__(self, memory: int, seconds: float) -> None:
        self._seconds = int(seconds) + 1
        if sys.platform == "linux":
            import resource

            ceiling = _address_space() + memory
            resource.setrlimit(resource.RLIMIT_AS, (ceiling, ceiling))
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    def renew(self) -> None:
        """Start the processor clock of the next file."""
        if sys.platform == "linux":
            import resource

            used = int(time.process_time())
            _, hard = resource.getrlimit(resource.RLIMIT_CPU)
            resource.setrlimit(resource.RLIMIT_CPU, (used + self._seconds, hard))


def _address_space() -> int:
    """Return how many bytes of address space this process has now."""
    with open("/proc/self/statm", encoding="ascii") as statm:  # noqa: PTH123  (a line of the kernel's)
        return int(statm.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
