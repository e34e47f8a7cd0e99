"""What is looked up instead of reckoned says the same: rules by state, texts that surely say something, folded words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toolkit.checks import run
from toolkit.checks.catalogue import RULES
from toolkit.checks.row import Row, rows_of, said
from toolkit.lang import script
from toolkit.model.findings import Finding
from toolkit.model.plan import Comparator, Kind, Plan, Target, Task
from toolkit.model.returns import Status

Check = Callable[..., tuple[Finding, ...]]

WORDS = (
    "",
    "无",
    " 无。",
    "暂无",
    "/",
    "——",
    "本期无进展",
    "正在推进，尚未完成",
    "联系 138 0013 8000",
    "１３８００１３８０００",
    "已開展檢查３次",
    "\u200b",
    "项",
    "說明" * 160,
)
TEXTS = st.sampled_from(WORDS) | st.text("无。／/ —进展正在拟１3万①㈠\u3000\u200b\u00adab", max_size=12)
VALUES = st.none() | st.sampled_from([-1.0, 0.0, 0.98, 12.5, 60.0, 98.0, 120.0, 1e6])
DAYS = st.none() | st.sampled_from(
    [date(2022, 5, 31), date(2022, 6, 20), date(2022, 6, 27), date(2022, 8, 1)]
)
STATUSES = st.none() | st.sampled_from(Status)
ENTRIES = st.fixed_dictionaries(
    {
        "value": VALUES,
        "raw": st.sampled_from(["", "60", "0.98", "约60", "同上", "见附件"]),
        "approximate": st.booleans(),
        "unchanged": st.booleans(),
        "status": STATUSES,
        "status_raw": st.sampled_from(["", "已完成", "基本完成", "推 进 中", "不详"]),
        "completed_on": DAYS,
        "progress": TEXTS,
        "problems": TEXTS,
        "next_steps": TEXTS,
        "evidence": TEXTS,
        "issued_target": st.sampled_from(["", "≥60", "＞60", "60", "≥98", "50", "≥ 60.0"]),
        "issued_due": st.sampled_from(["", "2022-12-31", "2022年12月31日", "2023-01-31", "年底"]),
        "unreadable": st.sampled_from([{}, {"value": "此格读不出"}, {"completed_on": "日期读不出"}]),
    }
)
TARGETS = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(Kind),
        "comparator": st.none() | st.sampled_from(Comparator),
        "value": VALUES,
        "unit": st.sampled_from([None, "项", "%"]),
        "due": st.none() | st.sampled_from([date(2021, 1, 1), date(2022, 6, 10), date(2022, 12, 31)]),
    }
)
BEFORE = st.none() | st.fixed_dictionaries({"value": VALUES, "status": STATUSES, "progress": TEXTS})


def plainly(row: Row) -> list[Finding]:
    """Ask every rule of the catalogue, one after another, whether it applies and what it finds."""
    if row.settled:
        return []
    found = []
    for rule in RULES:
        fault = rule.row(row) if rule.row is not None and row.state in rule.states else None
        if fault is not None:
            cell = fault.cell or row.entry.cells.get(fault.field) or row.entry.cells.get("id", "")
            found.append(run._finding(rule, fault, cell=cell, row=row.entry.id, plan=row.entry.plan))
    return found


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(entry=ENTRIES, target=TARGETS, before=BEFORE)
def test_rules_sorted_by_state_find_what_all_rules_find(
    scene: Check, entry: dict[str, Any], target: dict[str, Any], before: dict[str, Any] | None
) -> None:
    """Whatever a row says, no finding is lost or added by asking only the rules of its state."""
    drawn: list[Finding] = []

    def record(*given: Any) -> Any:  # noqa: ANN401
        rows = list(rows_of(*given))
        drawn.extend(finding for row in rows for finding in plainly(row))
        return rows

    original, run.rows_of = run.rows_of, record  # type: ignore[assignment, attr-defined]
    try:
        found = scene(entry=entry, target=target, before=before)
    finally:
        run.rows_of = original  # type: ignore[attr-defined]
    of_rows = [finding for finding in found if finding.code not in WHOLE]
    assert sorted(of_rows, key=repr) == sorted(drawn, key=repr)


WHOLE = frozenset(rule.code for rule in RULES if rule.whole is not None)
_BLANK = re.compile(r"[\s\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]+")


@given(TEXTS | st.text(max_size=40))
def test_folding_is_nfkc_simplified_and_without_blanks(text: str) -> None:
    """The common signs are made narrow first and whole texts are remembered; the result is the definition's."""
    wanted = _BLANK.sub("", script.simplify(unicodedata.normalize("NFKC", text)))
    assert script.fold(text) == script.fold(text) == wanted


@given(TEXTS | st.text(max_size=12))
def test_a_text_that_surely_says_something_does(text: str) -> None:
    """Four letters together are said without folding; nothing that folds to 无 or a stroke is."""
    assert said(text) == (script.fold(text) not in {"", "/", "-", "—", "——", "无", "暂无", "没有", "无。"})


def test_a_plan_finds_the_first_of_equal_ids() -> None:
    """A row id is its task's, the task's own id too; of two equal ones the first counts."""
    twin = Target(id="1.1", quote="一", kind=Kind.COUNT)
    one = Task(id="1", no="1", title="甲", targets=(twin, replace(twin, quote="二")))
    plan = Plan(
        id="p", title="p", tasks=(one, Task(id="2", no="2", title="乙"), Task(id="2", no="3", title="丙"))
    )
    assert plan.task_of("1") is plan.task_of("1.1") is one
    assert plan.target_of("1.1") is twin
    assert plan.task_of("2") is plan.tasks[1]
    assert (plan.target_of("2"), plan.task_of("9")) == (None, None)
