"""
Returned workbooks by the thousand: our own form, filled in by made-up departments, some of them as departments do.

The same seed gives the same cells.  A share of the files carries what clerks do to a form: figures as text with their
unit, full-width figures, dates typed as text, a comment, a hidden row, a row left out, a claim that does not hold.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.calendar.deadlines import MonthDays, deadlines
from toolkit.checks.context import CheckContext
from toolkit.model import layout
from toolkit.model.department import Department, Directory, Group
from toolkit.model.files import FileKind, Verdict
from toolkit.model.history import Accepted
from toolkit.model.period import Period
from toolkit.model.plan import Basis, Comparator, Kind, Plan, Target, Task
from toolkit.model.returns import Entry, Status

if TYPE_CHECKING:
    from toolkit.office import Office
    from toolkit.store.drops import Drop

OFFICE_ID = "bench-office"
PERIOD, BEFORE = "2022-06", "2022-05"
MOMENT = datetime(2022, 6, 24, 9)
REGISTERED = datetime(2022, 3, 2)
DUE = date(2022, 12, 31)
EVERYONE = "各镇街"
DIRT = ("unit", "full_width", "dated", "comment", "hidden_row", "lost_row", "untrue")

_FIRST = "云青白金石清大新长平永安福明和兴天南北东西上下高丰古龙凤玉松竹梅"
_SECOND = "溪河山湖塘桥坪坝岭湾泉江沙水林关口渡洲阳"
_KINDS = (
    "镇", "乡", "街道", "开发区", "农场", "林场", "工业园", "管理区",
    "示范区", "工作站", "服务站", "度假区", "物流园", "产业园", "保护区", "创业园",
)  # fmt: skip
_AIMS = (
    "压减审批环节",
    "推行一窗受理",
    "开展上门服务",
    "清理拖欠账款",
    "建设标准厂房",
    "培训经营主体",
    "办理民生实事",
)
_DONE = (
    "已召开推进会{n}次",
    "走访企业{n}家",
    "办结事项{n}件",
    "现场整改问题{n}个",
    "组织培训{n}人次",
    "印发宣传册{n}份",
)
_FULL_WIDTH = str.maketrans("0123456789.", "０１２３４５６７８９．")
_TITLE = "《云溪县政务服务提升方案》2022年6月进展情况填报表（云溪县营商环境办公室）"


@dataclass(frozen=True, slots=True)
class Written:
    """One returned workbook: what it is called, its bytes, and what was done to it (one of DIRT, ``""`` for nothing)."""

    name: str
    data: bytes
    dirt: str


def plan_of(rows: int) -> Plan:
    """Return a plan of so many rows, three a task: a running total, a rate and a date."""
    ids = [(number // 3 + 1, number % 3) for number in range(rows)]
    tasks = []
    for number in dict.fromkeys(task for task, _ in ids):
        targets = tuple(_target(number, place) for task, place in ids if task == number)
        title = f"{_AIMS[number % len(_AIMS)]}（第{number}批）"
        tasks.append(Task(id=str(number), no=str(number), title=title, leads=(EVERYONE,), targets=targets))
    return Plan(
        id="云溪提升", title="云溪县政务服务提升方案", issued=date(2022, 3, 1), version=1, tasks=tuple(tasks)
    )


def _target(task: int, place: int) -> Target:
    given: tuple[dict[str, Any], ...] = (
        {
            "quote": f"新增第{task}批事项60项",
            "kind": Kind.COUNT,
            "basis": Basis.INCREASE,
            "value": 60.0,
            "unit": "项",
        },
        {"quote": f"第{task}批网办率达到90%以上", "kind": Kind.LEVEL, "value": 90.0, "unit": "%"},
        {"quote": f"12月底前完成第{task}批验收", "kind": Kind.MILESTONE, "basis": Basis.MILESTONE},
    )
    said = given[place]
    comparator = Comparator.AT_LEAST if "value" in said else None
    return Target(id=f"{task}.{place + 1}", due=DUE, comparator=comparator, **said)


def departments(count: int) -> tuple[str, ...]:
    """Return so many made-up names."""
    names = ["".join(parts) for parts in product(_KINDS, _FIRST, _SECOND)]
    if count > len(names):
        raise ValueError(f"no more than {len(names)} departments")
    return tuple(name[-2:] + name[:-2] for name in names[:count])


def office_of(root: Path, count: int, rows: int) -> Office:
    """Return a fresh office whose plan and directory are registered, with last month's figures of every department."""
    from toolkit.office import Office, create
    from toolkit.store import drops, entries, plans

    create(root, office_id=OFFICE_ID, name="云溪县营商环境办公室")
    office = Office(root, MOMENT)
    names, plan = departments(count), plan_of(rows)
    directory = Directory(
        (
            *(Department(name=name, group=Group.TOWN) for name in names),
            Department(name=EVERYONE, group=Group.COLLECTIVE, members=names),
        )
    )
    with office.store.transaction() as connection:
        plans.register(connection, plan, {}, "0" * 64, REGISTERED)
        plans.register_directory(connection, directory, REGISTERED)
        for name in names:
            said = [_before(target) for task in plan.tasks for target in task.targets]
            drop = drops.add(connection, _drop_before(name))
            entries.replace(connection, BEFORE, name, said, drop=drop, questioned=())
    return office


