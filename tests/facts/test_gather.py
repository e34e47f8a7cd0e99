"""Facts add up, and the JSON has the form others read."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.judge.sample import COUNT, JUNE, LEVEL, MILESTONE, plan_of, report, stand
from toolkit.facts.as_json import to_json
from toolkit.facts.gather import gather
from toolkit.facts.tally import shares, worst
from toolkit.model.facts import Facts, Issued, Returns
from toolkit.model.plan import Plan, Task
from toolkit.model.returns import Status
from toolkit.model.standing import Class, Light

RETURNS = Returns(expected=3, received=2, on_time=1, late=("青溪镇",), missing=("白石镇",), returned=1)
TODAY = date(2022, 7, 1)


def two_tasks() -> Plan:
    """Return a plan of two tasks, the second without targets."""
    plan = plan_of(COUNT, replace(LEVEL, id="1.2"), replace(MILESTONE, id="1.3"))
    return replace(plan, tasks=(*plan.tasks, Task(id="2", no="2", title="探索推进", leads=("县数据局",))))


def facts(before: Light | None = None, status: Status = Status.ONGOING) -> Facts:
    """Return facts of that plan: behind, on schedule, not due; and one task without numbers."""
    plan = two_tasks()
    said = (report(15), report(99, row="1.2"), report(row="1.3"), report(row="2", status=status))
    standings = stand(plan, *said, before=before)
    then = {row.id: Issued(before, Class.ON_SCHEDULE, row.task) for row in standings} if before else None
    return gather(plan, JUNE, TODAY, standings, RETURNS, then)


def test_rows_and_tasks_are_counted_by_class() -> None:
    """A row is counted once, a task by the worst of its rows."""
    found = facts(status=Status.DONE)
    assert {k.value: n for k, n in found.counts.items() if n} == {
        "done": 1, "behind": 1, "not_due": 1, "on_schedule": 1,
    }  # fmt: skip
    assert found.task_classes == {"1": Class.BEHIND, "2": Class.DONE}
    assert (found.tasks, found.targets, sum(found.by_task.values())) == (2, 3, 2)


def test_what_changed_since_last_month_is_told_by_task() -> None:
    """Tasks newly done, newly red and turned from yellow to green are named."""
    assert facts(Light.YELLOW, Status.DONE).newly_done == ("2",)
    assert facts(Light.YELLOW).turned_green == ("2",)
    assert facts(Light.YELLOW).turned_red == ("1",)
    assert facts(Light.RED).turned_red == ()


def test_standings_of_another_plan_are_refused() -> None:
    """Facts are never made of rows the plan does not have."""
    with pytest.raises(ValueError, match="do not match"):
        gather(two_tasks(), JUNE, TODAY, stand(plan_of(COUNT)), RETURNS)


@given(st.lists(st.integers(0, 500), min_size=6, max_size=6))
def test_shares_add_up_to_a_hundred(numbers: list[int]) -> None:
    """Shares in tenths add up to exactly 100.0, and none is off by a tenth or more."""
    counts = dict(zip(Class, numbers, strict=True))
    found = shares(counts)
    total = sum(numbers)
    assert sum(round(share * 10) for share in found.values()) == (1000 if total else 0)
    assert all(abs(found[k] - counts[k] / total * 100) < 0.1 for k in counts if total)


@given(st.lists(st.sampled_from(list(Class)), min_size=1))
def test_a_task_is_done_only_when_all_its_rows_are(classes: list[Class]) -> None:
    """One row that is not done keeps its task open."""
    assert (worst(classes) is Class.DONE) == (set(classes) == {Class.DONE})


def test_json_has_the_agreed_form() -> None:
    """Names and order of the printed object are those other programs read."""
    printed = json.loads(json.dumps(to_json(facts()), ensure_ascii=False))
    assert list(printed)[:9] == [
        "plan", "period", "as_of", "returns", "counts", "by_task", "pending_review", "standings", "scores",
    ]  # fmt: skip
    assert list(printed["counts"]) == ["tasks", "targets", *(k.value for k in Class)]
    assert sum(printed["counts"][k.value] for k in Class) == len(printed["standings"]) == 4
    assert sum(printed["by_task"].values()) == printed["counts"]["tasks"] == 2
    assert list(printed["returns"].items())[:6] == [
        ("expected", 3), ("received", 2), ("on_time", 1), ("late", ["青溪镇"]), ("missing", ["白石镇"]), ("returned", 1),
    ]  # fmt: skip
    row = printed["standings"][0]
    assert (row["id"], row["task"], row["light"], row["state"], row["value"]) == (
        "1.1",
        "1",
        "黄",
        "推进中",
        15,
    )
    assert list(row["source"].items())[:3] == [
        ("sha256", "ab" * 32), ("file", "数据局.xlsx"), ("cell", "填报表!I5"),
    ]  # fmt: skip


def test_a_row_with_no_report_has_null_light_and_source() -> None:
    """Silence is null in JSON, not zero."""
    plan = plan_of(COUNT)
    row = to_json(gather(plan, JUNE, TODAY, stand(plan), RETURNS))["standings"][0]
    assert (row["light"], row["source"], row["value"], row["completion"]) == (None, None, None, None)
