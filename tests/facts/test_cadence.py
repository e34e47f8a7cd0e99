"""机制原文: the plan's own words at the head of a bulletin."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.judge.sample import plan_of
from toolkit.facts.cadence import cadence
from toolkit.model.period import Period
from toolkit.model.plan import Doubt


@pytest.mark.parametrize(
    ("code", "sentence", "period", "said"),
    [
        (
            "cadence-month",
            "实行月调度、月通报，由县数据局每月汇总各单位进展",
            "2022-06",
            "实行月调度、月通报",
        ),
        (
            "cadence-month",
            "坚持“日督促、周调度、月通报”，压实责任",
            "2022-06",
            "坚持‘日督促、周调度、月通报’",
        ),
        ("cadence-quarter", "各单位每季度末报送进展", "2022Q2", "各单位每季度末报送进展"),
        ("cadence-month", "实行月调度、月通报", "2022Q2", ""),
        ("scoring", "纳入年度考核", "2022-06", ""),
    ],
)
def test_the_clause_that_asks_for_the_bulletin_is_quoted(
    code: str, sentence: str, period: str, said: str
) -> None:
    """The clause about this kind of period, quotation marks within it made inner ones; else nothing."""
    proposal = Doubt(about="", code=code, what=f"方案写明：“{sentence}”", proposal="建议")
    assert cadence(replace(plan_of(), proposals=(proposal,)), Period.parse(period)) == said
