"""The sheet 期初, read: what each row stood at before the office's first month here."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from toolkit.model.layout import OPENING_COLUMNS, OPENING_SHEET
from toolkit.model.plan import Opening
from toolkit.model.returns import Entry
from toolkit.plans import confirm_values as values
from toolkit.plans.confirm_directory import ADD_OR_MEND, Names
from toolkit.plans.confirm_rows import Faults, read_fields, touched
from toolkit.plans.confirm_tables import table
from toolkit.plans.workbook_cells import NAMES, OPENING_CELLS, same

if TYPE_CHECKING:
    from collections.abc import Callable

    from toolkit.model.department import Directory
    from toolkit.model.plan import Plan, Task
    from toolkit.plans.confirm_tables import Book, Line

HEADERS: Final = {column.field: column.header for column in OPENING_COLUMNS}
_OPTIONAL: Final = frozenset({"task", "unit", "doubt"})
_ANSWERS: Final = ("value", "status", "completed_on", "progress")


def read_opening(
    book: Book, plan: Plan, written: Plan, directory: Directory, before: str, faults: Faults
) -> tuple[Opening, ...]:
    """
    Return the opening figures as they stand in the workbook, none for a workbook written without any.

    ``plan`` is the plan with its tasks as just read; ``before`` the last month figures may stand at, ``""``
    for any.  A row nobody touched keeps its source; one the clerk wrote has its cells here, and no file yet.
    """
    if not written.opening:
        return ()
    sheet = table(book, OPENING_SHEET, HEADERS, _OPTIONAL)
    faults.found += sheet.faults
    if sheet.faults:
        return written.opening
    known = {opening.id: opening for opening in written.opening}
    names = Names(directory)
    found: dict[str, Opening] = {}
    for line in sheet.lines:
        fine, id_ = faults.read(OPENING_SHEET, line.cells["id"], values.identifier)
        if not fine or not any(values.text(line.cells[name].value) for name in _ANSWERS):
            continue
        task = plan.task_of(id_)
        if refused := _id_fault(id_, task, plan, found):
            faults.add(OPENING_SHEET, line.cells["id"].address, *refused)
        elif task and (id_ in plan.row_ids):
            old_task = written.task_of(id_)
            found[id_] = _opening(
                line, id_, known.get(id_), (task, old_task or task), plan, (names, before), faults
            )
    return tuple(found[id_] for id_ in plan.row_ids if id_ in found)


def _id_fault(id_: str, task: Task | None, plan: Plan, found: dict[str, Opening]) -> tuple[str, str] | None:
    if id_ in found:
        return f"编号{id_}写了两行", "请只留一行"
    if task is None or id_ not in plan.row_ids:
        what = f"编号{id_}在“任务”“指标”表里没有" if id_ else "没有填编号"
        return what, "请改为“指标”表里的指标编号（没有指标的任务填任务编号），或删去这一行"
    return None


def _opening(
    line: Line,
    id_: str,
    original: Opening | None,
    tasks: tuple[Task, Task],
    plan: Plan,
    known: tuple[Names, str],
    faults: Faults,
) -> Opening:
    names, before = known
    departments = _departments(line, original, tasks, names, faults)
    fields = touched(line, OPENING_CELLS, original)
    target = plan.target_of(id_)
    unit = target.unit if target else None
    found = read_fields(OPENING_SHEET, line, fields, _readers(unit, plan, before), faults)
    if original and not fields:
        return replace(original, departments=departments)
    base = original or Opening(id=id_, period=before, entry=Entry(plan="", id=id_))
    cells = {
        name: f"{OPENING_SHEET}!{line.cells[name].address}"
        for name in _ANSWERS
        if values.text(line.cells[name].value)
    }
    return replace(
        base,
        period=found.pop("period", base.period),
        departments=departments,
        entry=replace(base.entry, cells=cells, **_said(found, line, unit)),
        sha256="",
    )


def _readers(unit: str | None, plan: Plan, before: str) -> dict[str, Callable[[object], Any]]:
    year = plan.issued.year if plan.issued else int(before[:4]) if before else None
    return {
        "period": values.month(before),
        "value": lambda raw: values.number(raw, unit)[0],
        "status": lambda raw: values.status(raw) if values.text(raw) else None,
        "completed_on": lambda raw: values.day(raw, year),
        "progress": values.text,
    }


def _said(found: dict[str, Any], line: Line, unit: str | None) -> dict[str, Any]:
    """Return the fields of an entry that the clerk wrote, with what was written."""
    said = dict(found)
    raws = {"value": "raw", "status": "status_raw", "completed_on": "completed_raw"}
    for name, raw in raws.items():
        if name in found:
            said[raw] = values.text(line.cells[name].value)
    if "value" in found:
        said |= {"unit": unit if found["value"] is not None else None, "approximate": False}
    return said


def _departments(
    line: Line, original: Opening | None, tasks: tuple[Task, Task], names: Names, faults: Faults
) -> tuple[str, ...]:
    """Return whose figures they are: none where the cell says the task's leads, and so follows them."""
    task, before = tasks
    cell = line.cells["departments"]
    shown = (original.departments if original else ()) or before.leads
    if same(NAMES.join(shown), cell.value):
        return original.departments if original else ()
    spelled, unknown = names.resolve(values.split(values.text(cell.value)))
    if unknown:
        faults.add(OPENING_SHEET, cell.address, f"单位{unknown}", ADD_OR_MEND)
    return () if spelled == task.leads else spelled
