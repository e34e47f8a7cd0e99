"""目标：what is claimed against what was promised."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from toolkit.checks.ground import PERCENT
from toolkit.checks.row import said
from toolkit.checks.rule import Fault, Missing, Need, Severity, State, on_row
from toolkit.lang.script import fold
from toolkit.model import wording
from toolkit.model.plan import Kind
from toolkit.model.returns import Status

if TYPE_CHECKING:
    from toolkit.checks.row import Row

_UNDER_WAY: Final = re.compile(
    r"正在|尚未|(?<![模虚草比])拟(?![定态合于])|即将|有待|未完成|还未|还没有|尚在|暂未|推进中|进行中"
)
_KNOWN_LATE: Final = frozenset({Kind.KEEP, Kind.AVERAGE, Kind.ANNUAL})
_ALL: Final = 100


@on_row(
    "T01",
    "done-below-target",
    "填“已完成”但没有达到目标值",
    Severity.ERROR,
    looks_at=("status", "value", "target"),
    todo="没有达到目标值的，工作状态请填“推进中”；已经达到的，请改正本期完成值。",
    source="practice 2.2 (报结待核), 6.29",
    states=frozenset({State.ANSWERED, State.UNCHANGED}),
    needs=Need.DONE,
)
def done_below_target(row: Row) -> Fault | None:
    """Find a claim of done whose own figure does not keep the commitment; a likely slip of 0.98 only asks."""
    target, value = row.target, row.entry.value
    if not row.done or target is None or target.value is None or target.comparator is None or value is None:
        return None
    if row.reached or row.looks_like_share:
        return None
    return Fault(
        found=f"工作状态是“已完成”，本期完成值是{wording.amount(value, target.unit)}",
        wanted=wording.wanted(target.comparator, target.value, target.unit),
        field="value",
    )


@on_row(
    "T02",
    "reached-not-claimed",
    "已达到目标值，没有填“已完成”",
    Severity.NOTICE,
    looks_at=("status", "value", "target"),
    todo="如已办结，工作状态可填“已完成”，并填完成日期和佐证材料。",
    source="practice 2.2 (报结待核)",
    needs=Need.REACHED,
)
def reached_not_claimed(row: Row) -> Fault | None:
    """Tell that the figure would allow a claim; what is known at the year's end only is left out."""
    target, value = row.target, row.entry.value
    open_status = row.entry.status in {Status.ONGOING, None}
    if target is None or value is None or not open_status or not row.reached or row.entry.approximate:
        return None
    if target.kind in _KNOWN_LATE:
        return None
    return Fault(
        found=f"本期完成值{wording.amount(value, target.unit)}已达到目标",
        wanted=wording.wanted(target.comparator, target.value, target.unit),
        field="status",
    )


@on_row(
    "T03",
    "done-without-evidence",
    "已完成但没有佐证材料",
    Severity.WARNING,
    looks_at=("status", "evidence"),
    todo="请填佐证材料的名称或文号。",
    missing=Missing.FAULT,
    source="practice 2.2 (报结待核), 6.30",
    needs=Need.DONE,
)
def done_without_evidence(row: Row) -> Fault | None:
    """Find a claim of done with nothing to show for it."""
    if not row.done or said(row.entry.evidence):
        return None
    field = "evidence" if "evidence" in row.entry.cells else "status"
    return Fault(found="工作状态是“已完成”，佐证材料是空的", wanted="佐证材料的名称或文号", field=field)


@on_row(
    "T04",
    "overdue-without-reason",
    "已过完成时限，没有说明原因",
    Severity.WARNING,
    looks_at=("status", "due", "problems"),
    todo="请在“存在问题”写明没有按期完成的原因。",
    missing=Missing.FAULT,
    source="practice 6.32",
    states=frozenset({State.ANSWERED, State.UNCHANGED}),
    needs=Need.LATE,
)
def overdue_without_reason(row: Row) -> Fault | None:
    """Find an overdue row without a reason; a tick repeats the reason given before."""
    if not row.overdue or row.due is None:
        return None
    earlier = row.before.problems if row.before and row.state is State.UNCHANGED else ""
    if said(row.entry.problems) or said(earlier):
        return None
    return Fault(
        found=f"完成时限{wording.day(row.due)}已过，没有完成，“存在问题”是空的",
        wanted="没有按期完成的原因",
        field="problems",
    )


@on_row(
    "T05",
    "done-but-under-way",
    "说已完成，文字却说还在办",
    Severity.WARNING,
    looks_at=("status", "value", "progress"),
    todo="请核实是否真的完成，并把状态和文字改成一致。",
    source="practice 6.31",
    needs=Need.CLAIMED,
)
def done_but_under_way(row: Row) -> Fault | None:
    """Find 正在, 尚未 or 拟 in the text of something done, or of a rate of 100 %."""
    unit = row.target.unit if row.target else None
    whole = unit == PERCENT and row.entry.value is not None and row.entry.value >= _ALL
    words = _UNDER_WAY.search(fold(row.entry.progress)) if row.done or whole else None
    if words is None:
        return None
    claim = "工作状态是“已完成”" if row.done else "本期完成值是100%"
    return Fault(found=f"{claim}，进展情况却写“{words[0]}”", wanted="状态与文字一致", field="progress")
