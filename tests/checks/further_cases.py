"""What the rules on outcomes, on what was reported before, between departments and on evidence are tried with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from toolkit.checks.beside import Kept, Parties, Place, Said
from toolkit.model.plan import Comparator, Kind, Target, Task
from toolkit.model.returns import Entry, NodeSaid, Status

Changes = Mapping[str, Any]

PLAN = "云溪提升"
ROW = (PLAN, "1.1")
ME, OTHER, TOWN = "县政务服务局", "县财政局", "河东镇"
DONE = {
    "status": Status.DONE,
    "status_raw": "已完成",
    "completed_on": date(2022, 6, 20),
    "evidence": "云政办〔2022〕9号",
}
TICK = {"unchanged": True, "value": None, "raw": "", "status": None, "status_raw": "", "progress": ""}
NO_VALUE = {"value": None, "raw": ""}
RATE = {"kind": Kind.LEVEL, "value": 98.0, "unit": "%"}
GROWTH = {"kind": Kind.INCREASE, "value": 30.0, "unit": "%"}
KEEP = {"kind": Kind.KEEP, "value": None, "comparator": None, "baseline": 90.0, "unit": "%"}
STEP = {"kind": Kind.MILESTONE, "value": None, "comparator": None, "unit": None, "quote": "年底前出台办法"}
NODE = NodeSaid(name="完成初稿", due=date(2022, 5, 31))
TWO_LEADS = {(PLAN, "1"): Parties(leads=(ME, OTHER))}
HELPED = {(PLAN, "1"): Parties(leads=(ME,), supports=frozenset({OTHER}))}
GUIDED = {(PLAN, "1"): Parties(leads=(ME,), supports=frozenset({OTHER}), guided=True)}
HELPING = {(PLAN, "1"): Parties(leads=(OTHER,), supports=frozenset({ME}))}
GUIDING = {(PLAN, "1"): Parties(leads=(OTHER,), supports=frozenset({ME}), guided=True)}
TOWNS = {(PLAN, "1"): Parties(leads=(ME,), members=frozenset({TOWN, "河西镇"}))}
LETTER = "窗口改革方案.pdf"


def beside(parties: Mapping[tuple[str, str], Parties], *said: Said, **more: Any) -> dict[str, Any]:  # noqa: ANN401
    """Return a context in which others said so much of the row, and who they are."""
    return {"parties": parties, "said": {ROW: said} if said else {}, **more}


def kept(*files: Kept) -> dict[str, Any]:
    """Return a context in which these files are kept beside the return."""
    return {"kept": files}


def with_part(whole: float | None, part: float | None) -> Changes:
    """Return a return on a total and a part of it."""
    total = Target(
        id="1.1",
        quote="新增即办事项60项",
        kind=Kind.COUNT,
        comparator=Comparator.AT_LEAST,
        value=60,
        unit="项",
    )
    of_it = replace(total, id="1.2", quote="其中线上办理30项", value=30)
    cells = {"id": "填报表!A4", "value": "填报表!I4"}
    said = (
        Entry(plan=PLAN, id=id_, value=value, raw=str(value or ""), status=Status.ONGOING, cells=cells)
        for id_, value in (("1.1", whole), ("1.2", part))
    )
    return {
        "plan": {"tasks": (Task(id="1", no="1", title="压减审批环节", targets=(total, of_it)),)},
        "return_": {"entries": tuple(said)},
        "context": {"expected": {PLAN: ("1.1", "1.2")}},
    }


FURTHER: dict[str, tuple[Changes, Changes, Changes]] = {
    "D07": (
        {"entry": {**DONE, "completed_on": date(2021, 12, 30)}},
        {"entry": {**DONE, "completed_on": date(2022, 1, 4)}},
        {"entry": {**DONE, "completed_on": date(2021, 12, 30)}, "plan": {"issued": None}},
    ),
    "D08": (
        {"entry": {**DONE, "completed_on": date(2022, 4, 29)}, "before": {"value": 60.0}},
        {"entry": {**DONE, "completed_on": date(2022, 5, 31)}, "before": {"value": 60.0}},
        {"entry": {**DONE, "completed_on": date(2022, 4, 29)}},
    ),
    "T06": (
        {"target": GROWTH, "entry": {"value": -5.0, "raw": "-5"}},
        {"target": GROWTH, "entry": {"value": 0.0, "raw": "0"}},
        {"target": GROWTH, "entry": NO_VALUE},
    ),
    "T07": (
        {"entry": {"value": 121.0, "raw": "121"}},
        {"entry": {"value": 120.0, "raw": "120"}},
        {"entry": {"value": 121.0, "raw": "121"}, "target": {"value": None, "comparator": None}},
    ),
    "T08": (
        {"target": STEP, "entry": {**DONE, **NO_VALUE, "evidence": "无", "progress": "有序推进"}},
        {"target": STEP, "entry": {**DONE, **NO_VALUE, "evidence": "无", "progress": "办法已印发"}},
        {"target": STEP, "entry": {**DONE, **NO_VALUE, "progress": ""}},
    ),
    "T09": (
        {"entry": {**DONE, "value": 60.0, "nodes": (NODE,)}},
        {"entry": {**DONE, "value": 60.0, "nodes": (replace(NODE, done_on=date(2022, 5, 30)),)}},
        {"entry": {**DONE, "value": 60.0}},
    ),
    "T10": (
        {"target": RATE, "entry": {"value": 90.0, "raw": "90"}, "before": {"value": 95.0}},
        {"target": RATE, "entry": {"value": 98.5, "raw": "98.5"}, "before": {"value": 99.0}},
        {"target": RATE, "entry": {"value": 90.0, "raw": "90"}},
    ),
    "T11": (
        {"target": KEEP, "entry": {"value": 89.0, "raw": "89"}},
        {"target": KEEP, "entry": {"value": 90.0, "raw": "90"}},
        {"target": {**KEEP, "baseline": None}, "entry": {"value": 89.0, "raw": "89"}},
    ),
    "T12": (
        {"target": {"due": date(2022, 6, 15)}, "entry": TICK, "before": {"value": 30.0}},
        {
            "target": {"due": date(2022, 6, 15)},
            "entry": {**TICK, "next_steps": "七月底前补齐"},
            "before": {"value": 30.0},
        },
        {"target": {"due": None}, "entry": TICK, "before": {"value": 30.0}},
    ),
    "H05": (
        {"entry": {"progress": "本月新增即办事项30项"}, "before": {"value": 24.0}},
        {"entry": {"progress": "本月新增即办事项6项，累计30项"}, "before": {"value": 24.0}},
        {"entry": {"progress": "本月新增即办事项30项"}},
    ),
    "H06": (
        {"entry": {"progress": "本月新增3项，统计口径有调整"}},
        {"entry": {"progress": "本月新增3项，基数为24"}, "target": {"baseline": 24.0}},
        {"entry": {"progress": "本月新增3项，基数为24"}},
    ),
    "H07": (
        {"entry": {"status": Status.NOT_STARTED, **NO_VALUE}, "before": {"value": 2.0}},
        {"entry": {"status": Status.NOT_STARTED, **NO_VALUE}, "before": {"status": Status.NOT_STARTED}},
        {"entry": {"status": Status.NOT_STARTED, **NO_VALUE}},
    ),
    "H08": (
        {"before": {"value": 30.0}},
        {"before": {"value": 27.0}},
        {"before": {"value": None}},
    ),
    "H09": (
        {"entry": {"issued_previous": "20"}, "before": {"value": 27.0}},
        {"entry": {"issued_previous": "２７ 项"}, "before": {"value": 27.0}},
        {"entry": {"issued_previous": ""}, "before": {"value": 27.0}},
    ),
    "C01": (
        {"context": beside(TWO_LEADS, Said(OTHER, 31.0, Status.ONGOING))},
        {"context": beside(TWO_LEADS, Said(OTHER, 30.0, Status.ONGOING))},
        {"context": beside(TWO_LEADS)},
    ),
    "C02": (
        {"context": beside(HELPED, Said(OTHER, 31.0, Status.ONGOING))},
        {"context": beside(GUIDED, Said(OTHER, 31.0, Status.ONGOING))},
        {"context": beside(HELPED, Said(OTHER))},
    ),
    "C03": (
        {"context": beside(HELPING, Said(OTHER, 31.0, Status.ONGOING))},
        {"context": beside(HELPING, Said(OTHER, 30.0, Status.ONGOING))},
        {"context": beside(HELPING)},
    ),
    "C04": (
        {"context": beside(GUIDED, Said(OTHER, None, Status.DONE))},
        {"context": beside(GUIDED, Said(OTHER, None, Status.ONGOING))},
        {"context": beside(GUIDED)},
    ),
    "C05": (
        {"context": beside(GUIDING, Said(OTHER, 31.0, Status.ONGOING))},
        {"context": beside(HELPING, Said(OTHER, 31.0, Status.ONGOING))},
        {"context": beside(GUIDING, Said(OTHER))},
    ),
    "C06": (
        {"context": beside(TOWNS, Said(TOWN, 20.0), Said("河西镇", 11.0))},
        {"context": beside(TOWNS, Said(TOWN, 20.0), Said("河西镇", 10.0))},
        {"context": beside(TOWNS, Said(TOWN), Said("河西镇"))},
    ),
    "C07": (with_part(10, 11), with_part(10, 10), with_part(None, 11)),
    "E01": (
        {"entry": {"evidence": f"附：{LETTER}"}, "context": kept()},
        {"entry": {"evidence": f"附：{LETTER}"}, "context": kept(Kept("窗口改革方案.PDF"))},
        {"entry": {"evidence": f"附：{LETTER}"}},
    ),
    "E02": (
        {"context": kept(Kept(LETTER, "a", (ROW,)), Kept("另一份.pdf", "a", ((PLAN, "1.2"),)))},
        {"context": kept(Kept(LETTER, "a", (ROW,)), Kept("另一份.pdf", "b", ((PLAN, "1.2"),)))},
        {"context": kept(Kept(LETTER, "", ()))},
    ),
    "E03": (
        {"context": kept(Kept(LETTER, "a", (ROW,), (Place(ME, "2022-05"),)))},
        {"context": kept(Kept(LETTER, "a", (ROW,), (Place(ME, "2022-07"),)))},
        {"context": kept(Kept(LETTER, "a", (ROW,)))},
    ),
    "E04": (
        {"context": kept(Kept(LETTER, "a", (ROW,), (Place(OTHER, "2022-06"),)))},
        {"context": kept(Kept(LETTER, "a", (ROW,), (Place(ME, "2022-05"),)))},
        {"context": kept(Kept(LETTER, "a", (ROW,)))},
    ),
    "E05": (
        {"entry": {"evidence": "云政办〔2021〕9号"}},
        {"entry": {"evidence": "云政办〔2022〕9号、云政办〔2021〕3号"}},
        {"entry": {"evidence": "云政办〔2021〕9号"}, "plan": {"issued": None}},
    ),
    "E06": (
        {"entry": NO_VALUE, "context": kept(Kept("大屏截图.JPG", "a", (ROW,)))},
        {"entry": NO_VALUE, "context": kept(Kept("大屏说明.pdf", "a", (ROW,)))},
        {"entry": NO_VALUE},
    ),
    "E07": (
        {"entry": {**DONE, "value": 60.0, "evidence": "详见附件。"}},
        {"entry": {**DONE, "value": 60.0, "evidence": "详见附件。"}, "context": kept(Kept(LETTER))},
        {"entry": {**DONE, "value": 60.0, "evidence": ""}},
    ),
}
"""Code to what is found, what is not, and what lacks the data."""
