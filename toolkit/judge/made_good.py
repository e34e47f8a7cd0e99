"""
补正：what was late and is no longer, told beside the light instead of changing what was issued.

An office keeps the light as issued and marks the catching up apart from it (practice 2.2).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from toolkit.model.standing import Level, Light

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from toolkit.judge.profiles import Profile
    from toolkit.model.standing import Standing

GOOD = frozenset({Level.DONE, Level.NORMAL})
"""How a row stands that has nothing to make good."""


def since_last(before: Light | None, profile: Profile) -> str:
    """Return the mark of a row that stands well now and whose light as issued for the period before was a warning."""
    return f"上期{before}灯，已补正" if before is not None and before in profile.warnings else ""


def since_issue(standings: Iterable[Standing], issued: Mapping[str, Light | None]) -> tuple[Standing, ...]:
    """
    Return the standings of a period with the light each row was first issued with, by row id.

    A row whose light is another now says so: 补正 where it stands well, 更正 where it does not.
    """
    return tuple(_marked(each, issued[each.id]) if each.id in issued else each for each in standings)


def _marked(standing: Standing, light: Light | None) -> Standing:
    if light is standing.light:
        return replace(standing, issued_light=light)
    how = "补正" if standing.level in GOOD else "更正"
    told = f"印发时{_lamp(light)}，{how}后{_lamp(standing.light)}"
    return replace(standing, issued_light=light, made_good=told)


def _lamp(light: Light | None) -> str:
    return f"{light}灯" if light else "不亮灯"
