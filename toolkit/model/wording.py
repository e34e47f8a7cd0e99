"""行文：numbers, amounts, days and shares as every paper and reason writes them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from toolkit.model.plan import Comparator

_NUMERALS = "零一二三四五六七八九"
_TEN = 10
_PLAIN = 1e15


@lru_cache(maxsize=4096)
def number(value: float) -> str:
    """Write a number in full, without a needless point or exponent: 60.0 is ``60``."""
    if float(value).is_integer() and abs(value) < _PLAIN:
        return str(int(value))
    text = repr(float(value))
    if "e" in text:
        text = format(Decimal(text), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def amount(value: float | None, unit: str | None) -> str:
    """Write a number with its unit, ``98.5%``, ``60项``; ``""`` for no number."""
    return "" if value is None else f"{number(value)}{unit or ''}"


def wanted(comparator: Comparator | None, value: float | None, unit: str | None) -> str:
    """Write what is aimed at, ``≥98%``; ``""`` where no number is."""
    return "" if value is None else f"{comparator or ''}{amount(value, unit)}"


def percent(share: float) -> str:
    """Write a share in percent with one decimal: 0.5 is ``50.0%``."""
    return f"{share * 100:.1f}%"


def day(value: date) -> str:
    """Write a day as GB/T 9704-2012 clause 7.3.5.4 does, ``2022年6月5日``: no leading zeros."""
    return f"{value.year}年{value.month}月{value.day}日"


def moment(value: datetime) -> str:
    """Write a moment, ``2022年6月5日10:30``; the first of a day as the day alone, for of many only the day is known."""
    time = f"{value:%H:%M}" if value.hour or value.minute else ""
    return f"{day(value.date())}{time}"


def ordinal(value: int) -> str:
    """Write 1 to 99 as headings count: 一, 十, 十二, 二十, 二十一."""
    tens, ones = divmod(value, _TEN)
    head = "" if tens == 0 else ("" if tens == 1 else _NUMERALS[tens]) + "十"
    return head + (_NUMERALS[ones] if ones or not head else "")


def names(values: Sequence[str]) -> str:
    """Join names as a list: ``甲、乙``."""
    return "、".join(values)