def _before(target: Target) -> Entry:
    value = {Kind.COUNT: 20.0, Kind.LEVEL: 80.0}.get(target.kind)
    return Entry(
        plan="云溪提升", id=target.id, value=value, status=Status.ONGOING, progress="五月按计划推进。"
    )


def context_of(plan: Plan) -> CheckContext:
    """Return what a return of the period is checked against, last month's figures included."""
    period = Period.parse(PERIOD)
    before = {
        (plan.id, target.id): Accepted(
            period=BEFORE, department="", entry=_before(target), sha256="", file=""
        )
        for task in plan.tasks
        for target in task.targets
    }
    return CheckContext(
        period=period,
        deadlines=deadlines(period, MonthDays()),
        as_of=MOMENT,
        plans={plan.id: plan},
        expected={plan.id: plan.row_ids},
        previous=before,
    )


def _drop_before(name: str) -> Drop:
    from toolkit.store.drops import Drop

    return Drop(
        path=f"{name}.xlsx",
        file=f"{name}.xlsx",
        sha256=name.encode().hex().ljust(64, "0")[:64],
        received=datetime(2022, 5, 24, 9),
        kind=FileKind.RETURN,
        verdict=Verdict.ACCEPTED,
        reason="审核通过",
        department=name,
        period=BEFORE,
        round=1,
    )


def written(count: int, rows: int, dirty: float = 0.15, seed: int = 7) -> Iterator[Written]:
    """Yield the returns of so many departments; ``dirty`` is the share that carries one of DIRT."""
    plan = plan_of(rows)
    for number, name in enumerate(departments(count)):
        chance = random.Random(f"{seed} {number}")  # noqa: S311 -- the same files every time
        dirt = chance.choice(DIRT) if chance.random() < dirty else ""
        yield Written(f"{name}.xlsx", _workbook(plan, name, dirt, chance), dirt)


def _workbook(plan: Plan, department: str, dirt: str, chance: random.Random) -> bytes:
    from xlsxwriter import Workbook

    buffer = BytesIO()
    book = Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": MOMENT})
    styles = {
        "head": book.add_format({"bold": True, "border": 1, "text_wrap": True, "bg_color": "#D9E2F3"}),
        "cell": book.add_format({"border": 1, "text_wrap": True, "valign": "vcenter"}),
        "day": book.add_format({"border": 1, "num_format": "yyyy-mm-dd"}),
    }
    sheet = book.add_worksheet(layout.FORM_SHEET)
    _head(sheet, department, styles)
    targets = [(task, target) for task in plan.tasks for target in task.targets]
    if dirt == "lost_row":
        targets.pop(chance.randrange(len(targets)))
    rates = [place for place, (_, target) in enumerate(targets) if target.kind is Kind.LEVEL]
    odd = chance.choice(rates) if dirt == "dated" and rates else chance.randrange(len(targets))
    for place, (task, target) in enumerate(targets):
        row = layout.HEADER_ROW + place
        _row(sheet, row, _said(department, task, target, dirt, chance, odd=place == odd), styles)
    if dirt == "comment":
        sheet.write_comment(layout.HEADER_ROW + odd, 8, "数据由业务股核实", {"author": department})
    if dirt == "hidden_row":
        sheet.set_row(layout.HEADER_ROW + odd, None, None, {"hidden": True})
    _validate(sheet, layout.HEADER_ROW, layout.HEADER_ROW + len(targets) - 1)
    _meta(book, plan, department)
    book.close()
    return buffer.getvalue()


