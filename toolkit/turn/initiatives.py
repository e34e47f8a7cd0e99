"""主动登记: what persons settled without being asked, made into questions of ours with their answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from toolkit.decisions.adjust import ANOTHER_DAY
from toolkit.decisions.own import CHOICES, MATTERS
from toolkit.model import deciding as d
from toolkit.model.deciding import Ask
from toolkit.model.decision import Answer, Pending
from toolkit.turn.ground import open_period

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toolkit.model.decision import Initiative
    from toolkit.model.plan import Plan, Task
    from toolkit.office import Office
    from toolkit.turn.ground import Ground


class Raised(NamedTuple):
    """Questions by key as if they had been asked, their answers, and lines that name no row."""

    questions: dict[str, Pending]
    answers: tuple[Answer, ...]
    faults: tuple[str, ...]


def raised(office: Office, ground: Ground, initiatives: Iterable[Initiative]) -> Raised:
    """Return what was settled as answers; what holds of a whole task is settled of the task, once."""
    questions: dict[str, Pending] = {}
    answers: dict[str, Answer] = {}
    faults: list[str] = []
    for one in initiatives:
        plan = _plan(ground, one)
        task = next((task for task in plan.tasks if _means(task, one.id)), None) if plan else None
        if plan is None or task is None:
            faults.append(_unknown(ground, one, plan))
            continue
        asked_of = _questions(office, plan, task, one)
        if not asked_of:
            faults.append(f"{one.cell}：编号“{one.id}”没有完成时限，不用延期，这一项没有登记")
        for asked in asked_of:
            choice = one.until if one.matter == "延期" else MATTERS[one.matter][1]
            questions[asked.key] = asked
            answers[asked.key] = Answer(
                key=asked.key, choice=choice, ground=one.ground, decided_by=one.decided_by, cell=one.cell
            )
    return Raised(questions, tuple(answers.values()), tuple(faults))


def _plan(ground: Ground, one: Initiative) -> Plan | None:
    named = [plan for plan in ground.plans if one.plan in {plan.id, plan.title}]
    if not one.plan and len(ground.plans) == 1:
        return ground.plans[0]
    return named[0] if named else None


def _means(task: Task, id_: str) -> bool:
    return id_ in {task.id, task.no, *task.row_ids}


def _unknown(ground: Ground, one: Initiative, plan: Plan | None) -> str:
    known = "、".join(known.id for known in ground.plans)
    what = f"方案“{plan.id}”里没有编号“{one.id}”" if plan else f"请写明是哪个方案（{known}）"
    return f"{one.cell}：{what}，这一项没有登记"


def _questions(office: Office, plan: Plan, task: Task, one: Initiative) -> list[Pending]:
    """Return a question a row meant: a task's number means all its rows; none for more time without a limit."""
    kind = MATTERS[one.matter][0]
    if kind in d.OF_TASK:
        return [_question(office, plan, task, kind, task.id)]
    rows = (one.id,) if one.id in task.row_ids else task.row_ids
    asked = [_question(office, plan, task, kind, row) for row in rows]
    return [question for question in asked if kind is not Ask.EXTENSION or d.DUE in question.about]


def _question(office: Office, plan: Plan, task: Task, kind: Ask, row: str) -> Pending:
    period, target = open_period(office).label, plan.target_of(row)
    due = {d.DUE: target.due.isoformat()} if target and target.due else {}
    return Pending(
        kind=kind,
        subject=f"《{plan.id}》第{row}项“{task.title}”",
        question="主动登记",
        place=f"{plan.id}\n{row}\n{period}",
        choices=CHOICES[kind],
        free=ANOTHER_DAY if kind is Ask.EXTENSION else "",
        about={
            d.PLAN: plan.id,
            d.ROW: row,
            d.TASK: task.id,
            d.PERIOD: period,
            d.ASKED_ON: office.as_of.date().isoformat(),
            **due,
        },
    )
