"""What a value reader cannot see in an .ods: percentages, errors, hidden rows, and how far a sheet reaches."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Final

from toolkit.errors import UnreadableFileError
from toolkit.intake.locked import LOCKED
from toolkit.intake.ooxml import MAX_CELLS, Structure
from toolkit.intake.package import DAMAGED

if TYPE_CHECKING:
    from lxml.etree import _Element

    from toolkit.intake.grid import Place

_TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_CELLS: Final = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_MAX_REPEAT: Final = 1_048_576
_MAX_DIGITS: Final = 12


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
            manifest = "META-INF/manifest.xml"
            if manifest in package.namelist() and b"encryption-data" in package.read(manifest):
                raise UnreadableFileError(LOCKED)
            root = etree.fromstring(package.read("content.xml"), parser)
    except (etree.XMLSyntaxError, zipfile.BadZipFile, KeyError, ValueError, OSError, RuntimeError) as error:
        raise UnreadableFileError(DAMAGED) from error
    return {str(t.get(f"{_TABLE}name", "")): _table(t) for t in root.iter(f"{_TABLE}table")}


def _table(table: _Element) -> Structure:
    formats: dict[Place, str] = {}
    errors: dict[Place, str] = {}
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
            column += wide
        if cells > MAX_CELLS:
            raise UnreadableFileError(
                "表格里有成片重复的内容，超出可读范围，请把填报内容复制到填报表里重新报送。"
            )
        if line.get(f"{_TABLE}visibility") == "collapse":
            hidden.update(range(row, row + min(times, 1000)))
        row += times
    return Structure(formats=formats, errors=errors, hidden_rows=frozenset(hidden))


def _note(cell: _Element, place: Place, formats: dict[Place, str], errors: dict[Place, str]) -> None:
    kind = cell.get(f"{_OFFICE}value-type")
    text = "".join("".join(p.itertext()) for p in cell.iterchildren(f"{_TEXT}p"))
    if kind == "percentage":
        formats[place] = "0.00%"
    elif kind == "float" and text.replace(".", "", 1).isdecimal() and text.endswith("0") and "." in text:
        formats[place] = "0." + "0" * len(text.partition(".")[2])
    elif text.startswith(("#", "Err:")) and cell.get(f"{_TABLE}formula"):
        errors[place] = text if text.startswith("#") else "#VALUE!"


def _repeat(element: _Element, what: str) -> int:
    text = str(element.get(f"{_TABLE}number-{what}-repeated", "1"))
    return max(1, min(int(text), _MAX_REPEAT)) if text.isdecimal() and len(text) < _MAX_DIGITS else 1
