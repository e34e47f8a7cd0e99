"""内部：the parts of a zipped document, opened once and read by name."""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from toolkit.errors import UnreadableFileError
from toolkit.intake import directory

if TYPE_CHECKING:
    from lxml.etree import _Element

UNREAD: Final = "程序读不了这个文件，请用 Excel 或 WPS 打开后另存为 .xlsx，再重新报送。"
"""Said where our readers stumble over a file that may well be whole."""
DAMAGED: Final = "文件已损坏，打不开，请用 Excel 或 WPS 打开确认后重新保存、重新报送。"

_LOCAL_HEADER: Final = struct.Struct("<4s22xHH")
_LOCAL: Final = b"PK\x03\x04"
_METHODS: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_ENCRYPTED: Final = 0x1
_KEPT: Final = 1 << 16
"""Bytes of a part that is unpacked once, however often it is asked for."""
_SMALL: Final = 1 << 11
"""Packed bytes of what is unpacked once for all the files that have it."""
_UTF16: Final = frozenset({b"\xff\xfe", b"\xfe\xff"})


class Package:
    """
    The parts of a zip by name, whatever its letter case and slashes.

    One that is missing or broken is an UnreadableFileError.
    """

    def __init__(self, data: bytes) -> None:
        listed = directory.members(data)
        self.is_clear = listed is not None
        """Whether any two readers find the same parts in it."""
        self.members = _listed(data) if listed is None else listed
        self._data = data
        self._read: dict[str, bytes] = {}
        self._names = {member.filename.replace("\\", "/").lower(): member for member in self.members}

    def __contains__(self, part: str) -> bool:
        return part.lower() in self._names

    def read(self, part: str) -> bytes:
        """Return a part's bytes, checked against its checksum, UTF-16 turned into UTF-8; a small one is kept."""
        known = self._read.get(part)
        if known is None:
            known = self._checked(part)
            if len(known) <= _KEPT:
                self._read[part] = known
        return known

    def _checked(self, part: str) -> bytes:
        member = self._names.get(part.lower())
        if member is None:
            raise UnreadableFileError(DAMAGED)
        data = self._unpack(member, member.file_size + 1)
        if len(data) != member.file_size or zlib.crc32(data) != member.CRC:
            raise UnreadableFileError(DAMAGED)
        if data[:2] in _UTF16:
            return data.decode("utf-16", "replace").encode()
        return data

    def head(self, member: zipfile.ZipInfo, size: int) -> bytes:
        """Return the first bytes of a member, without a look at the rest of it."""
        return self._unpack(member, size, packed=size + 64)

    def _unpack(self, member: zipfile.ZipInfo, size: int, packed: int | None = None) -> bytes:
        """Return ``size`` bytes of a member at most, whatever its directory says of it."""
        start = member.header_offset
        header = self._data[start : start + _LOCAL_HEADER.size].ljust(_LOCAL_HEADER.size, b"\0")
        mark, name, extra = _LOCAL_HEADER.unpack(header)
        if mark != _LOCAL or member.compress_type not in _METHODS or member.flag_bits & _ENCRYPTED:
            raise UnreadableFileError(DAMAGED)
        first = start + _LOCAL_HEADER.size + name + extra
        length = member.compress_size if packed is None else min(member.compress_size, packed)
        content = self._data[first : first + length]
        if member.compress_type == zipfile.ZIP_STORED:
            return content[:size]
        return (_known if len(content) <= _SMALL and size <= _KEPT else _inflated)(content, size)

    def peek(self, part: str, size: int) -> bytes:
        """Return the first bytes of a part, none where there is no such part."""
        member = self._names.get(part.lower())
        return self.head(member, size) if member else b""

    def xml(self, part: str) -> _Element:
        """Return a part's root element."""
        return parse(self.read(part))

    def targets(self, part: str) -> dict[str, tuple[str, str]]:
        """Return the relationships of a part: id to (last word of the type, part pointed at)."""
        folder, _, name = part.rpartition("/")
        rels = f"{folder}/_rels/{name}.rels"
        return _links(self.read(rels), folder) if rels in self else {}


def _listed(data: bytes) -> list[zipfile.ZipInfo]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return package.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise UnreadableFileError(DAMAGED) from error


def _inflated(packed: bytes, size: int) -> bytes:
    try:
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, size)
    except zlib.error as error:
        raise UnreadableFileError(DAMAGED) from error


_known = lru_cache(maxsize=256)(_inflated)
"""The same for what is small: files of one form have most of their small parts, and how parts begin, in common."""


@lru_cache(maxsize=64)
def _links(rels: bytes, folder: str) -> dict[str, tuple[str, str]]:
    return {
        link.get("Id", ""): (
            link.get("Type", "").rpartition("/")[2],
            posixpath.normpath(posixpath.join("/", folder, link.get("Target", ""))).lstrip("/"),
        )
        for link in parse(rels).iter("{*}Relationship")
        if link.get("TargetMode") != "External"
    }


@lru_cache(maxsize=1)
def open_package(data: bytes) -> Package:
    """Return the parts of a zip; whoever asks again for the same bytes shares one directory."""
    return Package(data)


def parse(xml: bytes) -> _Element:
    """Return the root element of a part; no entity and nothing outside is ever looked up."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(xml, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableFileError(DAMAGED) from error
