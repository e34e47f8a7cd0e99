"""Titles turn between words (GB/T 9704-2012 clause 7.3.1)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.reports.measure import ems
from toolkit.reports.title import ROOM, lines_of, words


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("关于云溪县工作情况的通报", ("关于云溪县工作情况的通报",)),
        (
            "关于《云溪县优化营商环境2022年行动方案》6月份进展情况的通报",
            ("关于《云溪县优化营商环境2022年", "行动方案》6月份进展情况的通报"),
        ),
        (
            "关于《云溪市对标先进城市优化营商环境行动方案（2023年）》2022年第二季度进展情况的通报",
            ("关于《云溪市对标先进城市优化", "营商环境行动方案（2023年）》", "2022年第二季度进展情况的通报"),
        ),
    ],
)
def test_titles_turn_where_a_reader_would(title: str, lines: tuple[str, ...]) -> None:
    """Words, numbers with their measure and names are whole, lines are of like length."""
    assert lines_of(title) == lines


def test_marks_stay_with_their_words() -> None:
    """No line begins with a closing mark or 的, none ends with an opening one."""
    pieces = words("关于《云溪县优化营商环境行动方案（2021—2024年）》落实情况的通报")
    assert pieces == (
        "关于", "《云溪县", "优化", "营商环境", "行动方案", "（2021—2024年）》", "落实情况的", "通报",
    )  # fmt: skip


def test_a_title_of_one_long_word_is_left_to_word() -> None:
    """Where no turn fits, none is set."""
    assert lines_of("甲" * 50) == ("甲" * 50,)


@given(st.text(alphabet="关于《》云溪县优化营商环境2022年行动方案的、（）进展", min_size=1, max_size=45))
def test_nothing_of_a_title_is_lost(title: str) -> None:
    """Lines joined are the title; set lines fit."""
    lines = lines_of(title)
    assert "".join(lines) == title
    assert len(lines) == 1 or max(map(ems, lines)) <= ROOM
