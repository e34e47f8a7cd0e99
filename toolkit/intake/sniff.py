"""辨认：what a file is by its bytes, never by its name."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final

from toolkit.errors import UnreadableFileError
from toolkit.intake.package import open_package
from toolkit.lang import script


class Container(StrEnum):
    """What holds the content; the value is what a clerk calls it."""

    XLSX = "Excel 工作簿"
    XLSB = "Excel 二进制工作簿"
    ODS = "ODS 表格"
    DOCX = "Word 文档"
    PPTX = "演示文稿"
    FODS = "单个文件的 ODS 表格"
    XML_2003 = "Excel 2003 的 XML 表格"
    OLE_XLS = "Excel 97-2003 或 WPS 表格"
    OLE_DOC = "Word 97-2003 或 WPS 文档"
    ENCRYPTED = "加密文件"
    ZIP = "ZIP 压缩包"
    RAR = "RAR 压缩包"
    SEVENZIP = "7z 压缩包"
    PDF = "PDF 文档"
    HTML = "网页"
    TEXT = "文本"
    IMAGE = "图片"
    EMPTY = "空文件"
    CUT_ZIP = "不完整的文件"
    UNKNOWN = "不认识的文件"


WORKBOOKS: Final = frozenset(
    {
        Container.XLSX,
        Container.XLSB,
        Container.ODS,
        Container.FODS,
        Container.XML_2003,
        Container.OLE_XLS,
    }
)

_MAGIC: Final = (
    (rb"Rar!\x1a\x07", Container.RAR),
    (rb"7z\xbc\xaf\x27\x1c", Container.SEVENZIP),
    (rb".{0,1024}?%PDF-", Container.PDF),
    (rb"\x89PNG\r\n\x1a\n|\xff\xd8\xff|GIF8|II\*\0|MM\0\*|RIFF....WEBP", Container.IMAGE),
    (rb"\x09[\x00\x02\x04]\x06\x00|\x09\x00\x04\x00|\x09\x08[\x08\x10]\x00", Container.OLE_XLS),
)
"""The last are bare BIFF streams, version 2 to 8."""
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS: Final = (
    ("EncryptedPackage", Container.ENCRYPTED),
    ("WordDocument", Container.OLE_DOC),
    ("Workbook", Container.OLE_XLS),
    ("Book", Container.OLE_XLS),
)
"""In order: a Word document with a workbook inside is a Word document."""
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_ZIP_PARTS: Final = (
    ("xl/workbook.xml", Container.XLSX),
    ("xl/workbook.bin", Container.XLSB),
    ("word/document.xml", Container.DOCX),
    ("ppt/presentation.xml", Container.PPTX),
)
_HTML: Final = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|table|head|body|meta|style|div|title|tr)\b",
    re.IGNORECASE | re.DOTALL,
)
_XML: Final = re.compile(rb"[\xff\xfe\xef\xbb\xbf\s]*<(?:\?xml|[\w.-]*:?(?:Workbook|document)\b)")
_MHTML: Final = re.compile(
    rb"\s*(?:[A-Za-z-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?Content-Type:\s*multipart/related", re.IGNORECASE
)
"""A page with what belongs to it as one file, as Excel's single file web page."""
_FLAT: Final = (
    (b"urn:schemas-microsoft-com:office:spreadsheet", Container.XML_2003),
    (b"application/vnd.oasis.opendocument.spreadsheet", Container.FODS),
)
_HEAD: Final = 4096
_ROOT_TAG: Final = 16_384
_DIRECTORY_ENTRY: Final = 128


def sniff(data: bytes) -> Container:
    """Return what ``data`` is by its first bytes and, in a zip or OLE2 file, by the parts it names."""
    head = data[:_HEAD]
    if not head.strip(b"\xef\xbb\xbf\xff\xfe\0\r\n\t "):
        return Container.EMPTY if len(data) <= _HEAD else Container.UNKNOWN
    if data.startswith(_OLE):
        return _ole(data)
    if data.startswith(_ZIP):
        return _zip(data)
    marked = next((container for magic, container in _MAGIC if re.match(magic, head, re.DOTALL)), None)
    return marked or _text(data)


def _ole(data: bytes) -> Container:
    for name, container in _OLE_STREAMS:
        entry = name.encode("utf-16-le") + b"\0\0"
        at = data.find(entry)
        while at >= 0:
            if at % _DIRECTORY_ENTRY == 0:
                return container
            at = data.find(entry, at + 1)
    return Container.UNKNOWN


def _zip(data: bytes) -> Container:
    try:
        package = open_package(data)
        odf = package.peek("mimetype", 80) or package.peek("content.xml", _HEAD)
    except UnreadableFileError:
        return Container.CUT_ZIP
    for part, container in _ZIP_PARTS:
        if part in package:
            return container
    if "content.xml" in package:
        return Container.ODS if b"spreadsheet" in odf or b"calc" in odf else Container.UNKNOWN
    return Container.UNKNOWN if "[content_types].xml" in package else Container.ZIP


def _flat(head: bytes) -> Container | None:
    """Return which workbook one XML file is, by what its root element declares."""
    head = head.replace(b"\0", b"")
    return next((kind for mark, kind in _FLAT if mark in head), None)


def _text(data: bytes) -> Container:
    head = data[:_HEAD]
    start = (head.replace(b"\0", b"") if b"\0" in head[:4] else head).removeprefix(b"\xef\xbb\xbf")
    if _XML.match(start) and (flat := _flat(data[:_ROOT_TAG])):
        return flat
    if _HTML.match(start) or _MHTML.match(start):
        return Container.HTML
    try:
        text = script.decode(head)
    except ValueError:
        return Container.UNKNOWN
    odd = sum(not (char.isprintable() or char.isspace()) for char in text)
    return Container.TEXT if odd * 100 < len(text) else Container.UNKNOWN
