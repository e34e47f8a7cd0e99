"""The sheet 节点安排 of a form."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from toolkit.forms.nodes import FREE_LINES, lines, wanted
from toolkit.forms.spec import plan_forms, without_nodes
from toolkit.forms.write import write_form
from toolkit.model.layout import FORM_HELP_SHEET, NODE_COLUMNS, NODES_HEADER_ROW, NODES_SHEET
from toolkit.model.plan import Flag, Node
from toolkit.model.returns import Entry, NodeSaid

if TYPE_CHECKING:
    from collections.abc import Callable

    from toolkit.model.calendar import Deadlines
    from toolkit.model.department import Directory
    from toolkit.model.form import FormRow, FormSpec
    from toolkit.model.plan import Plan

MADE_AT = datetime.fromisoformat("2022-06-20T09:00")
DRAFT = NodeSaid(name="=起草办法", due=date(2022, 4, 30), done_on=date(2022, 4, 28))
MEETING = NodeSaid(name="上会审议", due=date(2022, 5, 20), value=2.0)


def _asking(spec: FormSpec, **nodes: tuple[NodeSaid, ...]) -> FormSpec:
    """Return a form that asks its open rows for nodes; ``r2_2`` are those of row 2.2."""
    (part,) = spec.sheets
    rows = tuple(
        replace(row, asks_nodes=not row.closed, nodes=nodes.get(f"r{row.id.replace('.', '_')}", ()))
        for row in part.rows
    )
    return replace(spec, sheets=(replace(part, rows=rows),))


def _sheet(spec: FormSpec) -> Worksheet:
    sheet = openpyxl.load_workbook(BytesIO(write_form(spec)))[NODES_SHEET]
    assert isinstance(sheet, Worksheet)
    return sheet


def test_rows_without_a_number_have_lines_and_the_others_share_some(spec: FormSpec) -> None:
    """A milestone and a text task get three lines each; numeric rows may be chosen on the last lines."""
    sheet = _sheet(_asking(spec))

    ids = [sheet.cell(row, 1).value for row in range(NODES_HEADER_ROW + 1, sheet.max_row + 1)]
    assert ids == ["2.2"] * 3 + ["9"] * 3 + [None] * FREE_LINES
    assert [cell.value for cell in sheet[NODES_HEADER_ROW]] == [column.header for column in NODE_COLUMNS]


def test_nodes_known_stand_there_with_a_line_to_spare(spec: FormSpec) -> None:
    """Registered nodes are shown, as text whatever they begin with, and one more may be added."""
    three = (DRAFT, MEETING, replace(MEETING, name="印发"))
    sheet = _sheet(_asking(spec, r2_2=three))

    shown = [[sheet.cell(row, column).value for column in range(3, 7)] for row in range(4, 8)]
    assert shown[0] == ["=起草办法", datetime(2022, 4, 30), None, datetime(2022, 4, 28)]
    assert sheet["C4"].data_type == "s"
    assert shown[1] == ["上会审议", datetime(2022, 5, 20), 2, None]
    assert shown[3] == [None] * 4
    assert [sheet.cell(row, 1).value for row in range(4, 9)] == ["2.2"] * 4 + ["9"]


def test_only_the_departments_cells_are_open(spec: FormSpec) -> None:
    """What the office gives is locked, what the department says is not, a chosen 编号 included."""
    sheet = _sheet(_asking(spec))

    assert sheet.protection.sheet
    assert [sheet.cell(4, column).protection.locked for column in range(1, 7)] == [True, True] + [False] * 4
    assert not sheet.cell(sheet.max_row, 1).protection.locked


def test_nobody_asked_no_sheet(spec: FormSpec) -> None:
    """A form whose rows ask for no nodes has no sheet and no note about it."""
    book = openpyxl.load_workbook(BytesIO(write_form(spec)))

    assert NODES_SHEET not in book.sheetnames
    notes = [str(row[0].value) for row in book[FORM_HELP_SHEET].iter_rows()]
    assert not any("节点安排" in note for note in notes)


def test_the_sheet_comes_after_the_rows_and_is_explained(spec: FormSpec) -> None:
    """It stands behind 填报表, and 填报说明 says that it is optional."""
    book = openpyxl.load_workbook(BytesIO(write_form(_asking(spec))))

    assert book.sheetnames[:3] == ["填报表", NODES_SHEET, FORM_HELP_SHEET]
    notes = [str(row[0].value) for row in book[FORM_HELP_SHEET].iter_rows()]
    assert any("节点安排" in note and "选填" in note for note in notes)


def test_with_several_plans_each_has_its_own(spec: FormSpec) -> None:
    """The sheets are named after their plans, as those of the rows are."""
    (part,) = _asking(spec).sheets
    two = replace(spec, sheets=(part, replace(part, plan_id="云溪数字政府")))

    names = openpyxl.load_workbook(BytesIO(write_form(two))).sheetnames

    assert names[2:4] == ["节点安排·云溪优化营商环境", "节点安排·云溪数字政府"]


def test_what_was_understood_comes_back(spec: FormSpec) -> None:
    """A fresh form in place of a file that cannot be marked carries the nodes its return gave."""
    form = _asking(spec, r2_2=(DRAFT,))
    (part,) = form.sheets
    told = Entry(plan="p", id="2.2", progress="已起草。", nodes=(MEETING,))
    rows = tuple(replace(row, prefill=told) if row.id == "2.2" else row for row in part.rows)

    assert next(lines(replace(part, rows=rows))).node == MEETING


def test_the_same_form_gives_the_same_bytes(spec: FormSpec) -> None:
    """Drawn twice, the workbook is the same."""
    form = _asking(spec, r2_2=(DRAFT, MEETING))

    assert write_form(form) == write_form(form)


def test_a_chosen_number_shows_its_task(
    spec: FormSpec, soffice: Callable[[Path, str], Path], tmp_path: Path
) -> None:
    """Reckoned by LibreOffice, a line shows the task of the 编号 chosen, and says when there is none."""
    book = openpyxl.load_workbook(BytesIO(write_form(_asking(spec))))
    sheet = book[NODES_SHEET]
    last = sheet.max_row
    sheet.cell(last, 1).value, sheet.cell(last - 1, 1).value = "2.1", "7.7"
    path = tmp_path / "form.xlsx"
    book.save(path)

    seen = openpyxl.load_workbook(soffice(path, "xlsx"), data_only=True)[NODES_SHEET]
    assert seen.cell(last, 2).value == "壮大市场主体"
    assert seen.cell(last - 1, 2).value == "没有这个编号"
    assert seen.cell(last - 2, 2).value in {None, ""}


def _rows(plan: Plan, directory: Directory, deadlines: Deadlines, department: str) -> dict[str, FormRow]:
    forms = plan_forms(
        (plan,), directory, deadlines.period, deadlines, {}, office_id="y", office_name="y", made_at=MADE_AT
    )
    spec = next(spec for spec in forms.specs if spec.department == department)
    return {row.id: row for part in spec.sheets for row in part.rows}


def test_only_the_first_lead_is_asked(plan: Plan, directory: Directory, deadlines: Deadlines) -> None:
    """Of two leads the first gives the nodes; the plan's own stand in its rows only."""
    promised = replace(plan, nodes={"3": (Node(name="公布清单", due=date(2022, 9, 30)),)})

    first = _rows(promised, directory, deadlines, "县政务服务局")["3"]
    second = _rows(promised, directory, deadlines, "县市场监管局")["3"]

    assert (first.asks_nodes, second.asks_nodes) == (True, False)
    assert [node.name for node in first.nodes] == ["公布清单"]
    assert second.nodes == ()


