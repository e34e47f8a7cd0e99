"""日期：when it is said to have been done."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from toolkit.checks.rule import Fault, Missing, Need, Severity, on_row
from toolkit.model import wording
from toolkit.model.period import Period
from toolkit.model.returns import Status

if TYPE_CHECKING:
    from toolkit.checks.row import Row

_OPEN: Final = frozenset({Status.NOT_STARTED, Status.ONGOING})


@on_row(
    "D01",
    "unreadable-date",
    "完成日期读不出",
    Severity.WARNING,
    looks_at=("completed_on",),
    todo="请按“2022-06-30”的样式填写。",
    source="practice 6.36",
    needs=Need.UNREADABLE,
)
def unreadable_date(row: Row) -> Fault | None:
    """Find a date that was written but could not be read, or could be two."""
    problem = row.entry.unreadable.get("completed_on")
    return Fault(found=problem, wanted="一个日期", field="completed_on") if problem else None


@on_row(
    "D02",
    "done-without-date",
    "已完成但没有完成日期",
    Severity.WARNING,
    looks_at=("status", "completed_on"),
    todo="请补填完成日期。",
    missing=Missing.FAULT,
    source="practice 3.1",
    needs=Need.DONE,
)
def done_without_date(row: Row) -> Fault | None:
    """Find a claim of done without its day."""
    entry = row.entry
    if not row.done or entry.completed_on or entry.unreadable.get("completed_on"):
        return None
    return Fault(found="工作状态是“已完成”，完成日期是空的", wanted="完成日期", field="completed_on")


@on_row(
    "D03",
    "date-in-future",
    "完成日期还没有到",
    Severity.WARNING,
    looks_at=("completed_on",),
    todo="请核实完成日期；尚未完成的，工作状态请填“推进中”。",
    source="practice 6.36",
    needs=Need.DATED,
)
def date_in_future(row: Row) -> Fault | None:
    """Find a day that has not come; one after the period cannot be meant and sends back."""
    day = row.entry.completed_on
    if day is None or day <= row.context.today:
        return None
    severity = Severity.ERROR if day > row.context.period.end else None
    return Fault(
        found=f"完成日期是{wording.day(day)}，还没有到",
        wanted=f"不晚于{wording.day(row.context.today)}",
        field="completed_on",
        severity=severity,
    )


@on_row(
    "D04",
    "date-after-period",
    "完成日期在报告期之后",
    Severity.WARNING,
    looks_at=("completed_on",),
    todo="请确认是否应在下一期填报完成。",
    source="practice 6.57",
    needs=Need.DATED,
)
def date_after_period(row: Row) -> Fault | None:
    """Find a day that has come but belongs to the period after."""
    day = row.entry.completed_on
    if day is None or day <= row.context.period.end or day > row.context.today:
        return None
    return Fault(
        found=f"完成日期是{wording.day(day)}",
        wanted=f"不晚于{wording.day(row.context.period.end)}",
        field="completed_on",
    )


@on_row(
    "D05",
    "done-after-due",
    "完成日期晚于完成时限",
    Severity.WARNING,
    looks_at=("completed_on", "due"),
    todo="请核实日期；确属逾期完成的，请在“存在问题”说明原因。",
    source="practice 2.2",
    needs=Need.DONE | Need.DATED,
)
def done_after_due(row: Row) -> Fault | None:
    """Find something done late."""
    day = row.entry.completed_on
    if day is None or row.due is None or day <= row.due or not row.done:
        return None
    return Fault(
        found=f"完成日期是{wording.day(day)}", wanted=f"不晚于{wording.day(row.due)}", field="completed_on"
    )


@on_row(
    "D06",
    "date-without-done",
    "填了完成日期但状态不是已完成",
    Severity.WARNING,
    looks_at=("status", "completed_on"),
    todo="已完成的请把工作状态改为“已完成”；没有完成的请删去完成日期。",
    source="practice 6.31",
    needs=Need.DATED,
)
def date_without_done(row: Row) -> Fault | None:
    """Find a day of completion of something not said to be done."""
    if row.entry.completed_on is None or row.done or row.entry.status is None:
        return None
    return Fault(
        found=f"工作状态是“{row.entry.status}”，却填了完成日期",
        wanted="状态与日期一致",
        field="completed_on",
    )


@on_row(
    "D07",
    "done-before-begun",
    "完成日期早于任务开始",
    Severity.WARNING,
    looks_at=("completed_on",),
    todo="请核实完成日期；任务下达以前已经完成的，请说明情况。",
    source="practice 2.2",
    needs=Need.DATED,
)
def done_before_begun(row: Row) -> Fault | None:
    """Find something done before its stage began, or before the year of the plan's issue."""
    day, issued = row.entry.completed_on, row.plan.issued
    own = row.target.start if row.target else None
    began = own or (date(issued.year, 1, 1) if issued else None)
    if day is None or began is None or day >= began:
        return None
    return Fault(
        found=f"完成日期是{wording.day(day)}", wanted=f"不早于{wording.day(began)}", field="completed_on"
    )


@on_row(
    "D08",
    "done-before-last-report",
    "完成日期早于上次还报未完成的月份",
    Severity.WARNING,
    looks_at=("completed_on", "previous"),
    todo="请核实完成日期；上次漏报的请说明。",
    source="practice 2.2, 6.31",
    needs=Need.DONE | Need.DATED | Need.BEFORE,
)
def done_before_last_report(row: Row) -> Fault | None:
    """Find a day of completion before the month for which the row was still reported as open."""
    day = row.entry.completed_on
    before = row.context.previous.get((row.entry.plan, row.entry.id)) if day and row.done else None
    if day is None or before is None or before.entry.status not in _OPEN:
        return None
    last = Period.parse(before.period)
    if day >= last.start:
        return None
    return Fault(
        found=f"完成日期是{wording.day(day)}，{last.chinese}还填“{before.entry.status}”",
        wanted=f"不早于{wording.day(last.start)}",
        field="completed_on",
    )
