"""研判理由：one sentence that gives the rule behind a light, and the numbers it was applied to."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from toolkit.judge.lights import Ground
from toolkit.model.plan import Kind
from toolkit.model.returns import HELD
from toolkit.model.wording import amount, day, number, percent, wanted

if TYPE_CHECKING:
    from collections.abc import Callable

    from toolkit.judge.case import Case
    from toolkit.judge.thresholds import Thresholds
    from toolkit.model.plan import Comparator


_amount = lru_cache(maxsize=4096)(amount)
_day = lru_cache(maxsize=1024)(day)


@lru_cache(maxsize=4096)
def _wanted(comparator: Comparator | None, value: float, unit: str | None) -> str:
    return f"目标{wanted(comparator, value, unit)}"


def behind_by(case: Case, own: Ground, ground: Ground, limits: Thresholds) -> str:
    """
    Return what a row behind is behind by, besides its gap, in the words of papers; ``""`` for any other row.

    ``own`` is the ground of this period alone, which a run of yellow lights may have made ``ground``.
    """
    run = f"连续{limits.yellow_run}期黄灯" if ground is Ground.YELLOW_AGAIN else ""
    node = _node(case) if own in _BY_NODE else ""
    other = _BEHIND_BY[own](case) if own in _BEHIND_BY else ""
    return "，".join(part for part in (run, node, other) if part)


def value_against_target(case: Case) -> str:
    """Return ``本期值30项，目标≥60项``, as far as there are numbers."""
    target, value = case.row.target, case.value
    if target is None:
        return f"无量化目标{_nodes(case)}"
    aim = _wanted(target.comparator, target.value, target.unit) if target.value is not None else ""
    if case.untrue is not None:
        said = not_true(case)
    elif value is None:
        return aim or f"无数值目标{_nodes(case)}"
    else:
        said = f"本期值{_amount(value, target.unit)}{_average(case) if case.average else ''}"
    return f"{said}，{aim}" if aim else said


def not_true(case: Case) -> str:
    """Return that a figure was found false, and what is reckoned instead."""
    unit = case.row.target.unit if case.row.target else None
    said = f"申报的{_amount(case.untrue, unit)}经认定不实，不予计算"
    if case.reckoned is None:
        return f"{said}，以前没有接收过的数"
    return f"{said}，按以前接收的{_amount(round(case.reckoned, 2), unit)}计"


def _average(case: Case) -> str:
    """Return how months that are reported one by one come to their average."""
    if case.average is None or case.row.target is None:
        return ""
    total, months = case.average
    unit = case.row.target.unit
    mean = _amount(round(case.average.value, 2), unit)
    return f"，已报{months}个月合计{_amount(round(total, 2), unit)}、月均{mean}"


def _nodes(case: Case) -> str:
    """Return how the nodes stand, of a row that has them instead of a number."""
    if case.nodes is None:
        return ""
    return f"，共{case.nodes.total}个节点，已到期{case.nodes.passed}个，已完成{case.nodes.done}个"


def _pace(case: Case, limits: Thresholds) -> str:
    """Return the arithmetic: completion, schedule, and the gap between them."""
    if case.completion is None or case.expected is None or case.gap is None:
        return value_against_target(case)
    return (
        f"{value_against_target(case)}，完成率{percent(case.completion)}，{_schedule(case)}{percent(case.expected)}，"
        f"{_gap(case.gap, limits)}"
    )


def _gap(gap: float, limits: Thresholds) -> str:
    if gap <= 0:
        return "不落后"
    size = number(round(gap, 1))
    return f"低于应达{size}%" if limits.profile.relative else f"落后{size}个百分点"


def _schedule(case: Case) -> str:
    target, seen = case.row.target, case.stage
    if case.nodes and not (target and target.numeric):
        return "按节点应达"
    if target is None or seen is None or target.kind not in _SCHEDULED:
        return "与目标直接比较应达"
    return _gone_by(case.row.curve.name, seen.elapsed, seen.months)


_SCHEDULED = frozenset({Kind.COUNT, Kind.LEVEL})


@lru_cache(maxsize=4096)
def _gone_by(curve: str, elapsed: float, months: float) -> str:
    return f"{curve}（已过{number(round(elapsed, 1))}个月，共{number(round(months, 1))}个月）"


def _done(case: Case, _limits: Thresholds) -> str:
    entry = case.report.entry if case.report else None
    if entry and entry.held:
        said = entry.status_raw.removesuffix(HELD)
        return f"以前已认可办结，单位又报“{said}”，重新认定前仍按办结；{value_against_target(case)}。"
    finished = f"，完成日期{_day(entry.completed_on)}" if entry and entry.completed_on else ""
    return f"牵头单位申报已完成并经审核接收{finished}；{value_against_target(case)}。"


def _due(case: Case) -> str:
    """Return the time limit, with the printed one where an extension has moved it."""
    if case.row.due is None or case.row.target is None:
        return "未规定完成时限"
    before = case.row.target.due_before
    moved = f"（经批准由{_day(before)}延期）" if before else ""
    return f"完成时限{_day(case.row.due)}{moved}"


def _overdue(case: Case, _limits: Thresholds) -> str:
    said = "本期未报" if case.report is None else value_against_target(case)
    reached = "，数值已达目标但未申报已完成" if case.met else ""
    return f"{_due(case)}，至{_day(case.day)}已逾期{case.overdue_days}天，未办结；{said}{reached}。"


def _silent(case: Case, _limits: Thresholds) -> str:
    before = case.value_before
    unit = case.row.target.unit if case.row.target else None
    last = f"，上期数据{_amount(before, unit)}仅供参考" if before is not None else ""
    return f"本期未收到已接收的填报，不亮灯{last}。"


def _near(case: Case, limits: Thresholds) -> str:
    return f"{_due(case)}，{_left(case)}，不超过{limits.near_days}天而未达到目标；{_pace(case, limits)}。"


def _early(case: Case, _limits: Thresholds) -> str:
    return f"{_due(case)}早于方案印发日期，发文前已到期待确认，不计逾期。"


def _fallen(case: Case, _limits: Thresholds) -> str:
    share = f"，为应保持水平的{percent(case.completion)}" if case.completion is not None else ""
    return f"要求保持不降，{value_against_target(case)}{share}，低于应保持水平即亮红灯。"


def _idle(case: Case, _limits: Thresholds) -> str:
    ought = f"，按序时应达{percent(case.expected)}" if case.expected is not None else ""
    return f"申报未启动，{_due(case)}{ought}，按未到节点处理。"


def _behind(case: Case, limits: Thresholds) -> str:
    yellow, red = number(limits.yellow_gap), number(limits.red_gap)
    if limits.profile.relative:
        return f"{_missed(case)}{_pace(case, limits)}，超过{yellow}%、不超过{red}%。"
    return f"{_missed(case)}{_pace(case, limits)}，超过{yellow}个、不超过{red}个百分点。"


def _far_behind(case: Case, limits: Thresholds) -> str:
    return f"{_missed(case)}{_pace(case, limits)}，超过{number(limits.red_gap)}{limits.profile.unit}。"


def _on_pace(case: Case, limits: Thresholds) -> str:
    if case.gap is None or case.gap <= 0:
        return f"{_pace(case, limits)}。"
    return f"{_pace(case, limits)}，不超过{number(limits.yellow_gap)}{limits.profile.unit}。"


def _missed(case: Case) -> str:
    """Return which node has passed and is not done, ``""`` for none."""
    return f"{_node(case)}；" if case.missed else ""


def _node(case: Case) -> str:
    node, target = case.missed, case.row.target
    if node is None:
        return ""
    ought = f"应达{_amount(node.value, target.unit if target else None)}、" if node.value is not None else ""
    return f"节点“{node.name}”{ought}应于{_day(node.due)}完成，至{_day(case.day)}未完成"


_BY_NODE = frozenset({Ground.NODE_MISSED, Ground.BEHIND, Ground.FAR_BEHIND})


def _left(case: Case) -> str:
    return f"还剩{case.days_left}天" if case.days_left else "当天到期"


_BEHIND_BY: dict[Ground, Callable[[Case], str]] = {
    Ground.NEAR: lambda case: f"临期，{_left(case)}",
    Ground.FALLEN: lambda _: "低于应保持水平",
    Ground.WATCHED_LOW: lambda _: "时限已过，低于目标",
}


def _upper(case: Case, _limits: Thresholds) -> str:
    return f"任务标记为依赖上级，待上级部署，不计逾期、不亮红灯；{value_against_target(case)}。"


def _ahead(case: Case, _limits: Thresholds) -> str:
    seen = case.stage
    return f"本阶段自{_day(seen.start) if seen else ''}起，尚未开始，未到节点。"


def _again(case: Case, limits: Thresholds) -> str:
    left = (
        f"，{_left(case)}" if case.days_left is not None and 0 <= case.days_left <= limits.near_days else ""
    )
    return (
        f"连续{limits.yellow_run}期黄灯转为红灯；{_missed(case)}{_pace(case, limits)}，{_due(case)}{left}。"
    )


SENTENCES: dict[Ground, Callable[[Case, Thresholds], str]] = {
    Ground.DONE: _done,
    Ground.STOPPED: lambda c, _: f"已{c.row.stopped}，不再研判；{value_against_target(c)}。",
    Ground.SILENT_OVERDUE: _overdue,
    Ground.SILENT: _silent,
    Ground.UPPER_LEVEL: _upper,
    Ground.EARLY: _early,
    Ground.OVERDUE: _overdue,
    Ground.ANNUAL: lambda c, _: f"年度指标，年底方知结果，不计序时进度；{value_against_target(c)}。",
    Ground.FALLEN: _fallen,
    Ground.FAR_BEHIND: _far_behind,
    Ground.BEHIND: _behind,
    Ground.NODE_MISSED: lambda c, t: f"{_missed(c)}{_pace(c, t)}。",
    Ground.NEAR: _near,
    Ground.WATCHED_LOW: lambda c, _: f"常态化工作，{_due(c)}已过，{value_against_target(c)}，低于目标。",
    Ground.IDLE: _idle,
    Ground.NO_VALUE: lambda c, _: f"已报进展但未填本期完成值，无法研判；{value_against_target(c)}。",
    Ground.WATCHED: lambda c, _: f"常态化工作，{_due(c)}已过，不计逾期；{value_against_target(c)}。",
    Ground.FIRST_VALUE: lambda c, _: f"首次填报，{value_against_target(c)}，作为以后各期的比较基准。",
    Ground.ON_PACE: _on_pace,
    Ground.MET: lambda c, _: f"{value_against_target(c)}，已达到目标；{_due(c)}，尚未申报已完成。",
    Ground.WORDS_ONLY: lambda _c, _t: "无量化目标，按申报的推进中认定。",
    Ground.AHEAD: _ahead,
    Ground.WAITING: lambda c, _: f"{value_against_target(c)}，{_due(c)}，推进中，未到节点。",
    Ground.YELLOW_AGAIN: _again,
}
"""The sentence for a row's light by each ground, for the ledger and whoever asks."""
