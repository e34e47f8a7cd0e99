"""数字：a whole string that is one number, in figures or in Chinese."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from toolkit.lang.script import strip_blanks

DIGITS: Final = {
    **dict(zip("〇一二三四五六七八九", range(10), strict=True)),
    **dict(zip("零壹贰叁肆伍陆柒捌玖", range(10), strict=True)),
    "貳": 2, "參": 3, "叄": 3, "陸": 6, "○": 0, "两": 2, "兩": 2, "弌": 1, "俩": 2,
}  # fmt: skip
SMALL: Final = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
LARGE: Final = {"万": 1e4, "萬": 1e4, "亿": 1e8, "億": 1e8}
SHORT: Final = {"廿": "二十", "卅": "三十"}
CHINESE: Final = "".join((*DIGITS, *SMALL, *LARGE, *SHORT, "点點"))

_FIGURES: Final = re.compile(r"([+-]?)(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?([十百千万萬亿億]*)")
_BLANKED: Final = re.compile(r"(?<=\d)[ \u00a0\u2009\u202f](?=\d{3}(?!\d))")
_PERCENT: Final = re.compile(r"百分之(.+)")
_HALF: Final = "半"
_LONGEST: Final = 40


def parse(text: str) -> float | None:
    """
    Return the number that is the whole of ``text``, or None.

    Reads ``98``, ``９８``, ``1,200``, ``1 200``, ``1.2万``, ``九十八``, ``壹佰``, ``两``, ``三点五``, ``半`` and
    ``百分之九十八`` (98.0).  What is no exact number (十余, 近百, 千分之五) gives None.
    """
    text = unicodedata.normalize("NFKC", text.strip())
    if len(text) > _LONGEST:
        return None
    text = strip_blanks(_BLANKED.sub("", text))
    if match := _PERCENT.fullmatch(text):
        return parse(match[1])
    if text == _HALF:
        return 0.5
    return _figures(text) if text[:1].isascii() else chinese(text)


def chinese(text: str) -> float | None:
    """Return the value of a numeral written in Chinese characters (三千零五, 二〇二二, 三点五), or None."""
    for short, long in SHORT.items():
        text = text.replace(short, long)
    whole, point, decimals = text.replace("點", "点").partition("点")
    if not whole or (point and not decimals):
        return None
    fraction = _digits(decimals) if point else ""
    value = _whole(whole)
    if value is None or fraction is None:
        return None
    return float(f"{value:.0f}.{fraction}") if fraction else value


def _figures(text: str) -> float | None:
    match = _FIGURES.fullmatch(text)
    if not match:
        return None
    value = float(match[2].replace(",", "") + (match[3] or ""))
    for char in match[4]:
        value *= SMALL.get(char, 0) or LARGE[char]
    return round(-value if match[1] == "-" else value, 6)


def _digits(text: str) -> str | None:
    figures = [DIGITS.get(char) for char in text]
    return None if None in figures else "".join(map(str, figures))


def _whole(text: str) -> float | None:
    if len(text) > 1 and (figures := _digits(text)) is not None:
        return float(figures)
    total = section = digit = 0.0
    pending = False
    for char in text:
        if char in DIGITS:
            if pending and digit:
                return None
            digit, pending = float(DIGITS[char]), True
        elif char in SMALL:
            section += (digit if pending else 1) * SMALL[char]
            digit, pending = 0.0, False
        elif char in LARGE:
            if not (section or pending or total):
                return None
            total = _close(total, section + digit, char)
            section, digit, pending = 0.0, 0.0, False
        else:
            return None
    return total + section + digit


def _close(total: float, section: float, large: str) -> float:
    """Close a section: 亿 multiplies all that came before it, 万 only its own section."""
    if LARGE[large] == LARGE["亿"]:
        return (total + section) * LARGE[large]
    return total + section * LARGE[large]
