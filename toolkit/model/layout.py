"""
Sheet layouts that forms write and intake reads (``contract``: headers and sheet names).

A header may be found under any of its aliases, compared without spaces, line breaks, brackets' contents
and script; the first name is the one we write.
"""

from __future__ import annotations

from dataclasses import dataclass

FORM_SHEET = "填报表"
FORM_HELP_SHEET = "填报说明"
SUPPORT_SHEET = "配合事项"
NODES_SHEET = "节点安排"
LISTS_SHEET = "_选项"
META_SHEET = "_填报信息"
CORRECTIONS_SHEET = "修改清单"
WHOLE_FILE = "整份文件"
"""Where a fault of the whole file stands, in the list of corrections."""
ANSWERED = "；单位说明："
"""What stands between a question and the department's answer to it."""
REVIEW_MARK = "【审核意见】"
"""How a comment of ours begins in a marked copy; a department's own comments do not."""

PLAN_SHEET = "方案"
TASKS_SHEET = "任务"
TARGETS_SHEET = "指标"
OPENING_SHEET = "期初"
DIRECTORY_SHEET = "单位名录"
PARAMETERS_SHEET = "参数"
DOUBTS_SHEET = "待确认"
PLAN_META_SHEET = "_方案信息"
DIRECTORY_META_SHEET = "_名录信息"
"""Very hidden, in 单位名录.xlsx: column A a key, column B its value; the one key is ``office``."""

MAX_SHEET_NAME = 31

TICK = "√"
NO_PROGRESS = ("本月无进展", "本期无进展", "无进展")


@dataclass(frozen=True, slots=True)
class Column:
    """
    One column of a sheet.

    ``width`` is in characters of the default font; ``filled_by`` is ``office`` (locked, pre-filled),
    ``department`` (unlocked) or ``formula``.
    """

    field: str
    header: str
    width: float
    filled_by: str = "office"
    aliases: tuple[str, ...] = ()


FORM: tuple[Column, ...] = (
    Column("id", "编号", 8, aliases=("序号", "任务编号", "指标编号", "任务序号", "项目编号")),
    Column(
        "task",
        "工作任务",
        24,
        aliases=("任务名称", "重点工作任务", "重点任务", "任务", "工作事项", "工作内容"),
    ),
    Column(
        "requirement", "目标要求", 30, aliases=("年度目标", "工作目标", "目标任务", "指标要求", "任务目标")
    ),
    Column("due", "完成时限", 12, aliases=("时限", "完成期限", "时限要求", "截止时间", "计划完成时间")),
    Column("target", "目标值", 9, aliases=("指标值", "目标数", "计划值", "目标数值")),
    Column("unit", "计量单位", 9, aliases=("单位", "数值单位")),
    Column("previous", "上期完成值", 10, aliases=("上期值", "上月完成值", "上月值")),
    Column("unchanged", "本期无变化", 8, "department", aliases=("无变化", "本月无变化")),
    Column(
        "value",
        "本期完成值",
        11,
        "department",
        aliases=(
            "完成值",
            "完成进度",
            "本期值",
            "累计完成值",
            "本月完成值",
            "实际完成值",
            "完成数",
            "目前完成值",
            "完成情况值",
            "当前值",
            "累计完成数",
            "完成进度%",
        ),
    ),
    Column(
        "status",
        "工作状态",
        10,
        "department",
        aliases=("状态", "进展状态", "办理状态", "完成状态", "推进状态"),
    ),
    Column(
        "completed_on",
        "完成日期",
        12,
        "department",
        aliases=("完成时间", "办结日期", "实际完成时间", "办结时间"),
    ),
    Column(
        "progress",
        "进展情况",
        40,
        "department",
        aliases=(
            "本期进展情况",
            "工作进展",
            "本月进展情况",
            "进展",
            "推进情况",
            "工作进展情况",
            "目前进展",
            "落实情况",
        ),
    ),
    Column(
        "problems",
        "存在问题",
        22,
        "department",
        aliases=("问题", "存在的问题", "困难和问题", "存在困难", "存在问题及原因"),
    ),
    Column(
        "next_steps",
        "下一步措施",
        22,
        "department",
        aliases=(
            "下步措施",
            "下一步打算",
            "下步措施及时限",
            "下一步工作",
            "下一步计划",
            "下步计划",
            "下一步工作措施",
        ),
    ),
    Column(
        "coordination",
        "需协调事项",
        16,
        "department",
        aliases=("需协调解决事项", "需要协调事项", "需协调解决的问题"),
    ),
    Column("evidence", "佐证材料", 16, "department", aliases=("佐证", "证明材料", "附件", "佐证材料名称")),
    Column("check", "自检", 20, "formula", aliases=("自查",)),
)
ADJUST_COLUMN = Column(
    "adjust_to", "申请调整至", 12, "department", aliases=("申请调整时限", "调整至", "调整后时限")
)
"""Optional, after 自检: the date or value a department asks for with 申请调整."""

FORM_HEADER_FIELDS: tuple[tuple[str, str], ...] = (
    ("department", "填报单位"),
    ("period", "报告期"),
    ("filler", "填报人"),
    ("phone", "联系电话"),
    ("filled_on", "填报日期"),
)
"""The row above the header row: label cell, then the value in the cell after it."""

