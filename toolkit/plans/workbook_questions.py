"""待确认：what a clerk must decide before a plan is confirmed, each with why, a proposal and its place."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, NamedTuple

from toolkit.model.department import Department, Directory, Group
from toolkit.model.layout import DIRECTORY_SHEET, OPENING_SHEET, PLAN_SHEET, TARGETS_SHEET, TASKS_SHEET
from toolkit.model.plan import Confidence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from toolkit.model.plan import Doubt, Plan, Target, Task


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """
    One line of 待确认 and the row it is about.

    ``sheet`` and ``key`` (row id, field of the plan or department) say where; ``field`` is the cell to look
    at, ``""`` for the whole row.  ``doubt`` is the reader's own doubt, None where the question follows from
    the rows as they stand.
    """

    kind: str
    sheet: str
    key: str
    field: str
    subject: str
    what: str
    proposal: str
    doubt: Doubt | None = None

    @property
    def where(self) -> str:
        """The place as the line's link shows it: 指标 3.1, or the sheet alone where the subject says which."""
        return (
            f"{self.sheet} {self.key}"
            if self.sheet in {TASKS_SHEET, TARGETS_SHEET, OPENING_SHEET}
            else self.sheet
        )


class _Sort(NamedTuple):
    """How a doubt's code is shown: a word for the clerk, and the field it is about."""

    kind: str
    field: str = ""


_BY_WORD: Final[tuple[tuple[str, _Sort], ...]] = (
    ("opening-figure", _Sort("期初数", "value")),
    ("before-issue", _Sort("发文前到期", "confirmed")),
    ("variant", _Sort("单位写法不一")),
    ("group", _Sort("群体待展开", "members")),
    ("lead", _Sort("缺牵头单位", "leads")),
    ("role", _Sort("责任单位", "leads")),
    ("department", _Sort("单位", "leads")),
    ("count", _Sort("项数不符")),
    ("number", _Sort("编号", "no")),
    ("title", _Sort("名称", "title")),
    ("issued", _Sort("印发日期", "issued")),
    ("value", _Sort("数值", "value")),
    ("unit", _Sort("计量单位", "unit")),
    ("due", _Sort("时限", "due")),
    ("garbled", _Sort("乱码", "text")),
    ("mojibake", _Sort("乱码", "text")),
)
"""First word a doubt's code contains decides; any other is 其他 and points at the row."""
_OTHER: Final = _Sort("其他")
_MAX_SUBJECT: Final = 60
_QUOTED: Final = re.compile(r"[“「]([^”」]+)[”」]")


def complete(directory: Directory, plan: Plan) -> Directory:
    """Return the directory with every name the plan or a group uses; names it lacked come last."""
    wanted = [name for task in plan.tasks for name in (*task.leads, *task.supports)]
    wanted += [member for department in directory.departments for member in department.members]
    missing = [name for name in dict.fromkeys(wanted) if directory.get(name) is None]
    return replace(
        directory, departments=(*directory.departments, *(Department(name=name) for name in missing))
    )


def questions(plan: Plan, directory: Directory) -> tuple[Question, ...]:
    """Return every open question: the plan's own first, then departments, tasks, targets, in their order."""
    asked = [_from_doubt(plan, directory, doubt) for doubt in plan.doubts]
    rows = {(question.sheet, question.key) for question in asked}
    cells = {(question.sheet, question.key, question.field) for question in asked}
    derived = [
        question
        for question in _derived(plan, directory)
        if (question.sheet, question.key, question.field) not in cells
        and (question.field != "confidence" or (question.sheet, question.key) not in rows)
    ]
    order = _order(plan, directory)
    return tuple(sorted([*asked, *derived], key=lambda q: order.get((q.sheet, q.key), (0, 0))))


def _order(plan: Plan, directory: Directory) -> dict[tuple[str, str], tuple[int, int]]:
    sheets: tuple[tuple[str, Iterable[str]], ...] = (
        (DIRECTORY_SHEET, (department.name for department in directory.departments)),
        (TASKS_SHEET, (task.id for task in plan.tasks)),
        (TARGETS_SHEET, (target.id for task in plan.tasks for target in task.targets)),
        (OPENING_SHEET, plan.row_ids),
    )
    return {
        (sheet, key): (place, at)
        for place, (sheet, keys) in enumerate(sheets, 1)
        for at, key in enumerate(keys)
    }


