"""
内部：the parts of a plain workbook that are not its sheets: shared texts, and what styles make of numbers.

What is not as common programs write it is NotPlainError; ``plain`` then leaves the file to the general way.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from toolkit.intake import ooxml
from toolkit.intake.guard import is_clean
from toolkit.intake.package import parse
from toolkit.intake.pieces import (
    DAYS,
    NUMBERS,
    TEXTS,
    TRUTHS,
    Known,
    NotPlainError,
    decoded,
    pairs,
)

if TYPE_CHECKING:
    from lxml.etree import _Element

    from toolkit.intake.grid import Cell

MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"

_ELEMENTS: Final = re.compile(
    rb"(?:<\?xml [^<>]*\?>\s*)?"
    rb"(?:<(?:/[\w:.-]+|[\w:.-]+"
    rb'(?:\s+[\w:.-]+="[^"<]*")*\s*/?)>[^<>]*)*'
)
"""Tags and text, and attributes in double quotes; a parser sees to it that they fit together."""
_SST: Final = re.compile(rb'(?:<\?xml [^<>]*\?>\s*)?<sst(?: [A-Za-z]+(?::[A-Za-z0-9]+)?="[^"<>&]*")*>')
_FIRST: Final = b"<si><t>"
_NEXT: Final = b"</t></si><si><t>"
_LAST: Final = b"</t></si></sst>"
_SAID: Final = re.compile(rb'(?<=</t>)<phoneticPr(?: [A-Za-z]+="[^"<>&]*")*/>(?=</si>)')
"""How texts would be pronounced, which Excel writes behind those in Chinese; it says nothing of the text."""
_BETWEEN: Final = b"\0"
_KEPT: Final = b"\1"
"""Put between texts, and before one whose blanks count; no XML holds either."""

_PLAIN_IDS: Final = frozenset(map(str, (*range(14), *range(37, 41), 48, 49)))
_DATE_IDS: Final = frozenset(map(str, (*range(14, 23), *range(27, 37), 45, 47, *range(50, 59))))
_DATE: Final = re.compile(r"(?:\[\$-[0-9A-Fa-f]+\]|\[DBNum[1-4]\])*[ymd]", re.IGNORECASE)
"""How the code of a date begins; what comes behind makes no number of it."""
_LETTERS: Final = re.compile(r"[A-Za-z\[&<>]")
"""Without any of these a number format is none of a date or time."""
_TYPES: Final[dict[bytes, Known[Cell]]] = {b"str": TEXTS, b"b": TRUTHS}


How = tuple["Known[Cell] | None", str]
"""What the values of cells are, None where they are shared texts; and their number format where it tells something."""


def require(fact: object) -> None:
    """Leave the file to the general way unless ``fact`` holds."""
    if not fact:
        raise NotPlainError


def parsed(xml: bytes, root: str) -> _Element:
    """Return the root of a part in UTF-8, where it has this name, nothing below it has, and all below are elements."""
    require(is_clean(xml) and _ELEMENTS.fullmatch(xml))
    element = parse(xml)
    require(element.tag == root and element.prefix is None)
    require(next(element.iterdescendants(f"{{*}}{root.rpartition('}')[2]}"), None) is None)
    return element


def all_at(root: _Element, path: str) -> list[_Element]:
    """Return the elements at a path, where there are none of that name anywhere else."""
    names = path.split("/")
    elements: list[_Element] = root.findall("/".join(f"{MAIN}{name}" for name in names))
    require(len(elements) == sum(1 for _ in root.iter(f"{{*}}{names[-1]}")))
    return elements


def shared_texts(xml: bytes) -> list[str]:
    """Return the shared texts, where each is one piece of text and not runs of several fonts."""
    opening = _SST.match(xml)
    if not opening or _BETWEEN in xml or _KEPT in xml:
        raise NotPlainError
    body = xml[opening.end() :].rstrip()
    if b"<phoneticPr" in body:
        body = _SAID.sub(b"", body)
    if b"<t " in body:
        body = body.replace(b'<t xml:space="preserve">', b"<t>" + _KEPT)
    require(is_clean(xml) and body.startswith(_FIRST) and body.endswith(_LAST))
    body = body[len(_FIRST) : -len(_LAST)].replace(_NEXT, _BETWEEN)
    require(b"<" not in body)
    text, between, kept = decoded(body), _BETWEEN.decode(), _KEPT.decode()
    texts = text.split(between)
    # blanks around a text count only where it says so
    require(all(each.startswith(kept) for each in texts if each != each.strip(" \t\n")))
    return text.replace(kept, "").split(between) if kept in text else texts


@lru_cache(maxsize=16)
def how_to_read(styles: bytes) -> Known[How]:
    """Return how to understand cells by their attributes, under these styles."""
    root = parsed(styles, f"{MAIN}styleSheet")
    listed, styled = all_at(root, "numFmts"), all_at(root, "cellXfs")
    require(len(listed) <= 1 == len(styled) and all(each.tag == f"{MAIN}xf" for each in styled[0]))
    require(all(root.index(each) < root.index(styled[0]) for each in listed))
    formats = [each for formats in listed for each in formats]
    require(all(each.tag == f"{MAIN}numFmt" for each in formats))
    codes = {each.get("numFmtId", ""): each.get("formatCode", "") for each in formats}
    numbers = [_numbers(each.get("numFmtId", ""), codes) for each in styled[0]]
    telling = ooxml.number_formats(styles)

    def understand(attributes: bytes) -> How:
        said = pairs(attributes)
        kind, style = said.get(b"t", b"n"), int(said.get(b"s", b"-1"))
        code = telling.get(style, "")
        if kind == b"s":
            return None, code
        values = (numbers[style] if style >= 0 else NUMBERS) if kind == b"n" else _TYPES.get(kind)
        require(values is not None)
        return values, code

    return Known(understand)


def _numbers(number: str, codes: dict[str, str]) -> Known[Cell] | None:
    """Return what the numbers of a style are: numbers or days; None where that is hard to say, as of times."""
    code = codes.get(number)
    if code:
        if code.lower() == "general" or not _LETTERS.search(code):
            return NUMBERS
        return DAYS if _DATE.match(code) else None
    return NUMBERS if number in _PLAIN_IDS else DAYS if number in _DATE_IDS else None
