"""书写：one form for spellings that mean the same, and bytes of unknown encoding to text."""

from __future__ import annotations

import codecs
import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_BLANK: Final = re.compile(r"[\s\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]+")
_WIDE: Final = tuple((wide, unicodedata.normalize("NFKC", wide)) for wide in "，（）：；！？％")
"""What every Chinese text has; a text without any is as a rule NFKC already, which is told sixty times faster."""
_KEPT: Final = 256
"""Characters of the longest text whose folded form is remembered."""
_BETWEEN: Final = "\u241e"
"""Stands between texts that are folded together: folding leaves it as it is, and whatever is beside it."""
_MOST: Final = 4096
"""Texts folded together that are remembered, besides those of the last call."""
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CIRCLED: Final = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_QUOTES: Final = {
    "「": "“", "」": "”", "『": "“", "』": "”", "﹒": ".", "〔": "(", "〕": ")", "【": "(", "】": ")", "［": "(",
    "］": ")", "[": "(", "]": ")", "﹑": "、", "–": "—", "～": "~", "∽": "~", "·": "·", "｡": "。", "．": ".",
}  # fmt: skip
_LEGACY: Final = ("gb18030", "big5hkscs")
_SAMPLE: Final = 60_000
_FAINT: Final = 0.2
_LOOK_ALIKES: Final = str.maketrans(
    {
        char: same[0]
        for same in ("已己巳", "未末", "日曰", "土士", "入人八", "干千于", "口囗")
        for char in same[1:]
    }
)
"""Characters that scanning takes for one another, each to the first of its kind."""
_COMMON: Final = frozenset(
    "的是了在和为有不人中大国上个年会以到对发工业要行政经市民生产全部主动同方时地与务服企实度提高新建改社任理加进设"
    "计管机关单位责推体制项目标点落各区县镇街道局办公开点强化优环境成及等其他完本法定牵头配合月日一二三四五六七八九十"
    "的是了在和為有不人中大國上個年會以到對發工業要行政經市民生產全部主動同方時地與務服企實度提高新建改社任理加進設"
    "計管機關單位責推體制項目標點落各區縣鎮街道局辦公開點強化優環境成及等其他完本法定牽頭配合，。、；：（）《》“”"
)


@cache
def _converter() -> Callable[[str], str]:
    import opencc

    convert: Callable[[str], str] = opencc.OpenCC("t2s").convert
    return convert


def simplify(text: str) -> str:
    """Return ``text`` in simplified script; length may differ where one character becomes two."""
    return text if text.isascii() else _converter()(text)


def strip_blanks(text: str) -> str:
    """Remove every white space, zero-width and direction mark."""
    joined = "".join(text.split())
    return joined if joined.isprintable() else _BLANK.sub("", joined)


def fold(text: str) -> str:
    """
    Return the form two names or headers are compared in.

    NFKC, simplified, without white space or zero-width marks; case and punctuation are kept.
    """
    known = _together.get(text)
    if known is not None:
        return known
    return _remembered(text) if len(text) <= _KEPT else _fold(text)


def fold_together(texts: Iterable[str]) -> list[str]:
    """
    Return the folded form of each text, and let :func:`fold` know it for a while.

    Many texts of one file are folded as one, which takes a fifth of the time it takes to fold each.
    """
    wanted = list(texts)
    new = [text for text in dict.fromkeys(wanted) if text not in _together]
    if new:
        if len(_together) > _MOST:
            _together.clear()
            new = list(dict.fromkeys(wanted))
        folded = _fold(_BETWEEN.join(new)).split(_BETWEEN)
        _together.update(zip(new, folded if len(folded) == len(new) else map(_fold, new), strict=True))
    return [_together[text] for text in wanted]


def _fold(text: str) -> str:
    for wide, narrow in _WIDE:
        text = text.replace(wide, narrow)
    return strip_blanks(simplify(unicodedata.normalize("NFKC", text)))


def look(text: str) -> str:
    """Return a folded text with characters that look alike made one (己已, 末未): for comparing whole words only."""
    return text.translate(_LOOK_ALIKES)


_remembered = lru_cache(maxsize=8192)(_fold)
_together: dict[str, str] = {}


def decode(data: bytes) -> str:
    """
    Return the text of ``data`` in whichever encoding Chinese offices use.

    A byte-order mark decides; then UTF-8, UTF-16 without a mark, and GB18030 or Big5 by which gives the
    more plausible Chinese.  A text cut in the middle of a character loses that character only.

    Raises:
        ValueError: the bytes are not text.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    if (text := _utf8(data)) is not None:
        return text
    if (text := _utf16(data)) is not None:
        return text
    return _legacy(data)


def _utf8(data: bytes) -> str | None:
    if b"\0" in data[:_SAMPLE]:
        return None
    try:
        return codecs.getincrementaldecoder("utf-8")().decode(data)
    except UnicodeDecodeError as error:
        damaged = data.decode("utf-8", "replace")
        if error.start > len(data) // 2 and damaged.count("\ufffd") * 1000 < len(damaged):
            return damaged
        return None


def _utf16(data: bytes) -> str | None:
    if len(data) % 2 or not data:
        return None
    sample = data[: _SAMPLE // 2 * 2]
    scored = [(_plausibility(sample.decode(e, "replace")), e) for e in ("utf-16-le", "utf-16-be")]
    best, encoding = max(scored)
    legacy = max(_plausibility(sample.decode(e, "replace")) for e in _LEGACY)
    return data.decode(encoding, "replace") if best > max(_FAINT, legacy) else None


def _legacy(data: bytes) -> str:
    if b"\0" in data:
        raise ValueError("not text")
    sample = data[:_SAMPLE]
    best, encoding = max((_plausibility(sample.decode(e, "replace")), e) for e in _LEGACY)
    if best <= 0:
        raise ValueError("not text")
    return data.decode(encoding, "replace")


def _plausibility(text: str) -> float:
    """Share of ``text`` that is everyday official Chinese, less what no text contains."""
    if not text:
        return 0.0
    common = sum(char in _COMMON for char in text)
    plain = sum(char.isascii() and (char.isprintable() or char in "\r\n\t") for char in text)
    odd = sum(
        unicodedata.category(char) in {"Cc", "Co", "Cn", "Cs"} and char not in "\r\n\t" for char in text
    )
    return (common + plain * 0.5 - (odd + text.count("\ufffd")) * 3) / len(text)


def shadow(text: str) -> str:
    """
    Return ``text`` simplified, with half-width figures and punctuation, and exactly as long.

    Grammar is matched on the shadow; places found in it are places in the text.
    """
    narrow = "".join(map(_narrow, text))
    simple = simplify(narrow)
    if len(simple) == len(narrow):
        return simple
    return "".join(
        one if len(one) == 1 else char for char, one in zip(narrow, map(simplify, narrow), strict=True)
    )


@cache
def _narrow(char: str) -> str:
    if char in _QUOTES:
        return _QUOTES[char]
    plain = unicodedata.normalize("NFKC", char)
    return plain if len(plain) == 1 and char not in _CIRCLED else char
