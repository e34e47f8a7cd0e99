"""图例：the rules of judgement in words, with the colours and limits in force, to be printed on every paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.judge.thresholds import Thresholds
from toolkit.model.standing import Class, Level, Light
from toolkit.model.wording import number

if TYPE_CHECKING:
    from collections.abc import Mapping

_NO_LIGHT = "不亮灯"
_PERCENT = 100


def legend(parameters: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return what each light and each class means, as pairs of name and sentence."""
    limits = Thresholds.of(parameters)
    return (*_lights(limits), *_classes(limits))


def _lights(limits: Thresholds) -> tuple[tuple[str, str], ...]:
    """Return a sentence a colour of the office's profile: all that it stands for; last what has no light."""
    told: dict[Light | None, list[str]] = {}
    for level, phrases in _phrases(limits).items():
        told.setdefault(limits.profile.colours[level], []).extend(phrases)
    colours = [light for light in Light if light in told]
    shown = [(f"{light}灯", f"{'，或'.join(told[light])}。") for light in colours]
    return (*shown, (_NO_LIGHT, f"{'，或'.join(told[None])}。"))


def _phrases(limits: Thresholds) -> dict[Level, tuple[str, ...]]:
    """Return when a row stands at a level, best first; the words are joined by 或 where levels share a colour."""
    yellow, red = number(limits.yellow_gap), number(limits.red_gap)
    behind = "完成率低于序时进度超过" if limits.profile.relative else "完成率落后序时进度超过"
    within = "完成率低于序时进度不超过" if limits.profile.relative else "完成率落后序时进度不超过"
    unit = limits.profile.unit
    lower = f"{yellow}%" if limits.profile.relative else f"{yellow}个"
    merged = limits.profile.colours[Level.BEHIND] is limits.profile.colours[Level.SERIOUS]
    return {
        Level.DONE: ("牵头单位申报已完成并经审核接收",),
        Level.NORMAL: (f"{within}{yellow}{unit}", "已达到目标", "无量化目标、推进中"),
        Level.BEHIND: (f"{behind}{yellow}{unit}",) if merged else (f"{behind}{lower}、不超过{red}{unit}",),
        Level.NEAR: (f"距完成时限不超过{limits.near_days}天仍未达到目标",),
        Level.SERIOUS: (*(() if merged else (f"{behind}{red}{unit}",)), "低于应保持水平", *_run(limits)),
        Level.OVERDUE: ("已逾期",),
        Level.WAITING: ("未启动、未到节点、年度指标、依赖上级部署、中止或终止", "发文前已到期待确认"),
        Level.SILENT: ("本期未收到已接收的填报",),
    }


def _run(limits: Thresholds) -> tuple[str, ...]:
    """Say how many yellow lights make a worse one, where they do and it looks different."""
    turns = limits.profile.colours[Level.SERIOUS] is not Light.YELLOW and limits.yellow_run
    return (f"连续{limits.yellow_run}期黄灯",) if turns else ()


def _classes(limits: Thresholds) -> tuple[tuple[str, str], ...]:
    done, well, waiting = (_lamp(limits, level) for level in (Level.DONE, Level.NORMAL, Level.WAITING))
    return (
        (Class.DONE.chinese, f"{done}。申报已完成并经审核接收；其中待核实的另行标明。"),
        (
            Class.OVERDUE.chinese,
            "完成时限已过而未办结，不论本期是否填报；依赖上级、常态化、中止或终止的不计。",
        ),
        (
            Class.BEHIND.chinese,
            f"完成时限未过，{_lamp(limits, Level.NEAR, Level.BEHIND, Level.SERIOUS, on='亮')}。",
        ),
        (Class.UNREPORTED.chinese, "本期未收到已接收的填报，完成时限未过。上期数据仅供参考，不计为零。"),
        (Class.NOT_DUE.chinese, f"{waiting}。" if waiting != _NO_LIGHT else f"{waiting}，已填报。"),
        (Class.ON_SCHEDULE.chinese, f"{well}。" if well != done else f"{well}，尚未办结。"),
        (
            "任务分类",
            "一项任务按其最差的一行计：逾期、滞后、未报、未到节点、达到序时；各行均办结才计已办结。",
        ),
        ("序时进度", f"{_pace(limits)}；增长、下降、月均、保持类与目标直接比较；{_NODES}其他类无序时进度。"),
    )


_NODES = "有阶段节点的按节点，节点已过未完成的至少为滞后；"


def _lamp(limits: Thresholds, *levels: Level, on: str = "") -> str:
    """Return the lamps of levels, ``亮黄灯或红灯``."""
    lights = dict.fromkeys(limits.profile.colours[level] for level in levels)
    named = [f"{light}灯" for light in lights if light]
    return f"{on}{'或'.join(named)}" if named else _NO_LIGHT


def _pace(limits: Thresholds) -> str:
    if not limits.curve.points:
        return "累计类目标按已过月数除以阶段总月数"
    shares = "、".join(f"{number(share * _PERCENT)}%" for _, share in limits.curve.points)
    return f"累计类目标各季度末应达{shares}，季度之内按直线"
