"""An invented plan of an invented county, as the reader would hand it over."""

from __future__ import annotations

import re
from datetime import date, datetime
from io import BytesIO
from typing import TYPE_CHECKING

import openpyxl
import pytest

from toolkit.model.department import Department, Directory, Group
from toolkit.model.plan import (
    Basis,
    Comparator,
    Confidence,
    Doubt,
    Flag,
    Kind,
    Plan,
    Target,
    Task,
)
from toolkit.plans import workbook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MADE_AT = datetime(2022, 5, 6, 9, 30)

_PLAN = """
压缩企业开办时间 # （一）开办企业 # 县市场监管局 # 县税务局、县公安局
    2022年6月底前，企业开办全流程不超过1个工作日 | 水平 level | 企业开办时间 | ≤ 1 个工作日 | 2022-06-30
    网上办理率达到98%以上 | 水平 level | 网上办理率 | ≥ 98 % | 2022-12-31
推行“一照多址”登记 # （一）开办企业 # 县市场监管局 # 县政务服务中心
    2022年三季度末前出台实施办法 | 节点 milestone | 实施办法 | | 2022-09-30
提升不动产登记效率 # （二）办理手续 # 县自然资源局 # 县税务局、县住房城乡建设局
    一般登记压缩至2个工作日以内 | 水平 level | 登记时间 | ≤ 2 个工作日 | 2022-12-31
    2023年底前“交房即交证”项目占比达到百分之九十 | 水平 level | “交房即交证”占比 | ≥ 90 % | 2023-12-31
优化工程建设项目审批 # （二）办理手续 # 县住房城乡建设局 # 县发展改革局、县自然资源局、市生态环境局云溪分局
    2021年底前，简易低风险项目审批时间压减至15个工作日 | 水平 level | 审批时间 | ≤ 15 个工作日 | 2021-12-31
降低用电成本 # （三）要素保障 # 县供电公司 # 县发展改革局
    全年户均停电时间同比下降20%以上 | 下降 decrease | 户均停电时间 | ≥ 20 % | 2022-12-31
    低压小微企业接电不超过10天 | 水平 level | 接电时间 | ≤ 10 天 |
保障用水用气 # （三）要素保障 # 县住房城乡建设局 # 云溪水务公司、云溪燃气公司
扩大普惠金融 # （三）要素保障 # 县金融发展中心 # 县财政局、人民银行云溪县支行
    全年新增普惠小微贷款1.2万户 | 累计 increase | 新增普惠小微贷款户数 | ≥ 12000 户 | 2022-12-31
    政府性融资担保费率低于1% | 水平 level | 担保费率 | < 1 % |
兑现惠企政策 # （三）要素保障 # 县工业和信息化局 # 县财政局、各镇街
    2022年8月底前建成政策兑现平台 | 节点 milestone | 政策兑现平台 | | 2022-08-31
规范招标投标 # （四）公平竞争 # 县公共资源交易中心 # 县发展改革局、县住房城乡建设局、县水务局、县交通运输局
    全流程电子化率达到100% | 水平 level | 全流程电子化率 | ≥ 100 % | 2022-12-31
清理拖欠中小企业账款 # （四）公平竞争 # 县工业和信息化局 # 县财政局、县国资办
加强知识产权保护 # （四）公平竞争 # 县市场监管局 # 县法院、县检察院、县公安局
    每年至少开展2次专项执法行动 | 累计 level | 专项执法行动 | ≥ 2 次 | 2022-12-31
推进“双随机、一公开”监管 # （五）监管执法 # 县“双随机、一公开”联席会议各成员单位 # 县司法局
    部门联合抽查比例不低于30% | 水平 level | 联合抽查比例 | ≥ 30 % | 2022-12-31
推行包容审慎执法 # （五）监管执法 # 县司法局 # 各行政执法单位
提升执行合同质效 # （六）法治保障 # 县法院 #
    平均审理天数较上年减少5天 | 下降 decrease | 平均审理天数 | ≥ 5 天 | 2022-12-31
建立企业诉求闭环办理机制 # （七）服务企业 # # 县政务服务中心、县12345热线办
    按时办结率达到95%以上 | 水平 level | 按时办结率 | ≥ 95 % | 2022-12-31
    月均走访企业不少于三十户 | 月均 level | 月均走访企业 | ≥ 30 户 |
推进高频事项“跨省通办” # （七）服务企业 # 县政务服务中心 # 县人社局、县医保局、县公安局
    2022年底前“跨省通办”事项增加至120项 | 水平 level | “跨省通办”事项 | ≥ 120 项 | 2022-12-31
培育壮大市场主体 # （八）市场活力 # 县发展改革局 # 各镇街、云溪经济开发区管委会
    市场主体总量增长10% | 增长 increase | 市场主体总量 | ≥ 10 % | 2022-12-31
    净增规模以上企业12家 | 累计 increase | 净增规上企业 | ≥ 12 家 | 2022-12-31
稳定外贸外资 # （八）市场活力 # 县商务局 # 县税务局、云溪海关
    力争在全市年度评价中进位 | 年度 milestone | 年度评价位次 | | 2022-12-31
开展营商环境体验活动 # （九）社会监督 # 县营商办 # 县工商联
    聘请监督员不少于50名 | 累计 level | 监督员 | ≥ 50 名 | 2022-06-30
加强宣传引导 # （九）社会监督 # 县委宣传部 # 县融媒体中心、各镇街
"""
_BODY = "坚持问题导向，围绕企业反映集中的堵点难点，优化办理流程、精简申报材料、强化数据共享，推动线上线下融合办理。"
_MEETING = "县“双随机、一公开”联席会议各成员单位"


