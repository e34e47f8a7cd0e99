"""The directory of a zip is read as zipfile reads it, or left to it."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest

from toolkit.intake import directory, package


def _zip(*names: str, extra: bytes = b"", comment: bytes = b"") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        made.comment = comment
        for name in names:
            member = zipfile.ZipInfo(name)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.extra = extra
            made.writestr(member, name * 50)
    return buffer.getvalue()


PLAIN = _zip("[Content_Types].xml", "xl/workbook.xml")


def test_a_plain_directory_says_what_zipfile_says() -> None:
    """Names, sizes, checksums and places, in the same order."""
    fields = ("filename", "file_size", "compress_size", "CRC", "compress_type", "flag_bits", "header_offset")
    read = directory.members(PLAIN)
    with zipfile.ZipFile(io.BytesIO(PLAIN)) as known:
        listed = known.infolist()
    assert read is not None
    assert [[getattr(m, f) for f in fields] for m in read] == [
        [getattr(m, f) for f in fields] for m in listed
    ]


@pytest.mark.parametrize(
    "odd",
    [
        b"",
        PLAIN[:-1],
        b"before" + PLAIN,
        PLAIN + b"behind",
        _zip("a.xml", comment=b"2022"),
        _zip("a.xml", extra=struct.pack("<HHL", 0x7777, 4, 0)),
        _zip("填报表.xml"),
        _zip("xl\\workbook.xml"),
        _zip("xl/workbook.xml", "XL/Workbook.xml"),
        PLAIN.replace(b"PK\x01\x02", b"PK\x01\x03"),
        PLAIN[:-14] + b"\x01" + PLAIN[-13:],
        PLAIN.replace(b"PK\x01\x02\x14\x03\x14\x00", b"PK\x01\x02\x14\x03\x40\x00"),
    ],
    ids=[
        "nothing", "cut", "something before", "something behind", "a comment", "extra fields", "a Chinese name",
        "a backslash", "a name twice", "no entry", "fewer entries", "a version to come",
    ],
)  # fmt: skip
def test_any_other_directory_is_left_to_zipfile(odd: bytes) -> None:
    """Where two readers may find different parts, or one of them none, this one does not decide."""
    assert directory.members(odd) is None


def test_what_is_not_plain_is_listed_by_zipfile_still() -> None:
    """A zip with a comment has its parts, and is not said to be clear."""
    opened = package.Package(_zip("xl/workbook.xml", comment=b"2022"))
    assert "xl/workbook.xml" in opened
    assert not opened.is_clear
    assert package.Package(PLAIN).is_clear


def test_small_parts_that_files_share_are_unpacked_once() -> None:
    """The second file of a form finds its small parts unpacked; each still has its checksum looked at."""
    before = package._known.cache_info().hits
    contents = [package.Package(PLAIN).read("xl/workbook.xml") for _ in range(2)]
    assert contents == [b"xl/workbook.xml" * 50] * 2
    assert package._known.cache_info().hits > before
