"""What the marked copy says: its heading, and a cell's contents as the department sees them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from toolkit.model.findings import Finding, Severity
from toolkit.model.period import Period
from toolkit.model.personal import masked

if TYPE_CHECKING:
    from datetime import datetime

    from openpyxl.cell import Cell

    from toolkit.model.returns import Return

LONGEST = 60
"""Characters of a cell that the list repeats."""

_WEEKDAYS: Final = "一二三四五六日"


def shown(cell: Cell | None) -> str:
    """Write a cell's contents about as the department sees them, personal numbers masked."""
    if cell is None:
        return ""
    if cell.data_type == "f":
        return "（公式）"
    match cell.value:
        case None:
            text = "（空）"
        case date() as day:
            text = f"{day.year}-{day.month}-{day.day}"
        case bool() | str():
            text = str(cell.value)
        case int() | float() as number:
            percent = "%" in str(cell.number_format)
            text = f"{number * 100:.12g}%" if percent else f"{number:.12g}"
        case other:
            text = str(other)
    text = masked(text)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}……"


def counted(errors: int, questions: int) -> str:
    """Say how much is to be mended and how much to be explained, nothing of what there is none."""
    parts = [f"须修改{errors}处" if errors else "", f"请说明{questions}处" if questions else ""]
    return "、".join(filter(None, parts)) or "没有需要修改的地方"


def head(
    return_: Return, findings: tuple[Finding, ...], deadline: datetime, office_name: str
) -> tuple[str, str]:
    """Return the list's title and the sentences below it."""
    try:
        period = Period.parse(return_.period).chinese
    except ValueError:
        period = return_.period
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    questions = sum(finding.severity is Severity.WARNING for finding in findings)
    until = f"{deadline.month}月{deadline.day}日（星期{_WEEKDAYS[deadline.weekday()]}）{deadline:%H:%M}"
    title = f"{return_.department}{period}填报表修改清单（第{return_.round}次报送）"
    below = (
        f"你单位报送的填报表经审核，{counted(errors, questions)}，问题格子已在表中标出颜色和批注，"
        f"其余内容不用重填。点“位置”可以跳到那一格。"
        f"\n改后截止：{until}。请改好后把这个文件发回{office_name}。"
    )
    return title, below
