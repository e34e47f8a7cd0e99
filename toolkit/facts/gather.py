"""事实：standings and returns become everything the papers of a period may say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.facts.cadence import cadence
from toolkit.facts.tally import by_task, count, darkest, shares, worst
from toolkit.model.facts import Facts, Returns
from toolkit.model.standing import Class, Light, Standing

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from toolkit.model.facts import Question
    from toolkit.model.period import Period
    from toolkit.model.plan import Plan


def gather(
    plan: Plan,
    period: Period,
    as_of: date,
    standings: tuple[Standing, ...],
    returns: Returns,
    before: dict[Class, int] | None,
    pending_review: int,
    questions: tuple[Question, ...] = (),
) -> Facts:
    """
    Return the facts of one plan and one period, not yet scored.

    Args:
        plan: the plan the standings are of.
        period: the period reported on.
        as_of: the day looked at.
        standings: one a row of the plan, in the plan's order.
        returns: who has reported; its departments stand in institutional order.
        before: tasks a class in the period before, None where there was none.
        pending_review: rows claimed done that no person has confirmed yet.
        questions: open questions to departments.

    Raises:
        ValueError: the standings are not one a row of the plan.
    """
    if tuple(standing.id for standing in standings) != plan.row_ids:
        raise ValueError("standings do not match the rows of the plan")
    tasks = by_task(standings)
    task_classes = {task: worst([row.klass for row in rows]) for task, rows in tasks.items()}
    task_counts = count(task_classes.values())
    return Facts(
        plan=plan.id,
        title=plan.title,
        number=plan.number,
        issuer=plan.issuer,
        period=period,
        as_of=as_of,
        tasks=len(plan.tasks),
        targets=sum(len(task.targets) for task in plan.tasks),
        counts=count(row.klass for row in standings),
        by_task=task_counts,
        task_classes=task_classes,
        shares=shares(task_counts),
        standings=standings,
        returns=returns,
        pending_review=pending_review,
        before=before,
        questions=questions,
        newly_done=_turned(tasks, lambda then, now: now is Light.BLUE is not then),
        turned_green=_turned(tasks, lambda then, now: then is Light.YELLOW and now is Light.GREEN),
        turned_red=_turned(tasks, lambda then, now: now is Light.RED is not then),
        cadence=cadence(plan, period),
    )


def _turned(
    tasks: Mapping[str, tuple[Standing, ...]], holds: Callable[[Light | None, Light | None], bool]
) -> tuple[str, ...]:
    """Return the tasks whose worst light, then and now, answers to ``holds``."""
    return tuple(
        task
        for task, rows in tasks.items()
        if holds(darkest(row.light_before for row in rows), darkest(row.light for row in rows))
    )
