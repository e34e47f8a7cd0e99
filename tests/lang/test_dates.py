"""Limits of policy Chinese: the last day each allows."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.lang import dates
from toolkit.lang.cell_dates import month_end
from toolkit.lang.script import shadow

NO_LIMITS = (
    "较2021年增长30%", "以2023年省评价为契机", "《清单（2021年版）》以外", "每年至少一次", "每季度通报", "2020年以来",
    "三年回访率", "月均回访30户", "年均增长5%", "依据2021年度全省评价结果", "自2022年1月起",
)  # fmt: skip


@pytest.mark.parametrize("pattern", dates.PATTERNS, ids=lambda pattern: pattern.name)
def test_each_pattern_reads_its_own_example(pattern: dates.LimitPattern) -> None:
    """The example beside a pattern is read by that pattern, to the day beside it."""
    limit, *_ = dates.limits(shadow(pattern.example), 2022)
    assert (limit.rule, limit.due) == (pattern.name, pattern.due)


@pytest.mark.parametrize("text", NO_LIMITS)
def test_a_year_that_is_no_limit_is_left_alone(text: str) -> None:
    """Baselines, versions, rhythms and titles set no limit."""
    assert dates.limits(shadow(text), 2022) == ()


@given(st.integers(2020, 2035), st.integers(1, 12))
def test_the_end_of_every_month_reads_in_every_writing(year: int, month: int) -> None:
    """A month's end is its last day, with the year printed or the plan's own."""
    numerals = "一 二 三 四 五 六 七 八 九 十 十一 十二".split()  # noqa: SIM905 - read as a row
    for text in (
        f"{year}年{month}月底前",
        f"{month}月底前",
        f"{numerals[month - 1]}月底前",
        f"{year} 年 {month} 月底前",
    ):
        (limit,) = dates.limits(shadow(f"{text}完成。"), year)
        assert limit.due == month_end(year, month)


def test_a_bare_month_belongs_to_the_year_printed_before_it() -> None:
    """After 2023年6月底, 12月底 is that of 2023."""
    found = dates.limits(shadow("2023年6月底前完成设计，12月底前开工"), 2022)
    assert [limit.due for limit in found] == [date(2023, 6, 30), date(2023, 12, 31)]


def test_without_a_plan_year_a_bare_limit_is_left_out() -> None:
    """No year is invented for 年底前."""
    assert dates.limits(shadow("年底前完成"), dates.NO_YEAR) == ()