def _head(sheet: Any, department: str, styles: dict[str, Any]) -> None:  # noqa: ANN401
    last = len(layout.FORM) - 1
    sheet.merge_range(0, 0, 0, last, _TITLE, styles["head"])
    values = (department, "2022年6月", "周云", "5550100", "2022年6月23日")
    for place, ((_, label), value) in enumerate(zip(layout.FORM_HEADER_FIELDS, values, strict=True)):
        sheet.write_string(layout.FIELDS_ROW - 1, place * 2, label, styles["head"])
        sheet.write_string(layout.FIELDS_ROW - 1, place * 2 + 1, value, styles["cell"])
    for column, named in enumerate(layout.FORM):
        sheet.set_column(column, column, named.width)
        sheet.write_string(layout.HEADER_ROW - 1, column, named.header, styles["head"])
    sheet.freeze_panes(layout.HEADER_ROW, 2)


def _said(
    department: str, task: Task, target: Target, dirt: str, chance: random.Random, *, odd: bool
) -> dict[str, Any]:
    """Return field to what stands in the cell; ``odd`` is the one row that is wrong in an ``untrue`` return."""
    value = _figure(target, chance)
    said: dict[str, Any] = {
        "id": target.id,
        "task": task.title,
        "requirement": target.quote,
        "due": datetime(DUE.year, DUE.month, DUE.day),
        "target": f"{target.comparator}{target.value:g}" if target.value is not None else "",
        "unit": target.unit or "",
        "previous": {Kind.COUNT: 20.0, Kind.LEVEL: 80.0}.get(target.kind, ""),
        "value": "" if value is None else value,
        "status": Status.ONGOING.value,
        "progress": f"{department}{_sentence(chance)}，第{target.id}项继续推进。",
        "problems": "个别点位资料不齐，需要补充" if chance.random() < 0.3 else "",
        "next_steps": "七月上旬完成自查，七月底前补齐资料" if chance.random() < 0.6 else "",
    }
    if value is not None and dirt == "unit":
        said["value"] = f"{value:g}{target.unit}"
    if value is not None and dirt == "full_width":
        said["value"] = f" {value:g}".translate(_FULL_WIDTH)
    if odd and dirt == "dated":
        said |= {"status": "已完成", "value": 95, "evidence": "验收单", "completed_on": "2022年6月20日"}
    if odd and dirt == "untrue":
        said |= {"status": "已完成", "evidence": "", "value": {"项": 12, "%": 70}.get(target.unit or "", "")}
    return said


def _figure(target: Target, chance: random.Random) -> float | None:
    match target.kind:
        case Kind.COUNT:
            return float(chance.randint(20, 25))
        case Kind.LEVEL:
            return chance.randint(800, 890) / 10
        case _:
            return None


def _sentence(chance: random.Random) -> str:
    clauses = chance.sample(_DONE, chance.randint(1, 4))
    return "、".join(clause.format(n=chance.randint(1, 900)) for clause in clauses)


def _row(sheet: Any, row: int, said: dict[str, Any], styles: dict[str, Any]) -> None:  # noqa: ANN401
    for column, named in enumerate(layout.FORM):
        value = said.get(named.field, "")
        if named.filled_by == "formula":
            sheet.write_formula(
                row, column, f'=IF(J{row + 1}="","未填","可以报送")', styles["cell"], "可以报送"
            )
        elif isinstance(value, datetime):
            sheet.write_datetime(row, column, value, styles["day"])
        elif value == "":
            sheet.write_blank(row, column, None, styles["cell"])
        elif isinstance(value, str):
            sheet.write_string(row, column, value, styles["cell"])
        else:
            sheet.write_number(row, column, value, styles["cell"])


def _validate(sheet: Any, first: int, last: int) -> None:  # noqa: ANN401
    sheet.data_validation(first, 7, last, 7, {"validate": "list", "source": [layout.TICK]})
    sheet.data_validation(
        first, 9, last, 9, {"validate": "list", "source": [status.value for status in Status]}
    )


def _meta(book: Any, plan: Plan, department: str) -> None:  # noqa: ANN401
    sheet = book.add_worksheet(layout.META_SHEET)
    facts = {
        "office": OFFICE_ID,
        "department": department,
        "period": PERIOD,
        "form_version": str(layout.FORM_VERSION),
        "plans": json.dumps({plan.id: plan.version}, ensure_ascii=False),
    }
    for row, key in enumerate(layout.META_KEYS):
        sheet.write_string(row, 0, key)
        sheet.write_string(row, 1, facts[key])
    sheet.very_hidden()
