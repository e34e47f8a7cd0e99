"""What goes back to a department keeps its sheet 节点安排."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from typing import TYPE_CHECKING

import openpyxl

from toolkit.corrections.carriable import can_mark
from toolkit.corrections.fresh import moved, prefilled
from toolkit.corrections.mark import mark
from toolkit.forms.write import write_form
from toolkit.model.findings import Finding, Severity
from toolkit.model.layout import NODES_SHEET
from toolkit.model.plan import Task
from toolkit.model.returns import NodeSaid, Return, Status

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

    from toolkit.model.form import FormSpec

DEADLINE = datetime(2022, 6, 28, 17)
NODE = NodeSaid(name="起草办法", due=date(2022, 9, 30))
DOUBT = Finding(
    code="X04",
    severity=Severity.WARNING,
    cell=f"{NODES_SHEET}!C4",
    id="9",
    found="节点安排第4行没有写计划完成日期",
    wanted="内容清楚地填在格子里",
    todo="请把内容直接填到格子里。",
)


def _asking(spec: FormSpec) -> FormSpec:
    """Return the form with a row that has no number, whose lead is asked for nodes."""
    (part,) = spec.sheets
    row = replace(part.rows[0], task=Task(id="9", no="9", title="宣传推广"), target=None, asks_nodes=True)
    return replace(spec, sheets=(replace(part, rows=(*part.rows, row)),))


def _marked(data: bytes, return_: Return) -> Workbook:
    sent = mark(
        data, return_, (DOUBT,), deadline=DEADLINE, made_at=DEADLINE, office_name="云溪县数字政府专班"
    )
    return openpyxl.load_workbook(BytesIO(sent.data))


def _said(return_: Return, spec: FormSpec) -> Return:
    """Return a return that answers the row of the form, with a node."""
    (part,) = spec.sheets
    entry = replace(
        return_.entries[0],
        plan=part.plan_id,
        id="9",
        status=Status.ONGOING,
        nodes=(NODE,),
        cells={**return_.entries[0].cells, "nodes": f"{NODES_SHEET}!C4"},
    )
    return replace(return_, entries=(*return_.entries, entry))


def test_the_marked_copy_keeps_the_sheet_and_marks_its_cell(spec: FormSpec, return_: Return) -> None:
    """Its lines, lists and locks come back; a question about a node stands in its cell."""
    form = _asking(spec)
    data = write_form(form)
    assert can_mark(data)

    sent = _marked(data, _said(return_, form))

    before, after = openpyxl.load_workbook(BytesIO(data))[NODES_SHEET], sent[NODES_SHEET]
    assert [cell.value for cell in after["A"]] == [cell.value for cell in before["A"]]
    assert len(after.data_validations.dataValidation) == len(before.data_validations.dataValidation)
    assert after.protection.sheet
    assert not after["C4"].protection.locked
    assert DOUBT.found in after["C4"].comment.text
    assert "form_rows_1" in openpyxl.load_workbook(BytesIO(data)).defined_names
    assert "form_rows_1" in sent.defined_names


def test_a_fresh_form_carries_the_nodes_said(spec: FormSpec, return_: Return) -> None:
    """In place of a file that cannot be marked, the form has the nodes its return gave, and no cell of the other."""
    form = _asking(spec)
    said = _said(return_, form)

    there, placed = moved(form, said, (DOUBT,))
    sheet = openpyxl.load_workbook(BytesIO(write_form(prefilled(form, said))))[NODES_SHEET]

    assert [sheet["C4"].value, sheet["D4"].value] == ["起草办法", datetime(2022, 9, 30)]
    assert [finding.cell for finding in placed] == [""]
    assert there.entries[-1].nodes == (NODE,)