def test_a_task_without_an_end_is_not_asked(plan: Plan, directory: Directory, deadlines: Deadlines) -> None:
    """常态化 work and yearly outcomes have no days on the way."""
    for flag in (Flag.STANDING, Flag.ANNUAL):
        tasks = tuple(replace(task, flags=(flag,)) for task in plan.tasks)
        rows = _rows(replace(plan, tasks=tasks), directory, deadlines, "县政务服务局")
        assert not rows["3"].asks_nodes


def test_a_row_called_off_asks_nothing_and_says_why(
    plan: Plan, directory: Directory, deadlines: Deadlines
) -> None:
    """A stopped row is closed; 目标要求 names the document."""
    stopped = replace(plan, stopped={"3": "终止（云政办发〔2022〕15号）"})

    row = _rows(stopped, directory, deadlines, "县市场监管局")["3"]

    assert (row.closed, row.asks_nodes) == (True, False)
    assert row.stopped == "终止（云政办发〔2022〕15号）"


def test_an_office_may_do_without(spec: FormSpec) -> None:
    """Plans that do not want nodes have no sheet."""
    form = _asking(spec)
    (bare,) = without_nodes((form,), {form.sheets[0].plan_id})

    assert wanted(form.sheets[0])
    assert not wanted(bare.sheets[0])
    assert without_nodes((form,), set()) == (form,)
