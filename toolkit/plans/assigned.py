"""交办事项: single tasks from 批示, meetings and the like, kept in a plan that has no document."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from toolkit.model.plan import Plan, Target, Task

if TYPE_CHECKING:
    from collections.abc import Iterable

ID: Final = "交办事项"
SOURCES: Final = ("领导批示", "会议纪要", "督查交办", "上级来文", "建议提案", "群众诉求", "其他")
SPARE: Final = 20
"""Blank rows laid out with numbers of their own, for what comes in."""


def blank() -> Plan:
    """Return the plan before anything was assigned."""
    return Plan(id=ID, title=ID)


def is_assigned(plan: Plan) -> bool:
    """Tell whether a plan gathers single tasks instead of following a document."""
    return plan.id == ID and not plan.document_sha256


def spare_ids(used: Iterable[str]) -> tuple[str, ...]:
    """Return the numbers of the blank rows: those after every number ever used."""
    last = max((int(head) for id_ in used if (head := id_.partition(".")[0]).isdecimal()), default=0)
    return tuple(str(last + k) for k in range(1, SPARE + 1))


def read_words(plan: Plan, before: Plan, year: int) -> Plan:
    """
    Return the plan with targets read from the words of tasks newly assigned, where the clerk gave none.

    ``before`` is the plan as it was written; ``year`` the one a limit without a year is in.
    """
    known = {task.id for task in before.tasks}
    return replace(
        plan,
        tasks=tuple(
            task if task.targets or task.id in known else replace(task, targets=_targets(task, year))
            for task in plan.tasks
        ),
    )


def _targets(task: Task, year: int) -> tuple[Target, ...]:
    """Return what a task's words promise; a limit with nothing the reader knows is a limit of the task."""
    from toolkit.lang import dates
    from toolkit.lang.script import shadow
    from toolkit.plans import targets
    from toolkit.plans.roles import RoleSpan

    text = task.text or task.title
    limits = dates.limits(shadow(text), year)
    spans = tuple(RoleSpan(len(text), len(text), limit=text[one.start : one.end]) for one in limits[-1:])
    return targets.extract(text, task.id, task.title, year, spans)
