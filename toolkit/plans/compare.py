"""What changed between two versions of a plan, and the ids that go on meaning the same."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import chain, count
from string import ascii_lowercase
from typing import TYPE_CHECKING

from toolkit.model.plan import Comparator, Task
from toolkit.plans.compare_match import pair_targets, pair_tasks
from toolkit.plans.workbook_cells import NAMES, SECTIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from toolkit.model.plan import Plan, Target


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change: what sort, of which row, what stood there before and what stands there now."""

    kind: ChangeKind
    about: str
    title: str
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

    Rows are the same when their ids are: give a newly read document through :func:`keep_ids` first.
    """
    before = {task.id: task for task in old.tasks}
    targets = {target.id: target for task in old.tasks for target in task.targets}
    kept = {task.id for task in new.tasks} | {target.id for task in new.tasks for target in task.targets}
    changes: list[Change] = []
    for task in new.tasks:
        if task.id not in before:
            changes.append(_change(ChangeKind.TASK_ADDED, task))
            continue
        changes += _of_task(before[task.id], task)
        for target in task.targets:
            changes += _of_target(targets.get(target.id), target)
        changes += [
            _change(ChangeKind.TARGET_DROPPED, target, target.quote)
            for target in before[task.id].targets
            if target.id not in kept
        ]
    return (*changes, *(_change(ChangeKind.TASK_DROPPED, task) for task in old.tasks if task.id not in kept))


def _change(kind: ChangeKind, about: Task | Target, before: str = "", after: str = "") -> Change:
    name = about.title if isinstance(about, Task) else about.measure or about.quote
    return Change(kind=kind, about=about.id, title=name, before=before, after=after)


def _of_task(old: Task, new: Task) -> Iterator[Change]:
    fields = (
        (ChangeKind.TITLE, old.title, new.title),
        (ChangeKind.TASK_MOVED, _place(old), _place(new)),
        (ChangeKind.LEADS, NAMES.join(old.leads), NAMES.join(new.leads)),
        (ChangeKind.SUPPORTS, NAMES.join(old.supports), NAMES.join(new.supports)),
        (ChangeKind.TEXT, old.text, new.text),
    )
    for kind, before, after in fields:
        if before != after:
            yield _change(kind, new, before or "无", after or "无")


def _place(task: Task) -> str:
    return f"{SECTIONS.join(task.section)} 第{task.no}项".strip()


def _of_target(old: Target | None, new: Target) -> Iterator[Change]:
    if old is None:
        yield _change(ChangeKind.TARGET_ADDED, new, after=new.quote)
        return
    if (demanded := _demand(old)) != (demands := _demand(new)):
        yield _change(_sort(old, new), new, demanded, demands)
    if old.due != new.due:
        yield _change(_due_sort(old.due, new.due), new, _day(old.due), _day(new.due))


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


def keep_ids(old: Plan, new: Plan, *, used: Iterable[str] = ()) -> Plan:
    """
    Return ``new`` with the id of every task and target that still means what it meant in ``old``.

    Things are matched by what they say and by their printed number; what is new gets an id that neither
    ``old`` nor ``used`` (ids of still earlier versions) has.  Doubts follow their rows.
    """
    ids = _Ids({*used, *_ids(old)})
    found = pair_tasks(old.tasks, new.tasks)
    kept = [old.tasks[found[at]] if at in found else None for at in range(len(new.tasks))]
    renamed: dict[str, str] = {}
    tasks = []
    for task, before in zip(new.tasks, kept, strict=True):
        id_ = before.id if before else ids.task(task.id)
        renamed[task.id] = id_
        targets = _keep_targets(task, id_, before.targets if before else (), ids, renamed)
        tasks.append(replace(task, id=id_, targets=targets))
    return replace(
        new,
        tasks=tuple(tasks),
        doubts=tuple(replace(doubt, about=renamed.get(doubt.about, doubt.about)) for doubt in new.doubts),
    )


def _keep_targets(
    task: Task, id_: str, before: tuple[Target, ...], ids: _Ids, renamed: dict[str, str]
) -> tuple[Target, ...]:
    found = pair_targets(before, task.targets)
    targets = []
    for at, target in enumerate(task.targets):
        renamed[target.id] = before[found[at]].id if at in found else ids.target(id_)
        targets.append(replace(target, id=renamed[target.id]))
    return tuple(targets)


def _ids(plan: Plan) -> Iterator[str]:
    for task in plan.tasks:
        yield task.id
        yield from (target.id for target in task.targets)


class _Ids:
    """Ids never used before."""

    def __init__(self, used: set[str]) -> None:
        self._used = used

    def task(self, wanted: str) -> str:
        """Return the wanted id, or the first free one of 12a … 12z, 12a2 … 12z2 and so on."""
        rounds = chain([""], map(str, count(2)))
        tails = (f"{letter}{again}" for again in rounds for letter in ascii_lowercase)
        return self._take(
            next(id_ for id_ in chain([wanted], (wanted + t for t in tails)) if self._free(id_))
        )

    def target(self, task: str) -> str:
        """Return the next ``<task>.<k>`` above every k the task ever had."""
        prefix = f"{task}."
        tails = (id_.removeprefix(prefix) for id_ in self._used if id_.startswith(prefix))
        last = max((int(tail) for tail in tails if tail.isdecimal()), default=0)
        return self._take(f"{prefix}{last + 1}")

    def _free(self, id_: str) -> bool:
        """Tell whether neither the id nor a target under it was ever used."""
        return id_ not in self._used and not any(used.startswith(f"{id_}.") for used in self._used)

    def _take(self, id_: str) -> str:
        self._used.add(id_)
        return id_
