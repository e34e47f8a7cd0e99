"""研判行：what the plan says of a row, whoever reports and whenever one looks."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from toolkit.judge.completion import completion
from toolkit.judge.curves import LINE, Curve, through
from toolkit.judge.expected import months, runs_by_month
from toolkit.model.built import draft
from toolkit.model.plan import Flag, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolkit.model.plan import Node, Plan, Target, Task


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """
    A row of the plan: a target, or a task without targets.

    ``start`` is the first day of its stage, None where it has no due day.  ``early`` marks a due day before the
    plan was issued that no clerk has confirmed.  ``stopped`` says what called the row off, ``answered`` upon which period a
    person last decided about more time for it.  ``kind`` and ``numeric`` are the target's.
    """

    id: str
    task: Task
    target: Target | None
    kind: Kind | None
    numeric: bool
    due: date | None
    start: date | None
    curve: Curve
    nodes: tuple[Node, ...]
    stopped: str
    early: bool
    upper: bool
    watched: bool
    annual: bool
    answered: str

    @property
    def excused(self) -> bool:
        """Whether being past the due day is not held against the department."""
        return self.early or self.upper or self.watched or bool(self.stopped)


_Draft = draft(Row)


class _Marks(NamedTuple):
    """What a task's flags say of all its rows."""

    upper: bool
    watched: bool
    annual: bool

    @classmethod
    def of(cls, task: Task) -> _Marks:
        """Read the flags."""
        return cls(Flag.UPPER_LEVEL in task.flags, Flag.STANDING in task.flags, Flag.ANNUAL in task.flags)


_ANNUAL = Kind.ANNUAL
_UNMARKED = _Marks(upper=False, watched=False, annual=False)


def rows(plan: Plan, curve: Curve = LINE) -> Iterator[Row]:
    """Yield every row of a plan in its order; ``curve`` is the office's."""
    for task in plan.tasks:
        marks = _Marks.of(task) if task.flags else _UNMARKED
        if not task.targets:
            yield _row(plan, task, None, None, marks, curve)
        ends = _Ends.of(task) if len(task.targets) > 1 else None
        for target in task.targets:
            yield _row(plan, task, target, _start(plan, target, ends), marks, curve)


def as_due(plan: Plan, row: Row, end: date, curve: Curve) -> Row:
    """Return a row as it was due in a period that ended on ``end``, before an extension decided later, by the curve of then."""
    if row.target is None or not row.target.moves or (due := row.target.due_at(end)) in {None, row.due}:
        own = _own_curve(row.target, row.nodes, row.start, row.due) if row.nodes else None
        return row if row.curve == (own or curve) else replace(row, curve=own or curve)
    start = row.start if row.start is None or row.start <= due else date(due.year, 1, 1)
    marks = _Marks(row.upper, row.watched, row.annual)
    return _row(plan, row.task, replace(row.target, due=due), start, marks, curve)


def _row(
    plan: Plan, task: Task, target: Target | None, start: date | None, marks: _Marks, curve: Curve
) -> Row:
    row = _Draft()
    row.task, row.target, row.start = task, target, start
    row.upper, row.watched, annual = marks
    if target is None:
        id_, due = task.id, None
        row.kind, row.numeric, row.early, row.annual = None, False, False, annual
    else:
        id_, due = target.id, target.due
        row.kind, row.numeric, row.annual = target.kind, target.numeric, annual or target.kind is _ANNUAL
        row.early = due is not None and not target.confirmed and plan.issued is not None and due < plan.issued
    row.id, row.due = id_, due
    row.nodes = nodes = plan.nodes.get(id_, ()) if plan.nodes else ()
    row.curve = _own_curve(target, nodes, start, due) or curve if nodes else curve
    row.stopped = plan.stopped.get(id_) or plan.stopped.get(task.id, "") if plan.stopped else ""
    row.answered = plan.requests.get(id_, "") if plan.requests else ""
    row.__class__ = Row
    made: Row = row
    return made


class _Ends(dict[tuple[object, ...], list[date]]):
    """The printed due days of one task's targets that share measure, unit and kind, in order: its stages."""

    @classmethod
    def of(cls, task: Task) -> _Ends:
        """Gather them."""
        found = cls()
        for target in task.targets:
            if target.measure and target.due:
                found.setdefault(_series(target), []).append(target.due_before or target.due)
        for days in found.values():
            days.sort()
        return found


def _series(target: Target) -> tuple[object, ...]:
    return (target.measure, target.unit, target.kind)


def _start(plan: Plan, target: Target, ends: _Ends | None) -> date | None:
    """Return the day printed, else 1 January of the year of issue, or of the year after the stage before if later."""
    due = target.due
    if due is None:
        return None
    if target.start is not None:
        return target.start
    year = plan.issued.year if plan.issued else due.year
    if ends is not None:
        days = ends.get(_series(target), ())
        if before := bisect_left(days, target.due_before or due):
            year = max(year, days[before - 1].year + 1)
    return _new_year(min(year, due.year))


@lru_cache(maxsize=64)
def _new_year(year: int) -> date:
    return date(year, 1, 1)


def _own_curve(
    target: Target | None, nodes: tuple[Node, ...], start: date | None, due: date | None
) -> Curve | None:
    """Return the curve through the nodes that have values, for a target spread over the months; None without."""
    if target is None or start is None or due is None or not runs_by_month(target):
        return None
    whole = months(start, due)
    shares = (
        (months(start, n.due) / whole, completion(target, n.value)) for n in nodes if n.value is not None
    )
    points = [(time, share) for time, share in shares if share is not None] if whole else []
    return through(points) if points else None
