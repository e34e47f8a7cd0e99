"""Heights of rows."""

from __future__ import annotations

from toolkit.forms import sizes


def test_chinese_counts_twice() -> None:
    """A Chinese character or full-width mark is as wide as two letters."""
    assert sizes.width("网办率98%，") == 11


def test_a_row_grows_with_its_longest_text_up_to_what_programs_allow() -> None:
    """Height follows the text that takes most lines, within bounds."""
    assert sizes.height([("短", 20.0)]) == sizes.LEAST
    assert sizes.height([("短", 20.0), ("长" * 60, 20.0)]) > sizes.height([("长" * 30, 20.0)])
    assert sizes.height([("长" * 5000, 20.0)]) == sizes.MOST
    assert sizes.lines("一\n二\n三", 20.0) == 3
