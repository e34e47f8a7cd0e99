"""图例：the rules of judgement in words, with the limits in force, to be printed on every paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.judge.thresholds import Thresholds
from toolkit.model.standing import Class, Light
from toolkit.model.wording import number

if TYPE_CHECKING:
    from collections.abc import Mapping


def legend(parameters: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return what each light and each class means, as pairs of name and sentence."""
    return (*_lights(Thresholds.of(parameters)), *_classes())


def _lights(limits: Thresholds) -> tuple[tuple[str, str], ...]:
    yellow, red = number(limits.yellow_gap), number(limits.red_gap)
    run = f"，或连续{limits.yellow_run}期黄灯" if limits.yellow_run else ""
    return (
        (f"{Light.BLUE}灯", "牵头单位申报已完成并经审核接收。"),
        (
            f"{Light.GREEN}灯",
            f"完成率落后序时进度不超过{yellow}个百分点，或已达到目标，或无量化目标、推进中。",
        ),
        (
            f"{Light.YELLOW}灯",
            f"完成率落后序时进度超过{yellow}个、不超过{red}个百分点，或距完成时限不超过{limits.near_days}天仍未达到目标。",
        ),
        (f"{Light.RED}灯", f"完成率落后序时进度超过{red}个百分点，或已逾期，或低于应保持水平{run}。"),
        (f"{Light.GREY}灯", "未启动、未到节点、年度指标、依赖上级部署，或发文前已到期待确认。"),
        ("不亮灯", "本期未收到已接收的填报。"),
    )


def _classes() -> tuple[tuple[str, str], ...]:
    return (
        (Class.DONE.chinese, "蓝灯。申报已完成并经审核接收；其中待核实的另行标明。"),
        (Class.OVERDUE.chinese, "完成时限已过而未办结，不论本期是否填报。"),
        (Class.BEHIND.chinese, "完成时限未过，亮黄灯或红灯。"),
        (Class.UNREPORTED.chinese, "本期未收到已接收的填报，完成时限未过。上期数据仅供参考，不计为零。"),
        (Class.NOT_DUE.chinese, "灰灯。"),
        (Class.ON_SCHEDULE.chinese, "绿灯。"),
        (
            "任务分类",
            "一项任务按其最差的一行计：逾期、滞后、未报、未到节点、达到序时；各行均办结才计已办结。",
        ),
        (
            "序时进度",
            "累计类目标按已过月数除以阶段总月数；增长、下降、月均、保持类与目标直接比较；其他类无序时进度。",
        ),
    )
