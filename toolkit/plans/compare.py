"""What changed between two versions of a plan, row by row."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from toolkit.model.layout import PLAN_FIELDS
from toolkit.model.plan import Comparator, Task
from toolkit.model.wording import amount
from toolkit.plans.workbook_cells import NAMES, PLAN_CELLS, SECTIONS, TARGET_CELLS, canonical

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from toolkit.model.plan import Plan, Target
    from toolkit.model.returns import Entry


class ChangeKind(StrEnum):
    """What became of a task or target."""

    TASK_ADDED = "新增任务"
    TASK_DROPPED = "取消任务"
    TASK_MOVED = "任务调整位置"
    TARGET_ADDED = "新增指标"
    TARGET_DROPPED = "取消指标"
    RAISED = "要求提高"
    LOWERED = "要求降低"
    ALTERED = "指标口径变化"
    EARLIER = "时限提前"
    LATER = "时限推后"
    DUE_SET = "增加时限"
    DUE_DROPPED = "取消时限"
    LEADS = "牵头单位变化"
    SUPPORTS = "配合单位变化"
    TITLE = "任务名称变化"
    TEXT = "文字变化"
    FLAGS = "任务标记变化"
    MEASURE = "指标名称变化"
    QUOTE = "指标原文变化"
    BASELINE = "基期值变化"
    CONFIRMED = "到期确认变化"
    OPENING = "期初数变化"
    PLAN = "方案信息变化"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """
    One change: what sort, of which row, what stood there before and what stands there now.

    ``title`` names the task, target or field itself, ``task`` the task it belongs to (``""`` for the plan's own).
    """

    kind: ChangeKind
    about: str
    title: str
    task: str = ""
    before: str = ""
    after: str = ""

    def __str__(self) -> str:
        said = f"{self.kind}：{self.about}“{self.title}”"
        if self.before and self.after:
            return f"{said}，由“{self.before}”改为“{self.after}”"
        return f"{said}，{'原为' if self.before else ''}{self.before or self.after}".rstrip("，")


def compare(old: Plan, new: Plan) -> tuple[Change, ...]:
    """
    Return every change from ``old`` to ``new``, in the order of ``new``, dropped tasks last.

    Rows are the same when their ids are: give a newly read document through :func:`toolkit.plans.compare_ids.keep_ids` first.
    """
    before = {task.id: task for task in old.tasks}
    targets = {target.id: target for task in old.tasks for target in task.targets}
    kept = {task.id for task in new.tasks} | {target.id for task in new.tasks for target in task.targets}
    changes: list[Change] = [*_of_plan(old, new)]
    for task in new.tasks:
        if task.id not in before:
            changes.append(_change(ChangeKind.TASK_ADDED, task, task, after=_whole(task)))
            continue
        changes += _of_task(before[task.id], task)
        for target in task.targets:
            changes += _of_target(targets.get(target.id), target, task)
        changes += [
            _change(ChangeKind.TARGET_DROPPED, target, task, target.quote)
            for target in before[task.id].targets
            if target.id not in kept
        ]
    dropped = (
        _change(ChangeKind.TASK_DROPPED, task, task, _whole(task))
        for task in old.tasks
        if task.id not in kept
    )
    return (*changes, *dropped, *_of_opening(old, new))


def _change(kind: ChangeKind, about: Task | Target, task: Task, before: str = "", after: str = "") -> Change:
    name = about.title if isinstance(about, Task) else about.measure or about.quote
    return Change(kind=kind, about=about.id, title=name, task=task.title, before=before, after=after)


def _of_plan(old: Plan, new: Plan) -> Iterator[Change]:
    for field, label in PLAN_FIELDS:
        before, after = (canonical(PLAN_CELLS[field](plan)) or "无" for plan in (old, new))
        if before != after:
            yield Change(kind=ChangeKind.PLAN, about="", title=label, before=before, after=after)


def _of_opening(old: Plan, new: Plan) -> Iterator[Change]:
    said = {opening.id: opening for opening in old.opening}
    for opening in new.opening:
        task, entry = new.task_of(opening.id), opening.entry
        before = said.get(opening.id)
        if task and before and _figures(before.entry) != _figures(entry):
            yield _change(ChangeKind.OPENING, task, task, _figures(before.entry), _figures(entry))


def _figures(entry: Entry) -> str:
    parts = (entry.raw or amount(entry.value, entry.unit), entry.status or "", _day(entry.completed_on))
    return " ".join(filter(None, (*parts[:2], parts[2] if entry.completed_on else "", entry.progress)))


def _of_task(old: Task, new: Task) -> Iterator[Change]:
    fields = (
        (ChangeKind.TITLE, old.title, new.title),
        (ChangeKind.TASK_MOVED, _place(old), _place(new)),
        (ChangeKind.LEADS, NAMES.join(old.leads), NAMES.join(new.leads)),
        (ChangeKind.SUPPORTS, NAMES.join(old.supports), NAMES.join(new.supports)),
        (ChangeKind.FLAGS, NAMES.join(old.flags), NAMES.join(new.flags)),
        (ChangeKind.TEXT, old.text, new.text),
    )
    for kind, before, after in fields:
        if before != after:
            yield _change(kind, new, new, before or "无", after or "无")


def _whole(task: Task) -> str:
    return f"{task.title}（牵头：{NAMES.join(task.leads) or '未写明'}）"


def _place(task: Task) -> str:
    return f"{SECTIONS.join(task.section)} 第{task.no}项".strip()


def _of_target(old: Target | None, new: Target, task: Task) -> Iterator[Change]:
    if old is None:
        yield _change(ChangeKind.TARGET_ADDED, new, task, after=new.quote)
        return
    demanded, demands = _demand(old), _demand(new)
    if demanded != demands:
        yield _change(_sort(old, new), new, task, demanded, demands)
    if old.due != new.due:
        yield _change(_due_sort(old.due, new.due), new, task, _day(old.due), _day(new.due))
    if demanded == demands and old.due == new.due and old.quote != new.quote:
        yield _change(ChangeKind.QUOTE, new, task, old.quote, new.quote)
    for kind, field in _BESIDE:
        before, after = (canonical(TARGET_CELLS[field](target)) or "无" for target in (old, new))
        if before != after:
            yield _change(kind, new, task, before, after)


_BESIDE: Final = (
    (ChangeKind.MEASURE, "measure"),
    (ChangeKind.BASELINE, "baseline"),
    (ChangeKind.CONFIRMED, "confirmed"),
)
"""What a clerk adds to a target besides what is demanded."""


def _demand(target: Target) -> str:
    """Return what is demanded, as a clerk reads it: 水平≥98%."""
    if target.value is None:
        return target.kind.value
    sign = target.comparator.value if target.comparator else ""
    return f"{target.kind.value}{sign}{target.value:.15g}{target.unit or ''}"


def _sort(old: Target, new: Target) -> ChangeKind:
    """Return whether more or less is demanded, where the two can be set against each other."""
    like = (old.kind, old.basis, old.unit, old.comparator) == (new.kind, new.basis, new.unit, new.comparator)
    if not like or old.value is None or new.value is None or old.comparator is None:
        return ChangeKind.ALTERED
    upward = old.comparator in {Comparator.AT_LEAST, Comparator.MORE_THAN}
    return ChangeKind.RAISED if (new.value > old.value) is upward else ChangeKind.LOWERED


def _due_sort(old: date | None, new: date | None) -> ChangeKind:
    if old is None:
        return ChangeKind.DUE_SET
    if new is None:
        return ChangeKind.DUE_DROPPED
    return ChangeKind.EARLIER if new < old else ChangeKind.LATER


def _day(day: date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else "无时限"
