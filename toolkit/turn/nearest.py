"""The ids a mistyped one may mean."""

from __future__ import annotations

import unicodedata
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_MOST = 5


def nearest(written: str, ids: Iterable[str], most: int = _MOST) -> tuple[str, ...]:
    """Return the ids most like what was written, those of the same task first; the order given breaks ties."""
    folded = unicodedata.normalize("NFKC", written).strip()
    task = folded.partition(".")[0]
    ranked = sorted(ids, key=lambda id_: (id_.partition(".")[0] != task, -_likeness(folded, id_)))
    return tuple(ranked[:most])


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
