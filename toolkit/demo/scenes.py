"""What the departments of the county report, and how their files go wrong."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

APRIL, MAY, JUNE = "2022-04", "2022-05", "2022-06"
MONTHS: Final = (APRIL, MAY, JUNE)

TOWNS: Final = ("城关镇", "河东镇", "白石镇", "龙泉乡", "青山乡", "大坪乡")
ALIASES: Final = {"县市场监管局": ("县市监局", "市监局"), "县人社局": ("县人力资源和社会保障局",)}

VALUES: Final[dict[str, tuple[float, float, float]]] = {
    "1.1": (2, 1, 1),
    "1.2": (2, 1.5, 1),
    "2.1": (8, 9, 13),
    "4.1": (68, 71.5, 76.2),
    "4.2": (52.5, 55, 58.4),
    "5.1": (20, 24, 33),
    "6.1": (48, 46, 43),
    "7.1": (5, 5, 6),
    "8.1": (3, 2, 2),
    "8.2": (7, 6, 5),
    "9.1": (99.85, 99.87, 99.91),
    "10.1": (6, 5, 4),
    "11.1": (3, 3, 3),
    "11.2": (35, 38, 44.5),
    "12.1": (80, 82, 88),
    "13.1": (18.5, 14.2, 16.8),
    "13.2": (104, 118, 152),
    "14.1": (84, 82, 79),
    "15.2": (30, 31, 33),
    "16.1": (67, 68, 66.5),
    "16.2": (95, 96, 97.5),
    "17.1": (92.4, 93.1, 94.6),
    "17.2": (9.1, 9.4, 9.6),
    "18.1": (98.2, 98.4, 98.6),
    "18.2": (31, 32, 33),
    "19.2": (5, 6, 8),
    "21.1": (1010, 1120, 1410),
}
"""Row id to the cumulative value reported for April, May and June, in the target's own unit."""

PROGRESS: Final[dict[str, tuple[str, str, str]]] = {
    "1": (
        "企业开办流程再造方案已印发，4月新设企业平均2个工作日办结。",
        "企业开办综合窗口已整合登记、刻章、税务、社保环节，5月新设企业平均1.5个工作日办结。",
        "6月起刻章与登记同步办理，新设企业214户，平均1个工作日办结。",
    ),
    "2": (
        "便利店、餐饮等8个行业已发放综合许可证。",
        "便利店、餐饮、药店等9个行业已发放综合许可证。",
        "新增健身、民宿、书店、宠物诊疗4个行业，累计13个。",
    ),
    "3": (
        "办理简易注销52户，对停业满两年的企业逐户提醒。",
        "简易注销公示期压缩至20天，办理简易注销67户。",
        "注销一网办理专区上线，6月办理注销91户，其中简易注销74户。",
    ),
    "4": (
        "网办事项逐项核对，列出堵点61个。",
        "完成网办事项梳理，新增可网办事项126项。",
        "完成堵点整改38个，新增可网办事项72项。",
    ),
    "5": (
        "出生、入学、就业等20项“一件事”上线运行。",
        "新生儿出生、退休等24项“一件事”上线运行。",
        "灵活就业、企业招工等9项新上线，累计33项。",
    ),
    "6": (
        "联合验收实施细则形成初稿。一般工业项目审批平均48个工作日。",
        "联合验收实施细则已完成征求意见，正在修改。一般工业项目审批平均46个工作日。",
        "联合验收实施细则已报县政府审议，联合审图覆盖全部一般工业项目，审批平均43个工作日。",
    ),
    "7": (
        "城关、河东、白石等5个中心建成投用。",
        "白石中心完成窗口调整，累计建成5个，其余场地正在落实。",
        "龙泉乡中心建成投用，累计6个，其余乡镇场地改造尚未开工。",
    ),
    "8": (
        "低压非居民办电由4个环节减为3个环节，平均7个工作日。",
        "低压非居民办电已压缩至2个环节，平均6个工作日。",
        "推行表箱前置安装，平均办电时间降至5个工作日。",
    ),
    "9": (
        "制定全年停电计划，开展带电作业35次。",
        "完成城区配网改造2条线路，开展带电作业37次。",
        "完成第3条线路改造，开展带电作业41次。",
    ),
    "10": (
        "外线工程并联审批流程起草完成，用水报装平均6个工作日。",
        "外线工程并联审批流程已印发，用水报装平均5个工作日。",
        "取消现场二次踏勘，用水报装平均4个工作日。",
    ),
    "11": (
        "登记、缴税窗口合并，电子证照累计发放3260本。",
        "一窗受理覆盖全部登记类型，电子证照累计发放4120本。",
        "电子证照在公积金提取、入学报名中应用，累计发放5230本。",
    ),
    "12": (
        "出让工业用地10宗，其中“标准地”8宗。",
        "出让工业用地11宗，其中“标准地”9宗。",
        "6月出让工业用地6宗，均为“标准地”。",
    ),
    "13": (
        "建立首贷户名单制，累计新增首贷户104户。",
        "组织银企对接会2场，授信企业41户。",
        "组织银企对接会1场，累计新增首贷户152户。",
    ),
    "14": (
        "组建商事速裁团队，平均审理84天。",
        "商事案件繁简分流机制运行，平均审理82天。",
        "推行要素式审判，平均审理79天。",
    ),
    "15": (
        "涉企轻微违法免罚清单完成合法性审查，待印发。",
        "涉企轻微违法免罚清单已于4月26日印发，列入事项62项。",
        "开展部门联合抽查18次，抽查比例33%。",
    ),
    "16": (
        "受理欠薪线索40件，按期办结38件。",
        "受理欠薪线索54件，按期办结52件。",
        "受理欠薪线索40件，按期办结39件，1件正在调解。",
    ),
    "17": (
        "新增非接触办税事项12项，网上办税率92.4%。",
        "网上申报覆盖率稳步提高，退税平均用时缩短1天。",
        "新增非接触办税事项16项，网上办税率94.6%。",
    ),
    "18": (
        "受理诉求112件，按时办结110件。",
        "受理诉求126件，按时办结124件。",
        "受理诉求143件，按时办结141件，走访企业198户（累计）。",
    ),
    "19": (
        "收集惠企政策61条，逐条核对兑现方式。",
        "惠企政策梳理完成，收录政策83条。",
        "惠企政策清单已定稿，“免申即享”政策上线8项。",
    ),
    "20": (
        "归集公共信用信息18万条，受理信用修复申请11件。",
        "归集公共信用信息21万条，受理信用修复申请17件。",
        "归集公共信用信息24万条，受理信用修复申请23件，办结23件。",
    ),
    "21": ("开展技能培训25班次1010人次。", "开展技能培训28班次1120人次。", "新开培训班7个，累计1410人次。"),
}
"""Task to what its department writes for April, May and June."""

