"""
内部：the directory of a zip as office programs write it, read without the detours that others need.

Of any other zip it returns None, and ``zipfile`` has to say what is in it: one with something before it, behind it or
between its parts' entries, split, larger than 4 GB, with names that are not plain or that come twice.
"""

from __future__ import annotations

import struct
from typing import Final
from zipfile import ZipInfo

_END: Final = struct.Struct("<4s4H2LH")
_END_MARK: Final = b"PK\x05\x06"
_ENTRY: Final = struct.Struct("<4s2xHHH4x3L3H8xL")
_ENTRY_MARK: Final = b"PK\x01\x02"
_NEWEST: Final = 63
"""The latest version of the format that ``zipfile`` knows."""
_ODD: Final = frozenset("\0\\")


def members(data: bytes) -> list[ZipInfo] | None:
    """Return the members, in the order of the directory, None where two readers may differ about them."""
    end = len(data) - _END.size
    if end < 0:
        return None
    mark, disk, first_disk, here, entries, size, at, comment = _END.unpack_from(data, end)
    if mark != _END_MARK or disk or first_disk or comment or here != entries or at + size != end:
        return None
    found = []
    for _ in range(entries):
        member, at = _member(data, at, end)
        if member is None:
            return None
        found.append(member)
    names = {member.filename.lower() for member in found}
    return found if at == end and len(names) == entries else None


def _member(data: bytes, at: int, end: int) -> tuple[ZipInfo | None, int]:
    """Return the member whose entry begins at ``at``, and where the next one begins."""
    if at + _ENTRY.size > end:
        return None, end
    mark, version, flags, method, crc, packed, unpacked, name, extra, comment, where = _ENTRY.unpack_from(
        data, at
    )
    first = at + _ENTRY.size
    last = first + name
    text = data[first:last].decode("latin-1")
    calm = (
        mark == _ENTRY_MARK and version <= _NEWEST and not extra and text.isascii() and not _ODD & set(text)
    )
    if not calm or where + packed > end:
        return None, end
    member = ZipInfo(text)
    member.flag_bits, member.compress_type, member.CRC = flags, method, crc
    member.compress_size, member.file_size, member.header_offset = packed, unpacked, where
    return member, last + comment
