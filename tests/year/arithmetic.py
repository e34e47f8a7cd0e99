"""序时 in exact fractions: the share reached of a target, and the share due, by its kind (practice 3.2)."""

from __future__ import annotations

import calendar
from datetime import date
from fractions import Fraction
from itertools import pairwise

from .story import (
    AT_LEAST,
    AT_MOST,
    AVERAGE,
    COUNT,
    FALL,
    GROWTH,
    ISSUED,
    KEEP,
    RANK,
    Node,
    Row,
    Say,
    Story,
    month_end,
)


def value_of(say: Say | None) -> Fraction | None:
    """Return the figure a report gives; one found untrue is none."""
    return None if say is None or say.nothing or say.false else say.value


def expected(
    story: Story, row: Row, month: int, due: date | None, nodes: tuple[Node, ...]
) -> Fraction | None:
    """Return the share due at a month's end, where the kind of target has one."""
    start, end = stage(story, row), month_end(month)
    if start is not None and start > end:
        return None
    if row.kind in {GROWTH, FALL, AVERAGE, KEEP}:
        return Fraction(1)
    nearing = row.kind == AT_MOST and row.baseline is not None
    if start is None or due is None or not (row.kind == COUNT or nearing):
        return None
    whole = months(start, due)
    if whole <= 0:
        return Fraction(1)
    return _between(
        row, [(months(start, node.due) / whole, node) for node in nodes], months(start, end) / whole
    )


def _between(row: Row, nodes: list[tuple[Fraction, Node]], now: Fraction) -> Fraction:
    """Return the share due at a share of the time: straight from nothing, by way of the nodes, to all of it."""
    shares = [
        (when, node.value / row.wanted) for when, node in nodes if node.value is not None and row.wanted
    ]
    points = [(Fraction(0), Fraction(0)), *shares, (Fraction(1), Fraction(1))]
    for (left, low), (right, high) in pairwise(points):
        if now <= right:
            return low + (high - low) * (now - left) / (right - left)
    return Fraction(1)


def stage(story: Story, row: Row) -> date | None:
    """Return the first day of a row's stage: its own, the year of issue, or the year after the stage before."""
    if row.due is None:
        return None
    if row.start is not None:
        return row.start
    before = [
        other.due.year + 1
        for other in story.rows
        if other.task == row.task
        and row.measure
        and other.measure == row.measure
        and other.due
        and other.due < row.due
    ]
    return date(min(max([ISSUED.year, *before]), row.due.year), 1, 1)


def months(start: date, last: date) -> Fraction:
    """Count the months from a first day to a last one, the last one included, parts of a month by its days."""
    whole = (last.year - start.year) * 12 + last.month - start.month
    return whole + Fraction(last.day, calendar.monthrange(last.year, last.month)[1])


def _of_all(row: Row, value: Fraction, _kept: Fraction | None) -> Fraction | None:
    return value / row.wanted if row.wanted else None


def _up_to_all(row: Row, value: Fraction, _kept: Fraction | None) -> Fraction | None:
    return min(value / row.wanted, Fraction(1)) if row.wanted else None


def _down_to(row: Row, value: Fraction, _kept: Fraction | None) -> Fraction | None:
    if row.baseline is None or row.wanted is None:
        return Fraction(1) if row.reached(value) else None
    return min(max((row.baseline - value) / (row.baseline - row.wanted), Fraction(0)), Fraction(1))


def _kept_up(_row: Row, value: Fraction, kept: Fraction | None) -> Fraction | None:
    return None if kept is None else min(value / kept, Fraction(1))


def _in_the_end(row: Row, value: Fraction, _kept: Fraction | None) -> Fraction | None:
    return Fraction(1) if row.reached(value) else None


SHARES = {
    COUNT: _of_all,
    GROWTH: _of_all,
    FALL: _of_all,
    AVERAGE: _of_all,
    AT_LEAST: _up_to_all,
    AT_MOST: _down_to,
    KEEP: _kept_up,
    RANK: _in_the_end,
}
