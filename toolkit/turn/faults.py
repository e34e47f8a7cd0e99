"""What is wrong with a workbook the clerk filled in: told in the receipt, and marked in a copy of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.corrections import stable
from toolkit.errors import CellFault, ToolkitError, WorkbookFaultsError
from toolkit.plans import confirm_marked

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

_LONGEST = 6000
"""Characters of a reason; a cell of the receipt takes 32,767, and nobody reads that far."""


def told(error: ToolkitError, marked: str) -> str:
    """
    Return a receipt's reason for a workbook that was not registered.

    Every fault is named by sheet and cell, cells with the same fault together; ``marked`` is where the
    copy with the red cells lies.
    """
    if not isinstance(error, WorkbookFaultsError):
        return str(error)
    head = (
        f"有{len(error.faults)}处要改，整份没有登记。{marked} 里已标红并写明怎么改，"
        "在那份上改好放回收件箱即可，其余内容不用重填："
    )
    text = "\n".join([head, *(f"{number}. {line}" for number, line in enumerate(_lines(error.faults), 1))])
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}……（其余见标红的那份）"


def _lines(faults: tuple[CellFault, ...]) -> list[str]:
    groups: dict[tuple[str, str, str], list[str]] = {}
    for fault in faults:
        groups.setdefault((fault.sheet, fault.what, fault.todo), []).append(fault.cell)
    return [f"“{sheet}”{'、'.join(cells)}：{what}；{todo}" for (sheet, what, todo), cells in groups.items()]


def marked_copy(read: Callable[..., object], data: bytes, made_at: datetime, *args: object) -> bytes | None:
    """Return a copy of a workbook with the cells marked that ``read(data, *args)`` finds fault with, if any."""
    try:
        read(data, *args)
    except WorkbookFaultsError as error:
        return stable.saved(confirm_marked.marked(data, error.faults), made_at)
    except ToolkitError:
        return None
    return None
