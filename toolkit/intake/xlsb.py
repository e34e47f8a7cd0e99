"""What a value reader cannot see in an .xlsb: errors, percentages, hidden rows, and how far a sheet reaches."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from toolkit.errors import UnreadableFileError
from toolkit.intake.ooxml import MAX_CELLS, Structure, far, telling
from toolkit.intake.package import DAMAGED, open_package

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolkit.intake.grid import Place

_BOOK: Final = "xl/workbook.bin"
_STYLES: Final = "xl/styles.bin"
_STRINGS: Final = "xl/sharedStrings.bin"
_ROW, _BLANK, _ERROR, _LAST_CELL, _FORMULA_ERROR = 0, 1, 3, 11, 11
_NUMBER_FORMAT, _STYLE, _SHEET, _CELL_STYLES, _CELL_STYLES_END = 44, 47, 156, 617, 618
_ERRORS: Final = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
_HIDDEN: Final = 0x10
_MORE: Final = 0x80
_LOW: Final = 0x7F
_NO_STRING: Final = 0xFFFFFFFF


def read_structure(data: bytes) -> dict[str, Structure]:
    """
    Return the structure of every worksheet by its name (records of MS-XLSB 2.4).

    Raises:
        UnreadableFileError: a part is missing or broken, or a sheet reaches further than can be read.
    """
    package = open_package(data)
    try:
        if _STRINGS in package:
            package.read(_STRINGS)
        formats = _formats(package.read(_STYLES)) if _STYLES in package else {}
        links = package.targets(_BOOK)
        sheets = [_sheet_of(body) for kind, body in _records(package.read(_BOOK)) if kind == _SHEET]
        parts = ((name, *links.get(link, ("", ""))) for link, name in sheets)
        return {
            name: _structure(name, package.read(part), formats)
            for name, kind, part in parts
            if kind == "worksheet"
        }
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise UnreadableFileError(DAMAGED) from error


def _records(data: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at < len(data):
        kind = data[at]
        at += 1
        if kind & _MORE:
            kind = kind & _LOW | data[at] << 7
            at += 1
        size = shift = 0
        while True:
            byte = data[at]
            at += 1
            size |= (byte & _LOW) << shift
            shift += 7
            if byte < _MORE or shift > 3 * 7:
                break
        yield kind, data[at : at + size]
        at += size


def _string(body: bytes, at: int) -> tuple[str, int]:
    """Return a string of UTF-16 with its length before it, and where it ends."""
    (length,) = struct.unpack_from("<I", body, at)
    if length == _NO_STRING:
        return "", at + 4
    end = at + 4 + length * 2
    return body[at + 4 : end].decode("utf-16-le"), end


def _sheet_of(body: bytes) -> tuple[str, str]:
    link, at = _string(body, 8)
    return link, _string(body, at)[0]


def _formats(styles: bytes) -> dict[int, str]:
    """Return style index to format code, for percentages and fixed decimals only."""
    custom: dict[int, str] = {}
    codes: list[str] = []
    inside = False
    for kind, body in _records(styles):
        if kind == _NUMBER_FORMAT:
            custom[struct.unpack_from("<H", body)[0]] = _string(body, 2)[0]
        elif kind in {_CELL_STYLES, _CELL_STYLES_END}:
            inside = kind == _CELL_STYLES
        elif kind == _STYLE and inside:
            codes.append(telling(struct.unpack_from("<H", body, 2)[0], custom))
    return {index: code for index, code in enumerate(codes) if code}


@dataclass(slots=True)
class _Seen:
    """What was found in a sheet so far."""

    errors: dict[Place, str] = field(default_factory=dict)
    formats: dict[Place, str] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)
    rows: int = 0
    columns: int = 0


def _structure(name: str, sheet: bytes, formats: dict[int, str]) -> Structure:
    seen, row = _Seen(), 0
    for kind, body in _records(sheet):
        if kind == _ROW:
            (row,) = struct.unpack_from("<I", body)
            if body[11] & _HIDDEN:
                seen.hidden.add(row)
        elif _BLANK < kind <= _LAST_CELL:
            _add(seen, row, kind, body, formats)
    if seen.rows * seen.columns > MAX_CELLS:
        raise UnreadableFileError(far(name, seen.rows, seen.columns))
    return Structure(errors=seen.errors, formats=seen.formats, hidden_rows=frozenset(seen.hidden))


def _add(seen: _Seen, row: int, kind: int, body: bytes, formats: dict[int, str]) -> None:
    column, style = struct.unpack_from("<II", body)
    seen.rows, seen.columns = max(seen.rows, row + 1), max(seen.columns, column + 1)
    if kind in {_ERROR, _FORMULA_ERROR}:
        seen.errors[row, column] = _ERRORS.get(body[8], "#VALUE!")
    elif code := formats.get(style & 0xFFFFFF):
        seen.formats[row, column] = code
