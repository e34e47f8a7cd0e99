"""Every rule: a return it finds fault with, one that only looks so, and one that lacks what it looks at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

import pytest

from toolkit.checks.beside import Kept, Parties, Said
from toolkit.checks.catalogue import RULES
from toolkit.checks.switches import STILL_TOLD
from toolkit.model.findings import Finding, Severity
from toolkit.model.history import Accepted
from toolkit.model.plan import Comparator, Kind
from toolkit.model.returns import SHARED, Entry, Status

from .further_cases import FURTHER

Changes = Mapping[str, Any]
Check = Callable[..., tuple[Finding, ...]]

DONE = {
    "status": Status.DONE,
    "status_raw": "已完成",
    "completed_on": date(2022, 6, 20),
    "evidence": "云政办〔2022〕9号",
}
TICK = {"unchanged": True, "value": None, "raw": "", "status": None, "status_raw": "", "progress": ""}
BLANK = {"value": None, "raw": "", "status": None, "status_raw": "", "progress": ""}
RATE = {"kind": Kind.LEVEL, "value": 98.0, "unit": "%"}
OVERDUE = {"due": date(2022, 6, 15)}
NO_VALUE = {"value": None, "raw": ""}
ONE_ROW = {"unreadable": {SHARED: "这项任务有2个指标，请分别填写"}}
JULY = datetime(2022, 7, 2, 9, 0)
LONG = "本月组织各乡镇集中办理企业开办事项二十余件"
CELLS = {"id": "表!A4", "value": "表!C4"}

CASES: dict[str, tuple[Changes, Changes, Changes]] = {
    "F01": ({"return_": {"period": "2022-05"}}, {}, {"return_": {"period": ""}}),
    "F02": (
        {"return_": {"printed_period": "2022-05"}},
        {"return_": {"printed_period": "2022-06"}},
        {"return_": {"printed_period": ""}},
    ),
    "F03": (
        {"return_": {"plan_versions": {"云溪提升": 1}}},
        {"return_": {"plan_versions": {"云溪提升": 2}}},
        {"return_": {"plan_versions": {}}},
    ),
    "F04": (
        {"entry": BLANK},
        {"entry": {**BLANK, "progress": "本月无进展"}},
        {"entry": BLANK, "before": {"status": Status.DONE}},
    ),
    "F05": (
        {"context": {"expected": {"云溪提升": ("1.1", "1.2")}}},
        {"context": {"expected": {"云溪提升": ("1.1",)}}},
        {"context": {"expected": {}}},
    ),
    "F06": ({"return_": {"extra_rows": (("填报表!A9", "9 自行增加"),)}}, {}, {"return_": {"entries": ()}}),
    "F07": ({"return_": {"duplicate_rows": (("填报表!A5", "1.1"),)}}, {}, {"return_": {"entries": ()}}),
    "F08": (
        {"return_": {"phone": ""}},
        {"return_": {"phone": "1"}},
        {"return_": {"period": "2022-05", "phone": ""}},
    ),
    "F09": (
        {"entry": {"cells": CELLS, "status": None, "status_raw": ""}},
        {"entry": {"status": None, "status_raw": ""}},
        {"return_": {"entries": ()}},
    ),
    "F10": (
        {"entry": {**NO_VALUE, "cells": {"id": "表!A4", "status": "表!C4"}}},
        {
            "entry": {**NO_VALUE, "cells": {"id": "表!A4", "status": "表!C4"}},
            "target": {"value": None, "comparator": None},
        },
        {"return_": {"entries": ()}},
    ),
    "F11": (
        {"return_": {"marked": False, "printed_period": ""}},
        {"return_": {"marked": False}},
        {"return_": {"printed_period": ""}},
    ),
    "F12": (
        {"context": {"expected": {"云溪提升": ()}}},
        {"context": {"expected": {"云溪提升": ("1.1",)}}},
        {"context": {"expected": {}}, "entry": BLANK, "return_": {"extra_rows": ()}},
    ),
    "F13": (
        {"entry": {"issued_target": "≥50"}},
        {"entry": {"issued_target": "≥６０项"}},
        {"entry": {"issued_target": ""}},
    ),
    "F14": (
        {"entry": {"issued_due": "2023-06-30"}},
        {"entry": {"issued_due": "2022年12月底"}},
        {"entry": {"issued_due": ""}},
    ),
    "F15": (
        {"entry": {"issued_id": "3"}},
        {"entry": {"issued_id": "1"}},
        {"entry": {"issued_id": "3"}, "return_": {"plan_versions": {}, "marked": False}},
    ),
    "F16": (
        {"entry": {"cells": CELLS | {"value": "填报表!I4", "status": "填报表!J4"}}},
        {},
        {"return_": {"entries": ()}},
    ),
    "F17": (
        {"return_": {"other_periods": (("5月", "工作表“5月”"),)}},
        {},
        {"return_": {"printed_period": ""}},
    ),
    "F18": (
        {"return_": {"round": 2}, "context": {"as_of": JULY}},
        {"return_": {"round": 1}, "context": {"as_of": JULY}},
        {"return_": {"round": 2}},
    ),
    "V01": (
        {"entry": BLANK, "return_": {}, "context": {}},
        {"entry": {**BLANK, "progress": "无进展"}},
        {"entry": BLANK, "before": {"status": Status.DONE}},
    ),
    "V02": (
        {"entry": {"value": None, "raw": "90-95", "unreadable": {"value": "此格填的是一个范围“90-95”"}}},
        {"entry": {"raw": "３０"}},
        {"entry": NO_VALUE},
    ),
    "V03": (
        {"entry": {"value": None, "raw": "3万元", "unreadable": {"unit": "此格单位是“万元”"}}},
        {"entry": {"raw": "30项"}},
        {"entry": NO_VALUE},
    ),
    "V04": (
        {"entry": {"value": None, "raw": "见附件", "unreadable": {"value": "此格写的是“见附件”"}}},
        {"entry": {"progress": "详见附件"}},
        {"entry": NO_VALUE},
    ),
    "V05": (
        {"entry": NO_VALUE},
        {"entry": {**NO_VALUE, "status": Status.NOT_STARTED}},
        {"entry": TICK, "before": {}},
    ),
    "V06": (
        {"entry": {"value": -1.0, "raw": "-1"}},
        {"entry": {"value": -1.0, "raw": "-1"}, "target": {"kind": Kind.INCREASE, "unit": "%"}},
        {"entry": NO_VALUE},
    ),
    "V07": (
        {"entry": {"value": 101.0, "raw": "101%"}, "target": RATE},
        {"entry": {"value": 100.0, "raw": "100%"}, "target": RATE},
        {"entry": NO_VALUE, "target": RATE},
    ),
    "V08": (
        {"entry": {"value": 0.98, "raw": "0.98"}, "target": RATE},
        {"entry": {"value": 0.98, "raw": "0.98%"}, "target": RATE},
        {"entry": NO_VALUE, "target": RATE},
    ),
    "V09": (
        {"entry": {"value": 30.5, "raw": "30.5"}},
        {"entry": {"value": 97.5, "raw": "97.5"}, "target": RATE},
        {"entry": NO_VALUE},
    ),
    "V10": ({"entry": {"approximate": True, "raw": "约30"}}, {"entry": {"raw": "30"}}, {"entry": NO_VALUE}),
    "V11": (
        {"entry": {"doubtful": {"unit": "“30个”的单位是“个”，表中是“项”，按30项记"}}},
        {"entry": {"doubtful": {"value": "“本期完成值”是空的，批注里写“30”，按批注记"}}},
        {"entry": NO_VALUE},
    ),
    "V12": (
        {"entry": {"value": 12000.0, "raw": "1.2万"}},
        {"entry": {"value": 6000.0, "raw": "6000"}},
        {"entry": {"value": 12000.0, "raw": "1.2万"}, "target": {"value": None, "comparator": None}},
    ),
    "D01": (
        {"entry": {"completed_raw": "3-5", "unreadable": {"completed_on": "“3-5”可以有两种读法"}}},
        {"entry": DONE},
        {},
    ),
    "D02": ({"entry": {**DONE, "completed_on": None}}, {"entry": DONE}, {"entry": {"completed_on": None}}),
    "D03": (
        {"entry": {**DONE, "completed_on": date(2022, 6, 26)}},
        {"entry": {**DONE, "completed_on": date(2022, 6, 25)}},
        {"entry": {**DONE, "completed_on": None}},
    ),
    "D04": (
        {"entry": {**DONE, "completed_on": date(2022, 7, 1)}, "context": {"as_of": JULY}},
        {"entry": {**DONE, "completed_on": date(2022, 6, 30)}, "context": {"as_of": JULY}},
        {"entry": {**DONE, "completed_on": None}},
    ),
    "D05": (
        {"entry": DONE, "target": OVERDUE},
        {"entry": DONE, "target": {"due": date(2022, 6, 20)}},
        {"entry": DONE, "target": {"due": None}},
    ),
    "D06": (
        {"entry": {"completed_on": date(2022, 6, 20)}},
        {"entry": DONE},
        {"entry": {"completed_on": date(2022, 6, 20), "status": None, "status_raw": ""}},
    ),
    "S01": (
        {"entry": {"status": None, "status_raw": ""}},
        {"entry": {"status": None, "status_raw": "", "progress": "本期无进展。"}},
        {"entry": TICK, "before": {}},
    ),
    "S02": (
        {"entry": {"status": None, "status_raw": "良好"}},
        {},
        {"entry": {"status": None, "status_raw": ""}},
    ),
    "S03": (
        {"entry": {"status": Status.NOT_STARTED}},
        {"entry": {"status": Status.NOT_STARTED, "value": 0.0, "raw": "0"}},
        {"entry": {"status": Status.NOT_STARTED, **NO_VALUE}},
    ),
    "S04": (
        {"entry": {"status": Status.ADJUST, "problems": "资金未到位"}},
        {"entry": {"status": Status.ADJUST, "problems": "资金未到位", "adjust_to": "2023-03-31"}},
        {"entry": {"status": None}},
    ),
    "S05": (
        {"entry": {"status": Status.ADJUST, "adjust_to": "2023-03-31", "problems": "无"}},
        {"entry": {"status": Status.ADJUST, "adjust_to": "2023-03-31", "coordination": "请县财政局协调"}},
        {"entry": {"status": None}},
    ),
    "S06": ({"before": {"status": Status.DONE, "value": 60.0}}, {"before": {"value": 29.0}}, {}),
    "S07": (
        {"entry": {**TICK, "raw": "31", "value": 31.0}, "before": {"value": 30.0}},
        {"entry": {**TICK, "raw": "30", "value": 30.0}, "before": {"value": 30.0}},
        {"entry": TICK, "before": {"value": None}},
    ),
    "S08": (
        {"entry": TICK},
        {"entry": TICK, "before": {"value": 30.0}},
        {"entry": {**TICK, "status": Status.ONGOING}},
    ),
    "S09": (
        {"entry": {"status_raw": "正常推进"}},
        {"entry": {"status_raw": "推进中。"}},
        {"entry": {"status": None, "status_raw": ""}},
    ),
    "T01": (
        {"entry": {**DONE, "value": 59.0}},
        {"entry": {**DONE, "value": 60.0}},
        {"entry": {**DONE, **NO_VALUE}},
    ),
    "T02": ({"entry": {"value": 60.0}}, {"entry": {"value": 59.0}}, {"entry": NO_VALUE}),
    "T03": (
        {"entry": {**DONE, "evidence": "无"}},
        {"entry": DONE},
        {"entry": {"status": None, "evidence": ""}},
    ),
    "T04": (
        {"target": OVERDUE},
        {"target": OVERDUE, "entry": {"problems": "汛期停工"}},
        {"target": {"due": None}},
    ),
    "T05": (
        {"entry": {**DONE, "progress": "办法已起草，正在征求意见"}},
        {"entry": {**DONE, "progress": "办法已草拟并印发，模拟演练结束"}},
        {"entry": {**DONE, "progress": ""}},
    ),
    "H01": (
        {"before": {"value": 31.0}},
        {"before": {"value": 31.0}, "target": {"kind": Kind.LEVEL}},
        {"before": {"value": None}},
    ),
    "H02": (
        {"before": {"value": 20.0}},
        {"before": {"value": 24.0}},
        {"before": {"value": 0.0}},
    ),
    "H03": (
        {"before": {"progress": "本月新增 即办事项3项"}},
        {"before": {"progress": "本月新增即办事项2项"}},
        {"before": {"progress": "本期无进展"}, "entry": {"progress": "本期无进展"}},
    ),
    "H04": (
        {"entry": {"progress": LONG}, "context": {"others": {LONG: "县财政局"}}},
        {"entry": {"progress": LONG + "。"}, "context": {"others": {LONG: "县财政局"}}},
        {"entry": {"progress": LONG}},
    ),
    "X01": (
        {"entry": {"progress": ""}},
        {"entry": {"progress": "", "status": Status.NOT_STARTED}},
        {"entry": TICK, "before": {}},
    ),
    "X02": (
        {"entry": {"progress": "进" * 301}},
        {"entry": {"progress": "进" * 300}},
        {"entry": {"progress": ""}},
    ),
    "X03": (
        {"entry": {"problems": "请联系13800000000"}},
        {"entry": {"problems": "请联系0000-1234567"}},
        {"entry": {"problems": ""}},
    ),
    "X04": (
        {"entry": {"doubtful": {"progress": "“进展情况”是空的，批注里写“已办结”，按批注记"}}},
        {"entry": {"doubtful": {"unit": "“30个”的单位是“个”，表中是“项”，按30项记"}}},
        {"entry": {"progress": ""}},
    ),
    **FURTHER,
}
"""Code to what is found, what is not, and what lacks the data."""

FOUND_TOGETHER = {"F04": ("F04",), "V01": ("F04",)}
"""Where the return has one row only, a blank row is a blank return; see test_run.py for V01 among others."""


def codes(findings: tuple[Finding, ...]) -> set[str]:
    """Return which rules found something."""
    return {finding.code for finding in findings}


def test_every_rule_has_its_cases() -> None:
    """No rule is without its three tests, all of them different, and none is tested that is not there."""
    assert sorted(CASES) == sorted(rule.code for rule in RULES)
    for code, (hit, near_miss, missing) in CASES.items():
        assert hit not in (near_miss, missing), code


def test_a_plain_return_has_no_finding(scene: Check) -> None:
    """The return all cases differ from is accepted as it is."""
    assert scene() == ()


@pytest.mark.parametrize("code", CASES)
def test_a_rule_finds_what_it_is_for(code: str, scene: Check) -> None:
    """The rule speaks, in full sentences, with a place where it has one."""
    wanted = FOUND_TOGETHER.get(code, (code,))
    found = [finding for finding in scene(**CASES[code][0]) if finding.code in wanted]
    assert found
    assert all(finding.found and finding.todo.endswith("。") for finding in found)


@pytest.mark.parametrize("code", CASES)
def test_a_rule_passes_over_what_only_looks_so(code: str, scene: Check) -> None:
    """A near miss is no finding of the rule."""
    assert code not in codes(scene(**CASES[code][1]))


@pytest.mark.parametrize("code", CASES)
def test_a_rule_is_silent_where_data_are_missing(code: str, scene: Check) -> None:
    """What is not there is another rule's business, or nobody's."""
    assert code not in codes(scene(**CASES[code][2]))


@pytest.mark.parametrize(
    ("changes", "code", "severity"),
    [
        ({"entry": {**DONE, "completed_on": date(2022, 7, 15)}}, "D03", Severity.ERROR),
        ({"entry": {**DONE, "completed_on": date(2022, 6, 28)}}, "D03", Severity.WARNING),
        ({"entry": {"issued_target": "≥50"}, "before": {"issued_target": "≥50"}}, "F13", Severity.WARNING),
        ({"entry": {**NO_VALUE, "raw": "无"}}, "V05", Severity.NOTICE),
        ({"entry": {**NO_VALUE, "raw": "无", "status": Status.DONE}}, "V05", Severity.ERROR),
        ({"entry": {**NO_VALUE, **ONE_ROW}}, "V05", Severity.WARNING),
        ({"entry": {**NO_VALUE, **ONE_ROW}, "target": OVERDUE}, "V05", Severity.WARNING),
        ({"entry": {**DONE, **NO_VALUE, **ONE_ROW}}, "V05", Severity.ERROR),
        ({"entry": {"status_raw": "有序推进"}}, "S09", Severity.NOTICE),
        ({"entry": {"status_raw": "基本完成"}}, "S09", Severity.WARNING),
        ({"entry": {**DONE, "value": 66.0, "status_raw": "超额完成"}}, "S09", Severity.WARNING),
        ({"entry": NO_VALUE, "target": RATE}, "V05", Severity.WARNING),
        ({"entry": {**DONE, **NO_VALUE}, "target": RATE}, "V05", Severity.ERROR),
    ],
)
def test_severity_follows_the_case(changes: Changes, code: str, severity: Severity, scene: Check) -> None:
    """A few rules ask in one case and send back in another."""
    assert [f.severity for f in scene(**changes) if f.code == code] == [severity]


@pytest.mark.parametrize(
    ("comparator", "value", "found"),
    [
        (Comparator.AT_MOST, 11.0, {"T01"}),
        (Comparator.AT_MOST, 10.0, set()),
        (Comparator.LESS_THAN, 10.0, {"T01"}),
        (Comparator.MORE_THAN, 10.5, set()),
    ],
)
def test_done_is_measured_by_the_comparator(
    comparator: Comparator, value: float, found: set[str], scene: Check
) -> None:
    """Less is better where the plan says so."""
    target = {"kind": Kind.LEVEL, "comparator": comparator, "value": 10.0, "unit": "个工作日"}
    assert codes(scene(entry={**DONE, "value": value}, target=target)) & {"T01"} == found


def test_a_limit_before_the_plan_was_issued_is_never_overdue(scene: Check) -> None:
    """Until the clerk confirms it, a time limit before the issue of the plan asks no reason."""
    target = {"due": date(2021, 12, 31)}
    assert "T04" not in codes(scene(target=target))
    assert "T04" in codes(scene(target={**target, "confirmed": True}))


def test_an_edit_is_not_blamed_where_the_form_is_old(scene: Check) -> None:
    """A form of the version before carries that version's target."""
    found = codes(scene(entry={"issued_target": "≥50"}, return_={"plan_versions": {"云溪提升": 1}}))
    assert "F03" in found
    assert "F13" not in found


