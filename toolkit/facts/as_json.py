"""JSON of facts: what ``run.py facts --json`` prints of one plan."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from toolkit.facts.handling import in_force
from toolkit.model.facts import Handling
from toolkit.model.standing import Class, Source, Standing

if TYPE_CHECKING:
    from toolkit.model.decision import Decision
    from toolkit.model.evidence import Evidence
    from toolkit.model.facts import Facts, Returns

_NOTHING = Handling()


def to_json(facts: Facts) -> dict[str, Any]:
    """
    Return the facts as the commands print them.

    Shares are numbers (1.0 is all of it), percentages of ``shares`` add up to 100.0, days are ISO dates, lights and
    states are Chinese; ``light`` and ``source`` are null for a row with no report.
    """
    return {
        "plan": facts.plan,
        "period": str(facts.period),
        "as_of": facts.as_of.isoformat(),
        "returns": _returns(facts.returns),
        "counts": {"tasks": facts.tasks, "targets": facts.targets, **_by_class(facts.counts)},
        "by_task": _by_class(facts.by_task),
        "pending_review": facts.pending_review,
        "standings": [standing_json(facts, standing) for standing in facts.standings],
        "scores": [dict(score) for score in facts.scores],
        **_about(facts),
        **_lists(facts),
        "decisions": _decisions(facts),
        "changes": [_plain(change) for change in facts.changes],
        "apart": dict(facts.apart),
        "evidence": [_evidence(facts, each) for each in facts.evidence],
    }


def _about(facts: Facts) -> dict[str, Any]:
    return {
        "title": facts.title,
        "number": facts.number,
        "issuer": facts.issuer,
        "cutoff": facts.cutoff.isoformat(),
        "cadence": facts.cadence,
        "shares": {klass.value: facts.shares[klass] for klass in Class},
        "lights": {light.value if light else "": number for light, number in facts.lights.items()},
        "before": {"by_task": _by_class(facts.before), "rows": _by_class(facts.rows_before or {})}
        if facts.before
        else None,
        "task_classes": {task: klass.value for task, klass in facts.task_classes.items()},
        "newly_done": list(facts.newly_done),
        "turned_green": list(facts.turned_green),
        "turned_red": list(facts.turned_red),
        "made_good": list(facts.made_good),
        "stopped": list(facts.stopped),
        "corrected": [{**_plain(each), "period": str(each.period)} for each in facts.corrected],
    }


def _lists(facts: Facts) -> dict[str, Any]:
    return {
        "departments": [
            {"department": each.department, **_by_class(each.counts), "total": each.total}
            for each in facts.departments
        ],
        "late_rows": list(facts.late_rows),
        "laggards": [_plain(each) for each in facts.laggards],
        "to_urge": list(facts.to_urge),
        "named": list(facts.named),
        "unnamed": list(facts.unnamed),
        "common_problems": [_plain(each) for each in facts.common_problems],
        "news": [{**_plain(each), "rows": [id_ for id_, _ in each.rows]} for each in facts.news],
        "questions": [_plain(each) for each in facts.questions],
    }


def _returns(returns: Returns) -> dict[str, Any]:
    return {
        "expected": returns.expected,
        "received": returns.received,
        "on_time": returns.on_time,
        "late": list(returns.late),
        "missing": list(returns.missing),
        "returned": returns.returned,
        "excused": list(returns.excused),
        "rate": returns.rate,
        "on_time_rate": returns.on_time_rate,
        "by_department": [_plain(each) for each in returns.by_department],
    }


def _by_class(counts: dict[Class, int]) -> dict[str, int]:
    return {klass.value: counts[klass] for klass in Class}


def standing_json(facts: Facts, standing: Standing) -> dict[str, Any]:
    """Return one row as the commands print it."""
    return {
        "id": standing.id,
        "task": standing.task,
        "department": standing.department,
        "value": standing.value,
        "completion": standing.completion,
        "expected": standing.expected,
        "state": standing.state,
        "light": _word(standing.light),
        "overdue_days": standing.overdue_days,
        "why": standing.why,
        "source": _source(standing.source),
        "class": standing.klass.value,
        "title": standing.title,
        "due": _day(standing.due),
        "value_before": standing.value_before,
        "questioned": standing.questioned,
        **_planned(standing),
        **_judged(standing),
        **_said(standing),
        **_handled(facts.handling.get(standing.id)),
    }


def _planned(standing: Standing) -> dict[str, Any]:
    return {
        "section": list(standing.section),
        "requirement": standing.requirement,
        "kind": _word(standing.kind),
        "comparator": _word(standing.comparator),
        "target": standing.target,
        "unit": standing.unit,
        "measure": standing.measure,
        "leads": list(standing.leads),
        "supports": list(standing.supports),
        "start": _day(standing.start),
        "due_before": _day(standing.due_before),
    }


def _judged(standing: Standing) -> dict[str, Any]:
    return {
        "gap": standing.gap,
        "level": standing.level.value,
        "light_before": _word(standing.light_before),
        "issued_light": _word(standing.issued_light),
        "made_good": standing.made_good,
        "overdue_days_printed": standing.overdue_days_printed,
        "behind_by": standing.behind_by,
        "stopped": standing.stopped,
        "life": standing.life,
        "notes": list(standing.notes),
    }


def _said(standing: Standing) -> dict[str, Any]:
    return {
        "progress": standing.progress,
        "problems": standing.problems,
        "next_steps": standing.next_steps,
        "coordination": standing.coordination,
        "evidence": standing.evidence,
        "completed_on": _day(standing.completed_on),
        "unchanged": standing.unchanged,
    }


def _handled(handling: Handling | None) -> dict[str, Any]:
    said = handling or _NOTHING
    return {
        "verified": said.verified,
        "verified_by": said.verified_by,
        "reason": said.reason,
        "named": said.named,
        "decided": list(said.decided),
        "upon": list(said.upon),
    }


def _source(source: Source | None) -> dict[str, str] | None:
    if source is None:
        return None
    return {
        "sha256": source.sha256,
        "file": source.file,
        "cell": source.cell,
        "archive": source.archive,
        "told": source.told,
    }


def _decisions(facts: Facts) -> list[dict[str, Any]]:
    holding = set(map(id, in_force(facts.decisions)))
    return [_decision(one, holds=id(one) in holding) for one in facts.decisions]


def _decision(one: Decision, *, holds: bool) -> dict[str, Any]:
    return {
        "key": one.key,
        "kind": one.kind,
        "subject": one.subject,
        "id": one.row[1],
        "period": one.period,
        "choice": one.choice,
        "ground": one.ground,
        "decided_by": one.decided_by,
        "decided_at": one.decided_at.isoformat(),
        "holds": holds,
    }


def _evidence(facts: Facts, each: Evidence) -> dict[str, Any]:
    return {
        "department": each.department,
        "kind": each.kind.value,
        "file": each.file,
        "sha256": each.sha256,
        "archive": each.archive,
        "received": each.received.isoformat() if each.received else None,
        "rows": [id_ for plan, id_ in each.rows if plan == facts.plan],
    }


def _plain(noun: Any) -> Any:  # noqa: ANN401 -- any record of the facts, nested as it is
    """Return a record as JSON has it: days and moments ISO text, words as they are."""
    kind: Any = type(noun)
    if kind in _AS_IT_IS:
        return noun
    if names := _names(kind):
        return {name: _plain(getattr(noun, name)) for name in names}
    if isinstance(noun, datetime | date):
        return noun.isoformat()
    if isinstance(noun, list | tuple):
        return [_plain(each) for each in noun]
    return noun.value if isinstance(noun, StrEnum) else noun


_AS_IT_IS: Final = frozenset({str, int, float, bool, type(None)})


@cache
def _names(kind: type) -> tuple[str, ...]:
    """Return the fields of a record; none of anything else."""
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()


def _word(value: StrEnum | None) -> str | None:
    return value.value if value else None


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None
