"""参数沿革：what the sheet 参数 of a plan said, and from which month on it counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from toolkit.model.period import Period

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Term(NamedTuple):
    """What 参数 said, and the first month it counts in, as ``2022-06``; ``""`` is from the beginning."""

    since: str
    parameters: Mapping[str, str]


def in_force(terms: Sequence[Term], period: Period) -> Mapping[str, str]:
    """Return the 参数 a period is judged by, of ``terms`` in the order they were registered; none where there are none."""
    month = Period.month_of(period.end).label
    return next((term.parameters for term in reversed(terms) if term.since <= month), {})
