"""遮挡：the parts of a text that make no commitment are blanked, its length kept."""

from __future__ import annotations

import re
from typing import Final

from toolkit.lang import dates

BLANK: Final = "□"
_QUOTE: Final = re.compile(r"“[^“”\n]{0,80}”|《[^《》\n]{0,100}》|‘[^‘’\n]{0,40}’|\"[^\"\n]{0,40}\"")
_BRACKET: Final = re.compile(r"\((?:[^()\n]|\([^()\n]{0,60}\)){0,300}\)")
_PERIOD: Final = re.compile(r"“十[一二三四五六七八]五”")
_COMMITTED: Final = re.compile(
    r"^“?[^“”]{0,10}?(?:[\d.]+|[一二两三四五六七八九十]+)\s?(?:个)?(?:工作日|小时|分钟|天|日)(?:内|以内)?(?:[^“”]{0,8})?(?:办结|出证|办成|办理|完成|审批|拿证|办好|领证)"
)
_STEPS: Final = re.compile(r"^“[\d.]+\s?个?(?:环节|小时|分钟|个?工作日|天|日)[、,].{0,30}”$")
_SHORT_LIMIT: Final = 40
_NAMES: Final = re.compile(
    r"最多跑一次(?=改革|事项|清单|占比|比例|率|服务|目标|办|、)|(?:只|仅|最多|至多)?跑一次(?=腿|路|改革|事项)|一次性?(?:办好|办成|办结|告知|不用跑)(?=改革|事项|清单|占比|比例|率|服务)|"
    r"(?<!\d)\d{1,2}(?:\+\d{1,2})+(?:\+[nxN])?(?=[\u4e00-\u9fff])"
)


def mask(plain: str, spans: tuple[tuple[int, int], ...]) -> str:
    """Blank the spans given (roles), quoted names, titles of documents and asides in brackets."""
    pieces, last = [], 0
    for start, end in sorted(spans):
        if start >= last:
            pieces += [plain[last:start], " " * (end - start)]
            last = end
    plain = "".join((*pieces, plain[last:]))
    plain = _QUOTE.sub(_quote, plain)
    plain = _NAMES.sub(lambda match: BLANK * len(match[0]), plain)
    return _BRACKET.sub(_bracket, plain)


def _quote(match: re.Match[str]) -> str:
    text = match[0]
    if _PERIOD.fullmatch(text) or _COMMITTED.match(text) or _STEPS.match(text):
        return text
    return text[0] + BLANK * (len(text) - 2) + text[-1]


def _bracket(match: re.Match[str]) -> str:
    """An aside says nothing of its own, but for a limit printed in it."""
    text = match[0]
    if len(text) <= _SHORT_LIMIT and dates.limits(text[1:-1], 2000):
        return text
    return text[0] + BLANK * (len(text) - 2) + text[-1]
