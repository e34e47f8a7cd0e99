"""日期单元格：one date as a department writes it."""

from __future__ import annotations

import calendar
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from toolkit.lang import numerals
from toolkit.lang.script import simplify, strip_blanks

if TYPE_CHECKING:
    from collections.abc import Callable

MONTHS: Final = 12
_EPOCH: Final = date(1899, 12, 30)
_SERIALS: Final = (30_000, 60_000)


@dataclass(frozen=True, slots=True)
class CellDate:
    """What a date cell says; ``problem`` is a sentence for the department, ``""`` where nothing is wrong."""

    day: date | None = None
    repairs: tuple[str, ...] = ()
    problem: str = ""


def month_end(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def _ymd(match: re.Match[str], _: int) -> date:
    return date(int(match[1]), int(match[2]), int(match[3]))


def _short_year(match: re.Match[str], _: int) -> date:
    return date(2000 + int(match[1]), int(match[2]), int(match[3]))


def _month_day(match: re.Match[str], year: int) -> date:
    return date(int(match[1] or year), int(match[2]), int(match[3]))


def _month(match: re.Match[str], year: int) -> date:
    return month_end(int(match[1] or year), int(match[2]))


def _ten_days(match: re.Match[str], year: int) -> date:
    last = month_end(int(match[1] or year), int(match[2]))
    return last if match[3] == "下" else last.replace(day={"上": 10, "中": 20}[match[3]])


def _half(match: re.Match[str], year: int) -> date:
    return month_end(int(match[1] or year), {"上": 6, "下": MONTHS}[match[2]])


def _quarter(match: re.Match[str], year: int) -> date:
    return month_end(int(match[1] or year), int(match[2]) * 3)


def _year(match: re.Match[str], year: int) -> date:
    return date(int(match[1] or year), MONTHS, 31)


def _serial(match: re.Match[str], _: int) -> date:
    return _EPOCH + timedelta(days=int(match[1]))


_CLOCK: Final = r"(?:[T ]?\d{1,2}[:：时]\d{1,2}(?:[:：分]\d{1,2}(?:\.\d+)?秒?)?分?)?"
_YEAR: Final = r"(?:(\d{4})年|今年|本年)?"
_END: Final = r"(?:(?:底|末)(?:前|之前|以前)?)"
# (pattern, reader, whether the writing is one that says the day outright)
_FORMS: Final[tuple[tuple[str, Callable[[re.Match[str], int], date], bool], ...]] = (
    (rf"(\d{{4}})[-./、](\d{{1,2}})[-./、](\d{{1,2}})日?{_CLOCK}", _ymd, True),
    (rf"(\d{{4}})年(\d{{1,2}})月(\d{{1,2}})[日号]?前?{_CLOCK}", _ymd, True),
    (r"(\d{4})(\d{2})(\d{2})", _ymd, True),
    (r"(\d{2})[./-](\d{1,2})[./-](\d{1,2})", _short_year, True),
    (rf"{_YEAR}(\d{{1,2}})月(\d{{1,2}})[日号]?前?", _month_day, True),
    (rf"{_YEAR}(\d{{1,2}})月份?(?:{_END}|前|内|中)?", _month, False),
    (r"(\d{4})[-./](\d{1,2})", _month, False),
    (rf"{_YEAR}(\d{{1,2}})月([上中下])旬", _ten_days, False),
    (rf"{_YEAR}([上下])半年{_END}?", _half, False),
    (rf"{_YEAR}第?([1-4])季度?(?:{_END}|内)?", _quarter, False),
    (rf"{_YEAR}(?:全年|年?{_END}|年内|年中)", _year, False),
    (r"(\d{4})年(?:底|末|内)?前?", _year, False),
    (r"(\d{5})(?:\.\d+)?", _serial, False),
)
_CHINESE_YEAR: Final = re.compile(rf"[{numerals.CHINESE}]{{4}}(?=年)")
_CHINESE_PART: Final = re.compile(r"[一二三四五六七八九十]{1,3}(?=[月日号季])")
_GUESS: Final = re.compile(r"\d{1,2}[-./]\d{1,2}")


def _figures(text: str) -> str:
    """Turn the numerals of a date written in Chinese into figures."""
    for pattern in (_CHINESE_YEAR, _CHINESE_PART):
        text = pattern.sub(lambda m: f"{numerals.parse(m[0]) or 0:.0f}", text)
    return text


def read_date(raw: str, year: int) -> CellDate:
    """
    Read one date cell; ``year`` is the report's, for dates that name none.

    Month ends, quarters and half-years give their last day; an Excel serial (30000 to 60000) its day.
    ``3-5`` may be a day or a range and is asked about.
    """
    shown = raw.strip()
    text = unicodedata.normalize("NFKC", shown).strip("'‘’` ")
    text = _figures(simplify(strip_blanks(text)))
    if not text:
        return CellDate()
    if _GUESS.fullmatch(text):
        return CellDate(problem=f"日期“{shown}”看不出是几月几日，请写成{year}-06-30的样子")
    for pattern, reader, outright in _FORMS:
        if match := re.fullmatch(pattern, text):
            return _dated(match, reader, shown, year, outright=outright)
    return CellDate(problem=f"日期“{shown}”读不出来，请写成{year}-06-30的样子")


def _dated(
    match: re.Match[str],
    reader: Callable[[re.Match[str], int], date],
    shown: str,
    year: int,
    *,
    outright: bool,
) -> CellDate:
    if reader is _serial and not _SERIALS[0] <= int(match[1]) <= _SERIALS[1]:
        return CellDate(problem=f"日期“{shown}”读不出来，请写成{year}-06-30的样子")
    try:
        day = reader(match, year)
    except ValueError:
        return CellDate(problem=f"日期“{shown}”不存在，请核对后重写")
    plain = shown == day.isoformat()
    return CellDate(day, () if plain or outright else (f"“{shown}”按{day.isoformat()}记",))
