"""目标要求: the words for what a row asks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.judge.sample import COUNT
from toolkit.judge.requirement import LONGEST, requirement
from toolkit.model.plan import Task

TASK = Task(id="1", no="1", title="规范注销服务", leads=("县数据局",))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "规范注销服务。推行一网办理，公开进度。\n（牵头单位：县数据局；配合单位：县税务局）",
            "推行一网办理，公开进度",
        ),
        ("规范注销服务（责任单位：县数据局），方便企业退出。其他。", "规范注销服务，方便企业退出"),
        ("规范注销服务。\n牵头单位:县数据局\n责任单位:县税务局", "规范注销服务"),
        ("", "规范注销服务"),
    ],
)
def test_a_task_without_targets_says_one_sentence(text: str, said: str) -> None:
    """The first sentence that says more than the title, without who is responsible."""
    assert requirement(replace(TASK, text=text), None) == said


def test_a_long_sentence_is_cut_after_a_clause() -> None:
    """A ledger is no copy of the plan: sixty characters, and the cut is marked."""
    clauses = requirement(replace(TASK, text="加强部门统筹和协调，" * 12), None)
    assert clauses == "，".join(["加强部门统筹和协调"] * 5) + "……"
    assert len(requirement(replace(TASK, text="统" * 100), None)) == LONGEST


def test_a_target_is_quoted_with_its_measure() -> None:
    """The name of what is measured stands before a quote that does not have it."""
    assert requirement(TASK, replace(COUNT, quote="达到60项", measure="事项数")) == "事项数：达到60项"
    assert requirement(TASK, replace(COUNT, quote="事项数达到60项", measure="事项数")) == "事项数达到60项"
