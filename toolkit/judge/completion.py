"""完成率：how much of a target a value comes to, by the target's kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.model.plan import Comparator, Kind, Target

if TYPE_CHECKING:
    from collections.abc import Callable

LIMITS = frozenset({Comparator.AT_MOST, Comparator.LESS_THAN})
"""Comparators of a value that must not be exceeded."""


def completion(target: Target, value: float, before: float | None = None) -> float | None:
    """
    Return the share of the target reached, 1.0 for all of it; None where no share can be told.

    A number to add up, a rate and an average may exceed 1.0; a level is reached or not and stops at 1.0.
    ``before`` is the last value accepted, which a 保持 target without baseline is held against.
    """
    return _BY_KIND[target.kind](target, value, before)


def reference_of(target: Target, value_before: float | None) -> float | None:
    """Return what 只升不降 is measured by: the value printed, the baseline, else the last value accepted."""
    known = (target.value, target.baseline, value_before)
    return next((value for value in known if value is not None), None)


def _ratio(target: Target, value: float, _before: float | None) -> float | None:
    if target.comparator in LIMITS:
        return _within(target, value)
    if not target.value:
        return 1.0 if target.reached_by(value) else None
    return value / target.value


def _level(target: Target, value: float, before: float | None) -> float | None:
    share = _ratio(target, value, before)
    return None if share is None else min(share, 1.0)


def _within(target: Target, value: float) -> float | None:
    """Return the way come from the baseline down to the limit; without one, only whether it is kept."""
    baseline, limit = target.baseline, target.value
    if baseline is not None and limit is not None and baseline > limit:
        return min(max((baseline - value) / (baseline - limit), 0.0), 1.0)
    return 1.0 if target.reached_by(value) else None


def _keep(target: Target, value: float, before: float | None) -> float | None:
    reference = reference_of(target, before)
    if reference is None:
        return None
    kept = value <= reference if target.comparator in LIMITS else value >= reference
    if kept:
        return 1.0
    better, worse = sorted((value, reference))
    return max(better / worse, 0.0) if worse > 0 else 0.0


def _annual(target: Target, value: float, _before: float | None) -> float | None:
    return 1.0 if target.reached_by(value) else None


def _milestone(_target: Target, _value: float, _before: float | None) -> float | None:
    return None


_BY_KIND: dict[Kind, Callable[[Target, float, float | None], float | None]] = {
    Kind.COUNT: _ratio,
    Kind.INCREASE: _ratio,
    Kind.DECREASE: _ratio,
    Kind.AVERAGE: _ratio,
    Kind.LEVEL: _level,
    Kind.KEEP: _keep,
    Kind.ANNUAL: _annual,
    Kind.MILESTONE: _milestone,
}
