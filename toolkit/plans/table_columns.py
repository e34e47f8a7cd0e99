"""表头：what the columns of a plan's table hold, known by their headers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from toolkit.lang import dates
from toolkit.lang.script import fold, shadow

_SOME_YEAR: Final = 2000


@dataclass(frozen=True, slots=True)
class Header:
    """A kind of column, known by its header; the example is a test."""

    field: str
    regex: re.Pattern[str]
    example: str


HEADERS: Final = (
    Header("number", re.compile(r"^(?:序号|编号|任务序号|任务编号|项目编号|no\.?)$", re.IGNORECASE), "序号"),
    Header(
        "lead",
        re.compile(r"牵头(?:责任)?(?:单位|部门)|主办(?:单位|部门)|主责(?:单位|部门)|牵头$"),
        "牵头单位",
    ),
    Header(
        "support", re.compile(r"(?:配合|协办|参与|参加|协同|协助)(?:责任)?(?:单位|部门)|配合$"), "配合单位"
    ),
    Header("charge", re.compile(r"(?:责任|负责|落实|承办|实施|承担)(?:单位|部门|主体)"), "责任单位"),
    Header("due", re.compile(r"时限|完成时间|时间节点|完成期限|时间要求|进度(?:安排|要求)|截止"), "完成时限"),
    Header("section", re.compile(r"类别|领域|专项|板块|分类|一级指标|大项|所属|方面|工作类型"), "工作类别"),
    Header(
        "title",
        re.compile(
            r"^(?:重点|主要|改革|工作|具体|年度|民生|实事)*(?:任务|实事|事项|工作|项目|举措|任务名称|事项名称|项目名称|任务事项|指标名称|二级指标|指标)$"
        ),
        "重点任务",
    ),
    Header(
        "text",
        re.compile(
            r"(?:季度|半年|^20\d\d年|^\d{1,2}月)(?!.{0,6}(?:情况|进展))|内容|目标|措施|要求|举措|任务|标准|成效|成果|指标值|节点|计划"
        ),
        "具体措施",
    ),
)


def of_header(row: dict[int, str]) -> dict[int, str]:
    """Return the kind of each column a row of headers names; cells that are no header are left out."""
    columns: dict[int, str] = {}
    for column, text in row.items():
        plain = fold(text)
        if not plain or len(plain) > len("牵头责任单位及责任人（签字）"):
            continue
        kind = next((header.field for header in HEADERS if header.regex.search(plain)), None)
        if kind is not None:
            columns[column] = kind
    return columns


def stages(row: dict[int, str], columns: dict[int, str]) -> dict[int, str]:
    """Return the headers that are limits of what stands below them: 一季度目标, 2024年目标."""
    return {
        column: header
        for column, header in row.items()
        if columns.get(column) == "text" and dates.limits(f"{shadow(header)},", _SOME_YEAR)
    }


def is_long(row: dict[int, str]) -> bool:
    """Tell whether a row holds text rather than headers."""
    return any(len(text) > len("牵头责任单位及责任人（签字）") for text in row.values())
