"""
Who gets a form, and which rows stand in it.

Every lead department gets the row (practice 1: 牵头单位 answers for it); a department that only supports
gets no form, and one whose rows are all closed neither (免报, practice 2.3): fewer forms, not more.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from toolkit.model.decision import Pending
from toolkit.model.department import Group
from toolkit.model.form import FormRow, FormSheet, FormSpec
from toolkit.model.history import RowKey
from toolkit.model.plan import Flag
from toolkit.model.returns import NodeSaid, Status

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import datetime

    from toolkit.model.calendar import Deadlines
    from toolkit.model.department import Directory
    from toolkit.model.history import Accepted
    from toolkit.model.period import Period
    from toolkit.model.plan import Plan, Task
    from toolkit.model.returns import Entry

PENDING_KIND = "单位待定"


@dataclass(frozen=True, slots=True)
class FormPlan:
    """The forms of a period in institutional order, and the tasks nobody can be asked about yet."""

    specs: tuple[FormSpec, ...]
    pending: tuple[Pending, ...]


def plan_forms(
    plans: tuple[Plan, ...],
    directory: Directory,
    period: Period,
    deadlines: Deadlines,
    history: Mapping[RowKey, Accepted],
    *,
    office_id: str,
    office_name: str,
    made_at: datetime,
) -> FormPlan:
    """
    Lay out one form a department over all plans.

    ``history`` holds the last accepted entry of a row before ``period``, with 本期无变化 already resolved
    to the value and status it stands for.
    """
    specs = []
    for department in _leads(plans, directory):
        sheets = tuple(_sheets(plans, department, directory, history))
        if any(not row.closed for sheet in sheets for row in sheet.rows):
            specs.append(
                FormSpec(
                    office_id=office_id,
                    office_name=office_name,
                    department=department,
                    period=period,
                    due=deadlines.due,
                    made_at=made_at,
                    as_of=made_at.date(),
                    sheets=sheets,
                )
            )
    return FormPlan(specs=tuple(specs), pending=tuple(_pending(plans, directory)))


def _leads(plans: tuple[Plan, ...], directory: Directory) -> list[str]:
    names = {name for plan in plans for task in plan.tasks for name in directory.expand(task.leads)}
    return sorted(names, key=lambda name: (directory.order(name), name))


def without_nodes(specs: Iterable[FormSpec], plans: Collection[str]) -> tuple[FormSpec, ...]:
    """Return forms that do not ask for the days on the way in these plans."""
    return tuple(
        replace(
            spec,
            sheets=tuple(_nodeless(part) if part.plan_id in plans else part for part in spec.sheets),
        )
        for spec in specs
    )


def _nodeless(part: FormSheet) -> FormSheet:
    return replace(part, rows=tuple(replace(row, asks_nodes=False) for row in part.rows))


def _sheets(
    plans: tuple[Plan, ...], department: str, directory: Directory, history: Mapping[RowKey, Accepted]
) -> list[FormSheet]:
    """Return the plans a department has anything to do with; one it only supports has no rows."""
    sheets = []
    for plan in plans:
        leads = [task for task in plan.tasks if department in directory.expand(task.leads)]
        supports = tuple(
            task for task in plan.tasks if task not in leads and department in directory.expand(task.supports)
        )
        first = {task.id for task in leads if directory.expand(task.leads)[0] == department}
        rows = tuple(
            row for task in leads for row in _rows(plan, task, department, history, first=task.id in first)
        )
        if rows or supports:
            sheets.append(
                FormSheet(
                    plan_id=plan.id,
                    plan_title=plan.title,
                    plan_version=plan.version,
                    rows=rows,
                    supports=supports,
                )
            )
    return sheets


def _rows(
    plan: Plan, task: Task, department: str, history: Mapping[RowKey, Accepted], *, first: bool
) -> list[FormRow]:
    rows = []
    for target in task.targets or (None,):
        id_ = target.id if target else task.id
        accepted = history.get(RowKey(plan.id, id_, department))
        previous = accepted.entry if accepted else None
        stopped = plan.stopped.get(id_, "")
        closed = bool(stopped) or (previous is not None and previous.status is Status.DONE)
        rows.append(
            FormRow(
                task=task,
                target=target,
                previous=previous,
                closed=closed,
                stopped=stopped,
                accepted=plan.accepted.get(id_, "") if closed else "",
                asks_nodes=first and not closed and not _NODELESS & {*task.flags},
                nodes=_nodes(plan, id_, previous) if first else (),
            )
        )
    return rows


_NODELESS = frozenset({Flag.ANNUAL, Flag.STANDING})
"""Tasks whose outcome is known at the year's end only, or that have none to come to."""


def _nodes(plan: Plan, row: str, previous: Entry | None) -> tuple[NodeSaid, ...]:
    """Return the nodes registered, each with the day it was said to be done."""
    done = {said.name: said.done_on for said in previous.nodes} if previous else {}
    return tuple(
        NodeSaid(name=node.name, due=node.due, value=node.value, done_on=done.get(node.name))
        for node in plan.nodes.get(row, ())
    )


def _pending(plans: tuple[Plan, ...], directory: Directory) -> list[Pending]:
    waiting = []
    for plan in plans:
        unresolved: dict[str, list[Task]] = {}
        for task in plan.tasks:
            if not task.leads:
                waiting.append(_no_lead(plan, task))
            for name in task.leads:
                if not directory.expand((name,)):
                    unresolved.setdefault(name, []).append(task)
        waiting += [_unresolved(plan, name, tasks, directory) for name, tasks in unresolved.items()]
    return waiting


def _no_lead(plan: Plan, task: Task) -> Pending:
    return Pending(
        kind=PENDING_KIND,
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
        kind=PENDING_KIND,
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
