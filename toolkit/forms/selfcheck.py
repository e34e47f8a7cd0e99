"""
自检: the formula in which a row tells the department what is still wrong with it.

It uses only functions that Excel 2007, WPS and LibreOffice share, and reads what people really type in
本期完成值: ``98``, ``98%``, ``９８``, ``1,200``, ``5个工作日``.  Numbers and dates of the target are written
into the formula, so that it depends on no other row and no other sheet.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from toolkit.forms.wording import number
from toolkit.model.layout import ADJUST_COLUMN, FORM
from toolkit.model.plan import Basis, Comparator, Kind
from toolkit.model.returns import Status

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from toolkit.model.form import FormRow
    from toolkit.model.returns import Entry

BLANK: Final = "待填写"
PASSED: Final = "通过"
UNASKED: Final = "不用填"
"""How 自检 ends in a row that asks nothing."""

PERCENT = "%"
MOST_PERCENT = 100
FRACTION_BELOW = 10
"""A percentage of at least this much wanted makes a figure up to 1 look like a fraction (0.98)."""

_MISSES = {
    Comparator.AT_LEAST: "<",
    Comparator.MORE_THAN: "<=",
    Comparator.AT_MOST: ">",
    Comparator.LESS_THAN: ">=",
}
_STATUSES = "".join(f"|{status}" for status in Status) + "||"
"""Closed by two bars, so that a blank status is found too: it has a remark of its own."""
_DATE_MARKS = (("年", "-"), ("月", "-"), ("日", ""), ("号", ""), (".", "-"), ("/", "-"))
_NO_DAY = "|/|-|—|无|"
"""What stands in 完成日期 for none."""
_FILLED = tuple(column.field for column in (*FORM, ADJUST_COLUMN) if column.filled_by == "department")


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to say, and the formula that is true when it has to be said."""

    when: str
    says: str


@dataclass(frozen=True, slots=True)
class Cells:
    """The addresses of a row's cells: ``cells["value"]`` is ``I5``."""

    row: int

    def __getitem__(self, name: str) -> str:
        return f"{LETTERS[name]}{self.row}"


LETTERS = {column.field: chr(ord("A") + i) for i, column in enumerate((*FORM, ADJUST_COLUMN))}
"""Column letters of the form, field name to letter."""


def formula(row: FormRow, at: int, *, overdue: bool, latest: date) -> str:
    """
    Return the formula of one row.

    ``at`` is the row's number in the sheet; ``overdue`` whether its time limit has passed; ``latest`` the
    last day that may stand in 完成日期.
    """
    cells = Cells(at)
    remarks = "&".join(
        f'IF({remark.when},"；{remark.says}","")' for remark in _remarks(row, cells, latest, overdue=overdue)
    )
    checked = f'SUBSTITUTE("{PASSED}"&{remarks},"{PASSED}；","")'
    everything, blank = "&".join(cells[name] for name in _FILLED), untouched(row)
    return (
        f'=IFERROR(IF({everything}="","{blank}",'
        f'IF({cells["unchanged"]}<>"",{_unchanged(row, cells)},{checked})),"请检查本行填写内容")'
    )


def untouched(row: FormRow) -> str:
    """Return what 自检 says of a row with nothing in it: to be filled in, or how it stands where nothing is asked."""
    return f"{row.state}，{UNASKED}" if row.state else BLANK


def _remarks(row: FormRow, cells: Cells, latest: date, *, overdue: bool) -> Iterator[Remark]:
    status, done = cells["status"], f'{cells["status"]}="{Status.DONE}"'
    yield Remark(f'{status}=""', "请填工作状态")
    yield Remark(f'ISERROR(FIND("|"&{status}&"|","{_STATUSES}"))', "工作状态请从下拉列表中选")
    if row.target is not None and row.target.numeric:
        yield from _of_value(row, cells)
    yield from _of_completion(cells, latest)
    silent = f'{status}<>"{Status.NOT_STARTED}",TRIM({cells["progress"]})=""'
    yield Remark(f"AND({silent})", "请填进展情况")
    if overdue:
        yield Remark(f'AND(NOT({done}),TRIM({cells["problems"]})="")', "逾期须说明原因")
    evidence = "请填佐证材料" if row.target and row.target.numeric else "节点已完成请填佐证材料"
    yield Remark(f'AND({done},TRIM({cells["evidence"]})="")', evidence)
    yield Remark(f'AND({status}="{Status.ADJUST}",{cells["adjust_to"]}="")', "请填申请调整至")


