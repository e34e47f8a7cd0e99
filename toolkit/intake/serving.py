"""A worker's own side: do jobs, one after the other, until the other end closes."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from toolkit.intake.confined import Limits, confine, renew

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

Ask = Callable[[Any], Any]
"""What work may ask its parent while it is at a file: a picklable question, a picklable answer."""

_YOUNG: Final = 20_000
"""Objects between two looks for garbage: a file makes many and leaves none, and what came with the fork stays."""

CRASHED: Final = "程序读不了这个文件（读取时异常退出），请用 Excel 或 WPS 打开后另存为 .xlsx，再重新报送。"
NO_MEMORY: Final = "读取该文件需要的内存过多，已停止，请把填报内容复制到下发的填报表里重新报送。"

ASKS, DONE, FAULT = range(3)
"""What a message from a worker is: a question to its parent, a result, or the fault of a job."""


def serve(pipe: Connection, work: Callable[[Any, Ask], Any], limits: Limits) -> None:
    """Do batches until the other end closes; runs in the worker."""
    confine(pipe.fileno(), limits)
    gc.freeze()
    gc.set_threshold(_YOUNG)

    def ask(question: object) -> object:
        pipe.send((ASKS, question))
        return pipe.recv()

    try:
        while True:
            for job in pipe.recv():
                renew(limits)
                _send(pipe, _done(work, job, ask))
    except (EOFError, OSError):
        os._exit(0)


def _done(work: Callable[[Any, Ask], Any], job: object, ask: Ask) -> tuple[int, object]:
    try:
        return DONE, work(job, ask)
    except MemoryError:
        return FAULT, (NO_MEMORY, ())
    except BaseException as error:  # noqa: BLE001  (a reader's panic is no Exception)
        return FAULT, (CRASHED, (f"{type(error).__name__}: {error}"[:200],))


def _send(pipe: Connection, result: tuple[int, object]) -> None:
    try:
        pipe.send(result)
    except MemoryError:
        pipe.send((FAULT, (NO_MEMORY, ())))
    except (TypeError, AttributeError, ValueError, RecursionError) as error:
        pipe.send((FAULT, (CRASHED, (f"{type(error).__name__}: {error}"[:200],))))
