"""Figures that belong together add up, or nothing is said."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reports.sample import facts
from toolkit.errors import FactsError
from toolkit.facts.derive import derived
from toolkit.facts.sums import checked
from toolkit.model.facts import Facts
from toolkit.model.standing import Class, Level, Light

FOUND = facts()


def test_the_sample_adds_up() -> None:
    """What was gathered passes its own sums."""
    assert checked(FOUND) is FOUND


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (replace(FOUND, counts={**FOUND.counts, Class.DONE: 9}), "行数"),
        (replace(FOUND, tasks=21), "任务数"),
        (replace(FOUND, shares={**FOUND.shares, Class.DONE: 0.1}), "100.0%"),
        (replace(FOUND, lights={**FOUND.lights, Light.RED: 99}), "亮灯"),
        (replace(FOUND, departments=FOUND.departments[1:]), "牵头单位"),
        (replace(FOUND, late_rows=FOUND.late_rows[1:]), "清单"),
        (replace(FOUND, before=None), "上期"),
        (replace(FOUND, returns=replace(FOUND.returns, received=9)), "应报家数"),
        (replace(FOUND, returns=replace(FOUND.returns, on_time=8)), "实报家数"),
        (replace(FOUND, returns=replace(FOUND.returns, returned=7)), "退回家次"),
    ],
)
def test_a_sum_that_is_off_stops_every_paper(wrong: Facts, said: str) -> None:
    """The sentence says which figures, of which plan and month, and what to do."""
    with pytest.raises(FactsError, match=said) as caught:
        checked(wrong)
    assert "便民服务提速" in str(caught.value)
    assert str(caught.value).endswith("再试。")


LEVELS = {
    Class.DONE: Level.DONE, Class.OVERDUE: Level.OVERDUE, Class.BEHIND: Level.BEHIND,
    Class.UNREPORTED: Level.SILENT, Class.NOT_DUE: Level.WAITING, Class.ON_SCHEDULE: Level.NORMAL,
}  # fmt: skip


@given(st.lists(st.sampled_from(list(Class)), min_size=22, max_size=22))
def test_whatever_the_classes_the_sums_hold(classes: list[Class]) -> None:
    """Rows, tasks, shares, lists and departments add up for every month."""
    rows = tuple(
        replace(row, klass=klass, level=LEVELS[klass])
        for row, klass in zip(FOUND.standings, classes, strict=True)
    )
    found = checked(derived(replace(FOUND, standings=rows)))
    assert sum(found.by_task.values()) == found.tasks
    assert sum(each.total for each in found.departments) == len(rows)
