"""
Run a function on untrusted bytes in a process of its own, with limits.

On Linux the child has 2 GiB of memory over what it begins with, 60 s of CPU time and may write files of at most
512 MiB (a converter's and an unpacker's); everywhere it has 60 s of wall time.  A child that dies, hangs or runs
out of memory costs its one file a verdict and nothing else.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from toolkit.errors import ToolkitError, UnreadableFileError
from toolkit.intake.serving import CRASHED
from toolkit.intake.worker import TOO_SLOW, Workers

if TYPE_CHECKING:
    from collections.abc import Callable

    from toolkit.intake.serving import Ask

T = TypeVar("T")

MEMORY = 2 * 1024**3
SECONDS = 60
WRITES = 512 * 1024**2
OPENS = 1024

_SLOW = "读取这个文件用时太长，已停下；请另存为新的文件后重新放入。"
_DEAD = "程序读不了这个文件（读取时异常中断）；请打开后另存为 .xlsx 或 .docx，再重新放入。"
_NO_MEMORY = "读取这个文件需要的内存过多，已停下；请删去无关的内容，另存后重新放入。"


def roomy(
    work: Callable[[Any, Ask], Any],
    failed: Callable[[str, tuple[str, ...]], Any],
    **more: Any,  # noqa: ANN401
) -> Workers[Any, Any]:
    """Return workers with the limits above, for what takes more than reading a return; ``more`` is Workers' own."""
    return Workers(work, failed, seconds=SECONDS, memory=MEMORY, writes=WRITES, opens=OPENS, **more)


def isolated(function: Callable[..., T], *args: object, **kwargs: object) -> T:
    """
    Return ``function(*args, **kwargs)`` as computed in a child process.

    Raises:
        ToolkitError: what the function raised of our own exceptions.
        UnreadableFileError: the child died, took too long, or met an unexpected fault.
    """
    work = partial(_call, function, args, kwargs)
    with roomy(work, _failed, count=1) as workers:
        (outcome,) = workers.map([None])
    if isinstance(outcome, ToolkitError):
        raise outcome
    (result,) = outcome
    return result  # type: ignore[no-any-return]


def _call(
    function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any], _job: None, _ask: Ask
) -> ToolkitError | tuple[Any]:
    try:
        return (function(*args, **kwargs),)
    except ToolkitError as error:
        return error


def _failed(fault: str, _notes: tuple[str, ...]) -> ToolkitError | tuple[Any]:
    if fault == TOO_SLOW:
        return UnreadableFileError(_SLOW)
    return UnreadableFileError(_DEAD if fault == CRASHED else _NO_MEMORY)
