"""The 参数 of a period are those that counted then."""

from __future__ import annotations

import pytest

from toolkit.model.period import Period
from toolkit.model.terms import Term, in_force

TERMS = (
    Term("", {"黄灯差距": "10"}),
    Term("2022-06", {"黄灯差距": "15"}),
    Term("2022-08", {"黄灯差距": "20"}),
)


@pytest.mark.parametrize(
    ("period", "gap"),
    [
        ("2022-01", "10"),
        ("2022-05", "10"),
        ("2022-06", "15"),
        ("2022-07", "15"),
        ("2022-12", "20"),
        ("2022Q1", "10"),
        ("2022Q2", "15"),
        ("2022W22", "15"),
    ],
)
def test_a_period_has_the_parameters_of_the_month_it_ends_in(period: str, gap: str) -> None:
    """Neither a later change nor an earlier state counts, whatever length the period has."""
    assert in_force(TERMS, Period.parse(period)) == {"黄灯差距": gap}


def test_of_two_changes_in_one_month_the_later_counts() -> None:
    """A month's 参数 corrected before anything was reported are those of the last workbook."""
    twice = (*TERMS, Term("2022-08", {"黄灯差距": "25"}))
    assert in_force(twice, Period.parse("2022-08")) == {"黄灯差距": "25"}
    assert in_force((), Period.parse("2022-08")) == {}
