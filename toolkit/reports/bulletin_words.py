"""通报正文：what stands in the fields of the bulletin, every figure taken from the facts."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from toolkit.model.standing import Class
from toolkit.model.wording import day, names, number, ordinal, percent
from toolkit.reports.figures import aim_of, name_of, value_of
from toolkit.reports.order import departments
from toolkit.reports.texts import line

if TYPE_CHECKING:
    from toolkit.model.facts import Facts
    from toolkit.model.standing import Standing

_CLASSES: dict[str, Class] = {
    "办结": Class.DONE,
    "达到序时": Class.ON_SCHEDULE,
    "滞后": Class.BEHIND,
    "逾期": Class.OVERDUE,
    "未到节点": Class.NOT_DUE,
    "未报": Class.UNREPORTED,
}
_NO_PROBLEM = frozenset({"", "无", "暂无", "没有", "无问题", "无。", "暂无。", "/", "-", "—"})


class Limits(NamedTuple):
    """How much the text may name: tasks of progress a section and in all, past due, behind, common problems."""

    a_section: int
    progress: int
    overdue: int
    behind: int
    common: int


def counts(facts: Facts) -> dict[str, Any]:
    """Return the figures of 总体情况, which add up to the tasks and to 100.0 %."""
    return {
        name: {"项数": facts.by_task[klass], "占比": f"{facts.shares[klass]:.1f}"}
        for name, klass in _CLASSES.items()
    } | {
        "任务数": facts.tasks,
        "目标数": facts.targets,
        "待核实": facts.pending_review,
        "有上期": facts.before is not None,
        "新增办结": len(facts.newly_done),
        "黄转绿": len(facts.turned_green),
        "转红": len(facts.turned_red),
        "变化": _changes(facts),
    }


def laggards(facts: Facts, klass: Class, most: int) -> dict[str, Any]:
    """Return the tasks of a class that names laggards, in institutional order, each in one sentence."""
    place = {name: i for i, name in enumerate(departments(facts))}
    rows_a_task = Counter(row.task for row in facts.standings)
    tasks: dict[str, list[Standing]] = {}
    for row in facts.standings:
        if facts.task_classes[row.task] is klass and row.klass is klass:
            tasks.setdefault(row.task, []).append(row)
    ordered = sorted(tasks.values(), key=lambda rows: place.get(rows[0].department, len(place)))
    return {
        "数量": facts.by_task[klass],
        "任务": [_laggard(rows, several=rows_a_task[rows[0].task] > 1) for rows in ordered[:most]],
        "其余": max(len(ordered) - most, 0),
    }


def common_problems(facts: Facts, most: int) -> list[dict[str, str]]:
    """Return problems two departments or more put in the same words, most widely shared first."""
    told: dict[str, tuple[str, dict[str, None]]] = {}
    place = {name: i for i, name in enumerate(departments(facts))}
    for row in sorted(facts.standings, key=lambda s: place.get(s.department, len(place))):
        text = line(row.problems)
        if text not in _NO_PROBLEM:
            told.setdefault(_bare(text), (text, {}))[1][row.department] = None
    shared = sorted((entry for entry in told.values() if len(entry[1]) > 1), key=lambda entry: -len(entry[1]))
    return [
        {"序号": ordinal(i), "问题": text.rstrip("。；"), "单位": names(tuple(asking))}
        for i, (text, asking) in enumerate(shared[:most], 1)
    ]


def to_urge(facts: Facts) -> str:
    """Return the departments with tasks past due or behind, in institutional order."""
    late = {row.department for row in facts.standings if row.klass in {Class.OVERDUE, Class.BEHIND}}
    return names([name for name in departments(facts) if name in late])


def _changes(facts: Facts) -> str:
    """Return what changed since the period before, without what did not; ``""`` in the first period."""
    if facts.before is None:
        return ""
    done, green, red = len(facts.newly_done), len(facts.turned_green), len(facts.turned_red)
    parts = (
        f"新增办结{done}项" if done else "",
        f"{green}项由黄转绿" if green else "",
        f"{red}项转为红灯" if red else "",
    )
    return "，".join(part for part in parts if part)


def _laggard(rows: list[Standing], *, several: bool) -> dict[str, str]:
    """Tell of a task's rows; a limit is named once for all rows that share it."""
    first, told, due = rows[0], [], None
    for row in rows:
        told.append(_situation(row, named=several, dated=row.due != due))
        due = row.due
    return {
        "单位": first.department,
        "编号": first.task,
        "名称": line(first.title),
        "情况": "；".join(told),
    }


def _situation(row: Standing, *, named: bool, dated: bool) -> str:
    """Return the limit, the value and the distance: 逾期 only after the due day, 滞后 before it."""
    due = day(row.due) if row.due and dated else ""
    limit = f"应于{due}完成" if due else ""
    aim, value = aim_of(row), value_of(row)
    name = name_of(row) if named else ""
    asked = [f"{name}目标{aim}", limit] if name and aim else [f"{name}{limit}", f"目标{aim}" if aim else ""]
    now = f"目前{value}" if value else "本期未报" if row.source is None else f"目前{row.state}"
    parts = [*asked, now, _distance(row)]
    return "，".join(part for part in parts if part)


def _distance(row: Standing) -> str:
    if row.overdue_days:
        return f"逾期{row.overdue_days}天"
    if row.completion is None or row.expected is None or row.completion >= row.expected:
        return ""
    points = number(round((row.expected - row.completion) * 100, 1))
    return f"完成率{percent(row.completion)}，较应达进度滞后{points}个百分点"


def _bare(text: str) -> str:
    return re.sub(r"[\s，。；、：！？,.;:!?]", "", text)
