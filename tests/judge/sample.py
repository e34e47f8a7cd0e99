"""A small plan of the invented 云溪县, and reports on it, for the tests of judgement."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, TypedDict, Unpack

from toolkit.judge.judge import judge
from toolkit.model.department import Department, Directory, Group
from toolkit.model.history import Accepted, RowKey
from toolkit.model.period import Period
from toolkit.model.plan import Comparator, Flag, Kind, Plan, Target, Task
from toolkit.model.returns import Entry, NodeSaid, Status
from toolkit.model.terms import Term

if TYPE_CHECKING:
    from toolkit.model.standing import Light, Standing

JUNE = Period.parse("2022-06")
FIRST, SECOND = "县数据局", "县市场监管局"
DIRECTORY = Directory(
    (
        Department(name=FIRST, aliases=("县大数据局",)),
        Department(name=SECOND),
        Department(name="各镇", group=Group.COLLECTIVE, members=("青溪镇", "白石镇")),
        Department(name="青溪镇", group=Group.TOWN),
        Department(name="白石镇", group=Group.TOWN),
    )
)
COUNT = Target(
    id="1.1",
    quote="新增60项",
    kind=Kind.COUNT,
    comparator=Comparator.AT_LEAST,
    value=60.0,
    unit="项",
    due=date(2022, 12, 31),
)
LEVEL = replace(COUNT, quote="办结率达到98%以上", kind=Kind.LEVEL, value=98.0, unit="%")
LIMIT = replace(
    COUNT,
    quote="压缩至5个工作日",
    kind=Kind.LEVEL,
    comparator=Comparator.AT_MOST,
    value=5.0,
    unit="个工作日",
)
GROWTH = replace(COUNT, quote="增长30%", kind=Kind.INCREASE, value=30.0, unit="%")
AVERAGE = replace(COUNT, quote="月均不少于30户", kind=Kind.AVERAGE, value=30.0, unit="户")
KEEP = Target(id="1.1", quote="只升不降", kind=Kind.KEEP, unit="%", baseline=99.5, due=date(2022, 12, 31))
MILESTONE = Target(id="1.1", quote="年底前出台办法", kind=Kind.MILESTONE, due=date(2022, 12, 31))


class Words(TypedDict, total=False):
    """What else a report may say."""

    approximate: bool
    unchanged: bool
    problems: str
    adjust_to: str
    nodes: tuple[NodeSaid, ...]


def plan_of(*targets: Target, leads: tuple[str, ...] = (FIRST,), flags: tuple[Flag, ...] = ()) -> Plan:
    """Return a plan of one task with these targets, issued 2022-01-10."""
    only = Task(id="1", no="1", title="推进政务服务提速", leads=leads, flags=flags, targets=targets)
    return Plan(
        id="政务提速", title="云溪县政务服务提速方案", issued=date(2022, 1, 10), tasks=(only,), version=1
    )


def report(
    value: float | None = None,
    status: Status | None = Status.ONGOING,
    *,
    row: str = "1.1",
    period: str = "2022-06",
    department: str = FIRST,
    questioned: bool = False,
    **words: Unpack[Words],
) -> Accepted:
    """Return an accepted report of one row."""
    said = Entry(
        plan="政务提速",
        id=row,
        value=value,
        raw="" if value is None else str(value),
        status=status,
        status_raw=status.value if status else "",
        cells={"value": "填报表!I5", "status": "填报表!J5", "unchanged": "填报表!H5"},
        **words,
    )
    return Accepted(
        period=period,
        department=department,
        entry=said,
        sha256="ab" * 32,
        file="数据局.xlsx",
        questioned=questioned,
    )


def stand(
    plan: Plan,
    *reports: Accepted,
    before: Light | None = None,
    period: Period = JUNE,
    as_of: date = date(2022, 7, 1),
    parameters: dict[str, str] | None = None,
) -> tuple[Standing, ...]:
    """Judge a plan by reports of any period; those of other periods are history, in the order given."""
    now: dict[RowKey, Accepted] = {}
    past: dict[RowKey, tuple[Accepted, ...]] = {}
    for each in reports:
        key = RowKey(each.entry.plan, each.entry.id, each.department)
        if each.period == period.label:
            now[key] = each
        else:
            past[key] = (*past.get(key, ()), each)
    lights = {(plan.id, row): before for row in plan.row_ids} if before else {}
    return judge(plan, DIRECTORY, now, past, lights, period, as_of, (Term("", parameters or {}),))


class Circumstances(TypedDict, total=False):
    """How a row is looked at."""

    before: Light | None
    as_of: date
    parameters: dict[str, str]


def one(
    target: Target | None,
    *reports: Accepted,
    leads: tuple[str, ...] = (FIRST,),
    flags: tuple[Flag, ...] = (),
    **how: Unpack[Circumstances],
) -> Standing:
    """Judge a plan of one row."""
    return stand(plan_of(*([target] if target else []), leads=leads, flags=flags), *reports, **how)[0]
