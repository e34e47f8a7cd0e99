"""What departments make of a filled-in form before it comes in: a table of their own, a text, an archive."""

from __future__ import annotations

import csv
import struct
import zlib
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, Any, Final

from toolkit.corrections.stable import saved
from toolkit.demo.scenes import MAY, PASSWORD
from toolkit.model.layout import FIRST_ROW, FORM, FORM_SHEET
from toolkit.model.period import Period

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from toolkit.demo.scenes import HandIn

OWN_HEADINGS: Final = {
    "id": "序号",
    "task": "重点任务",
    "value": "目前完成值",
    "status": "进展状态",
    "completed_on": "办结时间",
    "progress": "工作进展情况",
    "problems": "存在困难",
}
"""The columns of a department's own table, which are not the form's."""
EVIDENCE_FILE: Final = "免罚清单印发通知.pdf"
_PDF: Final = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)
_DOS_DAY: Final = (2022 - 1980) << 9 | 6 << 5 | 1
_ENCRYPTED_UTF8: Final = 0x801
_DEFLATED: Final = 8
_SALT: Final = bytes(11)
"""Random in other people's archives; here every run gives the same bytes."""


def shaped(form: bytes, one: HandIn) -> bytes:
    """Return a filled-in form as the department sends it."""
    return SHAPES[one.shape](form, one) if one.shape in SHAPES else form


def _own_rows(form: bytes, one: HandIn) -> Iterator[list[Any]]:
    from openpyxl import load_workbook

    sheet = load_workbook(BytesIO(form))[FORM_SHEET]
    columns = [index for index, column in enumerate(FORM) if column.field in OWN_HEADINGS]
    order = [column.field for column in FORM if column.field in OWN_HEADINGS]
    yield [f"优化营商环境重点任务{Period.parse(one.period).chinese}进展情况表"]
    yield ["填报单位", one.calls_itself or one.department, "报告期", Period.parse(one.period).chinese]
    yield [OWN_HEADINGS[field] for field in order]
    for row in sheet.iter_rows(min_row=FIRST_ROW, values_only=True):
        if row[0] is not None:
            yield ["" if row[at] is None else row[at] for at in columns]


def _own(form: bytes, one: HandIn) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active or book.create_sheet()
    sheet.title = "进展"
    for row in _own_rows(form, one):
        sheet.append(row)
    return saved(book, one.at)


def _csv(form: bytes, one: HandIn) -> bytes:
    text = StringIO(newline="")
    csv.writer(text).writerows(_own_rows(form, one))
    return text.getvalue().encode("gb18030")


def _zip(form: bytes, one: HandIn) -> bytes:
    from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as package:
        package.writestr(ZipInfo(f"{one.department}填报表.xlsx"), form)
        if one.period == MAY:
            package.writestr(ZipInfo(f"佐证材料/{EVIDENCE_FILE}"), _PDF)
    return out.getvalue()


def _locked(form: bytes, one: HandIn) -> bytes:
    """Return a zip of one file under the password, by the traditional encryption (PKWARE APPNOTE 6.1)."""
    name, crc = f"{one.department}.xlsx".encode(), zlib.crc32(form)
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    plain = _SALT + bytes([crc >> 24]) + packer.compress(form) + packer.flush()
    body = bytes(_encrypted(plain, PASSWORD.encode()))
    fields = (20, _ENCRYPTED_UTF8, _DEFLATED, 0, _DOS_DAY, crc, len(body), len(form), len(name), 0)
    local = struct.pack("<4s5H3L2H", b"PK\3\4", *fields) + name + body
    central = struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, *fields, 0, 0, 0, 0, 0) + name
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 1, 1, len(central), len(local), 0)
    return local + central + end


def _encrypted(plain: bytes, password: bytes) -> Iterator[int]:
    keys = 0x12345678, 0x23456789, 0x34567890
    for byte in password:
        keys = _stirred(keys, byte)
    for byte in plain:
        pad = (keys[2] | 2) & 0xFFFF
        yield byte ^ (pad * (pad ^ 1) >> 8 & 0xFF)
        keys = _stirred(keys, byte)


def _stirred(keys: tuple[int, int, int], byte: int) -> tuple[int, int, int]:
    first = _crc_step(keys[0], byte)
    second = ((keys[1] + (first & 0xFF)) * 134775813 + 1) & 0xFFFFFFFF
    return first, second, _crc_step(keys[2], second >> 24)


def _crc_step(crc: int, byte: int) -> int:
    return zlib.crc32(bytes([byte]), crc ^ 0xFFFFFFFF) ^ 0xFFFFFFFF


SHAPES: Final[dict[str, Callable[[bytes, HandIn], bytes]]] = {
    "own": _own,
    "csv": _csv,
    "zip": _zip,
    "locked": _locked,
}
