"""The sheet 指标, read: every target with its number, limit and task, and what must agree between them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from toolkit.model.layout import TARGET_COLUMNS, TARGETS_SHEET, TASKS_SHEET
from toolkit.model.plan import Basis, Comparator, Confidence, Kind, Target, Task
from toolkit.plans import confirm_values as values
from toolkit.plans.assigned import is_assigned
from toolkit.plans.confirm_rows import Faults, FreeIds, insert_after, read_fields, touched
from toolkit.plans.confirm_tables import Broken, table
from toolkit.plans.workbook_cells import TARGET_CELLS, canonical

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from toolkit.model.plan import Plan
    from toolkit.plans.confirm_tables import Book, Line

HEADERS: Final = {column.field: column.header for column in TARGET_COLUMNS}
_OPTIONAL: Final = frozenset({"doubt", "title", "context"})
_OF_KIND: Final = {
    Kind.INCREASE: Basis.INCREASE,
    Kind.DECREASE: Basis.DECREASE,
    Kind.MILESTONE: Basis.MILESTONE,
}
"""What the number says where the kind leaves no choice."""
_COUNTED: Final = frozenset((Kind.COUNT, Kind.LEVEL, Kind.INCREASE, Kind.DECREASE, Kind.AVERAGE))
"""Kinds that are nothing without a number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """
    A line of the sheet, its task, the target it was written from and what was touched since.

    ``terse`` says that a new row may leave out its quote and kind: there is no document to quote.
    """

    line: Line
    task: Task
    id: str
    original: Target | None
    fields: frozenset[str]
    text_touched: bool
    terse: bool = False


def read_targets(
    book: Book,
    written: Plan,
    tasks: Mapping[str, Task],
    faults: Faults,
    used: frozenset[str] = frozenset(),
) -> tuple[Task, ...]:
    """Return the tasks with the targets of the workbook; new ones get the next id never used, here or before."""
    sheet = table(book, TARGETS_SHEET, HEADERS, _OPTIONAL)
    faults.found += sheet.faults
    if sheet.faults:
        return tuple(tasks.values())
    owners = {target.id: task.id for task in written.tasks for target in task.targets}
    rows = list(_rows(sheet.lines, written, tasks, used, faults))
    year = written.issued.year if written.issued else None
    found = {row.id: (row.task.id, _target(row, year, faults)) for row in rows}
    by_task: dict[str, list[Target]] = defaultdict(list)
    for id_ in insert_after(list(owners), list(found)):
        task, target = found[id_]
        by_task[task].append(target)
    return tuple(replace(task, targets=tuple(by_task[task.id])) for task in tasks.values())


def _rows(
    lines: tuple[Line, ...],
    written: Plan,
    tasks: Mapping[str, Task],
    used: frozenset[str],
    faults: Faults,
) -> Iterator[_Row]:
    """Yield the rows whose task and id are known; what is wrong with the others is noted."""
    owners = {target.id: task.id for task in written.tasks for target in task.targets}
    targets = {target.id: target for task in written.tasks for target in task.targets}
    typed = {canonical(line.cells["id"].value) for line in lines}
    free = FreeIds({*owners, *typed, *used})
    seen: dict[str, Line] = {}
    before = {task.id: task for task in written.tasks}
    for line in lines:
        if [name for name, cell in line.cells.items() if canonical(cell.value)] == ["task"]:
            continue
        task = _task(line, tasks, faults)
        fine, id_ = faults.read(TARGETS_SHEET, line.cells["id"], values.identifier)
        if task is None or not fine:
            continue
        id_ = id_ or free.next(task.id)
        if _id_fault(line, id_, task, owners, seen, faults):
            continue
        seen[id_] = line
        old = before.get(task.id, task)
        _check_title(line, {canonical(old.title), canonical(task.title), ""}, faults)
        original = targets.get(id_)
        yield _Row(
            line=line,
            task=task,
            id=id_,
            original=original,
            fields=touched(line, TARGET_CELLS, original),
            text_touched=old.text != task.text,
            terse=original is None and is_assigned(written),
        )


