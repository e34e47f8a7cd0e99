"""
The month calendar of supervision (practice 4.2).

By default forms go out on the 20th, returns are due on the 25th at 17:00, corrections on the 28th, the
period locks on the 30th and the bulletin goes out by the 3rd of the month after.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from toolkit.model.calendar import Deadlines
from toolkit.model.period import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthDays:
    """Days of the month on which things are due; a day a month does not have is its last."""

    dispatch: int = 20
    due: int = 25
    due_time: time = time(17, 0)
    corrections: int = 28
    lock: int = 30
    bulletin: int = 3


@lru_cache(maxsize=64)
def deadlines(period: Period, days: MonthDays) -> Deadlines:
    """Return the moments of a period, reckoned in its last month."""
    last_month = Period.month_of(period.end)
    after = last_month.following
    due = datetime.combine(_day(last_month, days.due), days.due_time)
    return Deadlines(
        period=period,
        dispatch=datetime.combine(_day(last_month, days.dispatch), time(9, 0)),
        due=due,
        urge=datetime.combine(due.date() + timedelta(days=1), time(9, 0)),
        corrections=datetime.combine(_day(last_month, days.corrections), days.due_time),
        lock=datetime.combine(_day(last_month, days.lock), time(23, 59, 59)),
        bulletin=datetime.combine(_day(after, days.bulletin), time(9, 0)),
    )


def _day(month: Period, day: int) -> date:
    last = calendar.monthrange(month.start.year, month.start.month)[1]
    return month.start.replace(day=min(day, last))
