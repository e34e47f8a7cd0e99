"""数值：is there a number, is it one, and can it be true."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from toolkit.checks.ground import COUNTED, PERCENT
from toolkit.checks.rule import Fault, Missing, Need, Severity, State, on_row
from toolkit.checks.switches import BEYOND
from toolkit.lang.script import fold
from toolkit.model import wording
from toolkit.model.plan import Kind
from toolkit.model.returns import SHARED, Status

if TYPE_CHECKING:
    from toolkit.checks.row import Row

_ELSEWHERE: Final = re.compile(r"同上.*|同前.*|〃|详?见.*|参见.*|附后|另附|另报|如附件.*")
_CHANGES: Final = frozenset({Kind.INCREASE, Kind.DECREASE})
_HUNDRED: Final = 100


@on_row(
    "V01",
    "blank-row",
    "本行未填报",
    Severity.ERROR,
    looks_at=("value", "status", "progress"),
    todo="请填报本行；与上期相同的可在“本期无变化”打√，确无进展的请写明“本期无进展”。",
    missing=Missing.FAULT,
    source="practice 2.3 (零报告), 6.56",
    states=frozenset({State.BLANK}),
)
def blank_row(row: Row) -> Fault | None:
    """Find a row in which nothing was written."""
    return Fault(found=f"编号{row.entry.id}一行没有填报", wanted="填写本期情况", field="value")


@on_row(
    "V02",
    "unreadable-number",
    "本期完成值不是数字",
    Severity.ERROR,
    looks_at=("value",),
    todo="请把本期完成值改成一个数字。",
    source="practice 6.19, 6.24, 6.50",
    needs=Need.UNREADABLE,
)
def unreadable_number(row: Row) -> Fault | None:
    """Find a value that was written but could not be read."""
    problem = row.entry.unreadable.get("value")
    if not problem or _points_elsewhere(row):
        return None
    return Fault(found=problem, wanted=_wanted(row), field="value")


@on_row(
    "V03",
    "unit-differs",
    "单位与目标不一致",
    Severity.ERROR,
    looks_at=("value", "unit"),
    todo="请换算成表中的计量单位后再填。",
    source="practice 6.22",
    needs=Need.UNREADABLE,
)
def unit_differs(row: Row) -> Fault | None:
    """Find a value in a unit that cannot be converted."""
    problem = row.entry.unreadable.get("unit")
    return Fault(found=problem, wanted=_wanted(row), field="value") if problem else None


@on_row(
    "V04",
    "value-elsewhere",
    "本期完成值写的是“同上”“见附件”",
    Severity.ERROR,
    looks_at=("value",),
    todo="请把数字直接填在这一格。",
    source="practice 6.25",
    needs=Need.UNREADABLE,
)
def value_elsewhere(row: Row) -> Fault | None:
    """Find a value that points to another place."""
    if not _points_elsewhere(row):
        return None
    return Fault(found=f"本期完成值写的是“{row.entry.raw}”", wanted=_wanted(row), field="value")


@on_row(
    "V05",
    "value-missing",
    "有目标值的行没有填完成值",
    Severity.ERROR,
    looks_at=("value", "status"),
    todo="请填本期完成值；暂时没有数据的，请在“存在问题”说明何时能有。",
    missing=Missing.FAULT,
    source="practice 6.33",
    needs=Need.NUMERIC | Need.NO_FIGURE,
)
def value_missing(row: Row) -> Fault | None:
    """
    Find a numeric row without a number; before the time limit a level may not be known yet, so that asks.

    A stated nil (``/``, 无) is an answer, taken as no figure until the row is due or claimed done.
    """
    entry, target = row.entry, row.target
    if target is None or not target.numeric or entry.value is not None or "value" not in entry.cells:
        return None
    shared = entry.unreadable.get(SHARED, "")
    excused = entry.status in {Status.NOT_STARTED, Status.ADJUST} or row.no_progress
    annual = target.kind is Kind.ANNUAL and not row.due_in_period and not row.done
    if entry.unreadable.keys() & {"value", "unit"} or excused or annual:
        return None
    running = target.kind in {Kind.COUNT, Kind.AVERAGE}
    severe = row.done or (not shared and (row.due_in_period or running))
    if entry.raw and not shared and not row.done and not row.due_in_period:
        return Fault(
            found=f"本期完成值写的是“{entry.raw}”，按没有数字登记",
            wanted=_wanted(row),
            field="value",
            severity=Severity.NOTICE,
        )
    written = f"本期完成值写的是“{entry.raw}”" if entry.raw else "本期完成值是空的"
    return Fault(
        found=shared or written,
        wanted=_wanted(row),
        field="value",
        severity=Severity.ERROR if severe else Severity.WARNING,
    )


@on_row(
    "V06",
    "negative",
    "完成值是负数",
    Severity.ERROR,
    looks_at=("value",),
    todo="请改填不小于0的数；如是核减，请在“存在问题”说明，并填核减后的累计数。",
    source="practice 6.28",
    needs=Need.NEGATIVE,
)
def negative(row: Row) -> Fault | None:
    """Find a negative figure of something that can only be counted or measured; a growth rate may be negative."""
    value, target = row.entry.value, row.target
    if target is None or value is None or value >= 0 or target.kind in _CHANGES:
        return None
    return Fault(found=f"本期完成值是{wording.number(value)}", wanted="不小于0的数", field="value")


@on_row(
    "V07",
    "over-hundred",
    "百分比超过100%",
    Severity.WARNING,
    looks_at=("value",),
    todo="请核实分子分母和口径；确实超过100%的请说明原因。",
    source="practice 6.28",
    needs=Need.FULL,
)
def over_hundred(row: Row) -> Fault | None:
    """Find a share of more than all; growth may be more than 100 %."""
    value, target = row.entry.value, row.target
    if target is None or value is None or target.unit != PERCENT or target.kind is Kind.INCREASE:
        return None
    if value <= _HUNDRED:
        return None
    return Fault(found=f"本期完成值是{wording.amount(value, PERCENT)}", wanted="不超过100%", field="value")


@on_row(
    "V08",
    "share-for-percent",
    "百分比疑似按小数填写",
    Severity.WARNING,
    looks_at=("value",),
    todo="请确认：如为98%，请填98，不要填0.98。",
    source="practice 6.17",
    needs=Need.SHARE,
)
def share_for_percent(row: Row) -> Fault | None:
    """Find 0.98 where 98 is meant."""
    if not row.looks_like_share:
        return None
    return Fault(found=f"本期完成值是{row.entry.raw}", wanted=_wanted(row), field="value")


@on_row(
    "V09",
    "fraction-of-count",
    "按个数计的完成值带小数",
    Severity.WARNING,
    looks_at=("value",),
    todo="请填整数，或说明小数的由来。",
    source="practice 6.28",
    needs=Need.FRACTION,
)
def fraction_of_count(row: Row) -> Fault | None:
    """Find a part of a thing that is counted whole; an average may have one."""
    value, target = row.entry.value, row.target
    if target is None or value is None or target.kind is Kind.AVERAGE or value == int(value):
        return None
    if target.unit not in COUNTED:
        return None
    shown = wording.amount(value, target.unit)
    return Fault(found=f"本期完成值是{shown}", wanted=f"整数（单位：{target.unit}）", field="value")


@on_row(
    "V10",
    "approximate",
    "完成值是约数",
    Severity.WARNING,
    looks_at=("value", "status"),
    todo="请填准确数字；约数不能作为完成的依据。",
    source="practice 6.18",
    needs=Need.APPROXIMATE,
)
def approximate(row: Row) -> Fault | None:
    """Find 约98, which proves nothing reached."""
    if not row.entry.approximate:
        return None
    return Fault(found=f"本期完成值是约数“{row.entry.raw}”", wanted="准确数字", field="value")


@on_row(
    "V11",
    "unit-to-confirm",
    "完成值的单位与表中不同，已换算或照记",
    Severity.WARNING,
    looks_at=("value", "unit"),
    todo="请核对登记的数字；不对的请按表中的计量单位改填。",
    source="practice 6.22",
    needs=Need.DOUBTFUL,
)
def unit_to_confirm(row: Row) -> Fault | None:
    """Find a figure that was converted, or whose unit differs in name only: shown, so that it can be corrected."""
    doubt = row.entry.doubtful.get("unit")
    return Fault(found=doubt, wanted=_wanted(row), field="value") if doubt else None


@on_row(
    "V12",
    "out-of-scale",
    "完成值与目标值差得太远",
    Severity.WARNING,
    looks_at=("value", "target"),
    todo="请核实数字和计量单位（如是否多写了“万”）；属实的请说明。",
    source="practice 6.28",
    needs=Need.FAR,
)
def out_of_scale(row: Row) -> Fault | None:
    """Find a figure more than 悬殊倍数 times the target: 1.2万 for 2项; a percentage is rule V07's."""
    target, value = row.target, row.entry.value
    if target is None or not target.value or value is None or target.unit == PERCENT:
        return None
    if abs(value) <= row.context.number(BEYOND) * abs(target.value) or _grown_into(row, value):
        return None
    return Fault(
        found=f"本期完成值是{wording.amount(value, target.unit)}，是目标值的{abs(value / target.value):.0f}倍",
        wanted=wording.wanted(target.comparator, target.value, target.unit),
        field="value",
    )


def _grown_into(row: Row, value: float) -> bool:
    """Whether last period's figure was as large, so that it has been asked about already."""
    return row.before is not None and row.before.value is not None and abs(value) <= 2 * abs(row.before.value)


def _points_elsewhere(row: Row) -> bool:
    return "value" in row.entry.unreadable and bool(_ELSEWHERE.fullmatch(fold(row.entry.raw)))


def _wanted(row: Row) -> str:
    unit = row.target.unit if row.target else None
    return f"一个数字，单位：{unit}" if unit else "一个数字"
