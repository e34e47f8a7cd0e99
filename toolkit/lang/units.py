"""计量单位：which units are the same, which convert, and which must be asked about."""

from __future__ import annotations

import re
from typing import Final

from toolkit.lang.script import fold

SAME: Final = (
    ("%", "％", "个百分点", "百分点", "百分比"),
    ("天", "日", "个自然日", "自然日", "个日历日"),
    ("工作日", "个工作日"),
    ("人", "名", "位"),
    ("项", "个项"),
    ("月", "个月"),
    ("小时", "个小时"),
    ("公里", "千米", "km"),
    ("平方米", "㎡", "m2", "平米"),
)
SCALES: Final[dict[str, tuple[str, float]]] = {
    "元": ("元", 1.0),
    "千元": ("元", 1e3),
    "万元": ("元", 1e4),
    "百万元": ("元", 1e6),
    "亿元": ("元", 1e8),
    "米": ("米", 1.0),
    "公里": ("米", 1e3),
    "平方米": ("平方米", 1.0),
    "公顷": ("平方米", 1e4),
    "平方公里": ("平方米", 1e6),
    "分钟": ("分钟", 1.0),
    "小时": ("分钟", 60.0),
    "天": ("分钟", 1440.0),
    "公斤": ("公斤", 1.0),
    "吨": ("公斤", 1e3),
}
_MULTIPLES: Final = {"百": 1e2, "千": 1e3, "万": 1e4, "亿": 1e8}
_FIRST_NAME: Final = {fold(name): names[0] for names in SAME for name in names}
_COUNTED: Final = re.compile(r"^个(?=.)")


def canonical(unit: str) -> str:
    """Return the one spelling of a unit: 个工作日 and 工作日, ％ and %, 日 and 天 are the same."""
    folded = fold(unit)
    bare = _COUNTED.sub("", folded)
    return _FIRST_NAME.get(folded) or _FIRST_NAME.get(bare) or bare


def factor(written: str, wanted: str) -> float | None:
    """
    Return what a number in ``written`` is multiplied by to be in ``wanted``; None where they do not convert.

    万元, 亿元 and 元 convert, so do 小时 and 天, 万人次 and 人次; 天 and 工作日 do not, nor 家 and 户.
    """
    one, other = canonical(written), canonical(wanted)
    if one == other:
        return 1.0
    if one in SCALES and other in SCALES:
        (base, size), (wanted_base, wanted_size) = SCALES[one], SCALES[other]
        return size / wanted_size if base == wanted_base else None
    (one_size, one_bare), (other_size, other_bare) = _multiple(one), _multiple(other)
    return one_size / other_size if one_bare == other_bare else None


def _multiple(unit: str) -> tuple[float, str]:
    if len(unit) > 1 and unit[0] in _MULTIPLES:
        return _MULTIPLES[unit[0]], canonical(unit[1:])
    return 1.0, unit
