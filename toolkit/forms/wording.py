"""What the form says of a row, a moment and a number, in words a department reads."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from toolkit.model.wording import day

if TYPE_CHECKING:
    from datetime import date, datetime

    from toolkit.model.form import FormRow
    from toolkit.model.plan import Target

LONGEST_REQUIREMENT = 160
"""Characters of a task's own text in 目标要求; a form is no copy of the plan."""

_WEEKDAYS = "一二三四五六日"


def number(value: float) -> str:
    """Write a number as people do: ``98``, ``4.2``, ``1200000000``; never ``98.0`` or ``1.2e+09``."""
    text = format(Decimal(repr(float(value))), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def target_text(target: Target | None) -> str:
    """Write 目标值: comparator and number without the unit (``≥98``), blank where there is no number."""
    if target is None or target.value is None:
        return ""
    return f"{target.comparator or ''}{number(target.value)}"


def requirement(row: FormRow) -> str:
    """Write 目标要求: what is measured and the plan's own words, or the start of the task's text."""
    stopped = f"【已{row.stopped}，不用再报】" if row.stopped else ""
    if row.target is None:
        return _shortened(row.task.text or row.task.title) + stopped
    return _target_words(row.target) + stopped


def _target_words(target: Target) -> str:
    measure, quote = target.measure, target.quote
    text = quote if not measure or measure in quote else f"{measure}：{quote}"
    remarks = []
    if target.baseline is not None:
        remarks.append(f"基期值{number(target.baseline)}{target.unit or ''}")
    if target.due_before is not None:
        remarks.append(f"经批准延期，原时限{day(target.due_before)}")
    return f"{text}（{'；'.join(remarks)}）" if remarks else text


def day_text(day: date) -> str:
    """Write a day with its weekday: ``6月25日（星期六）``."""
    return f"{day.month}月{day.day}日（星期{_WEEKDAYS[day.weekday()]}）"


def moment_text(moment: datetime) -> str:
    """Write a deadline to the minute: ``6月25日（星期六）17:00``."""
    return f"{day_text(moment)}{moment:%H:%M}"


def _shortened(text: str) -> str:
    flat = "".join(text.split())
    return flat if len(flat) <= LONGEST_REQUIREMENT else f"{flat[:LONGEST_REQUIREMENT]}……"
