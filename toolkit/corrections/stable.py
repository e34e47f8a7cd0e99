"""A workbook saved so that the same contents give the same bytes."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

if TYPE_CHECKING:
    from datetime import datetime

    from openpyxl.workbook import Workbook

_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_CORE: Final = "docProps/core.xml"
_MOMENTS: Final = ("{http://purl.org/dc/terms/}created", "{http://purl.org/dc/terms/}modified")


def saved(book: Workbook, made_at: datetime) -> bytes:
    """Return a workbook's bytes, made at ``made_at`` and not at the moment of saving."""
    from openpyxl.writer.excel import ExcelWriter

    raw, packed = BytesIO(), BytesIO()
    ExcelWriter(book, ZipFile(raw, "w")).save()
    with ZipFile(raw) as source, ZipFile(packed, "w") as target:
        for member in source.infolist():
            content = source.read(member)
            target.writestr(
                _plain(member.filename), _dated(content, made_at) if member.filename == _CORE else content
            )
    return packed.getvalue()


def _plain(name: str) -> ZipInfo:
    info = ZipInfo(name, _EPOCH)
    info.compress_type, info.create_system = ZIP_DEFLATED, 0
    return info


def _dated(core: bytes, made_at: datetime) -> bytes:
    from lxml import etree

    properties = etree.fromstring(core, etree.XMLParser(resolve_entities=False))
    for name in _MOMENTS:
        for moment in properties.iter(name):
            moment.text = made_at.strftime("%Y-%m-%dT%H:%M:%SZ")
    return bytes(etree.tostring(properties, xml_declaration=True, encoding="UTF-8", standalone=True))
