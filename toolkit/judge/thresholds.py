"""灯限：what an office set in sheet 参数 about lights: the limits between them, their colours, and the schedule."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.judge.curves import LINE, Curve, curve_of
from toolkit.judge.profiles import DEFAULT, PROFILES, Profile, profile_of

if TYPE_CHECKING:
    from collections.abc import Mapping

_NUMBER = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """
    Where one light ends and the next begins.

    ``yellow_gap`` and ``red_gap`` are in the unit of the profile: percentage points of completion behind schedule,
    or percent of what is expected; a gap equal to a limit still has the better light.  ``near_days`` are calendar
    days before the due day.  ``yellow_run`` is how many yellow lights in a row make a red one; 0 never does.
    """

    yellow_gap: float = 10.0
    red_gap: float = 30.0
    near_days: int = 30
    yellow_run: int = 2
    profile: Profile = PROFILES[DEFAULT]
    curve: Curve = LINE

    @classmethod
    def of(cls, parameters: Mapping[str, str]) -> Thresholds:
        """Read the limits from 参数; the default stands where a parameter is absent or has no number."""
        default = cls()
        return cls(
            yellow_gap=_read(parameters, "黄灯差距", default.yellow_gap),
            red_gap=_read(parameters, "红灯差距", default.red_gap),
            near_days=int(_read(parameters, "临期天数", default.near_days)),
            yellow_run=int(_read(parameters, "连续黄灯转红", default.yellow_run)),
            profile=profile_of(parameters),
            curve=curve_of(parameters),
        )


def _read(parameters: Mapping[str, str], key: str, default: float) -> float:
    written = parameters.get(key)
    found = _NUMBER.search(unicodedata.normalize("NFKC", written)) if written else None
    return float(found[0]) if found else default
