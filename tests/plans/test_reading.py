"""Whole plans of our own, in the many shapes plans are printed in."""

from __future__ import annotations

import pytest

from toolkit.model.plan import Plan
from toolkit.plans import departments, document, extract, gold

Row = tuple[str, tuple[str, ...], tuple[str, ...]]


def plan_of(text: str) -> Plan:
    """Read a plan from text."""
    return extract.extract(document.read(text.encode(), "方案.txt"))


def rows(plan: Plan) -> list[Row]:
    """Return number, leads and supports of each task."""
    return [(task.no, task.leads, task.supports) for task in plan.tasks]


RUNNING = """云溪县优化营商环境实施方案
一、工作目标
营商环境持续优化。
二、重点任务
（一）政务服务
1.推进一网通办。网办率达到90%。（县政务服务局牵头，县大数据局、各乡镇按职责分工负责）
2.推进帮办代办。（县政务服务局负责）
（二）市场环境
3.压缩开办时间。2022年6月底前，压缩至1个工作日。（牵头单位：县市场监管局；配合单位：县税务局、
县公安局）
三、保障措施
（一）加强领导。实行月调度、季报告。
"""
OWN_LINES = """云溪县优化营商环境实施方案
二、重点任务
（一）压缩开办时间。压缩至1个工作日。
责任单位：县行政审批局
配合单位：县公安局、县税务局
完成时限：2022年6月底
（二）推广电子证照。
责任单位：县政务服务局、各乡镇（街道）
完成时限：长期坚持
"""
RESTARTING = RUNNING.replace("3.压缩", "1.压缩")
ONE_LINE = RUNNING.replace("\n", "")
MEASURES = """云溪县住房保障计划
一、主要任务
（一）加快建设
具体措施：1．新建保障房1200套。（责任单位：县住建局）2．改造老旧小区15个。（责任单位：县住建局、县财政局）
（二）规范管理
具体措施：1．覆盖率达到95%。（责任单位：县住建局）2．办结率不低于98%。（责任单位：县城管局）
"""
PARAGRAPHS = """云溪县便民服务工作方案
一、主要任务
（一）优化窗口服务
推行“一窗受理”，综合窗口占比达到80%，让群众少跑腿。（县政务服务局负责）
推行帮办代办，设置帮办窗口5个，方便老年人办事。（县政务服务局牵头，各乡镇配合）
（二）优化线上服务
推行网上办理，网办率达到90%，实现全程网上可查。（县政务服务局、县大数据局按职责分工负责）
"""
YI_SHI = """云溪县粮食安全方案
一、主要措施
一是稳定面积。面积稳定在45万亩以上。责任单位：县农业农村局
二是增加储备。储备规模增至2万吨。责任单位：县粮食和储备局
"""
ARTICLES = """云溪县促进消费若干措施
第一条 举办促消费活动。举办活动20场以上。（县商务局牵头，县文旅局、各乡镇配合）
第二条 发放消费券。上半年发放消费券500万元。（县商务局、县财政局负责）
"""
FIRST_LEADS = """云溪县河湖治理方案
一、主要任务
1．清理河道。清理河道120公里。（责任单位：县水务局、县生态环境局，各乡镇；列第一位者为牵头单位，下同）
2．整治排口。（责任单位：县生态环境局、县住建局）
"""
BRACKETS = """云溪县重点改革任务
一、深化改革
1.推进审批改革。（责任单位：县行政审批局、
县发改局，
县住建局）
2.推进监管改革。[牵头单位：县市场监管局；配合单位：县司法局]
3.推进服务改革。【县政务服务局牵头，各乡镇（街道）落实】
4.推进财税改革。（责任领导：李某某；牵头单位：县财政局；责任单位：县税务局；完成时限：2022年12月）
5.推进农业改革。（县农业农村局，县林业局）
6.推进环保改革。牵头单位：县生态环境局 责任单位：县住建局 县水务局 完成时限：2022年9月底前
7.推进国资改革。（县国资局牵头，县财政局等单位和各国有企业按职责分工负责，2022年10月底前完成）
8.推进执法改革。（6月底完成，牵头考核单位：县公安局）
9.推进教育改革。（县教育局会同县财政局负责）
10.推进医疗改革。由县卫健局牵头，县医保局配合。
11.推进综合改革。排查隐患。（县应急局牵头，县住建局配合）落实整改。（县消防大队负责）
"""
CASES: list[tuple[str, str, list[Row]]] = [
    ("running", RUNNING, [
        ("1", ("县政务服务局",), ("县大数据局", "各乡镇")), ("2", ("县政务服务局",), ()),
        ("3", ("县市场监管局",), ("县税务局", "县公安局")),
    ]),
    ("restarting", RESTARTING, [
        ("1-1", ("县政务服务局",), ("县大数据局", "各乡镇")), ("1-2", ("县政务服务局",), ()),
        ("2-1", ("县市场监管局",), ("县税务局", "县公安局")),
    ]),
    ("one-line", ONE_LINE, [
        ("1", ("县政务服务局",), ("县大数据局", "各乡镇")), ("2", ("县政务服务局",), ()),
        ("3", ("县市场监管局",), ("县税务局", "县公安局")),
    ]),
    ("own-lines", OWN_LINES, [
        ("1", ("县行政审批局",), ("县公安局", "县税务局")), ("2", ("县政务服务局", "各乡镇（街道）"), ()),
    ]),
    ("measures", MEASURES, [
        ("1-1", ("县住建局",), ()), ("1-2", ("县住建局", "县财政局"), ()), ("2-1", ("县住建局",), ()), ("2-2", ("县城管局",), ()),
    ]),
    ("paragraphs", PARAGRAPHS, [
        ("1-1", ("县政务服务局",), ()), ("1-2", ("县政务服务局",), ("各乡镇",)), ("2-1", ("县政务服务局", "县大数据局"), ()),
    ]),
    ("yi-shi", YI_SHI, [("1", ("县农业农村局",), ()), ("2", ("县粮食和储备局",), ())]),
    ("articles", ARTICLES, [("1", ("县商务局",), ("县文旅局", "各乡镇")), ("2", ("县商务局", "县财政局"), ())]),
    ("first-leads", FIRST_LEADS, [("1", ("县水务局",), ("县生态环境局", "各乡镇")), ("2", ("县生态环境局",), ("县住建局",))]),
    ("brackets", BRACKETS, [
        ("1", ("县行政审批局", "县发改局", "县住建局"), ()), ("2", ("县市场监管局",), ("县司法局",)),
        ("3", ("县政务服务局",), ("各乡镇（街道）",)), ("4", ("县财政局",), ("县税务局",)), ("5", ("县农业农村局", "县林业局"), ()),
        ("6", ("县生态环境局",), ("县住建局", "县水务局")), ("7", ("县国资局",), ("县财政局", "各国有企业")),
        ("8", ("县公安局",), ()), ("9", ("县教育局",), ("县财政局",)), ("10", ("县卫健局",), ("县医保局",)),
        ("11", ("县应急局", "县消防大队"), ("县住建局",)),
    ]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_plan_gives_its_tasks_and_who_answers_for_them(text: str, wanted: list[Row]) -> None:
    """Numbers, leads and supports are those printed, whatever the shape of the plan."""
    assert rows(plan_of(text)) == wanted


def test_a_limit_beside_the_roles_governs_the_item() -> None:
    """完成时限 on a line of its own is the limit of what has none; 长期坚持 is no limit."""
    plan = plan_of(OWN_LINES)
    assert [t.due and t.due.isoformat() for t in plan.tasks[0].targets] == ["2022-06-30"]
    assert plan.tasks[1].targets == ()


def test_headings_stand_above_their_tasks() -> None:
    """Section headings are printed outermost first, with their numbers."""
    assert plan_of(RUNNING).tasks[2].section == ("二、重点任务", "（二）市场环境")


def test_dated_goals_of_a_chapter_become_task_zero() -> None:
    """发展目标 with numbers of its own is a task without roles."""
    text = RUNNING.replace("营商环境持续优化。", "到2025年，全县网办率达到95%，新增市场主体5000户。")
    (goals, *_) = plan_of(text).tasks
    assert (goals.no, goals.leads, [t.value for t in goals.targets]) == ("0", (), [95, 5000])


def test_no_roles_printed_means_none_invented() -> None:
    """A plan without departments has tasks without leads, and one doubt."""
    text = (
        "云溪县城市更新意见\n一、总体要求\n坚持规划引领。\n二、重点任务\n1.改造道路。改造道路6条。\n"
        "2.实施绿化。新增绿地10公顷。\n三、保障措施\n1.加强领导。\n"
    )
    plan = plan_of(text)
    assert rows(plan) == [("1", (), ()), ("2", (), ())]
    assert "roles-missing" in {doubt.code for doubt in plan.doubts}


def test_between_two_governments_the_doer_leads_and_the_guide_supports() -> None:
    """The paragraphs of a paired plan take their roles from who guides whom."""
    paragraphs = "\n".join(
        f"（{n}）提升服务。山前区指导云溪县优化流程。2024年上半年，云溪县实现网办率达80%。"
        for n in "一二三四"
    )
    plan = plan_of(f"山前区与云溪县对口帮扶工作方案\n一、总体要求\n共同发展。\n二、主要任务\n{paragraphs}\n")
    assert {(task.leads, task.supports) for task in plan.tasks} == {(("云溪县",), ("山前区",))}


def test_doubled_and_skipped_numbers_are_doubted_and_ids_stay_unique() -> None:
    """A number printed twice is told apart by a letter; a gap is asked about."""
    plan = plan_of(
        "云溪县工作要点\n1.甲项工作。（县人社局负责）\n2.乙项工作。（县应急局负责）\n2.丙项工作。（县委宣传部负责）\n5.丁项工作。（县审计局负责）\n"
    )
    assert [task.id for task in plan.tasks] == ["1", "2", "2a", "5"]
    assert {"number-doubled", "number-skipped"} <= {doubt.code for doubt in plan.doubts}


def test_a_declared_count_that_disagrees_is_doubted() -> None:
    """（3项） above two items is asked about."""
    plan = plan_of(RUNNING.replace("（一）政务服务", "（一）政务服务（3项）"))
    assert "count-mismatch" in {doubt.code for doubt in plan.doubts}


def test_targets_due_before_the_issue_are_doubted() -> None:
    """A limit that had passed when the plan was issued is asked about, not shown red."""
    plan = plan_of(RUNNING + "云溪县人民政府\n2022年9月1日\n")
    assert "due-before-issue" in {doubt.code for doubt in plan.doubts}


def test_variants_of_one_department_are_proposed_never_merged() -> None:
    """区市场监管局 and 区市场局 stay two names."""
    plan = plan_of(
        RUNNING.replace("2.推进帮办代办。（县政务服务局负责）", "2.推进帮办代办。（县政务局负责）")
    )
    assert "department-variant" in {doubt.code for doubt in plan.doubts}
    names = [department.name for department in departments.propose(plan).departments]
    assert {"县政务服务局", "县政务局"} <= set(names)


def test_supervision_rules_are_proposed() -> None:
    """月调度 in 保障措施 becomes a proposal for the office's calendar."""
    assert {"cadence-month", "cadence-quarter"} <= {doubt.code for doubt in plan_of(RUNNING).proposals}


def test_the_covering_notice_gives_issuer_number_and_date() -> None:
    """Title, issuer, document number and date come from the notice; navigation is no part of the plan."""
    notice = (
        "当前位置：首页 > 政务公开\n云政办发〔2022〕5号\n关于印发《云溪县优化营商环境实施方案》的通知\n"
        "各乡镇人民政府：\n现印发给你们。\n云溪县人民政府办公室\n2022年4月1日\n"
    )
    plan = plan_of(f"{notice}{RUNNING}扫一扫在手机打开当前页\n")
    assert (plan.title, plan.issuer, plan.number) == (
        "云溪县优化营商环境实施方案",
        "云溪县人民政府办公室",
        "云政办发〔2022〕5号",
    )
    assert plan.issued is not None
    assert plan.issued.isoformat() == "2022-04-01"
    assert plan.id == "优化营商环境实施方案"
    assert not plan.draft


def test_hard_wrapped_lines_and_page_numbers_leave_no_trace() -> None:
    """Lines broken at the column and a page number between them are one paragraph."""
    wrapped = (
        "云溪县生态环境工作要点\n一、保卫蓝天\n1.强化扬尘治理。全县优良天数比例达到\n"
        "88%以上。（县生态环境局牵头，县住建局、县\n— 2 —\n城管局按职责分工负责）\n2.推进清洁取暖。（县发改局负责）\n"
    )
    assert rows(plan_of(wrapped))[0] == ("1", ("县生态环境局",), ("县住建局", "县城管局"))


def test_the_gold_form_has_what_a_clerk_would_enter() -> None:
    """The JSON form carries numbers, sections, roles and targets with operators in ASCII."""
    told = gold.to_gold(plan_of(RUNNING))
    assert told["tasks"][2]["targets"] == [
        {
            "quote": "2022年6月底前，压缩至1个工作日",
            "basis": "level",
            "op": "<=",
            "value": 1.0,
            "unit": "个工作日",
            "due": "2022-06-30",
        }
    ]


def test_the_same_text_gives_the_same_plan() -> None:
    """Reading is deterministic."""
    assert plan_of(BRACKETS) == plan_of(BRACKETS)


def test_a_role_printed_once_below_a_group_is_the_groups() -> None:
    """Where only the last item of every group prints departments, on a line of its own, the group is the task."""
    text = (
        "云溪县民生实事方案\n一、重点任务\n（一）就业增收\n1.开发公益性岗位500个。\n2.新增就业3000人。\n牵头单位：县人社局；责任单位：各乡镇\n"
        "（二）教育提质\n1.改扩建幼儿园2所。\n2.明厨亮灶覆盖率100%。\n牵头单位：县教育局；责任单位：县市场监管局\n"
    )
    plan = plan_of(text)
    assert rows(plan) == [("1", ("县人社局",), ("各乡镇",)), ("2", ("县教育局",), ("县市场监管局",))]
    assert [target.value for target in plan.tasks[0].targets] == [500, 3000]


def test_an_annex_gives_the_roles_the_text_leaves_out() -> None:
    """Items without departments take them from the annex's item of the same title."""
    text = (
        "云溪县改革要点\n一、重点任务\n1.推进审批改革。取消证明事项10项。\n2.推进监管改革。抽查比例不低于5%。\n"
        "附件：重点任务分工表\n1.推进审批改革\n牵头单位：县行政审批局\n2.推进监管改革\n牵头单位：县市场监管局\n责任单位：县司法局\n"
    )
    assert rows(plan_of(text)) == [("1", ("县行政审批局",), ()), ("2", ("县市场监管局",), ("县司法局",))]
