"""文字：what is told besides figures."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from toolkit.checks.rule import Fault, Missing, Need, Severity, on_row
from toolkit.checks.switches import LONG
from toolkit.lang.script import fold
from toolkit.model.returns import Status

if TYPE_CHECKING:
    from toolkit.checks.row import Row

_PERSONAL: Final = re.compile(r"(?<!\d)(?:1[3-9]\d{9}|\d{17}[\dXx])(?!\d)")
_FIGURES: Final = re.compile(r"\d{11}")
"""The fewest together in a personal number; looked for first, being found or missed much sooner."""
_TEXTS: Final = ("progress", "problems", "next_steps", "coordination")


@on_row(
    "X01",
    "progress-missing",
    "进展情况未填",
    Severity.WARNING,
    looks_at=("progress",),
    todo="请简要写明本期做了什么；确无进展的请写“本期无进展”。",
    missing=Missing.FAULT,
    source="practice 2.3 (零报告), 3.1",
    needs=Need.SILENT,
)
def progress_missing(row: Row) -> Fault | None:
    """Find an answered row that tells nothing; what has not begun may be silent."""
    entry = row.entry
    if entry.progress or "progress" not in entry.cells or entry.status is Status.NOT_STARTED:
        return None
    return Fault(found="进展情况是空的", wanted="本期进展", field="progress")


@on_row(
    "X02",
    "progress-too-long",
    "进展情况过长",
    Severity.NOTICE,
    looks_at=("progress",),
    todo="请压缩字数，详细情况可另附。",
    source="practice 3.1",
    needs=Need.LONG,
)
def progress_too_long(row: Row) -> Fault | None:
    """Tell of a text that no bulletin can take."""
    if not row.entry.progress:
        return None
    length, most = len(fold(row.entry.progress)), row.context.number(LONG)
    if length <= most:
        return None
    return Fault(found=f"进展情况有{length}字", wanted=f"不超过{most:.0f}字", field="progress")


@on_row(
    "X03",
    "personal-data",
    "文字里有手机号或身份证号",
    Severity.NOTICE,
    looks_at=_TEXTS,
    todo="请删去个人信息，通报里不会刊出。",
    source="practice 6.58",
    needs=Need.PERSONAL,
)
def personal_data(row: Row) -> Fault | None:
    """Tell of a mobile or identity number in a text."""
    for field in _TEXTS:
        text = getattr(row.entry, field)
        if text and _FIGURES.search(folded := fold(text)) and _PERSONAL.search(folded):
            return Fault(found="文字里有手机号或身份证号", wanted="不含个人信息", field=field)
    return None


@on_row(
    "X04",
    "said-in-comment",
    "内容写在批注、文本框里，或划了删除线",
    Severity.WARNING,
    looks_at=("value", *_TEXTS, "evidence"),
    todo="请把内容直接填到格子里，或确认按现在读到的登记。",
    source="practice 6.51",
    needs=Need.DOUBTFUL,
)
def said_in_comment(row: Row) -> Fault | None:
    """Find answers taken from comments on empty cells, struck through, or beside a text box."""
    told = {field: said for field, said in row.entry.doubtful.items() if field != "unit"}
    if not told:
        return None
    return Fault(found="；".join(told.values()), wanted="内容清楚地填在格子里", field=next(iter(told)))