TITLE_ROW, FIELDS_ROW, HEADER_ROW, FIRST_ROW = 1, 2, 3, 4
"""Rows of a sheet of the form, counted from 1."""

META_KEYS = ("office", "department", "period", "form_version", "plans")
"""Column A of the very hidden sheet; column B holds the value; ``plans`` is JSON: {plan id: version}."""

META_SOURCE = "source"
"""A further key of the hidden sheet, on a form a clerk fills in on a department's behalf: how it was told."""

FORM_VERSION = 1


def form_sheet(plan_id: str, plans: int) -> str:
    """Return the name of a plan's sheet in a form over so many plans."""
    return FORM_SHEET if plans == 1 else f"{FORM_SHEET}·{plan_id}"[:MAX_SHEET_NAME]


NODE_COLUMNS: tuple[Column, ...] = (
    Column("id", "编号", 9, aliases=("任务编号",)),
    Column("task", "工作任务", 30),
    Column("name", "节点", 40, "department", aliases=("阶段节点", "节点名称")),
    Column("due", "计划完成日期", 16, "department", aliases=("计划完成时间", "节点时间")),
    Column("value", "应达值", 12, "department", aliases=("应达值（选填）",)),
    Column("done_on", "实际完成日期", 16, "department", aliases=("实际完成时间",)),
)
"""Sheet 节点安排, one a plan as the sheets of rows are: a line a node, several a row."""

NODES_HEADER_ROW = 3
"""Where its header stands, counted from 1."""


def nodes_sheet(plan_id: str, plans: int) -> str:
    """Return the name of a plan's sheet of nodes in a form over so many plans."""
    return NODES_SHEET if plans == 1 else f"{NODES_SHEET}·{plan_id}"[:MAX_SHEET_NAME]


PLAN_FIELDS: tuple[tuple[str, str], ...] = (
    ("id", "方案简称"),
    ("title", "方案名称"),
    ("issuer", "发文机关"),
    ("number", "发文字号"),
    ("issued", "印发日期"),
    ("draft", "是否征求意见稿"),
)
"""Sheet 方案: columns 项目 | 内容 | 原文; one row a field."""

TASK_COLUMNS: tuple[Column, ...] = (
    Column("id", "任务编号", 9),
    Column("no", "原文编号", 9),
    Column("section", "章节", 18),
    Column("title", "任务名称", 24),
    Column("leads", "牵头单位", 18),
    Column("supports", "配合单位", 26),
    Column("flags", "任务标记", 9),
    Column("confidence", "可信度", 8),
    Column("doubt", "待确认", 22),
    Column("role_quote", "责任原文", 28),
    Column("text", "任务原文", 60),
)
"""Sheet 任务: sections are joined by `` / ``, names by ``、``, flags by ``、``."""

TARGET_COLUMNS: tuple[Column, ...] = (
    Column("id", "指标编号", 9),
    Column("task", "任务编号", 9),
    Column("title", "任务名称", 18),
    Column("measure", "指标名称", 18),
    Column("kind", "指标类型", 9),
    Column("basis", "数值含义", 9),
    Column("comparator", "比较", 7),
    Column("value", "目标值", 10),
    Column("unit", "计量单位", 10),
    Column("due", "完成时限", 15),
    Column("baseline", "基期值", 8),
    Column("stage", "阶段", 8),
    Column("recurring", "周期要求", 9),
    Column("confidence", "可信度", 8),
    Column("confirmed", "已确认到期", 11),
    Column("doubt", "待确认", 24),
    Column("quote", "原文", 34),
    Column("context", "所在句子", 50),
)
"""Sheet 指标: 任务名称 and 所在句子 are shown for reading only."""

OPENING_COLUMNS: tuple[Column, ...] = (
    Column("id", "编号", 9),
    Column("task", "任务", 36),
    Column("departments", "单位", 20),
    Column("period", "截至报告期", 12),
    Column("value", "完成值", 11),
    Column("unit", "计量单位", 10),
    Column("status", "工作状态", 10),
    Column("completed_on", "完成日期", 15),
    Column("progress", "进展情况", 54),
    Column("doubt", "待确认", 26),
)
"""Sheet 期初, where an office brought a ledger: 任务 and 计量单位 are shown for reading only."""

DIRECTORY_COLUMNS: tuple[Column, ...] = (
    Column("order", "序号", 6),
    Column("name", "单位名称", 28),
    Column("group", "类别", 12),
    Column("aliases", "别名", 36),
    Column("members", "包含单位", 40),
    Column("contact", "联络员", 12),
    Column("phone", "联系电话", 16),
    Column("email", "电子邮箱", 24),
    Column("level", "层级", 8),
    Column("former", "曾用名", 30),
    Column("doubt", "待确认", 30),
)
"""
Sheet 单位名录: aliases, members and former names are joined by ``、``; 包含单位 expands a 群体.

层级 and 曾用名 may be missing in a workbook written before they were kept.
"""

PARAMETER_COLUMNS: tuple[Column, ...] = (
    Column("key", "参数", 26),
    Column("value", "值", 14),
    Column("help", "说明", 70),
)
