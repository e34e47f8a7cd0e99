"""An office of 云溪县 in which every pattern is dropped, its plan, and the workbooks departments send."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from toolkit.model import layout
from toolkit.model.department import Department, Directory, FormerName
from toolkit.model.files import Verdict
from toolkit.model.findings import Finding
from toolkit.model.layout import FIRST_ROW, FORM
from toolkit.model.plan import Basis, Comparator, Kind, Plan, Target, Task
from toolkit.model.returns import Entry, Return
from toolkit.office import Office
from toolkit.store import drops
from toolkit.store.drops import Drop
from toolkit.store.payload import load
from toolkit.turn.take_in import take_in

FORM_SHEET = layout.FORM_SHEET
COLUMN = {column.field: index for index, column in enumerate(FORM, 1)}
HEADING = {column.field: column.header for column in FORM}
YEAR_END = date(2022, 12, 31)
PERMITS, FINANCE, HOUSING = "县审批局", "县财政局", "县住建局"
PAPERS = {Verdict.RETURNED: "退回", Verdict.QUESTIONED: "请说明"}
Rows = Mapping[str, Mapping[str, object]]


def _target(id_: str, quote: str, comparator: Comparator, value: float, unit: str, kind: Kind) -> Target:
    basis = Basis.INCREASE if kind is Kind.COUNT else Basis.LEVEL
    return Target(
        id=id_,
        quote=quote,
        kind=kind,
        basis=basis,
        comparator=comparator,
        value=value,
        unit=unit,
        due=YEAR_END,
    )


RATE = _target("1.1", "网办率达到98%以上", Comparator.AT_LEAST, 98, "%", Kind.LEVEL)
COUNT = _target("1.2", "新增即办事项60项", Comparator.AT_LEAST, 60, "项", Kind.COUNT)
LIMIT = _target("1.3", "平均办理时间压缩至5个工作日以内", Comparator.AT_MOST, 5, "个工作日", Kind.LEVEL)
STEP = Target(
    id="2.1", quote="年底前出台集成服务办法", kind=Kind.MILESTONE, basis=Basis.MILESTONE, due=YEAR_END
)
SUM = _target("3.1", "完成项目投资2亿元", Comparator.AT_LEAST, 2, "亿元", Kind.COUNT)
OVERDUE = Target(
    id="3.2",
    quote="6月15日前印发实施方案",
    kind=Kind.MILESTONE,
    basis=Basis.MILESTONE,
    due=date(2022, 6, 15),
)
FEW = _target("4.1", "出台惠企措施2项以上", Comparator.AT_LEAST, 2, "项", Kind.COUNT)
PLAN = Plan(
    id="云溪提升",
    title="云溪县政务服务提升方案",
    issued=date(2022, 1, 10),
    tasks=(
        Task(id="1", no="1", title="提高网上办理水平", leads=(PERMITS,), targets=(RATE, COUNT, LIMIT)),
        Task(id="2", no="2", title="推进一件事集成办理", leads=(PERMITS,), targets=(STEP,)),
        Task(
            id="3",
            no="3",
            title="扩大有效投资",
            leads=(HOUSING,),
            supports=(FINANCE,),
            targets=(SUM, OVERDUE),
        ),
        Task(id="4", no="4", title="落实惠企政策", leads=(FINANCE,), targets=(FEW,)),
        Task(id="5", no="5", title="优化融资服务", leads=(FINANCE,)),
    ),
)
DIRECTORY = Directory(
    (
        Department(
            name=PERMITS,
            aliases=("审批局", "县行政审批局"),
            level="县",
            former=(
                FormerName("县政务服务办", until=date(2022, 8, 31)),
                FormerName("县行政服务中心", until=date(2022, 3, 31)),
            ),
        ),
        Department(name=FINANCE, level="县"),
        Department(name=HOUSING, aliases=("住建局",), level="县"),
    )
)
GOOD: dict[str, dict[str, object]] = {
    "1.1": {"value": 96.5, "progress": "新上线网办事项12项，网办率稳步提高"},
    "1.2": {"value": 30, "progress": "已公布两批即办事项清单"},
    "1.3": {"value": 6, "progress": "合并了三个环节，时间缩短一天"},
    "2.1": {"progress": "办法初稿已写成，正征求意见"},
    "3.1": {"value": 0.9, "progress": "二十二个项目开工"},
    "3.2": {"progress": "方案修改稿报县政府", "problems": "上级文件印发较晚"},
    "4.1": {"value": 1, "progress": "第一项措施已印发"},
    "5": {"progress": "组织银企对接会一场"},
}
HEAD = (("填报人", "王敏"), ("联系电话", "5550100"), ("填报日期", "2022年6月24日"))


@dataclass(frozen=True, slots=True)
class Dropped:
    """What became of a file."""

    office: Office
    drop: Drop

    @property
    def verdict(self) -> Verdict:
        """The verdict."""
        return self.drop.verdict

    @property
    def reason(self) -> str:
        """The reason on the receipt."""
        return self.drop.reason

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was found."""
        return self.drop.findings

    @property
    def return_(self) -> Return:
        """What was understood."""
        with self.office.store.transaction() as connection:
            payload = next(drop.payload for drop in drops.everything(connection) if drop.seq == self.drop.seq)
        return load(Return, payload)

    @property
    def paper(self) -> Path:
        """Where the workbook to send to the department lies."""
        said = self.return_
        name = f"{said.department}_第{said.round}次.xlsx"
        return self.office.outbox.root / said.period / PAPERS[self.verdict] / name

    def entry(self, id_: str) -> Entry:
        """Return what was read of a row."""
        return next(entry for entry in self.return_.entries if entry.id == id_)

    def found(self, code: str) -> Finding:
        """Return the first thing a rule found."""
        return next(finding for finding in self.findings if finding.code == code)

    def words(self) -> str:
        """Return every word the marked copy says, in cells and comments."""
        book = load_workbook(self.paper)
        cells = (cell for sheet in book for row in sheet.iter_rows() for cell in row)
        return "\n".join(f"{cell.value or ''} {cell.comment.text if cell.comment else ''}" for cell in cells)


