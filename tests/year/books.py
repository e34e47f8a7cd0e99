"""The workbooks of the story: our form made anew or typed into, and a department's own table."""

from __future__ import annotations

import json
from datetime import date, datetime
from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from xlsxwriter import Workbook

from toolkit.model import layout
from toolkit.model.period import Period

from .story import DONE, ONGOING, HandIn, Node, Row, Say, Story, label

PLAN_ID = "云溪年度"
OFFICE_ID = "year-office"
_COLUMN = {column.field: at for at, column in enumerate((*layout.FORM, layout.ADJUST_COLUMN))}
_OWN = {
    "id": "任务序号",
    "status": "办理状态",
    "value": "累计完成数",
    "completed_on": "办结时间",
    "progress": "工作进展",
    "problems": "存在的问题",
    "evidence": "证明材料",
}


def cells(row: Row, hand_in: HandIn) -> dict[str, Any]:
    """Return what a department types into a row, field to value."""
    say = hand_in.says[row.id]
    if say.blank:
        return {}
    if say.tick:
        return {"unchanged": layout.TICK, "status": say.status}
    month, words = label(hand_in.period), f"{hand_in.department}第{row.id}项{hand_in.period}月份按计划推进。"
    typed: dict[str, Any] = {"status": say.status, "value": _figure(say), "progress": words}
    if say.nothing:
        typed |= {"progress": "本期无进展", "value": ""}
    if say.status == DONE:
        typed |= {
            "completed_on": say.done_on,
            "evidence": f"办结报告{month}-{row.id}.pdf",
            "progress": f"{hand_in.department}第{row.id}项已办结，成果已印发各单位。",
        }
    if say.stop:
        typed |= {"problems": "上级政策调整，这项工作建议终止实施。"}
    if say.from_above:
        typed |= {"problems": "省级配套文件尚未印发，无法开展。"}
    if say.adjust_to:
        typed |= {"adjust_to": say.adjust_to, "problems": "上级资金尚未下达，按原时限难以完成。"}
    return typed


def _figure(say: Say) -> float | str:
    if say.wrong:
        return say.wrong
    if say.value is None:
        return ""
    number = float(say.value)
    return f"约{number:g}" if say.about else number