def test_the_office_sets_how_much_is_a_jump(scene: Check) -> None:
    """波动幅度 60 lets pass what 30 asks about."""
    assert "H02" not in codes(scene(before={"value": 20.0}, context={"parameters": {"波动幅度": "60"}}))


TINY = {"kind": Kind.LEVEL, "comparator": Comparator.AT_MOST, "value": 1.0, "unit": "个工作日"}


@pytest.mark.parametrize(
    ("value", "before", "unit", "parameters", "asked"),
    [
        (5.0, 2.0, "个工作日", {}, True),
        (4.9, 2.0, "个工作日", {}, False),
        (1.0, 2.0, "个工作日", {}, False),
        (1.0, 2.0, "个工作日", {"波动起点": "0"}, True),
        (1.0, 2.0, "个工作日", {"波动起点": "一点点"}, False),
        (0.8, 2.0, "亿元", {}, True),
        (1.0, None, "个工作日", {}, False),
    ],
)
def test_tiny_figures_may_move(
    scene: Check, value: float, before: float | None, unit: str, parameters: dict[str, str], *, asked: bool
) -> None:
    """From 2 working days to 1 is half and asks nothing; 波动起点 says how much is more than that, money apart."""
    found = scene(
        target={**TINY, "unit": unit},
        entry={"value": value, "raw": str(value), "unit": unit},
        before={"value": before},
        context={"parameters": parameters},
    )
    assert ("H02" in codes(found)) is asked


