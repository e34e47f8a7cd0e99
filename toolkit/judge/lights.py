"""
亮灯：the light of a row, and the ground it stands on.

The grounds are tried in order and the first that holds decides, so the ranges have no holes
(practice 3.3).  Limits are read from :class:`toolkit.judge.thresholds.Thresholds`.
"""

from __future__ import annotations

from enum import Enum, auto
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from toolkit.model.plan import Flag, Kind
from toolkit.model.standing import Light

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from toolkit.judge.case import Case
    from toolkit.judge.thresholds import Thresholds


class Ground(Enum):
    """Why a row has the light it has; :mod:`toolkit.judge.why` puts each into words."""

    DONE = auto()
    SILENT_OVERDUE = auto()
    SILENT = auto()
    UPPER_LEVEL = auto()
    EARLY = auto()
    OVERDUE = auto()
    ANNUAL = auto()
    FALLEN = auto()
    FAR_BEHIND = auto()
    BEHIND = auto()
    NEAR = auto()
    IDLE = auto()
    NO_VALUE = auto()
    FIRST_VALUE = auto()
    ON_PACE = auto()
    MET = auto()
    WORDS_ONLY = auto()
    AHEAD = auto()
    WAITING = auto()
    YELLOW_AGAIN = auto()


class Ruling(NamedTuple):
    """A light and its ground; ``run`` counts yellow lights in a row where that made it red."""

    light: Light | None
    ground: Ground
    run: int = 0


class _Rule(NamedTuple):
    ground: Ground
    light: Light | None
    holds: Callable[[Case, Thresholds], bool]


def _kept(case: Case) -> bool:
    return case.target is not None and case.target.kind is Kind.KEEP


def _near(case: Case, limits: Thresholds) -> bool:
    return case.days_left is not None and 0 <= case.days_left <= limits.near_days and not case.met


_RULES: tuple[_Rule, ...] = (
    _Rule(Ground.DONE, Light.BLUE, lambda c, _: c.done),
    _Rule(Ground.SILENT_OVERDUE, Light.RED, lambda c, _: c.report is None and c.overdue_days > 0),
    _Rule(Ground.SILENT, None, lambda c, _: c.report is None),
    _Rule(Ground.UPPER_LEVEL, Light.GREY, lambda c, _: Flag.UPPER_LEVEL in c.task.flags),
    _Rule(Ground.EARLY, Light.GREY, lambda c, _: c.early),
    _Rule(Ground.OVERDUE, Light.RED, lambda c, _: c.overdue_days > 0),
    _Rule(Ground.ANNUAL, Light.GREY, lambda c, _: c.annual),
    _Rule(Ground.FALLEN, Light.RED, lambda c, _: _kept(c) and (c.gap or 0) > 0),
    _Rule(Ground.FAR_BEHIND, Light.RED, lambda c, t: c.gap is not None and c.gap > t.red_gap),
    _Rule(Ground.BEHIND, Light.YELLOW, lambda c, t: c.gap is not None and c.gap > t.yellow_gap),
    _Rule(Ground.NEAR, Light.YELLOW, _near),
    _Rule(Ground.IDLE, Light.GREY, lambda c, _: c.idle),
    _Rule(
        Ground.NO_VALUE,
        Light.GREY,
        lambda c, _: c.target is not None and c.target.numeric and c.value is None,
    ),
    _Rule(Ground.FIRST_VALUE, Light.GREEN, lambda c, _: _kept(c) and c.completion is None),
    _Rule(Ground.ON_PACE, Light.GREEN, lambda c, _: c.gap is not None),
    _Rule(Ground.MET, Light.GREEN, lambda c, _: c.met),
    _Rule(Ground.WORDS_ONLY, Light.GREEN, lambda c, _: c.target is None),
    _Rule(Ground.AHEAD, Light.GREY, lambda c, _: c.stage is not None and not c.stage.begun),
    _Rule(Ground.WAITING, Light.GREY, lambda _c, _t: True),
)


def rule(case: Case, limits: Thresholds) -> Ruling:
    """Return a row's light by this period alone."""
    found = next(each for each in _RULES if each.holds(case, limits))
    return Ruling(found.light, found.ground)


def with_run(ruling: Ruling, earlier: Iterable[Light | None], limits: Thresholds) -> Ruling:
    """
    Turn a yellow light red when enough yellow ones stand right before it.

    ``earlier`` are the lights of the periods before by their own ground, newest first; they are asked for
    only where they matter.
    """
    if ruling.light is not Light.YELLOW or limits.yellow_run == 0:
        return ruling
    run = 1 + sum(1 for _ in takewhile(lambda light: light is Light.YELLOW, earlier))
    return Ruling(Light.RED, Ground.YELLOW_AGAIN, run) if run >= limits.yellow_run else ruling
