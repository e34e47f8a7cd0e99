"""
What each field of a plan looks like in a cell of 任务分解表.xlsx.

The writer puts these down; :mod:`toolkit.plans.confirm` compares what came back with them, so that a cell
nobody touched keeps the value it was written from.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from toolkit.model.layout import TICK
from toolkit.model.plan import Basis, Confidence, Flag, Kind
from toolkit.model.returns import Status

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from toolkit.model.department import Department
    from toolkit.model.plan import Opening, Plan, Target, Task

Cell = str | float | date | None

NAMES, SECTIONS = "、", " / "
YES, NO = "是", "否"
MAX_TEXT = 32_000
"""Characters we write into one cell; Excel takes 32,767."""

BASIS_WORDS: Final[dict[Basis, str]] = {
    Basis.LEVEL: "水平",
    Basis.INCREASE: "增长",
    Basis.DECREASE: "下降",
    Basis.MILESTONE: "节点",
}
LISTS: Final[dict[str, tuple[str, ...]]] = {
    "kind": tuple(kind.value for kind in Kind),
    "basis": tuple(BASIS_WORDS.values()),
    "comparator": ("≥", ">", "≤", "<"),
    "confidence": tuple(level.value for level in Confidence),
    "flags": tuple(flag.value for flag in Flag),
    "confirmed": (TICK,),
    "status": tuple(status.value for status in Status),
    "yes_no": (YES, NO),
    "settled": ("已核对",),
}
"""The drop-down lists of coded fields, by field."""

PLAN_CELLS: Final[Mapping[str, Callable[[Plan], Cell]]] = {
    "id": lambda plan: plan.id,
    "title": lambda plan: plan.title,
    "issuer": lambda plan: plan.issuer,
    "number": lambda plan: plan.number,
    "issued": lambda plan: plan.issued,
    "draft": lambda plan: YES if plan.draft else NO,
}
TASK_CELLS: Final[Mapping[str, Callable[[Task], Cell]]] = {
    "id": lambda task: task.id,
    "no": lambda task: task.no,
    "section": lambda task: SECTIONS.join(task.section),
    "title": lambda task: task.title,
    "leads": lambda task: NAMES.join(task.leads),
    "supports": lambda task: NAMES.join(task.supports),
    "flags": lambda task: NAMES.join(task.flags),
    "confidence": lambda task: task.confidence.value,
    "role_quote": lambda task: task.role_quote,
    "text": lambda task: task.text,
}
TARGET_CELLS: Final[Mapping[str, Callable[[Target], Cell]]] = {
    "id": lambda target: target.id,
    "measure": lambda target: target.measure,
    "kind": lambda target: target.kind.value,
    "basis": lambda target: BASIS_WORDS[target.basis],
    "comparator": lambda target: target.comparator.value if target.comparator else None,
    "value": lambda target: target.value,
    "unit": lambda target: target.unit,
    "due": lambda target: target.due,
    "baseline": lambda target: target.baseline,
    "stage": lambda target: target.stage,
    "recurring": lambda target: target.recurring,
    "confidence": lambda target: target.confidence.value,
    "confirmed": lambda target: TICK if target.confirmed else None,
    "quote": lambda target: target.quote,
}
OPENING_CELLS: Final[Mapping[str, Callable[[Opening], Cell]]] = {
    "period": lambda opening: opening.period,
    "value": lambda opening: opening.entry.raw if opening.entry.value is None else opening.entry.value,
    "status": lambda opening: opening.entry.status or opening.entry.status_raw,
    "completed_on": lambda opening: opening.entry.completed_on or opening.entry.completed_raw,
    "progress": lambda opening: opening.entry.progress,
}
DEPARTMENT_CELLS: Final[Mapping[str, Callable[[Department], Cell]]] = {
    "name": lambda department: department.name,
    "group": lambda department: department.group.value,
    "aliases": lambda department: NAMES.join(department.aliases),
    "members": lambda department: NAMES.join(department.members),
    "contact": lambda department: department.contact,
    "phone": lambda department: department.phone,
    "email": lambda department: department.email,
    "level": lambda department: department.level,
    "former": lambda department: NAMES.join(map(str, department.former)),
}


def canonical(cell: object) -> str:
    """
    Return the form in which a cell written and the same cell read back are equal.

    Line ends and outer blanks are what spreadsheet programs change on their own; whole numbers and moments
    at midnight come back in another type.
    """
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell)
    if isinstance(cell, int | float):
        return f"{cell:.15g}"
    if isinstance(cell, date):
        return cell.isoformat()[:10]
    text = str(cell).replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n")
    return text.strip()[:MAX_TEXT].rstrip()


def same(written: Cell, read: object) -> bool:
    """Tell whether a cell still says what was written into it."""
    return canonical(written) == canonical(read)
