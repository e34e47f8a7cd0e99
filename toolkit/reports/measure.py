"""字宽：how much room a text takes, in characters of its own size."""

from __future__ import annotations

from unicodedata import east_asian_width

HALF = 0.5
_FULL = frozenset("WFA")


def ems(text: str) -> float:
    """Return the width in full characters: a Chinese character or mark is 1, a letter or digit a half."""
    return sum(1.0 if east_asian_width(letter) in _FULL else HALF for letter in text)
