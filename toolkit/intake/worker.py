"""
隔离：untrusted files are opened only in worker processes with limits.

A worker serves batch after batch and answers file by file, so that its clock starts anew with every file.  When
it dies or runs late it is thrown away: the file it was at is tried once more in a process of its own, where it
died, and those behind it go to another worker.  Linux forks and sets limits of memory, processor time, files
written and files open; elsewhere workers are spawned and only the clock limits them.
"""

from __future__ import annotations

import contextlib
import itertools
import multiprocessing
import os
import signal
import sys
import time
from collections import deque
from dataclasses import dataclass, field
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Any, Final, Generic, Self, TypeVar

from toolkit.intake.confined import OPEN, Limits
from toolkit.intake.serving import ASKS, CRASHED, DONE, Ask, serve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from multiprocessing.connection import Connection

J = TypeVar("J")
R = TypeVar("R")

MEMORY: Final = 1 << 30
SECONDS: Final = 20
BATCH: Final = 8
"""Files in one message at most; those behind a slow one wait for it."""
_BATCH_BYTES: Final = 4 << 20
_HELD_BYTES: Final = 128 << 20
MOST: Final = 8
_FILES_A_WORKER: Final = 400
_LAST_BREATH: Final = 1.0
"""Seconds a process that closed its pipe has to end."""
_WIDER: Final = 3 if sys.platform == "linux" else 1
"""Times the seconds of a job that may pass on the clock, where those of the processor are counted: others work too."""
_AHEAD: Final = 64

TOO_SLOW: Final = "读取该文件超过20秒仍未完成，已停止，请用 Excel 或 WPS 另存为新的工作簿后重新报送。"


def _nobody(question: object) -> object:
    raise LookupError(f"nobody answers {question!r}")


@dataclass(slots=True)
class _Worker:
    """
    A process, our end of its pipe, and the files it was given, in order.

    ``apart`` says that it was started for one file: if it dies, no other can be to blame.
    """

    process: Any
    pipe: Connection
    apart: bool = False
    served: int = 0
    given: deque[int] = field(default_factory=deque)
    late_at: float = 0.0

    def ran_out(self) -> bool:
        """Whether it ended because its time on the processor was up."""
        self.process.join(_LAST_BREATH)
        return sys.platform == "linux" and bool(self.process.exitcode == -signal.SIGXCPU)

    def kill(self) -> None:
        if sys.platform == "linux":
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)
        self.process.kill()

    def stop(self) -> None:
        self.kill()
        self.process.join()
        self.process.close()
        self.pipe.close()


@dataclass(slots=True)
class _Round(Generic[J, R]):
    """One call of map: who answers, what waits, what is to be tried alone, what is done."""

    jobs: Iterator[tuple[int, J]]
    expected: int = 0
    answer: Ask = _nobody
    together: int = BATCH
    drawn: int = 0
    held: dict[int, J] = field(default_factory=dict)
    back: deque[int] = field(default_factory=deque)
    alone: deque[int] = field(default_factory=deque)
    tried: set[int] = field(default_factory=set)
    done: dict[int, R] = field(default_factory=dict)
    next_out: int = 0


