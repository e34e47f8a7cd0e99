"""序号：the numbers Chinese official papers put before a heading or an item (GB/T 9704-2012 clause 7.3.3)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from toolkit.lang import numerals

_HAN: Final = "[一二三四五六七八九十百零〇]{1,4}"
CIRCLED: Final = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


@dataclass(frozen=True, slots=True)
class Style:
    """One style of numbering; a lower rank stands above a higher one; the example is a test."""

    name: str
    rank: int
    regex: re.Pattern[str]
    example: str


@dataclass(frozen=True, slots=True)
class Marker:
    """A number found before a text: its style, its value, and how many characters it takes."""

    style: Style
    ordinal: int
    length: int


STYLES: Final = (
    Style(
        "part",
        1,
        re.compile(rf"第\s?({_HAN}|\d{{1,2}})\s?[部篇编章](?:分)?(?=[\s:、,]|[^\d]{{2}})[\s:、,]*"),
        "第一章 总则",
    ),
    Style("section", 2, re.compile(rf"第\s?({_HAN}|\d{{1,2}})\s?节[\s:、]*"), "第一节 目标"),
    Style("han", 3, re.compile(rf"({_HAN})\s?(?:[、.]|,(?=\S{{2,20}}$))\s*(?![、,])"), "一、主要任务"),
    Style("paren_han", 4, re.compile(rf"\(\s?({_HAN})\s?\)[、,.:]?\s*"), "（一）优化服务"),
    Style("article", 4, re.compile(rf"第\s?({_HAN}|\d{{1,3}})\s?条[\s:、]*"), "第一条 推进改革"),
    Style(
        "label",
        4,
        re.compile(rf"(?:任务|举措|行动|重点任务|专项行动|改革事项)\s?({_HAN}|\d{{1,3}})\s?[:、.\s]\s*"),
        "任务一：推进改革",
    ),
    Style(
        "decimal",
        6,
        re.compile(r"(?:\d{1,2}\.)+(\d{1,2})[、.\s]?\s*(?=[\u4e00-\u9fff“《])(?![年月日个项家%万亿元])"),
        "1.2推进改革",
    ),
    Style("arabic", 5, re.compile(r"(\d{1,3})\s?(?:[.、]|\)|,(?=[\u4e00-\u9fff]))(?!\d)\s*"), "1.推进改革"),
    Style("paren_arabic", 7, re.compile(r"\(\s?(\d{1,3})\s?\)\s*"), "（1）推进改革"),
    Style("circled", 8, re.compile(rf"([{CIRCLED}])\s*"), "①推进改革"),
    Style("yi_shi", 9, re.compile(rf"({_HAN})(?:是|要)(?=[\u4e00-\u9fff“])"), "一是推进改革"),
    Style("di", 9, re.compile(rf"第({_HAN})[,,、:]\s*"), "第一，推进改革"),
)
BY_NAME: Final = {style.name: style for style in STYLES}


def match(text: str) -> Marker | None:
    """Return the number a line (a shadow, without leading blanks) begins with, or None."""
    for style in STYLES:
        if found := style.regex.match(text):
            value = ordinal(found[1])
            if value is not None:
                return Marker(style, value, found.end())
    return None


def ordinal(text: str) -> int | None:
    """Return the value of an ordinal: ``三``, ``3``, ``③``."""
    if text in CIRCLED:
        return CIRCLED.index(text) + 1
    value = numerals.parse(text)
    return int(value) if value is not None and value == int(value) else None
