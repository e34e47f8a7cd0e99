"""限制：what a worker process may use of the machine; Linux only, elsewhere the parent's clock alone limits it."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from dataclasses import dataclass
from typing import Final

OPEN: Final = 64
"""Files a worker may hold open: modules it imports late, its pipe, nothing more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """
    What one process may use.

    Bytes of memory over what it begins with, seconds a job, bytes of any one file it writes, files held open.
    """

    memory: int
    seconds: float
    writes: int = 0
    opens: int = OPEN


def confine(pipe: int, limits: Limits) -> None:
    """
    Set this process's limits; of the parent's open files it keeps none but the file descriptor ``pipe``.

    The parent alone hears Ctrl+C, and what a dying reader prints goes nowhere.  Without the parent's end of the
    pipe among its files a worker ends with its parent, and holds no lock of the parent's.  It leads a group of its
    own, so that what it starts ends with it.
    """
    import faulthandler
    import signal

    faulthandler.disable()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in range(3):
        os.dup2(nowhere, standard)
    if sys.platform == "linux":
        import resource

        os.setsid()
        _close_all_but(pipe)
        ceiling = _address_space() + limits.memory
        resource.setrlimit(resource.RLIMIT_AS, (ceiling, ceiling))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (limits.writes, limits.writes))
        opens = max(limits.opens, pipe + 1)
        resource.setrlimit(resource.RLIMIT_NOFILE, (opens, opens))


def renew(limits: Limits) -> None:
    """Start the processor clock of the next job."""
    if sys.platform == "linux":
        import resource

        used = int(time.process_time())
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (used + int(limits.seconds) + 1, hard))


def _close_all_but(pipe: int) -> None:
    for name in os.listdir("/proc/self/fd"):  # noqa: PTH208  (the list is whole before anything is closed)
        if int(name) > 2 and int(name) != pipe:  # noqa: PLR2004  (standard input, output and error)
            with contextlib.suppress(OSError):
                os.close(int(name))


def _address_space() -> int:
    """Return how many bytes of address space this process has now."""
    with open("/proc/self/statm", encoding="ascii") as statm:  # noqa: PTH123  (a line of the kernel's)
        return int(statm.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