_DOUBTS = tuple(
    Doubt(about=about, code=code, what=what, proposal=proposal)
    for about, code, what, proposal in (
        ("", "task-count", "正文写“二十一项任务”，实际读到20项", "请核对是否漏了一项"),
        ("15", "no-lead", "没有写明牵头单位", "建议由县政务服务中心牵头"),
        ("4.1", "due-before-issue", "完成时限2021年12月31日早于印发日期", "请确认是否已经完成"),
        ("", "department-variant", "“县12345热线办”与“县政务服务中心”可能是同一个单位", "是的话在名录里合并"),
    )
)


def _tasks() -> Iterator[Task]:
    blocks = re.split(r"\n(?=\S)", _PLAN.strip())
    for number, block in enumerate(blocks, 1):
        head, *rows = block.split("\n")
        yield _task(number, [part.strip() for part in head.split("#")], [row.split("|") for row in rows])


def _task(number: int, head: list[str], rows: list[list[str]]) -> Task:
    title, section, leads, supports = head
    role = f"（牵头单位：{leads}；配合单位：{supports}）"
    text = f"{title}。{_BODY}{'；'.join(row[0].strip() for row in rows)}。{_BODY if number % 3 == 0 else ''}{role}"
    return Task(
        id=str(number),
        no=str(number),
        title=title,
        text=text,
        section=("三、重点任务", section),
        leads=_names(leads),
        supports=_names(supports),
        role_quote=role,
        targets=tuple(_target(f"{number}.{k}", text, *row) for k, row in enumerate(rows, 1)),
        flags=(Flag.KEY,) if number in {1, 15} else (),
        confidence=Confidence.LOW if number == 6 else Confidence.HIGH,
    )


def _names(text: str) -> tuple[str, ...]:
    return (_MEETING,) if text == _MEETING else tuple(name for name in text.split("、") if name)


