"""通报正文：what stands in the fields of the bulletin, every figure taken from the facts."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from toolkit.model.standing import Class
from toolkit.model.wording import day, names, number, ordinal, percent
from toolkit.reports.chosen import rows
from toolkit.reports.figures import aim_of, name_of, value_of
from toolkit.reports.texts import line, quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.model.facts import Facts
    from toolkit.model.period import Period
    from toolkit.model.standing import Standing

_CLASSES: dict[str, Class] = {
    "办结": Class.DONE,
    "达到序时": Class.ON_SCHEDULE,
    "滞后": Class.BEHIND,
    "逾期": Class.OVERDUE,
    "未到节点": Class.NOT_DUE,
    "未报": Class.UNREPORTED,
}


class Limits(NamedTuple):
    """How much the text may name: tasks of progress a section and in all, past due, behind, problems, rows mended."""

    a_section: int
    progress: int
    overdue: int
    behind: int
    common: int
    mended: int


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
    """
    Return the tasks of a class that names laggards, in institutional order, each in one sentence.

    Only what has no good reason is named, and only where a person decided to name its department (practice 4.2).
    """
    sizes = Counter(row.task for row in facts.standings)
    late = [each for each in facts.laggards if each.klass is klass]
    named = [each for each in late if each.named]
    return {
        "数量": facts.by_task[klass],
        "任务": [_laggard(rows(facts, each.named), several=sizes[each.task] > 1) for each in named[:most]],
        "其余": max(len(named) - most, 0),
        "未列名": len(late) - len(named),
    }


def common_problems(facts: Facts, most: int) -> list[dict[str, str]]:
    """Return problems two departments or more put in the same words, most widely shared first."""
    return [
        {"序号": ordinal(i), "问题": line(each.text).rstrip("。；"), "单位": names(each.departments)}
        for i, each in enumerate(facts.common_problems[:most], 1)
    ]


def called_off(facts: Facts, most: int) -> dict[str, Any]:
    """Return the rows that a document called off, with its number, and how many there is no room for."""
    told = [
        {"编号": row.id, "单位": row.department, "名称": quoted(row.title), "说明": row.stopped}
        for row in rows(facts, facts.stopped[:most])
    ]
    return {"停止推进": told, "停止推进其余": max(len(facts.stopped) - most, 0)}


def corrections(facts: Facts, most: int) -> list[dict[str, Any]]:
    """Return what was corrected of bulletins issued before, period by period (practice 2.3, 更正)."""
    return [
        {
            "期别": period_name(each.period),
            "单位": names(each.departments),
            "内容": "；".join(f"第{id_}项“{quoted(title)}”{words}" for id_, title, words in each.rows[:most]),
            "其余": max(len(each.rows) - most, 0),
        }
        for each in facts.corrected
    ]


def period_name(period: Period) -> str:
    """Return a period as the title of a bulletin has it: 6月份, 2022年第二季度."""
    month = period.label[4] == "-"
    return f"{period.start.month}月份" if month else period.chinese


def made_good(facts: Facts, most: int) -> dict[str, Any]:
    """Return the rows with a mark 更正 or 补正, in the plan's order, and how many there is no room for."""
    told = [
        {"编号": row.id, "单位": row.department, "名称": quoted(row.title), "说明": row.made_good}
        for row in rows(facts, facts.made_good[:most])
    ]
    return {"补正": told, "补正其余": max(len(facts.made_good) - most, 0)}


def listed(facts: Facts, departments: Sequence[str]) -> str:
    """Return those of the departments that a person decided to name; ``""`` where that is none, so that a number stands alone."""
    named = [name for name in departments if name not in facts.unnamed]
    return f"{'' if len(named) == len(departments) else '其中'}{names(named)}" if named else ""


def to_send(facts: Facts) -> str:
    """Return who is asked to send what is missing: by name where all of them are named."""
    missing = facts.returns.missing
    unnamed = any(name in facts.unnamed for name in missing)
    return "未报送的单位" if unnamed else names(missing)


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


def _laggard(rows: Sequence[Standing], *, several: bool) -> dict[str, str]:
    """Tell of a task's rows; a limit is named once for all rows that share it."""
    first, told, due = rows[0], [], None
    for row in rows:
        told.append(_situation(row, named=several, dated=row.due != due))
        due = row.due
    return {
        "单位": first.department,
        "编号": first.task,
        "名称": quoted(first.title),
        "情况": "；".join(told),
    }


def _situation(row: Standing, *, named: bool, dated: bool) -> str:
    """Return the limit, the value and the distance: 逾期 only after the due day, 滞后 before it."""
    limit = _limit(row) if dated else ""
    aim, value = aim_of(row), value_of(row)
    name = name_of(row) if named else ""
    asked = [f"{name}目标{aim}", limit] if name and aim else [f"{name}{limit}", f"目标{aim}" if aim else ""]
    now = f"目前{value}" if value else "本期未报" if row.source is None else f"目前{row.state}"
    parts = [*asked, now, _distance(row)]
    return "，".join(part for part in parts if part)


def _limit(row: Standing) -> str:
    if row.due is None or row.due_printed is None:
        return ""
    moved = f"（经批准延期至{day(row.due)}）" if row.due_before else ""
    return f"应于{day(row.due_printed)}完成{moved}"


def _distance(row: Standing) -> str:
    if row.overdue_days:
        return f"逾期{row.overdue_days}天"
    gap = ""
    if row.completion is not None and row.gap is not None and row.gap > 0:
        points = number(round(row.gap, 1))
        gap = f"完成率{percent(row.completion)}，较应达进度滞后{points}个百分点"
    return "，".join(part for part in (line(row.behind_by), gap) if part)