DONE: Final[dict[str, dict[str, str]]] = {
    APRIL: {},
    MAY: {"15.1": "2022-04-26", "8.1": "2022-05-20"},
    JUNE: {"1.1": "2022-06-20", "1.2": "2022-06-24"},
}
"""Rows claimed done, and since when."""

EVIDENCE: Final = {
    "15.1": "云市监〔2022〕19号",
    "1.1": "开办企业流程说明.pdf",
    "1.2": "6月办件统计.xlsx",
    "8.1": "办电流程公告.pdf",
    "4.1": "网办率统计.xlsx",
}

PROBLEMS: Final[dict[str, tuple[str, str, str]]] = {
    "6": ("", "部门间验收标准尚未统一。", "实施细则需县政府常务会议审议，预计7月上旬印发。"),
    "7": ("", "个别乡镇场地不足。", "12个乡镇中心改造资金未落实，进度滞后。"),
}


@dataclass(frozen=True, slots=True)
class HandIn:
    """
    One file a department drops, in answer to the form of ``period``.

    ``fault`` names what :mod:`toolkit.demo.fill` does to it beyond typing the values, ``shape`` what
    :mod:`toolkit.demo.shapes` makes of it, ``name`` is the file's name as it arrives, below the inbox.  A mended one is
    the marked copy that was sent back; ``calls_itself`` is the name a table of the department's own gives.
    """

    department: str
    name: str
    at: datetime
    period: str = JUNE
    fault: str = ""
    shape: str = ""
    mended: bool = False
    calls_itself: str = ""


@dataclass(frozen=True, slots=True)
class Settled:
    """What the office decides in 待定事项: the kind of question, a word of its subject, the choice, the ground."""

    at: datetime
    kind: str
    subject: str
    choice: str
    ground: str = ""


def _day(month: int, day: int, hour: int = 10) -> datetime:
    return datetime(2022, month, day, hour)


TOLD_BY: Final = "电话，周庭长，5月24日"
"""Who told what is entered on behalf of 县法院 in May."""
PASSWORD: Final = "云溪2022"  # noqa: S105 -- of a county that does not exist
"""What 县水务局 and the office agreed upon for files under a password."""
WATER: Final = "水利服务中心"
"""What 县水务局 calls itself in its own table."""

