"""The looks of 任务分解表.xlsx: cell formats, text runs, and heights that show every word."""

from __future__ import annotations

import math
import unicodedata
from typing import TYPE_CHECKING, Any, Final

from toolkit.plans.workbook_marks import ROLE, VALUE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

FONT, SIZE = "宋体", 10.5
LINE_HEIGHT, MAX_HEIGHT = 15.0, 409.0
"""Points; a spreadsheet row is never higher than 409."""
_PIXELS_A_CHAR, _PADDING = 7, 6
_PIXELS_A_HANZI = SIZE * 96 / 72

_BASE: Final[dict[str, Any]] = {
    "font_name": FONT,
    "font_size": SIZE,
    "valign": "top",
    "text_wrap": True,
    "border": 1,
    "border_color": "#BFBFBF",
}
_LOOKS: Final[dict[str, dict[str, Any]]] = {
    "text": {},
    "code": {"num_format": "@", "align": "center"},
    "number": {"num_format": "@", "align": "right", "indent": 1},
    "date": {"num_format": 'yyyy"年"m"月"d"日"', "align": "center"},
    "day": {"num_format": 'yyyy"年"m"月"d"日"', "align": "left"},
    "quote": {"font_color": "#404040"},
    "fixed": {"font_color": "#7F7F7F"},
    "link": {"font_color": "#0563C1", "underline": 1},
    "header": {"bold": True, "align": "center", "valign": "vcenter", "bg_color": "#DDEBF7"},
    "title": {"bold": True, "font_size": 16, "border": 0, "valign": "vcenter"},
    "guide": {"border": 0, "valign": "vcenter"},
    "count": {"border": 0, "bold": True, "valign": "vcenter"},
    "section": {"bold": True, "bg_color": "#F2F2F2"},
}
READ: Final[dict[str, dict[str, Any]]] = {
    VALUE: {"font_color": "#C00000", "bold": True},
    ROLE: {"font_color": "#00703C", "bold": True},
}
"""The font of words that were read."""
_SHADES: Final[dict[str, dict[str, Any]]] = {
    "": {},
    "row": {"bg_color": "#FFFBE6"},
    "cell": {"bg_color": "#FFE699"},
}
TRAFFIC: Final = (("低", "#F8CBAD"), ("中", "#FFF2CC"))
"""Fill of the column 可信度 by what stands in it; 高 is left plain."""


class Styles:
    """Formats of one workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[str, str], Format] = {}

    def cell(self, look: str, shade: str = "", sort: str = "") -> Format:
        """
        Return the format of a cell of this look.

        It is shaded as nothing, its row or itself in question; ``sort`` is what was read from all of it.
        """
        read = READ.get(sort, {})
        return self._make(f"cell {look} {sort}", shade, {**_BASE, **_LOOKS[look], **_SHADES[shade], **read})

    def run(self, sort: str) -> Format:
        """Return the font of a run of text: plain, a value that was read, or a role."""
        return self._make(
            "run", sort, {"font_name": FONT, "font_size": SIZE, **READ.get(sort, _LOOKS["quote"])}
        )

    def tinted(self, look: str, colour: str) -> Format:
        """Return the format of a cell of this look on a ground of its own, ``""`` for none."""
        ground = {"bg_color": colour} if colour else {}
        return self._make(f"tinted {look}", colour, {**_BASE, **_LOOKS[look], **ground})

    def fill(self, colour: str) -> Format:
        """Return a fill for a conditional format."""
        return self._make("fill", colour, {"bg_color": colour})

    def faded(self) -> Format:
        """Return what a settled line looks like."""
        return self._make("faded", "", {"font_color": "#A6A6A6", "bg_color": "#F2F2F2"})

    def _make(self, name: str, variant: str, properties: dict[str, Any]) -> Format:
        made = self._made.get((name, variant))
        if made is None:
            made = self._made[name, variant] = self._book.add_format(properties)
        return made


def lines(text: str, width: float) -> int:
    """Return how many lines a text takes in a column ``width`` characters wide."""
    room = width * _PIXELS_A_CHAR - _PADDING
    return sum(max(1, math.ceil(_pixels(line) / room)) for line in text.split("\n"))


def _pixels(text: str) -> float:
    wide = sum(unicodedata.east_asian_width(char) in "WFA" for char in text)
    return (wide + (len(text) - wide) * 0.56) * _PIXELS_A_HANZI


def height(cells: Iterable[tuple[str, float]]) -> float:
    """Return the height of a row, in points, that shows every (text, column width) of it in full."""
    tallest = max((lines(text, width) for text, width in cells), default=1)
    return min(MAX_HEIGHT, tallest * LINE_HEIGHT + 5)
