"""Returns in texts, web pages and Word documents: read as tables, or refused with a sentence, never read as plans."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import TYPE_CHECKING

import docx
import pytest

from toolkit.intake.read import read_file
from toolkit.model.files import FileKind
from toolkit.model.returns import Return, Status

if TYPE_CHECKING:
    from toolkit.intake.known import Known
    from toolkit.model.files import Reading

Rows = list[list[str]]

ROWS: Rows = [
    ["《云溪县政务服务提升方案》2022年6月进展情况填报表"],
    ["填报单位", "县政务服务局", "报告期", "2022年6月", "填报人", "周云"],
    ["编号", "工作任务", "本期完成值", "工作状态", "进展情况"],
    ["1.1", "压减审批环节", "1,030项", "推进中", "又增三项,\n办结两项"],
    ["1.2", "压减审批环节", "98.5%", "推进中", "稳步提高"],
]
EMPTY: Rows = [["序号", "工作任务", "工作状态", "进展情况", "存在问题"], ["", "", "", "", ""]]
PROSE = "各乡镇、各部门要压减审批环节，新增即办事项60项，网办率达到98%，按月报送进展。"


def _csv(rows: Rows, separator: str = ",", encoding: str = "utf-8") -> bytes:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=separator).writerows(rows)
    return buffer.getvalue().encode(encoding)


def _html(rows: Rows, before: str = "") -> bytes:
    title = f'<tr><td colspan="5"><b>{rows[0][0]}</b><br></td></tr>' if len(rows[0]) == 1 else ""
    body = "".join(
        "<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows[bool(title) :]
    )
    head = "<head><meta charset=gb2312><style>td {color: red}</style></head>"
    return f"<html>{head}<body>{before}<table>{title}{body}</table></body></html>".encode("gb18030")


def _docx(rows: Rows, before: str = "") -> bytes:
    document = docx.Document()
    document.add_paragraph(before)
    table = document.add_table(rows=len(rows), cols=max(map(len, rows)))
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=False):
            cell.text = text
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _return(reading: Reading) -> Return:
    assert reading.return_ is not None, (reading.kind, reading.fault)
    return reading.return_


@pytest.mark.parametrize(
    "data",
    [
        _csv(ROWS, ",", "gb18030"),
        _csv(ROWS, ";", "utf-8-sig"),
        _csv(ROWS, "\t", "utf-16"),
        _csv(ROWS, "|", "gb18030"),
        _csv(ROWS, "，", "utf-8"),
        _html(ROWS),
        _docx(ROWS),
    ],
    ids=["comma", "semicolon", "tab", "bar", "full-width-comma", "html", "word"],
)
def test_a_table_in_a_text_or_page_is_a_return(data: bytes, known: Known) -> None:
    """Whatever the separator, the encoding and the name, rows and header fields are read with their cells."""
    return_ = _return(read_file(data, "政务局6月.xls", "", known))
    assert (return_.department, return_.printed_period, return_.filler) == ("县政务服务局", "2022-06", "周云")
    first, second = return_.entries
    assert (first.id, first.value, first.status) == ("1.1", 1030, Status.ONGOING)
    assert first.progress.split() == ["又增三项,", "办结两项"]
    assert first.cells["value"] == "政务局6月!C4"
    assert second.value == 98.5


def test_what_stands_over_a_table_of_a_page_belongs_to_it(known: Known) -> None:
    """Its last lines are read as they are seen, however they are marked up; those over another table are not."""
    other = "<p>填报单位：县财政局</p><table><tr><td>附</td></tr></table>"
    head = "<h2>6月进展</h2><p>填报单位：<u>县政务<b>服务局</b></u><br>报告期：<span>2022年6月</span></p><div>填报人：周云</div>"
    return_ = _return(read_file(_html(ROWS[2:], other + head), "6月.xls", "", known))
    assert (return_.department, return_.printed_period, return_.filler) == ("县政务服务局", "2022-06", "周云")
    assert [entry.value for entry in return_.entries] == [1030, 98.5]


@pytest.mark.parametrize(
    "data",
    [
        _docx([["科目", "数"]], "填报单位：县政务服务局　报告期：2022年6月"),
        _csv([["编号", "完成情况", "进展情况"], ["88", "已办", "已印发"]]),
        "填报单位：县政务服务局\n报告期：2022年6月\n一、压减审批环节：已新增30项。".encode(),
        _html([["任务名称", "牵头单位", "工作状态", "进展情况"], ["修桥", "县交通局", "推进中", "已开工"]]),
    ],
    ids=["word-head", "other-tasks", "words", "page-with-leads"],
)
def test_a_form_that_cannot_be_taken_in_says_to_use_the_workbook(data: bytes, known: Known) -> None:
    """It is no plan document, and the sentence names what to fill in."""
    reading = read_file(data, "政务局6月.docx", "", known)
    assert (reading.kind, reading.return_) == (FileKind.RETURN, None)
    assert "下发的填报表" in reading.fault or "工作任务" in reading.hold


@pytest.mark.parametrize(
    "make",
    [_docx, _html, lambda rows, prose: prose.encode() + b"\n" + _csv(rows)],
    ids=["word", "page", "text"],
)
def test_a_plan_with_a_form_in_its_annex_is_a_plan(make: Callable[[Rows, str], bytes], known: Known) -> None:
    """An empty form behind the text of a plan does not make it a return."""
    reading = read_file(make(EMPTY, PROSE * 20), "方案", "", known)
    assert (reading.kind, reading.fault) == (FileKind.PLAN, "")


def test_a_ledger_of_several_departments_is_a_plan(known: Known) -> None:
    """A page of an office's own ledger of a plan not yet known goes to the plan reader."""
    rows = [["序号", "任务名称", "牵头单位", "工作状态", "进展情况"]]
    rows += [["1", "修桥", "县交通局", "推进中", "已开工"], ["2", "建校", "县教育局", "推进中", "已封顶"]]
    assert read_file(_html(rows), "台账.htm", "", known).kind is FileKind.PLAN


def test_hostile_spans_are_bounded(known: Known) -> None:
    """A table that claims to be endless is looked at and passed over."""
    wide = "".join(f"<tr>{'<td colspan=1000 rowspan=999999>x</td>' * 50}</tr>" for _ in range(40))
    assert read_file(f"<html><table>{wide}</table>".encode(), "a.htm", "", known).kind is FileKind.PLAN
