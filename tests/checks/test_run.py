"""All findings of a return, in the order of its sheets, and the verdict they make."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from toolkit.checks.catalogue import RULES
from toolkit.checks.verdict import verdict_of
from toolkit.model.files import Verdict
from toolkit.model.findings import Finding, Severity
from toolkit.model.plan import Plan, Task
from toolkit.model.returns import Entry, Status

from .conftest import FIELDS

Check = Callable[..., tuple[Finding, ...]]
PLAN = "云溪提升"


def _row(row: str, line: int, **said: Any) -> Entry:  # noqa: ANN401
    cells = {field: f"填报表!{letter}{line}" for field, letter in FIELDS.items()}
    return Entry(plan="云溪提升", id=row, cells=cells, **said)


@pytest.fixture
def tasks() -> dict[str, Any]:
    """Return a plan of three tasks without targets."""
    return {"tasks": tuple(Task(id=str(n), no=str(n), title=f"任务{n}", text="") for n in (1, 2, 10))}


def test_findings_stand_in_the_order_of_the_sheet(scene: Check, tasks: dict[str, Any]) -> None:
    """The whole return first, then the sheet, then row by row and column by column, row 10 after row 9."""
    entries = (
        _row("1", 4, status_raw="不详", progress="已开会"),
        _row("2", 9, progress="已开会"),
        _row("10", 10),
    )
    found = scene(
        plan=tasks,
        return_={"entries": entries, "filler": "", "phone": ""},
        context={"expected": {"云溪提升": ("1", "2", "10", "11")}},
    )
    assert [(f.code, f.cell) for f in found] == [
        ("F08", ""),
        ("F05", "填报表"),
        ("F08", "填报表!H2"),
        ("S02", "填报表!J4"),
        ("S01", "填报表!J9"),
        ("V01", "填报表!I10"),
    ]


def test_a_blank_return_is_one_finding(scene: Check, tasks: dict[str, Any]) -> None:
    """A return with nothing in it is not told so a row at a time."""
    entries = (_row("1", 4), _row("2", 5), _row("10", 6))
    found = scene(
        plan=tasks, return_={"entries": entries}, context={"expected": {"云溪提升": ("1", "2", "10")}}
    )
    assert [f.code for f in found] == ["F04"]


def test_a_closed_row_asks_nothing(scene: Check) -> None:
    """A row accepted as done comes back pre-filled, ticked or deleted without a word."""
    before = {"status": Status.DONE, "value": 60.0}
    done = {"status": Status.DONE, "status_raw": "已完成", "value": 60.0, "raw": "60", "unchanged": True}
    assert scene(before=before, entry=done) == ()


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ({"value": 66.0, "raw": "66"}, [("S07", Severity.WARNING)]),
        ({"value": 59.0, "raw": "59"}, [("S07", Severity.WARNING), ("T01", Severity.ERROR)]),
        (
            {"value": None, "raw": "见附件", "unreadable": {"value": "此格写的是“见附件”"}},
            [("S07", Severity.WARNING)],
        ),
        ({"status": Status.ONGOING, "status_raw": "推进中"}, [("S07", Severity.WARNING)]),
        ({"status": None, "status_raw": "出了问题"}, [("S07", Severity.WARNING)]),
        ({"value": None, "raw": "/"}, []),
    ],
)
def test_the_tick_of_a_closed_row_hides_no_change(
    written: dict[str, Any], wanted: list[tuple[str, Severity]], scene: Check
) -> None:
    """The √ a closed row is issued with does not swallow another value or state; claimed below target goes back."""
    issued = {"unchanged": True, "status": Status.DONE, "status_raw": "已完成", "progress": "", **written}
    found = scene(before={"status": Status.DONE, "value": 60.0}, entry={"value": None, "raw": "", **issued})
    assert sorted((f.code, f.severity) for f in found) == wanted


def test_a_plan_left_out_is_one_finding(scene: Check) -> None:
    """A plan nobody answered is named once, not row by row."""
    other = Plan(id="云溪攻坚", title="攻坚方案", tasks=(Task(id="1", no="1", title="修路", text=""),))
    found = scene(context={"expected": {"云溪提升": ("1.1",), other.id: ("1", "2")}})
    assert [(f.code, f.plan) for f in found] == [("F05", "云溪攻坚")]


def test_the_order_of_rows_in_the_file_changes_no_finding(scene: Check, tasks: dict[str, Any]) -> None:
    """Rows may come in any order."""
    rows = (_row("1", 4, progress="甲"), _row("2", 5, progress="乙"), _row("10", 6, status_raw="好"))
    expected = {"expected": {"云溪提升": ("1", "2", "10")}}
    there = scene(plan=tasks, return_={"entries": rows}, context=expected)
    back = scene(plan=tasks, return_={"entries": rows[::-1]}, context=expected)
    assert there == back


@pytest.mark.parametrize(
    ("cell", "text", "verdict"),
    [
        ("填报表!I4", "设备更换后口径调整", Verdict.ACCEPTED),
        ("填报表!I5", "设备更换后口径调整", Verdict.QUESTIONED),
        ("填报表!I4", "无", Verdict.QUESTIONED),
    ],
)
def test_a_question_answered_is_only_told(cell: str, text: str, verdict: Verdict, scene: Check) -> None:
    """An answer beside a question about the same cell makes it a notice; an empty one, or one elsewhere, does not."""
    found = scene(before={"value": 31.0}, return_={"answers": ((cell, text),)})
    assert [f.code for f in found] == ["H01"]
    assert verdict_of(found)[0] is verdict
    assert found[0].found.endswith(f"；单位说明：{text}") == (verdict is Verdict.ACCEPTED)


def test_a_question_without_a_place_is_answered_by_its_words(scene: Check) -> None:
    """What is asked of the whole file is answered one question at a time."""
    blank = {"phone": "", "plan_versions": {PLAN: 1}, "header_cells": {}}
    asked = {f.code: f.found for f in scene(return_=blank)}
    found = scene(return_={**blank, "answers": ((asked["F08"], "窗口无固定电话"),)})
    assert [(f.code, f.severity) for f in found] == [("F03", Severity.WARNING), ("F08", Severity.NOTICE)]


def test_a_fault_is_not_explained_away(scene: Check) -> None:
    """What has to be mended goes back whatever is said about it."""
    entry = {"status": Status.DONE, "status_raw": "已完成", "value": 59.0}
    found = scene(entry=entry, return_={"answers": (("填报表!I4", "差一项"),)})
    assert verdict_of(found)[0] is Verdict.RETURNED


@pytest.mark.parametrize(
    ("severities", "verdict", "reason"),
    [
        ("", Verdict.ACCEPTED, "审核通过"),
        ("n", Verdict.ACCEPTED, "审核通过"),
        ("nw", Verdict.QUESTIONED, "请说明1处"),
        ("eww", Verdict.RETURNED, "须修改1处、请说明2处"),
        ("ee", Verdict.RETURNED, "须修改2处"),
    ],
)
def test_the_gravest_finding_decides(severities: str, verdict: Verdict, reason: str) -> None:
    """An error sends back, a warning asks, a notice only tells."""
    grave = {"e": Severity.ERROR, "w": Severity.WARNING, "n": Severity.NOTICE}
    blank = Finding(code="F01", severity=Severity.ERROR)
    assert verdict_of(replace(blank, severity=grave[s]) for s in severities) == (verdict, reason)


def test_the_catalogue_tells_everything_of_a_rule() -> None:
    """Each rule says what it looks at, what to do and where it comes from; its letter is its family's."""
    for rule in RULES:
        assert rule.title, rule.code
        assert rule.todo.endswith("。"), rule.code
        assert rule.source, rule.code
        assert (rule.row is None) != (rule.whole is None), rule.code
    letters = {(rule.code[0], rule.family) for rule in RULES}
    assert len(letters) == len({letter for letter, _ in letters})
    assert len({rule.slug for rule in RULES}) == len(RULES)
