"""机制原文：the plan's own words that ask for a bulletin, quoted where it begins."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from toolkit.model.period import Period
    from toolkit.model.plan import Plan

_CODES = {"-": "cadence-month", "Q": "cadence-quarter", "W": "cadence-week"}
"""The fifth letter of a period's label to the proposal about that cadence."""

_CLAUSE = re.compile(r"[^，,；;：:。]+")
_ASKS = re.compile(r"[月季度周日](?:末|前)?(?:调度|通报|报告|报送|上报|督促)")
_LONGEST = 40
_INNER = str.maketrans("“”", "‘’")
"""Quotation marks within a quotation."""


def cadence(plan: Plan, period: Period) -> str:
    """Return the clause in which a plan asks for this kind of period, without quotation marks; else ``""``."""
    code = _CODES[period.label[4]]
    said = next((each.what for each in plan.proposals if each.code == code), "")
    quote = said.partition("“")[2].rpartition("”")[0]
    clause = next((each.strip() for each in _CLAUSE.findall(quote) if _ASKS.search(each)), "")
    return clause.translate(_INNER) if len(clause) <= _LONGEST else ""
