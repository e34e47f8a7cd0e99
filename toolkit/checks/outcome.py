"""成效：whether what is reported goes the way the target points, and whether what is claimed was delivered."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from toolkit.checks.row import said
from toolkit.checks.rule import Fault, Missing, Need, Severity, State, on_row
from toolkit.checks.switches import BEYOND, OVER
from toolkit.lang.script import fold
from toolkit.model import wording
from toolkit.model.plan import Kind

if TYPE_CHECKING:
    from toolkit.checks.row import Row
    from toolkit.model.plan import Target

_CHANGES: Final = {Kind.INCREASE: "增长", Kind.DECREASE: "下降"}
_STEADY: Final = frozenset({Kind.LEVEL, Kind.INCREASE, Kind.DECREASE, Kind.AVERAGE})
_DELIVERED: Final = re.compile(
    r"印发|出台|发布|公布|公开|通过|批复|建成|竣工|投用|投产|投入使用|上线|开通|启用|挂牌|验收|签订|签约|签署|"
    r"完成|办结|召开|举办|开展|成立|组建|设立|制定|制发|编制|建立|交付|运行|落地|实施|上报|报送|报备|备案|整改|移交|到位"
)
_PERCENT: Final = 100


@on_row(
    "T06",
    "wrong-direction",
    "变化方向与目标相反",
    Severity.WARNING,
    looks_at=("value", "target"),
    todo="请核实正负号：目标要求增长（下降）多少，就填增长（下降）了多少；确实相反的请在“存在问题”说明原因。",
    source="practice 3.2 (增长, 下降)",
    needs=Need.NEGATIVE,
)
def wrong_direction(row: Row) -> Fault | None:
    """Find a growth or a fall that is negative: it went the other way, or the sign was meant as the direction."""
    target, value = row.target, row.entry.value
    if target is None or value is None or value >= 0 or target.kind not in _CHANGES:
        return None
    word = _CHANGES[target.kind]
    return Fault(
        found=f"目标是{word}，本期完成值是{wording.amount(value, target.unit)}",
        wanted=f"{word}的幅度，不小于0",
        field="value",
    )


@on_row(
    "T07",
    "far-over-target",
    "完成数远超目标值",
    Severity.NOTICE,
    looks_at=("value", "target"),
    todo="请核实口径和数字；属实的请在“进展情况”说明原因。",
    source="practice 6.28",
    needs=Need.COUNT | Need.FAR,
)
def far_over_target(row: Row) -> Fault | None:
    """
    Tell of a count of more than the parameter 超额幅度 (per cent of the target).

    What was as much last period has been asked about; what is out of all scale is rule V12's.
    """
    target, value, before = row.target, row.entry.value, row.before
    if (
        target is None
        or target.kind is not Kind.COUNT
        or not target.value
        or value is None
        or not row.at_least
    ):
        return None
    most = target.value * row.context.number(OVER) / _PERCENT
    asked = before is not None and before.value is not None and before.value > most
    if value <= most or asked or value > target.value * row.context.number(BEYOND):
        return None
    return Fault(
        found=f"本期完成值{wording.amount(value, target.unit)}，是目标值的{value / target.value:.1f}倍",
        wanted=wording.wanted(target.comparator, target.value, target.unit),
        field="value",
    )


@on_row(
    "T08",
    "nothing-delivered",
    "节点任务填“已完成”，没有写出成果",
    Severity.WARNING,
    looks_at=("status", "progress", "evidence"),
    todo="请在“进展情况”写明形成了什么成果（如印发了什么文件、建成了什么），并填佐证材料。",
    missing=Missing.FAULT,
    source="practice 2.2 (报结待核: evidence of the deliverable)",
    needs=Need.DONE | Need.MILESTONE,
)
def nothing_delivered(row: Row) -> Fault | None:
    """Find a deliverable claimed done of which neither text nor evidence says what was delivered."""
    target = row.target
    if not row.done or target is None or target.kind is not Kind.MILESTONE or said(row.entry.evidence):
        return None
    if not row.no_progress and _DELIVERED.search(fold(row.entry.progress)):
        return None
    return Fault(
        found="工作状态是“已完成”，进展情况和佐证材料都没有写出成果", wanted="交付的成果", field="progress"
    )


@on_row(
    "T09",
    "nodes-open",
    "填“已完成”，阶段节点还没有都完成",
    Severity.WARNING,
    looks_at=("status",),
    todo="请核实：节点已经完成的，请在“节点安排”补填完成日期；没有完成的，工作状态请填“推进中”。",
    source="practice 2.2 (报结待核), 3.2 (节点)",
    needs=Need.DONE | Need.NODES,
)
def nodes_open(row: Row) -> Fault | None:
    """Find a claim of done beside days on the way that the same return leaves open."""
    open_ = [node.name for node in row.entry.nodes if node.done_on is None] if row.done else []
    if not open_:
        return None
    return Fault(
        found=f"工作状态是“已完成”，节点“{wording.names(open_)}”没有完成日期",
        wanted="各节点都有完成日期",
        field="status",
    )


@on_row(
    "T10",
    "away-from-target",
    "本期数离目标更远",
    Severity.NOTICE,
    looks_at=("value", "previous", "target"),
    todo="请核实数字；属实的请在“存在问题”写明原因和措施。",
    source="practice 3.2",
    needs=Need.WORSE,
)
def away_from_target(row: Row) -> Fault | None:
    """Tell of a level or rate that fell back; where last period's kept the commitment, it asks."""
    target, value, before = row.target, row.entry.value, row.before
    if (
        target is None
        or target.kind not in _STEADY
        or value is None
        or before is None
        or before.value is None
    ):
        return None
    if row.reached or row.looks_like_share or not _worse(target, value, before.value):
        return None
    lost = target.reached_by(before.value)
    told = f"上期{wording.number(before.value)}{'，已达到目标' if lost else ''}，本期{wording.number(value)}"
    return Fault(
        found=f"{told}，离目标更远",
        wanted=wording.wanted(target.comparator, target.value, target.unit),
        field="value",
        severity=Severity.WARNING if lost else None,
    )


