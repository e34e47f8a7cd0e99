"""A month of the invented 云溪县: twenty tasks, nine departments, every class of row."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import NamedTuple

from toolkit.facts.gather import gather
from toolkit.facts.handling import LATE
from toolkit.judge.judge import judge
from toolkit.model.deciding import DEPARTMENT, NAMED, PERIOD, PLAN, ROW, UNREASONABLE, Ask
from toolkit.model.decision import Decision, Pending
from toolkit.model.department import Department, Directory, Group
from toolkit.model.facts import DepartmentReturn, Facts, Issued, Question, Record, Returns
from toolkit.model.history import Accepted, RowKey
from toolkit.model.period import Period
from toolkit.model.plan import Comparator, Flag, Kind, Plan, Target, Task
from toolkit.model.returns import Entry, Status
from toolkit.model.standing import Class, Light

JUNE = Period.parse("2022-06")
TODAY = date(2022, 7, 1)
PLAN_ID = "便民提速"
END = date(2022, 12, 31)

DEPARTMENTS = (
    "县政府办公室", "县发展改革局", "县教育局", "县财政局", "县人力资源社会保障局", "县市场监管局",
    "县政务服务局", "县税务局", "青溪镇",
)  # fmt: skip
DIRECTORY = Directory(
    tuple(Department(name=n, group=Group.TOWN if n == "青溪镇" else Group.DEPARTMENT) for n in DEPARTMENTS)
)


class Row(NamedTuple):
    """One target as planned, and what its department says in June."""

    kind: Kind
    quote: str
    comparator: Comparator | None
    value: float | None
    unit: str | None
    due: date | None
    said: float | None
    status: Status | None
    progress: str
    problems: str = ""
    before: float | None = None


GE, LE = Comparator.AT_LEAST, Comparator.AT_MOST
N, W, D, A = Status.NOT_STARTED, Status.ONGOING, Status.DONE, Status.ADJUST
NO_MONEY = "信息系统改造经费尚未落实。"
SECTIONS = (
    ("二、主要任务", "（一）压减办事环节"),
    ("二、主要任务", "（二）推进一网通办"),
    ("二、主要任务", "（三）优化惠企服务"),
    ("二、主要任务", "（四）强化服务保障"),
)


class Item(NamedTuple):
    """One task as planned."""

    title: str
    leads: tuple[str, ...]
    rows: tuple[Row, ...]
    flags: tuple[Flag, ...] = ()


TASKS = (
    Item("压减企业开办环节", ("县市场监管局",), (
        Row(Kind.LEVEL, "企业开办压缩至1个环节", LE, 1, "个环节", END, 1, D, "已合并为1个环节。", before=2),
        Row(Kind.LEVEL, "1个工作日以内办结", LE, 1, "个工作日", END, 1.5, W, "平均1.5个工作日。", before=2))),
    Item("精简工程建设审批事项", ("县发展改革局",), (
        Row(Kind.COUNT, "年内取消或合并审批事项24项", GE, 24, "项", END, 6, W, "已合并6项，其余正在会商。", NO_MONEY, 4),)),
    Item("推行告知承诺制", ("县政务服务局", "县市场监管局"), (
        Row(Kind.COUNT, "新增告知承诺事项40项", GE, 40, "项", END, 22, W, "新增22项，已公布目录。", before=15),)),
    Item("出台容缺受理办法", ("县政务服务局",), (
        Row(Kind.MILESTONE, "2022年5月底前出台容缺受理办法", None, None, None, date(2022, 5, 31),
            None, W, "正在作合法性审查。", "两家单位对容缺清单意见不一致。"),)),
    Item("实现不动产登记一窗受理", ("县政务服务局",), (
        Row(Kind.MILESTONE, "2022年9月底前实现一窗受理", None, None, None, date(2022, 9, 30), None, W, "窗口改造完成，正在联调系统。"),)),
    Item("上线“一件事一次办”事项", ("县政务服务局",), (
        Row(Kind.COUNT, "上线“一件事一次办”事项60项", GE, 60, "项", END, 35, W, "累计上线35项，本月新增6项。", before=29),)),
    Item("提升网上办理比例", ("县政务服务局",), (
        Row(Kind.LEVEL, "政务服务事项网上办理比例达到85%以上", GE, 85, "%", END, 88.6, W, "比例88.6%。", before=84),
        Row(Kind.LEVEL, "按时办结率不低于98%", GE, 98, "%", END, 97.2, W, "97.2%。", before=97.1))),
    Item("推进电子证照应用", ("县人力资源社会保障局",), (
        Row(Kind.COUNT, "电子证照应用场景不少于30个", GE, 30, "个", END, 8, W, "已建成应用场景8个。", NO_MONEY, 7),)),
    Item("建设自助服务终端", ("青溪镇",), (
        Row(Kind.COUNT, "布设自助服务终端20台", GE, 20, "台", END, 2, W, "已布设2台。联系人13900001234。", "供货周期延长。", 1),)),
    Item("推广电子印章", ("县市场监管局",), (
        Row(Kind.COUNT, "免费发放电子印章1000枚", GE, 1000, "枚", END, 1040, D, "已发放电子印章1040枚。", before=900),)),
    Item("降低纳税申报次数", ("县税务局",), (
        Row(Kind.DECREASE, "年纳税申报次数同比下降10%", GE, 10, "%", END, 12, W, "下降12%。", before=11),)),
    Item("扩大首贷户数量", ("县财政局",), (
        Row(Kind.INCREASE, "首贷户数量增长15%", GE, 15, "%", END, 12, W, "首贷户数量同比增长12%。", "部分企业抵押物不足。", 10),)),
    Item("走访服务企业", ("县发展改革局", "县财政局"), (
        Row(Kind.AVERAGE, "月均走访企业不少于30户", GE, 30, "户", None, 31, W, "月均走访31户。", before=30),)),
    Item("保持供水水质合格率", ("县政府办公室",), (
        Row(Kind.KEEP, "水质合格率只升不降", None, None, "%", END, 99.6, W, "水质合格率99.6%。", before=99.5),)),
    Item("兑现惠企政策", ("县财政局",), (
        Row(Kind.LEVEL, "2022年4月底前政策兑现率达到90%", GE,
            90, "%", date(2022, 4, 30), 82, W, "政策兑现率82%。", "申报材料补正较多。", 80),)),
    Item("完善学位预警", ("县教育局",), (
        Row(Kind.MILESTONE, "2022年7月20日前发布学位预警", None, None, None, date(2022, 7, 20), None, None, ""),)),
    Item("整理教育办事指南", ("县教育局",), (
        Row(Kind.COUNT, "公布办事指南50项", GE, 50, "项", END, None, None, "", before=20),)),
    Item("探索帮办代办机制", ("青溪镇",), ()),
    Item("争取省级营商环境评价进位", ("县政府办公室",), (
        Row(Kind.ANNUAL, "年度评价位次较上年前移3位", GE, 3, "位", END, None, N, "评价尚未开始。"),), (Flag.ANNUAL,)),
    Item("制定数据共享清单", ("县政务服务局",), (
        Row(Kind.MILESTONE, "2022年7月底前印发数据共享清单", None, None, None, date(2022, 7, 30), None, A, "清单初稿已形成。"),)),
)  # fmt: skip

RETURNS = Returns(
    expected=9,
    received=8,
    on_time=7,
    late=("青溪镇",),
    missing=("县教育局",),
    returned=2,
    by_department=tuple(
        DepartmentReturn(
            department=name,
            state={"县教育局": "逾期未报", "青溪镇": "补报"}.get(name, "已报"),
            received="" if name == "县教育局" else f"2022-06-2{i % 5 + 1} 10:3{i}",
            late=name == "青溪镇",
            rounds=0 if name == "县教育局" else 2 if name in {"县财政局", "县税务局"} else 1,
            returned=1 if name in {"县财政局", "县税务局"} else 0,
            questions=1 if name == "县财政局" else 0,
            file="" if name == "县教育局" else f"{name}.xlsx",
            archive="" if name == "县教育局" else f"originals/2022-06/{i:02d}/{name}.xlsx",
        )
        for i, name in enumerate(DEPARTMENTS)
    ),
)


def plan() -> Plan:
    """Return the plan."""
    return Plan(
        id=PLAN_ID,
        title="云溪县便民服务提速行动方案",
        issuer="云溪县人民政府办公室",
        number="云政办发〔2022〕6号",
        issued=date(2022, 1, 18),
        tasks=tuple(_task(i, item) for i, item in enumerate(TASKS)),
        version=1,
    )


def _task(i: int, item: Item) -> Task:
    targets = tuple(
        Target(
            id=f"{i + 1}.{k}",
            quote=row.quote,
            kind=row.kind,
            comparator=row.comparator,
            value=row.value,
            unit=row.unit,
            due=row.due,
            baseline=99.5 if row.kind is Kind.KEEP else None,
        )
        for k, row in enumerate(item.rows, 1)
    )
    return Task(
        id=str(i + 1),
        no=str(i + 1),
        title=item.title,
        text=f"{item.title}。按县政府统一部署组织实施，定期总结做法。",
        section=SECTIONS[i // 5],
        leads=item.leads,
        supports=("县政府办公室",) if i % 3 == 0 else (),
        targets=targets,
        flags=item.flags,
    )


def _said(row_id: str, department: str, row: Row | None) -> Accepted | None:
    words = row or Row(Kind.MILESTONE, "", None, None, None, None, None, W, "已在两个村开展试点。")
    if words.status is None:
        return None
    line = 4 + int(row_id.partition(".")[0])
    entry = Entry(
        plan=PLAN_ID,
        id=row_id,
        value=words.said,
        raw="" if words.said is None else str(words.said),
        status=words.status,
        status_raw=words.status.value,
        progress=words.progress,
        problems=words.problems,
        next_steps="加快推进，7月底前取得阶段性结果。" if words.problems else "",
        evidence="云政务函〔2022〕11号" if words.status is D else "",
        completed_on=date(2022, 6, 20) if words.status is D else None,
        cells={"value": f"填报表!I{line}", "status": f"填报表!J{line}"},
    )
    return Accepted(
        period=JUNE.label,
        department=department,
        entry=entry,
        sha256=f"{int(line):064x}",
        file=f"{department}.xlsx",
        archive=f"originals/2022-06/{DEPARTMENTS.index(department):02d}/{department}.xlsx",
        questioned=row_id == "12.1",
    )


def decided(kind: Ask, row: str, choice: str, **more: str) -> Decision:
    """Return what 王敏 settled about a row in June; ``more`` are ground, department, period."""
    about = {PLAN: PLAN_ID, ROW: row, PERIOD: more.get("period", JUNE.label)}
    about |= {DEPARTMENT: more["department"]} if "department" in more else {}
    return Decision(
        asked=Pending(
            kind=kind,
            subject=f"第{row}项",
            question="？",
            place=row or more.get("department", ""),
            about=about,
        ),
        choice=choice,
        ground=more.get("ground", ""),
        decided_by="王敏",
        decided_at=datetime(2022, 7, 1, 9),
    )


def naming(*departments: str) -> tuple[Decision, ...]:
    """Return the decisions to name these departments in the bulletin of June."""
    return tuple(decided(Ask.NAME, "", NAMED, department=name) for name in departments)


def facts(repeat: int = 1) -> Facts:
    """Return the facts of June; ``repeat`` makes the plan that many times as long."""
    one = plan()
    tasks = [
        replace(
            task,
            id=f"{n * len(TASKS) + i + 1}",
            targets=tuple(
                replace(t, id=f"{n * len(TASKS) + i + 1}.{k}") for k, t in enumerate(task.targets, 1)
            ),
        )
        for n in range(repeat)
        for i, task in enumerate(one.tasks)
    ]
    long = replace(one, tasks=tuple(tasks))
    now: dict[RowKey, Accepted] = {}
    past: dict[RowKey, tuple[Accepted, ...]] = {}
    for task, item in zip(tasks, TASKS * repeat, strict=True):
        lead = item.leads[0]
        for row_id, row in zip(task.row_ids, item.rows or (None,), strict=True):
            key = RowKey(PLAN_ID, row_id, lead)
            said = _said(row_id, lead, row)
            if said is not None:
                now[key] = said
            if row is not None and row.before is not None:
                entry = Entry(plan=PLAN_ID, id=row_id, value=row.before, raw=str(row.before), status=W)
                past[key] = (
                    Accepted(
                        period="2022-05", department=lead, entry=entry, sha256="0" * 64, file="5月.xlsx"
                    ),
                )
    lights = {(PLAN_ID, row): Light.GREEN for task in tasks for row in task.row_ids}
    lights |= {(PLAN_ID, "6.1"): Light.YELLOW, (PLAN_ID, "12.1"): Light.YELLOW}
    standings = judge(long, DIRECTORY, now, past, lights, JUNE, TODAY, ())
    classes = {Light.GREEN: Class.ON_SCHEDULE, Light.YELLOW: Class.BEHIND}
    before = {row: Issued(light, classes[light], row.partition(".")[0]) for (_, row), light in lights.items()}
    before["18"] = before["18"]._replace(klass=Class.DONE)
    asked = Question(department="县财政局", id="12.1", text="首贷户数量与上月口径不一致；请说明。")
    taken = tuple(
        decided(Ask.REASON, row.id, UNREASONABLE) for row in standings if row.problems and row.klass in LATE
    )
    record = Record(questions=(asked,), decisions=(*taken, *naming(*DEPARTMENTS)))
    return gather(long, JUNE, TODAY, standings, RETURNS, before, record)