def test_a_level_lost_asks_and_one_that_slips_is_told(scene: Check) -> None:
    """Falling below the target after having kept it has to be explained; slipping further below is told."""
    now = {"value": 97.0, "raw": "97"}
    lost = [f for f in scene(target=RATE, entry=now, before={"value": 98.0}) if f.code == "T10"]
    slips = [f for f in scene(target=RATE, entry=now, before={"value": 97.5}) if f.code == "T10"]
    assert [f.severity for f in (*lost, *slips)] == [Severity.WARNING, Severity.NOTICE]


def test_a_file_of_last_month_may_be_named_again(scene: Check) -> None:
    """What was kept with an earlier return is known by name, and proves nothing of this one."""
    before = Kept("窗口改革方案.pdf", "a", (("云溪提升", "1.1"),), earlier=True)
    context = {"kept": (before,)}
    assert "E01" not in codes(scene(entry={"evidence": "窗口改革方案.pdf"}, context=context))
    assert "E07" in codes(scene(entry={**DONE, "value": 60.0, "evidence": "见附件"}, context=context))


@pytest.mark.parametrize(
    ("off", "found"),
    [("", [Severity.ERROR]), ("T01", [Severity.NOTICE]), ("H01、T02", [Severity.ERROR])],
)
def test_a_rule_that_sends_back_is_never_silent(off: str, found: list[Severity], scene: Check) -> None:
    """Switched off, its fault is told with the words that say so."""
    context = {"parameters": {"停用规则": off}}
    told = [f for f in scene(entry={**DONE, "value": 59.0}, context=context) if f.code == "T01"]
    assert [f.severity for f in told] == found
    assert told[0].found.endswith(STILL_TOLD) == (off == "T01")


