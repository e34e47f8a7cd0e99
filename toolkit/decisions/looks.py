"""How 待定事项.xlsx looks: its formats, the height of its rows, its set-up for paper."""

from __future__ import annotations

import math
import unicodedata
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from toolkit.decisions.layout import Column

TITLE_ROW, HELP_ROW, HEADER_ROW = 0, 1, 2
_LINE_HEIGHT, _MAX_HEIGHT = 15.0, 409.0
_A4: Final = 9
_BASE: Final[dict[str, Any]] = {
    "font_name": "宋体",
    "font_size": 10.5,
    "text_wrap": True,
    "valign": "vcenter",
}
_CELL: Final = {**_BASE, "border": 1, "border_color": "#BFBFBF"}
_FILLED: Final = {**_CELL, "bg_color": "#FFF2CC", "locked": False}
_LOOKS: Final[dict[str, dict[str, Any]]] = {
    "title": {**_BASE, "font_name": "黑体", "font_size": 16},
    "help": {**_BASE, "font_color": "#595959"},
    "header": {**_CELL, "font_name": "黑体", "align": "center", "bg_color": "#DDEBF7"},
    "group": {**_CELL, "font_name": "黑体", "bg_color": "#EDEDED"},
    "text": _CELL,
    "number": {**_CELL, "align": "center"},
    "proposal": {**_CELL, "font_color": "#1F4E79", "bold": True},
    "filled": _FILLED,
    "tick": {**_FILLED, "align": "center", "font_size": 14},
    "elsewhere": {**_CELL, "font_color": "#7F7F7F"},
    "revised": {**_CELL, "font_color": "#7F7F7F", "font_strikeout": True},
    "nothing": {**_BASE, "font_size": 12},
}
_ALLOWED: Final = {"format_columns": True, "format_rows": True}


def formats(book: Workbook) -> Mapping[str, Format]:
    """Return the formats of a workbook by name."""
    return {name: book.add_format(look) for name, look in _LOOKS.items()}


def head(
    sheet: Worksheet, columns: Sequence[Column], title: str, help_: str, look: Mapping[str, Format]
) -> None:
    """Write the title, the words below it and the header row, and set the widths of the columns."""
    last = len(columns) - 2
    for at, column in enumerate(columns):
        sheet.set_column(at, at, column.width, None, {"hidden": True} if not column.width else {})
    sheet.merge_range(TITLE_ROW, 0, TITLE_ROW, last, title, look["title"])
    sheet.set_row(TITLE_ROW, 34)
    sheet.merge_range(HELP_ROW, 0, HELP_ROW, last, help_, look["help"])
    sheet.set_row(HELP_ROW, height([(help_, sum(column.width for column in columns))], least=24))
    for at, column in enumerate(columns):
        sheet.write_string(HEADER_ROW, at, column.header, look["header"])
    sheet.set_row(HEADER_ROW, 26)
    sheet.freeze_panes(HEADER_ROW + 1, 3)
    sheet.repeat_rows(HEADER_ROW)


def set_up(sheet: Worksheet) -> None:
    """Let the sheet print on A4 across, one page wide, and lock all but what is filled in."""
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.set_footer("&C第 &P 页，共 &N 页")
    sheet.protect("", _ALLOWED)


def height(cells: Iterable[tuple[str, float]], least: float = 20.0) -> float:
    """Return the height in points that shows every (text, column width) in full."""
    lines = max((_lines(text, width) for text, width in cells), default=1)
    return min(_MAX_HEIGHT, max(least, lines * _LINE_HEIGHT + 6))


def _lines(text: str, width: float) -> int:
    room = max(width * 0.92 - 1, 2)
    return sum(max(1, math.ceil(_columns(line) / room)) for line in text.split("\n"))


def _columns(text: str) -> int:
    """Return how many narrow characters wide a text is; a Chinese one counts as two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)
