"""Whom forms go to, and what the clerk is asked before they can."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from toolkit.forms.recipients import unasked

if TYPE_CHECKING:
    from toolkit.model.department import Directory
    from toolkit.model.plan import Plan


def test_what_cannot_be_sent_waits_with_its_reason(plan: Plan, directory: Directory) -> None:
    """No lead, an unexpanded group and an unknown name each wait for the clerk."""
    pending = unasked((plan,), directory)

    assert {item.kind for item in pending} == {"单位待定"}
    subjects = [item.subject for item in pending]
    assert [("第5项" in s, "相关部门" in s, "各镇街" in s, "县回访中心" in s) for s in subjects] == [
        (True, False, False, False),
        (False, True, False, False),
        (False, False, True, False),
        (False, False, False, True),
    ]
    assert "青石镇、白塔乡" in pending[2].proposal
    assert pending[1].proposal == ""
    assert "不在单位名录中" in pending[3].question


def test_a_group_is_asked_about_once(plan: Plan, directory: Directory) -> None:
    """A group that leads several tasks is one question naming all of them."""
    twice = replace(plan, tasks=(*plan.tasks, replace(plan.tasks[3], id="8", no="8")))

    pending = unasked((twice,), directory)

    assert [item.subject for item in pending if "相关部门" in item.subject] == [
        "《云溪县2022年优化营商环境行动方案》第4、8项的牵头单位“相关部门”"
    ]