@dataclass(frozen=True, slots=True)
class Desk:
    """The office at any moment."""

    at: Callable[[str], Office]

    def form(
        self,
        department: str = PERMITS,
        rows: Rows | None = None,
        change: Callable[[Worksheet], object] = lambda _sheet: None,
        period: str = "2022-06",
    ) -> bytes:
        """Return a department's form filled in well, but for ``rows`` and whatever ``change`` does to the sheet."""
        book = load_workbook(self.at("2022-06-20T09:00").outbox.root / period / "下发" / f"{department}.xlsx")
        sheet = book[FORM_SHEET]
        for label, value in HEAD:
            _write_after(sheet, label, value)
        for at, id_ in lines(sheet):
            said = {"status": "推进中", **GOOD[id_], **(rows or {}).get(id_, {})}
            for field, typed in said.items():
                put(sheet, at, COLUMN[field], typed)
        change(sheet)
        return saved(book)

    def drop(self, data: bytes, name: str = "表.xlsx", at: str = "2022-06-24T10:00") -> Dropped:
        """Drop one file into the inbox and take it in."""
        return self.drop_all({name: data}, at)[name]

    def drop_all(self, files: Mapping[str, bytes], at: str = "2022-06-24T10:00") -> dict[str, Dropped]:
        """Drop files at once and take them in."""
        office = self.at(at)
        for name, data in files.items():
            path = office.inbox / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        return {drop.file: Dropped(office, drop) for drop in take_in(office, pause_s=0)}


def put(sheet: Worksheet, row: int, column: int, typed: Any) -> None:  # noqa: ANN401  (whatever a cell takes)
    """Type something into a cell."""
    sheet.cell(row, column).value = typed


def lines(sheet: Worksheet) -> list[tuple[int, str]]:
    """Return the rows of a form with their ids."""
    found = []
    at = FIRST_ROW
    while (id_ := sheet.cell(at, COLUMN["id"]).value) is not None:
        found.append((at, str(id_)))
        at += 1
    return found


def saved(book: Workbook) -> bytes:
    """Return a workbook's bytes."""
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def known(id_: str) -> dict[str, object]:
    """Return what the plan says of a row, by field of the form."""
    task, target = PLAN.task_of(id_), PLAN.target_of(id_)
    assert task is not None
    return {
        "id": id_,
        "task": task.title,
        "requirement": target.quote if target else "",
        "unit": (target.unit if target else "") or "",
        "leads": task.leads[0],
    }


Heading = tuple[str, str]
OWN: tuple[Heading, ...] = (
    ("序号", "id"),
    ("重点工作", "task"),
    ("目标任务", "requirement"),
    ("累计完成数", "value"),
    ("办理状态", "status"),
    ("本月进展", "progress"),
    ("存在困难", "problems"),
    ("下步打算", "next_steps"),
)
"""The headings of a department's own table, and the fields they mean."""


def own_sheet(
    sheet: Worksheet,
    rows: Rows | None = None,
    *,
    ids: Sequence[str] = ("1.1", "1.2", "1.3", "2.1"),
    headings: Sequence[Heading] = OWN,
    title: str = "2022年6月重点工作进展情况表",
    department: str = PERMITS,
    top: int = 1,
    left: int = 1,
) -> None:
    """Write a department's own table into a sheet: a title, two lines above, headings, a row a target."""
    sheet.cell(top, left).value = title
    sheet.cell(
        top + 1, left
    ).value = f"填报单位：{department}　填报人：王敏　联系电话：5550100　填报日期：2022年6月24日"
    for index, (heading, _) in enumerate(headings):
        sheet.cell(top + 2, left + index).value = heading
    for line, id_ in enumerate(ids, top + 3):
        said: dict[str, Any] = {**known(id_), "status": "推进中", **GOOD[id_], **(rows or {}).get(id_, {})}
        for index, (_, field) in enumerate(headings):
            sheet.cell(line, left + index).value = said.get(field)


def own_table(rows: Rows | None = None, **how: Any) -> bytes:  # noqa: ANN401  (the words of own_sheet)
    """Return a workbook with a department's own table."""
    book = Workbook()
    assert isinstance(book.active, Worksheet)
    own_sheet(book.active, rows, **how)
    return saved(book)


def _write_after(sheet: Worksheet, label: str, value: str) -> None:
    """Write a field of the head: its value stands in the next cell, past a merged label."""
    for column in range(1, sheet.max_column + 1):
        if str(sheet.cell(2, column).value or "").strip("：: ") == label:
            merged = [r for r in sheet.merged_cells.ranges if r.min_row == 2 and r.min_col == column]
            sheet.cell(2, (merged[0].max_col if merged else column) + 1).value = value


MAY = datetime(2022, 5, 20, 9, 0)
JUNE = datetime(2022, 6, 20, 9, 0)
