"""
月通报的字段：every name a clerk may use in the template, and what stands in its place.

A mapping is a record, used as ``{{ 办结.项数 }}``; a list is gone through with ``{%p for … in … %}`` in
paragraphs and ``{%tr for … in … %}`` in rows of a table.
"""

from __future__ import annotations

from typing import Any

_COUNT = {"项数": "任务数", "占比": "百分比，一位小数，不带百分号"}
_NAMED = {
    "数量": "任务数",
    "任务": [
        {
            "单位": "首位牵头单位",
            "编号": "任务编号",
            "名称": "任务名称",
            "情况": "时限、目前值、差距或逾期天数",
        }
    ],
    "其余": "正文未列出的任务数",
}
_ROW = {
    "序号": "从1起的序号", "编号": "任务编号", "名称": "任务名称", "要求": "目标要求", "单位": "牵头单位",
    "时限": "完成时限", "目标": "目标值带单位", "完成": "本期完成值带单位", "完成率": "百分比", "状态": "工作状态",
    "分类": "研判分类", "灯": "亮灯", "底色": "亮灯的底色", "逾期": "逾期天数", "问题": "存在问题", "措施": "下步措施",
}  # fmt: skip

FIELDS: dict[str, Any] = {
    "方案名称": "方案的名称，不带书名号",
    "文号": "方案的发文字号，可能为空",
    "期别": "如6月份、2022年第二季度",
    "上期": "如上月、上季度",
    "截止日期": "数据截止的日子",
    "主送单位": "通报发给谁",
    "机制原文": "方案中要求通报的原话，可能为空",
    "署名": "发文单位",
    "汇总单位": "收整改情况的单位",
    "成文日期": "通报印发的日子",
    "整改日期": "整改情况报送的最后一天",
    "任务数": "方案任务总数",
    "目标数": "量化目标和节点总数",
    "办结": _COUNT,
    "达到序时": _COUNT,
    "滞后": _COUNT,
    "逾期": _COUNT,
    "未到节点": _COUNT,
    "未报": _COUNT,
    "待核实": "申报办结而尚未核实的目标数",
    "有上期": "有没有上期数据（是或否）",
    "新增办结": "任务数",
    "黄转绿": "任务数",
    "转红": "任务数",
    "进展": [{"序号": "一、二、三", "章节": "章节名称", "内容": "各单位进展，以句号结尾"}],
    "逾期任务": _NAMED,
    "滞后任务": _NAMED,
    "共性问题": [{"序号": "一、二、三", "问题": "填报原文", "单位": "提出的单位"}],
    "应报": "家数",
    "按时": "家数",
    "迟报": "家数",
    "未报单位数": "家数",
    "退回": "家次",
    "迟报名单": "单位名单，可能为空",
    "未报名单": "单位名单，可能为空",
    "督促单位": "有逾期或滞后任务的牵头单位名单，可能为空",
    "评分": [{"序号": "从1起的序号", "单位": "单位", "得分": "总分", "说明": "加减分的理由"}],
    "一览表": [_ROW],
    "清单": [_ROW],
    "报送": [
        {"序号": "从1起的序号", "单位": "单位", "状态": "报送状态", "时间": "报送时间", "迟报": "是或否",
         "次数": "报送次数", "退回": "退回次数", "存疑": "存疑数"}
    ],
}  # fmt: skip


def trial(shape: Any = None) -> Any:  # noqa: ANN401 -- records, lists and words, nested as the template nests them
    """Return a context that has every field once, to try a template on."""
    shape = FIELDS if shape is None else shape
    if isinstance(shape, dict):
        return {name: trial(inner) for name, inner in shape.items()}
    return [trial(inner) for inner in shape] if isinstance(shape, list) else "1"
