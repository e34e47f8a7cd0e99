"""The period a title, a cell or a file name speaks of."""

from __future__ import annotations

from datetime import date

import pytest

from toolkit.intake.periods import read_period


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("2022-06", "2022-06"),
        ("2022年6月", "2022-06"),
        ("二〇二二年", None),
        ("云溪县2022年度重点工作1-6月进展", "2022-06"),
        ("６月份进展情况", "2022-06"),
        ("六月", "2022-06"),
        ("十二月份", "2022-12"),
        ("2022年第二季度", "2022Q2"),
        ("2022Q3", "2022Q3"),
        ("2022W26", "2022W26"),
        ("第26周", "2022W26"),
        ("政务局202206", "2022-06"),
        ("政务局2021.11", "2021-11"),
        ("6月底前完成", None),
        ("2022年度重点工作", None),
        ("最终版2(1)", None),
    ],
)
def test_a_period_is_read_where_one_is_written(text: str, label: str | None) -> None:
    """A month, quarter or week is found; a deadline or a year alone is none."""
    found = read_period(text, 2022)
    assert (str(found) if found else None) == label


def test_a_date_cell_is_its_month() -> None:
    """A date in the cell 报告期 stands for its month."""
    assert str(read_period(date(2022, 6, 30), 2021)) == "2022-06"
