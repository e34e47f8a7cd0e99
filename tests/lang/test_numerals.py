"""Numbers written every way an office writes them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.lang.numerals import parse

WRITTEN = {
    "98": 98, "９８": 98, "1,200": 1200, "1 200": 1200, "九十八": 98, "壹佰": 100, "两": 2, "1.2万": 12000,
    "三点五": 3.5, "百分之九十八": 98, "半": 0.5, "十": 10, "一百零五": 105, "一亿二千万": 120_000_000,
    "三十五万": 350_000, "二〇二二": 2022, "廿五": 25, "３．５": 3.5, "-3": -3, "1千": 1000, "叁拾": 30,
}  # fmt: skip
NOT_NUMBERS = ("", "千分之五", "十余", "近百", "1,20", "1.2.3", "万", "若干", "九十八个", "点五", "abc")


@pytest.mark.parametrize(("text", "value"), WRITTEN.items())
def test_a_number_reads_however_it_is_written(text: str, value: float) -> None:
    """Figures, full-width figures, Chinese and financial numerals give the same number."""
    assert parse(text) == value


@pytest.mark.parametrize("text", NOT_NUMBERS)
def test_what_is_no_exact_number_reads_as_none(text: str) -> None:
    """Vague or broken numbers are not guessed."""
    assert parse(text) is None


def chinese(number: int) -> str:
    """Write a whole number below a hundred million in Chinese, the everyday way."""
    figures = "零一二三四五六七八九"
    if number >= 10_000:
        rest = number % 10_000
        joint = "零" if 0 < rest < 1000 else ""
        return chinese(number // 10_000) + "万" + (joint + chinese(rest) if rest else "")
    text, zero = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            text += ("零" if zero and text else "") + figures[digit] + name
            zero = False
        else:
            zero = True
    return text or "零"


@given(st.integers(min_value=0, max_value=99_999_999))
def test_every_whole_number_reads_back_from_chinese(number: int) -> None:
    """What is written in Chinese numerals reads back as the number."""
    assert parse(chinese(number)) == number


@given(st.integers(min_value=0, max_value=10**9))
def test_every_whole_number_reads_back_from_grouped_and_full_width_figures(number: int) -> None:
    """Thousands separators and full-width figures change nothing."""
    assert parse(f"{number:,}") == number
    assert parse(str(number).translate(str.maketrans("0123456789", "０１２３４５６７８９"))) == number
