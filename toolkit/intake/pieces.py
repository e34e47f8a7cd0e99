"""
内部：what stands between the marks of a plain sheet's XML, understood once and known again.

Files of one form repeat their references, styles and most of their values to the letter.  Every piece is matched
whole against what common programs write; one that says anything else is NotPlainError, never a guess.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from toolkit.intake.grid import Cell, column_index

if TYPE_CHECKING:
    from collections.abc import Callable

Said = TypeVar("Said")

CELL: Final = b'<c r="'
VALUE: Final = b"<v>"
_VALUE_HERE: Final = b"\0"
"""Begins the piece behind a ``<v>``; no XML holds it."""

_ATTRIBUTES: Final = rb'(?: (?!r=)[A-Za-z]+(?::[A-Za-z]+)?="[^"<>&]*")*'
_OF_ROW: Final = rb'(?: r="[1-9][0-9]{0,5}"| (?!r=)[A-Za-z0-9]+(?::[A-Za-z]+)?="[^"<>&]*")*'
_NEXT_ROW: Final = rb"(?:</row>(?:<row" + _OF_ROW + rb"(?: ?/>|></row>))*<row" + _OF_ROW + rb">)"
_FORMULA: Final = rb"(?:<f" + _ATTRIBUTES + rb"(?:/>|>[^<>&]*(?:&(?:amp|lt|gt|quot|apos);[^<>&]*)*</f>))?"
"""What it computes is nobody's business here; a result stands behind it."""
_BEGIN: Final = re.compile(_NEXT_ROW)
_HEAD: Final = re.compile(
    rb'([A-Z]{1,2})([1-9][0-9]{0,3})"('
    + _ATTRIBUTES
    + rb")(?:(?P<blank> ?/>)"
    + _NEXT_ROW
    + rb"?|>"
    + _FORMULA
    + rb")"
)
_ATTRIBUTE: Final = re.compile(rb' ([A-Za-z:]+)="([^"]*)"')
_STYLE: Final = re.compile(rb"0|[1-9][0-9]{0,4}")
_TURNED: Final = (b"\r", b"_x")
"""What readers may turn into something else: line ends, and characters written as ``_x000D_``."""
_ENTITIES: Final = {b"&lt;": b"<", b"&gt;": b">", b"&quot;": b'"', b"&apos;": b"'", b"&amp;": b"&"}
_DAY_ZERO: Final = date(1899, 12, 30)
_DAYS: Final = range(61, 2_958_466)
"""1900-03-01, before which the calendar of Excel has a day that never was, to 9999-12-31."""
_MOST: Final = 1 << 15
_LONGEST: Final = 256
"""How many pieces are known at a time, and how long one is that may come again."""


class NotPlainError(Exception):
    """Something is not written as common programs write it; another reader has to look."""


Head = tuple[int, int, bytes]
"""Row and column of a cell with a value, from 0, and the attributes that say how to understand it."""


class Known(dict[bytes, Said], Generic[Said]):
    """What pieces say, each understood when it first comes."""

    def __init__(self, understand: Callable[[bytes], Said]) -> None:
        super().__init__()
        self._understand = understand

    def __missing__(self, piece: bytes) -> Said:
        """Understand a piece; how many are known stays bounded, whatever comes."""
        said = self._understand(piece)
        if len(piece) <= _LONGEST:
            if len(self) >= _MOST:
                self.clear()
            self[piece] = said
        return said


def split(cells: bytes) -> list[bytes]:
    """
    Return the pieces of a sheet's rows, a head for every cell, and behind one with a value its value.

    What is before the first and behind the last cell is made to look like what is between two rows.
    """
    pieces = b"".join((b"</row>", cells, b"<row>")).replace(VALUE, CELL + _VALUE_HERE).split(CELL)
    _matched(_BEGIN, pieces[0])
    return pieces[1:]


def decoded(escaped: bytes) -> str:
    """Return a text in UTF-8 without its escapes, where readers show nothing else than it says."""
    if any(turned in escaped for turned in _TURNED):
        raise NotPlainError
    left = escaped.count(b"&")
    for escape, char in _ENTITIES.items() if left else ():
        shorter = escaped.replace(escape, char)
        left -= (len(escaped) - len(shorter)) // (len(escape) - 1)
        escaped = shorter
    if left:
        raise NotPlainError
    try:
        return escaped.decode()
    except UnicodeDecodeError as error:
        raise NotPlainError from error


def pairs(attributes: bytes) -> dict[bytes, bytes]:
    """Return the attributes of a cell by name, each given once."""
    found = _ATTRIBUTE.findall(attributes)
    said = dict(found)
    if len(said) != len(found) or not _STYLE.fullmatch(said.get(b"s", b"0")):
        raise NotPlainError
    return said


def _value(pattern: bytes) -> re.Pattern[bytes]:
    return re.compile(_VALUE_HERE + rb"(" + pattern + rb")</v></c>" + _NEXT_ROW + rb"?")


_INDEX: Final = _value(rb"[0-9]{1,7}")
_NUMBER: Final = _value(rb"-?[0-9]{1,20}(?:\.[0-9]{1,20})?(?:[Ee][-+]?[0-9]{1,3})?")
_DAY: Final = _value(rb"[0-9]{2,7}")
_TRUTH: Final = _value(rb"[01]")
_TEXT: Final = _value(rb"[^<>]*")


def _matched(pattern: re.Pattern[bytes], piece: bytes) -> re.Match[bytes]:
    if match := pattern.fullmatch(piece):
        return match
    raise NotPlainError


def _head(piece: bytes) -> Head | None:
    match = _matched(_HEAD, piece)
    if match["blank"]:
        if b' t="e"' in match[3]:
            raise NotPlainError
        return None
    return int(match[2]) - 1, column_index(match[1].decode()), match[3]


def _day(piece: bytes) -> date:
    days = int(_matched(_DAY, piece)[1])
    if days not in _DAYS:
        raise NotPlainError
    return _DAY_ZERO + timedelta(days)


HEADS: Final = Known[Head | None](_head)
"""What stands behind ``<c r="``; None is a blank cell, behind which no value comes."""
INDICES: Final = Known[int](lambda piece: int(_matched(_INDEX, piece)[1]))
"""Places among the shared texts."""
NUMBERS: Final = Known[Cell](lambda piece: float(_matched(_NUMBER, piece)[1]))
DAYS: Final = Known[Cell](_day)
TRUTHS: Final = Known[Cell](lambda piece: _matched(_TRUTH, piece)[1] == b"1")
TEXTS: Final = Known[Cell](lambda piece: decoded(_matched(_TEXT, piece)[1]))
