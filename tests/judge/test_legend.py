"""The legend printed on papers."""

from __future__ import annotations

from toolkit.judge.legend import legend


def test_the_legend_names_the_limits_in_force() -> None:
    """What is printed is what was judged by."""
    told = dict(legend({"黄灯差距": "5", "红灯差距": "20", "临期天数": "15", "连续黄灯转红": "3"}))
    assert told["黄灯"] == "完成率落后序时进度超过5个、不超过20个百分点，或距完成时限不超过15天仍未达到目标。"
    assert "连续3期黄灯" in told["红灯"]


def test_a_rule_switched_off_is_not_printed() -> None:
    """An office that does not turn yellow runs red does not say so."""
    assert "连续" not in dict(legend({"连续黄灯转红": "0"}))["红灯"]
