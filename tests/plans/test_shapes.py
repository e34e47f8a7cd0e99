"""Plans in further shapes: limits in brackets, roles in odd places, tables that run on, goals under other names."""

from __future__ import annotations

import io

import openpyxl
import pytest

from toolkit.model.plan import Plan
from toolkit.plans import document, extract

Row = tuple[str, str, str, str]


def plan_of(text: str) -> Plan:
    """Read a plan from text."""
    return extract.extract(document.read(text.encode(), "方案.txt"))


def rows(plan: Plan) -> list[Row]:
    """Return number, title, leads and supports of each task."""
    return [(task.no, task.title, "/".join(task.leads), "/".join(task.supports)) for task in plan.tasks]


SHAPES: dict[str, tuple[str, list[Row]]] = {
    "limit-last-in-the-bracket": (
        ("云溪县2024年工作要点\n1.扩容政务云。新增云主机200台。（牵头单位：县数据局；责任单位：县财政局，各乡镇，9月底完成）\n"
        "2.完善共享。归集数据10亿条。〔县数据局牵头，县委网信办配合，9月底前完成〕\n"),
        [("1", "扩容政务云", "县数据局", "县财政局/各乡镇"), ("2", "完善共享", "县数据局", "县委网信办")],
    ),
    "verb-behind-a-labelled-list": (
        ("云溪县2024年安全生产方案\n一、主要任务\n1.排查隐患。整改率达到100%。\n责任领导：陈某某\n牵头单位：县应急局\n"
        "责任单位：县工信局、县住建局等按职责分工负责\n完成时限：2024年6月底前\n"
        "2.加强培训。培训5000人次。\n责任领导：李某某\n牵头单位：县应急局\n责任单位：各镇（街道）\n完成时限：持续推进\n"),
        [("1", "排查隐患", "县应急局", "县工信局/县住建局"), ("2", "加强培训", "县应急局", "各镇（街道）")],
    ),
    "roles-first": (
        ("云溪县2024年政务服务要点\n（一）由县行政审批局牵头，县公安局、县人社局配合，推进“高效办成一件事”，上线15个主题。\n"
        "（二）优化大厅服务。平均等候不超过10分钟。由县行政审批局牵头，各部门配合。\n"),
        [("1", "推进“高效办成一件事”", "县行政审批局", "县公安局/县人社局"), ("2", "优化大厅服务", "县行政审批局", "各部门")],
    ),
    "label-in-brackets": (
        ("云溪市园林方案\n1．打造口袋公园。新建口袋公园10个。【牵头单位】市园林局 【配合单位】市规划局、各区人民政府\n"
        "2．建设绿道。建设绿道30公里。【牵头单位】市园林局\n"),
        [("1", "打造口袋公园", "市园林局", "市规划局/各区人民政府"), ("2", "建设绿道", "市园林局", "")],
    ),
    "brackets-after-sentences": (
        ("云溪区平安建设要点\n1.化解矛盾纠纷。一是开展排查，化解率达到98%以上。（区委政法委、区信访局）二是推进诉源治理。（区法院、区司法局）"
        "三是建强综治中心。（区委政法委，各镇、街道）\n2.加强社会治安防控。命案破案率100%。（区公安分局）\n"),
        [
            ("1", "化解矛盾纠纷", "区委政法委/区信访局/区法院/区司法局/各镇、街道", ""),
            ("2", "加强社会治安防控", "区公安分局", ""),
        ],
    ),
    "a-name-that-holds-a-pause": (
        ("云溪市方案\n1.精简审批环节。环节不超过4个。\n牵头部门：市住建局\n配合部门：市水利局，各县、区人民政府\n"
        "2.推行区域评估。\n牵头部门：市自然资源局\n配合部门：各乡、镇人民政府，各开发区管委会\n"),
        [
            ("1", "精简审批环节", "市住建局", "市水利局/各县、区人民政府"),
            ("2", "推行区域评估", "市自然资源局", "各乡、镇人民政府/各开发区管委会"),
        ],
    ),
    "a-remark-behind-the-list": (
        ("云溪市助企纾困实施细则\n1.设立引导资金。（责任单位：市工信局、市财政局等有关部门，各县区人民政府。以下措施均需各县区落实，不再列出）\n"
        "2.培育上云企业。（责任单位：市工信局）\n"),
        [("1", "设立引导资金", "市工信局/市财政局/有关部门/各县区人民政府", ""), ("2", "培育上云企业", "市工信局", "")],
    ),
    "sections-of-paragraphs-with-brackets": (
        ("云溪县乡村产业计划\n二、重点任务\n（一）做强种养业。\n实施茶产业提升工程，新建标准化茶园2万亩，茶叶总产值突破15亿元。（县农业农村局、县林业局）\n"
        "实施生猪稳产保供工程，能繁母猪存栏保持在2万头以上，确保供应。（县畜牧水产事务中心）\n"
        "（二）做大加工业。\n建设农产品加工园区2个，引进加工项目6个。（县工信局牵头，县农业农村局配合）\n"),
        [
            ("1-1", "实施茶产业提升工程", "县农业农村局/县林业局", ""),
            ("1-2", "实施生猪稳产保供工程", "县畜牧水产事务中心", ""),
            ("2-1", "建设农产品加工园区2个", "县工信局", "县农业农村局"),
        ],
    ),
    "a-table-without-outer-bars": (
        ("云溪县2024年民生实事\n序号 | 实事项目 | 工作举措 | 责任单位 | 配合单位 |\n"
        "1 | 新建幼儿园7所 | 4月底前开工；11月底前交付。 | 县教育局 | 县住建局、县财政局 |\n"
        "2 | 新增公交线路3条 | 10月底前完成。 | 县交通局 | 各镇（街道） |\n"),
        [("1", "新建幼儿园7所", "县教育局", "县住建局/县财政局"), ("2", "新增公交线路3条", "县交通局", "各镇（街道）")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_a_shape_of_plan_gives_its_tasks_and_roles(shape: str) -> None:
    """Numbers, titles, leads and supports are those printed."""
    text, wanted = SHAPES[shape]
    assert rows(plan_of(text)) == wanted


def test_goals_under_a_wider_name_are_task_zero_even_without_line_breaks() -> None:
    """目标任务 that holds no task of its own states the plan's goals; its heading ends at the blank."""
    plan = plan_of(
        "云溪县稳增长方案 一、目标任务 2023年，全县地区生产总值增长6.5%以上，投资增长10%左右。 二、重点工作 （一）扩大投资 "
        "1.加快项目建设。完成投资150亿元。（县发改局牵头，各乡镇配合） 2.强化储备。储备项目60个。（县发改局负责） "
        "三、保障措施 （一）压实责任。实行旬调度、月通报。"
    )
    goals = plan.tasks[0]
    assert (goals.no, goals.title, goals.section) == ("0", "目标任务", ("一、目标任务",))
    assert [target.value for target in goals.targets] == [6.5, 10]
    assert [task.no for task in plan.tasks[1:]] == ["1", "2"]


def test_each_row_of_a_merged_task_keeps_its_own_limit() -> None:
    """Rows joined into one task keep the limits of their rows; a lone cell above rows is their section."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["云溪县2024年重点工作清单"],
        ["序号", "重点任务", "工作措施", "牵头单位", "责任单位", "完成时限"],
        ["一、优化政务服务"],
        [1, "推进集成办理", "上线不少于15个主题。", "县行政审批局", "县公安局", "2024年6月底"],
        [None, None, "网上可办率达到95%以上。", "县数据局", "县直各部门", "2024年12月底"],
        ["二、保障民生"],
        [2, "扩大学位供给", "新建幼儿园3所。", "县教育局", "县财政局", "2024年8月"],
    ):
        sheet.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    plan = extract.extract(document.read(buffer.getvalue(), "清单.xlsx"))
    assert [task.section for task in plan.tasks] == [("一、优化政务服务",), ("二、保障民生",)]
    assert plan.tasks[0].leads == ("县行政审批局", "县数据局")
    assert [str(t.due) for task in plan.tasks for t in task.targets] == [
        "2024-06-30", "2024-12-31", "2024-08-31",
    ]  # fmt: skip


MEASURES = (
    ("2024年上线15个“一件事”。", "上线“一件事”"),
    ("承办时限压缩至法定时限的50%以内。", "承办时限"),
    ("PM2.5浓度比2020年下降12%。", "PM2.5浓度"),
    ("即办件比例提高到70%以上。", "即办件比例"),
    ("加工业总产值达到100亿元，年均增长8%以上。", "加工业总产值"),
    ("案件发案数同比下降15%。", "案件发案数"),
)


@pytest.mark.parametrize(("text", "measure"), MEASURES)
def test_a_target_has_a_short_name_for_what_it_measures(text: str, measure: str) -> None:
    """The name is the subject, without verbs of change, baselines and limits."""
    plan = plan_of(f"云溪县2024年工作要点\n1.推进工作。{text}（县发改局负责）\n2.其他。（县财政局负责）\n")
    assert plan.tasks[0].targets[-1].measure == measure


FLAT = """云溪县2024年民生实事任务分解表

序号

民生实事

责任单位

完成时限

1

迁建县文化馆，新建社区食堂10个。

县文旅局

县民政局

11月

2

建成县残疾人服务中心。

县残联

5月底前投用

3

开工建设老年大学

县教育局

长期推进

分享到：
"""


def test_a_table_copied_one_cell_a_line_becomes_rows_again() -> None:
    """Names of offices, limits and text find their columns by their words."""
    plan = plan_of(FLAT)
    assert rows(plan) == [
        ("1", "迁建县文化馆", "县文旅局/县民政局", ""),
        ("2", "建成县残疾人服务中心", "县残联", ""),
        ("3", "开工建设老年大学", "县教育局", ""),
    ]
    assert [str(t.due) for task in plan.tasks for t in task.targets] == ["2024-11-30", "2024-05-31"]


@pytest.mark.parametrize(
    ("cell", "due"),
    [
        ("11月", "2024-11-30"), ("2024.12", "2024-12-31"), ("2025-03-15", "2025-03-15"), ("2025年", "2025-12-31"), ("长期坚持", "None"),
        ("3月至6月", "2024-06-30"),
    ],
)  # fmt: skip
def test_a_cell_that_is_nothing_but_a_limit_is_read(cell: str, due: str) -> None:
    """A column of limits prints months and years barely."""
    table = f"云溪县2024年任务表\n序号|重点任务|责任单位|完成时限\n1|新建幼儿园3所|县教育局|{cell}\n2|改造公厕5座|县城管局|{cell}\n"
    assert {str(t.due) for task in plan_of(table).tasks for t in task.targets} == {due}


def test_a_column_of_a_quarter_is_the_limit_of_its_cells() -> None:
    """一季度目标 over a column governs what stands below it; a column without a limit has none."""
    plan = plan_of(
        "云溪县2024年项目计划\n序号|项目名称|年度目标|一季度目标|二季度目标|责任单位\n"
        "1|县医院迁建|完成主体工程|完成招标|开工建设|县卫健局\n2|老旧小区改造|改造小区20个|开工5个|累计开工20个|县住建局\n"
    )
    found = [(t.value, str(t.due), t.quote) for task in plan.tasks for t in task.targets]
    assert found == [
        (None, "2024-03-31", "完成招标"),
        (None, "2024-06-30", "开工建设"),
        (20, "None", "改造小区20个"),
        (5, "2024-03-31", "开工5个"),
        (20, "2024-06-30", "累计开工20个"),
    ]


def test_a_paragraph_that_opens_a_section_is_no_task() -> None:
    """Where every paragraph but the first prints its departments, the first only opens the section."""
    plan = plan_of(
        "云溪县政府工作报告责任分解\n一、提升产业竞争力\n坚持调优调强，推进产业高端化、集群化发展。\n"
        "突出工业主体地位。投资200亿元，实施工业项目150个，推进扩能改造。（县工信局牵头，县发改局配合）\n"
        "发展现代服务业。新增限上商贸企业30家以上，电商交易额突破10亿元。（县商务局牵头，县文旅局配合）\n"
    )
    assert rows(plan) == [
        ("1-1", "突出工业主体地位", "县工信局", "县发改局"),
        ("1-2", "发展现代服务业", "县商务局", "县文旅局"),
    ]


@pytest.mark.parametrize(
    ("head", "title", "number"),
    [
        ("《云溪市助企纾困实施细则》\n为贯彻省政府文件（云政发〔2022〕1号）精神，制定本细则。\n", "云溪市助企纾困实施细则", ""),
        ("云溪县2024年重点工作\n及民生实事项目分解方案\n", "云溪县2024年重点工作及民生实事项目分解方案", ""),
    ],
)  # fmt: skip
def test_a_title_in_marks_or_on_two_lines_is_whole(head: str, title: str, number: str) -> None:
    """A number that is only cited is not the plan's own."""
    plan = plan_of(f"{head}一、主要任务\n1.设立资金。（市工信局负责）\n2.培育企业。（市商务局负责）\n")
    assert (plan.title, plan.number) == (title, number)
