"""
亮灯：the ground a row's light stands on, and how a row stands that has it.

Questions are asked in a fixed order and the first answer decides, so the ranges have no holes and do not overlap
(practice 3.3).  Limits are read from :class:`toolkit.judge.thresholds.Thresholds`.
"""

from __future__ import annotations

from enum import StrEnum, auto
from itertools import islice
from typing import TYPE_CHECKING

from toolkit.model.plan import Kind
from toolkit.model.standing import Level, Light

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toolkit.judge.case import Case
    from toolkit.judge.thresholds import Thresholds


class Ground(StrEnum):
    """Why a row stands as it does; :mod:`toolkit.judge.why` puts each into words."""

    DONE = auto()
    STOPPED = auto()
    SILENT_OVERDUE = auto()
    SILENT = auto()
    UPPER_LEVEL = auto()
    EARLY = auto()
    OVERDUE = auto()
    ANNUAL = auto()
    FALLEN = auto()
    FAR_BEHIND = auto()
    BEHIND = auto()
    NODE_MISSED = auto()
    NEAR = auto()
    WATCHED_LOW = auto()
    IDLE = auto()
    NO_VALUE = auto()
    WATCHED = auto()
    FIRST_VALUE = auto()
    ON_PACE = auto()
    MET = auto()
    WORDS_ONLY = auto()
    AHEAD = auto()
    WAITING = auto()
    YELLOW_AGAIN = auto()


LEVELS: dict[Ground, Level] = {
    Ground.DONE: Level.DONE,
    Ground.STOPPED: Level.WAITING,
    Ground.SILENT_OVERDUE: Level.OVERDUE,
    Ground.SILENT: Level.SILENT,
    Ground.UPPER_LEVEL: Level.WAITING,
    Ground.EARLY: Level.WAITING,
    Ground.OVERDUE: Level.OVERDUE,
    Ground.ANNUAL: Level.WAITING,
    Ground.FALLEN: Level.SERIOUS,
    Ground.FAR_BEHIND: Level.SERIOUS,
    Ground.BEHIND: Level.BEHIND,
    Ground.NODE_MISSED: Level.BEHIND,
    Ground.NEAR: Level.NEAR,
    Ground.WATCHED_LOW: Level.BEHIND,
    Ground.IDLE: Level.WAITING,
    Ground.NO_VALUE: Level.WAITING,
    Ground.WATCHED: Level.NORMAL,
    Ground.FIRST_VALUE: Level.NORMAL,
    Ground.ON_PACE: Level.NORMAL,
    Ground.MET: Level.NORMAL,
    Ground.WORDS_ONLY: Level.NORMAL,
    Ground.AHEAD: Level.WAITING,
    Ground.WAITING: Level.WAITING,
    Ground.YELLOW_AGAIN: Level.SERIOUS,
}
"""How a row stands by each ground; every ground has exactly one level."""
_KEEP = Kind.KEEP


def rule(case: Case, limits: Thresholds) -> Ground:
    """Return the ground of a row's light by this period alone."""
    return _settled(case) or _excused(case) or _late(case, limits) or _well(case)


def with_run(ground: Ground, earlier: Iterable[Light | None], limits: Thresholds) -> Ground:
    """
    Return the ground of a yellow light: red when enough yellow ones stand right before it.

    ``earlier`` are the lights of the periods before by their own ground, newest first; they are asked for
    only where they matter, and only as many as it takes.
    """
    if limits.yellow_run == 0:
        return ground
    wanted = limits.yellow_run - 1
    run = [light is Light.YELLOW for light in islice(earlier, wanted)]
    return Ground.YELLOW_AGAIN if len(run) == wanted and all(run) else ground


def _settled(case: Case) -> Ground | None:
    """What neither figures nor dates can change, or nobody reported."""
    if case.done:
        return Ground.DONE
    if case.row.stopped:
        return Ground.STOPPED
    if case.report is None:
        return Ground.SILENT_OVERDUE if case.overdue_days else Ground.SILENT
    return None


def _excused(case: Case) -> Ground | None:
    """What is not held against the department, what is overdue, and what only the year's end shows."""
    row = case.row
    if row.upper:
        return Ground.UPPER_LEVEL
    if row.early:
        return Ground.EARLY
    if case.overdue_days:
        return Ground.OVERDUE
    return Ground.ANNUAL if row.annual else None


def _late(case: Case, limits: Thresholds) -> Ground | None:
    """What is behind: by its gap, by a node, by the days left, or below what it is to be kept at."""
    gap = case.gap
    if gap is not None and gap > 0:
        if case.row.kind is _KEEP:
            return Ground.FALLEN
        if gap > limits.yellow_gap:
            return Ground.BEHIND if gap <= limits.red_gap else Ground.FAR_BEHIND
    if case.nodes and case.nodes.missed:
        return Ground.NODE_MISSED
    left = case.days_left
    if left is None or left > limits.near_days or case.met:
        return None
    if left >= 0:
        return Ground.NEAR
    return Ground.WATCHED_LOW if case.watched and case.value is not None else None


def _well(case: Case) -> Ground:
    """What is in order, and what cannot be told yet."""
    if case.idle:
        return Ground.IDLE
    if case.row.numeric and case.value is None and case.untrue is None:
        return Ground.NO_VALUE
    if case.gap is not None:
        return Ground.ON_PACE
    return _without_schedule(case)


def _without_schedule(case: Case) -> Ground:
    row = case.row
    if row.target is None:
        return Ground.WORDS_ONLY
    if row.watched and case.watched:
        return Ground.WATCHED
    if row.kind is _KEEP and case.completion is None:
        return Ground.FIRST_VALUE
    if case.met:
        return Ground.MET
    return Ground.AHEAD if case.stage is not None and not case.stage.begun else Ground.WAITING
