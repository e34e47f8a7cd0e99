"""任务分解表.xlsx: a plan laid out for a clerk to check, correct and confirm."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Final

from toolkit.model.layout import (
    DIRECTORY_SHEET,
    DOUBTS_SHEET,
    OPENING_SHEET,
    PARAMETER_COLUMNS,
    PARAMETERS_SHEET,
    PLAN_META_SHEET,
    PLAN_SHEET,
    TARGETS_SHEET,
    TASKS_SHEET,
)
from toolkit.plans import parameters as known
from toolkit.plans.assigned import is_assigned
from toolkit.plans.workbook_cells import DEPARTMENT_CELLS, NAMES, OPENING_CELLS, TARGET_CELLS, TASK_CELLS
from toolkit.plans.workbook_choices import parameter_choice, sheet_choices
from toolkit.plans.workbook_front import write_plan, write_questions
from toolkit.plans.workbook_marks import sentence, target_marks, task_marks
from toolkit.plans.workbook_meta import Written, to_rows
from toolkit.plans.workbook_places import COLUMNS, Places
from toolkit.plans.workbook_questions import complete, questions
from toolkit.plans.workbook_styles import Styles
from toolkit.plans.workbook_table import Row, write_table

if TYPE_CHECKING:
    from datetime import datetime

    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

    from toolkit.model.department import Directory
    from toolkit.model.plan import Opening, Plan, Target, Task
    from toolkit.plans.workbook_cells import Cell

_ORDER: Final = (
    DOUBTS_SHEET,
    PLAN_SHEET,
    TASKS_SHEET,
    TARGETS_SHEET,
    OPENING_SHEET,
    DIRECTORY_SHEET,
    PARAMETERS_SHEET,
)
"""期初 is only there where the office brought figures of its own."""
_FROZEN: Final = {TASKS_SHEET: 4, TARGETS_SHEET: 3, OPENING_SHEET: 2, DIRECTORY_SHEET: 2}
_OF_DOCUMENTS: Final = {
    TASKS_SHEET: ("no", "confidence", "role_quote"),
    TARGETS_SHEET: ("basis", "stage", "recurring", "confidence", "confirmed", "context"),
}
_TEXT_STAYS_TEXT: Final = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def write(
    plan: Plan,
    directory: Directory,
    parameters: dict[str, str],
    *,
    office_id: str,
    office_name: str,
    made_at: datetime,
    spare: tuple[str, ...] = (),
) -> bytes:
    """
    Return the workbook in which a clerk checks a plan.

    Departments the plan names and the directory lacks are added at its end; parameters not given stand at
    their defaults; ``spare`` are numbers of blank rows for tasks to come.  :func:`toolkit.plans.confirm.read` reads the workbook back.
    """
    from xlsxwriter import Workbook

    written = Written(
        office_id=office_id,
        plan=plan,
        directory=complete(directory, plan),
        parameters={**known.defaults(), **parameters},
    )
    out = BytesIO()
    with Workbook(out, {"in_memory": True, **_TEXT_STAYS_TEXT}) as book:
        book.set_properties({"title": f"{plan.title}任务分解表", "author": office_name, "created": made_at})
        _fill(book, written, spare)
    return out.getvalue()


def _fill(book: Workbook, written: Written, spare: tuple[str, ...]) -> None:
    names = [name for name in _ORDER if name != OPENING_SHEET or written.plan.opening]
    sheets = {name: book.add_worksheet(name) for name in names}
    styles = Styles(book)
    places = Places(written, questions(written.plan, written.directory))
    write_questions(sheets[DOUBTS_SHEET], written.plan, places, styles)
    write_plan(sheets[PLAN_SHEET], written.plan, places, styles)
    rows = {
        TASKS_SHEET: _task_rows(written.plan, places) + [Row(cells={"id": id_}) for id_ in spare],
        TARGETS_SHEET: _target_rows(written.plan, places) + [Row(cells={"task": id_}) for id_ in spare],
        OPENING_SHEET: _opening_rows(written.plan, places),
        DIRECTORY_SHEET: _department_rows(written.directory, places),
    }
    for name, frozen in _FROZEN.items():
        if name not in sheets:
            continue
        choices = sheet_choices(name, written)
        write_table(sheets[name], COLUMNS[name], rows[name], styles, frozen=frozen, choices=choices)
        if is_assigned(written.plan):
            _hide(sheets[name], name)
    _write_parameters(sheets[PARAMETERS_SHEET], written.parameters, styles)
    _write_meta(book.add_worksheet(PLAN_META_SHEET), written)
    sheets[DOUBTS_SHEET].activate()


def _hide(sheet: Worksheet, name: str) -> None:
    """Hide the columns that are about a document; they can be shown again, and are read all the same."""
    for at, column in enumerate(COLUMNS[name]):
        if column.field in _OF_DOCUMENTS.get(name, ()):
            sheet.set_column(at, at, column.width, None, {"hidden": True})


def _task_rows(plan: Plan, places: Places) -> list[Row]:
    return [
        places.row(
            TASKS_SHEET,
            task.id,
            {name: show(task) for name, show in TASK_CELLS.items()},
            marks={"text": task_marks(task)},
        )
        for task in plan.tasks
    ]


def _target_rows(plan: Plan, places: Places) -> list[Row]:
    return [_target_row(task, target, places) for task in plan.tasks for target in task.targets]


def _target_row(task: Task, target: Target, places: Places) -> Row:
    context, marks = sentence(task, target)
    cells = {name: show(target) for name, show in TARGET_CELLS.items()}
    return places.row(
        TARGETS_SHEET,
        target.id,
        {**cells, "task": task.id, "title": task.title, "context": context},
        marks={"quote": target_marks(target), "context": marks},
        fixed=frozenset({"title"}),
    )


def _opening_rows(plan: Plan, places: Places) -> list[Row]:
    """Return a row for everything that is reported on, with what the office's ledger said of it."""
    said = {opening.id: opening for opening in plan.opening}
    return [
        _opening_row(task, row_id, plan.target_of(row_id), said.get(row_id), places)
        for task in plan.tasks
        for row_id in task.row_ids
    ]


