"""Other offices' colours, and what they leave alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.judge.sample import COUNT, MILESTONE, one, report
from toolkit.judge.profiles import PROFILES
from toolkit.model.history import Accepted
from toolkit.model.plan import Target
from toolkit.model.returns import Status
from toolkit.model.standing import Class, Light

NEAR = replace(MILESTONE, due=date(2022, 7, 15))
PAST = replace(MILESTONE, due=date(2022, 5, 31))


@pytest.mark.parametrize(
    ("profile", "target", "said", "light", "klass"),
    [
        ("三色", COUNT, report(60, Status.DONE), Light.GREEN, Class.DONE),
        ("三色", MILESTONE, report(), None, Class.NOT_DUE),
        ("三色", COUNT, None, None, Class.UNREPORTED),
        ("三色相对", COUNT, report(27), Light.GREEN, Class.ON_SCHEDULE),
        ("三色相对", COUNT, report(26.9), Light.YELLOW, Class.BEHIND),
        ("三色相对", COUNT, report(20.9), Light.RED, Class.BEHIND),
        ("临期亮蓝", NEAR, report(), Light.BLUE, Class.BEHIND),
        ("临期亮蓝", COUNT, report(1), Light.YELLOW, Class.BEHIND),
        ("临期亮蓝", PAST, report(), Light.RED, Class.OVERDUE),
        ("五色加橙", COUNT, report(1), Light.ORANGE, Class.BEHIND),
        ("五色加橙", PAST, report(), Light.RED, Class.OVERDUE),
        ("没有的方案", COUNT, report(1), Light.RED, Class.BEHIND),
    ],
)
def test_colours_are_the_offices_and_classes_are_not(
    profile: str, target: Target, said: Accepted | None, light: Light | None, klass: Class
) -> None:
    """Each profile shows its colours; what a row is counted as does not change with them."""
    standing = one(target, *([said] if said else []), parameters={"亮灯方案": profile})
    assert (standing.light, standing.klass) == (light, klass)


def test_a_relative_gap_is_told_in_percent() -> None:
    """The reason names the unit of the gap, since offices call both 低于序时."""
    told = one(COUNT, report(20), parameters={"亮灯方案": "三色相对"}).why
    assert told == (
        "本期值20项，目标≥60项，完成率33.3%，序时进度（已过6个月，共12个月）50.0%，低于应达33.3%，超过30%。"
    )


def test_a_run_turns_into_what_is_serious_there() -> None:
    """Two yellow lights in a row make an orange one where that is the colour of what is serious."""
    orange = {"亮灯方案": "五色加橙"}
    assert one(COUNT, report(20), before=Light.YELLOW, parameters=orange).light is Light.ORANGE
    months = (report(12, period="2022-04"), report(16, period="2022-05"))
    again = one(COUNT, *months, report(20), before=Light.ORANGE, parameters=orange)
    assert again.light is Light.ORANGE


def test_a_colour_that_also_means_well_warns_of_nothing() -> None:
    """What says that something is wrong is told by the profile."""
    assert PROFILES["五色"].warnings == {Light.YELLOW, Light.RED}
    assert PROFILES["临期亮蓝"].warnings == {Light.BLUE, Light.YELLOW, Light.RED}
