"""Exit codes every command ends with."""

from __future__ import annotations

from enum import IntEnum


class ExitStatus(IntEnum):
    """0 done; 1 done, but something needs attention; 2 wrong use or settings; 3 could not do it."""

    DONE = 0
    ATTENTION = 1
    USAGE = 2
    FAILED = 3
    INTERRUPTED = 130
