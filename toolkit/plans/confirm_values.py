"""One cell a clerk typed, read as the field it stands for, or a sentence about what is wrong with it."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from typing import TYPE_CHECKING, Final, TypeVar

from toolkit.lang import cells
from toolkit.lang.script import fold
from toolkit.model.plan import Comparator, Confidence, Flag, Kind
from toolkit.model.returns import Status
from toolkit.plans.workbook_cells import BASIS_WORDS, NAMES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

T = TypeVar("T")

MAX_NUMBER_LENGTH: Final = 20
FIRST_YEAR, LAST_YEAR = 2000, 2099
_SEPARATORS: Final = "、,，;；\n"
_OPEN, _CLOSE = "“「『《（(【", "”」』》）)】"
_NONE: Final = frozenset(("", "无", "无时限", "未定", "-", "--", "—", "——", "/", "／"))
_YES: Final = frozenset(("√", "✓", "✔", "☑", "是", "已确认", "对", "y", "yes", "true", "1"))
_NO: Final = frozenset(("", "否", "×", "✗", "x", "不是", "n", "no", "false", "0"))
_YEAR: Final = re.compile(r"\d{4}|[〇○零一二三四五六七八九]{4}年|\d{2}[./-]\d{1,2}[./-]\d{1,2}")
_COMPARATORS: Final[Mapping[str, Comparator]] = {
    **{comparator.value: comparator for comparator in Comparator},
    **dict.fromkeys((">=", "=>", "≧", "不低于", "不少于", "以上", "达到", "至少"), Comparator.AT_LEAST),
    **dict.fromkeys(("大于", "高于", "超过", "多于"), Comparator.MORE_THAN),
    **dict.fromkeys(("<=", "=<", "≦", "不超过", "不高于", "以内", "以下", "至多"), Comparator.AT_MOST),
    **dict.fromkeys(("小于", "低于", "少于"), Comparator.LESS_THAN),
}
_MONTH: Final = re.compile(r"(20\d\d)[-./年](\d{1,2})(?:月|-\d{1,2}|$)")
_PREFIX: Final = re.compile(r"(>=|=>|<=|=<|[≥≧>≤≦<])(.+)")


class WrongError(Exception):
    """A cell cannot be read: what is wrong, and how to mend it."""

    def __init__(self, what: str, todo: str) -> None:
        super().__init__(f"{what}；{todo}")
        self.what, self.todo = what, todo


def text(raw: object) -> str:
    """Read words; a number or date that a spreadsheet made of them is written out again."""
    if raw is None:
        return ""
    if isinstance(raw, bool):
        return "是" if raw else "否"
    if isinstance(raw, int | float):
        return f"{raw:.15g}"
    if isinstance(raw, date):
        return f"{raw.year}年{raw.month}月{raw.day}日"
    return str(raw).replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n").strip()


def optional(raw: object) -> str | None:
    """Read words that may be missing."""
    return text(raw) or None


def required(name: str) -> Callable[[object], str]:
    """Return the reader of words that must be there."""

    def read(raw: object) -> str:
        if words := text(raw):
            return words
        raise WrongError(f"没有填{name}", f"请填写{name}；这一行不要的话，请整行删除")

    return read


def identifier(raw: object) -> str:
    """Read a task's or target's number: ``３`` and ``3.0`` as ``3``; ``""`` for none."""
    if isinstance(raw, date):
        raise WrongError("编号被表格软件变成了日期", "请先把单元格格式设为“文本”，再填编号")
    found = unicodedata.normalize("NFKC", "".join(text(raw).split()))
    if len(found) > MAX_NUMBER_LENGTH:
        raise WrongError(f"编号“{found[:MAX_NUMBER_LENGTH]}…”太长", f"编号请不超过{MAX_NUMBER_LENGTH}个字")
    return found


def word(options: Mapping[str, T], name: str) -> Callable[[object], T]:
    """Return the reader of one word from a list."""
    folded = {fold(key): value for key, value in options.items()}

    def read(raw: object) -> T:
        found = fold(text(raw))
        if found in folded:
            return folded[found]
        raise WrongError(f"{name}填的是“{text(raw)}”" if found else f"没有填{name}", _choose(options))

    return read


def _choose(options: Iterable[str]) -> str:
    return f"请从列表中选：{NAMES.join(options)}"


status: Final = word({item.value: item for item in Status}, "工作状态")
kind: Final = word({item.value: item for item in Kind}, "指标类型")
basis: Final = word({words: item for item, words in BASIS_WORDS.items()}, "数值含义")
confidence: Final = word({item.value: item for item in Confidence}, "可信度")


def comparator(raw: object) -> Comparator | None:
    """Read ≥, >, ≤, < and the words for them; None for none."""
    found = fold(text(raw))
    if found in _NONE:
        return None
    if found in _COMPARATORS:
        return _COMPARATORS[found]
    raise WrongError(f"比较填的是“{text(raw)}”", _choose(item.value for item in Comparator))


def yes(raw: object) -> bool:
    """Read a tick or 是, and its absence or 否."""
    found = fold(text(raw)).lower()
    if found in _YES:
        return True
    if found in _NO:
        return False
    raise WrongError(f"填的是“{text(raw)}”，看不出是还是否", "请填“√”或“是”，不是的空着")


def flags(raw: object) -> tuple[Flag, ...]:
    """Read the marks of a task."""
    known = {flag.value: flag for flag in Flag}
    found = [fold(part) for part in split(text(raw))]
    wrong = [part for part in found if part not in known]
    if wrong:
        raise WrongError(f"没有“{NAMES.join(wrong)}”这种任务标记", _choose(known))
    return tuple(dict.fromkeys(known[part] for part in found))


def section(raw: object) -> tuple[str, ...]:
    """Read the path of headings."""
    return tuple(part for part in re.split(r"\s+[/／]\s+", text(raw)) if part)


def split(words: str, whole: Iterable[str] = ()) -> tuple[str, ...]:
    """
    Split a list of names at 、 and its like, but not inside quotes and brackets.

    ``whole`` are known names that contain a separator themselves and stay in one piece.
    """
    parts, depth, start, at = [], 0, 0, 0
    guarded = sorted((name for name in whole if any(mark in name for mark in _SEPARATORS)), key=len)[::-1]
    while at < len(words):
        if name := next((n for n in guarded if start == at and words.startswith(n, at)), None):
            at += len(name)
            continue
        char = words[at]
        depth = max(0, depth + (char in _OPEN) - (char in _CLOSE))
        if char in _SEPARATORS and not depth:
            parts.append(words[start:at])
            start = at + 1
        at += 1
    parts.append(words[start:])
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def day(raw: object, year: int | None) -> date | None:
    """
    Read a date in any usual form: a real date, 2022-12-31, 2022年12月31日, 2022年底; None for none.

    ``year`` is the plan's, for dates that name none.
    """
    found = _day(raw, year)
    if found and not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise WrongError(
            f"日期{found.year}年{found.month}月{found.day}日年份不对", "请核对年份，写成2022-12-31的样子"
        )
    return found


def _day(raw: object, year: int | None) -> date | None:
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, date):
        return raw
    words = text(raw)
    if fold(words) in _NONE:
        return None
    named = _YEAR.search(unicodedata.normalize("NFKC", words))
    if year is None and not named:
        raise WrongError(f"日期“{words}”没有写年份", "请写成2022-12-31的样子")
    found = cells.read_date(words, year or FIRST_YEAR)
    if found.day is None:
        raise _wrong(found.problem, f"日期“{words}”读不出来", "请写成2022-12-31的样子")
    return found.day


def month(before: str) -> Callable[[object], str]:
    """Return the reader of a month, 2022-05 or 2022年5月 as ``2022-05``, none later than ``before``."""

    def read(raw: object) -> str:
        words = fold(text(raw))
        match = _MONTH.match(words)
        if match is None or not 1 <= int(match[2]) <= 12:  # noqa: PLR2004 -- months of a year
            raise WrongError(
                f"报告期“{text(raw)}”读不出来" if words else "没有填截至报告期", "请写成2022-05的样子"
            )
        label = f"{match[1]}-{int(match[2]):02d}"
        if before and label > before:
            what = f"截至报告期{label}不能晚于{before}"
            raise WrongError(what, f"期初数是启用以前的数，请填{before}或更早的月份")
        return label

    return read


def number(raw: object, unit: str | None) -> tuple[float | None, str | None]:
    """
    Read a number and the unit written with it: ``９８％`` is 98.0, ``1.2万`` is 12000.0; None for none.

    Raises:
        WrongError: words, a range, an estimate, another unit than the row's, or a bare share where the
            unit is ``%`` (0.98 may mean 98 % or 0.98 %).
    """
    if isinstance(raw, date):
        raise WrongError("目标值被表格软件变成了日期", "请先把单元格格式设为“文本”，再填数字")
    if isinstance(raw, int | float) and not isinstance(raw, bool) and unit == "%" and 0 < abs(raw) <= 1:
        raise WrongError(
            f"目标值是{raw:g}，看不出是{raw * 100:g}%还是{raw:g}%",
            f"请写明，例如写成“{raw * 100:g}%”",
        )
    words = text(raw)
    if fold(words) in _NONE:
        return None, None
    found = cells.read_value(words, unit)
    if found.number is None and not found.nil:
        raise _wrong(found.problem, f"“{words}”不是一个数", "请只填一个数字")
    if found.approximate:
        raise WrongError(f"“{words}”是约数", "请填一个确切的数字")
    return found.number, found.unit


def compared(raw: object) -> tuple[Comparator | None, object]:
    """Take a comparator written before a number (``≥98``) apart from it."""
    match = _PREFIX.fullmatch(fold(raw)) if isinstance(raw, str) else None
    return (_COMPARATORS[match[1]], match[2]) if match else (None, raw)


def _wrong(problem: str, what: str, todo: str) -> WrongError:
    """Take a sentence of :mod:`toolkit.lang.cells` apart into what and how to mend it."""
    said, please, how = problem.partition("，请")
    return WrongError(
        said.replace("此格的", "").replace("此格", "") if said else what, f"请{how}" if please else todo
    )
