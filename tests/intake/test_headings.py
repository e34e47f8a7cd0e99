"""The headings departments write over their columns, and those that only look like one of them."""

from __future__ import annotations

from typing import Final

import pytest

from toolkit.intake.columns import field_of
from toolkit.intake.headings import is_rate

WORDS: Final = {
    "id": "编号 序号 任务序号 指标编码 项目编号 任务代码",
    "task": "任务事项 重点任务 工作任务 任务名称 重点工作事项 主要任务 具体任务 改革任务 年度重点任务 督办事项 项目名称 "
    "任务清单 改革举措 重点工作任务",
    "requirement": "目标要求 年度目标 工作目标 工作要求 考核指标 指标名称 目标任务",
    "due": "完成时限 时间节点 办结时限 计划完成时间 要求完成时间 完成时间节点 预计完成时间 整改时限",
    "target": "目标值 年度目标值 计划完成数 应完成数 任务数 全年目标任务数 指标值",
    "previous": "上期完成值 上月完成数 上月累计完成数 上期值 去年同期值",
    "value": "本期完成值 目前完成数 完成数量 累计完成数量 截至本月底完成数 实际完成数量 当前完成量 指标完成值 任务完成数 "
    "完成率 任务完成率 完成比例 累计完成 6月完成数量 完成情况（数值）",
    "status": "工作状态 当前状态 目前工作状态 完成状态 办理状况 进展状态",
    "completed_on": "完成日期 实际完成时间 办结时间 完成时间",
    "progress": "进展 进度 进展情况 推进情况说明 工作进展情况 目前进展情况 截至目前进展情况 本月工作推进情况 任务落实情况 "
    "贯彻落实情况 年度任务完成情况 进展情况描述 工作成效 主要做法 目前进度 6月份推进情况",
    "problems": "存在困难 存在的主要问题 存在的困难和问题 问题及原因 未完成原因 困难及堵点 存在问题及整改措施",
    "next_steps": "下步计划 下一步工作打算 下阶段工作安排 下月工作计划 后续措施 整改措施 下一步推进计划",
    "coordination": "需领导协调事项 需要上级支持的事项 提请协调问题",
    "evidence": "佐证材料名称 相关附件 支撑材料清单 证明资料",
    "leads": "责任单位 牵头部门 主办单位 承办部门",
    "unit": "计量单位 数量单位",
    "": "上月进展 上月进展情况 项目概况 任务说明 备注 配合单位 联系人 分管领导 得分 工作措施 类别 完成 情况 "
    "全区优化营商环境工作落实情况表",
}


@pytest.mark.parametrize(
    ("field", "word"), [(field, word) for field, words in WORDS.items() for word in words.split()]
)
def test_what_a_heading_means(field: str, word: str) -> None:
    """A heading means its field by the parts it is made of, near misses another or none."""
    assert field_of(word) == field


def test_a_rate_says_that_its_figures_are_per_cent() -> None:
    """完成率 speaks of per cent, 完成数 does not."""
    assert is_rate("完成率")
    assert not is_rate("完成数")
