"""行内序号：numbers printed in the middle of a line, where the text has lost its line breaks."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from toolkit.lang.script import shadow
from toolkit.plans import markers

if TYPE_CHECKING:
    from toolkit.plans.document import Line

_SHORTEST: Final = 24
_BEFORE: Final = "。;:!?)”》\n"
_HAN: Final = "[一二三四五六七八九十]{1,3}"
_CANDIDATE: Final = re.compile(
    rf"(?P<han>(?<![第、之百分\d]){_HAN}、(?=[^\s、,。]{{2}}))|(?P<paren_han>\({_HAN}\))|(?P<arabic>(?<![\d.\-—第A-Za-z/、至到~])\d{{1,3}}[.](?=\s?[^\d\s.]))"
)
_NEAR: Final = 45
_SECOND: Final = 2
_FEW_LINES: Final = 8
_DENSE: Final = 100


def split(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Cut a document that has lost its line breaks at its numbers; any other is returned as it is."""
    if len(lines) > _FEW_LINES or max((len(line.text) for line in lines), default=0) < _DENSE:
        return lines
    return tuple(
        replace(line, text=piece)
        for line in lines
        for piece in (pieces(line.text, dense=True) if len(line.text) > _DENSE else [line.text])
    )


def pieces(text: str, *, dense: bool = False) -> list[str]:
    """
    Cut a long line where a number in sequence begins a new heading or item.

    A number counts when it follows the end of a sentence (or stands close behind a heading) and goes on a
    sequence: 1 that is followed later by 2, or the next number of the list that is open.  ``dense`` says the
    document has no line breaks at all, so that a heading may follow anything.
    """
    if len(text) < _SHORTEST:
        return [text]
    plain = shadow(text)
    lead = markers.match(plain.lstrip())
    cuts = _cuts(plain, lead.style.name if lead else "", lead.ordinal if lead else 0, dense=dense)
    if not cuts:
        return [text]
    edges = [0, *cuts, len(text)]
    return [text[a:b] for a, b in pairwise(edges) if text[a:b].strip()]


def _cuts(plain: str, leading: str, ordinal: int, *, dense: bool) -> list[int]:
    found = [
        (match.start(), kind, markers.ordinal(re.sub(r"[()、.]", "", match[0])) or 0)
        for match in _CANDIDATE.finditer(plain)
        if match.start() and (kind := match.lastgroup or "")
    ]
    seen = {(kind, value) for _, kind, value in found}
    last = {leading: ordinal}
    ran = {leading: ordinal}
    cuts: list[int] = []
    previous = 0 if leading else -_NEAR * 2
    for start, kind, value in found:
        opens = value == 1 and (kind, _SECOND) in seen and (kind != leading or dense)
        goes_on = value == last.get(kind, -1) + 1 or (dense and value == ran.get(kind, -1) + 1)
        if (opens or goes_on) and _stands_apart(plain, start, previous, kind, dense=dense):
            cuts.append(start)
            last[kind] = ran[kind] = value
            previous = start
            _forget_below(last, kind)
    return cuts


def _stands_apart(plain: str, start: int, previous: int, kind: str, *, dense: bool) -> bool:
    """A number follows a sentence's end; only a bracketed one may also follow a heading without a stop."""
    before = plain[:start].rstrip()
    if not before or before[-1] in _BEFORE:
        return True
    if dense and kind == "han":
        return True
    near = start - previous < _NEAR
    return near and (kind != "han" or plain[start - 1].isspace())


def _forget_below(last: dict[str, int], kind: str) -> None:
    rank = markers.BY_NAME[kind].rank
    for other in [name for name in last if name in markers.BY_NAME and markers.BY_NAME[name].rank > rank]:
        del last[other]
