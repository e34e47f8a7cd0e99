"""月均：the average of what every month's report says by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date

    from toolkit.model.history import Accepted


class Average(NamedTuple):
    """What the reported months come to, and how many they are."""

    total: float
    months: int

    @property
    def value(self) -> float:
        """The figure for an average month."""
        return self.total / self.months


def average(reports: tuple[Accepted, ...], report: Accepted | None, start: date | None) -> Average | None:
    """
    Return the average of the figures since the month of ``start``; None where no month has one.

    A tick says last month's figure again; a month nobody reported is neither zero nor last month's.
    """
    first = f"{start:%Y-%m}" if start else ""
    figures: dict[str, float] = {}
    last: float | None = None
    for each in (*reports, report) if report is not None else reports:
        entry = each.entry
        last = entry.value if entry.value is not None or not entry.unchanged else last
        if last is not None and each.period >= first and not entry.blank:
            figures[each.period] = last
    return Average(sum(figures.values()), len(figures)) if figures else None
