"""What only the records of a binary workbook say: errors, percentages, hidden rows, cells out of reach."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest

from toolkit.errors import UnreadableFileError
from toolkit.intake import xlsb

RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
    'Target="worksheets/sheet1.bin"/></Relationships>'
)


def _record(kind: int, body: bytes) -> bytes:
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    return head + bytes([len(body)]) + body


def _string(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _row(number: int, *, hidden: bool = False) -> bytes:
    return _record(0, struct.pack("<IIHBB", number, 0, 300, 0, 0x10 if hidden else 0) + b"\0" * 5)


def _cell(kind: int, column: int, value: bytes, style: int = 0) -> bytes:
    return _record(kind, struct.pack("<II", column, style) + value)


def _book(sheet: bytes) -> bytes:
    styles = _record(44, struct.pack("<H", 164) + _string("0.0%")) + _record(617, struct.pack("<I", 2))
    styles += b"".join(_record(47, struct.pack("<HH", 0, fmt) + b"\0" * 12) for fmt in (0, 164))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("xl/workbook.bin", _record(156, b"\0" * 8 + _string("rId1") + _string("填报表")))
        package.writestr("xl/_rels/workbook.bin.rels", RELS)
        package.writestr("xl/styles.bin", styles + _record(618, b""))
        package.writestr("xl/worksheets/sheet1.bin", sheet)
    return buffer.getvalue()


def test_errors_percentages_and_hidden_rows_are_seen() -> None:
    """An error typed or reckoned, a number under a percent format, a hidden row."""
    number = struct.pack("<d", 0.985)
    sheet = _row(0) + _cell(5, 2, number, 1) + _cell(5, 3, number) + _cell(3, 4, b"\x2a")
    sheet += _row(4, hidden=True) + _cell(11, 0, b"\x17\0\0")
    structure = xlsb.read_structure(_book(sheet))["填报表"]
    assert structure.formats == {(0, 2): "0.0%"}
    assert structure.errors == {(0, 4): "#N/A", (4, 0): "#REF!"}
    assert structure.hidden_rows == {4}


@pytest.mark.parametrize(
    "sheet",
    [_row(1_048_575) + _cell(5, 16_383, struct.pack("<d", 1.0)), _row(0) + b"\x05\x7f\0", b"\x00\x80\x80"],
    ids=["far", "short-cell", "cut"],
)
def test_a_hostile_binary_sheet_is_refused(sheet: bytes) -> None:
    """A cell out of reach and a cut record get a sentence before the values' reader builds its grid."""
    with pytest.raises(UnreadableFileError):
        xlsb.read_structure(_book(sheet))
