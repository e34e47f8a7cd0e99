"""
亮灯：how a row stands, and the ground for it.

The grounds are tried in order and the first that holds decides, so the ranges have no holes
(practice 3.3).  Limits are read from :class:`toolkit.judge.thresholds.Thresholds`.
"""

from __future__ import annotations

from enum import Enum, auto
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from toolkit.model.plan import Kind
from toolkit.model.standing import Level, Light

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from toolkit.judge.case import Case
    from toolkit.judge.thresholds import Thresholds


class Ground(Enum):
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


class Ruling(NamedTuple):
    """How a row stands, and on which ground."""

    level: Level
    ground: Ground


class _Rule(NamedTuple):
    ruling: Ruling
    holds: Callable[[Case, Thresholds], bool]


def _kept(case: Case) -> bool:
    return case.row.target is not None and case.row.target.kind is Kind.KEEP


def _near(case: Case, limits: Thresholds) -> bool:
    return case.days_left is not None and 0 <= case.days_left <= limits.near_days and not case.met


def _watched(case: Case) -> bool:
    past = case.days_left is not None and case.days_left < 0
    return case.row.watched and past and case.gap is None


def _numberless(case: Case) -> bool:
    return case.row.target is not None and case.row.target.numeric and case.value is None


def _rule(ground: Ground, level: Level, holds: Callable[[Case, Thresholds], bool]) -> _Rule:
    return _Rule(Ruling(level, ground), holds)


_RULES: tuple[_Rule, ...] = (
    _rule(Ground.DONE, Level.DONE, lambda c, _: c.done),
    _rule(Ground.STOPPED, Level.WAITING, lambda c, _: bool(c.row.stopped)),
    _rule(Ground.SILENT_OVERDUE, Level.OVERDUE, lambda c, _: c.report is None and c.overdue_days > 0),
    _rule(Ground.SILENT, Level.SILENT, lambda c, _: c.report is None),
    _rule(Ground.UPPER_LEVEL, Level.WAITING, lambda c, _: c.row.upper),
    _rule(Ground.EARLY, Level.WAITING, lambda c, _: c.row.early),
    _rule(Ground.OVERDUE, Level.OVERDUE, lambda c, _: c.overdue_days > 0),
    _rule(Ground.ANNUAL, Level.WAITING, lambda c, _: c.row.annual),
    _rule(Ground.FALLEN, Level.SERIOUS, lambda c, _: _kept(c) and (c.gap or 0) > 0),
    _rule(Ground.FAR_BEHIND, Level.SERIOUS, lambda c, t: c.gap is not None and c.gap > t.red_gap),
    _rule(Ground.BEHIND, Level.BEHIND, lambda c, t: c.gap is not None and c.gap > t.yellow_gap),
    _rule(Ground.NODE_MISSED, Level.BEHIND, lambda c, _: c.missed is not None),
    _rule(Ground.NEAR, Level.NEAR, _near),
    _rule(Ground.WATCHED_LOW, Level.BEHIND, lambda c, _: _watched(c) and c.value is not None and not c.met),
    _rule(Ground.IDLE, Level.WAITING, lambda c, _: c.idle),
    _rule(Ground.NO_VALUE, Level.WAITING, lambda c, _: _numberless(c)),
    _rule(Ground.WATCHED, Level.NORMAL, lambda c, _: _watched(c)),
    _rule(Ground.FIRST_VALUE, Level.NORMAL, lambda c, _: _kept(c) and c.completion is None),
    _rule(Ground.ON_PACE, Level.NORMAL, lambda c, _: c.gap is not None),
    _rule(Ground.MET, Level.NORMAL, lambda c, _: c.met),
    _rule(Ground.WORDS_ONLY, Level.NORMAL, lambda c, _: c.row.target is None),
    _rule(Ground.AHEAD, Level.WAITING, lambda c, _: c.stage is not None and not c.stage.begun),
    _rule(Ground.WAITING, Level.WAITING, lambda _c, _t: True),
)

_AGAIN = Ruling(Level.SERIOUS, Ground.YELLOW_AGAIN)


def rule(case: Case, limits: Thresholds) -> Ruling:
    """Return how a row stands by this period alone."""
    for ruling, holds in _RULES:
        if holds(case, limits):
            return ruling
    raise AssertionError  # the last rule always holds


def with_run(ruling: Ruling, earlier: Iterable[Light | None], limits: Thresholds) -> Ruling:
    """
    Turn a yellow light red when enough yellow ones stand right before it.

    ``earlier`` are the lights of the periods before by their own ground, newest first; they are asked for
    only where they matter, and only as many as it takes.
    """
    if limits.profile.colours[ruling.level] is not Light.YELLOW or limits.yellow_run == 0:
        return ruling
    wanted = limits.yellow_run - 1
    run = [light is Light.YELLOW for light in islice(earlier, wanted)]
    return _AGAIN if len(run) == wanted and all(run) else ruling
