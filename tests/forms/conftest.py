"""An invented county's plan and a department's form, and LibreOffice to reckon it."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest

from toolkit.model.calendar import Deadlines
from toolkit.model.department import Department, Directory, Group
from toolkit.model.form import FormRow, FormSheet, FormSpec
from toolkit.model.period import Period
from toolkit.model.plan import Basis, Comparator, Kind, Plan, Target, Task
from toolkit.model.returns import Entry, Status

if TYPE_CHECKING:
    pass

MADE_AT = datetime.fromisoformat("2022-06-20T09:00")


@pytest.fixture
def deadlines() -> Deadlines:
    """Return the deadlines of June 2022."""
    return Deadlines(
        period=Period.month(2022, 6),
        dispatch=datetime.fromisoformat("2022-06-20T09:00"),
        due=datetime.fromisoformat("2022-06-25T17:00"),
        urge=datetime.fromisoformat("2022-06-26T09:00"),
        corrections=datetime.fromisoformat("2022-06-28T17:00"),
        lock=datetime.fromisoformat("2022-06-30T17:00"),
        bulletin=datetime.fromisoformat("2022-07-03T17:00"),
    )


@pytest.fixture
def directory() -> Directory:
    """Return the county's list of departments in institutional order."""
    return Directory(
        (
            Department(name="县政府办公室"),
            Department(name="县政务服务局", aliases=("县政务局",)),
            Department(name="县市场监管局"),
            Department(name="县水务公司", group=Group.ENTERPRISE),
            Department(name="青石镇", group=Group.TOWN),
            Department(name="白塔乡", group=Group.TOWN),
            Department(name="各乡镇", group=Group.COLLECTIVE, members=("青石镇", "白塔乡")),
            Department(name="相关部门", group=Group.COLLECTIVE),
            Department(name="各镇街", group=Group.COLLECTIVE),
        )
    )


@pytest.fixture
def plan() -> Plan:
    """Return a plan with every sort of responsibility."""
    return Plan(
        id="云溪优化营商环境",
        title="云溪县2022年优化营商环境行动方案",
        version=1,
        tasks=(
            Task(
                id="1",
                no="1",
                title="压缩企业开办时间",
                leads=("县市场监管局",),
                supports=("县政务局", "县水务公司"),
                targets=(
                    Target(
                        id="1.1",
                        quote="企业开办环节不超过1个",
                        kind=Kind.LEVEL,
                        comparator=Comparator.AT_MOST,
                        value=1.0,
                        unit="个环节",
                        due=date(2022, 12, 31),
                    ),
                    Target(
                        id="1.2",
                        quote="全程网办率达到98%以上",
                        measure="企业开办全程网办率",
                        kind=Kind.LEVEL,
                        comparator=Comparator.AT_LEAST,
                        value=98.0,
                        unit="%",
                        due=date(2022, 5, 31),
                    ),
                ),
            ),
            Task(id="2", no="2", title="推进镇村服务点建设", leads=("各乡镇",), supports=("县政务服务局",)),
            Task(
                id="3",
                no="3",
                title="推行告知承诺制",
                text="梳理可以告知承诺办理的事项，分批公布清单。",
                leads=("县政务服务局", "县市场监管局"),
            ),
            Task(id="4", no="4", title="清理涉企收费", leads=("相关部门",), role_quote="相关部门牵头"),
            Task(id="5", no="5", title="建设惠企政策平台", supports=("县政务服务局",)),
            Task(id="6", no="6", title="设立服务专员", leads=("各镇街",)),
            Task(id="7", no="7", title="开展回访", leads=("县回访中心",)),
        ),
    )


@pytest.fixture
def spec() -> FormSpec:
    """Return one department's form with a row of every kind."""
    day = date(2022, 12, 31)

    def target(no: str, quote: str, kind: Kind, **more: object) -> Target:
        return Target(id=no, quote=quote, kind=kind, due=day, **more)  # type: ignore[arg-type]

    first = Task(id="1", no="1", title="提升政务服务效能")
    second = Task(id="2", no="2", title="壮大市场主体", text="摸清底数，分类施策。\n" * 3)
    at_least, at_most = Comparator.AT_LEAST, Comparator.AT_MOST
    rows = (
        FormRow(
            task=first,
            target=target(
                "1.1", "网上可办率达到98%以上", Kind.LEVEL, comparator=at_least, value=98.0, unit="%"
            ),
            previous=Entry(plan="p", id="1.1", value=95.5, status=Status.ONGOING),
        ),
        FormRow(
            task=first,
            target=target(
                "1.10",
                "平均办理时限压缩至4.2个工作日以内",
                Kind.LEVEL,
                comparator=at_most,
                value=4.2,
                unit="个工作日",
            ),
        ),
        FormRow(
            task=second,
            target=target(
                "2.1", "新增规模以上企业60户", Kind.COUNT, comparator=at_least, value=60.0, unit="户"
            ),
            previous=Entry(plan="p", id="2.1", value=30.0, status=Status.ONGOING),
        ),
        FormRow(
            task=second,
            target=Target(id="2.2", quote="5月底前出台培育办法", kind=Kind.MILESTONE, due=date(2022, 5, 31)),
        ),
        FormRow(
            task=second,
            target=target(
                "2.3",
                "民间投资增长12%",
                Kind.INCREASE,
                basis=Basis.INCREASE,
                comparator=at_least,
                value=12.0,
                unit="%",
            ),
        ),
        FormRow(
            task=first,
            target=target("1.11", "建成政务服务大厅", Kind.MILESTONE),
            previous=Entry(plan="p", id="1.11", status=Status.DONE, completed_on=date(2022, 4, 8)),
            closed=True,
        ),
        FormRow(task=Task(id="9", no="9", title="宣传推广", text="总结典型经验，加强宣传。"), target=None),
    )
    return FormSpec(
        office_id="yunxi",
        office_name="云溪县优化营商环境工作专班",
        department="县政务服务局",
        period=Period.month(2022, 6),
        due=datetime.fromisoformat("2022-06-25T17:00"),
        made_at=MADE_AT,
        as_of=MADE_AT.date(),
        sheets=(
            FormSheet(
                plan_id="云溪优化营商环境",
                plan_title="云溪县2022年优化营商环境行动方案",
                plan_version=2,
                rows=rows,
                supports=(
                    Task(id="5", no="5", title="压缩企业开办时间", leads=("县市场监管局",), targets=()),
                ),
            ),
        ),
    )
