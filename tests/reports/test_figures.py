"""Every figure of the ledger and the bulletin stands in ``facts --json``."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from docx import Document
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.reports.sample import decided, facts
from toolkit.facts.as_json import to_json
from toolkit.facts.derive import derived
from toolkit.judge.legend import legend
from toolkit.model.deciding import DONE_ACCEPTED, Ask
from toolkit.model.facts import Facts
from toolkit.model.standing import Class
from toolkit.reports import bulletin, ledger
from toolkit.reports.bulletin import BulletinOffice
from toolkit.reports.ledger_columns import COLUMNS

TEMPLATE = Path(__file__).parents[2] / "templates" / bulletin.NAME
CHINESE = {klass.value: klass.chinese for klass in Class}
NUMBER = re.compile(r"\d+(?:\.\d+)?")
DATES = re.compile(r"\d{4}年\d{1,2}月(?:\d{1,2}日)?|\d{1,2}月份?(?:\d{1,2}日)?|\d{2}:\d{2}|〔\d{4}〕\d+号")


@cache
def month() -> Facts:
    """Return the sample with a claim confirmed, a row extended and one made good."""
    found = facts()
    rows = tuple(
        replace(row, due_before=date(2022, 9, 30), made_good="上期黄灯，已补正") if row.id == "6.1" else row
        for row in found.standings
    )
    taken = (*found.decisions, decided(Ask.DONE, "1.1", DONE_ACCEPTED))
    return derived(replace(found, standings=rows, decisions=taken))


@cache
def printed() -> dict[str, Any]:
    """Return the facts as another program reads them."""
    return json.loads(json.dumps(to_json(month()), ensure_ascii=False))  # type: ignore[no-any-return]


@cache
def book() -> Any:  # noqa: ANN401 -- an openpyxl workbook
    """Return the ledger with the values it shows."""
    data = ledger.write(month(), made_at=datetime(2022, 7, 1, 9), legend=legend({}))
    return load_workbook(BytesIO(data), data_only=True)


@cache
def paper() -> Any:  # noqa: ANN401 -- a python-docx document
    """Return the bulletin."""
    office = BulletinOffice(name="县政府办公室")
    data = bulletin.write(
        month(), template=TEMPLATE.read_bytes(), office=office, issued_on=date(2022, 7, 2), legend=legend({})
    )
    return Document(BytesIO(data))


def records(sheet: Worksheet, head: int = 3) -> list[dict[str, Any]]:
    """Return the rows of a sheet by their headers."""
    headers = [str(cell.value) for cell in sheet[head]]
    return [
        dict(zip(headers, (cell.value for cell in row), strict=True)) for row in sheet.iter_rows(head + 1)
    ]


def iso(value: object) -> object:
    """Return a day as the JSON writes it."""
    return value.date().isoformat() if isinstance(value, datetime) else value


FIELDS: dict[str, str] = {
    "任务编号": "id", "任务名称": "title", "目标要求": "requirement", "目标值": "target", "计量单位": "unit",
    "牵头单位": "department", "上期值": "value_before", "本期完成值": "value", "完成率": "completion",
    "序时进度": "expected", "差距（百分点）": "gap", "工作状态": "state", "亮灯": "light", "补正": "made_good",
    "状态": "life", "逾期天数": "overdue_days", "研判理由": "why", "起始时间": "start", "原因认定": "reason",
    "存在问题": "problems", "下步措施": "next_steps", "需协调事项": "coordination", "佐证材料": "evidence",
}  # fmt: skip
"""Columns of 总台账 that show a field of a standing as it is."""


def test_every_column_of_the_ledger_is_a_field_of_the_facts() -> None:
    """Row by row, cell by cell, the ledger says what the JSON says."""
    told = records(book()["总台账"])
    assert len(told) == len(printed()["standings"])
    for row, standing in zip(told, printed()["standings"], strict=True):
        for header, field in FIELDS.items():
            assert (iso(row[header]) or None) == (standing[field] or None), (header, standing["id"])
        assert iso(row["完成时限"]) == (standing["due_before"] or standing["due"])
        assert iso(row["调整后时限"]) == (standing["due"] if standing["due_before"] else None)
        assert row["研判分类"] == CHINESE[standing["class"]]
        assert (row["来源单元格"] or "") == (standing["source"] or {}).get("cell", "")
        assert (row["来源文件"] or "") == (standing["source"] or {}).get("file", "")
        assert (row["核实情况"] or "") == "，".join(
            filter(None, (standing["verified"], standing["verified_by"]))
        )
        assert (row["共同牵头单位"] or "", row["配合单位"] or "") == (
            "、".join(standing["leads"][1:]),
            "、".join(standing["supports"]),
        )
    unread = {"本期进展情况", "章节", "原件", "任务分类", "督办级别"}
    read = {*FIELDS, "完成时限", "调整后时限", "研判分类", "来源单元格", "来源文件", "核实情况", "共同牵头单位", "配合单位"}  # fmt: skip
    assert {column.header for column in COLUMNS} == read | unread, "every column is looked at here"


def test_the_class_of_each_task_is_told_once() -> None:
    """Counting the column 任务分类 counts tasks."""
    told = [row["任务分类"] for row in records(book()["总台账"]) if row["任务分类"]]
    assert told == [CHINESE[klass] for klass in printed()["task_classes"].values()]


def test_the_overview_says_the_counts_of_the_facts() -> None:
    """Tasks, shares, rows, last month's tasks, lights and departments are those of the JSON."""
    sheet, said = book()["概况"], printed()
    for row, klass in enumerate(CHINESE, 4):
        assert [sheet.cell(row, column).value for column in range(1, 6)] == [
            CHINESE[klass],
            said["by_task"][klass],
            said["shares"][klass] / 100,
            said["counts"][klass],
            said["before"]["by_task"][klass],
        ]
        assert sheet.cell(row, 6).value == said["by_task"][klass] - said["before"]["by_task"][klass]
    lights = {cell.value: sheet.cell(cell.row + 1, cell.column).value for cell in sheet[13][1:] if cell.value}
    assert lights.pop("不亮灯") == said["lights"][""]
    assert lights == {name: number for name, number in said["lights"].items() if name in lights}
    assert sum(said["lights"].values()) == len(said["standings"])
    names = [row for row in sheet.iter_rows(30, values_only=True) if row[0] in _leads()]
    assert [list(row[1:8]) for row in names] == [
        [*(each[klass] for klass in CHINESE), each["total"]] for each in said["departments"]
    ]


