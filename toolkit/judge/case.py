"""研判对象：one row on one day, with all that its light is decided by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.judge.averages import Average, average
from toolkit.judge.claims import is_done, last_value, latest
from toolkit.judge.completion import completion
from toolkit.judge.expected import Moment, Stage, expected
from toolkit.judge.nodes import Nodes, nodes_at, said_of_nodes
from toolkit.model.built import draft
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

    ``report`` is this period's report, or the earlier one a finished row rests on, None when there is neither.
    ``untrue`` is a figure of the report that a person found false: what was accepted before it is reckoned instead.
    ``done`` says that the claim 已完成 was accepted and not taken back since, ``idle`` that the department says it
    has not begun.  ``reckoned`` is what is held against the target: the value, or the average of the months' figures.
    ``gap`` is how far the row is behind schedule in the unit of the office's profile, negative ahead of it;
    ``days_left`` are days to the due day, negative after it; ``overdue_days`` those past it of a row that is neither
    done nor excused, ``overdue_days_printed`` those past the printed one, an extension or not.
    """

    row: Row
    report: Accepted | None
    value: float | None
    value_before: float | None
    reckoned: float | None
    day: date
    stage: Stage | None
    nodes: Nodes | None
    average: Average | None
    completion: float | None
    expected: float | None
    done: bool
    idle: bool
    gap: float | None
    days_left: int | None
    overdue_days: int
    overdue_days_printed: int
    untrue: float | None

    @property
    def missed(self) -> Node | None:
        """The last node before the day that is not done."""
        return self.nodes.missed if self.nodes else None

    @property
    def met(self) -> bool:
        """Whether the value proves the target reached; an approximate one proves nothing (practice 6, row 18)."""
        target, value = self.row.target, self.reckoned
        if target is None or value is None or self.report is None or self.report.entry.approximate:
            return False
        if target.kind is _KEEP:
            return self.completion is None or self.completion >= 1
        return target.reached_by(value)

    @property
    def watched(self) -> bool:
        """Whether the row is past its due day, is kept under watch (常态化), and has no schedule to be behind."""
        return self.row.watched and self.gap is None and self.days_left is not None and self.days_left < 0


_Draft = draft(Case)
_DONE, _NOT_STARTED = Status.DONE, Status.NOT_STARTED
_KEEP, _ANNUAL = Kind.KEEP, Kind.ANNUAL


def examine(
    row: Row, reports: tuple[Accepted, ...], current: Accepted | None, moment: Moment, profile: Profile
) -> Case:
    """
    Gather a row's case at a moment.

    ``reports`` are the first lead's accepted reports of earlier periods, oldest first; ``current`` is that of the
    period of the moment.
    """
    case = _Draft()
    case.row, case.day = row, moment.day
    case.report = report = _report(reports, current)
    case.stage, case.days_left = seen, left = moment.span(row.start, row.due)
    value = status = untrue = None
    if report is not None:
        value, status, untrue = report.entry.value, report.entry.status, report.untrue
    case.value, case.untrue = value, untrue
    case.done, case.idle = done, idle = status is _DONE, status is _NOT_STARTED
    case.overdue_days = late = 0 if left is None or left >= 0 or done or row.excused else -left

    target = row.target
    case.overdue_days_printed = (
        late
        if target is None or target.due_before is None
        else _past(target.due_before, moment.day, settled=done or row.excused)
    )
    case.value_before = before = last_value(reports) if row.numeric else None
    case.average = mean = (
        average(reports, report, row.start) if target and target.recurring and target.monthly else None
    )
    reckoned = mean.value if mean and value is not None else value
    if untrue is not None:
        reckoned = mean.value if mean else before
    case.reckoned = reckoned
    case.nodes = nodes = (
        nodes_at(row, said_of_nodes(reports, report), reckoned, moment.day) if row.nodes else None
    )
    if target is not None and row.numeric:
        reached = _share(target, status, reckoned, before) if report else None
        wanted = expected(target, seen, row.curve)
        if untrue is not None and reached is None and wanted is not None:
            reached = 0.0
    else:
        reached = (1.0 if done else nodes.completion if nodes else None) if report else None
        wanted = nodes.expected if nodes else None
    case.completion, case.expected = reached, wanted
    case.gap = None if idle or reached is None or wanted is None else profile.gap(reached, wanted)
    case.__class__ = Case
    made: Case = case
    return made


def _report(reports: tuple[Accepted, ...], current: Accepted | None) -> Accepted | None:
    """Return what counts now; silence about a row is a report only where the row was done before."""
    if current is not None and not current.entry.blank:
        return latest((*reports, current)) if current.entry.unchanged else current
    before = latest(reports)
    return before if is_done(before) else None


def _past(due: date, day: date, *, settled: bool) -> int:
    return 0 if settled else max((day - due).days, 0)


def _share(target: Target, status: Status | None, value: float | None, before: float | None) -> float | None:
    if value is None:
        return 1.0 if target.kind is _ANNUAL and status is _DONE else None
    return completion(target, value, before)
