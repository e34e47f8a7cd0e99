"""文件封装：a Word file of the same parts gets the same bytes, whenever and wherever it is made."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

if TYPE_CHECKING:
    from collections.abc import Mapping

_EARLIEST = (1980, 1, 1, 0, 0, 0)


def settle(data: bytes) -> bytes:
    """Pack an Office file again, its parts in their order and all of the earliest date a zip can tell."""
    with ZipFile(BytesIO(data)) as source:
        return pack({name: source.read(name) for name in source.namelist()})


def pack(parts: Mapping[str, bytes], onto: bytes = b"") -> bytes:
    """Pack the parts of an Office file in the order given, behind those packed before."""
    packed = BytesIO(onto)
    with ZipFile(packed, "a", ZIP_DEFLATED) as target:
        for name, content in parts.items():
            part = ZipInfo(name, date_time=_EARLIEST)
            part.compress_type = ZIP_DEFLATED
            part.external_attr = 0o600 << 16
            part.create_system = 0
            target.writestr(part, content)
    return packed.getvalue()
