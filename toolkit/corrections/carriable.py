"""Whether openpyxl can carry a workbook through marking without losing any of it."""

from __future__ import annotations

import re
import zlib
from io import BytesIO
from typing import Final
from zipfile import BadZipFile, ZipFile

_CARRIED: Final = re.compile(
    r"""
      \[Content_Types\]\.xml
    | _rels/.* | docProps/.* | customXml/.*
    | xl/_rels/.* | xl/theme/.*
    | xl/(workbook | styles | sharedStrings | calcChain)\.xml
    | xl/worksheets/(_rels/)?[^/]+
    | xl/(comments/)?comments?\d*\.xml
    | xl/(drawings/)?[^/]+\.vml | xl/drawings/[^/]+\.xml
    | xl/(threadedComments | persons | printerSettings | externalLinks | tables)/.*
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""Parts openpyxl writes again, or whose loss nobody sees; pictures, charts, controls and macros are not."""

_ZIP = b"PK\x03\x04"
_STRICT = b"purl.oclc.org/ooxml"
"""The namespace of Strict Open XML, which openpyxl reads as empty without a word."""

_BROKEN: Final = (BadZipFile, zlib.error, KeyError, ValueError, EOFError, OSError, RuntimeError)
"""What zipfile raises on cut, damaged and encrypted packages."""

_DRAWN: Final = ((".vml", re.compile(rb'ObjectType="(?!Note)')), (".xml", re.compile(rb"Anchor[ />]")))
"""What openpyxl would drop: an object of a .vml that is no comment, anything anchored in a drawing; the
drawings LibreOffice adds to every form are empty."""


def can_mark(data: bytes) -> bool:
    """
    Return whether a department's file can be given back with marks in it.

    False for anything but a plain .xlsx: pictures, charts, buttons, macros and Strict files would come
    back damaged.  The department then gets a fresh form with its own answers in it.
    """
    if not data.startswith(_ZIP):
        return False
    try:
        with ZipFile(BytesIO(data)) as package:
            return _is_plain(package)
    except _BROKEN:
        return False


def _is_plain(package: ZipFile) -> bool:
    names = [name for name in package.namelist() if not name.endswith("/")]
    if not all(_CARRIED.fullmatch(name) for name in names):
        return False
    if b"macroEnabled" in package.read("[Content_Types].xml"):
        return False
    if _STRICT in package.read("xl/workbook.xml"):
        return False
    drawings = [name for name in names if "drawing" in name.lower() or name.lower().endswith(".vml")]
    return not any(
        name.lower().endswith(ending) and pattern.search(package.read(name))
        for name in drawings
        for ending, pattern in _DRAWN
    )
