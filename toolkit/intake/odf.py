"""What a value reader cannot see in an .ods: percentages, errors, hidden rows, and how far a sheet reaches."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Final

from toolkit.errors import UnreadableFileError
from toolkit.intake.locked import LOCKED
from toolkit.intake.ooxml import FAR, MAX_CELLS, Structure
from toolkit.intake.package import DAMAGED, parse

if TYPE_CHECKING:
    from lxml.etree import _Element

    from toolkit.intake.grid import Place

_MIMETYPE: Final = "mimetype"
_SPREADSHEET: Final = b"application/vnd.oasis.opendocument.spreadsheet"
_MANIFEST: Final = "META-INF/manifest.xml"
_NO_MANIFEST: Final = (
    b'<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
)
_TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_CELLS: Final = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_MAX_REPEAT: Final = 1_048_576
_MAX_DIGITS: Final = 12


def zipped(data: bytes) -> bytes:
    """
    Return a flat .fods as the zip of an .ods, without the indentation a value reader stumbles over.

    Raises:
        UnreadableFileError: the XML is broken.
    """
    from lxml import etree

    root = parse(data)
    for element in root.iter(f"{_TABLE}*"):
        element.text = None
        for child in element:
            child.tail = None
    content = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as package:
        for name, part in ((_MIMETYPE, _SPREADSHEET), ("content.xml", content), (_MANIFEST, _NO_MANIFEST)):
            package.writestr(zipfile.ZipInfo(name), part)
    return buffer.getvalue()


def read_structure(data: bytes) -> dict[str, Structure]:
    """
    Return the structure of every table by its name.

    Raises:
        UnreadableFileError: the content is missing, broken or encrypted, or repeats cells without end.
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            if _MANIFEST in package.namelist() and b"encryption-data" in package.read(_MANIFEST):
                raise UnreadableFileError(LOCKED)
            root = etree.fromstring(package.read("content.xml"), parser)
    except (etree.XMLSyntaxError, zipfile.BadZipFile, KeyError, ValueError, OSError, RuntimeError) as error:
        raise UnreadableFileError(DAMAGED) from error
    return {str(t.get(f"{_TABLE}name", "")): _table(t) for t in root.iter(f"{_TABLE}table")}


def _table(table: _Element) -> Structure:
    formats: dict[Place, str] = {}
    errors: dict[Place, str] = {}
    comments: dict[Place, str] = {}
    uncached: set[Place] = set()
    hidden: set[int] = set()
    row, cells = 0, 0
    for line in table.iter(f"{_TABLE}table-row"):
        times = _repeat(line, "rows")
        column = 0
        for cell in line.iterchildren(*_CELLS):
            wide = _repeat(cell, "columns")
            if len(cell) or cell.get(f"{_OFFICE}value-type"):
                cells += wide * times
                _note(cell, (row, column), formats, errors)
                if words := "\n".join(map(_words, cell.iterchildren(f"{_OFFICE}annotation"))):
                    comments[row, column] = words
            elif cell.get(f"{_TABLE}formula"):
                uncached.add((row, column))
            column += wide
        if cells > MAX_CELLS:
            raise UnreadableFileError(FAR)
        if line.get(f"{_TABLE}visibility") == "collapse":
            hidden.update(range(row, row + min(times, 1000)))
        row += times
    return Structure(
        formats=formats,
        errors=errors,
        uncached=frozenset(uncached),
        hidden_rows=frozenset(hidden),
        comments=comments,
    )


def _words(element: _Element) -> str:
    """Return the paragraphs of a cell or a comment, one below the other."""
    return "\n".join("".join(p.itertext()) for p in element.iterchildren(f"{_TEXT}p"))


def _note(cell: _Element, place: Place, formats: dict[Place, str], errors: dict[Place, str]) -> None:
    kind = cell.get(f"{_OFFICE}value-type")
    text = _words(cell)
    if kind == "percentage":
        formats[place] = "0.00%"
    elif kind == "float" and text.replace(".", "", 1).isdecimal() and text.endswith("0") and "." in text:
        formats[place] = "0." + "0" * len(text.partition(".")[2])
    elif text.startswith(("#", "Err:")) and cell.get(f"{_TABLE}formula"):
        errors[place] = text if text.startswith("#") else "#VALUE!"


def _repeat(element: _Element, what: str) -> int:
    text = str(element.get(f"{_TABLE}number-{what}-repeated", "1"))
    return max(1, min(int(text), _MAX_REPEAT)) if text.isdecimal() and len(text) < _MAX_DIGITS else 1