@on_row(
    "T11",
    "kept-level-lost",
    "要求保持的水平没有保持住",
    Severity.WARNING,
    looks_at=("value", "target", "problems"),
    todo="请核实数字；属实的请在“存在问题”写明原因。",
    source="practice 3.2 (保持)",
    needs=Need.KEPT,
)
def kept_level_lost(row: Row) -> Fault | None:
    """Find a level to be kept that is lost, without a word on why; the level is printed, the baseline, or the last."""
    target, value = row.target, row.entry.value
    if target is None or target.kind is not Kind.KEEP or value is None or said(row.entry.problems):
        return None
    level = _level(row, target)
    if level is None or row.looks_like_share or not _worse(target, value, level):
        return None
    return Fault(
        found=f"本期完成值是{wording.amount(value, target.unit)}，没有说明原因",
        wanted=f"保持在{wording.amount(level, target.unit)}，或有说明",
        field="value",
    )


@on_row(
    "T12",
    "tick-past-due",
    "已过完成时限仍打“本期无变化”",
    Severity.NOTICE,
    looks_at=("unchanged", "due"),
    todo="已经逾期，请写明本期采取了什么措施、预计何时完成。",
    source="practice 6.32, 6.34",
    states=frozenset({State.UNCHANGED}),
    needs=Need.LATE,
)
def tick_past_due(row: Row) -> Fault | None:
    """Tell that an overdue row stands still, ticked and without a next step."""
    if not row.overdue or row.due is None or said(row.entry.next_steps):
        return None
    return Fault(
        found=f"完成时限{wording.day(row.due)}已过，“本期无变化”打了√",
        wanted="措施和预计完成时间",
        field="unchanged",
    )


def _level(row: Row, target: Target) -> float | None:
    before = row.before.value if row.before else None
    return next((level for level in (target.value, target.baseline, before) if level is not None), None)


def _worse(target: Target, value: float, than: float) -> bool:
    """Whether a value keeps the commitment less well than another; more is better where nothing is printed."""
    less_is_better = target.comparator is not None and "<≤".find(target.comparator.value) >= 0
    return value > than if less_is_better else value < than
