"""
时限：the printed limits of policy Chinese, each with the last day it allows.

Patterns run on :func:`toolkit.lang.script.shadow`, so places found are places in the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from toolkit.lang import numerals
from toolkit.lang.cell_dates import month_end
from toolkit.lang.patterns import when_used

if TYPE_CHECKING:
    from collections.abc import Callable

DECEMBER: Final = 12
NO_YEAR: Final = 1
_YEARS: Final = range(1990, 2080)


@dataclass(frozen=True, slots=True)
class Limit:
    """A printed limit: where it stands, its last day, its first day where a span of years is printed."""

    start: int
    end: int
    due: date
    begin: date | None = None
    rule: str = ""


@dataclass(frozen=True, slots=True)
class LimitPattern:
    """One way of writing a limit; the example is read by a test, with 2022 as the plan's year."""

    name: str
    regex: str
    last_day: Callable[[re.Match[str], int], date]
    example: str
    due: date
    own_year: bool = False


_HAN: Final = "一二三四五六七八九十"
_MONTH: Final = rf"(?P<m>1[0-2]|0?[1-9]|十[一二]?|[{_HAN[:-1]}])\s?月份?"
_YEAR: Final = r"(?P<y>(?:19|20)\s?\d\s?\d)\s?年度?"
_ANY_YEAR: Final = rf"(?:{_YEAR}|(?P<next>明年)|今年|本年)?"
_BY: Final = r"(?:之前|以前|前|内|以内)?"
_END: Final = rf"(?:年?[底末终])?{_BY}"
_QUARTER: Final = r"第?(?P<q>[一二三四1234])\s?季度(?:[底末])?" + _BY
_HALF: Final = r"(?P<h>[上下])半年(?:[底末])?" + _BY


def _int(text: str) -> int:
    return int(numerals.parse(text) or 0)


def _year_of(match: re.Match[str], year: int) -> int:
    groups = match.groupdict()
    if groups.get("next"):
        return year + 1
    printed = groups.get("y")
    return int(re.sub(r"\s", "", printed)) if printed else year


def _day(match: re.Match[str], year: int) -> date:
    return date(_year_of(match, year), _int(match["m"]), _int(match["d"]))


def _month(match: re.Match[str], year: int) -> date:
    return month_end(_year_of(match, year), _int(match["m"]))


def _span_of_months(match: re.Match[str], year: int) -> date:
    return month_end(_year_of(match, year) + bool(match["over"]), _int(match["m"]))


def _ten_days(match: re.Match[str], year: int) -> date:
    last = _month(match, year)
    return last if match["t"] == "下" else last.replace(day={"上": 10, "中": 20}[match["t"]])


def _half(match: re.Match[str], year: int) -> date:
    return month_end(_year_of(match, year), 6 if match["h"] == "上" else DECEMBER)


def _quarter(match: re.Match[str], year: int) -> date:
    return month_end(_year_of(match, year), _int(match["q"]) * 3)


def _year(match: re.Match[str], year: int) -> date:
    return date(_year_of(match, year), DECEMBER, 31)


def _next_year(_: re.Match[str], year: int) -> date:
    return date(year + 1, DECEMBER, 31)


def _span(match: re.Match[str], _: int) -> date:
    return date(int(match["last"]), DECEMBER, 31)


def _years(match: re.Match[str], year: int) -> date:
    return date(year + _int(match["n"]) - 1, DECEMBER, 31)


def _five_years(match: re.Match[str], _: int) -> date:
    return date(1955 + 5 * _int(match["n"]), DECEMBER, 31)


_BEFORE_YEAR: Final = r"(?<![\d较比])"
_REFERENCE: Final = (
    r"(?!\s?(?:以来|起|[春秋]季(?:学期|开学)?起|版|水平|基础|相比|同期|为基|为契机|的基|底水平|末水平|底基础|"
    r"度?[^，,。；;]{0,12}?(?:评价结果|评价为))|[-—~至到]\d{4})"
)