def _target(id_: str, text: str, *row: str) -> Target:
    quote, sort, measure, number, due = (part.strip() for part in row)
    kind, basis = sort.split()
    comparator, value, unit = number.split() if number else (None, None, None)
    at = text.index(quote)
    return Target(
        id=id_,
        quote=quote,
        kind=Kind(kind),
        basis=Basis(basis),
        measure=measure,
        comparator=Comparator(comparator) if comparator else None,
        value=float(value) if value else None,
        unit=unit,
        due=date.fromisoformat(due) if due else None,
        recurring="每年" if "每年" in quote else None,
        start=date(2022, 1, 1) if kind == "累计" else None,
        confidence=Confidence.LOW if "减少" in quote else Confidence.HIGH if due else Confidence.MEDIUM,
        rule="number-unit",
        span=(at, at + len(quote)),
    )


@pytest.fixture(scope="session")
def plan() -> Plan:
    """A plan of twenty tasks with the doubts a reader would raise."""
    return Plan(
        id="营商环境优化行动",
        title="云溪县优化营商环境行动方案（2022—2023年）",
        issuer="云溪县人民政府办公室",
        number="云政办发〔2022〕8号",
        issued=date(2022, 3, 18),
        tasks=tuple(_tasks()),
        document_name="云溪县优化营商环境行动方案.docx",
        document_sha256="ab" * 32,
        quotes={
            "title": "关于印发《云溪县优化营商环境行动方案（2022—2023年）》的通知",
            "issuer": "云溪县人民政府办公室",
            "number": "云政办发〔2022〕8号",
            "issued": "2022年3月18日",
        },
        doubts=_DOUBTS,
        proposals=(
            Doubt(
                about="",
                code="cadence",
                what="实行月调度、季通报",
                proposal="每月下发填报表，每季度出季度报告",
            ),
        ),
    )


@pytest.fixture(scope="session")
def directory(plan: Plan) -> Directory:
    """The departments of the plan, two of them groups nobody has expanded."""
    names = dict.fromkeys(name for task in plan.tasks for name in (*task.leads, *task.supports))
    return Directory(tuple(Department(name=name, group=_group(name)) for name in names))


def _group(name: str) -> Group:
    if name.startswith("各") or "成员单位" in name:
        return Group.COLLECTIVE
    return Group.ENTERPRISE if name.endswith("公司") else Group.DEPARTMENT


@pytest.fixture(scope="session")
def written(plan: Plan, directory: Directory) -> bytes:
    """The plan's workbook."""
    return write(plan, directory)


@pytest.fixture(scope="session")
def write_workbook() -> Callable[[Plan, Directory], bytes]:
    """Write a workbook for the sample office."""
    return write


def write(plan: Plan, directory: Directory) -> bytes:
    """Write a workbook for the sample office."""
    return workbook.write(
        plan, directory, {}, office_id="office-1", office_name="云溪县营商办", made_at=MADE_AT
    )


@pytest.fixture(scope="session")
def amend() -> Callable[..., bytes]:
    """Change cells of a workbook by sheet, key of the row and header, as a clerk would; see :func:`_amend`."""
    return _amend


def _amend(
    data: bytes, *changes: tuple[str, str, str, object], add: tuple[tuple[str, list[object]], ...] = ()
) -> bytes:
    """
    Return the workbook with cells changed and rows added below the last.

    A change is (sheet, what stands in the row's first or second cell, header, new value); an empty header
    deletes the row.
    """
    book = openpyxl.load_workbook(BytesIO(data))
    for sheet_name, key, header, value in changes:
        sheet = book[sheet_name]
        rows = enumerate(sheet.iter_rows(), 1)
        number, row = next((n, row) for n, row in rows if any(str(cell.value) == key for cell in row[:2]))
        if not header:
            sheet.delete_rows(number)
            continue
        titles = next(row for row in sheet.iter_rows() if header in [cell.value for cell in row])
        at = [cell.value for cell in titles].index(header)
        row[at].value = value  # type: ignore[assignment]
    for sheet_name, cells in add:
        book[sheet_name].append(cells)
    out = BytesIO()
    book.save(out)
    return out.getvalue()
