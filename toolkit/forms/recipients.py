"""Whom a period's forms go to, and which tasks nobody can be asked about yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from toolkit.model.decision import Pending
from toolkit.model.department import Group

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toolkit.model.department import Directory
    from toolkit.model.plan import Plan, Task

KIND: Final = "单位待定"


def recipients(plans: Iterable[Plan], directory: Directory) -> tuple[str, ...]:
    """Return the departments that lead anything in plans, groups replaced by their members, in institutional order."""
    return directory.in_order(
        {name for plan in plans for task in plan.tasks for name in directory.expand(task.leads)}
    )


def unasked(plans: Iterable[Plan], directory: Directory) -> tuple[Pending, ...]:
    """Return the questions about tasks nobody can be asked about yet: without a lead, or with one nobody knows."""
    waiting: list[Pending] = []
    for plan in plans:
        unresolved: dict[str, list[Task]] = {}
        for task in plan.tasks:
            if not task.leads:
                waiting.append(_no_lead(plan, task))
            for name in task.leads:
                if not directory.expand((name,)):
                    unresolved.setdefault(name, []).append(task)
        waiting += [_unresolved(plan, name, tasks, directory) for name, tasks in unresolved.items()]
    return tuple(waiting)


def _no_lead(plan: Plan, task: Task) -> Pending:
    return Pending(
        kind=KIND,
        subject=f"《{plan.title}》第{task.no}项“{task.title}”",
        question="这项任务由哪个单位牵头？定下之前不下发填报表。",
        known=task.role_quote or "方案没有写明牵头单位。",
        proposal=f"方案写明的配合单位：{'、'.join(task.supports)}。" if task.supports else "",
        where="任务分解表.xlsx 的工作表“任务”，牵头单位一列",
    )


def _unresolved(plan: Plan, name: str, tasks: list[Task], directory: Directory) -> Pending:
    numbers = "、".join(task.no for task in tasks)
    group = directory.get(name)
    if group is None:
        question = f"“{name}”不在单位名录中，是名录中的哪个单位，还是新增单位？"
        where = "任务分解表.xlsx 的工作表“单位名录”，新增一行或写入别名"
        proposal = ""
    else:
        question = f"“{name}”包括哪些单位？定下之前不向它们下发这几项。"
        where = "任务分解表.xlsx 的工作表“单位名录”，包含单位一列"
        proposal = _towns(name, directory)
    return Pending(
        kind=KIND,
        subject=f"《{plan.title}》第{numbers}项的牵头单位“{name}”",
        question=question,
        known=tasks[0].role_quote,
        proposal=proposal,
        where=where,
    )


def _towns(name: str, directory: Directory) -> str:
    """Propose the towns of the directory for a collective that is named after towns."""
    towns = [d.name for d in directory.departments if d.group is Group.TOWN]
    return f"名录中的乡镇街道：{'、'.join(towns)}。" if towns and set(name) & set("乡镇街") else ""
