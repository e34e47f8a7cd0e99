"""The sheet 任务, read: every task with its departments, checked against the directory."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from toolkit.model.layout import TASK_COLUMNS, TASKS_SHEET
from toolkit.model.plan import Confidence, Task
from toolkit.plans import confirm_values as values
from toolkit.plans.confirm_directory import ADD_OR_MEND, Names
from toolkit.plans.confirm_rows import Faults, insert_after, read_fields, touched
from toolkit.plans.confirm_tables import table
from toolkit.plans.workbook_cells import TASK_CELLS, canonical

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from toolkit.model.department import Directory
    from toolkit.model.plan import Plan
    from toolkit.plans.confirm_tables import Book, Line

HEADERS: Final = {column.field: column.header for column in TASK_COLUMNS}


def read_tasks(book: Book, written: Plan, directory: Directory, faults: Faults) -> dict[str, Task]:
    """Return the tasks of the workbook by id, without their targets, in the plan's order."""
    sheet = table(book, TASKS_SHEET, HEADERS, frozenset({"doubt"}))
    faults.found += sheet.faults
    if sheet.faults:
        return {task.id: task for task in written.tasks}
    known = {task.id: task for task in written.tasks}
    names = Names(directory)
    readers = _readers(tuple(name for task in written.tasks for name in (*task.leads, *task.supports)))
    found: dict[str, Task] = {}
    rows: dict[str, Line] = {}
    for line in sheet.lines:
        if _is_spare(line, known):
            continue
        id_ = _id(line, rows, faults)
        if id_ is None:
            continue
        rows[id_] = line
        task = _task(line, id_, known.get(id_), readers, faults)
        found[id_] = _resolve(task, line, names, faults)
    return {id_: found[id_] for id_ in insert_after(list(known), list(found))}


def _readers(whole: tuple[str, ...]) -> dict[str, Callable[[object], Any]]:
    def names(raw: object) -> tuple[str, ...]:
        return values.split(values.text(raw), whole)

    return {
        "no": values.identifier,
        "section": values.section,
        "title": values.required("任务名称"),
        "leads": names,
        "supports": names,
        "flags": values.flags,
        "confidence": values.confidence,
        "role_quote": values.text,
        "text": values.text,
    }


def _is_spare(line: Line, known: Mapping[str, Task]) -> bool:
    """Tell whether a row holds nothing but a number laid out for a task to come."""
    said = [name for name, cell in line.cells.items() if canonical(cell.value)]
    return said == ["id"] and canonical(line.cells["id"].value) not in known


def _id(line: Line, rows: Mapping[str, Line], faults: Faults) -> str | None:
    """Return the task number of a row; a missing or doubled one is a fault and the row is left."""
    cell = line.cells["id"]
    fine, id_ = faults.read(TASKS_SHEET, cell, values.identifier)
    if not fine:
        return None
    if not id_:
        todo = "请填写一个没有用过的编号；这一行不要的话，请整行删除"
        faults.add(TASKS_SHEET, cell.address, "没有填任务编号", todo)
        return None
    if id_ in rows:
        what = f"任务编号{id_}与第{rows[id_].number}行重复"
        faults.add(TASKS_SHEET, cell.address, what, "请改为没有用过的编号，或删除多余的一行")
        return None
    return str(id_)


def _task(
    line: Line,
    id_: str,
    original: Task | None,
    readers: Mapping[str, Callable[[object], Any]],
    faults: Faults,
) -> Task:
    fields = touched(line, TASK_CELLS, original)
    blank = canonical(line.cells["confidence"].value) == ""
    if blank:
        fields -= {"confidence"}
    found = read_fields(TASKS_SHEET, line, fields, readers, faults)
    if original is None:
        found.setdefault("title", "")
        found["no"] = found.get("no") or id_
        return Task(id=id_, **found)
    if found and "confidence" not in found and original.confidence is Confidence.LOW:
        found["confidence"] = Confidence.HIGH
    return replace(original, **found)


def _resolve(task: Task, line: Line, names: Names, faults: Faults) -> Task:
    """Return the task with its departments in the directory's spelling; note those it does not have."""
    resolved: dict[str, tuple[str, ...]] = {}
    for field, written in (("leads", task.leads), ("supports", task.supports)):
        resolved[field], unknown = names.resolve(written)
        if unknown:
            faults.add(TASKS_SHEET, line.cells[field].address, f"{HEADERS[field]}{unknown}", ADD_OR_MEND)
    return replace(task, leads=resolved["leads"], supports=resolved["supports"])
