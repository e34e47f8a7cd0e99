"""对外格式：a plan as the JSON that ``run.py extract --json`` prints."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from toolkit.model.plan import Basis, Comparator

if TYPE_CHECKING:
    from toolkit.model.plan import Plan, Target, Task

OPERATORS: Final = {
    Comparator.AT_LEAST: ">=",
    Comparator.MORE_THAN: ">",
    Comparator.AT_MOST: "<=",
    Comparator.LESS_THAN: "<",
}


def to_gold(plan: Plan) -> dict[str, Any]:
    """Return the plan in the form plans are annotated in: what a careful clerk would enter, no more."""
    return {
        "plan": {
            "title": plan.title,
            "issuer": plan.issuer or None,
            "number": plan.number or None,
            "issued": plan.issued.isoformat() if plan.issued else None,
            "draft": plan.draft,
        },
        "tasks": [_task(task) for task in plan.tasks],
    }


def _task(task: Task) -> dict[str, Any]:
    return {
        "no": task.no,
        "section": list(task.section),
        "title": task.title,
        "leads": list(task.leads),
        "supports": list(task.supports),
        "targets": [_target(target) for target in task.targets],
    }


def _target(target: Target) -> dict[str, Any]:
    milestone = target.basis is Basis.MILESTONE
    return {
        "quote": target.quote,
        "basis": target.basis.value,
        "op": None if milestone or target.comparator is None else OPERATORS[target.comparator],
        "value": None if milestone else target.value,
        "unit": None if milestone else target.unit,
        "due": target.due.isoformat() if target.due else None,
    }
