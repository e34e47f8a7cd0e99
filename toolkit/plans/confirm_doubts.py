"""The sheet 待确认, read: which doubts the clerk has settled, by saying so or by correcting the row."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from toolkit.lang.script import fold
from toolkit.model.layout import DIRECTORY_SHEET, DOUBTS_SHEET, OPENING_SHEET, TARGETS_SHEET, TASKS_SHEET
from toolkit.model.plan import Confidence
from toolkit.plans import confirm_values as values
from toolkit.plans.confirm_tables import table
from toolkit.plans.workbook_front import QUESTION_COLUMNS, SETTLED
from toolkit.plans.workbook_questions import questions

if TYPE_CHECKING:
    from collections.abc import Callable

    from toolkit.model.department import Directory
    from toolkit.model.plan import Opening, Plan, Target, Task
    from toolkit.plans.confirm_rows import Faults
    from toolkit.plans.confirm_tables import Book
    from toolkit.plans.workbook_questions import Question

_FIELDS: Final = ("line", "kind", "where", "subject", "what", "proposal", "settled")
_HEADERS: Final = dict(zip(_FIELDS, (header for header, _ in QUESTION_COLUMNS), strict=True))
_SAID: Final = frozenset(
    map(fold, (SETTLED, "√", "是", "已看", "已改", "已修改", "已处理", "无误", "没问题"))
)


def read_settled(book: Book, written: Plan, directory: Directory, faults: Faults) -> tuple[Question, ...]:
    """Return the questions the clerk ticked off; a sheet deleted after use ticks none."""
    if book.grid(DOUBTS_SHEET) is None:
        return ()
    sheet = table(book, DOUBTS_SHEET, _HEADERS, frozenset({"line", "kind", "proposal"}))
    faults.found += sheet.faults
    asked = {_key(q.where, q.subject, q.what): q for q in questions(written, directory)}
    settled = []
    for line in sheet.lines if not sheet.faults else ():
        fine, said = faults.read(DOUBTS_SHEET, line.cells["settled"], _said)
        question = asked.get(_key(*(line.cells[name].value for name in ("where", "subject", "what"))))
        if fine and said and question:
            settled.append(question)
    return tuple(settled)


def _key(*parts: object) -> tuple[str, ...]:
    return tuple(fold(values.text(part)) for part in parts)


def _said(raw: object) -> bool:
    found = fold(values.text(raw))
    if found and found not in _SAID:
        what = f"处理填的是“{values.text(raw)}”"
        raise values.WrongError(what, f"看过没有问题的请选“{SETTLED}”，没有看的空着")
    return bool(found)


def settle(
    plan: Plan,
    directory: Directory,
    settled: tuple[Question, ...],
    *,
    before: Plan,
    directory_before: Directory,
) -> Plan:
    """Return the plan without the doubts that are settled; what was looked at is no longer of low confidence."""
    kept = []
    for question in questions(before, directory_before):
        doubt = question.doubt
        if (
            doubt
            and question not in settled
            and not _moved(question, plan, directory, before, directory_before)
        ):
            kept.append(doubt)
    seen = {(question.sheet, question.key) for question in settled}
    tasks = tuple(_seen_task(task, seen) for task in plan.tasks)
    return replace(plan, tasks=tasks, doubts=tuple(doubt for doubt in before.doubts if doubt in kept))


def _moved(
    question: Question, plan: Plan, directory: Directory, before: Plan, directory_before: Directory
) -> bool:
    """Tell whether the row a question is about was corrected or deleted."""
    rows: dict[str, tuple[Callable[[], object], Callable[[], object]]] = {
        DIRECTORY_SHEET: (lambda: directory_before.get(question.key), lambda: directory.get(question.key)),
        TASKS_SHEET: (lambda: _bare(before, question.key), lambda: _bare(plan, question.key)),
        OPENING_SHEET: (lambda: _figures(before, question.key), lambda: _figures(plan, question.key)),
        TARGETS_SHEET: (lambda: before.target_of(question.key), lambda: plan.target_of(question.key)),
    }
    if question.sheet not in rows:
        return False
    old, new = rows[question.sheet]
    return old() != new()


def _figures(plan: Plan, id_: str) -> Opening | None:
    return next((opening for opening in plan.opening if opening.id == id_), None)


def _bare(plan: Plan, id_: str) -> Task | None:
    """Return a task without its targets, which have doubts of their own."""
    task = next((task for task in plan.tasks if task.id == id_), None)
    return replace(task, targets=()) if task else None


def _seen_task(task: Task, seen: set[tuple[str, str]]) -> Task:
    targets = tuple(_seen_target(target, seen) for target in task.targets)
    if task.confidence is Confidence.LOW and (TASKS_SHEET, task.id) in seen:
        return replace(task, targets=targets, confidence=Confidence.HIGH)
    return replace(task, targets=targets)


def _seen_target(target: Target, seen: set[tuple[str, str]]) -> Target:
    if target.confidence is Confidence.LOW and (TARGETS_SHEET, target.id) in seen:
        return replace(target, confidence=Confidence.HIGH)
    return target