PATTERNS: Final[tuple[LimitPattern, ...]] = (
    LimitPattern(
        "span-of-years",
        r"(?<!\d)(?P<first>20\d\d)\s?年?\s?(?:[-—~]+|至|到)\s?(?P<last>20\d\d)\s?年(?:[底末])?(?:期间)?"
        + _BY,
        _span,
        "2022至2024年,可靠性只升不降",
        date(2024, 12, 31),
        own_year=True,
    ),
    LimitPattern(
        "span-of-months",
        rf"{_BEFORE_YEAR}{_ANY_YEAR}(?<!\d)(?:1[0-2]|0?[1-9])\s?月?(?:[底末])?\s?(?:[-—~]+|至|到)\s?(?P<over>次年|翌年)?{_MONTH}(?:[底末])?{_BY}(?![\d一二三]|起)",
        _span_of_months,
        "4月—6月开展攻坚",
        date(2022, 6, 30),
    ),
    LimitPattern(
        "day",
        rf"{_BEFORE_YEAR}{_ANY_YEAR}{_MONTH}(?P<d>[12]\d|3[01]|0?[1-9]|[二三]?十[{_HAN[:-1]}]?|[{_HAN}])\s?[日号](?:之前|以前|前)?(?!起)",
        _day,
        "6月30日前完成改造",
        date(2022, 6, 30),
    ),
    LimitPattern(
        "ten-days",
        rf"{_BEFORE_YEAR}{_ANY_YEAR}{_MONTH}(?P<t>[上中下])旬{_BY}",
        _ten_days,
        "9月中旬前印发",
        date(2022, 9, 20),
    ),
    LimitPattern(
        "month",
        rf"{_BEFORE_YEAR}{_ANY_YEAR}{_MONTH}(?:[底末](?:之前|以前|前)?|之前|以前|前|内|(?=[,，完]))(?!起)",
        _month,
        "8 月底前所有镇街完成改革",
        date(2022, 8, 31),
    ),
    LimitPattern(
        "month-of-year",
        rf"{_BEFORE_YEAR}{_YEAR}{_MONTH}(?!\s?\d|起|以来|印发|发布|出台的)",
        _month,
        "2022年6月启动申报",
        date(2022, 6, 30),
        own_year=True,
    ),
    LimitPattern(
        "half-year",
        rf"{_BEFORE_YEAR}{_ANY_YEAR}{_HALF}",
        _half,
        "2024年上半年,",
        date(2024, 6, 30),
    ),
    LimitPattern(
        "quarter",
        rf"(?<![每各]){_ANY_YEAR}{_QUARTER}(?!末?平均)",
        _quarter,
        "一季度出台文件",
        date(2022, 3, 31),
    ),
    LimitPattern(
        "end-of-year",
        rf"{_BEFORE_YEAR}{_YEAR}(?:[底末终](?!水平|基础|数据|的)|内|之前|以前|前)(?:之前|以前|前)?(?![^,;。]{{0,6}}(?:建成|竣工|出生|登记|注册|取得)的)",
        _year,
        "2022年底前,实现全覆盖",
        date(2022, 12, 31),
        own_year=True,
    ),
    LimitPattern(
        "listed-year",
        r"(?<![\d号第])(?P<y>20\d\d)(?=(?:、20\d\d)*(?:、|和|及)20\d\d年)",
        _year,
        "2024、2025年分别完成",
        date(2024, 12, 31),
        own_year=True,
    ),
    LimitPattern(
        "by-year",
        rf"(?:到|至|截至|截止到?)\s?{_YEAR}{_REFERENCE}",
        _year,
        "到2025年,基本建成",
        date(2025, 12, 31),
        own_year=True,
    ),
    LimitPattern(
        "in-year",
        rf"(?:(?<=[,;。:、(\n])|(?<=力争)|(?<=争取)|(?<=确保)|(?<=计划)|(?<=[在于])|(?<=其中)|^|(?<=[\u4e00-\u9fff]县)|(?<=\s)){_YEAR}(?![底末初]){_REFERENCE}(?!\s?[)\d月])",
        _year,
        "2022年推出不少于50个事项",
        date(2022, 12, 31),
        own_year=True,
    ),
    LimitPattern(
        "five-year-plan",
        r"“?(?P<n>十[一二三四五六七八])五”?\s?(?:规划)?(?:期间|期末|时期|末|内)(?:之前|以前|前)?",
        _five_years,
        "“十四五”末达到全省平均水平",
        date(2025, 12, 31),
        own_year=True,
    ),
    LimitPattern(
        "years",
        r"(?<![\d每近过连前后续])(?:用|力争)?(?P<n>[1-5]|[一二两三四五])年(?:之?内|时间)(?!增速|以上|累计)",
        _years,
        "3年内所有园区均有上市企业",
        date(2024, 12, 31),
    ),
    LimitPattern(
        "this-year-end",
        r"(?<![\d去上每历明])(?:今|本|当)?年(?:底|末|终)(?:之前|以前|前|实现|完成|全面|基本)?(?!水平|评|考|绩|总结|余额|奖)",
        _year,
        "年底前全程网办率达100%",
        date(2022, 12, 31),
    ),
    LimitPattern(
        "this-year",
        r"(?:(?<![\d百每历往同上前近])(?:今年内?|本年度?内?|全年|年内|当年内))(?!以来|开始|起)",
        _year,
        "年内新增不少于60项",
        date(2022, 12, 31),
    ),
    LimitPattern("next-year", r"明年(?:[底末]?前?|内)", _next_year, "明年底前建成", date(2023, 12, 31)),
)
_COMPILED: Final = tuple((pattern, when_used(pattern.regex)) for pattern in PATTERNS)
_ANY: Final = when_used(r"[年月旬]|季度|五”?[期末时规内]")


