"""表头信息：填报单位, 报告期, 填报人 …, wherever around the table a department wrote them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toolkit.intake.grid import Cell, Sheet

_LABELS: Final = (
    ("department", "填报单位", "报送单位", "填报部门", "上报单位", "填表单位", "责任单位", "单位名称"),
    ("period", "报告期", "填报月份", "报告月份", "统计时间", "填报期", "统计月份"),
    ("filler", "填报人", "填表人", "经办人", "联系人", "联络员"),
    ("phone", "联系电话", "联系方式", "电话"),
    ("filled_on", "填报日期", "填表日期", "填报时间", "报送日期", "上报日期", "填表时间"),
)
_FIELD_OF: Final = {word: field for field, *words in _LABELS for word in words}
_ANY: Final = "|".join(sorted(_FIELD_OF, key=len, reverse=True))
_STOP: Final = rf"(?={_ANY}|审核人|负责人|签发|盖章|$)"
_LABEL: Final = re.compile(rf"({_ANY})\s*(?:[（(][^）)]*[）)])?\s*([:：]?)\s*(.*?)\s*{_STOP}", re.DOTALL)
_SIGN_OFF: Final = re.compile(
    rf"\s*(?:{_ANY}|审核人|审核|负责人|单位负责人|分管领导|签字|签发|盖章|公章|备注|注|说明|填报说明|合计|小计|总计)"
    r"\s*(?:[（(][^）)]*[）)])?\s*(?:[:：].*|\d+\s*[.．、:：].*)?",
    re.DOTALL,
)
_KEPT: Final = 64
"""Characters of the longest text of which it is remembered what it names."""


@dataclass(frozen=True, slots=True)
class Label:
    """What stands beside a label, and where."""

    value: Cell
    cell: str


def find_labels(sheet: Sheet, rows: Iterable[int]) -> dict[str, Label]:
    """Return field name to value for the labels in some rows; the first non-empty one of a field wins."""
    found: dict[str, Label] = {}
    for row in rows:
        for column, value in enumerate(sheet.rows[row] if row < len(sheet.rows) else ()):
            if isinstance(value, str) and value.strip():
                for field, label in _in_cell(sheet, row, column, value):
                    if field not in found or (found[field].value == "" and label.value != ""):
                        found[field] = label
    return found


def is_sign_off(text: str) -> bool:
    """Whether a cell below the table belongs to its foot: 填报人：…, 备注：…, 合计."""
    return _signs_off(text) if len(text) <= _KEPT else bool(_SIGN_OFF.fullmatch(text))


@lru_cache(maxsize=4096)
def _signs_off(text: str) -> bool:
    return _SIGN_OFF.fullmatch(text) is not None


def _in_cell(sheet: Sheet, row: int, column: int, text: str) -> list[tuple[str, Label]]:
    return [
        (field, Label(value, sheet.address(row, column)) if value else _beside(sheet, row, column))
        for field, value in (_remembered(text) if len(text) <= _KEPT else _labelled(text))
    ]


def _labelled(text: str) -> tuple[tuple[str, str], ...]:
    """Return the fields a text names with the values behind them, ``""`` for one that stands in the next cell."""
    matches = [m for m in _LABEL.finditer(text) if m[2] or m[0].strip() == text.strip()]
    return tuple((_FIELD_OF[m[1]], m[3]) for m in matches if m[2] or not m[3])


_remembered = lru_cache(maxsize=4096)(_labelled)


def _beside(sheet: Sheet, row: int, column: int) -> Label:
    """Return the value cell after a label: the next one, past what the label is merged over."""
    area = sheet.area_at((row, column))
    place = (area.right if area else column) + 1
    value = sheet.value(row, place)
    return Label(value.strip() if isinstance(value, str) else value, sheet.address(row, place))


def label_text(label: Label | None) -> str:
    """Return a label's value as text; dates in ISO form."""
    if label is None:
        return ""
    value = label.value
    if isinstance(value, float):
        return f"{value:.0f}"
    return value.isoformat()[:10] if isinstance(value, date) else str(value)
