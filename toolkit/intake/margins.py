"""
页边：what a reader of a workbook sees and its cells do not say: text boxes, and type struck through.

Looked for only where the package has a drawing or a style that strikes; a form as it was issued has neither.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from toolkit.errors import UnreadableFileError
from toolkit.intake.package import open_package, parse
from toolkit.model import layout

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

    from toolkit.intake.package import Package
    from toolkit.model.returns import Entry

_BOOK: Final = "xl/workbook.xml"
_STYLES: Final = "xl/styles.xml"
_STRINGS: Final = "xl/sharedStrings.xml"
_STRIKE: Final = b"strike"
_CELL: Final = re.compile(rb"<c\s([^>]*?)(?:/>|>(.*?)</c>)", re.DOTALL)
_ATTRIBUTE: Final = re.compile(rb'\b(r|s|t)="([^"]*)"')
_VALUE: Final = re.compile(rb"<v>(\d+)</v>")
_ADDRESS: Final = re.compile(r"(.+!)([A-Z]+)(\d+)")
_SHOWN: Final = 60
_FILLED: Final = {column.field: column.header for column in layout.FORM if column.filled_by == "department"}
_OFF: Final = frozenset({"0", "false"})


@dataclass(frozen=True, slots=True)
class Margins:
    """``struck`` are addresses of cells with type struck through, ``boxes`` text boxes by the row they stand at."""

    struck: frozenset[str] = frozenset()
    boxes: dict[tuple[str, int], str] = field(default_factory=dict)

    def beside(self, entry: Entry) -> Entry:
        """Return an entry with a sentence on each of its cells of which the department should say what it meant."""
        if not self.struck and not self.boxes:
            return entry
        places = {name: cell for name, cell in entry.cells.items() if name in _FILLED}
        said = {
            name: f"“{_FILLED[name]}”一栏的字划了删除线，按照常读取"
            for name, cell in places.items()
            if cell in self.struck and _written(entry, name)
        }
        where = next((_ADDRESS.fullmatch(cell) for cell in places.values()), None)
        if where and (box := self.boxes.get((where[1][:-1], int(where[3])))):
            said.setdefault("progress", f"本行有文本框“{box[:_SHOWN]}”，没有读取")
        return replace(entry, doubtful=said | entry.doubtful) if said else entry


def read_margins(data: bytes) -> Margins:
    """Return what stands beside the cells of an .xlsx; nothing for what is no such package."""
    try:
        package = open_package(data)
        if _BOOK not in package:
            return Margins()
        fonts = _struck_styles(package)
        strings = _struck_strings(package)
        drawn = any(member.filename.startswith("xl/drawings/drawing") for member in package.members)
        if not (fonts or strings or drawn):
            return Margins()
        sheets = tuple(_sheets(package))
        struck = (cell for sheet in sheets for cell in _struck(package, *sheet, fonts, strings))
        boxes = {place: text for sheet in sheets for place, text in _boxes(package, *sheet)} if drawn else {}
        return Margins(frozenset(struck) if fonts or strings else frozenset(), boxes)
    except UnreadableFileError:
        return Margins()


def _written(entry: Entry, name: str) -> bool:
    raw = {"value": entry.raw, "status": entry.status_raw, "completed_on": entry.completed_raw}
    return bool(raw.get(name, getattr(entry, name)))


def _sheets(package: Package) -> Iterator[tuple[str, str]]:
    links = package.targets(_BOOK)
    for sheet in package.xml(_BOOK).iter("{*}sheet"):
        relation = next((str(v) for k, v in sheet.items() if str(k).endswith("}id")), "")
        kind, part = links.get(relation, ("", ""))
        if kind == "worksheet":
            yield str(sheet.get("name", "")), part


def _strikes(element: _Element) -> bool:
    return any(mark.get("val", "1") not in _OFF for mark in element.iter("{*}strike"))


def _struck_styles(package: Package) -> frozenset[bytes]:
    """Return the numbers of cell formats whose font is struck through."""
    if _STYLES not in package or _STRIKE not in (xml := package.read(_STYLES)):
        return frozenset()
    root = parse(xml)
    fonts = {str(at) for at, font in enumerate(root.findall("{*}fonts/{*}font")) if _strikes(font)}
    formats = root.findall("{*}cellXfs/{*}xf")
    return frozenset(str(at).encode() for at, each in enumerate(formats) if each.get("fontId") in fonts)


def _struck_strings(package: Package) -> frozenset[int]:
    """Return the places of shared texts of which some or all is struck through."""
    if _STRINGS not in package or _STRIKE not in (xml := package.read(_STRINGS)):
        return frozenset()
    return frozenset(at for at, text in enumerate(parse(xml).findall("{*}si")) if _strikes(text))


def _struck(
    package: Package, name: str, part: str, styles: frozenset[bytes], strings: frozenset[int]
) -> Iterator[str]:
    for cell in _CELL.finditer(package.read(part)):
        said = dict(_ATTRIBUTE.findall(cell[1]))
        text = _VALUE.search(cell[2] or b"") if said.get(b"t") == b"s" else None
        if said.get(b"s") in styles or (text and int(text[1]) in strings):
            yield f"{name}!{said.get(b'r', b'').decode()}"


def _boxes(package: Package, name: str, part: str) -> Iterator[tuple[tuple[str, int], str]]:
    drawings = (target for kind, target in package.targets(part).values() if kind == "drawing")
    for drawing in drawings:
        for anchor in package.xml(drawing):
            text = "".join(_texts(anchor.iter("{*}txBody")))
            row = anchor.find("{*}from/{*}row")
            if text and row is not None and row.text:
                yield (name, int(row.text) + 1), text


def _texts(bodies: Iterable[_Element]) -> Iterator[str]:
    return ((each.text or "").strip() for body in bodies for each in body.iter("{*}t"))
