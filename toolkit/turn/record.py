"""What is on record of a period beside standings and returns: questions, decisions, evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.model.deciding import DEPARTMENT, Ask
from toolkit.model.facts import Question, Record
from toolkit.model.files import Verdict
from toolkit.model.findings import Severity
from toolkit.model.period import Period
from toolkit.store import decisions, drops, evidence

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sqlalchemy import Connection

    from toolkit.model.decision import Decision
    from toolkit.model.evidence import Evidence
    from toolkit.model.plan import Plan


def record_of(connection: Connection, plan: Plan, period: Period, departments: Collection[str]) -> Record:
    """
    Return the record of a plan for a period; ``departments`` are those that report on it.

    Its changes are told by :func:`toolkit.turn.log.log_of`.
    """
    taken = tuple(_decided(connection, plan, period))
    return Record(
        questions=_questions(connection, plan, period),
        decisions=taken,
        evidence=tuple(_evidence(connection, plan, period, departments)),
    )


def _questions(connection: Connection, plan: Plan, period: Period) -> tuple[Question, ...]:
    """Return every question of a check that its department has not answered."""
    return tuple(
        Question(
            department=drop.department or "",
            id=finding.id,
            text=f"{finding.found}；{finding.todo}",
            code=finding.code,
            cell=finding.cell,
            file=drop.file,
        )
        for drop in drops.returns_of(connection, period.label)
        if drop.verdict is Verdict.QUESTIONED
        for finding in drop.findings
        if finding.severity is Severity.WARNING and finding.plan in {"", plan.id}
    )


def _decided(connection: Connection, plan: Plan, period: Period) -> Iterator[Decision]:
    """Yield what was settled about the plan's rows and departments; nothing decided upon a later period."""
    kinds = frozenset(Ask)
    for one in decisions.everything(connection):
        about_us = one.row[0] in {"", plan.id} and (one.row[1] or one.asked.about.get(DEPARTMENT))
        in_time = not one.period or Period.parse(one.period).end <= period.end
        if one.kind in kinds and about_us and in_time:
            yield one


def _evidence(
    connection: Connection, plan: Plan, period: Period, departments: Collection[str]
) -> Iterator[Evidence]:
    for one in evidence.of_period(connection, period.label):
        mine = any(row[0] == plan.id for row in one.rows) if one.rows else one.department in departments
        if mine:
            yield one
