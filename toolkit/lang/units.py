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
_KINDRED: Final = (
    frozenset("项件条宗起例份笔类种款"),
    frozenset("家户所店"),
    frozenset("处座所个站"),
    frozenset("场次期批轮"),
)
"""Measure words that departments use for one another; whether the same things were counted only they can say."""
_MEASURE_WORDS: Final = frozenset("".join("".join(words) for words in _KINDRED)) | frozenset(
    "人名位台套栋辆部篇"
)
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


def named_otherwise(written: str, wanted: str) -> float | None:
    """
    Return the factor between units that differ in their name only; None where they measure different things.

    1个 for 项 is a measure word for another, 30家企业 for 家 has the thing counted behind it; 天 for 工作日 and 人 for
    人次 are other units.
    """
    (size, bare), (wanted_size, wanted_bare) = _multiple(canonical(written)), _multiple(canonical(wanted))
    alike = any({bare, wanted_bare} <= words for words in _KINDRED)
    any_piece = bare == "个" and (wanted_bare in _MEASURE_WORDS or fold(wanted).startswith("个"))
    if alike or any_piece or _counts(bare, wanted_bare) or (wanted_bare == "个" and bare in _MEASURE_WORDS):
        return size / wanted_size
    return None


def _counts(written: str, wanted: str) -> bool:
    """Whether a unit is the wanted measure word with the thing counted behind it: 家企业, 项改革事项."""
    thing = written.removeprefix(wanted)
    return wanted in _MEASURE_WORDS and thing != written and len(thing) > 1 and thing[0] not in "次均每/"


def _multiple(unit: str) -> tuple[float, str]:
    if len(unit) > 1 and unit[0] in _MULTIPLES:
        return _MULTIPLES[unit[0]], canonical(unit[1:])
    return 1.0, unit
