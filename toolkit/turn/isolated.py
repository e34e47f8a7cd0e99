"""
Run a function on untrusted bytes in a process of its own, with limits.

On Linux the child has 2 GiB of address space and 60 s of CPU time; everywhere it has 60 s of wall time.  A
child that dies, hangs or runs out of memory costs its one file a verdict and nothing else.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from typing import TYPE_CHECKING, Any, TypeVar

from toolkit.errors import ToolkitError, UnreadableFileError

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection

T = TypeVar("T")

MEMORY = 2 * 1024**3
SECONDS = 60


def isolated(function: Callable[..., T], *args: object, **kwargs: object) -> T:
    """
    Return ``function(*args, **kwargs)`` as computed in a child process.

    Raises:
        ToolkitError: what the function raised of our own exceptions.
        UnreadableFileError: the child died, took too long, or met an unexpected fault.
    """
    context: Any = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=_child, args=(theirs, function, args, kwargs), daemon=True)
    child.start()
    theirs.close()
    try:
        if not ours.poll(SECONDS):
            raise UnreadableFileError("读取这个文件用时太长，已停下；请另存为新的文件后重新放入。")
        outcome = ours.recv()
    except EOFError as error:
        raise UnreadableFileError(
            "读取这个文件时程序异常中断，文件可能已损坏；请打开另存后重新放入。"
        ) from error
    finally:
        child.kill()
        child.join()
        ours.close()
    if isinstance(outcome, ToolkitError):
        raise outcome
    if isinstance(outcome, _Unexpected):
        raise UnreadableFileError(f"读取这个文件时遇到意外（{outcome.words}）；请打开另存后重新放入。")
    result: T = outcome
    return result


class _Unexpected:
    """A fault that is none of ours, as text: the exception itself may not survive the pipe."""

    def __init__(self, words: str) -> None:
        self.words = words


def _child(
    pipe: Connection, function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
) -> None:
    _limit()
    try:
        outcome: object = function(*args, **kwargs)
    except ToolkitError as error:
        outcome = error
    except BaseException as error:  # noqa: BLE001 -- a reader's panic is no Exception
        outcome = _Unexpected(f"{type(error).__name__}: {error}"[:200])
    pipe.send(outcome)
    pipe.close()


def _limit() -> None:
    if sys.platform != "linux":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.setsid()
