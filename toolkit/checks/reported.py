"""前后：what the return says now against its own words, and against what it was compared with before."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from toolkit.checks.rule import Fault, Need, Severity, State, on_row
from toolkit.lang.cells import read_value
from toolkit.lang.script import fold
from toolkit.model import wording
from toolkit.model.plan import Kind
from toolkit.model.returns import Status

if TYPE_CHECKING:
    from toolkit.checks.row import Row

_SAID: Final = frozenset(State)
_NUMBER: Final = r"(\d+(?:\.\d+)?)(?![\d.]|月|日|年|号|次会|%)"
_THIS_MONTH: Final = re.compile(
    rf"(?:本月|当月|本期)[^,;。0-9累共]{{0,12}}?(?:新增|增加|完成|办理|建成|办结)[^,;。0-9累共]{{0,8}}?{_NUMBER}"
)
_BASELINE: Final = re.compile(
    r"(?:基数|基期数?|基准数?|上年同期|去年同期)(?:为|是|:|调整为|改为|修订为)?约?(\d+(?:\.\d+)?)"
)
_TELLING: Final = re.compile(r"[基口范範]|同期")
"""Some character of what a baseline or its change is told with; looked for first."""
_REBASED: Final = re.compile(
    r"(?:基数|基期|基准|口径|统计范围)[^,;。]{0,6}?(?:调整|变更|变化|改为|修订|重新核定|重新核算|不一致)|"
    r"(?:调整|变更|修订|重新核定|重新核算)(?:了)?[^,;。]{0,6}?(?:基数|基期|基准|口径|统计范围)"
)
_OF_A_BASELINE: Final = re.compile("[基口统同]")
"""A character without which no text speaks of a baseline; looked for first, being missed much sooner."""


@on_row(
    "H05",
    "month-for-total",
    "累计数像是当月数",
    Severity.WARNING,
    looks_at=("value", "progress", "previous"),
    todo="本期完成值请填累计数（上期累计数加本月数）；确是累计数的，请改写文字。",
    source="practice 6.26",
    needs=Need.COUNT | Need.BEFORE | Need.MONTHLY,
)
def month_for_total(row: Row) -> Fault | None:
    """Find a running total that is the very figure the text gives for this month; one that fell is rule H01's."""
    value, before, target = row.entry.value, row.before, row.target
    if target is None or target.kind is not Kind.COUNT or value is None or before is None or not before.value:
        return None
    if value < before.value or before.value < 0 or _of_this_month(row) != value:
        return None
    shown = wording.number(value)
    total = wording.amount(round(value + before.value, 9), target.unit)
    return Fault(
        found=f"进展情况写本月{shown}，本期完成值也是{shown}，上期累计已有{wording.number(before.value)}",
        wanted=f"累计数，约为{total}",
        field="value",
    )


@on_row(
    "H06",
    "baseline-changed",
    "基数或统计口径变了",
    Severity.WARNING,
    looks_at=("progress", "problems"),
    todo="请写明调整的依据（文号）和调整前后的数；没有依据的，请按原基数和口径填报。",
    source="practice 3.2 (baseline), 6.13",
    needs=Need.NUMERIC | Need.REBASED,
)
def baseline_changed(row: Row) -> Fault | None:
    """Find a baseline named that is not the plan's or not last period's, or words that say it was changed."""
    if row.target is None or not row.target.numeric:
        return None
    for field in ("progress", "problems"):
        text = fold(getattr(row.entry, field))
        if not _OF_A_BASELINE.search(text):
            continue
        text = text.replace("，", ",").replace("；", ";")
        if found := _other_baseline(row, text) or _rebased(text):
            return Fault(found=found, wanted="原来的基数和口径，或调整的依据", field=field)
    return None


@on_row(
    "H07",
    "begun-then-not",
    "以前推进中，本期填未启动",
    Severity.WARNING,
    looks_at=("status", "previous"),
    todo="请核实工作状态；确已停下的，请在“存在问题”说明原因。",
    source="practice 2.2, 6.31",
    needs=Need.NOT_STARTED | Need.BEFORE,
)
def begun_then_not(row: Row) -> Fault | None:
    """Find a row under way before that is said not to have begun."""
    if row.entry.status is not Status.NOT_STARTED or row.before is None:
        return None
    if row.before.status is not Status.ONGOING:
        return None
    return Fault(found="上期填“推进中”，本期填“未启动”", wanted="与上期衔接的状态", field="status")


@on_row(
    "H08",
    "text-adds-figure-stays",
    "文字说有新增，累计数没有变",
    Severity.WARNING,
    looks_at=("value", "progress", "previous"),
    todo="请核实：本月有新增的，请把本期完成值改为累计数；没有新增的，请改正文字。",
    source="practice 6.26, 6.31",
    needs=Need.COUNT | Need.BEFORE | Need.MONTHLY,
)
def text_adds_figure_stays(row: Row) -> Fault | None:
    """Find a text that gives a figure for this month beside a running total that is last period's."""
    value, before, target = row.entry.value, row.before, row.target
    if target is None or target.kind is not Kind.COUNT or value is None or before is None:
        return None
    month = _of_this_month(row) if before.value == value else None
    if not month or month == value:
        return None
    return Fault(
        found=f"进展情况写本月{wording.number(month)}，累计数仍是上期的{wording.number(value)}",
        wanted="文字与累计数一致",
        field="value",
    )


@on_row(
    "H09",
    "previous-edited",
    "上期完成值被改动",
    Severity.WARNING,
    looks_at=("previous",),
    todo="上期完成值以接收的为准，改动不予采用；上期填错的，请在“存在问题”说明应是多少。",
    source="practice 6.13, 6.27",
    states=_SAID,
    needs=Need.CARRIED,
)
def previous_edited(row: Row) -> Fault | None:
    """
    Find a locked 上期完成值 that came back as another figure: what this month is compared with was changed.

    A figure accepted after the forms went out cannot stand in one.
    """
    before, target = row.before, row.target
    written = row.entry.issued_previous
    if before is None or before.value is None or target is None or not written or _came_after_the_form(row):
        return None
    if written == wording.number(before.value):
        return None
    number = read_value(written, target.unit).number
    if number is None or number == before.value:
        return None
    return Fault(found=f"上期完成值成了“{written}”", wanted=wording.number(before.value), field="previous")


def _came_after_the_form(row: Row) -> bool:
    accepted = row.context.previous.get((row.entry.plan, row.entry.id))
    out = row.context.deadlines.dispatch.date()
    return accepted is not None and accepted.received is not None and accepted.received > out


def _of_this_month(row: Row) -> float | None:
    """Return the figure the text gives for this month alone, None where it gives none."""
    if not row.entry.progress:
        return None
    match = _THIS_MONTH.search(fold(row.entry.progress).replace("，", ",").replace("；", ";"))
    return float(match[1]) if match else None


def _other_baseline(row: Row, text: str) -> str:
    match = _BASELINE.search(text)
    known = _known_baseline(row) if match else None
    if match is None or known is None or float(match[1]) == known:
        return ""
    return f"写的基数是{wording.number(float(match[1]))}，以前是{wording.number(known)}"


def _known_baseline(row: Row) -> float | None:
    """Return the plan's baseline, or the one last period's text named."""
    if row.target is not None and row.target.baseline is not None:
        return row.target.baseline
    texts = (row.before.progress, row.before.problems) if row.before else ()
    match = next(filter(None, (_BASELINE.search(fold(text)) for text in texts)), None)
    return float(match[1]) if match else None


def _rebased(text: str) -> str:
    match = _REBASED.search(text)
    return f"文字里写“{match[0]}”" if match else ""
