"""What waits for the clerk is what the reader doubted and what the rows themselves leave open."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from toolkit.model.department import Department, Directory, Group
from toolkit.model.plan import Doubt, Kind, Plan, Target, Task
from toolkit.plans.workbook_questions import complete, due_before_issue, questions

if TYPE_CHECKING:
    from toolkit.plans.workbook_questions import Question

LEAD = Department(name="县财政局")


def ask(plan: Plan, *departments: Department) -> list[tuple[str, str, str]]:
    """Return kind, sheet and key of every question."""
    return [(q.kind, q.sheet, q.key) for q in questions(plan, Directory((LEAD, *departments)))]


def task(**fields: object) -> Plan:
    """Return a plan of one task."""
    made = replace(Task(id="1", no="1", title="任务", leads=("县财政局",)), **fields)  # type: ignore[arg-type]
    return Plan(id="甲", title="甲方案", issued=date(2022, 3, 1), tasks=(made,))


def test_a_task_with_nothing_open_asks_nothing() -> None:
    """A lead, a known department and high confidence need no eye."""
    assert ask(task()) == []


def test_a_task_without_a_lead_is_asked_once() -> None:
    """Whether the reader doubted it or not, a missing lead is one question."""
    assert ask(task(leads=())) == [("缺牵头单位", "任务", "1")]
    doubted = replace(task(leads=()), doubts=(Doubt(about="1", code="no-lead", what="没有写明"),))
    assert ask(doubted) == [("缺牵头单位", "任务", "1")]


def test_a_group_is_asked_until_it_is_expanded() -> None:
    """各镇街 cannot be sent a form before its members are named."""
    group = Department(name="各镇街", group=Group.COLLECTIVE)
    assert ask(task(), group) == [("群体待展开", "单位名录", "各镇街")]
    assert ask(task(), replace(group, members=("县财政局",))) == []


def test_a_target_due_before_issue_is_asked_unless_confirmed() -> None:
    """A limit already past at issue opens no red wall; the clerk says whether it counts."""
    target = Target(id="1.1", quote="2021年底前", kind=Kind.MILESTONE, due=date(2021, 12, 31))
    plan = task(targets=(target,))
    assert ask(plan) == [("发文前到期", "指标", "1.1")]
    assert not due_before_issue(plan, replace(target, confirmed=True))


def test_questions_come_in_the_order_of_the_sheets() -> None:
    """The plan's own doubts first, then departments, tasks, targets."""
    target = Target(id="1.1", quote="2021年底前", kind=Kind.MILESTONE, due=date(2021, 12, 31))
    plan = replace(
        task(leads=(), targets=(target,)), doubts=(Doubt(about="", code="task-count", what="少一项"),)
    )
    group = Department(name="各镇街", group=Group.COLLECTIVE)
    assert [sheet for _, sheet, _ in ask(plan, group)] == ["方案", "单位名录", "任务", "指标"]


def test_a_doubt_about_two_spellings_points_at_the_directory() -> None:
    """A doubt of the whole plan that quotes a department is about that department."""
    doubt = Doubt(about="", code="department-variant", what="“县财政局”与“财政局”可能是同一个单位")
    found: tuple[Question, ...] = questions(replace(task(), doubts=(doubt,)), Directory((LEAD,)))
    assert (found[0].sheet, found[0].key, found[0].where) == ("单位名录", "县财政局", "单位名录")


def test_complete_adds_every_name_once() -> None:
    """Leads, supports and members the directory lacks come last, in the order they are met."""
    group = Department(name="各镇街", group=Group.COLLECTIVE, members=("城关镇", "县财政局"))
    added = complete(Directory((group,)), task(supports=("各镇街", "县审计局")))
    assert [department.name for department in added.departments] == [
        "各镇街",
        "县财政局",
        "县审计局",
        "城关镇",
    ]