def _task(line: Line, tasks: Mapping[str, Task], faults: Faults) -> Task | None:
    cell = line.cells["task"]
    fine, id_ = faults.read(TARGETS_SHEET, cell, values.identifier)
    if not fine or id_ in tasks:
        return tasks.get(id_) if fine else None
    what = f"任务编号{id_}在“{TASKS_SHEET}”表里没有" if id_ else "没有填任务编号"
    todo = f"请改为“{TASKS_SHEET}”表里已有的编号；这一行不要的话，请整行删除"
    faults.add(TARGETS_SHEET, cell.address, what, todo)
    return None


def _id_fault(
    line: Line,
    id_: str,
    task: Task,
    owners: Mapping[str, str],
    seen: Mapping[str, Line],
    faults: Faults,
) -> bool:
    if id_ in seen:
        what = f"指标编号{id_}与第{seen[id_].number}行重复"
    elif owners.get(id_, task.id) != task.id or (id_ not in owners and not id_.startswith(f"{task.id}.")):
        what = f"指标编号{id_}不是任务{task.id}的编号"
    else:
        return False
    todo = "请清空指标编号，系统会重新编号；多余的行请整行删除"
    faults.add(TARGETS_SHEET, line.cells["id"].address, what, todo)
    return True


def _check_title(line: Line, allowed: set[str], faults: Faults) -> None:
    """Refuse a title changed here, where it is shown for reading only."""
    cell = line.cells.get("title")
    if cell is None or isinstance(cell.value, Broken) or canonical(cell.value) in allowed:
        return
    what = "任务名称与“任务”表里的不同"
    faults.add(TARGETS_SHEET, cell.address, what, "名称请到“任务”表里改；任务弄错了的，请改任务编号")


def _target(row: _Row, year: int | None, faults: Faults) -> Target:
    """Return the target a row says; where it cannot be read the rest of it stands and faults are noted."""
    before = len(faults.found)
    fields = row.fields
    if canonical(row.line.cells["confidence"].value) == "":
        fields -= {"confidence"}
    if row.terse:
        fields -= {name for name in ("kind", "quote") if canonical(row.line.cells[name].value) == ""}
    found = read_fields(TARGETS_SHEET, row.line, fields, _readers(year), faults)
    base = row.original or Target(id=row.id, quote="", kind=Kind.MILESTONE, basis=Basis.MILESTONE)
    target = replace(base, **found)
    target = _with_numbers(row, target, faults)
    if row.terse:
        target, found = _filled_in(row, target, found)
    target = _settled(row, target, found)
    if row.fields and len(faults.found) == before:
        for field, what, todo in _disagreements(row, target):
            faults.add(TARGETS_SHEET, row.line.cells[field].address, what, todo)
    return _with_span(row, target)


def _filled_in(row: _Row, target: Target, found: dict[str, Any]) -> tuple[Target, dict[str, Any]]:
    """Return a short row in full: its task's title as the words, at least so much of what is counted."""
    said: dict[str, Any] = {} if "quote" in found else {"quote": row.task.title}
    if "kind" not in found and target.value is not None:
        said["kind"] = Kind.LEVEL if target.unit == "%" else Kind.COUNT
    if target.value is not None and target.comparator is None:
        said["comparator"] = Comparator.AT_LEAST
    return replace(target, **said), found | said


def _readers(year: int | None) -> dict[str, Callable[[object], Any]]:
    return {
        "measure": values.text,
        "kind": values.kind,
        "basis": _blank_or(values.basis, Basis.LEVEL),
        "comparator": values.comparator,
        "unit": lambda raw: (values.optional(raw) or "").replace("％", "%") or None,
        "due": lambda raw: values.day(raw, year),
        "stage": values.optional,
        "recurring": values.optional,
        "confidence": values.confidence,
        "confirmed": values.yes,
        "quote": values.required("原文"),
    }


