"""报告期：the month, quarter or week a title, a cell or a file name speaks of."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from toolkit.lang import numerals
from toolkit.lang.script import fold
from toolkit.model.period import Period

if TYPE_CHECKING:
    from toolkit.intake.grid import Cell

_YEAR: Final = r"(?:(?P<year>20\d\d)年?度?[-./_]?)?"
_PATTERNS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?P<year>20\d\d)-(?P<month>\d{1,2})(?:-\d{1,2})?(?!\d)",
        r"(?P<year>20\d\d)Q(?P<quarter>[1-4])",
        r"(?P<year>20\d\d)W(?P<week>\d{1,2})",
        _YEAR + r"第?(?P<quarter>[一二三四1-4])季度",
        _YEAR + r"第(?P<week>\d{1,2})周",
        _YEAR + r"\d{1,2}月?[-—–~至到](?P<month>\d{1,2})月",
        _YEAR + r"(?P<month>\d{1,2}|十[一二]?|[一二三四五六七八九])月份?(?!底|末|前|初)",
        r"(?P<year>20\d\d)[./_]?(?P<month>0[1-9]|1[0-2])(?:\d\d)?(?!\d)",
        r"(?P<year>20\d\d)[./_](?P<month>[1-9])(?!\d)",
    )
)
"""Most exact first; 1-6月 is the report that ends with June."""
_KEPT: Final = 64
"""Characters of the longest text whose period is remembered."""


def read_period(value: Cell, year: int, latest: Period | None = None) -> Period | None:
    """
    Return the period a cell or a name speaks of, the year being ``year`` where none is written.

    It is the year before for a period after ``latest``, the last one anybody can report on: 12月, read in January.
    """
    if isinstance(value, date):
        return Period.month_of(value)
    if not isinstance(value, str):
        return None
    return (_remembered if len(value) <= _KEPT else _spoken_of)(value, year, latest)


def _spoken_of(value: str, year: int, latest: Period | None) -> Period | None:
    text = fold(value)
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            groups = match.groupdict()
            if found := _period(groups, year):
                ahead = latest is not None and not groups.get("year") and found.start > latest.end
                return _period(groups, year - 1) if ahead else found
    return None


_remembered = lru_cache(maxsize=4096)(_spoken_of)


def _period(groups: dict[str, str | None], year: int) -> Period | None:
    named = int(groups.get("year") or year)
    try:
        if quarter := groups.get("quarter"):
            return Period.parse(f"{named}Q{_whole(quarter)}")
        if week := groups.get("week"):
            return Period.parse(f"{named}W{week}")
        return Period.month(named, _whole(groups.get("month") or ""))
    except ValueError:
        return None


def _whole(text: str) -> int:
    number = numerals.parse(text)
    if number is None:
        raise ValueError(text)
    return int(number)
