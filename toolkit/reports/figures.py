"""数字：a row's value, aim and name as the papers write them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.model.plan import Kind
from toolkit.model.wording import amount, wanted
from toolkit.reports.texts import line

if TYPE_CHECKING:
    from toolkit.model.standing import Standing

UNSURE = "（待核实）"
_CHANGES = {Kind.INCREASE: "增幅", Kind.DECREASE: "降幅"}
_LONGEST_NAME = 24
_PAIRS = ("“”", "（）", "()", "《》")


def value_of(standing: Standing, unsure: str = UNSURE) -> str:
    """Return the value with its unit, marked where a question about it is open; ``""`` for none."""
    if standing.value is None:
        return ""
    return f"{amount(standing.value, standing.unit)}{unsure if standing.questioned else ''}"


def aim_of(standing: Standing) -> str:
    """Return what is aimed at, ``≥40项``; ``""`` for a row without a number."""
    return wanted(standing.comparator, standing.target, standing.unit)


def name_of(standing: Standing) -> str:
    """Return what a target measures, to tell the targets of a task apart; ``""`` where the plan has no fit name."""
    name = line(standing.measure)
    whole = all(name.count(pair[0]) == name.count(pair[1]) for pair in _PAIRS)
    if not name or not whole or len(name) > _LONGEST_NAME:
        return ""
    change = _CHANGES.get(standing.kind, "") if standing.kind else ""
    return name if change[:1] and change[0] in name else f"{name}{change}"
