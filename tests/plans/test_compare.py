"""Two versions of a plan: what changed, and which rows go on under their ids."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toolkit.model.plan import Basis, Comparator, Doubt, Kind, Plan, Target, Task
from toolkit.plans.compare import ChangeKind, compare
from toolkit.plans.compare_ids import keep_ids
from toolkit.plans.compare_match import grams, likeness

if TYPE_CHECKING:
    from collections.abc import Callable


def at(plan: Plan, place: int, **fields: object) -> Plan:
    """Return the plan with a task changed."""
    task = replace(plan.tasks[place], **fields)  # type: ignore[arg-type]
    return replace(plan, tasks=(*plan.tasks[:place], task, *plan.tasks[place + 1 :]))


def aim(plan: Plan, id_: str, **fields: object) -> Plan:
    """Return the plan with a target changed."""
    place = next(n for n, task in enumerate(plan.tasks) if id_ in task.row_ids)
    targets = tuple(
        replace(target, **fields) if target.id == id_ else target  # type: ignore[arg-type]
        for target in plan.tasks[place].targets
    )
    return at(plan, place, targets=targets)


def renumber(plan: Plan, tasks: list[Task]) -> Plan:
    """Return a plan of these tasks as a reader numbers them: from 1, targets from 1."""
    numbered = [
        replace(
            task,
            id=str(n),
            no=str(n),
            targets=tuple(replace(t, id=f"{n}.{k}") for k, t in enumerate(task.targets, 1)),
        )
        for n, task in enumerate(tasks, 1)
    ]
    return replace(plan, tasks=tuple(numbered))


@pytest.mark.parametrize(
    ("change", "kind", "said"),
    [
        (
            lambda p: aim(p, "1.2", value=99),
            ChangeKind.RAISED,
            "要求提高：1.2“网上办理率”，由“水平≥98%”改为“水平≥99%”",
        ),
        (lambda p: aim(p, "1.2", value=90), ChangeKind.LOWERED, "≥90%"),
        (lambda p: aim(p, "1.1", value=0.5), ChangeKind.RAISED, "≤0.5个工作日"),
        (lambda p: aim(p, "1.1", value=3), ChangeKind.LOWERED, "≤3个工作日"),
        (lambda p: aim(p, "1.2", unit="家"), ChangeKind.ALTERED, "≥98家"),
        (lambda p: aim(p, "1.2", comparator=Comparator.MORE_THAN), ChangeKind.ALTERED, ">98%"),
        (lambda p: aim(p, "1.1", due=date(2022, 5, 31)), ChangeKind.EARLIER, "改为“2022年5月31日”"),
        (lambda p: aim(p, "1.1", due=date(2022, 9, 30)), ChangeKind.LATER, "改为“2022年9月30日”"),
        (lambda p: aim(p, "1.1", due=None), ChangeKind.DUE_DROPPED, "改为“无时限”"),
        (lambda p: aim(p, "5.2", due=date(2022, 9, 30)), ChangeKind.DUE_SET, "由“无时限”"),
        (lambda p: at(p, 0, leads=("县行政审批局",)), ChangeKind.LEADS, "由“县市场监管局”改为“县行政审批局”"),
        (lambda p: at(p, 0, supports=()), ChangeKind.SUPPORTS, "改为“无”"),
        (lambda p: at(p, 0, title="再压缩企业开办时间"), ChangeKind.TITLE, "再压缩"),
        (lambda p: at(p, 0, text="改写。"), ChangeKind.TEXT, "改为“改写。”"),
        (
            lambda p: at(p, 0, section=("三、重点任务", "（九）社会监督")),
            ChangeKind.TASK_MOVED,
            "（九）社会监督 第1项",
        ),
        (lambda p: at(p, 0, targets=p.tasks[0].targets[:1]), ChangeKind.TARGET_DROPPED, "网上办理率"),
        (lambda p: replace(p, tasks=p.tasks[1:]), ChangeKind.TASK_DROPPED, "取消任务：1“压缩企业开办时间”"),
    ],
)
def test_one_change_is_told_in_one_sentence(
    plan: Plan, change: Callable[[Plan], Plan], kind: ChangeKind, said: str
) -> None:
    """Each sort of change has its own word, and says what stood there before and what stands there now."""
    found = compare(plan, change(plan))
    assert [item.kind for item in found] == [kind]
    assert said in str(found[0])


def test_what_is_new_is_told(plan: Plan) -> None:
    """A task and a target the old plan did not have are named once each."""
    target = Target(id="6.1", quote="改造3000户", kind=Kind.COUNT, value=3000, unit="户")
    new = at(plan, 5, targets=(target,))
    new = replace(new, tasks=(*new.tasks, Task(id="21", no="21", title="新增任务")))
    assert [(item.kind, item.about) for item in compare(plan, new)] == [
        (ChangeKind.TARGET_ADDED, "6.1"),
        (ChangeKind.TASK_ADDED, "21"),
    ]


def test_the_same_plan_has_not_changed(plan: Plan) -> None:
    """No change is made out where there is none."""
    assert compare(plan, plan) == ()
    assert keep_ids(plan, plan) == plan


def test_an_item_put_in_between_moves_nobody(plan: Plan) -> None:
    """The items pushed down keep their ids; the new one, numbered as one of them, gets a number of its own."""
    added = Task(
        id="",
        no="",
        title="建设全县统一的信用平台",
        text="归集信用信息，开展分级分类监管。",
        targets=(Target(id="", quote="归集率达到80%", kind=Kind.LEVEL, value=80, unit="%"),),
    )
    new = renumber(plan, [*plan.tasks[:4], added, *plan.tasks[4:]])
    new = replace(new, doubts=(Doubt(about="16", code="no-lead", what="没有写明牵头单位"),))
    kept = keep_ids(plan, new)
    assert [task.id for task in kept.tasks] == ["1", "2", "3", "4", "5a", *map(str, range(5, 21))]
    assert [task.no for task in kept.tasks][4:7] == ["5", "6", "7"]
    assert kept.tasks[4].targets[0].id == "5a.1"
    assert kept.target_of("15.2") == plan.target_of("15.2")
    assert kept.doubts[0].about == "15"


def test_a_reworded_item_keeps_its_id(plan: Plan) -> None:
    """A title made longer, a text rewritten in part, a target raised and a limit put off: still the same rows."""
    task = plan.tasks[14]
    raised = replace(task.targets[0], quote="诉求按时办结率达到98%以上", value=98, due=date(2023, 6, 30))
    reworded = replace(
        task,
        title="健全企业诉求闭环办理和反馈机制",
        text=task.text.replace("堵点难点", "急难愁盼问题").replace("95%", "98%"),
        targets=(task.targets[1], raised),
    )
    new = renumber(plan, [reworded, *plan.tasks[:14], *plan.tasks[15:]])
    kept = keep_ids(plan, new)
    assert kept.tasks[0].id == "15"
    assert [target.id for target in kept.tasks[0].targets] == ["15.2", "15.1"]


def test_the_id_of_a_dropped_row_is_not_used_again(plan: Plan) -> None:
    """Neither ids of the old plan nor those of still earlier versions come back with another meaning."""
    other = Target(id="1.2", quote="设立专窗6个", kind=Kind.COUNT, basis=Basis.LEVEL, value=6, unit="个")
    new = at(plan, 0, targets=(plan.tasks[0].targets[0], other))
    assert [target.id for target in keep_ids(plan, new).tasks[0].targets] == ["1.1", "1.3"]
    later = keep_ids(plan, new, used=("1.3", "1.4"))
    assert [target.id for target in later.tasks[0].targets] == ["1.1", "1.5"]


def test_likeness_lies_between_nothing_and_everything() -> None:
    """Equal texts are alike altogether, script and blanks aside; nothing is like an empty text."""
    assert likeness(grams("优化营商环境"), grams("優化 營商環境")) == 1.0
    assert likeness(grams("优化营商环境"), grams("保障用水用气")) < 0.2
    assert likeness(grams(""), grams("")) == 0.0


def test_another_task_under_the_same_number_is_another_task() -> None:
    """A number printed again and a title of the same fashion make no task the same."""
    old = Plan(id="甲", title="甲", tasks=(Task(id="1", no="1", title="优化人才服务"),))
    new = Plan(id="甲", title="甲", tasks=(Task(id="1", no="1", title="优化供电服务"),))
    assert [task.id for task in keep_ids(old, new).tasks] == ["1a"]


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(20)), dropped=st.sets(st.integers(0, 19)))
def test_whatever_order_a_revision_has_ids_follow_their_tasks(
    plan: Plan, order: list[int], dropped: set[int]
) -> None:
    """Moved, renumbered and dropped tasks: every one that is left keeps its id and its targets'."""
    left = [plan.tasks[n] for n in order if n not in dropped]
    kept = keep_ids(plan, renumber(plan, left))
    assert [task.id for task in kept.tasks] == [task.id for task in left]
    assert [task.row_ids for task in kept.tasks] == [task.row_ids for task in left]
