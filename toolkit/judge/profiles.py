"""
亮灯方案：which colour an office gives to each level, and in which unit it tells a gap.

Offices agree on what is late and differ on colours: blue is done here and nearly due there, and 低于序时 is meant
in percentage points by one and in percent by the next (practice 3.3).  Levels decide, colours only show.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from toolkit.model.standing import Level, Light

if TYPE_CHECKING:
    from collections.abc import Mapping

DEFAULT = "五色"

_POINTS = 100
_EXACT = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """
    One office's colours.

    ``relative`` tells a gap as a share of what is expected, in percent; otherwise it is in percentage points.
    A level without a colour has no light.  ``warnings`` are the colours that say something is wrong.
    """

    colours: Mapping[Level, Light | None]
    relative: bool = False
    warnings: frozenset[Light | None] = field(init=False)

    def __post_init__(self) -> None:
        """Gather the colours of what is wrong; one that also stands for a row that is well warns of nothing."""
        wrong, right = ({self.colours[level] for level in levels} for levels in (_WRONG, _RIGHT))
        object.__setattr__(self, "warnings", frozenset(wrong - right))

    @property
    def unit(self) -> str:
        """The unit a gap is told in."""
        return "%" if self.relative else "个百分点"

    def gap(self, completion: float, expected: float) -> float:
        """Return how far a row is behind, in :attr:`unit`; negative ahead of it."""
        behind = (expected - completion) * _POINTS
        if self.relative:
            behind = behind / expected if expected else min(behind, 0.0)
        return round(behind, _EXACT)


_RIGHT = (Level.DONE, Level.NORMAL)
_WRONG = (Level.NEAR, Level.BEHIND, Level.SERIOUS, Level.OVERDUE)

_FIVE = {
    Level.DONE: Light.BLUE,
    Level.NORMAL: Light.GREEN,
    Level.WAITING: Light.GREY,
    Level.NEAR: Light.YELLOW,
    Level.BEHIND: Light.YELLOW,
    Level.SERIOUS: Light.RED,
    Level.OVERDUE: Light.RED,
    Level.SILENT: None,
}
_THREE = _FIVE | {Level.DONE: Light.GREEN, Level.WAITING: None}

PROFILES: dict[str, Profile] = {
    DEFAULT: Profile(colours=_FIVE),
    "三色": Profile(colours=_THREE),
    "三色相对": Profile(colours=_THREE, relative=True),
    "临期亮蓝": Profile(
        colours=_FIVE | {Level.DONE: Light.GREEN, Level.NEAR: Light.BLUE, Level.SERIOUS: Light.YELLOW}
    ),
    "五色加橙": Profile(colours=_FIVE | {Level.SERIOUS: Light.ORANGE}),
}
"""By the name on the sheet 参数."""


def profile_of(parameters: Mapping[str, str]) -> Profile:
    """Return the profile chosen in 参数; the default where none, or none known, is."""
    return PROFILES.get(parameters.get("亮灯方案", DEFAULT).strip(), PROFILES[DEFAULT])
