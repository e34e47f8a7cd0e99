"""研判对象：one row on one day, with all that its light is decided by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.judge.averages import Average, average
from toolkit.judge.claims import is_done, last_value, latest
from toolkit.judge.completion import completion, reference_of
from toolkit.judge.expected import Stage, expected, stage
from toolkit.judge.nodes import Nodes, nodes_at, said_of_nodes
from toolkit.model.built import builder
from toolkit.model.plan import Kind
from toolkit.model.returns import Status

if TYPE_CHECKING:
    from datetime import date

    from toolkit.judge.profiles import Profile
    from toolkit.judge.row import Row
    from toolkit.model.history import Accepted
    from toolkit.model.plan import Node, Target


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """
    A row (a target, or a task without targets) as it stood on ``day``.

    ``report`` is this period's report, or the earlier one a finished row rests on, None when there is
    neither.  ``done`` says that the claim 已完成 was accepted and not taken back since, ``idle`` that the department
    says it has not begun, ``met`` that the value proves the target reached: an approximate one proves nothing
    (practice 6, row 18).  ``gap`` is how far the row is behind schedule in the unit of the office's profile,
    negative ahead of it; ``days_left`` are days to the due day, negative after it.
    """

    row: Row
    report: Accepted | None
    value_before: float | None
    day: date
    stage: Stage | None
    nodes: Nodes | None
    average: Average | None
    completion: float | None
    expected: float | None
    done: bool
    idle: bool
    met: bool
    gap: float | None
    days_left: int | None

    @property
    def value(self) -> float | None:
        """The value claimed."""
        return self.report.entry.value if self.report else None

    @property
    def missed(self) -> Node | None:
        """The last node before the day that is not done."""
        return self.nodes.missed if self.nodes else None

    @property
    def overdue_days(self) -> int:
        """Days past the due day of a row that is neither done nor excused; else 0."""
        return self._days_past(self.row.due)

    @property
    def overdue_days_printed(self) -> int:
        """Days past the printed due day, an extension or not."""
        target = self.row.target
        return self._days_past(target.due_before or target.due) if target else 0

    def _days_past(self, due: date | None) -> int:
        if due is None or due >= self.day or self.done or self.row.excused:
            return 0
        return (self.day - due).days


_case = builder(Case)


def examine(
    row: Row,
    reports: tuple[Accepted, ...],
    current: Accepted | None,
    end: date,
    as_of: date,
    profile: Profile,
) -> Case:
    """
    Gather a row's case at the ``end`` of a period, looked at on ``as_of``.

    ``reports`` are the first lead's accepted reports of earlier periods, oldest first; ``current`` is this
    period's.  What is past due is told on ``as_of``, but never later than ``end``.
    """
    target, due = row.target, row.due
    day = min(as_of, end)
    report = _report(reports, current)
    value = report.entry.value if report else None
    status = report.entry.status if report else None
    before = last_value(reports)
    seen = stage(row.start, due, end) if row.start and due else None
    mean = average(reports, report, row.start) if target and target.monthly else None
    reckoned = mean.value if mean and value is not None else value
    nodes = nodes_at(row, said_of_nodes(reports, report), reckoned, day) if row.nodes else None
    reached, wanted = _progress(row, nodes, report, reckoned, before), _schedule(row, nodes, seen)
    idle = status is Status.NOT_STARTED
    return _case(
        row=row,
        report=report,
        value_before=before,
        day=day,
        stage=seen,
        nodes=nodes,
        average=mean,
        completion=reached,
        expected=wanted,
        done=status is Status.DONE,
        idle=idle,
        met=target is not None and _met(target, report, reckoned, reached),
        gap=None if idle or reached is None or wanted is None else profile.gap(reached, wanted),
        days_left=(due - day).days if due else None,
    )


def _report(reports: tuple[Accepted, ...], current: Accepted | None) -> Accepted | None:
    """Return what counts now; silence about a row is a report only where the row was done before."""
    if current is not None and not current.entry.blank:
        return latest((*reports, current)) if current.entry.unchanged else current
    before = latest(reports)
    return before if is_done(before) else None


def _progress(
    row: Row, nodes: Nodes | None, report: Accepted | None, value: float | None, before: float | None
) -> float | None:
    """Return the share reached: of the target, or of the nodes where there is no number."""
    if report is None:
        return None
    target = row.target
    if target is None or not target.numeric or (target.kind is Kind.ANNUAL and value is None):
        if report.entry.status is Status.DONE:
            return 1.0
        return nodes.completion if nodes and not (target and target.numeric) else None
    return None if value is None else completion(target, value, reference_of(target, before))


def _schedule(row: Row, nodes: Nodes | None, seen: Stage | None) -> float | None:
    """Return the share due by now: by the target's schedule, or by the nodes where there is no number."""
    if nodes and not (row.target and row.target.numeric):
        return nodes.expected
    return expected(row.target, seen, row.curve) if row.target else None


def _met(target: Target, report: Accepted | None, value: float | None, reached: float | None) -> bool:
    if report is None or value is None or report.entry.approximate:
        return False
    if target.kind is Kind.KEEP:
        return reached is None or reached >= 1
    return target.reached_by(value)
