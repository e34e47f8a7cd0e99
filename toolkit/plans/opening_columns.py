"""Which row of an office's own ledger names the columns, and what stands in each; headers of one or two rows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from toolkit.lang.script import fold

if TYPE_CHECKING:
    from toolkit.plans.opening_grid import Grid

SEARCHED_ROWS: Final = 15
_LONGEST: Final = 24
_FEWEST: Final = 3
_BRACKETS: Final = re.compile(r"[(（【\[][^()（）【】\[\]]*[)）】\]]")


@dataclass(frozen=True, slots=True)
class Heading:
    """A kind of column, known by its heading; the examples are a test."""

    field: str
    regex: re.Pattern[str]
    examples: tuple[str, ...]


def _h(field: str, regex: str, *examples: str) -> Heading:
    return Heading(field, re.compile(regex, re.IGNORECASE), examples)


HEADINGS: Final = (
    _h("number", r"^(?:序号|编号|(?:任务|项目|事项|指标)(?:序号|编号|编码)|no\.?)$", "序号", "任务编号"),
    _h("support", r"(?:配合|协办|参与|参加|协同|协助)(?:责任)?(?:单位|部门)?$", "配合单位", "协办部门"),
    _h("lead", r"(?:牵头|主办|主责)(?:责任)?(?:单位|部门)|^牵头$", "牵头单位", "主办部门"),
    _h("charge", r"(?:责任|负责|落实|承办|实施|承担)(?:单位|部门|主体)", "责任单位", "承办单位"),
    _h("person", r"责任人|领导|联系人|联络员|电话", "分管领导", "责任人及电话"),
    _h(
        "completed_on",
        r"(?:办结|销号|销账|实际完成|完成)日期|(?:办结|销号|销账|实际完成|实际办结)时间",
        "完成日期",
        "办结时间",
    ),
    _h(
        "due", r"时限|期限|完成时间|时间节点|时间要求|截止|限时|计划完成|要求完成", "完成时限", "计划完成时间"
    ),
    _h(
        "status",
        r"状态|是否(?:办结|完成|销号)|(?:办结|销号|完成)(?:与否|否)|^(?:已?办结|销号|已?完成)$|办结情况|销号情况",
        "工作状态",
        "是否办结",
    ),
    _h(
        "value",
        r"(?:完成|实际|目前|当前|本期|累计|现状|最新)(?:完成)?(?:值|数|数值|量|数量)$|^累计完成$|完成(?:率|进度|比例|百分比)$|实绩",
        "完成值",
        "目前完成数",
    ),
    _h("target", r"^(?:年度|全年|年初)?(?:目标|计划|任务|指标)(?:值|数|量)$", "目标值", "年度任务数"),
    _h("problems", r"问题|困难|滞后原因", "存在问题"),
    _h("next_steps", r"下一?步|下阶段|打算", "下一步打算"),
    _h(
        "progress",
        r"进展|(?:推进|落实|完成|办理|开展|工作|进度|执行)情况|^进度$",
        "最新进展",
        "落实情况",
        "5月底进展",
    ),
    _h("evidence", r"佐证|证明材料|附件", "佐证材料"),
    _h("section", r"类别|领域|专项|板块|分类|大项|所属|方面|来源|类型", "工作类别", "任务来源"),
    _h("unit", r"^(?:计量单位|数值单位)$", "计量单位"),
    _h(
        "task",
        r"^(?:重点|主要|年度|具体|工作|督办|督查|改革|交办|建设)*(?:任务|事项|工作|项目|举措)(?:名称|事项)?$",
        "任务",
        "重点工作任务",
        "督办事项",
    ),
    _h("requirement", r"目标|要求|内容|措施|标准|举措|指标|成果", "年度目标", "工作内容"),
)
"""The first that fits a heading decides; 备注 and whatever fits none is left alone."""


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a ledger: the row its data begin at, and the columns of each field from left to right."""

    first: int
    columns: dict[str, tuple[int, ...]]

    def has(self, *fields: str) -> bool:
        """Whether any of these fields has a column."""
        return any(name in self.columns for name in fields)

    @property
    def is_ledger(self) -> bool:
        """Whether the table says what is to be done, by whom, and how far it is."""
        return (
            self.has("task", "requirement")
            and self.has("lead", "charge")
            and self.has("progress", "value", "status", "completed_on")
        )


def field_of(heading: str) -> str:
    """Return the field a heading names, ``""`` for none; blanks, brackets and script do not matter."""
    plain = _BRACKETS.sub("", fold(heading)).strip(":：*")
    if not 0 < len(plain) <= _LONGEST:
        return ""
    return next((one.field for one in HEADINGS if one.regex.search(plain)), "")


def find(grid: Grid) -> Header | None:
    """Return the header with the most fields in the first rows of a sheet; None where there is none."""
    best: Header | None = None
    for row in range(min(SEARCHED_ROWS, len(grid.rows))):
        for levels in ((row,), (row, row + 1)) if _two_levels(grid, row) else ((row,),):
            header = _read(grid, levels)
            size = len(header.columns)
            if size >= _FEWEST and (best is None or size > len(best.columns)):
                best = header
    return best


def _read(grid: Grid, levels: tuple[int, ...]) -> Header:
    columns: dict[str, tuple[int, ...]] = {}
    for column in range(grid.width):
        texts = list(dict.fromkeys(filter(None, (grid.text(row, column) for row in levels))))
        if len(levels) > 1 and not _is_heading(grid, levels[-1], column):
            continue
        if len(levels) > 1 and grid.text(levels[-1], column):
            texts = list(dict.fromkeys((_over(grid, levels[0], column), grid.text(levels[-1], column))))
        words = (texts[-1], "".join(texts), texts[0]) if texts else ()
        if name := next(filter(None, map(field_of, words)), ""):
            columns[name] = (*columns.get(name, ()), column)
    if "lead" not in columns and "charge" in columns:
        columns["lead"] = columns.pop("charge")
    return Header(levels[-1] + 1, columns)


def _two_levels(grid: Grid, row: int) -> bool:
    """
    Tell whether a row stands over another: some of its cells are merged across, or down into the next.

    Where no merging is told, the next row is one of headings that begins with a blank.
    """
    merged = any(
        top[0] == row and place[0] in {row, row + 1} and place != top
        for place, top in grid.origin.items()
        if place[0] <= row + 1
    )
    below = [field_of(grid.text(row + 1, column)) for column in range(grid.width)]
    return merged or (not grid.text(row + 1, 0) and sum(map(bool, below)) > 1)


def _over(grid: Grid, row: int, column: int) -> str:
    """Return the heading over a cell of the lower row: its own, or the one to the left it is part of."""
    return next((text for at in range(column, -1, -1) if (text := grid.text(row, at))), "")


def _is_heading(grid: Grid, row: int, column: int) -> bool:
    """Tell whether a cell of the lower row of a header may be one: merged down into it, or short words."""
    if (row, column) in grid.origin:
        return True
    value = grid.value(row, column)
    return value is None or (
        isinstance(value, str) and len(value) <= _LONGEST and not value.strip().isdigit()
    )
