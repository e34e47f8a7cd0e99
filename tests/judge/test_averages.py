"""A figure a month, averaged over the months that were reported."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.judge.sample import AVERAGE, one, report

MONTHLY = replace(AVERAGE, recurring="每月")


def test_an_average_is_the_sum_by_the_months() -> None:
    """Thirty a month is reached by forty and twenty, though the last month alone is short of it."""
    standing = one(MONTHLY, report(40, period="2022-05"), report(20))
    assert standing.completion == pytest.approx(1.0)
    assert standing.why.startswith("本期值20户，已报2个月合计60户、月均30户，目标≥30户，完成率100.0%，")


def test_a_month_nobody_reported_is_not_zero() -> None:
    """Only months with a figure count, and only those of the stage; a tick says the figure again."""
    months = (report(90, period="2021-12"), report(33, period="2022-01"), report(27, period="2022-03"))
    tick = report(status=None, period="2022-04", unchanged=True)
    assert one(MONTHLY, *months, tick, report(30)).completion == pytest.approx((33 + 27 + 27 + 30) / 4 / 30)


def test_an_average_the_department_works_out_itself_is_taken_as_it_is() -> None:
    """月均 asks for the average up to now, so this month's report says it all."""
    assert one(AVERAGE, report(60, period="2022-05"), report(30)).completion == 1.0