HAND_INS: Final[tuple[HandIn, ...]] = (
    HandIn("县行政审批局", "县行政审批局.xlsx", _day(4, 22), APRIL, "see-annex"),
    HandIn("县自然资源局", "县自然资源局.xlsx", _day(4, 22), APRIL, "see-annex"),
    HandIn("县发展改革局", "县发展改革局.xlsx", _day(4, 22), APRIL, "see-annex"),
    HandIn("县人社局", "县人社局.xlsx", _day(4, 25), APRIL, "see-annex"),
    HandIn("县水务局", "4月进展表.xlsx", _day(4, 25), APRIL, shape="own", calls_itself=WATER),
    HandIn("县行政审批局", "县行政审批局（改）.xlsx", _day(4, 25), APRIL, mended=True),
    HandIn("县自然资源局", "县自然资源局（改）.xlsx", _day(4, 25), APRIL, mended=True),
    HandIn("县发展改革局", "县发展改革局（改）.xlsx", _day(4, 25), APRIL, mended=True),
    HandIn("县市场监管局", "市监局5月报送.zip", _day(5, 24), MAY, shape="zip"),
    HandIn("县水务局", "5月进展表.xlsx", _day(5, 24), MAY, shape="own", calls_itself=WATER),
    HandIn("县税务局", "税务局5月.csv", _day(5, 24), MAY, shape="csv"),
    HandIn("县法院", "代录县法院.xlsx", _day(5, 24), MAY, shape="entered"),
    HandIn("县财政局", "县财政局.xlsx", _day(5, 24), MAY, "asks-for-time"),
    HandIn("县人社局", "县人社局.xlsx", _day(5, 24), MAY, "digit-lost"),
    HandIn("县人社局", "县人社局5月更正.xlsx", _day(6, 8), MAY),
    HandIn("县发展改革局", "县发展改革局.xlsx", _day(6, 22)),
    HandIn("县市场监管局", "营商环境进展（市监局）最终版2(1).xlsx", _day(6, 22), fault="wide-digits"),
    HandIn("县行政审批局", "６月填报 行政审批局【盖章】.xlsx", _day(6, 22), fault="below-target"),
    HandIn("县供电公司", "供电公司/填报表.xlsx", _day(6, 22)),
    HandIn("县水务局", "县水务局6月（有密码）.zip", _day(6, 24), shape="locked"),
    HandIn("县发展改革局", "县发展改革局 (2).xlsx", _day(6, 24)),
    HandIn("县自然资源局", "县自然资源局.xlsx", _day(6, 24), fault="percent-text"),
    HandIn("县财政局", "县财政局.xlsx", _day(6, 24), fault="falls"),
    HandIn("县法院", "法院报送.xlsx", _day(6, 24), fault="copied-text"),
    HandIn("县住建局", "住建局（损坏）.xlsx", _day(6, 24), fault="damaged"),
    HandIn("县行政审批局", "行政审批局 改好的.xlsx", _day(6, 27), fault="mended", mended=True),
    HandIn("县人社局", "县人社局.xlsx", _day(6, 27), fault="unreadable"),
)
"""Who hands in how; of the others April and May come in as they should, and 县税务局 hands in nothing for June."""

SETTLED: Final[tuple[Settled, ...]] = (
    Settled(_day(4, 26), "报送单位待认定", "4月进展表", "县水务局", "电话核实"),
    Settled(_day(4, 26), "表格可能有误", "", "表格或目标有误，已改正", "填报说明已补充"),
    Settled(_day(4, 27), "点名通报", "县市场监管局", "点名", "领导小组办公室审定"),
    Settled(_day(5, 26), "办结认定", "第8.1项", "假办结", "5月25日实地核查，新流程尚未执行"),
    Settled(_day(5, 26), "办结认定", "第15.1项", "认可办结", "云市监〔2022〕19号"),
    Settled(_day(5, 26), "延期", "第19.1项", "同意至2022年9月30日", "县政府第8次常务会议"),
    Settled(_day(5, 27), "销号", "第15.1项", "同意销号", "县领导批示"),
    Settled(_day(5, 27), "点名通报", "县财政局", "点名", "领导小组办公室审定"),
    Settled(_day(6, 9), "超期补报", "县人社局", "计入更正", "县人社局更正说明"),
)
"""What the office decided, and when."""
