"""What the departments of the county report, and how their files go wrong."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

MAY, JUNE = "2022-05", "2022-06"
MONTHS: Final = (MAY, JUNE)

TOWNS: Final = ("城关镇", "河东镇", "白石镇", "龙泉乡", "青山乡", "大坪乡")
ALIASES: Final = {"县市场监管局": ("县市监局", "市监局"), "县人社局": ("县人力资源和社会保障局",)}

VALUES: Final[dict[str, tuple[float, float]]] = {
    "1.1": (1, 1),
    "1.2": (1.5, 1),
    "2.1": (9, 13),
    "4.1": (71.5, 76.2),
    "4.2": (55, 58.4),
    "5.1": (24, 33),
    "6.1": (46, 43),
    "7.1": (3, 4),
    "8.1": (2, 2),
    "8.2": (6, 5),
    "9.1": (99.87, 99.91),
    "10.1": (5, 4),
    "11.1": (3, 3),
    "11.2": (38, 44.5),
    "12.1": (82, 88),
    "13.1": (14.2, 16.8),
    "13.2": (118, 152),
    "14.1": (82, 79),
    "15.2": (31, 33),
    "16.1": (68, 66.5),
    "16.2": (96, 97.5),
    "17.1": (93.1, 94.6),
    "17.2": (6, 8),
    "18.1": (98.4, 98.6),
    "18.2": (32, 33),
    "19.2": (6, 8),
    "21.1": (1120, 1410),
}
"""Row id to the cumulative value reported for May and for June, in the target's own unit."""

PROGRESS: Final[dict[str, tuple[str, str]]] = {
    "1": (
        "企业开办综合窗口已整合登记、刻章、税务、社保环节，5月新设企业平均1.5个工作日办结。",
        "6月起刻章与登记同步办理，新设企业214户，平均1个工作日办结。",
    ),
    "2": (
        "便利店、餐饮、药店等9个行业已发放综合许可证。",
        "新增健身、民宿、书店、宠物诊疗4个行业，累计13个。",
    ),
    "3": (
        "简易注销公示期压缩至20天，办理简易注销67户。",
        "注销一网办理专区上线，6月办理注销91户，其中简易注销74户。",
    ),
    "4": ("完成网办事项梳理，新增可网办事项126项。", "完成堵点整改38个，新增可网办事项72项。"),
    "5": ("新生儿出生、退休等24项“一件事”上线运行。", "灵活就业、企业招工等9项新上线，累计33项。"),
    "6": (
        "联合验收实施细则已完成征求意见，正在修改。一般工业项目审批平均46个工作日。",
        "联合验收实施细则已报县政府审议，联合审图覆盖全部一般工业项目，审批平均43个工作日。",
    ),
    "7": ("城关、河东、白石3个中心完成改造。", "龙泉乡中心建成投用，其余乡镇场地改造尚未开工。"),
    "8": ("低压非居民办电已压缩至2个环节，平均6个工作日。", "推行表箱前置安装，平均办电时间降至5个工作日。"),
    "9": ("完成城区配网改造2条线路，开展带电作业37次。", "完成第3条线路改造，开展带电作业41次。"),
    "10": (
        "外线工程并联审批流程已印发，用水报装平均5个工作日。",
        "取消现场二次踏勘，用水报装平均4个工作日。",
    ),
    "11": (
        "一窗受理覆盖全部登记类型，电子证照累计发放4120本。",
        "电子证照在公积金提取、入学报名中应用，累计发放5230本。",
    ),
    "12": ("出让工业用地11宗，其中“标准地”9宗。", "6月出让工业用地6宗，均为“标准地”。"),
    "13": ("组织银企对接会2场，授信企业41户。", "组织银企对接会1场，累计新增首贷户152户。"),
    "14": ("商事案件繁简分流机制运行，平均审理82天。", "推行要素式审判，平均审理79天。"),
    "15": ("涉企轻微违法免罚清单已于4月26日印发，列入事项62项。", "开展部门联合抽查18次，抽查比例33%。"),
    "16": ("受理欠薪线索54件，按期办结52件。", "受理欠薪线索40件，按期办结39件，1件正在调解。"),
    "17": ("网上申报覆盖率稳步提高，退税平均用时缩短1天。", "新增非接触办税事项16项，网上办税率94.6%。"),
    "18": ("受理诉求126件，按时办结124件。", "受理诉求143件，按时办结141件，走访企业198户（累计）。"),
    "19": ("惠企政策梳理完成，收录政策83条。", "惠企政策清单已定稿，“免申即享”政策上线8项。"),
    "20": (
        "归集公共信用信息21万条，受理信用修复申请17件。",
        "归集公共信用信息24万条，受理信用修复申请23件，办结23件。",
    ),
    "21": ("开展技能培训28班次1120人次。", "新开培训班7个，累计1410人次。"),
}
"""Task to what its department writes for May and for June."""

DONE: Final[dict[str, dict[str, str]]] = {
    MAY: {"15.1": "2022-04-26"},
    JUNE: {"1.1": "2022-06-20", "1.2": "2022-06-24", "8.1": "2022-06-22"},
}
"""Rows claimed done, and since when."""

EVIDENCE: Final = {
    "15.1": "云市监〔2022〕19号",
    "1.1": "开办企业流程说明.pdf",
    "1.2": "6月办件统计.xlsx",
    "8.1": "办电流程公告.pdf",
    "4.1": "网办率统计.xlsx",
}

PROBLEMS: Final[dict[str, tuple[str, str]]] = {
    "6": ("部门间验收标准尚未统一。", "实施细则需县政府常务会议审议，预计7月上旬印发。"),
    "7": ("个别乡镇场地不足。", "14个乡镇中心改造资金未落实，进度滞后。"),
}


@dataclass(frozen=True, slots=True)
class HandIn:
    """
    One file a department drops.

    ``fault`` names what :mod:`toolkit.demo.fill` does to it beyond typing the values; ``name`` is the file's
    name as it arrives, below the inbox.
    """

    department: str
    name: str
    at: datetime
    fault: str = ""
    others: dict[str, str] = field(default_factory=dict)


def _june(day: int, hour: int = 10) -> datetime:
    return datetime(2022, 6, day, hour)


HAND_INS: Final[tuple[HandIn, ...]] = (
    HandIn("县发展改革局", "县发展改革局.xlsx", _june(22)),
    HandIn("县市场监管局", "营商环境进展（市监局）最终版2(1).xlsx", _june(23), fault="wide-digits"),
    HandIn("县行政审批局", "６月填报 行政审批局【盖章】.xlsx", _june(23), fault="below-target"),
    HandIn("县供电公司", "供电公司/填报表.xlsx", _june(23)),
    HandIn("县水务局", "县水务局 6月.xlsx", _june(24)),
    HandIn("县自然资源局", "县自然资源局.xlsx", _june(24), fault="percent-text"),
    HandIn("县财政局", "县财政局.xlsx", _june(24), fault="falls"),
    HandIn("县法院", "法院报送.xlsx", _june(25), fault="copied-text"),
    HandIn("县住建局", "住建局（损坏）.xlsx", _june(25), fault="damaged"),
    HandIn("县人社局", "县人社局.xlsx", _june(27), fault="unreadable"),
)
"""Who hands in June and how; 县税务局 hands in nothing."""

TWICE: Final = HandIn("县发展改革局", "县发展改革局 (2).xlsx", _june(23))
MENDED: Final = HandIn("县行政审批局", "行政审批局 改好的.xlsx", _june(27), fault="mended")
