"""An office that supervises a small plan, and forms filled in for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from toolkit.model.department import Department, Directory, Group
from toolkit.model.layout import ADJUST_COLUMN, FIRST_ROW, FORM, FORM_SHEET
from toolkit.model.plan import Basis, Comparator, Kind, Plan, Target, Task
from toolkit.office import Office
from toolkit.store import plans
from toolkit.turn.dispatch import dispatch

COLUMN = {column.field: index for index, column in enumerate((*FORM, ADJUST_COLUMN), 1)}
YEAR_END = date(2022, 12, 31)

PLAN = Plan(
    id="小方案",
    title="云溪县小方案",
    issued=date(2022, 3, 1),
    tasks=(
        Task(
            id="1",
            no="1",
            title="提高网办率",
            leads=("县审批局",),
            supports=("县财政局",),
            targets=(
                Target(
                    id="1.1",
                    quote="网办率达到80%以上",
                    kind=Kind.LEVEL,
                    comparator=Comparator.AT_LEAST,
                    value=80,
                    unit="%",
                    due=YEAR_END,
                ),
                Target(
                    id="1.2",
                    quote="新增事项60项",
                    kind=Kind.COUNT,
                    basis=Basis.INCREASE,
                    comparator=Comparator.AT_LEAST,
                    value=60,
                    unit="项",
                    due=YEAR_END,
                ),
            ),
        ),
        Task(id="2", no="2", title="优化服务", leads=("县财政局", "各乡镇"), targets=()),
    ),
)
DIRECTORY = Directory(
    (
        Department(name="县审批局", aliases=("审批局",)),
        Department(name="县财政局"),
        Department(name="各乡镇", group=Group.COLLECTIVE, members=("河东镇",)),
        Department(name="河东镇", group=Group.TOWN),
    )
)


def with_june_out(
    office_at: Callable[[str], Office], plan: Plan, directory: Directory
) -> Callable[[str], Office]:
    """Register a plan and its departments in an office, send out June, and return the way to open it."""
    office = office_at("2022-06-20T09:00")
    with office.store.transaction() as connection:
        plans.register(connection, plan, {}, "0" * 64, datetime(2022, 3, 2))
        plans.register_directory(connection, directory, datetime(2022, 3, 2))
    dispatch(office, "2022-06")
    office.store.close()
    return office_at


@pytest.fixture
def supervising(office_at: Callable[[str], Office]) -> Callable[[str], Office]:
    """Return a way to open, at any moment, an office whose small plan is registered and whose June is out."""
    return with_june_out(office_at, PLAN, DIRECTORY)


@pytest.fixture
def one_at_a_time(supervising: Callable[[str], Office]) -> Callable[[str], Office]:
    """Return a way to open that office at any moment, which closes it as it stood before."""
    opened: list[Office] = []

    def open_(moment: str) -> Office:
        if opened:
            opened.pop().store.close()
        opened.append(supervising(moment))
        return opened[0]

    return open_


@pytest.fixture
def form(supervising: Callable[[str], Office]) -> Callable[..., bytes]:
    """Return a way to fill in a department's form: row id to field to value."""
    root = supervising("2022-06-20").outbox.root

    def fill(
        department: str, rows: dict[str, dict[str, object]] | None = None, period: str = "2022-06"
    ) -> bytes:
        book = load_workbook(root / period / "下发" / f"{department}.xlsx")
        sheet = book[FORM_SHEET]
        for label, value in (("填报人", "王敏"), ("联系电话", "5550100"), ("填报日期", "2022年6月24日")):
            _write_after(sheet, label, value)
        at = FIRST_ROW
        while (id_ := sheet.cell(at, COLUMN["id"]).value) is not None:
            given = {
                "status": "推进中",
                "progress": f"{department}第{id_}项按计划推进。",
                **(rows or {}).get(str(id_), {}),
            }
            for field, said in given.items():
                sheet.cell(at, COLUMN[field]).value = said  # type: ignore[assignment]
            at += 1
        out = BytesIO()
        book.save(out)
        return out.getvalue()

    return fill


def _write_after(sheet: object, label: str, value: str) -> None:
    """Write a field of the head: its value stands in the next cell, past a merged label."""
    from openpyxl.worksheet.worksheet import Worksheet

    assert isinstance(sheet, Worksheet)
    for column in range(1, sheet.max_column + 1):
        if str(sheet.cell(2, column).value or "").strip("：: ") == label:
            merged = [r for r in sheet.merged_cells.ranges if r.min_row == 2 and r.min_col == column]
            sheet.cell(2, (merged[0].max_col if merged else column) + 1).value = value


GOOD: dict[str, dict[str, object]] = {"1.1": {"value": 76.5}, "1.2": {"value": 30}}


@pytest.fixture
def good(form: Callable[..., bytes]) -> bytes:
    """Return the form of 县审批局, filled in well."""
    return form("县审批局", GOOD)


def put(office: Office, name: str, data: bytes) -> Path:
    """Drop a file into the inbox."""
    path = office.inbox / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def amended(data: bytes, *changes: tuple[str, str, object]) -> bytes:
    """Return a workbook with cells changed as a clerk would: sheet, address, what is typed."""
    book = load_workbook(BytesIO(data), rich_text=True)
    for sheet, address, value in changes:
        book[sheet][address].value = value
    out = BytesIO()
    book.save(out)
    return out.getvalue()