def _from_doubt(plan: Plan, directory: Directory, doubt: Doubt) -> Question:
    sort = next((sort for word, sort in _BY_WORD if word in doubt.code), _OTHER)
    sheet, key, subject = _place(plan, directory, doubt)
    return Question(
        kind=sort.kind,
        sheet=sheet,
        key=key,
        field=sort.field,
        subject=subject[:_MAX_SUBJECT],
        what=doubt.what,
        proposal=doubt.proposal,
        doubt=doubt,
    )


def _place(plan: Plan, directory: Directory, doubt: Doubt) -> tuple[str, str, str]:
    """Return sheet, row and subject of what a doubt is about."""
    if doubt.code.startswith("opening"):
        task = plan.task_of(doubt.about)
        return OPENING_SHEET, doubt.about, task.title if task else doubt.about
    if target := plan.target_of(doubt.about):
        return TARGETS_SHEET, target.id, target.quote
    if task := next((task for task in plan.tasks if task.id == doubt.about), None):
        return TASKS_SHEET, task.id, task.title
    for name in (doubt.about, *_QUOTED.findall(doubt.what)):
        department = directory.get(name) if not doubt.about or name == doubt.about else None
        if department:
            return DIRECTORY_SHEET, department.name, department.name
    return PLAN_SHEET, "", plan.title


def _derived(plan: Plan, directory: Directory) -> Iterator[Question]:
    """Yield what follows from the rows as they stand, whether or not the reader doubted it."""
    for department in directory.departments:
        if department.group is Group.COLLECTIVE and not department.members:
            yield _unexpanded(department)
    for task in plan.tasks:
        yield from _of_task(task)
        for target in task.targets:
            yield from _of_target(plan, target)


def _unexpanded(department: Department) -> Question:
    return Question(
        kind="群体待展开",
        sheet=DIRECTORY_SHEET,
        key=department.name,
        field="members",
        subject=department.name,
        what="这是几个单位的统称，没有写明包含哪些单位，不能下发填报表",
        proposal="在“包含单位”一格写出具体单位，用顿号隔开",
    )


def _of_task(task: Task) -> Iterator[Question]:
    def ask(kind: str, field: str, what: str, proposal: str) -> Question:
        return Question(
            kind=kind,
            sheet=TASKS_SHEET,
            key=task.id,
            field=field,
            subject=task.title[:_MAX_SUBJECT],
            what=what,
            proposal=proposal,
        )

    if not task.leads:
        yield ask(
            "缺牵头单位", "leads", "没有牵头单位，这项任务不能下发填报表", "在“牵头单位”一格填上负责的单位"
        )
    elif task.confidence is Confidence.LOW:
        yield ask("把握不大", "confidence", "这一行读得没有把握", "对照右边的原文看一遍，不对的直接改")


def _of_target(plan: Plan, target: Target) -> Iterator[Question]:
    def ask(kind: str, field: str, what: str, proposal: str) -> Question:
        return Question(
            kind=kind,
            sheet=TARGETS_SHEET,
            key=target.id,
            field=field,
            subject=target.quote[:_MAX_SUBJECT],
            what=what,
            proposal=proposal,
        )

    if due_before_issue(plan, target):
        yield ask(
            "发文前到期",
            "confirmed",
            f"时限{target.due:%Y-%m-%d}在方案印发之前，暂不算逾期",
            "如应按逾期对待，在“已确认到期”一格选√；时限有误的请改正",
        )
    elif target.confidence is Confidence.LOW:
        yield ask("把握不大", "confidence", "这一行读得没有把握", "对照右边的原文看一遍，不对的直接改")


def due_before_issue(plan: Plan, target: Target) -> bool:
    """Tell whether a target was due before the plan was issued and nobody has said that it counts."""
    return bool(plan.issued and target.due and target.due < plan.issued and not target.confirmed)
