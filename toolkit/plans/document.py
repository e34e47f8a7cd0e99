"""方案文件：the bytes of a plan document to its lines, whatever format they are in."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Final, cast

from toolkit.errors import UnreadableFileError

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_BYTES: Final = 40_000_000
MAX_CHARACTERS: Final = 1_500_000
MAX_LINES: Final = 60_000

_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a line stood in a table: tables, rows and columns are counted from 0."""

    table: int
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Line:
    """
    One paragraph of the document, or one cell of a table.

    ``bold`` is set where the whole paragraph is; ``heading`` is the heading level (1 is the highest) where
    the document says so; ``repaired`` is what stood there before damaged characters were restored.
    """

    text: str
    bold: bool = False
    heading: int | None = None
    cell: Cell | None = None
    repaired: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A plan document as its lines, in reading order."""

    name: str
    sha256: str
    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        """All lines, one below the other."""
        return "\n".join(line.text for line in self.lines)


def read(data: bytes, name: str) -> Document:
    """
    Read a plan document; its format is found from its content, never from its name.

    Raises:
        UnreadableFileError: the file is empty, too large, encrypted, a picture or damaged.
    """
    if not data.strip():
        raise UnreadableFileError(f"“{name}”是空文件，请核对后重新发送")
    if len(data) > MAX_BYTES:
        raise UnreadableFileError(f"“{name}”超过{MAX_BYTES // 1_000_000}MB，不像一份方案，请只发送方案正文")
    lines = _reader(data)(data, name)
    size = sum(len(line.text) for line in lines)
    if size > MAX_CHARACTERS or len(lines) > MAX_LINES:
        raise UnreadableFileError(f"“{name}”有{size}字，不像一份方案，请只发送方案正文")
    if not size:
        raise UnreadableFileError(f"“{name}”里没有文字，可能是扫描件，请发送可以复制文字的Word或PDF文件")
    return Document(name, hashlib.sha256(data).hexdigest(), lines)


def _reader(data: bytes) -> Callable[[bytes, str], tuple[Line, ...]]:
    module = import_module(f"toolkit.plans.document_{_format(data)}")
    return cast("Callable[[bytes, str], tuple[Line, ...]]", module.read)


def _format(data: bytes) -> str:
    head = data[:4096].lstrip().lower()
    if data.startswith(_ZIP):
        return "sheet" if b"xl/workbook" in data or b"content.xml" in data[:200] else "docx"
    if data.startswith(_OLE):
        return "sheet" if b"W\0o\0r\0k\0b\0o\0o\0k\0" in data else "doc"
    if head.startswith(b"%pdf"):
        return "pdf"
    if head.startswith(b"{\\rtf"):
        return "doc"
    return (
        "html"
        if any(mark in head for mark in (b"<html", b"<!doctype html", b"<body", b"<table", b"<div"))
        else "text"
    )
