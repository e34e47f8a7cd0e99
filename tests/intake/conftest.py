"""Workbooks as departments of 云溪县 hand them in, built from the layout the forms are drawn by."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import pytest
import xlsxwriter

from toolkit.intake.known import Known
from toolkit.model import layout
from toolkit.model.department import Department, Directory
from toolkit.model.plan import Comparator, Kind, Plan, Target, Task

Cells = Sequence[Sequence[object]]
MakeBook = Callable[..., bytes]
MakeForm = Callable[..., bytes]


def _target(
    row: str, quote: str, value: float | None, unit: str | None, due: date, kind: Kind = Kind.COUNT
) -> Target:
    comparator = Comparator.AT_LEAST if value is not None else None
    return Target(id=row, quote=quote, kind=kind, value=value, unit=unit, due=due, comparator=comparator)


def _task(row: str, title: str, *targets: Target) -> Task:
    return Task(id=row, no=row, title=title, text=title, leads=("县政务服务局",), targets=targets)


@pytest.fixture(scope="session")
def plan() -> Plan:
    """Return a small plan: two targets, a rate, a task with none, and ids that numbers confuse."""
    end = date(2022, 12, 31)
    counts = tuple(_target(f"3.{n}", f"节点第{n}批事项", float(n), "项", end) for n in range(1, 11))
    return Plan(
        id="云溪提升",
        title="云溪县政务服务提升方案",
        version=1,
        tasks=(
            _task(
                "1",
                "压减审批环节",
                _target("1.1", "新增即办事项60项", 60, "项", end),
                _target("1.2", "网办率达到98%", 98, "%", date(2022, 6, 30), Kind.LEVEL),
            ),
            _task("2", "出台企业诉求办理办法"),
            _task("3", "梳理事项清单", *counts),
        ),
    )


@pytest.fixture(scope="session")
def known(plan: Plan) -> Known:
    """Return what the office of 云溪县 knows."""
    directory = Directory(
        (
            Department(name="县政务服务局", aliases=("政务局", "县政务局")),
            Department(name="县财政局", aliases=("财政局",)),
        )
    )
    return Known(office_id="yunxi", plans=(plan,), directory=directory, year=2022, period="2022-06")


@pytest.fixture(scope="session")
def make_book() -> MakeBook:
    """Return a writer of workbooks: sheet name to rows; formats and merges where asked."""

    def make(
        sheets: Mapping[str, Cells],
        *,
        formats: Mapping[tuple[str, int, int], str] | None = None,
        merges: Sequence[tuple[str, int, int, int, int]] = (),
        hidden: Sequence[str] = (),
    ) -> bytes:
        buffer = io.BytesIO()
        book: Any = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for r, row in enumerate(rows):
                for c, value in enumerate(row):
                    code = (formats or {}).get((name, r, c))
                    style = book.add_format({"num_format": code}) if code else None
                    if isinstance(value, date):
                        sheet.write_datetime(r, c, value, day)
                    elif isinstance(value, str) and value.startswith("=="):
                        sheet.write_formula(r, c, value[1:], style, "")
                    elif value is not None and value != "":
                        sheet.write(r, c, value, style)
            if name in hidden:
                sheet.very_hidden()
            for at, top, left, bottom, right in merges:
                if at == name:
                    sheet.merge_range(top, left, bottom, right, rows[top][left])
        book.close()
        return buffer.getvalue()

    return make


@pytest.fixture(scope="session")
def make_form(make_book: MakeBook) -> MakeForm:
    """Return a writer of our form: row id to answers by field."""

    def make(
        answers: Mapping[str, Mapping[str, object]],
        *,
        department: str = "县政务服务局",
        printed: str = "",
        period: str = "2022-06",
        office: str = "yunxi",
        filler: str = "周云",
        **more: Any,  # noqa: ANN401
    ) -> bytes:
        columns = (*layout.FORM, layout.ADJUST_COLUMN)
        fields = ["填报单位", printed or department, "报告期", "2022年6月", "填报人", filler]
        rows: list[list[object]] = [
            ["《云溪县政务服务提升方案》2022年6月进展情况填报表"],
            [*fields, "联系电话", "0000-1234567", "填报日期", date(2022, 6, 24)],
            [column.header for column in columns],
        ]
        for row_id, fields_of in answers.items():
            rows.append([{"id": row_id, **fields_of}.get(column.field, "") for column in columns])
        meta = [
            ["office", office],
            ["department", department],
            ["period", period],
            ["form_version", "1"],
            ["plans", json.dumps({"云溪提升": 1}, ensure_ascii=False)],
        ]
        sheets = {layout.FORM_SHEET: rows, layout.META_SHEET: meta}
        return make_book(sheets, hidden=[layout.META_SHEET], **more)

    return make
