"""表格：is it the right form, whole, and left as it was issued."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from toolkit.checks.coverage import is_closed, sheet_of
from toolkit.checks.rule import Fault, Missing, Severity, on_return
from toolkit.model.layout import FORM, FORM_HEADER_FIELDS
from toolkit.model.period import Period

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolkit.checks.context import CheckContext
    from toolkit.model.returns import Return

_FIELDS: Final = dict(FORM_HEADER_FIELDS)
_HEADERS: Final = {column.field: column.header for column in FORM}
_OPTIONAL: Final = ("completed_on", "progress", "problems", "next_steps", "coordination", "evidence")
"""Columns of the department's that a return can do without; figures and states have rules of their own."""


@on_return(
    "F01",
    "wrong-period",
    "报告期不是本期",
    Severity.ERROR,
    looks_at=("period",),
    todo="请用本期下发的填报表重新填报。",
    source="practice 6.37, 6.39",
)
def wrong_period(return_: Return, context: CheckContext) -> Iterator[Fault]:
    """Find a form of another period."""
    if return_.period and return_.period != context.period.label:
        yield Fault(
            found=f"这是{_chinese(return_.period)}的填报表",
            wanted=f"{context.period.chinese}的填报表",
            cell=return_.header_cells.get("period", ""),
        )


@on_return(
    "F02",
    "printed-period-differs",
    "表内报告期与下发的不一致",
    Severity.WARNING,
    looks_at=("period",),
    todo="请核实所填内容确是本期的；如是，请把报告期改正。",
    source="practice 6.37",
)
def printed_period_differs(return_: Return, _context: CheckContext) -> Iterator[Fault]:
    """Find a printed period that is not the form's own."""
    if return_.printed_period and return_.printed_period != return_.period:
        yield Fault(
            found=f"报告期写作“{_chinese(return_.printed_period)}”",
            wanted=_chinese(return_.period),
            cell=return_.header_cells.get("period", ""),
        )


@on_return(
    "F03",
    "old-form-version",
    "按方案的旧版本填报",
    Severity.WARNING,
    looks_at=(),
    todo="已按编号对应到现行方案，请核对目标和时限是否仍按现行方案填报。",
    source="practice 6.39",
)
def old_form_version(return_: Return, context: CheckContext) -> Iterator[Fault]:
    """Find a form made from an earlier version of its plan."""
    for plan_id, version in return_.plan_versions.items():
        plan = context.plans.get(plan_id)
        if plan and version < plan.version:
            yield Fault(
                found=f"填报表按方案“{plan_id}”第{version}版下发", wanted=f"第{plan.version}版", plan=plan_id
            )


@on_return(
    "F04",
    "blank-return",
    "整张表没有填报",
    Severity.ERROR,
    looks_at=("value", "status", "progress"),
    todo="请逐行填报；确无进展的，请在“进展情况”写明“本期无进展”。",
    missing=Missing.FAULT,
    source="practice 2.3 (零报告), 6.56",
)
def blank_return(return_: Return, context: CheckContext) -> Iterator[Fault]:
    """Find a return in which every open row was left blank."""
    some_open = not return_.entries
    for entry in return_.entries:
        if not is_closed(context, entry.plan, entry.id):
            if not entry.blank:
                return
            some_open = True
    if some_open:
        yield Fault(found="整张表都是空白", wanted="每一行都有本期情况")


@on_return(
    "F08",
    "header-blank",
    "填报人、联系电话或填报日期未填",
    Severity.WARNING,
    looks_at=("filler", "phone", "filled_on"),
    todo="请补填。",
    missing=Missing.FAULT,
    source="practice 3.1",
)
def header_blank(return_: Return, _context: CheckContext) -> Iterator[Fault]:
    """Find blank fields above the table; those a table of one's own does not have are named together."""
    blank = [field for field in ("filler", "phone", "filled_on") if not getattr(return_, field)]
    for field in (f for f in blank if f in return_.header_cells):
        yield Fault(found=f"“{_FIELDS[field]}”是空的", wanted="如实填写", cell=return_.header_cells[field])
    absent = [_FIELDS[field] for field in blank if field not in return_.header_cells]
    if absent:
        yield Fault(
            found=f"表中没有写{'、'.join(absent)}",
            wanted="写在表头上方，如“填报人：（姓名）”",
            todo=f"请在表头上方补写{'、'.join(f'“{name}：”' for name in absent)}。",
        )


