"""总台账的栏目：each column of the ledger, what stands in it, and how it is reckoned."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.model.facts import Handling
from toolkit.model.plan import Comparator, Kind
from toolkit.model.wording import names
from toolkit.reports.texts import clean, heading

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from toolkit.model.facts import Facts
    from toolkit.model.standing import Standing

    Value = str | float | date | None
    """What a cell holds; None is blank."""

SHEET = "总台账"
HEAD_ROW, FIRST_ROW = 2, 3
"""Rows of 总台账, counted from 0."""

ADDED_UP = frozenset({Kind.COUNT, Kind.INCREASE, Kind.DECREASE, Kind.AVERAGE})
LETTERS = 26
LIMITS = frozenset({Comparator.AT_MOST, Comparator.LESS_THAN})


@dataclass(frozen=True, slots=True)
class Column:
    """
    One column of 总台账.

    ``style`` names a style of :class:`toolkit.reports.book.Book`; ``value`` is what stands in the cell, or
    for a formula its result; ``note`` is printed on sheet 口径说明; ``printed`` columns go on paper, and come
    before the others; one that is ``hidden_if_empty`` is not shown where no row has anything in it.
    """

    field: str
    header: str
    width: float
    style: str
    value: Callable[[Standing, Handling], Value]
    note: str
    printed: bool = True
    hidden_if_empty: bool = False


def _file(standing: Standing) -> str:
    source = standing.source
    if source is None:
        return ""
    return clean(f"{source.file}（代录：{source.told}）" if source.told else source.file)


COLUMNS: tuple[Column, ...] = (
    Column("id", "任务编号", 6.5, "centre", lambda s, _: s.id, "方案任务编号；一项任务有几个目标的，编号为“任务.序号”。"),
    Column("title", "任务名称", 13, "text", lambda s, _: clean(s.title), "方案中的任务名称。"),
    Column("requirement", "目标要求", 18, "text", lambda s, _: clean(s.requirement), "方案原文中的目标；无目标的任务为任务原文的首句。"),
    Column("target", "目标值", 7.5, "number", lambda s, _: s.target, "目标的数值及比较关系；节点任务无数值。"),
    Column("unit", "计量单位", 6.5, "centre", lambda s, _: s.unit or "", "目标值、上期值、本期完成值的单位。"),
    Column("lead", "牵头单位", 11.5, "centre", lambda s, _: s.department, "首位牵头单位，以其填报为准。"),
    Column("supports", "配合单位", 10, "centre", lambda s, _: names(s.supports),
           "责任（配合）单位。没有时隐藏此列。", hidden_if_empty=True),
    Column("due", "完成时限", 14, "day", lambda s, _: s.due_printed, "方案规定时限的最后一天；空白为未规定。"),
    Column("due_now", "调整后时限", 14, "day", lambda s, _: s.due if s.due_before else None,
           "经批准延期后的时限，亮灯和逾期天数按此计算。没有时隐藏此列。", hidden_if_empty=True),
    Column("before", "上期值", 7, "number", lambda s, _: s.value_before, "以前各期最近一次已接收的完成值，仅供对照。"),
    Column("value", "本期完成值", 9, "number", lambda s, _: s.value, "牵头单位本期填报并经接收的值；有疑问未说明的标注“（待核实）”。"),
    Column("completion", "完成率", 7, "percent", lambda s, _: s.completion,
           "累计、增长、下降类：本期完成值÷目标值；月均类：按月填报的为各月之和÷月数÷目标值，填报平均数的为本期完成值÷目标值；水平类（≥）：同前，最高100%；"
           "水平类（≤）：达到为100%，"
           "有基期值的按（基期值－本期值）÷（基期值－目标值）。"),
    Column("expected", "序时进度", 7, "percent", lambda s, _: s.expected, "到报告期末应达到的完成率；空白为该类目标不计序时。"),
    Column("gap", "差距（百分点）", 6.5, "points", lambda s, _: s.gap, "（序时进度－完成率）×100；正数为落后。"),
    Column("state", "工作状态", 6.5, "centre", lambda s, _: s.state, "牵头单位申报的状态；“未报”为本期未收到已接收的填报。"),
    Column("light", "亮灯", 4.5, "light", lambda s, _: s.light.value if s.light else "", "按下列亮灯规则认定；未报的不亮灯。"),
    Column("made_good", "补正", 8, "centre", lambda s, _: s.made_good,
           "上期亮黄、红灯而本期已赶上的，或印发后补正、更正的。印发时的亮灯不改。没有时隐藏此列。", hidden_if_empty=True),
    Column("klass", "研判分类", 7.5, "centre", lambda s, _: s.klass.chinese, "按行计的分类，各类互不重复。"),
    Column("life", "状态", 7, "centre", lambda s, _: s.life or s.stopped, "任务办理的环节，由报送、认定和时限推出；过程见“变更记录”。"),
    Column("verified", "核实情况", 7.5, "centre", lambda _, h: "，".join(filter(None, (h.verified, h.verified_by))),
           "申报办结的核实结果、核实人和时间；“存疑”为填报有疑问未说明，“待核”为申报办结尚未认定。"),
    Column("overdue", "逾期天数", 5.5, "number", lambda s, _: s.overdue_days or None, "完成时限次日起，至报告期末（或查看之日）的天数。"),
    Column("progress", "本期进展情况", 21, "text", lambda s, _: clean(s.progress), "牵头单位填报原文；手机号、身份证号已遮盖。"),
    Column("problems", "存在问题", 13, "text", lambda s, _: clean(s.problems), "牵头单位填报原文。"),
    Column("next_steps", "下步措施", 13, "text", lambda s, _: clean(s.next_steps), "牵头单位填报原文。"),
    Column("coordination", "需协调事项", 9.5, "text", lambda s, _: clean(s.coordination),
           "牵头单位填报原文。没有时隐藏此列。", hidden_if_empty=True),
    Column("why", "研判理由", 21, "text", lambda s, _: s.why, "亮灯所依据的规则和数字。"),
    Column("task_klass", "任务分类", 9, "centre", lambda _s, _h: "",
           "按任务计的分类，写在任务的首行；月通报按此计数。以下各列不打印。", printed=False),
    Column("co_leads", "共同牵头单位", 11, "centre", lambda s, _: names(s.leads[1:]),
           "并列牵头的其他单位；填报与首位不一致的列入存疑清单。没有时隐藏此列。", hidden_if_empty=True, printed=False),
    Column("level", "督办级别", 5, "centre", lambda _s, _h: "", "已发的督办文书的级别，由办公室填写。", printed=False),
    Column("section", "章节", 14, "text", lambda s, _: heading(s.section[-1]) if s.section else "", "方案的末级章节标题。", printed=False),
    Column("start", "起始时间", 12.5, "day", lambda s, _: s.start,
           "本阶段的第一天：方案写明的，或印发当年1月1日，或上一阶段之后；序时进度由此算起。", printed=False),
    Column("reason", "原因认定", 7, "centre", lambda _, h: h.reason,
           "滞后、逾期原因：合理、不合理、待认定；“未说明”为没有填写原因。通报只列名认定点名的单位的“不合理”“未说明”行。没有时隐藏此列。",
           hidden_if_empty=True, printed=False),
    Column("evidence", "佐证材料", 18, "text", lambda s, _: clean(s.evidence), "牵头单位填报的文号或文件名。", printed=False),
    Column("file", "来源文件", 24, "text", lambda s, _: _file(s), "数值所在文件；由办公室代录的，写明来源。", printed=False),
    Column("cell", "来源单元格", 12, "centre", lambda s, _: s.source.cell if s.source else "", "数值在报送文件中的位置。", printed=False),
    Column("original", "原件", 7, "link", lambda _s, _h: "", "报送文件原件。", printed=False),
)  # fmt: skip

AT: dict[str, int] = {column.field: place for place, column in enumerate(COLUMNS)}
"""Where each field stands, columns counted from 0."""


NOTHING = Handling()
"""What is said about a row of which nothing is."""


def widths(facts: Facts) -> tuple[float, ...]:
    """
    Return the width of each column, 0 for one that nothing stands in.

    Half of its room goes to the columns whose long texts make rows high; by the other half the print is larger.
    """
    rows = [(row, facts.handling.get(row.id, NOTHING)) for row in facts.standings]
    found = [
        0.0 if column.hidden_if_empty and not any(column.value(*row) for row in rows) else column.width
        for column in COLUMNS
    ]
    room = sum(column.width - width for column, width in zip(COLUMNS, found, strict=True) if column.printed)
    roomy = [AT[field] for field in _ROOMY if found[AT[field]]]
    for place in roomy:
        found[place] += room / 2 / len(roomy)
    return tuple(found)


_ROOMY = ("requirement", "supports", "progress", "why")


def column_range(field: str, rows: int) -> str:
    """Return the cells of a column over all rows, as another sheet's formula names them."""
    letter = chr(ord("A") + AT[field]) if AT[field] < LETTERS else "A" + chr(ord("A") + AT[field] - LETTERS)
    return f"{SHEET}!${letter}${FIRST_ROW + 1}:${letter}${FIRST_ROW + max(rows, 1)}"