class Workers(Generic[J, R]):
    """
    Do work in processes: ``with Workers(work, failed) as workers: for result in workers.map(jobs)``.

    ``work(job, ask)`` runs in a worker; ``ask(question)`` there is what :meth:`map` was told to answer here.
    ``failed(fault, notes)`` is the result of a job no worker survived: the fault is a sentence for a clerk.
    ``count`` is how many processes at most: as many as processors, and one more where work ``asks``, since a worker that
    asked waits for its answer; ``seconds``, ``memory`` and ``writes`` (bytes of a file) bound one job,
    ``opens`` how many files it holds open;
    ``weigh`` tells how many bytes a job has, so that many large ones do not travel together.
    """

    def __init__(  # noqa: PLR0913  (each limit has a name)
        self,
        work: Callable[[J, Ask], R],
        failed: Callable[[str, tuple[str, ...]], R],
        *,
        asks: bool = False,
        weigh: Callable[[J], int] = lambda _job: 0,
        count: int | None = None,
        seconds: float = SECONDS,
        memory: int = MEMORY,
        writes: int = 0,
        opens: int = OPEN,
    ) -> None:
        self._work, self._failed, self._weigh = work, failed, weigh
        self._count = count or min((os.cpu_count() or 1) + asks, MOST)
        self._limits = Limits(memory=memory, seconds=seconds, writes=writes, opens=opens)
        self._context: Any = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
        self._idle: list[_Worker] = []
        self._busy: list[_Worker] = []
        self._ending: list[_Worker] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.dismiss()
        for worker in self._ending:
            worker.stop()
        self._ending = []

    @property
    def running(self) -> int:
        """How many processes there are."""
        return len(self._idle) + len(self._busy)

    def begin(self, jobs: int) -> None:
        """Start the processes that so many jobs will need, before the first is at hand."""
        while len(self._idle) < min(self._count, jobs):
            self._idle.append(self._fresh())

    def dismiss(self) -> None:
        """Let all processes end, without waiting for it: whoever is at work is killed."""
        for worker in (*self._idle, *self._busy):  # all of them end at once
            worker.kill()
            self._ending.append(worker)
        self._idle, self._busy = [], []

    def map(
        self, jobs: Iterable[J], expected: int = 0, answer: Ask = _nobody, together: int = BATCH
    ) -> Iterator[R]:
        """
        Yield a result for every job, in their order; jobs are drawn as workers become free.

        ``expected`` is how many jobs there are, where it is known: of the last ones each worker gets few at a time, so
        that all end together.  ``answer(question)`` answers work that asks; ``together`` is how many a worker is given at once
        at most.
        """
        state: _Round[J, R] = _Round(iter(enumerate(jobs)), expected, answer, together)
        while self._feed(state) or state.done:
            if ready := state.next_out in state.done:
                yield state.done.pop(state.next_out)
                state.next_out += 1
            if self._busy:
                self._collect(state, at_once=ready)

    def _feed(self, state: _Round[J, R]) -> bool:
        """Give every free worker a batch; return whether any is at work."""
        while len(self._busy) < self._count:
            batch = self._batch(state)
            if not batch:
                break
            self._give(state, batch)
        return bool(self._busy)

    def _batch(self, state: _Round[J, R]) -> list[int]:
        if state.alone:
            return [state.alone.popleft()]
        batch: list[int] = []
        weight = 0
        if not state.back and self._laden(state):
            return batch
        most = self._most(state)
        while len(batch) < most and weight < _BATCH_BYTES:
            index = self._next(state)
            if index is None:
                break
            batch.append(index)
            weight += self._weigh(state.held[index])
        return batch

    def _most(self, state: _Round[J, R]) -> int:
        """Return how many jobs may go together: fewer as the end comes near, where it is known."""
        if not state.expected:
            return state.together
        return min(state.together, max((state.expected - state.drawn) // (2 * self._count), 1))

    def _laden(self, state: _Round[J, R]) -> bool:
        """Whether enough is under way, so that a slow file at the head lets no more pile up behind it."""
        many = len(state.held) + len(state.done) >= _AHEAD * self._count
        return many or sum(map(self._weigh, state.held.values())) >= _HELD_BYTES

    @staticmethod
    def _next(state: _Round[J, R]) -> int | None:
        if state.back:
            return state.back.popleft()
        for index, job in itertools.islice(state.jobs, 1):
            state.held[index] = job
            state.drawn = index + 1
            return index
        return None

    def _give(self, state: _Round[J, R], batch: list[int]) -> None:
        alone = any(index in state.tried for index in batch)
        worker = self._fresh(apart=len(batch) == 1) if alone or not self._idle else self._idle.pop()
        self._busy.append(worker)
        worker.given.extend(batch)
        worker.late_at = time.monotonic() + self._limits.seconds * _WIDER
        try:
            worker.pipe.send([state.held[index] for index in batch])
        except OSError:
            self._drop(state, worker, CRASHED)

    def _fresh(self, *, apart: bool = False) -> _Worker:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=serve, args=(theirs, self._work, self._limits))
        process.daemon = True
        process.start()
        theirs.close()
        return _Worker(process, ours, apart)

    def _collect(self, state: _Round[J, R], *, at_once: bool) -> None:
        """Wait for a worker to answer, to ask, to die, or to run late; ``at_once`` only sees who does."""
        patience = 0.0 if at_once else min(worker.late_at for worker in self._busy) - time.monotonic()
        ready = set(wait([worker.pipe for worker in self._busy], timeout=max(patience, 0.0)))
        now = time.monotonic()
        for worker in list(self._busy):
            if worker.pipe in ready:
                self._hear(state, worker)
            elif now >= worker.late_at:
                self._drop(state, worker, TOO_SLOW, final=True)

    def _hear(self, state: _Round[J, R], worker: _Worker) -> None:
        try:
            said, what = worker.pipe.recv()
            if said == ASKS:
                worker.pipe.send(state.answer(what))
        except (EOFError, OSError):
            slow = worker.ran_out()
            self._drop(state, worker, TOO_SLOW if slow else CRASHED, final=slow)
            return
        worker.late_at = time.monotonic() + self._limits.seconds * _WIDER
        if said != ASKS:
            self._settle(state, worker.given.popleft(), what if said == DONE else self._failed(*what))
            worker.served += 1
            if not worker.given:
                self._rest(worker)

    def _rest(self, worker: _Worker) -> None:
        self._busy.remove(worker)
        if worker.served < _FILES_A_WORKER:
            self._idle.append(worker)
        else:
            worker.stop()

    def _drop(self, state: _Round[J, R], worker: _Worker, fault: str, *, final: bool = False) -> None:
        """Throw a worker away; its file is tried once more alone, unless it was alone already."""
        index = worker.given.popleft()
        alone = worker.apart and worker.served == 0
        state.back.extendleft(reversed(worker.given))
        self._busy.remove(worker)
        worker.stop()
        if final or alone or index in state.tried:
            self._settle(state, index, self._failed(fault, ()))
        else:
            state.tried.add(index)
            state.alone.append(index)

    @staticmethod
    def _settle(state: _Round[J, R], index: int, result: R) -> None:
        state.done[index] = result
        state.held.pop(index, None)
