"""节点：a dated deliverable without a number; one limit gives one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from toolkit.model.plan import Basis, Confidence, Kind
from toolkit.plans import grammar, measures
from toolkit.plans.sentences import Found

if TYPE_CHECKING:
    from toolkit.lang.dates import Limit
    from toolkit.plans.sentences import Sentence


BACKWARD: Final = re.compile(
    r"^\s*(?:前|底前)?(?:全部|全面|基本)?(?:完成|实现|落实|达到|建成|到位|达标|完成到位|见效|落地|出台|印发)?(?:到位|目标)?\s*[,;。)]?\s*$"
)


def read(masked: str, plain: str, sentence: Sentence, limit: Limit, stop: int) -> Found | None:
    """
    Read a dated deliverable without a number; one limit gives one.

    Where numbers stand behind the limit, only a clause that states a result (实现…, 全覆盖) counts beside them.
    """
    backward = not masked[limit.end : stop].strip(" ,;。、)\n完成前底") or BACKWARD.match(
        masked[limit.end : stop]
    )
    start, end = (sentence.start, limit.start) if backward else (limit.end, stop)
    earlier = [other for other in sentence.limits if other.end <= limit.start]
    if backward and earlier:
        return _finished(masked, limit, stop, earlier[-1])
    spoken = [reading for reading in sentence.readings if start <= reading.quantity.start < end]
    clauses = _clauses(masked, start, end)
    if spoken or _numbers(sentence, start, end, masked):
        free = [c for c in clauses if not any(c[0] <= r.quantity.start < c[1] for r in spoken)]
        free = (
            [c for c in free if c[0] < spoken[0].quantity.start or ";" in masked[limit.end : c[0]]]
            if spoken
            else free
        )
        chosen = [
            c
            for c in free
            if (grammar.STRONG.search(masked[c[0] : c[1]]) or _next_to(masked, limit, c))
            and not grammar.DIRECTION.search(masked[c[0] : c[1]])
        ]
    else:
        chosen = [c for c in clauses if _delivers(plain[c[0] : c[1]], masked[c[0] : c[1]])]
    if not chosen:
        return None
    first = chosen[0]
    quote_start = min(limit.start, first[0]) if not masked[limit.end : first[0]].strip(" ,") else first[0]
    keep = grammar.KEEP.search(plain, first[0], first[1])
    text = plain[first[0] : first[1]]
    return Found(
        start=quote_start,
        end=max(first[1], limit.end) if backward else first[1],
        kind=Kind.KEEP if keep else Kind.MILESTONE,
        basis=Basis.MILESTONE,
        rule="milestone",
        measure=measures.LEADING.sub("", text.strip(" ,;、“”"))[: measures.LONGEST],
        due=limit.due,
        begin=limit.begin,
        confidence=Confidence.MEDIUM,
    )


def _next_to(masked: str, limit: Limit, clause: tuple[int, int]) -> bool:
    """Tell whether a clause stands right behind its limit and names a deed of its own: 6月底前制定办法,…."""
    adjoining = not masked[limit.end : clause[0]].strip(" ,")
    return adjoining and bool(grammar.CONCRETE.match(masked[clause[0] : clause[1]]))


def _finished(masked: str, limit: Limit, stop: int, earlier: Limit) -> Found | None:
    """Read the second of two stages: 2024年完成30%,2025年全面完成."""
    end = len(masked[:stop].rstrip(" ,;。、)\n"))
    said = masked[limit.end : end].strip(" 前底,")
    if not said or masked[limit.start - 1 : limit.start] == "(" or limit.due <= earlier.due:
        return None
    return Found(
        start=limit.start,
        end=end,
        kind=Kind.MILESTONE,
        basis=Basis.MILESTONE,
        rule="milestone",
        measure=said,
        due=limit.due,
        confidence=Confidence.MEDIUM,
    )


def _numbers(sentence: Sentence, start: int, end: int, masked: str) -> bool:
    return bool(
        grammar.DOUBLED.search(masked, start, end) or grammar.RANK.search(masked, start, end)
    ) and bool(sentence)


def _clauses(masked: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the places of the clauses between two points, commas and semicolons left out."""
    clauses = []
    for match in re.finditer(r"[^,;:。!?\n]+", masked[start:end]):
        if match[0].strip():
            lead = len(match[0]) - len(match[0].lstrip())
            clauses.append((start + match.start() + lead, start + match.end()))
    return clauses


def _delivers(text: str, masked: str) -> bool:
    """Tell whether a clause states something done by its limit rather than a direction or a ground."""
    if re.match(r"^(?:已|累计|目前|共)", text) or grammar.PAST.search(text):
        return False
    if len(text.strip()) < len("开工") or (
        re.match(
            r"^(?:结合|根据|依|按|按照|通过(?!验收|认定|评审|考核|审核|评估|验证)|围绕|以|针对|对|在|除|积极|鼓励|支持|引导|力争在)",
            text,
        )
        and not grammar.STRONG.search(masked)
    ):
        return False
    return bool(grammar.RESULT.search(text)) and not grammar.DIRECTION.search(masked)
