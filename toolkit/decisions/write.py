"""待定事项.xlsx: everything that waits for a person, one line a question, ready to fill in."""

from __future__ import annotations

import math
import unicodedata
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from toolkit.model.decision import Pending

SHEET: Final = "待定事项"


class _Column(NamedTuple):
    header: str
    width: float
    filled: bool = False


COLUMNS: Final = (
    _Column("序号", 6),
    _Column("类别", 13),
    _Column("事项", 22),
    _Column("需要决定什么", 27),
    _Column("已知情况", 28),
    _Column("建议", 25),
    _Column("在哪里办理", 22),
    _Column("决定", 18, filled=True),
    _Column("依据", 14, filled=True),
    _Column("决定人", 10, filled=True),
)
"""The last three are the office's to fill in."""

HELP: Final = (
    "这里是系统不能代为决定、等着人定的事项。请先看“在哪里办理”：写明在哪张表里改的，到那张表里改；"
    "定下来以后在右边黄色三列记上决定、依据和决定人，把本文件放进收件箱（inbox 文件夹）备查。"
)
NOTHING: Final = "目前没有待定事项。"
_TITLE_ROW, _HELP_ROW, _HEADER_ROW = 0, 1, 2
_LINE_HEIGHT, _MAX_HEIGHT = 15.0, 409.0
_WHOLE: Final = sum(column.width for column in COLUMNS)
_A4: Final = 9
_BASE: Final[dict[str, Any]] = {"font_name": "宋体", "font_size": 10.5, "text_wrap": True, "valign": "top"}
_CELL: Final = {**_BASE, "border": 1, "border_color": "#BFBFBF"}
_LOOKS: Final[dict[str, dict[str, Any]]] = {
    "title": {**_BASE, "bold": True, "font_size": 16, "valign": "vcenter"},
    "help": {**_BASE, "font_color": "#595959", "valign": "vcenter"},
    "header": {**_CELL, "bold": True, "align": "center", "valign": "vcenter", "bg_color": "#DDEBF7"},
    "text": _CELL,
    "number": {**_CELL, "align": "center"},
    "kind": {**_CELL, "bold": True},
    "filled": {**_CELL, "bg_color": "#FFF2CC"},
    "nothing": {**_BASE, "font_size": 12},
}


def write(pending: tuple[Pending, ...], *, made_at: datetime) -> bytes:
    """
    Return 待定事项.xlsx: like questions together, in the order in which their kinds first come up.

    The same question asked twice is one line.  Nothing pending gives a sheet that says so.
    """
    from xlsxwriter import Workbook

    out = BytesIO()
    with Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"title": SHEET, "created": made_at})
        _fill(book, _grouped(pending), made_at)
    return out.getvalue()


def _grouped(pending: Iterable[Pending]) -> list[Pending]:
    unique = list(dict.fromkeys(pending))
    kinds = list(dict.fromkeys(item.kind for item in unique))
    return sorted(unique, key=lambda item: kinds.index(item.kind))


def _fill(book: Workbook, pending: list[Pending], made_at: datetime) -> None:
    sheet = book.add_worksheet(SHEET)
    formats = {name: book.add_format(look) for name, look in _LOOKS.items()}
    last = len(COLUMNS) - 1
    day = f"{made_at.year}年{made_at.month}月{made_at.day}日"
    title = f"待定事项（{day}，共{len(pending)}项）" if pending else f"待定事项（{day}）"
    for at, column in enumerate(COLUMNS):
        sheet.set_column(at, at, column.width)
    sheet.merge_range(_TITLE_ROW, 0, _TITLE_ROW, last, title, formats["title"])
    sheet.set_row(_TITLE_ROW, 34)
    if not pending:
        sheet.merge_range(_HELP_ROW, 0, _HELP_ROW, last, NOTHING, formats["nothing"])
        sheet.set_row(_HELP_ROW, 26)
    else:
        _write_table(sheet, pending, formats)
    _set_up_print(sheet)


def _write_table(sheet: Worksheet, pending: list[Pending], formats: dict[str, Format]) -> None:
    last = len(COLUMNS) - 1
    sheet.merge_range(_HELP_ROW, 0, _HELP_ROW, last, HELP, formats["help"])
    sheet.set_row(_HELP_ROW, _height([(HELP, _WHOLE)]))
    for at, column in enumerate(COLUMNS):
        sheet.write_string(_HEADER_ROW, at, column.header, formats["header"])
    sheet.set_row(_HEADER_ROW, 24)
    for number, item in enumerate(pending, 1):
        _write_line(sheet, number, item, formats)
    sheet.freeze_panes(_HEADER_ROW + 1, 3)
    sheet.autofilter(_HEADER_ROW, 0, _HEADER_ROW + len(pending), last)
    sheet.repeat_rows(_HEADER_ROW)


def _write_line(sheet: Worksheet, number: int, item: Pending, formats: dict[str, Format]) -> None:
    row = _HEADER_ROW + number
    texts = (item.kind, item.subject, item.question, item.known, item.proposal, item.where)
    sheet.set_row(row, _height(zip(texts, (column.width for column in COLUMNS[1:]), strict=False)))
    sheet.write_number(row, 0, number, formats["number"])
    for at, text in enumerate(texts, 1):
        sheet.write_string(row, at, text, formats["kind" if at == 1 else "text"])
    for at, column in enumerate(COLUMNS):
        if column.filled:
            sheet.write_blank(row, at, None, formats["filled"])


def _set_up_print(sheet: Worksheet) -> None:
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.set_footer("&C第 &P 页，共 &N 页")


def _height(cells: Iterable[tuple[str, float]]) -> float:
    """Return the height in points that shows every (text, column width) in full."""
    lines = max((_lines(text, width) for text, width in cells), default=1)
    return min(_MAX_HEIGHT, lines * _LINE_HEIGHT + 5)


def _lines(text: str, width: float) -> int:
    room = width - 1
    return sum(max(1, math.ceil(_columns(line) / room)) for line in text.split("\n"))


def _columns(text: str) -> int:
    """Return how many narrow characters wide a text is; a Chinese one counts as two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)
