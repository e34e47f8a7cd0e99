"""序时进度：how much of a target should be reached by now, where its kind has a schedule."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from toolkit.judge.completion import LIMITS
from toolkit.model.plan import Kind, Target

if TYPE_CHECKING:
    from toolkit.judge.curves import Curve

COMPARED_DIRECTLY = frozenset({Kind.INCREASE, Kind.DECREASE, Kind.AVERAGE, Kind.KEEP})
"""Kinds measured against the whole target at any time, never scaled by the months gone by (practice 3.2)."""

_MONTHS_A_YEAR = 12
_COUNT, _LEVEL = Kind.COUNT, Kind.LEVEL


@dataclass(frozen=True, slots=True)
class Stage:
    """
    阶段: the stretch a target runs over, and how many of its months have gone by.

    ``share`` is the share gone by, at most 1.0.
    """

    start: date
    elapsed: float
    months: float
    share: float

    @property
    def begun(self) -> bool:
        """Whether any of the stage has gone by."""
        return self.elapsed > 0


def stage(start: date, due: date, end: date) -> Stage:
    """Return the stage from ``start`` to ``due`` seen from the end of a period."""
    elapsed, whole = months(start, end), months(start, due)
    return Stage(start, elapsed, whole, min(elapsed / whole, 1.0) if whole > 0 else 1.0)


def expected(target: Target, seen: Stage | None, curve: Curve) -> float | None:
    """Return the share due by now; None for a kind without a schedule and for a stage yet to begin."""
    if seen is not None and seen.elapsed <= 0:
        return None
    if target.kind in COMPARED_DIRECTLY:
        return 1.0
    if seen is None or not runs_by_month(target):
        return None
    return curve.at(seen.share) if curve.points else seen.share


def runs_by_month(target: Target) -> bool:
    """Whether progress is spread over the months: counts, and limits approached from a baseline."""
    if target.kind is _COUNT:
        return target.comparator not in LIMITS
    return target.kind is _LEVEL and target.comparator in LIMITS and _approached(target)


def _approached(target: Target) -> bool:
    return target.baseline is not None and target.value is not None and target.baseline > target.value


def months(start: date, last: date) -> float:
    """Count months from ``start`` to ``last`` inclusive, parts of a month by its days."""
    return max(_position(last + timedelta(days=1)) - _position(start), 0.0)


def _position(moment: date) -> float:
    days = calendar.monthrange(moment.year, moment.month)[1]
    return moment.year * _MONTHS_A_YEAR + moment.month - 1 + (moment.day - 1) / days


@dataclass(frozen=True, slots=True)
class Moment:
    """
    When rows are looked at: the ``end`` of a period, and the ``day`` by which days are counted.

    Rows of a few start and due days are looked at by the ten thousand: what lies between is reckoned once.
    """

    end: date
    day: date
    spans: dict[tuple[date | None, date | None], tuple[Stage | None, int | None]]

    @classmethod
    def of(cls, end: date, as_of: date) -> Moment:
        """Return the moment of a period's ``end`` looked at on ``as_of``: days are never counted beyond the end."""
        return cls(end, min(end, as_of), {})

    def span(self, start: date | None, due: date | None) -> tuple[Stage | None, int | None]:
        """Return the stage a row is in and the days left to its due day, negative after it."""
        known = self.spans.get((start, due))
        if known is None:
            seen = stage(start, due, self.end) if start and due else None
            left = (due - self.day).days if due else None
            known = self.spans[start, due] = seen, left
        return known
