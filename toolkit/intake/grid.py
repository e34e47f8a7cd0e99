"""表格：a workbook as rows of values with their addresses, whatever program wrote it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

Cell = str | float | bool | date | datetime | time | timedelta
"""A value as the file keeps it; an empty cell is ``""``.  Whole numbers are floats too."""

Place = tuple[int, int]
"""Row and column, both counted from 0."""

_LETTERS = 26
_DIGITS = 15
_REMEMBERED_ROWS = 4096
_AT_ONCE = 64
"""Rows of which the texts are made together."""


@cache
def column_letters(column: int) -> str:
    """Return the letters of a column counted from 0: ``A``, ``Z``, ``AA``."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, _LETTERS)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_index(letters: str) -> int:
    """Return the column counted from 0 of ``A``, ``Z``, ``AA``."""
    index = 0
    for letter in letters.upper():
        index = index * _LETTERS + ord(letter) - ord("A") + 1
    return index - 1


@dataclass(frozen=True, slots=True)
class Area:
    """A merged range, its first and last row and column counted from 0."""

    top: int
    left: int
    bottom: int
    right: int

    def __contains__(self, place: Place) -> bool:
        row, column = place
        return self.top <= row <= self.bottom and self.left <= column <= self.right


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """
    One sheet: ``rows[r][c]`` stands at row ``r + 1`` of the file, whatever blank rows come before it.

    ``errors`` are cells that show ``#REF!`` and the like, ``uncached`` formulas that carry no result;
    both are ``""`` in ``rows``.  ``formats`` holds number formats that change what a number says: percentages
    and fixed decimals.  ``height`` counts the rows of the file, blank ones at its end included, where it is known.
    """

    name: str
    visible: bool = True
    rows: tuple[tuple[Cell, ...], ...] = ()
    merged: tuple[Area, ...] = ()
    errors: dict[Place, str] = field(default_factory=dict)
    uncached: frozenset[Place] = frozenset()
    formats: dict[Place, str] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    comments: dict[Place, str] = field(default_factory=dict)
    height: int = 0
    _deepest: int = field(default=-1, init=False, repr=False, compare=False)
    _texts: dict[int, tuple[str, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Note how far down cells are merged, so that data below are not looked up one by one."""
        object.__setattr__(self, "_deepest", max((area.bottom for area in self.merged), default=-1))

    def value(self, row: int, column: int) -> Cell:
        """Return what stands in a cell, ``""`` outside the sheet too."""
        if 0 <= row < len(self.rows) and 0 <= column < len(self.rows[row]):
            return self.rows[row][column]
        return ""

    def text(self, row: int, column: int) -> str:
        """Return a cell as a reader of the sheet sees it: 98%, 1.10, 2022-06-30, #REF!."""
        texts = self.texts(row)
        return texts[column] if 0 <= column < len(texts) else self._text(row, column)

    def texts(self, row: int) -> tuple[str, ...]:
        """Return the cells of a row as a reader of the sheet sees them; those of the first rows are remembered."""
        known = self._texts.get(row)
        if known is None:
            if not 0 <= row < len(self.rows):
                return ()
            if len(self._texts) >= _REMEMBERED_ROWS:
                return self._texts_from(row, row + 1)[0]
            first = row - row % _AT_ONCE
            self._texts.update(enumerate(self._texts_from(first, first + _AT_ONCE), first))
            known = self._texts[row]
        return known

    def _texts_from(self, first: int, end: int) -> list[tuple[str, ...]]:
        """Return the texts of rows that follow one another, made column by column where all are of one length."""
        rows = self.rows[first:end]
        if self.errors or self.uncached or len(set(map(len, rows))) > 1:
            return [
                tuple(self._text(row, column) for column in range(len(cells)))
                for row, cells in enumerate(rows, first)
            ]
        columns = [
            self._column_texts(number, column, first) for number, column in enumerate(zip(*rows, strict=True))
        ]
        return list(zip(*columns, strict=True)) if columns else [() for _ in rows]

    def _column_texts(self, column: int, cells: tuple[Cell, ...], first: int) -> Iterable[str]:
        if set(map(type, cells)) == {str}:
            return map(str.strip, cells)  # type: ignore[arg-type]
        formats = self.formats
        if not formats:
            return [cell.strip() if isinstance(cell, str) else _shown(cell) for cell in cells]
        return [
            cell.strip() if isinstance(cell, str) else _shown(cell, formats.get((row, column), ""))
            for row, cell in enumerate(cells, first)
        ]

    def _text(self, row: int, column: int) -> str:
        place = (row, column)
        if place in self.errors:
            return self.errors[place]
        if place in self.uncached:
            return "=?"
        return shown(self.value(row, column), self.formats.get(place, ""))

    def address(self, row: int, column: int) -> str:
        """Return ``工作表!H5``."""
        return f"{self.name}!{column_letters(column)}{row + 1}"

    def area_at(self, place: Place) -> Area | None:
        """Return the merged range a cell lies in."""
        row, column = place
        if row > self._deepest:
            return None
        for area in self.merged:
            if area.top <= row <= area.bottom and area.left <= column <= area.right:
                return area
        return None

    @property
    def extent(self) -> int:
        """How many rows a reader has to go through that heeds blank and merged ones too."""
        return max(self.height, len(self.rows), self._deepest + 1)

    @property
    def width(self) -> int:
        """How many columns the widest row has."""
        return max(map(len, self.rows), default=0)


@dataclass(frozen=True, slots=True)
class Workbook:
    """The sheets of a workbook in their order; ``notes`` say what could not be looked at."""

    sheets: tuple[Sheet, ...]
    notes: tuple[str, ...] = ()

    def get(self, name: str) -> Sheet | None:
        """Return the sheet of this name."""
        return next((sheet for sheet in self.sheets if sheet.name == name), None)


def shown(value: Cell, number_format: str = "") -> str:
    """Return a value as text: numbers without a needless ``.0``, percentages with their sign, ISO dates."""
    return value.strip() if isinstance(value, str) else _shown(value, number_format)


@lru_cache(maxsize=16_384, typed=True)
def _shown(value: date | time | timedelta | float, number_format: str = "") -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, int | float):
        return _number(float(value), number_format)
    return value.isoformat() if isinstance(value, date | time) else str(value)


def _number(value: float, number_format: str) -> str:
    if "%" in number_format:
        return f"{plain(round(value * 100, 10))}%"
    decimals = len(number_format.partition(".")[2])
    if decimals and round(value, decimals) == value:
        return f"{value:.{decimals}f}"
    return plain(value)


def plain(value: float) -> str:
    """Return a number without exponent or trailing zeros, to 15 digits."""
    text = f"{value:.{_DIGITS}g}"
    if "e" in text or "n" in text:
        return f"{value:f}".rstrip("0").rstrip(".") if abs(value) < 10**_DIGITS else text
    return text