def _blank_or(reader: Callable[[object], Basis], otherwise: Basis) -> Callable[[object], Basis]:
    return lambda raw: reader(raw) if values.text(raw) else otherwise


def _with_numbers(row: _Row, target: Target, faults: Faults) -> Target:
    """Read 目标值 and 基期值, which may carry the comparator (≥98) and the unit (98%) with them."""
    found: dict[str, Any] = {}
    for field in ("value", "baseline"):
        if field in row.fields:
            cell = row.line.cells[field]
            said, raw = values.compared(cell.value) if field == "value" else (None, cell.value)
            fine, number = faults.read(
                TARGETS_SHEET,
                cell._replace(value=raw),
                lambda value: values.number(value, target.unit),
            )
            if fine:
                found[field] = number[0]
                found |= _beside(row, target, said, number[1]) if field == "value" else {}
    return replace(target, **found)


def _beside(row: _Row, target: Target, said: Comparator | None, unit: str | None) -> dict[str, Any]:
    """Return the comparator and unit written into the value's cell, where they are news."""
    news: dict[str, Any] = {}
    if said and ("comparator" not in row.fields or target.comparator is None):
        news["comparator"] = said
    if unit and target.unit is None:
        news["unit"] = unit
    return news


def _settled(row: _Row, target: Target, found: dict[str, Any]) -> Target:
    """Return the target with what follows from the clerk's corrections: basis of its kind, confidence."""
    if "kind" in found or row.original is None:
        basis = _OF_KIND.get(target.kind)
        given = "basis" in row.fields and values.text(row.line.cells["basis"].value)
        if basis and not given:
            target = replace(target, basis=basis)
        elif target.basis is Basis.MILESTONE and target.value is not None and not given:
            target = replace(target, basis=Basis.LEVEL)
    if row.original and row.fields and "confidence" not in found and target.confidence is Confidence.LOW:
        target = replace(target, confidence=Confidence.HIGH)
    return target


def _disagreements(row: _Row, target: Target) -> Iterator[tuple[str, str, str]]:
    """Yield what does not agree within a row: the field, what is wrong, how to mend it."""
    wanted = _OF_KIND.get(target.kind, target.basis)
    if target.basis is not wanted:
        shown = TARGET_CELLS["basis"](replace(target, basis=wanted))
        yield (
            "basis",
            f"指标类型是“{target.kind}”，数值含义不相符",
            f"请把数值含义改为“{shown}”，或改指标类型",
        )
    if target.value is None:
        yield from _without_value(row, target)
        return
    if target.kind is Kind.MILESTONE:
        yield "value", "指标类型是“节点”，却填了目标值", "请清空目标值、比较和计量单位，或改指标类型"
        return
    if target.comparator is None:
        yield "comparator", "填了目标值，没有选比较", "请选≥、>、≤、<中的一个"
    if target.unit is None and (row.original is None or row.original.unit):
        yield "unit", "填了目标值，没有填计量单位", "请填写计量单位，如%、个、家"


def _without_value(row: _Row, target: Target) -> Iterator[tuple[str, str, str]]:
    """Yield what must not stand, or not be missing, where a row that was touched has no number."""
    if target.kind in _COUNTED and row.fields & {"kind", "value"}:
        what = f"指标类型是“{target.kind}”，没有填目标值"
        yield "value", what, "请填写目标值；没有数值要求的，请把指标类型改为“节点”"
        return
    for field, there in (("comparator", target.comparator), ("unit", target.unit)):
        if there and row.fields & {field, "value"}:
            what = f"填了{HEADERS[field]}，没有填目标值"
            yield "value", what, f"请填写目标值；没有数值要求的，请清空{HEADERS[field]}"
            return


def _with_span(row: _Row, target: Target) -> Target:
    """Return the target with where its quote stands in the task's text, found anew if either changed."""
    if row.original and row.original.quote == target.quote and not row.text_touched:
        return target
    at = row.task.text.find(target.quote) if target.quote else -1
    return replace(target, span=(at, at + len(target.quote)) if at >= 0 else None)
