"""指标名称：the short name of what a commitment measures."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from toolkit.lang import dates

if TYPE_CHECKING:
    from toolkit.plans.sentences import Sentence


LONGEST: Final = 24
_SHORTEST: Final = 4
_NEAR: Final = 120


LEADING: Final = re.compile(
    r"^(?:至少|不少于|其中|并|且|确保|力争|争取|实现|使|将|把|推动|全市|全县|全区|要|应|到|至|于|在|全面|基本|及|和|以及|分别|平均|让|对|同时|努力|原则上|进一步)+"
)


_TRAILING: Final = re.compile(
    r"(?:不少于|不低于|不超过|不高于|不大于|不小于|不得|超过|低于|高于|突破|达到|达|至少|最多|最少|控制在|压缩|压减|缩短|缩减|减少|精简|降低|下降|提升|提高|增加|增长|上升|稳定|保持|"
    r"实现|完成|新增|推出|建成|培育|增速|同比|环比|分别|均|平均|至|到|为|在|约|比例|再|由|从|力争|个|的|以|等|以上|\s|,|、|□|“|”|\(|\))+$"
)


def of_clause(plain: str, sentence: Sentence, start: int, place: int, title: str) -> str:
    """Return the short name of what is measured: the subject of the clause, else of the clause before."""
    for left in (plain[start:place], plain[max(sentence.start, start - _NEAR) : start]):
        text = trim(left)
        if len(text) > 1:
            return text
    return title[:LONGEST]


_BRACKETED: Final = re.compile(r"\([^()]*\)|^[^(]*\)")


_BASELINE: Final = re.compile(
    r"(?:从|由)[^,;:。]{0,12}$|较[^,;:。]{0,10}$|\d[\d.]*\s?(?:%|个|项|天|家|工作日|环节)[^,;:。]{0,4}$"
)


def trim(left: str) -> str:
    """Return the subject of the text left of a number, without limit, verbs and comparators."""
    left = left[-_NEAR:]
    for limit in reversed(dates.limits(left, 2000)):
        left = left[: limit.start] + left[limit.end :]
    text = re.split(r"[,;:]", _BRACKETED.sub("", left).strip(" ,;:。"))[-1].strip()
    for _ in range(3):
        text = _BASELINE.sub("", _TRAILING.sub("", text))
    text = LEADING.sub("", text).lstrip(" ,、于")
    if len(text) > LONGEST:
        last = re.split(r"[、的]", text)[-1]
        text = last if len(last) >= _SHORTEST else text
    return text[-LONGEST:]
