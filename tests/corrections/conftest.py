"""A department's returned form with faults in it, and LibreOffice to open what goes back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from typing import TYPE_CHECKING

import openpyxl
import pytest
from openpyxl.comments import Comment

from toolkit.forms.write import write_form
from toolkit.model.findings import Finding, Severity
from toolkit.model.form import FormRow, FormSheet, FormSpec
from toolkit.model.layout import FORM
from toolkit.model.period import Period
from toolkit.model.plan import Comparator, Kind, Target, Task
from toolkit.model.returns import Entry, Return, Status

if TYPE_CHECKING:
    pass

PLAN = "云溪数字政府"
FIELDS = tuple(column.field for column in FORM[:12])


@pytest.fixture
def spec() -> FormSpec:
    """Return a form with three rows."""
    task = Task(id="1", no="1", title="提升网上办事深度")
    quotes = ("网上可办率达到98%以上", "平均办理时限不超过5个工作日", "最多跑一次事项达到90%以上")
    rows = tuple(
        FormRow(
            task=task,
            target=Target(
                id=f"1.{k}",
                quote=quote,
                kind=Kind.LEVEL,
                comparator=Comparator.AT_LEAST,
                value=98.0,
                unit="%",
                due=date(2022, 12, 31),
            ),
        )
        for k, quote in enumerate(quotes, 1)
    )
    made_at = datetime.fromisoformat("2022-06-20T09:00")
    return FormSpec(
        office_id="yunxi",
        office_name="云溪县数字政府专班",
        department="县政务服务局",
        period=Period.month(2022, 6),
        due=datetime.fromisoformat("2022-06-25T17:00"),
        made_at=made_at,
        as_of=made_at.date(),
        sheets=(FormSheet(plan_id=PLAN, plan_title="云溪县数字政府建设方案", plan_version=1, rows=rows),),
    )


@pytest.fixture
def returned(spec: FormSpec) -> bytes:
    """Return the form as the department sent it: two faulty values, and a comment of its own."""
    book = openpyxl.load_workbook(BytesIO(write_form(spec)))
    sheet = book["填报表"]
    for at, value, status in ((4, "约98", "已完成"), (5, 120, "推进中"), (6, 91, "推进中")):
        sheet[f"I{at}"], sheet[f"J{at}"], sheet[f"L{at}"] = value, status, "本月完成系统升级"
    sheet["I5"].comment = Comment("数据来自统计科", "李静")
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@pytest.fixture
def return_() -> Return:
    """Return what was understood of that file."""

    def entry(at: int, value: float | None, raw: str, status: Status) -> Entry:
        cells = {name: f"填报表!{letter}{at}" for name, letter in zip(FIELDS, "ABCDEFGHIJKL", strict=True)}
        return Entry(
            plan=PLAN,
            id=f"1.{at - 3}",
            value=value,
            raw=raw,
            status=status,
            progress="本月完成系统升级",
            cells=cells,
        )

    return Return(
        department="县政务服务局",
        period="2022-06",
        plans=(PLAN,),
        entries=(
            entry(4, None, "约98", Status.DONE),
            entry(5, 120.0, "120", Status.ONGOING),
            entry(6, 91.0, "91", Status.ONGOING),
        ),
        header_cells={"filler": "填报表!F2"},
        filler="李静",
    )


@pytest.fixture
def findings() -> tuple[Finding, ...]:
    """Return the faults found in that file, in the order of its sheet."""
    value = Finding(
        code="F01",
        severity=Severity.ERROR,
        cell="填报表!I4",
        id="1.1",
        plan=PLAN,
        found="填的是“约98”，不是确定的数。",
        wanted="一个确定的数。",
        todo="请填写到6月底的准确数值，如98.2。",
    )
    return (
        value,
        replace(
            value, code="T01", found="填“已完成”但没有达到目标值。", wanted="≥98。", todo="请改为推进中。"
        ),
        replace(
            value,
            code="F09",
            severity=Severity.WARNING,
            cell="填报表!I5",
            id="1.2",
            found="120超过100%。",
            wanted="百分比不超过100。",
            todo="请核实。",
        ),
        replace(value, code="N01", severity=Severity.NOTICE, cell="填报表!I6", id="1.3", found="供参考。"),
        replace(
            value,
            code="H01",
            severity=Severity.WARNING,
            cell="",
            id="",
            found="没有填写填报人。",
            wanted="",
            todo="请补填。",
        ),
    )