@on_return(
    "F09",
    "no-status-column",
    "没有“工作状态”一列",
    Severity.WARNING,
    looks_at=("status",),
    todo="请说明各行是未启动、推进中还是已完成。",
    missing=Missing.FAULT,
    source="practice 6.6",
)
def no_status_column(return_: Return, _context: CheckContext) -> Iterator[Fault]:
    """Find a table of one's own without the column 工作状态."""
    if return_.entries and not any("status" in entry.cells for entry in return_.entries):
        yield Fault(found="表中没有“工作状态”一列", wanted="有“工作状态”一列")


@on_return(
    "F10",
    "no-value-column",
    "没有“本期完成值”一列",
    Severity.ERROR,
    looks_at=("value",),
    todo="请增加“本期完成值”一列并填数字，或改用下发的填报表。",
    missing=Missing.FAULT,
    source="practice 6.6",
)
def no_value_column(return_: Return, context: CheckContext) -> Iterator[Fault]:
    """Find a table without a column for figures where figures are asked for."""
    if not return_.entries or any("value" in entry.cells for entry in return_.entries):
        return
    plans = context.plans
    targets = (plans[e.plan].target_of(e.id) for e in return_.entries if e.plan in plans)
    if any(target and target.numeric for target in targets):
        yield Fault(found="表中没有“本期完成值”一列", wanted="有目标值的行都填完成值")


@on_return(
    "F11",
    "period-not-stated",
    "表内没有写报告期",
    Severity.NOTICE,
    looks_at=("period",),
    todo="下次请写明报告期，或用下发的填报表填报。",
    source="practice 6.37",
)
def period_not_stated(return_: Return, context: CheckContext) -> Iterator[Fault]:
    """Tell that a table of one's own names no period."""
    if not return_.marked and not return_.printed_period:
        yield Fault(found="表内没有写报告期", wanted=f"已按{context.period.chinese}登记")


@on_return(
    "F16",
    "column-missing",
    "缺少一些列",
    Severity.WARNING,
    looks_at=("id", *_OPTIONAL),
    todo="请恢复被删除的列，或用下发的填报表重新填报；缺的列按空白登记。",
    missing=Missing.FAULT,
    source="practice 6.6, 6.14",
)
def column_missing(return_: Return, _context: CheckContext) -> Iterator[Fault]:
    """Find deleted columns that a return can do without; a table of one's own never had them and is only told."""
    lost = ["id", *_OPTIONAL] if return_.marked else [*_OPTIONAL]
    for entry in return_.entries:
        lost = [field for field in lost if field not in entry.cells]
        if not lost:
            return
    if return_.entries:
        named = "、".join(f"“{_HEADERS[field]}”" for field in lost)
        yield Fault(
            found=f"表中没有{named}{'一列' if len(lost) == 1 else '等列'}",
            wanted="下发的列都保留" if return_.marked else "按下发的填报表设列",
            cell=sheet_of(return_, return_.plans[0]) if return_.plans else "",
            severity=None if return_.marked else Severity.NOTICE,
            todo="" if return_.marked else "下次请加上这些列，或用下发的填报表填报；缺的列按空白登记。",
        )


@on_return(
    "F17",
    "other-months",
    "文件里还有其他月份的内容",
    Severity.WARNING,
    looks_at=("period", "value"),
    todo="请核对登记的是不是本期的内容；其他月份的没有登记。",
    source="practice 6.38",
)
def other_months(return_: Return, context: CheckContext) -> Iterator[Fault]:
    """Find sheets and columns that speak of another month than the one taken."""
    for place, words in return_.other_periods:
        yield Fault(
            found=f"另有“{words}”，没有登记", wanted=f"只填{context.period.chinese}的内容", cell=place
        )


@on_return(
    "F18",
    "changed-after-lock",
    "锁定后更正",
    Severity.WARNING,
    looks_at=("period",),
    todo="本期已经锁定，所报内容记入更正；请说明更正了什么、为什么。",
    source="practice 2.3, 6.57",
)
def changed_after_lock(return_: Return, context: CheckContext) -> Iterator[Fault]:
    """Find a further round of a month already locked; a first report is merely late."""
    own = return_.period == context.deadlines.period.label
    if own and return_.round > 1 and context.as_of > context.deadlines.lock:
        yield Fault(found=f"{context.period.chinese}已经锁定，又报来第{return_.round}次", wanted="更正的说明")


def _chinese(period: str) -> str:
    try:
        return Period.parse(period).chinese
    except ValueError:
        return period
