"""报告期：a month, a quarter or a week, written 2022-06, 2022Q2, 2022W26."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

_MONTH = re.compile(r"(\d{4})-(\d{1,2})")
_QUARTER = re.compile(r"(\d{4})Q([1-4])")
_WEEK = re.compile(r"(\d{4})W(\d{1,2})")
MONTHS_A_QUARTER = 3


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """
    A stretch of time that is reported on, from ``start`` to ``end`` inclusive.

    ``str(period)`` is its label and :meth:`parse` reads the label back.
    """

    start: date
    end: date
    label: str

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read ``2022-06``, ``2022Q2`` or ``2022W26`` (ISO week); raise ValueError on anything else."""
        return _parsed(text)

    @classmethod
    def month(cls, year: int, month: int) -> Period:
        """Return the period of one calendar month."""
        last = calendar.monthrange(year, month)[1]
        return cls(date(year, month, 1), date(year, month, last), f"{year}-{month:02d}")

    @classmethod
    def month_of(cls, day: date) -> Period:
        """Return the month a day lies in."""
        return cls.month(day.year, day.month)

    @property
    def previous(self) -> Period:
        """The period of the same length just before."""
        return self._shift(self.start - timedelta(days=1))

    @property
    def following(self) -> Period:
        """The period of the same length just after."""
        return self._shift(self.end + timedelta(days=1))

    @property
    def chinese(self) -> str:
        """The period as papers write it: 2022年6月, 2022年第二季度, 2022年第26周."""
        if "Q" in self.label:
            return f"{self.start.year}年第{'一二三四'[(self.end.month // MONTHS_A_QUARTER) - 1]}季度"
        if "W" in self.label:
            return f"{self.label[:4]}年第{int(self.label[5:])}周"
        return f"{self.start.year}年{self.start.month}月"

    def _shift(self, day: date) -> Period:
        if "Q" in self.label:
            return Period.parse(f"{day.year}Q{(day.month - 1) // MONTHS_A_QUARTER + 1}")
        if "W" in self.label:
            iso = day.isocalendar()
            return Period.parse(f"{iso.year}W{iso.week:02d}")
        return Period.month_of(day)

    def __str__(self) -> str:
        return self.label


@lru_cache(maxsize=1024)
def _parsed(text: str) -> Period:
    if match := _MONTH.fullmatch(text):
        return Period.month(int(match[1]), int(match[2]))
    if match := _QUARTER.fullmatch(text):
        year, quarter = int(match[1]), int(match[2])
        first, last = quarter * MONTHS_A_QUARTER - 2, quarter * MONTHS_A_QUARTER
        end = date(year, last, calendar.monthrange(year, last)[1])
        return Period(date(year, first, 1), end, f"{year}Q{quarter}")
    if match := _WEEK.fullmatch(text):
        monday = date.fromisocalendar(int(match[1]), int(match[2]), 1)
        return Period(monday, monday + timedelta(days=6), f"{match[1]}W{int(match[2]):02d}")
    raise ValueError(text)