def test_a_question_switched_off_is_not_asked(scene: Check) -> None:
    """H02 off asks of no jump, and a form of another month with F01 off is checked row by row."""
    assert scene(before={"value": 20.0}, context={"parameters": {"停用规则": "H02"}}) == ()
    other = scene(return_={"period": "2022-05", "phone": ""}, context={"parameters": {"停用规则": "F01"}})
    assert {"F01", "F08"} <= codes(other)


@pytest.mark.parametrize(
    ("key", "value", "changes", "code"),
    [
        ("悬殊倍数", "300", {"entry": {"value": 12000.0, "raw": "1.2万"}}, "V12"),
        ("进展字数", "400", {"entry": {"progress": "进" * 301}}, "X02"),
        ("超额幅度", "250", {"entry": {"value": 121.0, "raw": "121"}}, "T07"),
        (
            "雷同字数",
            "100",
            {"entry": {"progress": LONG}, "context": {"others": {LONG: "县财政局"}}},
            "H04",
        ),
    ],
)
def test_the_office_sets_thresholds(key: str, value: str, changes: Changes, code: str, scene: Check) -> None:
    """What the default asks about passes where the office allows more."""
    assert code in codes(scene(**changes))
    context = {**changes.get("context", {}), "parameters": {key: value}}
    assert code not in codes(scene(**{**changes, "context": context}))


def test_a_member_of_a_group_answers_for_its_part(scene: Check) -> None:
    """Members of a group that differ contradict nobody; a tick says last month's figure again."""
    parties = {("云溪提升", "1"): Parties(leads=("县财政局",), members=frozenset({"县政务服务局", "河东镇"}))}
    others = {("云溪提升", "1.1"): (Said("县财政局", 40.0), Said("河东镇", 9.0))}
    fine = scene(context={"parties": parties, "said": others})
    more = scene(entry=TICK, before={"value": 32.0}, context={"parties": parties, "said": others})
    assert codes(fine) == set()
    assert "C06" in codes(more)


def test_a_figure_newer_than_the_form_is_no_edit(scene: Check) -> None:
    """上期完成值 is compared with what was accepted before the forms went out."""
    before = Entry(plan="云溪提升", id="1.1", value=27.0, status=Status.ONGOING)
    for received, found in ((date(2022, 6, 1), True), (date(2022, 6, 26), False)):
        accepted = Accepted(
            period="2022-05", department="县政务服务局", entry=before, sha256="", file="", received=received
        )
        context = {"previous": {("云溪提升", "1.1"): accepted}}
        assert ("H09" in codes(scene(entry={"issued_previous": "20"}, context=context))) == found