def _leads() -> set[str]:
    return {each["department"] for each in printed()["departments"]}


def test_the_lists_of_the_ledger_are_lists_of_the_facts() -> None:
    """Laggards, returns with their rates, and questions stand in the JSON in the same order."""
    said = printed()
    assert [row["任务编号"] for row in records(book()["逾期及滞后清单"])] == said["late_rows"]
    sent = [
        (row["单位"], row["报送状态"], row["报送次数"], row["退回次数"], row["存疑数"], row["迟报天数"] or 0)
        for row in records(book()["报送情况"])
    ]
    assert sent == [
        (each["department"], each["state"], each["rounds"], each["returned"], each["questions"], each["days_late"])
        for each in said["returns"]["by_department"]
    ]  # fmt: skip
    note = str(book()["报送情况"]["A2"].value)
    returns = said["returns"]
    assert f"报送率{returns['rate']:.1%}　按时报送率{returns['on_time_rate']:.1%}" in note
    assert f"应报{returns['expected']}家　实报{returns['received']}家　按时{returns['on_time']}家" in note
    asked = [(row["任务编号"] or "", row["存疑事项"], row["单位"]) for row in records(book()["存疑清单"])]
    assert asked == [(each["id"], each["text"], each["department"]) for each in said["questions"]]


def test_every_figure_of_the_bulletins_text_is_a_figure_of_the_facts() -> None:
    """No number stands in the text, dates aside, that the JSON does not have: nothing is reckoned on the way."""
    known = set(_figures(printed()))
    lines = [paragraph.text for paragraph in paper().paragraphs]
    text = lines[lines.index("一、总体情况") + 1 : lines.index("五、下一步工作要求")]
    for line in text:
        for figure in NUMBER.findall(DATES.sub("", line)):
            assert figure in known, (figure, line)


def _figures(value: Any) -> Iterator[str]:  # noqa: ANN401 -- any part of the JSON
    """Yield every number of the facts as a paper may write it: counts, lengths of lists, shares, words."""
    if isinstance(value, dict):
        for inner in value.values():
            yield from _figures(inner)
    elif isinstance(value, list):
        yield str(len(value))
        for inner in value:
            yield from _figures(inner)
    elif isinstance(value, str):
        yield from NUMBER.findall(value)
    elif isinstance(value, int | float):
        yield from {str(value), f"{value:g}", f"{value:.1f}", f"{value * 100:.1f}", f"{round(value, 1):g}"}


def test_the_opening_figures_are_the_counts() -> None:
    """总体情况 says each class with its share, what awaits confirmation, and what changed."""
    said = printed()
    text = "\n".join(paragraph.text for paragraph in paper().paragraphs)
    words = {"办结": "done", "达到序时进度": "on_schedule", "滞后": "behind", "逾期": "overdue", "未到节点": "not_due",
             "未报": "unreported"}  # fmt: skip
    for word, klass in words.items():
        assert f"{word}{said['by_task'][klass]}项、占{said['shares'][klass]:.1f}%" in text
    assert f"有{said['pending_review']}个尚待核实" in text
    assert f"新增办结{len(said['newly_done'])}项" in text
    assert f"{len(said['turned_red'])}项转为红灯" in text
    assert "补正更正情况：第6.1项“上线‘一件事一次办’事项”上期黄灯，已补正。" in text
    assert f"（一）逾期任务{said['by_task']['overdue']}项。" in text
    assert f"退回修改{said['returns']['returned']}家次" in text


def test_the_annexes_are_rows_of_the_facts() -> None:
    """附件1 holds every row; 附件2 those late rows that are named; 附件3 every department."""
    said = printed()
    tables = [[[cell.text for cell in row.cells] for row in table.rows][1:] for table in paper().tables]
    assert [row[0] for row in tables[0]] == [each["id"] for each in said["standings"]]
    assert [row[10].replace("—", "") for row in tables[0]] == [
        each["light"] or "" for each in said["standings"]
    ]
    assert [row[7] for row in tables[0]] == [
        "" if each["completion"] is None else f"{each['completion']:.1%}" for each in said["standings"]
    ]
    named = {each["id"] for each in said["standings"] if each["named"]}
    assert [row[0] for row in tables[1]] == [id_ for id_ in said["late_rows"] if id_ in named]
    assert [row[1] for row in tables[2]] == [each["department"] for each in said["returns"]["by_department"]]


def test_every_row_has_its_reason_and_its_source() -> None:
    """A standing says why; one with a value or a claim says from which file and cell."""
    for standing in printed()["standings"]:
        assert standing["why"].endswith("。")
        assert (standing["source"] is None) == (standing["state"] == "未报")
        if standing["source"]:
            assert standing["source"]["cell"]
            assert len(standing["source"]["sha256"]) == 64
