"""Cells of a filled-in workbook as text, and the letters of columns."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime
from typing import Final

_ALPHABET: Final = 26


def text(value: object) -> str:
    """Return what stands in a cell: a day as 2022-09-30, a whole number without its point."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def folded(words: str) -> str:
    """Return words to compare by: without blanks, full-width characters as narrow ones."""
    return "".join(unicodedata.normalize("NFKC", words).split())


def letters(column: int) -> str:
    """Return the letter of a column counted from 0, or its number past Z."""
    return chr(ord("A") + column) if column < _ALPHABET else f"第{column + 1}列"
