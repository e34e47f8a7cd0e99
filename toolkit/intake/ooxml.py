"""
What a value reader cannot see in an .xlsx: errors, formulas without result, percentages, hidden rows, comments.

calamine shows an error cell and a formula without a result as blanks and 60 % as 0.6; it also builds a dense
grid, so that one stray cell can ask for all memory.  One pass over the sheet's XML answers both.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from toolkit.errors import UnreadableFileError
from toolkit.intake.grid import Place, column_index, column_letters
from toolkit.intake.package import DAMAGED, open_package, parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from toolkit.intake.package import Package

MAX_CELLS: Final = 12_000_000
MAX_ROW: Final = 1_048_576
MAX_COLUMN: Final = 16_384

FAR: Final = "表格里有成片重复或很远的多余内容，超出可读范围，请把填报内容复制到下发的填报表里重新报送。"

_BOOK: Final = "xl/workbook.xml"
_STYLES: Final = "xl/styles.xml"
_STRINGS: Final = "xl/sharedStrings.xml"

_ROOT: Final = re.compile(rb"<(?:[\w.-]+:)?(worksheet|chartsheet|dialogsheet|macrosheet)\b")
_P: Final = rb"(?:[\w.-]+:)?"
_ERROR_MARKS: Final = (b't="e"', b"t='e'")
_FORMULA_MARKS: Final = (b"</f>", b"<f ", b"<f/")
_ANY_FORMULA_MARKS: Final = (*_FORMULA_MARKS, b":f>", b":f ", b":f/")
_HIDDEN_MARKS: Final = (b"hidden=",)
_HIDDEN: Final = re.compile(
    rb"<" + _P + rb"""row\b(?=[^>]*\shidden=["'](?:1|true)["'])[^>]*?\sr=["'](\d+)["']"""
)
_TAGS: Final = re.compile(rb"<" + _P + rb"(row|c)(?=[\s/>])([^>]*)>")
_ROW_NUMBER: Final = re.compile(rb"""\sr=["'](\d+)["']""")
_CELL_NUMBER: Final = re.compile(rb"""\sr=["']([A-Za-z]+)\d+["']""")

_PERCENT_IDS: Final = {9: "0%", 10: "0.00%"}
_FIXED: Final = re.compile(r"(?:#,##)?0\.0+(?:_\)?|;.*)?")
_QUOTED: Final = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_MANY_STYLES: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Structure:
    """What one sheet's XML says besides values."""

    errors: dict[Place, str] = field(default_factory=dict)
    uncached: frozenset[Place] = frozenset()
    formats: dict[Place, str] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    comments: dict[Place, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Cells:
    """How the cells of a sheet are found: ``opening`` and ``reference`` are where their letters and digits stand."""

    opening: bytes
    reference: bytes = b""

    def compile(self, ahead: bytes, after: bytes = rb"[^>]*(?<!/)>") -> re.Pattern[bytes]:
        """Return the pattern of a cell with ``ahead`` among its attributes and ``after`` behind its reference."""
        return _compiled(self.opening + ahead + self.reference + after)


_COMMON: Final = _Cells(rb'<c r="(?P<letters>[A-Za-z]+)(?P<digits>\d+)"')
_ANY: Final = _Cells(
    rb"<" + _P + rb"c(?=[\s/>])", rb"""[^>]*?\sr=["'](?P<letters>[A-Za-z]+)(?P<digits>\d+)["']"""
)
_UNNUMBERED: Final = re.compile(_ANY.opening + rb"""(?![^>]*\sr=["'][A-Za-z]+\d+["'])""")
_NUMBERED: Final = b'<c r="'
_ODD: Final = re.compile(rb'<c(?! r="[A-Za-z]{1,2}\d{1,4}")[\s/>]')
"""A cell that does not begin with its reference, or whose reference is far out."""
_ERROR: Final = (
    rb"""(?=[^>]*\st=["']e["'])""",
    rb"[^>]*>(?:(?!</" + _P + rb"c>).)*?<" + _P + rb"v>(?P<text>[^<]*)",
)
_UNCACHED: Final = (
    rb"""(?![^>]*\st=["']str["'])""",
    rb"[^>]*(?<!/)>\s*<" + _P + rb"f\b(?:[^>]*/>|[^>]*>[^<]*</" + _P + rb"f>)\s*(?!<" + _P + rb"v>[^<])",
)
_BARE_FORMULAS: Final = (re.compile(rb"</f>\s*(?!<v>[^<])"), re.compile(rb"<f\b[^>]*/>\s*(?!<v>[^<])"))
"""Formulas as common programs write them, with no value behind them; a sign that there may be one, no proof."""


@lru_cache(maxsize=64)
def _compiled(pattern: bytes) -> re.Pattern[bytes]:
    return re.compile(pattern, re.DOTALL)


def read_structure(data: bytes) -> dict[str, Structure]:
    """
    Return the structure of every worksheet by its name.

    Raises:
        UnreadableFileError: a part is missing or broken, or a sheet reaches further than can be read.
    """
    package = open_package(data)
    if _STRINGS in package:
        package.read(_STRINGS)
    formats = number_formats(package.read(_STYLES)) if _STYLES in package else {}
    links = package.targets(_BOOK)
    found: dict[str, Structure] = {}
    for name, relation in _sheets(package.read(_BOOK)):
        _, part = links.get(relation, ("", ""))
        xml = package.read(part)
        root = _ROOT.search(xml[:65_536])
        if root is None:
            raise UnreadableFileError(DAMAGED)
        if root[1] == b"worksheet":
            found[name] = _structure(name, xml, formats, comments(package, part))
    return found


@lru_cache(maxsize=64)
def _sheets(book: bytes) -> tuple[tuple[str, str], ...]:
    """Return the name and the relationship of every sheet."""
    return tuple((str(s.get("name", "")), _relation(s)) for s in parse(book).iter("{*}sheet"))


def _relation(sheet: _Element) -> str:
    return next((str(v) for k, v in sheet.items() if str(k).endswith("relationships}id")), "")


def _structure(name: str, xml: bytes, formats: dict[int, str], comments: dict[Place, str]) -> Structure:
    calm = _NUMBERED in xml and not _ODD.search(xml)
    cells = _COMMON if calm or _is_common(xml) else _ANY
    if cells is _ANY and _UNNUMBERED.search(xml):
        xml = _numbered(xml)
    if not calm:
        _check_extent(name, cells.compile(b"").findall(xml))
    return Structure(
        errors={
            _place(m): m["text"].decode("utf-8", "replace").strip()
            for m in _found(cells.compile(*_ERROR), xml, _ERROR_MARKS)
        },
        uncached=frozenset(map(_place, _uncached(xml, cells))),
        formats=_formats(xml, cells, formats),
        hidden_rows=hidden_rows(xml),
        comments=comments,
    )


def hidden_rows(xml: bytes) -> frozenset[int]:
    """Return the rows that a sheet does not show, from 0."""
    return frozenset(int(m[1]) - 1 for m in _found(_HIDDEN, xml, _HIDDEN_MARKS))


def _uncached(xml: bytes, cells: _Cells) -> Iterator[re.Match[bytes]]:
    """Find formulas without a result; where no formula stands without a value behind it, nobody looks for its cell."""
    if cells is _COMMON and not any(bare.search(xml) for bare in _BARE_FORMULAS):
        return iter(())
    return _found(cells.compile(*_UNCACHED), xml, _FORMULA_MARKS if cells is _COMMON else _ANY_FORMULA_MARKS)


def _is_common(xml: bytes) -> bool:
    """Whether every cell begins with its reference, as Excel, WPS and LibreOffice write them."""
    numbered = xml.count(_NUMBERED)
    return 0 < numbered == xml.count(b"<c ") and b"<c>" not in xml


def _found(pattern: re.Pattern[bytes], xml: bytes, marks: tuple[bytes, ...]) -> Iterator[re.Match[bytes]]:
    """Search only where a plain search for the attribute or element says that there is something to find."""
    return pattern.finditer(xml) if any(word in xml for word in marks) else iter(())


def _place(match: re.Match[bytes]) -> Place:
    return int(match["digits"]) - 1, _index(match["letters"])


@lru_cache(maxsize=1024)
def _index(letters: bytes) -> int:
    return column_index(letters.decode())


def _check_extent(name: str, filled: list[tuple[bytes, bytes]]) -> None:
    """Refuse a sheet whose dense grid would take all memory; a calm one has no reference past ZZ9999."""
    if not filled:
        return
    rows = max(int(row[:9]) for _, row in filled)
    columns = max(_index(letters) for letters in {letters for letters, _ in filled}) + 1
    if rows > MAX_ROW or columns > MAX_COLUMN or rows * columns > MAX_CELLS:
        raise UnreadableFileError(far(name, rows, columns))


def far(name: str, rows: int, columns: int) -> str:
    """Return what to say of a sheet that reaches to a row and column nobody meant."""
    return (
        f"工作表“{name}”在很远的单元格（第{rows}行、{column_letters(columns - 1)}列）有多余内容，"
        "请把填报内容复制到下发的填报表里重新报送。"
    )


def _numbered(xml: bytes) -> bytes:
    """Write the references that a writer may leave out: each row and cell follows the one before."""
    row, column = 0, -1

    def number(match: re.Match[bytes]) -> bytes:
        nonlocal row, column
        if match[1] == b"row":
            given = _ROW_NUMBER.search(match[2])
            row, column = (int(given[1]) if given else row + 1), -1
            return match[0]
        named = _CELL_NUMBER.search(match[2])
        column = column_index(named[1].decode()) if named else column + 1
        if named:
            return match[0]
        return b'<c r="%s%d"%s>' % (_letters(column), row, match[2])

    return _TAGS.sub(number, xml)


def _letters(column: int) -> bytes:
    return column_letters(column).encode()


def _formats(xml: bytes, cells: _Cells, formats: dict[int, str]) -> dict[Place, str]:
    """Return the number formats that matter of the cells that have content."""
    ids = [b"%d" % number for number in formats]
    if len(ids) <= _MANY_STYLES:
        ids = [number for number in ids if b's="' + number + b'"' in xml or b"s='" + number + b"'" in xml]
    if not ids:
        return {}
    wanted = b"|".join(ids) if len(ids) <= _MANY_STYLES else rb"\d+"
    styled = cells.compile(rb"""(?=[^>]*\ss=["'](?P<style>""" + wanted + rb""")["'])""")
    found = ((m, int(m["style"])) for m in styled.finditer(xml))
    return {_place(m): formats[style] for m, style in found if style in formats}


@lru_cache(maxsize=16)
def number_formats(styles: bytes) -> dict[int, str]:
    """Return style index to format code, for percentages and fixed decimals only."""
    try:
        root = parse(styles)
    except UnreadableFileError:
        return {}
    custom = {_number(f.get("numFmtId")): str(f.get("formatCode", "")) for f in root.iter("{*}numFmt")}
    cell_styles = next(root.iter("{*}cellXfs"), None)
    codes = {
        index: telling(_number(style.get("numFmtId")), custom)
        for index, style in enumerate([] if cell_styles is None else cell_styles)
    }
    return {index: code for index, code in codes.items() if code}


def telling(number: int, custom: dict[int, str]) -> str:
    """Return a format code when it changes what a number says, else ``""``."""
    if number in _PERCENT_IDS:
        return _PERCENT_IDS[number]
    code = _QUOTED.sub("", custom.get(number, "0.00" if number in {2, 4} else ""))
    return code.partition(";")[0] if "%" in code or _FIXED.fullmatch(code) else ""


def _number(text: object) -> int:
    return int(str(text)) if str(text).isdecimal() else -1


def comments(package: Package, part: str) -> dict[Place, str]:
    """Return the comments on the cells of the sheet that ``part`` is."""
    found: dict[Place, str] = {}
    for kind, target in package.targets(part).values():
        if kind != "comments" or target not in package:
            continue
        for comment in package.xml(target).iter("{*}comment"):
            match = re.fullmatch(r"([A-Za-z]+)(\d+)", str(comment.get("ref", "")))
            if match:
                text = "".join(str(t.text or "") for t in comment.iter("{*}t")).strip()
                found[int(match[2]) - 1, column_index(match[1])] = text
    return found