def written(story: Story, hand_in: HandIn, form: bytes | None) -> bytes:
    """Return a hand-in's file; ``form`` is the workbook the office sent, where it is to be typed into."""
    if hand_in.way == "form" and form is not None:
        data = _typed(story, hand_in, form)
    else:
        data = _own_table(story, hand_in) if hand_in.way == "table" else _drawn(story, hand_in)
    return data if hand_in.readable else data[: len(data) * 2 // 3]


def _typed(story: Story, hand_in: HandIn, form: bytes) -> bytes:
    rows = {row.id: row for row in story.rows_of(hand_in.department)}
    book = load_workbook(BytesIO(form))
    sheet = book[layout.FORM_SHEET]
    at = layout.FIRST_ROW
    while (id_ := sheet.cell(at, 1).value) is not None:
        if sheet.cell(at, _COLUMN["status"] + 1).value != DONE or hand_in.says[str(id_)].status == ONGOING:
            for field, value in cells(rows[str(id_)], hand_in).items():
                sheet.cell(at, _COLUMN[field] + 1).value = None if value == "" else value
            if hand_in.says[str(id_)].status == ONGOING:
                sheet.cell(at, _COLUMN["unchanged"] + 1).value = None
        at += 1
    out = BytesIO()
    _type_nodes(book, story, hand_in)
    book.save(out)
    return out.getvalue()


def _nodes(story: Story, hand_in: HandIn) -> list[tuple[Row, Node, date | None]]:
    """Return the days on the way a department tells of: those of the rows it leads first, and when each was done."""
    mine = [
        row
        for row in story.rows_of(hand_in.department)
        if row.leads[0] == hand_in.department and not hand_in.says[row.id].tick
    ]
    return [
        (row, node, dict(hand_in.says[row.id].nodes_done).get(node.name))
        for row in mine
        for node in row.nodes
    ]


def _type_nodes(book: Any, story: Story, hand_in: HandIn) -> None:  # noqa: ANN401
    """Type the nodes into the sheet as a clerk would: into their own line, a free one of the row, or a free one."""
    if layout.NODES_SHEET not in book.sheetnames:
        return
    sheet = book[layout.NODES_SHEET]
    lines = range(layout.NODES_HEADER_ROW + 1, sheet.max_row + 1)
    for row, node, done_on in _nodes(story, hand_in):
        texts = {at: (sheet.cell(at, 1).value, sheet.cell(at, 3).value) for at in lines}
        wanted = ((row.id, node.name), (row.id, None), (None, None))
        at = next((at for pair in wanted for at in lines if texts[at] == pair), None)
        if at is not None:  # a row that is closed for the office has no line
            typed = (row.id, sheet.cell(at, 2).value, node.name, node.due, _number(node), done_on)
            for column, value in enumerate(typed, 1):
                sheet.cell(at, column).value = value


def _number(node: Node) -> float | None:
    return None if node.value is None else float(node.value)


def _draw_nodes(book: Workbook, story: Story, hand_in: HandIn, day: Any) -> None:  # noqa: ANN401
    if told := _nodes(story, hand_in):
        sheet = book.add_worksheet(layout.NODES_SHEET)
        sheet.write_row(layout.NODES_HEADER_ROW - 1, 0, [column.header for column in layout.NODE_COLUMNS])
        for at, (row, node, done_on) in enumerate(told, layout.NODES_HEADER_ROW):
            for column, value in enumerate((row.id, "", node.name, node.due, _number(node), done_on)):
                _put(sheet, at, column, "" if value is None else value, day)


def _drawn(story: Story, hand_in: HandIn) -> bytes:
    buffer = BytesIO()
    book = _book(buffer)
    sheet, day = book.add_worksheet(layout.FORM_SHEET), book.add_format({"num_format": "yyyy-mm-dd"})
    _head(sheet, hand_in, [column.header for column in (*layout.FORM, layout.ADJUST_COLUMN)])
    for at, row in enumerate(story.rows_of(hand_in.department), layout.FIRST_ROW - 1):
        for field, value in {"id": row.id, "task": f"任务{row.task}", **cells(row, hand_in)}.items():
            _put(sheet, at, _COLUMN[field], value, day)
    _draw_nodes(book, story, hand_in, day)
    meta = book.add_worksheet(layout.META_SHEET)
    said = (
        OFFICE_ID,
        hand_in.department,
        label(hand_in.period),
        str(layout.FORM_VERSION),
        json.dumps({PLAN_ID: 1}),
    )
    for at, pair in enumerate(zip(layout.META_KEYS, said, strict=True)):
        meta.write_row(at, 0, pair)
    meta.very_hidden()
    book.close()
    return buffer.getvalue()


def _own_table(story: Story, hand_in: HandIn) -> bytes:
    """Return a table with the department's own headings, without our hidden sheet and without what was done before."""
    buffer = BytesIO()
    book = _book(buffer)
    sheet, day = book.add_worksheet("Sheet1"), book.add_format({"num_format": "yyyy-mm-dd"})
    _head(sheet, hand_in, list(_OWN.values()))
    at = layout.FIRST_ROW - 1
    for row in story.rows_of(hand_in.department):
        if not hand_in.says[row.id].tick:
            for column, field in enumerate(_OWN):
                _put(sheet, at, column, {"id": row.id, **cells(row, hand_in)}.get(field, ""), day)
            at += 1
    book.close()
    return buffer.getvalue()


def _book(buffer: BytesIO) -> Workbook:
    book = Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": datetime(2022, 1, 1)})
    return book


def _head(sheet: Any, hand_in: HandIn, headers: list[str]) -> None:  # noqa: ANN401 -- xlsxwriter ships no types
    period = Period.parse(label(hand_in.period)).chinese
    values = (hand_in.department, period, "周云", "5550100", hand_in.at.date().isoformat())
    sheet.write_string(0, 0, f"云溪县年度方案{period}进展情况填报表")
    for at, ((_, name), value) in enumerate(zip(layout.FORM_HEADER_FIELDS, values, strict=True)):
        sheet.write_row(layout.FIELDS_ROW - 1, at * 2, (name, value))
    sheet.write_row(layout.HEADER_ROW - 1, 0, headers)


def _put(sheet: Any, row: int, column: int, value: Any, day: Any) -> None:  # noqa: ANN401
    if isinstance(value, date):
        sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), day)
    elif value != "":
        sheet.write(row, column, value)
