"""句子：the sentences of an item, each with its limits and its commitments."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from toolkit.lang import dates, quantities
from toolkit.model.plan import Confidence
from toolkit.plans import readings

if TYPE_CHECKING:
    from datetime import date

    from toolkit.lang.dates import Limit
    from toolkit.model.plan import Basis, Comparator, Kind
    from toolkit.plans.clauses import Reading


_SENTENCE: Final = re.compile(
    r"[^。!?\n]{1,3000}[。!?\n]?|[。!?\n]"
)  # a longer one is cut: work must stay linear


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an item: its place, its limits and its commitments."""

    start: int
    end: int
    limits: tuple[Limit, ...]
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A target before it has its number: where it stands and what it says."""

    start: int
    end: int
    kind: Kind
    basis: Basis
    rule: str
    measure: str = ""
    comparator: Comparator | None = None
    value: float | None = None
    unit: str | None = None
    due: date | None = None
    begin: date | None = None
    baseline: float | None = None
    recurring: str | None = None
    confidence: Confidence = Confidence.HIGH


def split(masked: str, year: int) -> list[Sentence]:
    """Return the sentences of a masked shadow; a limit before a colon governs the sentences below it."""
    sentences: list[Sentence] = []
    heading: Limit | None = None
    for match in _SENTENCE.finditer(masked):
        if not match[0].strip():
            continue
        limits = tuple(
            replace(one, start=one.start + match.start(), end=one.end + match.start())
            for one in dates.limits(match[0], year)
        )
        numbers = _outside(quantities.find(match[0]), match.start(), limits)
        if limits:
            heading = None
        elif heading is not None:
            limits = (replace(heading, start=match.start(), end=match.start()),)
        sentences.append(
            Sentence(
                match.start(), match.end(), limits, readings.read(masked, numbers, match.start(), match.end())
            )
        )
        if limits and match[0].rstrip("\n").rstrip().endswith(":"):
            heading = limits[-1]
    return sentences


def _outside(
    found: tuple[quantities.Quantity, ...], start: int, limits: tuple[Limit, ...]
) -> tuple[quantities.Quantity, ...]:
    moved = (replace(one, start=one.start + start, end=one.end + start) for one in found)
    return tuple(
        one for one in moved if not any(lim.start < one.end and one.start < lim.end for lim in limits)
    )
