"""
What a clerk added to a plan by hand, carried over to its revised document.

Three plans meet: the document as it was read before (``read``), the plan as the clerk confirmed it (``kept``)
and the revised document (``new``).  Where the document still says what it said, the clerk's word stands;
where the document changed, the document's.
"""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any, Final, TypeVar

from toolkit.model.plan import Plan, Target, Task
from toolkit.plans.compare_ids import keep_ids

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toolkit.model.plan import Doubt

Row = TypeVar("Row", Plan, Task, Target)

_PLAN_FIELDS: Final = ("title", "issuer", "number", "issued", "draft")
_TASK_FIELDS: Final = ("no", "title", "text", "section", "role_quote", "confidence")
_WITH_TEXT: Final = frozenset({"quote", "span", "rule"})
"""Fields of a target that mean a place in the task's text, and go with it."""


def known_rows(read: Plan, kept: Plan) -> Plan:
    """Return the plan as read with the rows that only the clerk has, to match a revised document against."""
    confirmed = {task.id: task for task in kept.tasks}
    tasks = [replace(task, targets=_with_added(task, confirmed.get(task.id))) for task in read.tasks]
    return replace(read, tasks=(*tasks, *_added(read.tasks, kept.tasks)))


def _with_added(task: Task, kept: Task | None) -> tuple[Target, ...]:
    return (*task.targets, *(_added(task.targets, kept.targets) if kept else ()))


def _added(read: Iterable[Row], kept: Iterable[Row]) -> tuple[Row, ...]:
    ids = {row.id for row in read}
    return tuple(row for row in kept if row.id not in ids)


def number(new: Plan, read: Plan, kept: Plan, used: Iterable[str]) -> Plan:
    """Return a newly read document with the ids of the rows that mean the same in either plan before it."""
    ids = (id_ for task in kept.tasks for id_ in (task.id, *task.row_ids))
    return keep_ids(known_rows(read, kept), new, used={*used, *ids})


def carry(new: Plan, read: Plan, kept: Plan) -> Plan:
    """Return a newly read, numbered document with everything the clerk had done to the plan before."""
    before, confirmed = _by_id(read), _by_id(kept)
    tasks = [
        _task(task, before.get(task.id), confirmed.get(task.id))
        for task in new.tasks
        if task.id in confirmed or not _says_again(task, before.get(task.id))
    ]
    tasks = _with_rows(tasks, kept.tasks, [task for task in kept.tasks if task.id not in before])
    rows = {row for task in tasks for row in (task.id, *task.row_ids)}
    opening = new.opening or kept.opening
    return replace(
        new,
        **_news(new, read, kept, _PLAN_FIELDS),
        id=kept.id,
        version=kept.version,
        tasks=tuple(tasks),
        doubts=tuple(doubt for doubt in new.doubts if _open(doubt, read, kept, rows)),
        opening=tuple(one for one in opening if one.id in rows),
    )


def _by_id(plan: Plan) -> dict[str, Task]:
    return {task.id: task for task in plan.tasks}


def _news(new: Row, read: Row, kept: Row, names: Iterable[str]) -> dict[str, Any]:
    """Return, field by field, the clerk's value where the document says what it said before."""
    return {name: getattr(kept, name) for name in names if getattr(new, name) == getattr(read, name)}


def _says_again(new: Task | Target, read: Task | Target | None) -> bool:
    """Tell whether the document repeats a row that the clerk had deleted."""
    if isinstance(new, Task):
        return isinstance(read, Task) and (new.title, new.text) == (read.title, read.text)
    return isinstance(read, Target) and (new.quote, new.value) == (read.quote, read.value)


def _task(new: Task, read: Task | None, kept: Task | None) -> Task:
    if kept is None:
        return new
    if read is None:
        return replace(new, flags=kept.flags, targets=_targets(new, None, kept))
    return replace(
        new,
        **_news(new, read, kept, _TASK_FIELDS),
        leads=_names(new.leads, read.leads, kept.leads),
        supports=_names(new.supports, read.supports, kept.supports),
        flags=kept.flags,
        targets=_targets(new, read, kept),
    )


def _names(new: tuple[str, ...], read: tuple[str, ...], kept: tuple[str, ...]) -> tuple[str, ...]:
    """Return the clerk's names where nothing changed, else the document's in the clerk's spelling."""
    if new == read:
        return kept
    spelled = dict(zip(read, kept, strict=True)) if len(read) == len(kept) else {}
    return tuple(dict.fromkeys(spelled.get(name, name) for name in new))


def _targets(new: Task, read: Task | None, kept: Task) -> tuple[Target, ...]:
    before = {target.id: target for target in read.targets} if read else {}
    confirmed = {target.id: target for target in kept.targets}
    same_text = read is not None and new.text == read.text
    found = [
        _target(target, before.get(target.id), confirmed.get(target.id), same_text=same_text)
        for target in new.targets
        if target.id in confirmed or not _says_again(target, before.get(target.id))
    ]
    own = [target for target in kept.targets if target.id not in before]
    return tuple(_with_rows(found, kept.targets, own))


def _target(new: Target, read: Target | None, kept: Target | None, *, same_text: bool) -> Target:
    if kept is None:
        return new
    names = (field.name for field in fields(Target) if same_text or field.name not in _WITH_TEXT)
    base = replace(new, **_news(new, read, kept, names)) if read else new
    baseline = kept.baseline if base.baseline is None else base.baseline
    return replace(base, measure=base.measure or kept.measure, confirmed=kept.confirmed, baseline=baseline)


def _with_rows(rows: list[Row], order: tuple[Row, ...], own: list[Row]) -> list[Row]:
    """Return rows with the clerk's own among them, each after the row it stood under."""
    places = [row.id for row in order]
    for row in own:
        there = [one.id for one in rows]
        if row.id in there:
            continue
        above = next((id_ for id_ in reversed(places[: places.index(row.id)]) if id_ in there), None)
        rows.insert(there.index(above) + 1 if above is not None else 0, row)
    return rows


def _open(doubt: Doubt, read: Plan, kept: Plan, rows: set[str]) -> bool:
    """Tell whether a doubt is still to be settled: about a row that is there, and not settled before."""
    if doubt.about and doubt.about not in rows:
        return False
    return doubt not in read.doubts or doubt in kept.doubts
