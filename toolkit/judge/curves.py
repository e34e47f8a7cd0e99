"""
序时曲线：how much should be done when a share of the time has gone by.

An office chooses a straight line or its own shares a quarter (practice 3.2); a row whose lead has given node values
runs through those.  Between two points every curve is straight.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

STRAIGHT, QUARTERLY = "直线", "季度"
WAYS = (STRAIGHT, QUARTERLY)

_QUARTERS = "20、50、75、100"
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_PERCENT = 100


@dataclass(frozen=True, slots=True)
class Curve:
    """
    A curve from (0, 0) through ``points`` (share of the time, share of the target), rising in time; none is straight.

    ``name`` is what a reason calls it.
    """

    name: str = "序时进度"
    points: tuple[tuple[float, float], ...] = ()

    def at(self, time: float) -> float:
        """Return the share of the target due when this share of the time has gone by; level after the last point."""
        if not self.points:
            return time
        before, due = 0.0, 0.0
        for until, share in self.points:
            if time < until:
                return due + (share - due) * (time - before) / (until - before)
            before, due = until, share
        return due


LINE = Curve()


def curve_of(parameters: Mapping[str, str]) -> Curve:
    """Return the curve chosen in 参数; a year's quarters are taken as the quarters of a stage of any length."""
    if parameters.get("序时方式", STRAIGHT).strip() != QUARTERLY:
        return LINE
    written = unicodedata.normalize("NFKC", parameters.get("季度进度", _QUARTERS))
    shares = [float(found) / _PERCENT for found in _NUMBER.findall(written)]
    return Curve("按季度的序时进度", tuple((k / len(shares), share) for k, share in enumerate(shares, 1)))


def through(points: Iterable[tuple[float, float]]) -> Curve:
    """Return a row's own curve through its node values; the last point of an equal time counts, the end is all."""
    rising = {time: share for time, share in sorted(points) if 0 < time < 1}
    return Curve("按节点的序时进度", (*rising.items(), (1.0, 1.0)))
