"""结对：plans between two governments, where one guides and the other delivers."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Final

from toolkit.lang.script import shadow

_PLACE: Final = r"[\u4e00-\u9fff]{1,5}?[省市县区州旗]"
_GUIDES: Final = re.compile(
    rf"({_PLACE})(?:积极|大力|进一步|继续)?(?:指导|帮助|协助|帮扶|支援|支持)({_PLACE})"
)
_OFTEN: Final = 3


@dataclass(frozen=True, slots=True)
class Parties:
    """The government that guides and the one that delivers."""

    guide: str
    doer: str


def find(text: str) -> Parties | None:
    """Return the two governments of a paired plan, or None; one guides the other several times over."""
    plain = shadow(text)
    pairs = Counter((match[1], match[2]) for match in _GUIDES.finditer(plain))
    if not pairs:
        return None
    (guide, doer), times = pairs.most_common(1)[0]
    if times < _OFTEN or guide == doer:
        return None
    return Parties(guide, doer)


def assign(parties: Parties, text: str) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    """Return who delivers a paragraph, who guides it, and the words that say so."""
    plain = shadow(text)
    leads = (_printed(text, plain, parties.doer),) if parties.doer in plain else ()
    supports = (_printed(text, plain, parties.guide),) if parties.guide in plain else ()
    if not leads:
        leads, supports = supports, ()
    quote = re.split(r"[,。;]", plain, maxsplit=1)[0]
    return leads, supports, text[: len(quote)]


def _printed(text: str, plain: str, name: str) -> str:
    place = plain.find(name)
    return text[place : place + len(name)]
