"""How high a row must be for its texts; spreadsheet programs do not grow rows of protected sheets."""

from __future__ import annotations

from math import ceil
from unicodedata import east_asian_width

LINE = 15.5
"""Points a line of 11-point type takes."""

ROOM = 0.92
"""Characters of 11-point type that one unit of column width holds, with some to spare."""

LEAST, MOST = 36.0, 400.0
"""Points: two lines to write in, and what spreadsheet programs allow (409)."""


def width(text: str) -> int:
    """Return a text's width in half-width characters; a Chinese character is two."""
    return sum(2 if east_asian_width(char) in "WFA" else 1 for char in text)


def lines(text: str, columns: float) -> int:
    """Return how many lines a text takes in a cell so many characters wide."""
    room = max(columns * ROOM - 1, 1)
    return sum(max(ceil(width(part) / room), 1) for part in text.split("\n"))


def height(cells: list[tuple[str, float]]) -> float:
    """Return the height in points of a row with these texts in cells of these widths."""
    most = max((lines(text, columns) for text, columns in cells), default=1)
    return min(max(most * LINE + 4, LEAST), MOST)
