"""
表头用语：what a heading nobody listed means, by the parts offices make headings of.

A heading is a time (目前, 截至本月底), a subject (任务, 重点工作), what was done (完成, 推进) and a kind word (情况,
数量, 率).  The whole of it has to be made of known parts, so that 上月进展 or 项目概况 mean nothing here.  Of two
readings the first in the table counts: 计划完成数 is a target before it is a figure reached.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from toolkit.lang.patterns import when_used

LONGEST: Final = 16
"""Characters of the longest heading; what is longer is text."""

_TIME: Final = when_used(
    r"(?:(?:截至|截止|至)?(?:目前|当前|现在|[本当](?:月底?|期末?|周|季度?|年度?)|今年|年内|近期|月度|季度|每月)"
    r"|截至|截止|最新|主要|具体|总体)(?:为止|的)?"
)
_SUBJECT: Final = r"(?:重点|年度|目标|改革|督办|督查|攻坚|专项|责任|工作|任务|事项|项目|指标|举措|措施)"
_DONE: Final = r"(?:完成|进展|推进|落实|办理|开展|实施|执行|进度|贯彻|整改|办结)"
_AMOUNT: Final = r"(?:总|绝对)?(?:数量|数值|数据|数|量|值|额)"
_RATE: Final = r"(?:率|比例|比率|百分比)"
_TROUBLE: Final = r"(?:问题|困难|难点|堵点|痛点|障碍|短板|不足|瓶颈|薄弱环节|风险|制约因素)"
_AHEAD: Final = r"(?:下一?步|下一?阶段|下一?个?月|下一?期|下一?季度|下一?周|后续|今后)"
_STEP: Final = r"(?:计划|打算|措施|举措|安排|思路|考虑|任务|重点|目标|工作|事项|建议)"
_BEFORE: Final = r"(?:上一?期|上一?个?月|上一?季度?|上次|上年|去年)(?:同期|末|底)?"

_PARTS: Final = tuple(
    (field, when_used(pattern))
    for field, pattern in (
        (
            "previous",
            rf"{_BEFORE}(?:累计|实际)?(?:完成|实现)?(?:任务|指标)?{_AMOUNT}|{_BEFORE}(?:累计|完成)+",
        ),
        (
            "coordination",
            (
                r"(?:需要?|提请|请求|拟请|请)(?:[区县市省]|上级|领导|政府|部门|层面|有关|相关)*"
                r"(?:协调|支持|帮助|协助|研究)(?:解决|研究|的|事项|问题|困难|内容|情况|及|和)*|协调(?:解决)?的?(?:事项|问题)"
            ),
        ),
        (
            "next_steps",
            (
                rf"{_AHEAD}的?(?:主要|重点|拟)?(?:工作|推进|整改|采取|落实)*的?{_STEP}?"
                rf"(?:[和及与]?(?:完成)?(?:时限|时间|{_STEP}))*|(?:整改|解决|改进|应对|拟采取的?)(?:措施|办法|举措)"
            ),
        ),
        (
            "problems",
            (
                rf"(?:工作|推进|任务|落实|完成)*中?(?:存在|遇到|面临|反映)?的?(?:主要|突出)?{_TROUBLE}"
                rf"(?:[和及与或]?(?:存在|主要)?的?(?:{_TROUBLE}|原因|建议|情况|说明|分析))*"
                rf"(?:[和及与](?:整改|解决|{_AHEAD}).*)?|(?:未完成|滞后|未达序时)的?(?:原因|情况)(?:说明|分析)?"
            ),
        ),
        (
            "due",
            (
                r"(?:计划|要求|规定|预计|拟|应|任务|工作|目标)*(?:完成|办结|整改|落实|办理|实施|推进|销号)?的?"
                r"(?:时限|期限|时间节点|节点|截止时间|截止日期|时间要求|时间安排|时间表)(?:要求|安排)?"
                r"|(?:计划|要求|规定|预计|拟|应)(?:完成|办结|销号)(?:时间|日期|时点)"
            ),
        ),
        (
            "target",
            (
                rf"(?:年度|全年|总)*(?:目标|指标|任务|计划)+{_AMOUNT}"
                rf"|(?:年度|全年|总)*(?:计划|应|拟|预计|预期)(?:完成|实现|达到){_AMOUNT}|预期值"
            ),
        ),
        ("completed_on", r"(?:实际|最终)?(?:完成|办结|完结|销号)(?:时间|日期|时点|年月)"),
        (
            "evidence",
            r"(?:相关|有关)?(?:佐证|证明|印证|支撑|证据|备查|附件)(?:材料|资料|附件|文件|照片)*(?:名称|清单|目录)?",
        ),
        ("adjust_to", r"(?:申请|拟)(?:调整|延期)(?:至|后?的?(?:时限|时间|期限))|延期至"),
        ("unchanged", r"(?:有无|是否|无)变化|与上[期月](?:相同|一致|无变化)"),
        ("id", r"(?:任务|指标|项目|工作|事项|举措|目标|原文|方案|台账|总|子)*(?:编号|序号|编码|代码)"),
        ("leads", r"(?:任务|工作)?(?:牵头|责任|主办|主责|承办|落实|实施)(?:责任)?(?:单位|部门)"),
        ("unit", r"(?:数据|数量|指标|计算|数值)单位|量纲"),
        (
            "value",
            (
                rf"{_SUBJECT}*(?:累计|实际|已)*(?:完成|实现|达成|达到|推进|进展|落实|办理|办结)(?:任务|指标|目标|工作)?"
                rf"(?:情况)?(?:{_AMOUNT}|{_RATE})|(?:累计|实际)+(?:完成)?(?:{_AMOUNT}|情况值)?"
            ),
        ),
        ("status", rf"{_SUBJECT}*{_DONE}*(?:状态|状况)"),
        (
            "progress",
            (
                rf"{_SUBJECT}*(?:累计|实际|已)*{_DONE}+的?(?:情况|成效)+(?:说明|描述|简述|概述|汇报|小结)?"
                rf"|{_SUBJECT}*{_DONE}+(?:说明|描述|简述|概述|汇报|小结|动态|内容)|{_SUBJECT}*(?:推进|进展|进度|工作)*(?:进展|进度|推进)"
                rf"|{_SUBJECT}*(?:取得的?)?(?:阶段性)?(?:成效|成果|做法)"
            ),
        ),
        (
            "requirement",
            r"(?:年度|全年|工作|任务|考核|量化|绩效|总体|预期)*(?:目标|指标|要求)+(?:任务|内容|名称|要求|项目)*",
        ),
        (
            "task",
            r"(?:重点|年度|改革|督办|督查|攻坚|专项|责任|分解)*(?:工作|任务|事项|项目|举措)+(?:名称|内容|清单|标题|分解|细化)*",
        ),
    )
)
_PERCENT: Final = when_used(rf"{_RATE}%?$")


@lru_cache(maxsize=4096)
def by_parts(key: str) -> str:
    """Return the field a heading means by the parts it is made of, ``""`` for none; ``key`` has no blanks or marks."""
    if not 1 < len(key) <= LONGEST:
        return ""
    bare = key.rstrip("%")
    plain = bare
    while match := _TIME.match(plain):
        plain = plain[match.end() :]
    return next((field for field, shape in _PARTS if shape.fullmatch(bare) or shape.fullmatch(plain)), "")


def is_rate(key: str) -> bool:
    """Whether a heading says that its figures are per cent: 完成率, 完成比例."""
    return bool(_PERCENT.search(key))
