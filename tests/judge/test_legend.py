"""The legend printed on papers."""

from __future__ import annotations

import pytest

from toolkit.judge.legend import legend
from toolkit.judge.profiles import PROFILES
from toolkit.model.standing import Class


def test_the_legend_names_the_limits_in_force() -> None:
    """What is printed is what was judged by."""
    told = dict(legend({"黄灯差距": "5", "红灯差距": "20", "临期天数": "15", "连续黄灯转红": "3"}))
    assert told["黄灯"] == "完成率落后序时进度超过5个、不超过20个百分点，或距完成时限不超过15天仍未达到目标。"
    assert "连续3期黄灯" in told["红灯"]


def test_a_rule_switched_off_is_not_printed() -> None:
    """An office that does not turn yellow runs red does not say so."""
    assert "连续" not in dict(legend({"连续黄灯转红": "0"}))["红灯"]


@pytest.mark.parametrize("profile", PROFILES)
def test_every_colour_of_the_office_is_explained_and_no_other(profile: str) -> None:
    """The legend lists the profile's colours, and what has no light."""
    names = [name for name, _ in legend({"亮灯方案": profile})][: -len(Class) - 2]
    shown = {f"{light}灯" if light else "不亮灯" for light in PROFILES[profile].colours.values()}
    assert set(names) == shown
    assert len(names) == len(shown)


def test_the_unit_of_a_gap_and_the_schedule_are_named() -> None:
    """What 低于序时 means is printed: percent or points, by months or by quarters."""
    told = dict(legend({"亮灯方案": "三色相对", "序时方式": "季度"}))
    assert told["黄灯"].startswith("完成率低于序时进度超过10%、不超过30%")
    assert told["序时进度"].startswith("累计类目标各季度末应达20%、50%、75%、100%")


def test_levels_of_one_colour_are_told_in_one_breath() -> None:
    """Where behind and far behind look the same, no limit between them is printed."""
    told = dict(legend({"亮灯方案": "临期亮蓝"}))
    assert told["黄灯"] == "完成率落后序时进度超过10个百分点，或低于应保持水平。"
    assert told["滞后"] == "完成时限未过，亮蓝灯或黄灯。"
