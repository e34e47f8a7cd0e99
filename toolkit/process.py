"""
The process of a command: it starts without looking for garbage all the time, and ends at once when its work is done.

Python looks for garbage after every 700 objects that stay, and loading a command makes a hundred thousand that stay for
good; when a command is done, Python takes down one by one all objects it left.  Together that is a third of ``run.py
status`` and half a second after a thousand returns, for nothing: what is left is memory, which the system takes back whole.
"""

from __future__ import annotations

import atexit
import contextlib
import gc
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_YOUNG = 20_000
"""Objects between two looks for garbage."""


def whole(run: Callable[[], int]) -> int:
    """
    Run all that this process is for, and return its exit code, with which the process then ends.

    Ending goes as everywhere up to its last step: threads are waited for, and whoever asked to be called at exit is called,
    in turn: stores close, workers are stopped, scratch folders go.  What asked first is called last, so this
    has to be called before anything else asks.
    """
    code: int | None = None

    def end() -> None:
        if code is None:
            return  # run() raised what nobody caught: Python shows it, and ends in its own way
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(OSError, ValueError):  # the border has said what there is to say of it
                stream.flush()
        os._exit(code)

    atexit.register(end)
    gc.set_threshold(_YOUNG, *gc.get_threshold()[1:])
    code = run()
    return code