def completion_formula(standing: Standing, target: str, value: str) -> str | None:
    """
    Return the formula of 完成率 over the cells of target and value; None where it is no matter of those two alone.

    A level stops at 100 %; a limit without a baseline is reached or not.  What is reckoned from several months, such as
    an average of monthly figures, has no formula: it would say something else.
    """
    if standing.kind is None or standing.target is None or standing.value is None:
        return None
    if standing.comparator in LIMITS:
        return _limit_formula(standing, target, value)
    if not standing.target or standing.completion is None:
        return None
    reached = standing.value / standing.target
    shares = dict.fromkeys(ADDED_UP, (f"{value}/{target}", reached))
    shares[Kind.LEVEL] = (f"MIN({value}/{target},1)", min(reached, 1.0))
    share, result = shares.get(standing.kind, ("", 0.0))
    same = math.isclose(result, standing.completion, rel_tol=1e-9, abs_tol=1e-9)
    return f'=IF({value}="","",{share})' if share and same else None


def _limit_formula(standing: Standing, target: str, value: str) -> str | None:
    told_by_both = standing.kind in ADDED_UP | {Kind.LEVEL} and standing.completion in {None, 1.0}
    sign = "<" if standing.comparator is Comparator.LESS_THAN else "<="
    return f'=IF({value}="","",IF({value}{sign}{target},1,""))' if told_by_both else None
