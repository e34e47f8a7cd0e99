"""推算过程：how a row's figures come about, step by step, with the numbers that went in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from toolkit.judge.completion import LIMITS
from toolkit.judge.expected import COMPARED_DIRECTLY, runs_by_month
from toolkit.judge.why import not_true
from toolkit.model.plan import Kind
from toolkit.model.wording import amount, day, number, percent, wanted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from toolkit.judge.case import Case
    from toolkit.judge.thresholds import Thresholds
    from toolkit.model.plan import Target


class Step(NamedTuple):
    """One step: what is reckoned, and how."""

    label: str
    text: str


def steps(case: Case, limits: Thresholds) -> tuple[Step, ...]:
    """Return how completion, what is expected by now, the gap and the days come about."""
    return (
        Step("完成率", _completion(case)),
        Step("应达进度", _expected(case)),
        Step("差距", _gap(case, limits)),
        *_nodes(case),
        Step("时限", _days(case)),
    )


def _completion(case: Case) -> str:
    target = case.row.target
    if target is None or not target.numeric:
        return _without_number(case)
    if case.untrue is not None:
        return _without_truth(case, target)
    if case.reckoned is None:
        done = "，申报已完成，计100.0%" if case.completion is not None else "，不计完成率"
        return f"没有可用的本期完成值{done}"
    return _BY_KIND.get(target.kind, _ratio)(case, target, case.reckoned)


def _without_truth(case: Case, target: Target) -> str:
    """Return what is reckoned in place of a figure that a person found false."""
    if case.reckoned is None or case.completion is None:
        return (
            f"{not_true(case)}，计{percent(case.completion)}"
            if case.completion is not None
            else not_true(case)
        )
    return f"{not_true(case)}，目标{wanted(target.comparator, target.value, target.unit)}：{percent(case.completion)}"


def _without_number(case: Case) -> str:
    if case.done:
        return "没有数值目标；申报已完成，计100.0%"
    if case.nodes and case.completion is not None:
        return f"已完成节点{case.nodes.done}个÷节点{case.nodes.total}个＝{percent(case.completion)}"
    return "没有数值目标，不计完成率"


def _ratio(case: Case, target: Target, value: float) -> str:
    if target.comparator in LIMITS:
        return _limit(case, target, value)
    if case.completion is None or not target.value:
        return f"本期完成值{amount(value, target.unit)}，目标值为0，不计完成率"
    return f"{_figure(case, target, value)}÷目标值{amount(target.value, target.unit)}＝{percent(case.completion)}"


def _figure(case: Case, target: Target, value: float) -> str:
    if case.average is None:
        return f"本期完成值{amount(value, target.unit)}"
    total, months = case.average
    mean = amount(round(value, 2), target.unit)
    return f"各月合计{amount(round(total, 2), target.unit)}÷已报{months}个月＝月均{mean}；月均{mean}"


def _level(case: Case, target: Target, value: float) -> str:
    told = _ratio(case, target, value)
    full = target.comparator not in LIMITS and bool(target.value) and value > (target.value or 0)
    return f"{told}（最高计100%）" if full else told


def _limit(case: Case, target: Target, value: float) -> str:
    said = f"本期完成值{amount(value, target.unit)}"
    aim = wanted(target.comparator, target.value, target.unit)
    base, limit = target.baseline, target.value
    if base is None or limit is None or base <= limit or case.completion is None:
        reached = "达到，计100.0%" if case.completion is not None else "没有基期值，未达到时不计完成率"
        return f"{said}，目标{aim}：{reached}"
    way, whole = (
        f"基期值{number(base)}－本期值{number(value)}",
        f"基期值{number(base)}－目标值{number(limit)}",
    )
    return f"（{way}）÷（{whole}）＝{percent(case.completion)}"


def _keep(case: Case, target: Target, value: float) -> str:
    known = (target.value, target.baseline, case.value_before)
    reference = next((each for each in known if each is not None), None)
    said = f"本期完成值{amount(value, target.unit)}"
    if reference is None or case.completion is None:
        return f"{said}，没有可比的基期值或上期值，作为以后的比较基准"
    return f"{said}，应保持{amount(reference, target.unit)}：{percent(case.completion)}"


def _annual(case: Case, target: Target, value: float) -> str:
    reached = "达到，计100.0%" if case.completion is not None else "未达到，不计完成率"
    return f"本期完成值{amount(value, target.unit)}，目标{wanted(target.comparator, target.value, target.unit)}：{reached}"


_BY_KIND: Final[dict[Kind, Callable[[Case, Target, float], str]]] = {
    Kind.LEVEL: _level,
    Kind.KEEP: _keep,
    Kind.ANNUAL: _annual,
}


def _expected(case: Case) -> str:
    target, seen, nodes = case.row.target, case.stage, case.nodes
    if nodes and not (target and target.numeric):
        if case.expected is None:
            return f"共{nodes.total}个节点，都未到期，暂不要求进度"
        return f"已到期节点{nodes.passed}个÷节点{nodes.total}个＝{percent(case.expected)}"
    if seen is not None and not seen.begun:
        return f"本阶段自{day(seen.start)}起，尚未开始，暂不要求进度"
    if target is not None and target.kind in COMPARED_DIRECTLY:
        return "这类目标与目标值直接比较，不按时间折算，应达100.0%"
    if case.expected is None or seen is None or target is None or not runs_by_month(target):
        return "这类目标到期才比较，不计序时进度"
    months, elapsed = number(round(seen.months, 1)), number(round(seen.elapsed, 1))
    until = day(case.row.due) if case.row.due else ""
    stage = f"阶段自{day(seen.start)}至{until}共{months}个月，至期末已过{elapsed}个月"
    return f"{stage}，{elapsed}÷{months}＝{percent(seen.share)}；{case.row.curve.name}应达{percent(case.expected)}"


def _gap(case: Case, limits: Thresholds) -> str:
    if case.gap is None or case.completion is None or case.expected is None:
        return "申报未启动，不比较进度" if case.idle else "没有完成率或应达进度，不比较"
    told = f"应达{percent(case.expected)}－完成率{percent(case.completion)}"
    if limits.profile.relative:
        told = f"（{told}）÷应达{percent(case.expected)}"
    size = number(round(case.gap, 1))
    return f"{told}＝{size}{limits.profile.unit}；" + ("落后" if case.gap > 0 else "不落后")


def _nodes(case: Case) -> Iterator[Step]:
    unit = case.row.target.unit if case.row.target else None
    for node in case.row.nodes:
        ought = f"，应达{amount(node.value, unit)}" if node.value is not None else ""
        due = "已到期" if node.due < case.day else "未到期"
        yield Step(f"节点“{node.name}”", f"{day(node.due)}{ought}，{due}")


def _days(case: Case) -> str:
    if case.row.due is None or case.days_left is None:
        return "未规定完成时限，不计逾期"
    if case.days_left >= 0:
        return f"完成时限{day(case.row.due)}，至{day(case.day)}还剩{case.days_left}天"
    past = f"完成时限{day(case.row.due)}，至{day(case.day)}已过{-case.days_left}天"
    return past if case.overdue_days else f"{past}，不计逾期"
