"""Where each row and each question stands in 任务分解表.xlsx, so that either leads to the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from toolkit.model.layout import (
    DIRECTORY_COLUMNS,
    DIRECTORY_SHEET,
    DOUBTS_SHEET,
    OPENING_COLUMNS,
    OPENING_SHEET,
    PLAN_FIELDS,
    PLAN_SHEET,
    TARGET_COLUMNS,
    TARGETS_SHEET,
    TASK_COLUMNS,
    TASKS_SHEET,
)
from toolkit.plans.workbook_table import Row

if TYPE_CHECKING:
    from collections.abc import Mapping

    from toolkit.plans.workbook_cells import Cell
    from toolkit.plans.workbook_marks import Mark
    from toolkit.plans.workbook_meta import Written
    from toolkit.plans.workbook_questions import Question

COLUMNS: Final = {
    TASKS_SHEET: TASK_COLUMNS,
    TARGETS_SHEET: TARGET_COLUMNS,
    OPENING_SHEET: OPENING_COLUMNS,
    DIRECTORY_SHEET: DIRECTORY_COLUMNS,
}
QUESTIONS_HEADER: Final = 5
"""Row of the header of 待确认, counted from 0: a title, three lines of help and a count stand above."""
_FIELDS: Final = tuple(name for name, _ in PLAN_FIELDS)


class Places:
    """The questions of a workbook and the rows they are about."""

    def __init__(self, written: Written, questions: tuple[Question, ...]) -> None:
        plan = written.plan
        keys = {
            TASKS_SHEET: [task.id for task in plan.tasks],
            TARGETS_SHEET: [target.id for task in plan.tasks for target in task.targets],
            OPENING_SHEET: plan.row_ids,
            DIRECTORY_SHEET: [department.name for department in written.directory.departments],
        }
        self.questions = questions
        self._rows = {
            (sheet, key): number for sheet, names in keys.items() for number, key in enumerate(names, 2)
        }
        self._asked: dict[tuple[str, str], list[tuple[int, Question]]] = {}
        for line, question in enumerate(questions, QUESTIONS_HEADER + 2):
            self._asked.setdefault((question.sheet, question.key), []).append((line, question))

    def of(self, question: Question) -> str:
        """Return the link to the cell a question is about."""
        if question.sheet == PLAN_SHEET:
            row = _FIELDS.index(question.field) + 2 if question.field in _FIELDS else 2
            return f"internal:'{PLAN_SHEET}'!B{row}"
        fields = [column.field for column in COLUMNS[question.sheet]]
        at = fields.index(question.field) if question.field in fields else 0
        return f"internal:'{question.sheet}'!{_letter(at)}{self._rows[question.sheet, question.key]}"

    def asked(self, sheet: str, key: str) -> tuple[Question, ...]:
        """Return the questions about a row."""
        return tuple(question for _, question in self._asked.get((sheet, key), ()))

    def row(
        self,
        sheet: str,
        key: str,
        cells: dict[str, Cell],
        *,
        marks: Mapping[str, tuple[Mark, ...]] | None = None,
        fixed: frozenset[str] = frozenset(),
    ) -> Row:
        """Return a sheet's row with its questions in the field ``doubt`` and a link back to the first."""
        asked = self._asked.get((sheet, key), [])
        doubt = "；".join(
            f"第{line - QUESTIONS_HEADER - 1}项：{question.what.rstrip('。')}" for line, question in asked
        )
        return Row(
            cells={**cells, "doubt": doubt},
            marks=dict(marks or {}),
            doubtful=frozenset(question.field or "doubt" for _, question in asked),
            link=f"internal:'{DOUBTS_SHEET}'!A{asked[0][0]}" if asked else "",
            fixed=fixed,
        )


def _letter(at: int) -> str:
    from xlsxwriter.utility import xl_col_to_name

    return str(xl_col_to_name(at))
