"""The month calendar."""

from __future__ import annotations

from datetime import datetime, time

import pytest

from toolkit.calendar.deadlines import MonthDays, deadlines
from toolkit.model.period import Period


def test_default_month() -> None:
    """Forms go out on the 20th, returns are due on the 25th at 17:00, the bulletin by the 3rd of the next month."""
    june = deadlines(Period.parse("2022-06"), MonthDays())

    assert june.dispatch.date().isoformat() == "2022-06-20"
    assert june.due == datetime(2022, 6, 25, 17)
    assert june.urge.date().isoformat() == "2022-06-26"
    assert june.corrections == datetime(2022, 6, 28, 17)
    assert june.lock.date().isoformat() == "2022-06-30"
    assert june.bulletin.date().isoformat() == "2022-07-03"


def test_short_month_locks_on_its_last_day() -> None:
    """A day a month does not have is its last day."""
    february = deadlines(Period.parse("2022-02"), MonthDays())

    assert february.lock.date().isoformat() == "2022-02-28"
    assert february.bulletin.date().isoformat() == "2022-03-03"


def test_december_reports_in_january() -> None:
    """The bulletin of December goes out in the next year."""
    assert deadlines(Period.parse("2022-12"), MonthDays()).bulletin.date().isoformat() == "2023-01-03"


def test_quarter_is_due_in_its_last_month() -> None:
    """A quarter's deadlines lie in its last month."""
    days = MonthDays(due=10, due_time=time(12, 0))

    assert deadlines(Period.parse("2022Q2"), days).due == datetime(2022, 6, 10, 12)


@pytest.mark.parametrize(
    ("text", "start", "end", "before", "after", "chinese"),
    [
        ("2022-01", "2022-01-01", "2022-01-31", "2021-12", "2022-02", "2022年1月"),
        ("2024-02", "2024-02-01", "2024-02-29", "2024-01", "2024-03", "2024年2月"),
        ("2022Q1", "2022-01-01", "2022-03-31", "2021Q4", "2022Q2", "2022年第一季度"),
        ("2022W01", "2022-01-03", "2022-01-09", "2021W52", "2022W02", "2022年第1周"),
    ],
)
def test_period(text: str, start: str, end: str, before: str, after: str, chinese: str) -> None:
    """A period knows its first and last day, its neighbours and its name in papers."""
    period = Period.parse(text)

    assert (period.start.isoformat(), period.end.isoformat()) == (start, end)
    assert (str(period.previous), str(period.following)) == (before, after)
    assert period.chinese == chinese


@pytest.mark.parametrize("text", ["", "2022", "2022-13", "2022Q5", "2022W60", "六月"])
def test_no_period(text: str) -> None:
    """Anything else is no period."""
    with pytest.raises(ValueError):  # noqa: PT011 -- date and period raise it in their own words
        Period.parse(text)
