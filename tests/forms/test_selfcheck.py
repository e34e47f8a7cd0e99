"""自检, reckoned by LibreOffice over cells typed as clerks type them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING

import openpyxl

from toolkit.forms.selfcheck import LETTERS
from toolkit.forms.write import write_form
from toolkit.model.layout import FIRST_ROW

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from toolkit.model.form import FormSpec

Typed = str | float | date | None

DAY = date(2022, 6, 18)
DONE: dict[str, Typed] = {"status": "已完成", "completed_on": DAY, "progress": "已办结", "evidence": "验收单"}
GOING: dict[str, Typed] = {"status": "推进中", "progress": "本月完成方案"}


@dataclass(frozen=True)
class Case:
    """What is typed in a row, and what the row must say; ``percent`` types the value as Excel keeps 98%."""

    row: str
    typed: Mapping[str, Typed]
    says: str
    percent: bool = field(default=False)


CASES = (
    Case("1.1", {}, "待填写"),
    Case("1.1", {**GOING, "value": 96}, "通过"),
    Case("1.1", {**GOING, "value": "96%"}, "通过"),
    Case("1.1", {**GOING, "value": "９６"}, "通过"),
    Case("1.1", {**GOING, "value": " ９６.5％"}, "通过"),
    Case("1.1", {**DONE, "value": 0.98}, "通过", percent=True),
    Case("1.1", {**DONE, "value": 0.95}, "未达目标值，不能填已完成", percent=True),
    Case("1.1", {**DONE, "value": "98%"}, "通过"),
    Case("1.1", {**DONE, "value": 97.9}, "未达目标值，不能填已完成"),
    Case("1.1", {**GOING, "value": 0.98}, "百分之九十八请填98，请核实"),
    Case("1.1", {**GOING, "value": 120}, "超过100%，请核实"),
    Case("1.1", {**GOING, "value": -1}, "不能填负数"),
    Case("1.1", {**GOING, "value": "约98"}, "请填数字"),
    Case("1.1", {**GOING, "value": "无"}, "请填数字"),
    Case("1.1", {**GOING}, "请填数字"),
    Case("1.1", {"value": 96}, "请填工作状态；请填进展情况"),
    Case("1.1", {"status": "未启动", "progress": "本月无进展"}, "通过"),
    Case("1.1", {"status": "未启动"}, "通过"),
    Case("9", {"status": "未启动"}, "通过"),
    Case("1.1", {**GOING, "value": 96, "status": "基本完成"}, "工作状态请从下拉列表中选"),
    Case("1.1", {"unchanged": "√"}, "通过"),
    Case("1.1", {"unchanged": "√", "value": 95.5}, "通过"),
    Case("1.1", {"unchanged": "√", "value": 97}, "已勾无变化，又填了新数值，请改其中一处"),
    Case("1.1", {"unchanged": "√", "value": "约97"}, "请检查本行填写内容"),
    Case("1.11", {"unchanged": "√", "status": "推进中"}, "已勾无变化，又改了工作状态，请改其中一处"),
    Case("1.10", {"unchanged": "√"}, "首次填报，不能勾本期无变化"),
    Case("1.10", {**DONE, "value": "4.2个工作日"}, "通过"),
    Case("1.10", {**DONE, "value": "4.3 个工作日"}, "未达目标值，不能填已完成"),
    Case("1.10", {**DONE, "value": 4, "completed_on": None}, "请填完成日期"),
    Case("1.10", {**DONE, "value": 4, "completed_on": date(2022, 7, 2)}, "完成日期不能晚于6月30日"),
    Case("1.10", {**DONE, "value": 4, "completed_on": "2022.6.18"}, "通过"),
    *(
        Case("1.10", {**DONE, "value": 4, "completed_on": day}, "通过")
        for day in (
            "2022-6-20",
            "2022-06-20",
            "2022年6月20日",
            "2022.06.20",
            "2022/6/20",
            "6月20日",
            "6月20号",
        )
    ),
    *(
        Case("1.10", {**DONE, "value": 4, "completed_on": day}, "请填日期")
        for day in ("上周", "上周五", "/", "6月", "2022-13-40")
    ),
    Case("1.10", {**DONE, "value": 4, "completed_on": "2022年7月2日"}, "完成日期不能晚于6月30日"),
    Case("1.10", {**GOING, "value": 6, "completed_on": "无"}, "通过"),
    Case("1.10", {**DONE, "value": 4, "evidence": None}, "请填佐证材料"),
    Case("2.1", {**GOING, "value": 42}, "通过"),
    Case("2.1", {**GOING, "value": "1,042"}, "通过"),
    Case("2.1", {**GOING, "value": 12}, "比上期减少，请核实"),
    Case("2.1", {**DONE, "value": 12}, "未达目标值，不能填已完成；比上期减少，请核实"),
    Case("2.1", {**GOING, "value": 40, "status": "申请调整"}, "请填申请调整至"),
    Case("2.1", {**GOING, "value": 40, "status": "申请调整", "adjust_to": "2023-6-30"}, "通过"),
    Case("2.2", {**GOING}, "逾期须说明原因"),
    Case("2.2", {**GOING, "problems": "部门意见尚未统一"}, "通过"),
    Case("2.2", {**DONE}, "通过"),
    Case("2.2", {**DONE, "evidence": " "}, "节点已完成请填佐证材料"),
    Case("2.3", {**GOING, "value": -2.5}, "通过"),
    Case("1.11", {}, "已报完成，不用填"),
    Case("1.11", {"unchanged": "√"}, "通过"),
    Case("9", {**GOING}, "通过"),
    Case("9", {"status": "推进中"}, "请填进展情况"),
)


def filled(spec: FormSpec, cases: tuple[Case, ...]) -> bytes:
    """Return a form with one row a case, typed in as a department would."""
    part = spec.sheets[0]
    rows = {row.id: row for row in part.rows}
    spec = replace(spec, sheets=(replace(part, rows=tuple(rows[case.row] for case in cases)),))
    book = openpyxl.load_workbook(BytesIO(write_form(spec)))
    sheet = book["填报表"]
    for at, case in enumerate(cases, FIRST_ROW):
        for name, value in case.typed.items():
            sheet[f"{LETTERS[name]}{at}"] = value
        if case.percent:
            sheet[f"{LETTERS['value']}{at}"].number_format = "0%"
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_every_row_says_what_is_wrong_with_it(
    spec: FormSpec, office_tool: Callable[[bytes, str], bytes]
) -> None:
    """The reckoned 自检 of each case is the sentence expected, and the tally counts the rows that pass of those that ask."""
    data = office_tool(filled(spec, CASES), "xlsx")

    sheet = openpyxl.load_workbook(BytesIO(data), data_only=True)["填报表"]
    said = [sheet[f"{LETTERS['check']}{at}"].value for at in range(FIRST_ROW, FIRST_ROW + len(CASES))]
    assert [(case, case.says) for case in CASES] == list(zip(CASES, said, strict=True))
    passing = sum(case.says == "通过" for case in CASES)
    asking = sum(not case.says.endswith("不用填") for case in CASES)
    assert sheet["Q2"].value == f"{passing} / {asking} 行"


def test_formulas_stay_short_enough_for_every_program(spec: FormSpec) -> None:
    """No formula comes near the 8,192 characters Excel takes, nor uses a function of later versions."""
    sheet = openpyxl.load_workbook(BytesIO(write_form(spec)))["填报表"]

    for row in sheet.iter_rows(min_row=FIRST_ROW):
        text = str(row[ord(LETTERS["check"]) - ord("A")].value)
        assert text.startswith("=IFERROR(")
        assert len(text) < 4000
        assert "_xlfn" not in text
