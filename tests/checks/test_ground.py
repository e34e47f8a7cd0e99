"""What rows are held against is reckoned once a turn, and never carried into another."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from toolkit.checks.ground import Grounds, grounds_of
from toolkit.checks.need import Need
from toolkit.checks.switches import numbers
from toolkit.model.plan import Comparator, Kind, Plan, Target, Task

END, TODAY = date(2022, 6, 30), date(2022, 6, 25)
TARGET = Target(
    id="1.1",
    quote="新增60项",
    kind=Kind.COUNT,
    comparator=Comparator.AT_LEAST,
    value=60.0,
    unit="项",
    due=date(2022, 6, 20),
)
PLAN = Plan(
    id="方案",
    title="方案",
    issued=date(2022, 1, 10),
    tasks=(Task(id="1", no="1", title="甲", targets=(TARGET,)),),
)


def grounds(target: Target = TARGET, today: date = TODAY, **parameters: str) -> Grounds:
    """Return the grounds of a plan with one target."""
    plan = replace(PLAN, tasks=(replace(PLAN.tasks[0], targets=(target,)),))
    return Grounds({plan.id: plan}, END, today, numbers(parameters))


def test_the_same_plans_have_the_same_grounds() -> None:
    """All returns of a turn share one; another plan, day, period or threshold has its own."""
    plans, usual = {PLAN.id: PLAN}, numbers({})
    first = grounds_of(plans, END, TODAY, usual)
    assert grounds_of({PLAN.id: PLAN}, END, TODAY, usual) is first
    others = [
        grounds_of({PLAN.id: replace(PLAN)}, END, TODAY, usual),
        grounds_of(plans, date(2022, 7, 31), TODAY, usual),
        grounds_of(plans, END, END, usual),
        grounds_of(plans, END, TODAY, numbers({"波动幅度": "40"})),
    ]
    assert all(one is not first for one in others)


def test_a_row_is_reckoned_once_and_one_of_no_plan_is_none() -> None:
    """The second question gets the very same answer; ids that no plan has leave no trace."""
    held = grounds()
    assert held["方案", "1.1"] is held["方案", "1.1"]
    assert (held["方案", "9"], held["别的", "1.1"]) == (None, None)
    assert list(held) == [("方案", "1.1")]


def test_what_is_reckoned_of_a_plan_is_reckoned_once() -> None:
    """Returns of one turn ask it of the plan again and again."""
    asked: list[str] = []

    def reckon(plan: Plan) -> int:
        asked.append(plan.id)
        return len(plan.tasks)

    held = grounds()
    assert (held.once(PLAN, reckon), held.once(PLAN, reckon), asked) == (1, 1, ["方案"])


@pytest.mark.parametrize(
    ("due", "confirmed", "today", "late"),
    [
        (date(2022, 6, 20), False, TODAY, True),
        (TODAY, False, TODAY, False),
        (date(2022, 7, 1), False, date(2022, 7, 9), False),
        (date(2021, 12, 31), False, TODAY, False),
        (date(2021, 12, 31), True, TODAY, True),
        (None, False, TODAY, False),
    ],
)
def test_a_row_is_late_once_its_limit_has_passed(
    *, due: date | None, confirmed: bool, today: date, late: bool
) -> None:
    """A limit of this period that has passed; one before the plan was issued only when the clerk confirmed it."""
    row = grounds(replace(TARGET, due=due, confirmed=confirmed), today)["方案", "1.1"]
    assert row is not None
    assert bool(row.meets & Need.LATE) is late


def test_a_threshold_that_is_no_number_asks_rather_than_hides() -> None:
    """Beyond a bound of nan is every figure, as the rules themselves compare."""
    row = grounds(悬殊倍数="nan")["方案", "1.1"]
    assert row is not None
    assert not row.far >= 0


@pytest.mark.parametrize(
    ("unit", "kind", "whole"),
    [
        ("项", Kind.COUNT, True),
        ("项", Kind.AVERAGE, False),
        ("%", Kind.LEVEL, False),
        (None, Kind.COUNT, False),
    ],
)
def test_only_what_is_counted_one_by_one_has_no_half(unit: str | None, kind: Kind, whole: bool) -> None:  # noqa: FBT001
    """There is no half 项, but a half per cent, and of 项 a half on an average."""
    row = grounds(replace(TARGET, unit=unit, kind=kind))["方案", "1.1"]
    assert row is not None
    assert row.whole is whole
