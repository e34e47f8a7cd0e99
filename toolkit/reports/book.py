"""工作簿：what every workbook of ours has in common: fonts, sizes, print set-up, and the same bytes each time."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from toolkit.model.standing import Light

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

A3, A4 = 8, 9
_SIDE = 0.3
"""Inches beside the table on paper."""

_ACROSS = {A3: 420 / 25.4, A4: 297 / 25.4}
"""Inches of a page on its side from left to right."""

LINE_POINTS = 15.25
"""Height of one line of text, whichever face stands in for the one we name."""

_TALLEST = 400.0
SIZE = 10.5
"""五号, in points."""

LEAST_ON_PAPER = 8.0
"""Points the text is printed in at least."""

_BODY = {"font_name": "宋体", "font_size": SIZE}
_MEASURE = {"font_name": "Arial", "font_size": 10}
"""
What columns are measured in: a digit of it is 7 pixels in Excel, and nearly that where another face stands in for it.

Calibri, which is measured in otherwise, is on few machines but Windows; the faces that stand in for it make columns, and
so the scale of the print, a quarter worse.
"""

_FIGURE = {"border": 1, "valign": "vcenter", "align": "center", "shrink": True}
_STYLES: dict[str, dict[str, Any]] = {
    "title": {"font_name": "黑体", "font_size": 16, "valign": "vcenter"},
    "note": {"font_color": "#595959", "valign": "vcenter"},
    "head": {"font_name": "黑体", "bold": False, "bg_color": "#DDEBF7", "border": 1, "align": "center",
             "valign": "vcenter", "text_wrap": True},
    "text": {"border": 1, "valign": "vcenter", "text_wrap": True},
    "centre": {"border": 1, "valign": "vcenter", "align": "center", "text_wrap": True},
    "number": _FIGURE,
    "percent": {**_FIGURE, "num_format": "0.0%"},
    "points": {**_FIGURE, "num_format": "0.0"},
    "day": {**_FIGURE, "num_format": 'yyyy"年"m"月"d"日"'},
    "moment": {**_FIGURE, "num_format": 'yyyy"年"m"月"d"日" hh:mm'},
    "link": {"border": 1, "valign": "vcenter", "align": "center", "font_color": "#0563C1", "underline": 1},
    "bold": {"border": 1, "valign": "vcenter", "align": "center", "bold": True},
    "light": {"border": 1, "valign": "vcenter", "align": "center", "bold": True},
    "plain": {"valign": "vcenter", "text_wrap": True},
    "heading": {"font_name": "黑体", "font_size": 12, "valign": "vcenter"},
}  # fmt: skip

LIGHT_COLOURS: dict[Light, tuple[str, str]] = {
    Light.BLUE: ("#2F75B5", "#FFFFFF"),
    Light.GREEN: ("#548235", "#FFFFFF"),
    Light.YELLOW: ("#FFD966", "#000000"),
    Light.ORANGE: ("#ED7D31", "#000000"),
    Light.RED: ("#C00000", "#FFFFFF"),
    Light.GREY: ("#BFBFBF", "#000000"),
}
"""Ground and letters of each light; the word stands in the cell too, for paper in black and white."""


class Book:
    """A workbook being written in memory; :meth:`bytes` closes it."""

    def __init__(self, made_at: datetime) -> None:
        from xlsxwriter import Workbook

        self._data = BytesIO()
        options = {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "default_format_properties": dict(_MEASURE),  # the library writes into what it is given
        }
        self.workbook: Workbook = Workbook(self._data, options)
        self.workbook.set_properties({"created": made_at})
        self._formats: dict[tuple[str, tuple[tuple[str, str | float], ...]], Format] = {}

    def style(self, name: str, **more: str | float) -> Format:
        """Return a named style with these changes; the same words give the same format."""
        key = (name, tuple(sorted(more.items())))
        if key not in self._formats:
            self._formats[key] = self.workbook.add_format({**_BODY, **_STYLES[name], **more})
        return self._formats[key]

    def sheet(self, name: str, widths: Sequence[float], *, paper: int = A4, head_row: int = 2) -> Worksheet:
        """Add a sheet that prints in landscape on one page's width, its header row (from 0) on each page."""
        sheet = self.workbook.add_worksheet(name)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(paper)
        sheet.set_margins(left=_SIDE, right=_SIDE, top=0.55, bottom=0.65)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(head_row)
        sheet.set_footer("&C第&P页　共&N页")
        return sheet

    def top(self, sheet: Worksheet, title: str, note: str) -> None:
        """Write a sheet's title and the line below it."""
        sheet.set_row(0, 30)
        sheet.write_string(0, 0, title, self.style("title"))
        sheet.set_row(1, 18)
        sheet.write_string(1, 0, note, self.style("note"))

    def head(self, sheet: Worksheet, row: int, headers: Sequence[str], *, freeze: int = 0) -> None:
        """Write the header row and freeze everything above it and ``freeze`` columns beside it."""
        sheet.set_row(row, 32)
        for column, header in enumerate(headers):
            sheet.write_string(row, column, header, self.style("head"))
        sheet.freeze_panes(row + 1, freeze)

    def bytes(self) -> bytes:
        """Close the workbook and return it."""
        self.workbook.close()
        return self._data.getvalue()


def size_on_paper(widths: Sequence[float], paper: int) -> float:
    """
    Return the points the text of a sheet of these columns is printed in, on one page's width.

    A column of ``w`` characters is ``7 w + 5`` pixels of 1/96 inch wide.
    """
    wide = sum(7 * width + 5 for width in widths) / 96
    return SIZE * min((_ACROSS[paper] - 2 * _SIDE) / wide, 1.0)


def put(sheet: Worksheet, row: int, column: int, value: str | float, style: Format) -> None:
    """Write a text as a text whatever it begins with, a number as a number, nothing as a blank cell."""
    if isinstance(value, str):
        if value:
            sheet.write_string(row, column, value, style)
        else:
            sheet.write_blank(row, column, None, style)
    else:
        sheet.write_number(row, column, value, style)


def light_style(book: Book, light: Light) -> Format:
    """Return the style of a cell that shows a light."""
    ground, letters = LIGHT_COLOURS[light]
    return book.style("light", bg_color=ground, font_color=letters)


def height(texts: Mapping[int, str], widths: Sequence[float], least: float = 18.0) -> float:
    """
    Return the height in points a row of wrapped texts needs, column number to text.

    Excel shows no row higher than 409 points.
    """
    lines = max((lines_of(text, widths[column]) for column, text in texts.items()), default=1)
    return min(max(lines * LINE_POINTS + 4, least), _TALLEST)


def lines_of(text: str, width: float) -> int:
    """
    Return how many lines a text takes in a column of this width in characters.

    A Chinese character takes the place of two letters; in faces that stand in for ours letters are a fifth wider.  An
    eighth of the width is kept back: marks that may not begin a line, and words and numbers that are not cut, take the
    character before them along.
    """
    room = max(width * 7 / 8 - 1, 2)
    if len(text) * 2 <= room and "\n" not in text:
        return 1
    return sum(int(max(_letters(part) - 1, 0) / room) + 1 for part in text.split("\n"))


def _letters(text: str) -> float:
    """Return the room a text takes, in letters of our own face."""
    units = len(text.encode("gbk", "replace"))
    return units + (2 * len(text) - units) / 5
