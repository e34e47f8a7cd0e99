"""曾用名 as a clerk writes them: 县工商局（至2019-03）、县质监局（2015-01至2019-03-20）."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import TYPE_CHECKING, Final

from toolkit.lang.script import fold
from toolkit.model.department import FormerName
from toolkit.plans.confirm_values import WrongError, split, text

if TYPE_CHECKING:
    from collections.abc import Iterable

_DAY: Final = r"(?:19|20)\d\d(?:[-./年]\d{1,2}(?:[-./月]\d{1,2}日?|月)?|年)?"
_SPAN: Final = re.compile(rf"自?(?P<since>{_DAY})?(?:起|[至到~—-]+(?P<until>{_DAY})?(?:止|前)?)?")
_WRITTEN: Final = re.compile(r"(?P<name>.*?)[(（](?P<span>[^()（）]*\d{4}[^()（）]*)[)）]\s*", re.DOTALL)
_HOW: Final = "请写成“县工商局（至2019-03）”的样子，日期写到月或日"
_MONTHS: Final = 12


def read_former(raw: object, whole: Iterable[str] = ()) -> tuple[FormerName, ...]:
    """
    Return the former names of a cell; a name without a span was valid at any time.

    Raises:
        WrongError: a span that is none.
    """
    return tuple(_one(part) for part in split(text(raw), whole))


def _one(written: str) -> FormerName:
    match = _WRITTEN.fullmatch(written)
    if match is None:
        return FormerName(written)
    span = _SPAN.fullmatch(fold(match["span"]))
    if span is None or not match["name"]:
        raise WrongError(f"“{written}”的起止时间读不出来", _HOW)
    since, until = _first(span["since"], written), _last(span["until"], written)
    if since and until and since > until:
        raise WrongError(f"“{written}”的起止时间前后颠倒", _HOW)
    return FormerName(match["name"].strip(), since, until)


def _first(words: str | None, written: str) -> date | None:
    if not words:
        return None
    year, month, day = _numbers(words)
    return _date(year, month or 1, day or 1, written)


def _last(words: str | None, written: str) -> date | None:
    if not words:
        return None
    year, month, day = _numbers(words)
    month = month or _MONTHS
    return _date(year, month, day or (monthrange(year, month)[1] if month <= _MONTHS else 1), written)


def _numbers(words: str) -> tuple[int, int, int]:
    year, month, day, *_ = (*map(int, re.findall(r"\d+", words)), 0, 0)
    return year, month, day


def _date(year: int, month: int, day: int, written: str) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise WrongError(f"“{written}”里没有这一天", _HOW) from error
