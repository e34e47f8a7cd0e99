"""指标名称：the short name of what a commitment measures."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from toolkit.lang import dates, quantities
from toolkit.plans import grammar

if TYPE_CHECKING:
    from toolkit.plans.sentences import Sentence


LONGEST: Final = 24
_SHORTEST: Final = 4
_NEAR: Final = 120


LEADING: Final = re.compile(
    r"^(?:\d{1,2}[.、]|至少|不少于|其中|并|且|确保|力争|争取|实现|使|将|把|推动|全市|全县|全区|要|应|到|至|于|在|全面|基本|及|和|以及|分别|平均|让|对|同时|努力|原则上|进一步)+"
)


_TRAILING: Final = re.compile(
    r"(?:不少于|不低于|不超过|不高于|不大于|不小于|不得|超过|低于|高于|突破|达到|达|至少|最多|最少|控制在|压缩|压减|缩短|缩减|减少|精简|降低|下降|提升|提高|增加|增长|上升|稳定|保持|"
    r"实现|完成|新增|推出|建成|培育|增速|同比|环比|分别|均|平均|至|到|为|在|约|再|由|从|力争|个|的|以|等|以上|\s|,|、|□|“|”|\(|\))+$"
)


def of_clause(plain: str, sentence: Sentence, start: int, number: tuple[int, int], title: str) -> str:
    """
    Return the short name of what is measured: the subject of the clause, else of the clause before.

    ``number`` is where the number stands; a verb alone takes the noun behind it (上线 15个 事项 -> 上线事项).
    """
    place, behind = number
    own = trim(plain[start:place])
    if grammar.ACHIEVE.search(own[-_VERB:]) and (noun := _NOUN.match(plain, behind, sentence.end)):
        return LEADING.sub("", f"{own}{noun['noun']}")[-LONGEST:]
    before = trim(plain[max(sentence.start, start - _NEAR) : start])
    named = next(
        (
            text
            for text in (own, before)
            if len(text) > 1 and not _GENERAL.fullmatch(text) and not grammar.ACHIEVE.fullmatch(text)
        ),
        "",
    )
    return named or title[:LONGEST]


_GENERAL: Final = re.compile(r"(?:.{0,4}季度|.{0,2}半年|年度)?(?:目标|任务|计划)")
_VERB: Final = 2
_NOUN: Final = re.compile(
    r"(?:以上|左右)?(?!以上|左右)(?P<noun>[“\u4e00-\u9fff][^,;:。、\d()\n]{1,15})(?=[,;:。、()\n]|$)"
)


_BRACKETED: Final = re.compile(r"\([^()]*\)|^[^(]*\)")


_BASELINE: Final = re.compile(
    r"(?:压缩|压减|缩短)(?:至|到)?(?:法定|承诺)(?:办结|办理)?(?:时限|时间)的?$|(?:从|由)[^,;:。]{0,12}$|(?:较|(?<![占同环])比(?!例|重|率)|与)[^,;:。]{2,10}$|(?:不低于|不少于|不超过|不高于|达到)[^,;:。\d]{2,14}的$|\d[\d.]*\s?(?:%|个|项|天|家|工作日|环节)[^,;:。]{0,4}$|"
    rf"\d[\d.,]*\s?[十百千万亿]{{0,2}}{quantities.UNIT}(?:以上|以内|左右)?$|\d[\d.]*$|0成本$|、$"
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
