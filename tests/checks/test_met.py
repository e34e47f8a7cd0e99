"""Only rules that concern a row are asked, and none that would have found something is left out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toolkit.checks import run
from toolkit.checks.beside import Kept, Parties, Said
from toolkit.checks.catalogue import RULES
from toolkit.checks.need import Need
from toolkit.checks.row import Row, rows_of
from toolkit.model.findings import Finding
from toolkit.model.plan import Comparator, Kind
from toolkit.model.returns import NodeSaid, Status

from .further_cases import LETTER, ME, OTHER, PLAN, ROW, TOWN

Check = Callable[..., tuple[Finding, ...]]

WHOLE = frozenset(rule.code for rule in RULES if rule.whole is not None)
LONG = "组织各乡镇集中办理企业开办事项二十余件"
SAYINGS = (
    "",
    "无",
    " 无。",
    "/",
    "\u200b",
    "本期无进展",
    "正在推进，尚未完成",
    "联系 138 0013 8000",
    "证号１１０１０１１９９００１０１１２３Ｘ",
    "本月新增即办事项3项",
    "当月完成60项，累計60項",
    "基数为24",
    "統計口徑有調整",
    "办法已印发",
    LONG,
    f"附：{LETTER}",
    "云政办〔2021〕9号",
    "详见附件。",
    "說明" * 160,
)
TEXTS = st.sampled_from(SAYINGS) | st.text(
    "无。／/ —进展正在拟１3万①㈠本月期口\u3000\u200b\u00ad", max_size=12
)
VALUES = st.none() | st.sampled_from(
    [-1.0, 0.0, 0.98, 1.0, 12.5, 24.0, 30.0, 60.0, 98.0, 100.0, 120.5, 121.0, 1e6]
)
DAYS = st.none() | st.sampled_from(
    [date(2021, 12, 30), date(2022, 4, 29), date(2022, 6, 20), date(2022, 6, 27), date(2022, 8, 1)]
)
STATUSES = st.none() | st.sampled_from(Status)
ENTRIES = st.fixed_dictionaries(
    {},
    optional={
        "value": VALUES,
        "raw": st.sampled_from(["", "60", "0.98", "约60", "同上", "见附件"]),
        "approximate": st.booleans(),
        "unchanged": st.booleans(),
        "status": STATUSES,
        "status_raw": st.sampled_from(["", *Status, "基本完成", "推 进 中", "不详"]),
        "completed_on": DAYS,
        "progress": TEXTS,
        "problems": TEXTS,
        "next_steps": TEXTS,
        "coordination": TEXTS,
        "evidence": TEXTS,
        "adjust_to": TEXTS,
        "issued_target": st.sampled_from(["", "≥60", "＞60", "60", "≥98", "50", "≥ 60.0"]),
        "issued_due": st.sampled_from(["", "2022-12-31", "2022年12月31日", "2023-01-31", "年底"]),
        "issued_id": st.sampled_from(["", "1.1", "1", "１.１", "3"]),
        "issued_previous": st.sampled_from(["", "24", "２４项", "60", "无"]),
        "unreadable": st.dictionaries(
            st.sampled_from(["value", "unit", "completed_on"]), st.just("读不出"), max_size=2
        ),
        "doubtful": st.dictionaries(st.sampled_from(["unit", "progress"]), st.just("按批注记"), max_size=1),
        "nodes": st.lists(st.builds(NodeSaid, name=st.just("初稿"), done_on=DAYS), max_size=2).map(tuple),
    },
)
TARGETS = st.fixed_dictionaries(
    {},
    optional={
        "kind": st.sampled_from(Kind),
        "comparator": st.none() | st.sampled_from(Comparator),
        "value": VALUES,
        "unit": st.sampled_from([None, "项", "%"]),
        "due": st.none() | st.sampled_from([date(2021, 1, 1), date(2022, 6, 10), date(2022, 12, 31)]),
        "baseline": VALUES,
    },
)
BEFORE = st.none() | st.fixed_dictionaries(
    {"value": VALUES, "status": STATUSES, "progress": TEXTS, "problems": TEXTS}
)
THRESHOLDS = st.dictionaries(
    st.sampled_from(["波动幅度", "波动起点", "悬殊倍数", "超额幅度", "进展字数"]),
    st.sampled_from(["", "0", "10", "-5", "nan", "inf", "无"]),
    max_size=2,
)
CONTEXTS = st.fixed_dictionaries(
    {},
    optional={
        "parameters": THRESHOLDS,
        "others": st.sampled_from([{"": OTHER}, {LONG: OTHER, "办法已印发": OTHER}]),
        "said": st.builds(Said, st.sampled_from([OTHER, TOWN]), VALUES, STATUSES).map(
            lambda told: {ROW: (told,)}
        ),
        "parties": st.sampled_from(
            [
                {(PLAN, "1"): parties}
                for parties in (
                    Parties(leads=(ME, OTHER), members=frozenset({TOWN})),
                    Parties(leads=(ME,), supports=frozenset({OTHER})),
                    Parties(leads=(ME,), supports=frozenset({OTHER}), guided=True),
                )
            ]
        ),
        "kept": st.sampled_from([(), (Kept("大屏截图.JPG", "a", (ROW,)),)]),
    },
)


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


def both_ways(scene: Check, **changes: Any) -> tuple[list[str], list[str]]:  # noqa: ANN401
    """Return what a check finds of rows, and what asking every rule finds of the same rows, in one order."""
    drawn: list[Finding] = []

    def record(*given: Any) -> Any:  # noqa: ANN401
        rows = list(rows_of(*given))
        drawn.extend(finding for row in rows for finding in plainly(row))
        return rows

    original, run.rows_of = run.rows_of, record  # type: ignore[assignment, attr-defined]
    try:
        found = scene(**changes)
    finally:
        run.rows_of = original  # type: ignore[attr-defined]
    return sorted(repr(one) for one in found if one.code not in WHOLE), sorted(map(repr, drawn))


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(entry=ENTRIES, target=TARGETS, before=BEFORE, context=CONTEXTS)
def test_no_finding_is_lost_by_asking_only_the_rules_that_concern_a_row(
    scene: Check,
    entry: dict[str, Any],
    target: dict[str, Any],
    before: dict[str, Any] | None,
    context: dict[str, Any],
) -> None:
    """Whatever a row says, the rules that were not asked had nothing to say."""
    found, plain = both_ways(scene, entry=entry, target=target, before=before, context=context)
    assert found == plain


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 12), st.integers(0, 12), st.sampled_from(["13800138000", "110101200001011230"]))
def test_a_personal_number_is_found_wherever_it_stands(
    scene: Check, ahead: int, behind: int, number: str
) -> None:
    """However many characters stand before it, the quick look at every fifth does not pass it over."""
    found = scene(entry={"problems": f"{'件' * ahead}{number}{'件' * behind}"})
    assert [one.code for one in found] == ["X03"]


def test_an_ordinary_row_is_shown_to_no_rule() -> None:
    """A figure that is whole, within bounds and no less than before, in words of its own, concerns nothing."""
    met = Need.ANSWERED | Need.COUNT | Need.NUMERIC | Need.BEFORE
    assert run.rules_for(met.value) == ()


def test_every_rule_of_a_row_is_asked_where_all_is_met() -> None:
    """What a rule needs can be met: no rule is left out of every row."""
    everything = run.rules_for(sum(need.value for need in Need))
    assert [rule.code for rule, _ in everything] == [rule.code for rule in RULES if rule.row]
