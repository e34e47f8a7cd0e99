"""
What a value reader cannot see in an .xlsx: errors, formulas without result, percentages, hidden rows, comments.

calamine shows an error cell and a formula without a result as blanks and 60 % as 0.6; it also builds a dense
grid, so that one stray cell can ask for all memory.  One pass over the sheet's XML answers both.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from toolkit.errors import UnreadableFileError
from toolkit.intake.grid import Place, column_index
from toolkit.intake.guard import DAMAGED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

MAX_CELLS: Final = 12_000_000
MAX_ROW: Final = 1_048_576
MAX_COLUMN: Final = 16_384

_P: Final = rb"(?:[\w.-]+:)?"
_CELL: Final = rb"<" + _P + rb"c(?=[\s/>])"
_REF: Final = rb"""[^>]*?\sr=["']([A-Za-z]+)(\d+)["']"""
_FILLED: Final = re.compile(_CELL + _REF + rb"[^>]*(?<!/)>")
_ERROR: Final = re.compile(
    _CELL
    + rb"""(?=[^>]*\st=["']e["'])"""
    + _REF
    + rb"[^>]*>(?:(?!</"
    + _P
    + rb"c>).)*?<"
    + _P
    + rb"v>([^<]*)",
    re.DOTALL,
)
_UNCACHED: Final = re.compile(
    _CELL
    + rb"""(?![^>]*\st=["']str["'])"""
    + _REF
    + rb"[^>]*(?<!/)>\s*<"
    + _P
    + rb"f\b(?:[^>]*/>|[^>]*>[^<]*</"
    + _P
    + rb"f>)\s*(?!<"
    + _P
    + rb"v>[^<])"
)
_ERROR_MARKS: Final = (b't="e"', b"t='e'")
_FORMULA_MARKS: Final = (b"<f", b":f")
_HIDDEN: Final = re.compile(
    rb"<" + _P + rb"""row\b(?=[^>]*\shidden=["'](?:1|true)["'])[^>]*?\sr=["'](\d+)["']"""
)
_UNNUMBERED: Final = re.compile(_CELL + rb"""(?![^>]*\sr=["'][A-Za-z]+\d+["'])""")
_TAGS: Final = re.compile(rb"<" + _P + rb"(row|c)(?=[\s/>])([^>]*)>")
_ROW_NUMBER: Final = re.compile(rb"""\sr=["'](\d+)["']""")
_CELL_NUMBER: Final = re.compile(rb"""\sr=["']([A-Za-z]+)\d+["']""")
_ROOT: Final = re.compile(rb"<" + _P + rb"(worksheet|chartsheet|dialogsheet|macrosheet)\b")

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


class Package:
    """The parts of an Open XML file by name; a part that is missing or broken is an UnreadableFileError."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, OSError, ValueError) as error:
            raise UnreadableFileError(DAMAGED) from error
        self._names = {name.replace("\\", "/").lower(): name for name in self._zip.namelist()}

    def __contains__(self, part: str) -> bool:
        return part.lower() in self._names

    def read(self, part: str) -> bytes:
        """Return a part's bytes, UTF-16 turned into UTF-8."""
        try:
            data = self._zip.read(self._names[part.lower()])
        except Exception as error:
            raise UnreadableFileError(DAMAGED) from error
        if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
            return data.decode("utf-16", "replace").encode()
        return data

    def xml(self, part: str) -> _Element:
        """Return a part's root element."""
        from lxml import etree

        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        try:
            return etree.fromstring(self.read(part), parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise UnreadableFileError(DAMAGED) from error

    def targets(self, part: str) -> dict[str, tuple[str, str]]:
        """Return the relationships of a part: id to (last word of the type, part pointed at)."""
        folder, name = posixpath.split(part)
        rels = f"{folder}/_rels/{name}.rels"
        if rels not in self:
            return {}
        return {
            link.get("Id", ""): (
                link.get("Type", "").rpartition("/")[2],
                posixpath.normpath(posixpath.join("/", folder, link.get("Target", ""))).lstrip("/"),
            )
            for link in self.xml(rels).iter("{*}Relationship")
            if link.get("TargetMode") != "External"
        }


def read_structure(data: bytes) -> dict[str, Structure]:
    """
    Return the structure of every worksheet by its name.

    Raises:
        UnreadableFileError: a part is missing or broken, or a sheet reaches further than can be read.
    """
    package = Package(data)
    formats = _number_formats(package)
    links = package.targets("xl/workbook.xml")
    found: dict[str, Structure] = {}
    for sheet in package.xml("xl/workbook.xml").iter("{*}sheet"):
        name = str(sheet.get("name", ""))
        _, part = links.get(_relation(sheet), ("", ""))
        xml = package.read(part)
        root = _ROOT.search(xml[:65_536])
        if root is None:
            raise UnreadableFileError(DAMAGED)
        if root[1] == b"worksheet":
            found[name] = _structure(name, xml, formats, _comments(package, part))
    return found


def _relation(sheet: _Element) -> str:
    return next((str(v) for k, v in sheet.items() if str(k).endswith("relationships}id")), "")


def _structure(name: str, xml: bytes, formats: dict[int, str], comments: dict[Place, str]) -> Structure:
    if _UNNUMBERED.search(xml):
        xml = _numbered(xml)
    _check_extent(name, xml)
    return Structure(
        errors={
            _place(m): m[3].decode("utf-8", "replace").strip() for m in _found(_ERROR, xml, _ERROR_MARKS)
        },
        uncached=frozenset(_place(m) for m in _found(_UNCACHED, xml, _FORMULA_MARKS)),
        formats=_formats(xml, formats),
        hidden_rows=frozenset(int(m[1]) - 1 for m in _HIDDEN.finditer(xml)),
        comments=comments,
    )


def _found(pattern: re.Pattern[bytes], xml: bytes, marks: tuple[bytes, ...]) -> Iterator[re.Match[bytes]]:
    """Search only where a plain search for the attribute or element says that there is something to find."""
    return pattern.finditer(xml) if any(word in xml for word in marks) else iter(())


def _place(match: re.Match[bytes]) -> Place:
    return int(match[2]) - 1, column_index(match[1].decode())


def _check_extent(name: str, xml: bytes) -> None:
    filled = _FILLED.findall(xml)
    if not filled:
        return
    rows = max(int(row[:9]) for _, row in filled)
    letters = max({letters for letters, _ in filled}, key=lambda text: (len(text), text)).decode()
    columns = column_index(letters) + 1
    if rows > MAX_ROW or columns > MAX_COLUMN or rows * columns > MAX_CELLS:
        raise UnreadableFileError(
            f"工作表“{name}”在很远的单元格（第{rows}行、{letters}列）有多余内容，"
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
    from toolkit.intake.grid import column_letters

    return column_letters(column).encode()


def _formats(xml: bytes, formats: dict[int, str]) -> dict[Place, str]:
    """Return the number formats that matter of the cells that have content."""
    if not formats:
        return {}
    ids = b"|".join(b"%d" % i for i in formats) if len(formats) <= _MANY_STYLES else rb"\d+"
    pattern = rb"""(?=[^>]*\ss=["'](""" + ids + rb""")["'])"""
    styled = re.compile(_CELL + pattern + _REF + rb"[^>]*(?<!/)>")
    return {
        (int(m[3]) - 1, column_index(m[2].decode())): formats[int(m[1])]
        for m in styled.finditer(xml)
        if int(m[1]) in formats
    }


def _number_formats(package: Package) -> dict[int, str]:
    """Return style index to format code, for percentages and fixed decimals only."""
    if "xl/styles.xml" not in package:
        return {}
    try:
        root = package.xml("xl/styles.xml")
    except UnreadableFileError:
        return {}
    custom = {_number(f.get("numFmtId")): str(f.get("formatCode", "")) for f in root.iter("{*}numFmt")}
    cell_styles = next(root.iter("{*}cellXfs"), None)
    codes = {
        index: _telling(_number(style.get("numFmtId")), custom)
        for index, style in enumerate([] if cell_styles is None else cell_styles)
    }
    return {index: code for index, code in codes.items() if code}


def _telling(number: int, custom: dict[int, str]) -> str:
    """Return a format code when it changes what a number says, else ``""``."""
    if number in _PERCENT_IDS:
        return _PERCENT_IDS[number]
    code = _QUOTED.sub("", custom.get(number, "0.00" if number in {2, 4} else ""))
    return code.partition(";")[0] if "%" in code or _FIXED.fullmatch(code) else ""


def _number(text: object) -> int:
    return int(str(text)) if str(text).isdecimal() else -1


def _comments(package: Package, part: str) -> dict[Place, str]:
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
