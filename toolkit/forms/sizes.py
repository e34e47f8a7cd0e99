"""How high a row must be for its texts: LibreOffice grows no row when it opens a file, Excel no merged one."""

from __future__ import annotations

from math import ceil
from unicodedata import east_asian_width

LINE = 15.5
"""Points a line of 11-point type takes."""

ROOM = 0.92
"""Characters of 11-point type that one unit of column width holds, with some to spare."""

LEAST, TO_WRITE_IN, MOST = 24.0, 52.0, 400.0
"""Points: one line with air, three lines to write in, and near what spreadsheet programs allow (409)."""


def width(text: str) -> int:
    """Return a text's width in half-width characters; a Chinese character is two."""
    return sum(2 if east_asian_width(char) in "WFA" else 1 for char in text)


def lines(text: str, columns: float) -> int:
    """Return how many lines a text takes in a cell so many characters wide."""
    room = max(columns * ROOM - 1, 1)
    return sum(max(ceil(width(part) / room), 1) for part in text.split("\n"))


def height(cells: list[tuple[str, float]], least: float = LEAST) -> float:
    """Return the height in points of a row with these texts in cells of these widths."""
    most = max((lines(text, columns) for text, columns in cells), default=1)
    return min(max(most * LINE + 4, least), MOST)
