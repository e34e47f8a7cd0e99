"""The sheet 节点安排 of a return."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from toolkit.intake.read import read_file
from toolkit.model.layout import NODE_COLUMNS, NODES_SHEET
from toolkit.model.returns import Entry, NodeSaid

if TYPE_CHECKING:
    from toolkit.intake.known import Known

MakeForm = Callable[..., bytes]
ROWS = {
    "1.1": {"task": "压减审批环节", "value": 30, "status": "推进中", "progress": "已梳理。"},
    "2": {"task": "出台企业诉求办理办法", "status": "推进中", "progress": "已起草。"},
}
HEADERS = [column.header for column in NODE_COLUMNS]


def _with(data: bytes, *lines: list[object], sheet: str = NODES_SHEET, headers: list[str] = HEADERS) -> bytes:
    """Return a workbook with a sheet of nodes: a title, a note, headings and lines."""
    book = load_workbook(BytesIO(data))
    added = book.create_sheet(sheet)
    for line in (["阶段节点安排"], ["选填"], headers, *lines):
        added.append(line)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _entries(data: bytes, known: Known) -> dict[str, Entry]:
    reading = read_file(data, "回复.xlsx", "", known)
    assert reading.return_ is not None, reading.fault
    return {entry.id: entry for entry in reading.return_.entries}


def test_nodes_stand_with_their_row(make_form: MakeForm, known: Known) -> None:
    """Each line is a node of the row its 编号 names; days and figures are read, the place is told."""
    said = _entries(
        _with(
            make_form(ROWS),
            ["2", "", "起草办法", date(2022, 5, 31), "", date(2022, 5, 20)],
            ["2", "", "上会审议", "2022年9月底", "", ""],
            ["1.1", "", "过半", date(2022, 6, 30), "30项", ""],
        ),
        known,
    )

    assert said["2"].nodes == (
        NodeSaid(name="起草办法", due=date(2022, 5, 31), done_on=date(2022, 5, 20)),
        NodeSaid(name="上会审议", due=date(2022, 9, 30)),
    )
    assert said["1.1"].nodes == (NodeSaid(name="过半", due=date(2022, 6, 30), value=30.0),)
    assert said["2"].cells["nodes"] == "节点安排!C4"
    assert said["2"].doubtful == {}


@pytest.mark.parametrize("written", ["6月底前", "6月30日", "2022.6.30", "2022-06-30", "２０２２年６月３０日"])
def test_a_day_in_words(make_form: MakeForm, known: Known, written: str) -> None:
    """A planned day is understood as departments write days; without a year it is one of the period's."""
    said = _entries(_with(make_form(ROWS), ["2", "", "起草", written, "", ""]), known)

    assert said["2"].nodes[0].due == date(2022, 6, 30)


def test_what_cannot_be_read_is_doubted_and_promises_nothing(make_form: MakeForm, known: Known) -> None:
    """A day nobody can tell is asked about, by sheet and row; the node has none."""
    said = _entries(
        _with(make_form(ROWS), ["2", "", "起草", "条件成熟时", "", ""], ["2", "", "印发", "", "", "快了"]),
        known,
    )

    assert [node.due for node in said["2"].nodes] == [None, None]
    doubt = said["2"].doubtful["nodes"]
    assert "节点安排第4行的计划完成日期“条件成熟时”看不出是哪一天" in doubt
    assert "节点安排第5行没有写计划完成日期" in doubt
    assert "实际完成日期“快了”" in doubt


def test_lines_left_blank_and_numbers_nobody_has_say_nothing(make_form: MakeForm, known: Known) -> None:
    """A line as it was issued, and one whose 编号 the plan does not have, are no nodes."""
    said = _entries(
        _with(
            make_form(ROWS),
            ["2", "出台企业诉求办理办法", "", "", "", ""],
            ["99", "", "起草", date(2022, 6, 30), "", ""],
        ),
        known,
    )

    assert all(entry.nodes == () and "nodes" not in entry.cells for entry in said.values())


def test_a_node_without_a_name_is_called_by_its_place(make_form: MakeForm, known: Known) -> None:
    """A day alone is a node too, the second of its row."""
    said = _entries(
        _with(
            make_form(ROWS),
            ["2", "", "起草", date(2022, 5, 31), "", ""],
            ["2", "", "", date(2022, 6, 30), "", ""],
        ),
        known,
    )

    assert [node.name for node in said["2"].nodes] == ["起草", "节点2"]


def test_without_the_sheet_nothing_is_said(make_form: MakeForm, known: Known) -> None:
    """A workbook without it, or with one whose headings are gone, says nothing of nodes."""
    bare = make_form(ROWS)
    for data in (bare, _with(bare, ["2", "", "起草", date(2022, 5, 31)], headers=["甲", "乙", "丙", "丁"])):
        assert all(entry.nodes == () for entry in _entries(data, known).values())


def test_of_several_plans_each_sheet_speaks_of_its_own(make_form: MakeForm, known: Known) -> None:
    """Where two plans are known, the sheet named after one is read for that one."""
    other = replace(known.plans[0], id="别的方案", title="云溪县别的方案")
    both = replace(known, plans=(*known.plans, other))
    line: list[object] = ["2", "", "起草", date(2022, 5, 31), "", ""]

    said = _entries(_with(make_form(ROWS), line, sheet="节点安排·云溪提升"), both)

    assert [node.name for node in said["2"].nodes] == ["起草"]


def test_a_sheet_of_nodes_alone_is_no_return(make_form: MakeForm, known: Known) -> None:
    """Its headings answer nothing: it is never taken for a table of rows."""
    book = load_workbook(BytesIO(_with(make_form(ROWS), ["2", "", "起草", date(2022, 5, 31), "", ""])))
    del book["填报表"], book["_填报信息"]
    out = BytesIO()
    book.save(out)

    reading = read_file(out.getvalue(), "节点.xlsx", "", known)

    assert reading.return_ is None
    assert reading.fault
