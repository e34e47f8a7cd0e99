"""Encrypted files open with what Excel tries unasked and what the office has set; else one sentence."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import msoffcrypto
import pytest
from msoffcrypto.format.ooxml import OOXMLFile

from toolkit.errors import UnreadableFileError
from toolkit.intake import locked
from toolkit.intake.known import Known
from toolkit.intake.read import read_file
from toolkit.intake.sniff import Container, sniff

from .conftest import MakeBook, MakeForm

ANSWERS = {"1.1": {"value": 30, "status": "推进中", "progress": "又增三项"}}


def _encrypted(data: bytes, password: str) -> bytes:
    out = io.BytesIO()
    file: Any = OOXMLFile(io.BytesIO(data))
    file.encrypt(password, out)
    return out.getvalue()


def _old(second: bytes, *, word: bool = False) -> bytes:
    """Return the beginning of an OLE2 file whose first stream starts with a locked head."""
    name = "WordDocument" if word else "Workbook"
    entry = name.encode("utf-16-le").ljust(128, b"\0")
    return (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + entry).ljust(1024, b"\0") + second


def test_a_return_under_a_configured_password_is_read(make_form: MakeForm, known: Known) -> None:
    """The second of two set passwords opens it; the return says that it was locked."""
    data = _encrypted(make_form(ANSWERS), "云溪2022")
    reading = read_file(data, "政务局.xlsx", "", replace(known, passwords=("错的", "云溪2022")))
    assert reading.return_ is not None, reading.fault
    assert reading.return_.entries[0].value == 30
    assert locked.OPENED in reading.return_.notes


def test_a_return_excel_opens_unasked_is_read(make_form: MakeForm, known: Known) -> None:
    """What is encrypted with Excel's own built-in password needs none from the office."""
    reading = read_file(_encrypted(make_form(ANSWERS), "VelvetSweatshop"), "政务局.xlsx", "", known)
    assert reading.return_ is not None, reading.fault


def test_an_unknown_password_is_told_with_what_to_do(make_form: MakeForm, known: Known) -> None:
    """The sentence says to take the password off, and where the office may set it."""
    reading = read_file(_encrypted(make_form(ANSWERS), "别人的"), "政务局.xlsx", "", known)
    assert reading.return_ is None
    assert "去掉密码" in reading.fault
    assert "约定固定密码" in reading.fault


def test_a_cut_encrypted_file_is_told_as_such(make_form: MakeForm, known: Known) -> None:
    """A file that lost its key data is damaged, not just locked."""
    data = _encrypted(make_form(ANSWERS), "VelvetSweatshop")
    reading = read_file(data[:2048], "政务局.xlsx", "", known)
    assert reading.fault


def test_a_locked_workbook_that_is_no_return_is_refused(make_book: MakeBook, known: Known) -> None:
    """Later steps would meet the locked bytes again, so the sentence asks for the open ones."""
    data = _encrypted(make_book({"单位名录": [["名称"], ["县财政局"]]}), "VelvetSweatshop")
    assert "打开密码" in read_file(data, "单位名录.xlsx", "", known).fault


def test_a_locked_workbook_of_1997_and_a_locked_word_file_are_told() -> None:
    """FILEPASS behind the first record, and the flag in the head of a Word file, mean a password."""
    bof = b"\x09\x08\x10\0\0\x06\x05\0".ljust(20, b"\0")
    assert locked.is_locked(_old(bof + b"\x2f\0\x36\0"), Container.OLE_XLS)
    assert locked.is_locked(_old(bof + b"\x86\0\0\0\x2f\0\x06\0"), Container.OLE_XLS)
    assert not locked.is_locked(_old(bof + b"\xe1\0\2\0"), Container.OLE_XLS)
    head = b"\xec\xa5\xc1\0" + b"\0" * 7
    assert locked.is_locked(_old(head + b"\x01", word=True), Container.OLE_DOC)
    assert not locked.is_locked(_old(head + b"\x10", word=True), Container.OLE_DOC)
    with pytest.raises(UnreadableFileError, match="打开密码"):
        locked.unlock(_old(bof + b"\x2f\0\x36\0"), Container.OLE_XLS, ())


def test_protection_of_a_sheet_is_no_encryption(make_form: MakeForm) -> None:
    """A protected form opens as any other."""
    data = make_form(ANSWERS)
    assert locked.unlock(data, sniff(data), ("云溪2022",)) is None
    assert not msoffcrypto.OfficeFile(io.BytesIO(data)).is_encrypted()
