"""Numbers with units."""

from __future__ import annotations

import pytest

from toolkit.lang.quantities import find
from toolkit.lang.script import shadow

FOUND = [
    ("压缩至１个环节，1个工作日以内", [(1, "个环节"), (1, "个工作日")]),
    ("35万人次", [(350_000, "人次")]),
    ("1.2亿元", [(120_000_000, "元")]),
    ("4.2次每百公里年", [(4.2, "次每百公里年")]),
    ("至少建立一个服务站", [(1, "个")]),
    ("百分之九十八", [(98, "%")]),
    ("1,200家", [(1200, "家")]),
    ("35微克/立方米", [(35, "微克/立方米")]),
    ("第三方评估、12345热线、5G、一件事、3年内、80项目", []),
]


@pytest.mark.parametrize(("text", "wanted"), FOUND)
def test_quantities_are_found_with_their_units(text: str, wanted: list[tuple[float, str]]) -> None:
    """万 and 亿 are multiplied out; names that hold numbers are none."""
    assert [(one.value, one.unit) for one in find(shadow(text))] == wanted


def test_a_range_keeps_its_lower_end() -> None:
    """Of 3-5 个 both ends are known."""
    (one,) = find("3-5个")
    assert (one.low, one.value) == (3, 5)
