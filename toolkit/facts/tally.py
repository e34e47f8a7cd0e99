"""计数：rows and tasks a class, and the shares they make, disjoint and complete."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from toolkit.model.standing import Class, Light, Standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_WORST_FIRST = (Class.OVERDUE, Class.BEHIND, Class.UNREPORTED, Class.NOT_DUE, Class.ON_SCHEDULE)
_DARKEST_FIRST = (Light.RED, Light.ORANGE, Light.YELLOW, None, Light.GREY, Light.GREEN, Light.BLUE)
_TENTHS = 1000


Tasks = dict[str, tuple[Standing, ...]]
"""Rows by their task, in the plan's order."""


def count(classes: Iterable[Class]) -> dict[Class, int]:
    """Return how many there are of every class, those with none too, in order of precedence."""
    found = Counter(classes)
    return {klass: found[klass] for klass in Class}


def by_task(standings: Iterable[Standing]) -> Tasks:
    """Group rows by their task, in the order given."""
    groups: dict[str, list[Standing]] = {}
    for standing in standings:
        groups.setdefault(standing.task, []).append(standing)
    return {task: tuple(rows) for task, rows in groups.items()}


def worst(classes: Sequence[Class]) -> Class:
    """Return a task's class: the worst of its rows, done only where all are."""
    return next((klass for klass in _WORST_FIRST if klass in classes), Class.DONE)


def darkest(lights: Iterable[Light | None]) -> Light | None:
    """Return a task's light: the worst of its rows'; a row without one is better than yellow only."""
    found = set(lights)
    return next((light for light in _DARKEST_FIRST if light in found), None)


def shares(counts: Mapping[Class, int]) -> dict[Class, float]:
    """
    Return each class's percentage in tenths; together they make exactly 100.0 (0.0 where nothing counts).

    Every share is rounded down, and the tenths left over go to the largest remainders, so that the parts
    of a bulletin add up as its readers expect.
    """
    total = sum(counts.values())
    if total == 0:
        return dict.fromkeys(counts, 0.0)
    tenths = {klass: n * _TENTHS // total for klass, n in counts.items()}
    left = _TENTHS - sum(tenths.values())
    by_remainder = sorted(counts, key=lambda klass: -(counts[klass] * _TENTHS % total))
    for klass in by_remainder[:left]:
        tenths[klass] += 1
    return {klass: n / 10 for klass, n in tenths.items()}
