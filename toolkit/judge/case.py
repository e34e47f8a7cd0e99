"""研判对象：one row on one day, with all that its light is decided by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.judge.claims import is_done, last_value, latest
from toolkit.judge.completion import completion, reference_of
from toolkit.judge.expected import Stage, expected, stage
from toolkit.model.plan import Flag, Kind, Plan, Target, Task
from toolkit.model.returns import Status

if TYPE_CHECKING:
    from datetime import date

    from toolkit.model.history import Accepted

_POINTS = 100
_EXACT = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """
    A row (a target, or a task without targets) as it stood on ``day``.

    ``report`` is this period's report, or the earlier one a finished row rests on, None when there is
    neither; ``early`` marks a due day before the plan was issued that no clerk has confirmed.
    """

    task: Task
    target: Target | None
    report: Accepted | None
    value_before: float | None
    day: date
    stage: Stage | None
    completion: float | None
    expected: float | None
    early: bool

    @property
    def due(self) -> date | None:
        """The last day of the limit."""
        return self.target.due if self.target else None

    @property
    def value(self) -> float | None:
        """The value claimed."""
        return self.report.entry.value if self.report else None

    @property
    def done(self) -> bool:
        """Whether the claim 已完成 was accepted, and not taken back since."""
        return is_done(self.report)

    @property
    def idle(self) -> bool:
        """Whether the department says it has not begun."""
        return self.report is not None and self.report.entry.status is Status.NOT_STARTED

    @property
    def met(self) -> bool:
        """Whether the value proves the target reached; an approximate one proves nothing (practice 6, row 18)."""
        if self.report is None or self.target is None or self.value is None or self.report.entry.approximate:
            return False
        if self.target.kind is Kind.KEEP:
            return self.completion is None or self.completion >= 1
        return self.target.reached_by(self.value)

    @property
    def gap(self) -> float | None:
        """How many percentage points the row is behind schedule; negative ahead of it."""
        if self.completion is None or self.expected is None or self.idle:
            return None
        return round((self.expected - self.completion) * _POINTS, _EXACT)

    @property
    def days_left(self) -> int | None:
        """Days to the due day; negative after it."""
        return (self.due - self.day).days if self.due else None

    @property
    def excused(self) -> bool:
        """Whether being past the due day is not held against the department."""
        return self.early or Flag.UPPER_LEVEL in self.task.flags

    @property
    def overdue_days(self) -> int:
        """Days past the due day of a row that is neither done nor excused; else 0."""
        if self.done or self.excused or self.days_left is None:
            return 0
        return max(-self.days_left, 0)

    @property
    def annual(self) -> bool:
        """Whether the outcome is known at the year's end only."""
        return Flag.ANNUAL in self.task.flags or (self.target is not None and self.target.kind is Kind.ANNUAL)


def examine(
    plan: Plan,
    task: Task,
    target: Target | None,
    reports: tuple[Accepted, ...],
    current: Accepted | None,
    end: date,
    as_of: date,
) -> Case:
    """
    Gather a row's case at the ``end`` of a period, looked at on ``as_of``.

    ``reports`` are the first lead's accepted reports of earlier periods, oldest first; ``current`` is this
    period's.  What is past due is told on ``as_of``, but never later than ``end``.
    """
    report = _report(reports, current)
    value_before = last_value(reports)
    seen = stage(plan, task, target, end) if target else None
    return Case(
        task=task,
        target=target,
        report=report,
        value_before=value_before,
        day=min(as_of, end),
        stage=seen,
        completion=_completion(target, report, value_before),
        expected=expected(target, seen) if target else None,
        early=_early(plan, target),
    )


def _report(reports: tuple[Accepted, ...], current: Accepted | None) -> Accepted | None:
    """Return what counts now; silence about a row is a report only where the row was done before."""
    if current is not None and not current.entry.blank:
        return latest((*reports, current))
    before = latest(reports)
    return before if is_done(before) else None


def _completion(target: Target | None, report: Accepted | None, value_before: float | None) -> float | None:
    if report is None:
        return None
    if target is None or not target.numeric or (target.kind is Kind.ANNUAL and report.entry.value is None):
        return 1.0 if is_done(report) else None
    value = report.entry.value
    return None if value is None else completion(target, value, reference_of(target, value_before))


def _early(plan: Plan, target: Target | None) -> bool:
    if target is None or target.due is None or plan.issued is None:
        return False
    return target.due < plan.issued and not target.confirmed