def _of_completion(cells: Cells, latest: date) -> Iterator[Remark]:
    done, day = f'{cells["status"]}="{Status.DONE}"', cells["completed_on"]
    limit, read = f"DATE({latest.year},{latest.month},{latest.day})", _day(day, latest.year)
    none = f'ISNUMBER(FIND("|"&TRIM({day})&"|","{_NO_DAY}"))'
    yield Remark(f'AND({done},{day}="")', "请填完成日期")
    yield Remark(f'AND({day}<>"",OR({done},NOT({none})),ISERROR({read}))', "请填日期")
    yield Remark(f"IFERROR({read}>{limit},FALSE)", f"完成日期不能晚于{latest.month}月{latest.day}日")


def _day(cell: str, year: int) -> str:
    """
    Return the formula of the day a cell holds, typed as a date or as text; an error where there is none.

    Text is brought to the ISO form, which every program reads alike; a day without a year is one of ``year``.
    """
    text = f"TRIM(ASC({cell}))"
    for mark, plain in _DATE_MARKS:
        text = f'SUBSTITUTE({text},"{mark}","{plain}")'
    typed = f'IFERROR(DATEVALUE("{year}-"&{text}),DATEVALUE({text}))'
    return f"IF(ISNUMBER({cell}),{cell},{typed})"


def _of_value(row: FormRow, cells: Cells) -> Iterator[Remark]:
    target, value, status = row.target, cells["value"], cells["status"]
    if target is None:
        return
    read = _reading(value, target.unit)
    due_now = (
        f'{status}="{Status.DONE}"' if target.kind is Kind.ANNUAL else f'{status}<>"{Status.NOT_STARTED}"'
    )
    yield Remark(f'IF({value}="",{due_now},ISERROR({read}))', "请填数字")
    if target.basis is Basis.LEVEL:
        yield Remark(f"IFERROR({read}<0,FALSE)", "不能填负数")
        if target.unit == PERCENT:
            yield Remark(f"IFERROR({read}>{MOST_PERCENT},FALSE)", "超过100%，请核实")
    if target.value is not None and target.unit == PERCENT and target.value >= FRACTION_BELOW:
        yield Remark(f"IFERROR(AND({read}>0,{read}<=1),FALSE)", "百分之九十八请填98，请核实")
    if target.value is not None and target.comparator is not None:
        misses = f"IFERROR({read}{_MISSES[target.comparator]}{number(target.value)},FALSE)"
        yield Remark(f'AND({status}="{Status.DONE}",{misses})', "未达目标值，不能填已完成")
    if target.kind is Kind.COUNT and row.previous is not None and row.previous.value is not None:
        yield Remark(f"IFERROR({read}<{number(row.previous.value)},FALSE)", "比上期减少，请核实")


def _unchanged(row: FormRow, cells: Cells) -> str:
    """Return what is said of a ticked row: fine, unless nothing came before or another answer stands there."""
    if row.previous is None:
        return '"首次填报，不能勾本期无变化"'
    same = _same_value(row, row.previous, cells)
    if row.previous.status is None:
        return same
    status, clash = cells["status"], "已勾无变化，又改了工作状态，请改其中一处"
    return f'IF(AND({status}<>"",{status}<>"{row.previous.status}"),"{clash}",{same})'


def _same_value(row: FormRow, previous: Entry, cells: Cells) -> str:
    if row.target is None or not row.target.numeric or previous.value is None:
        return f'"{PASSED}"'
    same = f"ABS({_reading(cells['value'], row.target.unit)}-{number(previous.value)})<0.000001"
    clash = "已勾无变化，又填了新数值，请改其中一处"
    return f'IF({cells["value"]}="","{PASSED}",IF({same},"{PASSED}","{clash}"))'


def _reading(value: str, unit: str | None) -> str:
    """
    Return the formula of the number a value cell holds; an error where there is none.

    A percentage typed into a plain cell becomes 0.98 in percent format: ``CELL`` tells it from a bare
    0.98.  Text is brought to half width and freed of thousands marks, spaces and the target's own unit.
    """
    text = f"ASC({value})"
    for mark in (",", " ", *([unit] if unit else [])):
        text = f'SUBSTITUTE({text},"{mark.replace(chr(34), chr(34) * 2)}","")'
    as_number = value
    if unit == PERCENT:
        as_number = f'IF(LEFT(CELL("format",{value}))="P",ROUND({value}*100,8),{value})'
    return f"IF(ISNUMBER({value}),{as_number},VALUE({text}))"
