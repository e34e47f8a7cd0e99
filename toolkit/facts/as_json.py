"""JSON of facts: what ``run.py facts --json`` prints of one plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from toolkit.model.standing import Class, Source, Standing

if TYPE_CHECKING:
    from toolkit.model.facts import Facts, Returns


def to_json(facts: Facts) -> dict[str, Any]:
    """
    Return the facts as the commands print them.

    Shares are numbers (1.0 is all of it), days are ISO dates, lights and states are Chinese; ``light`` and
    ``source`` are null for a row with no report.
    """
    return {
        "plan": facts.plan,
        "period": str(facts.period),
        "as_of": facts.as_of.isoformat(),
        "returns": _returns(facts.returns),
        "counts": {"tasks": facts.tasks, "targets": facts.targets, **_by_class(facts.counts)},
        "by_task": _by_class(facts.by_task),
        "pending_review": facts.pending_review,
        "standings": [_standing(standing) for standing in facts.standings],
        "scores": [dict(score) for score in facts.scores],
    }


def _returns(returns: Returns) -> dict[str, Any]:
    return {
        "expected": returns.expected,
        "received": returns.received,
        "on_time": returns.on_time,
        "late": list(returns.late),
        "missing": list(returns.missing),
        "returned": returns.returned,
    }


def _by_class(counts: dict[Class, int]) -> dict[str, int]:
    return {klass.value: counts[klass] for klass in Class}


def _standing(standing: Standing) -> dict[str, Any]:
    return {
        "id": standing.id,
        "task": standing.task,
        "department": standing.department,
        "value": standing.value,
        "completion": standing.completion,
        "expected": standing.expected,
        "state": standing.state,
        "light": standing.light.value if standing.light else None,
        "overdue_days": standing.overdue_days,
        "why": standing.why,
        "source": _source(standing.source),
        "class": standing.klass.value,
        "title": standing.title,
        "due": standing.due.isoformat() if standing.due else None,
        "value_before": standing.value_before,
        "questioned": standing.questioned,
    }


def _source(source: Source | None) -> dict[str, str] | None:
    return {"sha256": source.sha256, "file": source.file, "cell": source.cell} if source else None
