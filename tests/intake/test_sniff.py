"""What a file is, by its bytes."""

from __future__ import annotations

import io
import zipfile

import pytest

from toolkit.intake.guard import guard
from toolkit.intake.package import DAMAGED
from toolkit.intake.sniff import Container, sniff


def _zip(*names: str, body: bytes = b"<a/>") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name in names:
            package.writestr(name, body)
    return buffer.getvalue()


def _ole(stream: str) -> bytes:
    entry = stream.encode("utf-16-le").ljust(128, b"\0")
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(1024, b"\0") + entry


@pytest.mark.parametrize(
    ("data", "container"),
    [
        (b"", Container.EMPTY),
        (b"\xef\xbb\xbf\r\n", Container.EMPTY),
        (_zip("[Content_Types].xml", "xl/workbook.xml"), Container.XLSX),
        (_zip("[Content_Types].xml", "xl/workbook.bin"), Container.XLSB),
        (_zip("[Content_Types].xml", "word/document.xml"), Container.DOCX),
        (_zip("县政务局.xlsx"), Container.ZIP),
        (_zip("[Content_Types].xml", "xl/workbook.xml")[:60], Container.CUT_ZIP),
        (_ole("Workbook"), Container.OLE_XLS),
        (_ole("WordDocument"), Container.OLE_DOC),
        (_ole("WordDocument") + _ole("Workbook")[1024:], Container.OLE_DOC),
        (_ole("EncryptedPackage"), Container.ENCRYPTED),
        (b"Rar!\x1a\x07\x00" + _zip("xl/workbook.xml"), Container.RAR),
        (b"7z\xbc\xaf\x27\x1c", Container.SEVENZIP),
        (b"%PDF-1.7\n", Container.PDF),
        (b"\xff\xd8\xff\xe0JFIF", Container.IMAGE),
        (b"\n<html><table></table></html>", Container.HTML),
        ("一、压减审批环节。新增即办事项60项。".encode("gb18030"), Container.TEXT),
        (b"MZ\x90\x00\x03\x00\x00\x00", Container.UNKNOWN),
    ],
    # A zip holds the time it was made: its bytes in the name of a test would differ from one worker to the next.
    ids=lambda value: value.name if isinstance(value, Container) else "",
)
def test_a_file_is_what_its_bytes_say(data: bytes, container: Container) -> None:
    """The name of a file plays no part in what it is."""
    assert sniff(data) is container


def test_an_ordinary_package_passes_the_guard() -> None:
    """A package of small parts without a document type is let through."""
    assert guard(_zip("[Content_Types].xml", "xl/workbook.xml")) == ""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused_in_any_encoding(encoding: str) -> None:
    """A part with a document type declaration is refused, in UTF-16 as well."""
    body = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'.encode(encoding)
    assert "外部声明" in guard(_zip("[Content_Types].xml", body=body))


def test_a_package_with_too_many_members_is_refused() -> None:
    """More than ten thousand members are no form."""
    assert "一万" in guard(_zip(*(f"m{n}" for n in range(10_001)), body=b""))


def test_a_package_that_unpacks_to_too_much_is_refused() -> None:
    """The sum of the sizes in the directory is bounded."""
    assert "512 MB" in guard(_zip(*(f"m{n}" for n in range(60)), body=bytes(10_000_000)))


def test_a_cut_package_is_damaged() -> None:
    """A zip without its end record is said to be damaged."""
    assert guard(_zip("[Content_Types].xml")[:40]) == DAMAGED