def _opening_row(
    task: Task, row_id: str, target: Target | None, opening: Opening | None, places: Places
) -> Row:
    cells = {name: show(opening) if opening else None for name, show in OPENING_CELLS.items()}
    departments = (opening.departments if opening else ()) or task.leads
    known: dict[str, Cell] = {
        "id": row_id,
        "task": f"{task.title}：{target.measure or target.quote}" if target else task.title,
        "departments": NAMES.join(departments),
        "unit": target.unit if target else None,
    }
    return places.row(OPENING_SHEET, row_id, known | cells, fixed=frozenset({"id", "task", "unit"}))


def _department_rows(directory: Directory, places: Places) -> list[Row]:
    return [
        places.row(
            DIRECTORY_SHEET,
            department.name,
            {name: show(department) for name, show in DEPARTMENT_CELLS.items()} | {"order": order},
        )
        for order, department in enumerate(directory.departments, 1)
    ]


def _write_parameters(sheet: Worksheet, parameters: dict[str, str], styles: Styles) -> None:
    helps = {key: known.KNOWN[key].help if key in known.KNOWN else "" for key in parameters}
    rows = [
        Row(cells={"key": key, "value": value, "help": helps[key]}, fixed=frozenset({"key", "help"}))
        for key, value in parameters.items()
    ]
    write_table(sheet, PARAMETER_COLUMNS, rows, styles, frozen=1, choices={})
    for number, key in enumerate(parameters, 1):
        if key in known.KNOWN:
            sheet.data_validation(number, 1, number, 1, parameter_choice(known.KNOWN[key]))


def _write_meta(sheet: Worksheet, written: Written) -> None:
    for number, (key, value) in enumerate(to_rows(written)):
        sheet.write_string(number, 0, key)
        sheet.write_string(number, 1, value)
    sheet.very_hidden()
