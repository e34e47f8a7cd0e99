"""How papers write numbers, days and lists."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.model.plan import Comparator
from toolkit.model.wording import amount, day, names, number, ordinal, percent, wanted


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (98.0, "98"),
        (98.5, "98.5"),
        (0.1, "0.1"),
        (-2.0, "-2"),
        (350000.0, "350000"),
        (1e16, "10000000000000000"),
        (0.0, "0"),
    ],
)
def test_numbers_are_written_out(value: float, text: str) -> None:
    """No exponent, no needless point."""
    assert number(value) == text


@given(st.floats(-1e12, 1e12, allow_nan=False))
def test_a_written_number_is_the_number(value: float) -> None:
    """Reading a number back gives the same number."""
    assert float(number(value)) == value


def test_amounts_and_aims_carry_their_unit() -> None:
    """Nothing is written where there is no number."""
    assert (amount(60.0, "项"), amount(None, "项")) == ("60项", "")
    assert (wanted(Comparator.AT_LEAST, 98.0, "%"), wanted(None, None, None)) == ("≥98%", "")
    assert (percent(1 / 3), names(("甲", "乙"))) == ("33.3%", "甲、乙")


def test_days_have_no_leading_zeros() -> None:
    """GB/T 9704-2012 clause 7.3.5.4."""
    assert day(date(2022, 3, 5)) == "2022年3月5日"


@pytest.mark.parametrize(
    ("value", "text"), [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (21, "二十一"), (99, "九十九")]
)
def test_ordinals_count_as_headings_do(value: int, text: str) -> None:
    """一 to 九十九."""
    assert ordinal(value) == text
