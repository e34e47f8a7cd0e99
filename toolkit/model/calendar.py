"""期限：the moments of a period, reckoned by :mod:`toolkit.calendar` from the office's settings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from toolkit.model.period import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadlines:
    """When a period's forms go out, returns are due, corrections are due, it locks, the bulletin is due."""

    period: Period
    dispatch: datetime
    due: datetime
    urge: datetime
    corrections: datetime
    lock: datetime
    bulletin: datetime
