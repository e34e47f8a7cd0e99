"""研判理由：one sentence that gives the rule behind a light, and the numbers it was applied to."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from toolkit.judge.lights import Ground, Ruling
from toolkit.model.plan import Kind
from toolkit.model.wording import amount, day, number, percent, wanted

if TYPE_CHECKING:
    from collections.abc import Callable

    from toolkit.judge.case import Case
    from toolkit.judge.thresholds import Thresholds


class _Told(NamedTuple):
    """What a sentence may use."""

    case: Case
    limits: Thresholds
    run: int


def why(case: Case, ruling: Ruling, limits: Thresholds) -> str:
    """Return the sentence for a row's light, for the ledger and whoever asks."""
    return _SENTENCES[ruling.ground](_Told(case, limits, ruling.run))


def value_against_target(case: Case) -> str:
    """Return ``本期值30项，目标≥60项``, as far as there are numbers."""
    target = case.target
    if target is None:
        return "无量化目标"
    parts = [
        f"本期值{amount(case.value, target.unit)}" if case.value is not None else "",
        f"目标{wanted(target.comparator, target.value, target.unit)}" if target.value is not None else "",
    ]
    return "，".join(part for part in parts if part) or "无数值目标"


def _pace(told: _Told) -> str:
    """Return the arithmetic: completion, schedule, and the points between them."""
    case = told.case
    if case.completion is None or case.expected is None or case.gap is None:
        return value_against_target(case)
    state = f"落后{number(round(case.gap, 1))}个百分点" if case.gap > 0 else "不落后"
    return (
        f"{value_against_target(case)}，完成率{percent(case.completion)}，{_schedule(case)}{percent(case.expected)}，"
        f"{state}"
    )


def _schedule(case: Case) -> str:
    if case.target is None or case.stage is None or case.target.kind not in {Kind.COUNT, Kind.LEVEL}:
        return "与目标直接比较应达"
    elapsed, months = number(round(case.stage.elapsed, 1)), number(round(case.stage.months, 1))
    return f"序时进度（已过{elapsed}个月，共{months}个月）"


def _done(told: _Told) -> str:
    entry = told.case.report.entry if told.case.report else None
    finished = f"，完成日期{day(entry.completed_on)}" if entry and entry.completed_on else ""
    return f"牵头单位申报已完成并经审核接收{finished}；{value_against_target(told.case)}。"


def _due(case: Case) -> str:
    return f"完成时限{day(case.due)}" if case.due else "未规定完成时限"


def _overdue(told: _Told) -> str:
    case = told.case
    said = "本期未报" if case.report is None else value_against_target(case)
    reached = "，数值已达目标但未申报已完成" if case.met else ""
    return f"{_due(case)}，至{day(case.day)}已逾期{case.overdue_days}天，未办结；{said}{reached}。"


def _silent(told: _Told) -> str:
    before = told.case.value_before
    unit = told.case.target.unit if told.case.target else None
    last = f"，上期数据{amount(before, unit)}仅供参考" if before is not None else ""
    return f"本期未收到已接收的填报，不亮灯{last}。"


def _near(told: _Told) -> str:
    case = told.case
    return f"{_due(case)}，还剩{case.days_left}天，在{told.limits.near_days}天临期范围内且未完成；{_pace(told)}。"


def _early(told: _Told) -> str:
    return f"{_due(told.case)}早于方案印发日期，发文前已到期待确认，不计逾期。"


def _fallen(told: _Told) -> str:
    case = told.case
    share = f"，为应保持水平的{percent(case.completion)}" if case.completion is not None else ""
    return f"要求保持不降，{value_against_target(case)}{share}，低于应保持水平即亮红灯。"


def _idle(told: _Told) -> str:
    case = told.case
    ought = f"，按序时应达{percent(case.expected)}" if case.expected is not None else ""
    return f"申报未启动，{_due(case)}{ought}，按未到节点处理。"


def _behind(told: _Told) -> str:
    limits = told.limits
    return f"{_pace(told)}，超过{number(limits.yellow_gap)}个、不超过{number(limits.red_gap)}个百分点。"


_SENTENCES: dict[Ground, Callable[[_Told], str]] = {
    Ground.DONE: _done,
    Ground.SILENT_OVERDUE: _overdue,
    Ground.SILENT: _silent,
    Ground.UPPER_LEVEL: lambda t: (
        f"任务标记为依赖上级，待上级部署，不计逾期、不亮红灯；{value_against_target(t.case)}。"
    ),
    Ground.EARLY: _early,
    Ground.OVERDUE: _overdue,
    Ground.ANNUAL: lambda t: f"年度指标，年底方知结果，不计序时进度；{value_against_target(t.case)}。",
    Ground.FALLEN: _fallen,
    Ground.FAR_BEHIND: lambda t: f"{_pace(t)}，超过{number(t.limits.red_gap)}个百分点。",
    Ground.BEHIND: _behind,
    Ground.NEAR: _near,
    Ground.IDLE: _idle,
    Ground.NO_VALUE: lambda t: f"已报进展但未填本期完成值，无法研判；{value_against_target(t.case)}。",
    Ground.FIRST_VALUE: lambda t: f"首次填报，{value_against_target(t.case)}，作为以后各期的比较基准。",
    Ground.ON_PACE: lambda t: f"{_pace(t)}，在{number(t.limits.yellow_gap)}个百分点以内。",
    Ground.MET: lambda t: f"{value_against_target(t.case)}，已达到目标；{_due(t.case)}，尚未申报已完成。",
    Ground.WORDS_ONLY: lambda _: "无量化目标，按申报的推进中认定。",
    Ground.AHEAD: lambda t: (
        f"本阶段自{day(t.case.stage.start) if t.case.stage else ''}起，尚未开始，未到节点。"
    ),
    Ground.WAITING: lambda t: f"{value_against_target(t.case)}，{_due(t.case)}，推进中，未到节点。",
    Ground.YELLOW_AGAIN: lambda t: f"连续{t.run}期黄灯转为红灯；{_pace(t)}，{_due(t.case)}。",
}
