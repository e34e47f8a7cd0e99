"""What lies between a start, a due day and the day rows are looked at."""

from __future__ import annotations

from datetime import date

from tests.judge.sample import JUNE
from toolkit.judge.expected import Moment, stage

START, DUE = date(2022, 1, 1), date(2022, 12, 31)


def test_days_are_never_counted_beyond_the_end_of_a_period() -> None:
    """A month looked at later has as many days left as on its last day; looked at earlier, as many as then."""
    late, early = (Moment.of(JUNE.end, as_of) for as_of in (date(2022, 8, 1), date(2022, 6, 20)))

    assert late.span(START, DUE)[1] == (DUE - JUNE.end).days
    assert early.span(START, DUE)[1] == (DUE - JUNE.end).days + 10


def test_the_stage_is_seen_from_the_end_whatever_the_day() -> None:
    """The last month of the period counts as gone by."""
    moment = Moment.of(JUNE.end, date(2022, 6, 20))

    assert moment.span(START, DUE)[0] == stage(START, DUE, JUNE.end)


def test_rows_of_other_days_have_other_spans() -> None:
    """What was reckoned for one start and due day is given to the rows that share both, and to no other."""
    moment = Moment.of(JUNE.end, JUNE.end)
    days = (START, date(2022, 4, 1), None)
    asked = [(start, due) for start in days for due in (DUE, date(2022, 9, 30), None)]
    first = {each: moment.span(*each) for each in asked}

    assert {each: moment.span(*each) for each in asked} == first
    for (start, due), (seen, left) in first.items():
        assert seen == (stage(start, due, JUNE.end) if start and due else None)
        assert left == ((due - JUNE.end).days if due else None)
