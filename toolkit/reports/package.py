"""文件封装：a Word file of the same parts gets the same bytes, whenever and wherever it is made."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_EARLIEST = (1980, 1, 1, 0, 0, 0)


def settle(data: bytes) -> bytes:
    """Pack an Office file again, its parts in their order and all of the earliest date a zip can tell."""
    settled = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(settled, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = ZipInfo(name, date_time=_EARLIEST)
            part.compress_type = ZIP_DEFLATED
            part.external_attr = 0o600 << 16
            part.create_system = 0
            target.writestr(part, source.read(name))
    return settled.getvalue()