def limits(text: str, year: int) -> tuple[Limit, ...]:
    """
    Return the limits printed in ``text`` (a shadow), left to right, none overlapping.

    ``year`` is the plan's own, for limits that print none (with :data:`NO_YEAR` they are
    left out); after a limit that prints a year, the bare months of the same text belong to that year.
    """
    if not _ANY.search(text):
        return ()
    found: list[tuple[int, int, LimitPattern, re.Match[str]]] = []
    taken = bytearray(len(text))
    for pattern, regex in _COMPILED:
        for match in regex.finditer(text):
            if not any(taken[match.start() : match.end()]):
                taken[match.start() : match.end()] = b"\1" * (match.end() - match.start())
                found.append((match.start(), match.end(), pattern, match))
    return _resolve(sorted(found, key=lambda one: one[0]), year)


_NUMERIC: Final = when_used(
    r"(?<![\d.])(20\d\d)[-./](1[0-2]|0?[1-9])(?:[-./](3[01]|[12]\d|0?[1-9]))?(?!\d)(?:\s00:00:00)?"
)
_BARE_MONTH: Final = when_used(
    r"(1[0-2]|(?<!\d)0?[1-9]|十[一二]?|[一二三四五六七八九])\s?月份?(?![底末前内]|\s?\d|[上中下]旬|[-—~至到])"
)
_BARE_YEAR: Final = when_used(r"^(20\d\d)\s?年?度?$")


def alone(text: str, year: int) -> tuple[Limit, ...]:
    """Return the limits of a text that is nothing but a limit: a cell of 完成时限 with 11月, 2024.12 or 2024."""
    plain = _NUMERIC.sub(_in_words, text.strip())
    plain = _BARE_YEAR.sub(r"\1年底", _BARE_MONTH.sub(r"\1月底", plain))
    return limits(plain, year)


def _in_words(match: re.Match[str]) -> str:
    day = f"{int(match[3])}日" if match[3] else "底"
    return f"{match[1]}年{int(match[2])}月{day}"


def _resolve(found: list[tuple[int, int, LimitPattern, re.Match[str]]], year: int) -> tuple[Limit, ...]:
    resolved: list[Limit] = []
    current = year
    for start, end, pattern, match in found:
        try:
            due = pattern.last_day(match, current)
        except ValueError:
            continue
        if due.year not in _YEARS:
            continue
        if pattern.own_year or match.groupdict().get("y"):
            current = due.year if pattern.name != "span-of-years" else current
        begin = date(int(match["first"]), 1, 1) if pattern.name == "span-of-years" else None
        resolved.append(Limit(start, end, due, begin, pattern.name))
    return tuple(resolved)
