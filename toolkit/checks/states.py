"""状态：what is claimed, and whether the row bears it out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.checks.row import said
from toolkit.checks.rule import Fault, Missing, Need, Severity, State, on_row
from toolkit.lang.script import fold
from toolkit.model import wording
from toolkit.model.returns import Status

if TYPE_CHECKING:
    from toolkit.checks.row import Row

_TICKED = frozenset({State.UNCHANGED})
_WORDS = "、".join(Status)
_FOUR = frozenset({"", *(status.value for status in Status)})
_BETWEEN = frozenset({"基本完成", "超额完成", "大部分完成", "接近完成", "即将完成", "部分完成"})
"""Words that claim more or less than one of the four states."""


@on_row(
    "S01",
    "status-missing",
    "工作状态未填",
    Severity.WARNING,
    looks_at=("status",),
    todo="请从下拉列表选择工作状态。",
    missing=Missing.FAULT,
    source="practice 3.1",
    needs=Need.WORDED,
)
def status_missing(row: Row) -> Fault | None:
    """Find an answered row without a state."""
    entry = row.entry
    if entry.status_raw or "status" not in entry.cells or row.no_progress:
        return None
    return Fault(found="工作状态是空的", wanted=_WORDS, field="status")


@on_row(
    "S02",
    "status-unknown",
    "工作状态不是规定的四种",
    Severity.WARNING,
    looks_at=("status",),
    todo="请从下拉列表选择工作状态。",
    source="practice 6.33",
    needs=Need.WORDED,
)
def status_unknown(row: Row) -> Fault | None:
    """Find a word for the state that means none of the four."""
    if not row.entry.status_raw or row.entry.status is not None:
        return None
    return Fault(found=f"工作状态写的是“{row.entry.status_raw}”", wanted=_WORDS, field="status")


@on_row(
    "S09",
    "status-reworded",
    "工作状态没有用规定的词",
    Severity.NOTICE,
    looks_at=("status",),
    todo="请核对；不对的请从下拉列表选择工作状态。",
    source="practice 6.33",
    needs=Need.WORDED,
)
def status_reworded(row: Row) -> Fault | None:
    """Tell which state a word of the department's own was taken for; one between two states asks."""
    entry = row.entry
    if entry.status is None or entry.status_raw in _FOUR:
        return None
    word = fold(entry.status_raw).strip("。.!！")
    if word in _FOUR:
        return None
    return Fault(
        found=f"工作状态写的是“{entry.status_raw}”，按“{entry.status}”登记",
        wanted=_WORDS,
        field="status",
        severity=Severity.WARNING if word in _BETWEEN else None,
    )


@on_row(
    "S03",
    "not-started-with-value",
    "未启动却有完成值",
    Severity.WARNING,
    looks_at=("status", "value"),
    todo="请核实：已有进展的，工作状态请改为“推进中”。",
    source="practice 6.31",
    needs=Need.NOT_STARTED,
)
def not_started_with_value(row: Row) -> Fault | None:
    """Find a figure above nought of something not begun; where little is better a figure is no start."""
    value = row.entry.value
    if row.entry.status is not Status.NOT_STARTED or not value or value < 0 or not row.at_least:
        return None
    return Fault(
        found=f"工作状态是“未启动”，本期完成值是{wording.number(value)}",
        wanted="状态与完成值一致",
        field="status",
    )


@on_row(
    "S04",
    "adjust-without-aim",
    "申请调整但没有写调整到什么时候",
    Severity.WARNING,
    looks_at=("status", "adjust_to"),
    todo="请在“申请调整至”填写申请调整后的时限或目标。",
    missing=Missing.FAULT,
    source="practice 2.2 (延期待批)",
    needs=Need.ADJUST,
)
def adjust_without_aim(row: Row) -> Fault | None:
    """Find an application that does not say for what."""
    if row.entry.status is not Status.ADJUST or said(row.entry.adjust_to):
        return None
    field = "adjust_to" if "adjust_to" in row.entry.cells else "status"
    return Fault(found="申请调整，但没有写调整至何时或多少", wanted="调整后的时限或目标", field=field)


@on_row(
    "S05",
    "adjust-without-reason",
    "申请调整但没有说明理由",
    Severity.WARNING,
    looks_at=("status", "problems", "coordination"),
    todo="请在“存在问题”写明申请调整的理由。",
    missing=Missing.FAULT,
    source="practice 2.2 (延期待批)",
    needs=Need.ADJUST,
)
def adjust_without_reason(row: Row) -> Fault | None:
    """Find an application without a reason."""
    entry = row.entry
    if entry.status is not Status.ADJUST or said(entry.problems) or said(entry.coordination):
        return None
    return Fault(found="申请调整，“存在问题”是空的", wanted="申请调整的理由", field="problems")


@on_row(
    "S06",
    "reopened",
    "已办结的任务又填为未完成",
    Severity.WARNING,
    looks_at=("status",),
    todo="这项任务以前已按办结接收，请说明为什么重新填为未完成。",
    source="practice 2.2 (已销号 → 推进中)",
    needs=Need.CLOSED,
)
def reopened(row: Row) -> Fault | None:
    """Find a row accepted as done that is said not to be."""
    if not row.closed or row.done or row.entry.status is None:
        return None
    return Fault(found=f"以前已按“已完成”接收，本期填“{row.entry.status}”", wanted="说明原因", field="status")


@on_row(
    "S07",
    "tick-contradicted",
    "打了√又填了不同的内容",
    Severity.WARNING,
    looks_at=("unchanged", "value", "status"),
    todo="与上期相同的只打√；有变化的请去掉√。",
    source="practice 6.31",
    states=_TICKED,
    needs=Need.BEFORE,
)
def tick_contradicted(row: Row) -> Fault | None:
    """Find 本期无变化 beside a figure or state that is not last period's."""
    entry, before = row.entry, row.before
    if before is None or not entry.departs_from(before):
        return None
    same_value = entry.value in {None, before.value} and not entry.unreadable
    shown = (entry.status or entry.status_raw) if same_value else entry.raw
    return Fault(found=f"“本期无变化”打了√，又填了“{shown}”", wanted="与上期一致", field="unchanged")


@on_row(
    "S08",
    "tick-without-before",
    "打了√但上期没有可沿用的内容",
    Severity.ERROR,
    looks_at=("unchanged",),
    todo="这一行以前没有接收过的填报，请填写本期的状态和完成值。",
    missing=Missing.FAULT,
    source="practice 2.3",
    states=_TICKED,
)
def tick_without_before(row: Row) -> Fault | None:
    """Find 本期无变化 with nothing accepted before and nothing beside it."""
    entry = row.entry
    if row.before is not None or entry.value is not None or entry.status is not None:
        return None
    return Fault(found="“本期无变化”打了√，但上期没有接收过这一行", wanted="本期情况", field="unchanged")
