"""
Who gets a form, and which rows stand in it.

Every lead department gets the row (practice 1: 牵头单位 answers for it); a department that only supports
gets no form, and one whose rows are all closed neither (免报, practice 2.3): fewer forms, not more.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from toolkit.forms.recipients import recipients, unasked
from toolkit.model.form import FormRow, FormSheet, FormSpec
from toolkit.model.history import RowKey
from toolkit.model.plan import Flag
from toolkit.model.returns import NodeSaid, Status

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import datetime

    from toolkit.model.calendar import Deadlines
    from toolkit.model.decision import Pending
    from toolkit.model.department import Directory
    from toolkit.model.history import Accepted
    from toolkit.model.period import Period
    from toolkit.model.plan import Plan, Task
    from toolkit.model.returns import Entry


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
    for department in recipients(plans, directory):
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
    return FormPlan(specs=tuple(specs), pending=unasked(plans, directory))


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
        leads, supports = [], []
        for task in plan.tasks:
            if department in directory.expand(task.leads):
                leads.append(task)
            elif department in directory.expand(task.supports):
                supports.append(task)
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
                    supports=tuple(supports),
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
