"""
直读：an .xlsx as common programs write it, values and structure in one pass.

A general reader and a pass for what it does not show cost twice what one pass over the text of a sheet does.  This
one knows little XML: it reads a workbook only where every byte of its cells is of a few shapes (``pieces``), and
everything around them is parsed and calm.  Of anything else it returns None, and the general way is taken.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from toolkit.errors import UnreadableFileError
from toolkit.intake import ooxml
from toolkit.intake.grid import Area, Sheet, column_index
from toolkit.intake.pieces import HEADS, INDICES, NotPlainError, split
from toolkit.intake.plain_parts import MAIN, all_at, how_to_read, parsed, require, shared_texts

if TYPE_CHECKING:
    from lxml.etree import _Element

    from toolkit.intake.grid import Cell, Place
    from toolkit.intake.package import Package
    from toolkit.intake.pieces import Known
    from toolkit.intake.plain_parts import How

_LONGEST: Final = 1 << 20
"""Bytes of a part; a longer one has little that is known already, and the general way is as fast."""
_ROOT_LINKS: Final = "_rels/.rels"
_BOOK: Final = "xl/workbook.xml"
_BOOK_LINKS: Final = "xl/_rels/workbook.xml.rels"
_STYLES: Final = "xl/styles.xml"
_STRINGS: Final = "xl/sharedStrings.xml"
_LINKS: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_KIND: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_STATES: Final = frozenset({"visible", "hidden", "veryHidden"})
_PART: Final = re.compile(r"(?:/xl/)?(worksheets/[\w.-]+)", re.ASCII)

_OPEN: Final = b"<sheetData>"
_SHUT: Final = b"</sheetData>"
_BLANK: Final = b"<sheetData/>"
_AREA: Final = re.compile(r"([A-Z]{1,2})([1-9][0-9]{0,5})(?::([A-Z]{1,2})([1-9][0-9]{0,5}))?")
MAX_MERGED: Final = 10_000


class _Listed(NamedTuple):
    """A sheet as the workbook lists it."""

    name: str
    visible: bool
    part: str


def read(package: Package) -> tuple[Sheet, ...] | None:
    """Return the sheets of a plain workbook, None of one that another reader has to look at."""
    try:
        return _read(package)
    except (NotPlainError, UnreadableFileError):
        return None


def _read(package: Package) -> tuple[Sheet, ...]:
    require(package.is_clear)
    names = {member.filename for member in package.members if member.file_size <= _LONGEST}
    require(names >= {_ROOT_LINKS, _BOOK, _BOOK_LINKS, _STYLES})
    sheets, has_texts = _listed(package.read(_ROOT_LINKS), package.read(_BOOK), package.read(_BOOK_LINKS))
    require(has_texts == (_STRINGS in names) and names >= {sheet.part for sheet in sheets})
    texts = shared_texts(package.read(_STRINGS)) if has_texts else []
    how = how_to_read(package.read(_STYLES))
    return tuple(_sheet(package, sheet, texts, how) for sheet in sheets)


@lru_cache(maxsize=16)
def _listed(root_links: bytes, book: bytes, book_links: bytes) -> tuple[tuple[_Listed, ...], bool]:
    """Return the sheets of a workbook that counts its days from 1900, and whether it has shared texts."""
    links = _links(book_links)
    texts = _only(links, "sharedStrings", {"", "sharedStrings.xml", f"/{_STRINGS}"})
    _only(links, "styles", {"styles.xml", f"/{_STYLES}"})
    _only(_links(root_links), "officeDocument", {_BOOK, f"/{_BOOK}"})
    root = parsed(book, f"{MAIN}workbook")
    require(all(each.get("date1904", "0") in {"0", "false"} for each in root.iter("{*}workbookPr")))
    sheets = tuple(_listing(sheet, links) for sheet in all_at(root, "sheets/sheet"))
    names = {f' name="{sheet.name}"'.encode() for sheet in sheets}
    require(len(names) == len(sheets) and all(name in book for name in names))
    return sheets, bool(texts)


def _links(xml: bytes) -> dict[str, tuple[str, str]]:
    """Return what relationships lead to, by their ids: the last word of the kind, and the target as it is written."""
    links = list(parsed(xml, f"{_LINKS}Relationships"))
    said = {
        link.get("Id", ""): (link.get("Type", "").removeprefix(_KIND), link.get("Target", ""))
        for link in links
    }
    require(len(said) == len(links) and all(link.tag == f"{_LINKS}Relationship" for link in links))
    return said


def _only(links: dict[str, tuple[str, str]], kind: str, targets: set[str]) -> str:
    """Return where the one relationship of a kind leads, none being ``""``, where that is as usual."""
    found = [target for each, target in links.values() if each == kind] or [""]
    require(len(found) == 1 and found[0] in targets)
    return found[0]


def _listing(sheet: _Element, links: dict[str, tuple[str, str]]) -> _Listed:
    name, state = sheet.get("name", ""), sheet.get("state", "visible")
    kind, target = links.get(sheet.get(f"{{{_KIND[:-1]}}}id", ""), ("", ""))
    part = _PART.fullmatch(target)
    require(state in _STATES and kind == "worksheet" and sheet.nsmap.get("r") == _KIND[:-1])
    if not part:
        raise NotPlainError
    return _Listed(name, state == "visible", f"xl/{part[1]}")


def _sheet(package: Package, listed: _Listed, texts: list[str], how: Known[How]) -> Sheet:
    xml = package.read(listed.part)
    if _OPEN not in xml:
        xml = xml.replace(_BLANK, _OPEN + _SHUT, 1)
    start, end = xml.find(_OPEN) + len(_OPEN), xml.find(_SHUT)
    width, merged = _around(xml[:start] + xml[end:])
    try:
        rows, formats = _filled(xml[start:end], width, texts, how)
    except (IndexError, ValueError) as error:
        raise NotPlainError from error
    return Sheet(
        name=listed.name,
        visible=listed.visible,
        rows=without_blank_end(rows),
        height=max(len(rows) - 1, 0),
        merged=merged,
        formats=formats,
        hidden_rows=ooxml.hidden_rows(xml),
        comments=ooxml.comments(package, listed.part),
    )


@lru_cache(maxsize=16)
def _around(xml: bytes) -> tuple[int, tuple[Area, ...]]:
    """Return how many columns a sheet without its cells says it has, and what is merged."""
    root = parsed(xml, f"{MAIN}worksheet")
    require(len(all_at(root, "sheetData")) == 1)
    says = [_area(each) for each in all_at(root, "dimension")]
    merged = [_area(each) for each in all_at(root, "mergeCells/mergeCell")]
    require(len(all_at(root, "mergeCells")) <= 1)
    return max((area.right + 1 for area in says), default=0), tuple(merged[:MAX_MERGED])


def _area(element: _Element) -> Area:
    match = _AREA.fullmatch(element.get("ref", ""))
    if not match:
        raise NotPlainError
    left, top, right, bottom = match[1], match[2], match[3] or match[1], match[4] or match[2]
    area = Area(int(top) - 1, column_index(left), int(bottom) - 1, column_index(right))
    require(area.top <= area.bottom and area.left <= area.right)
    return area


def _filled(
    cells: bytes, width: int, texts: list[str], how: Known[How]
) -> tuple[list[list[Cell]], dict[Place, str]]:
    """Return the rows down to the last with a value, each as wide as the widest of them, and what formats tell."""
    rows: list[list[Cell]] = []
    formats: dict[Place, str] = {}
    blank: list[Cell] = [""] * width
    columns: set[int] = set()
    at, row = -1, blank
    pieces = iter(split(cells))
    # blank cells drop out, and behind the head of any other the next piece is its value
    heads = filter(None, map(HEADS.__getitem__, pieces))
    for (number, column, attributes), value in zip(heads, pieces, strict=True):
        if number != at:
            rows.extend(blank.copy() for _ in range(len(rows), number + 1))
            at, row = number, rows[number]
        values, code = how[attributes]
        row[column] = texts[INDICES[value]] if values is None else values[value]
        columns.add(column)
        if code:
            formats[number, column] = code
    widest = max(columns, default=-1) + 1
    return rows if widest == width else [row[:widest] for row in rows], formats


def without_blank_end(rows: list[list[Cell]]) -> tuple[tuple[Cell, ...], ...]:
    """Return the rows but those at the end in which nothing is written."""
    last = len(rows)
    while last and not any(map(_is_written, rows[last - 1])):
        last -= 1
    return tuple(map(tuple, rows[:last]))


def _is_written(value: Cell) -> bool:
    return bool(value.strip()) if isinstance(value, str) else True
