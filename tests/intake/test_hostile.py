"""Hostile and unlucky files: read whole or refused with the real cause; never a crash, a leak or a silent loss."""

from __future__ import annotations

import io
import json
import random
import struct
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from toolkit.errors import UnreadableFileError
from toolkit.intake import biff, flat
from toolkit.intake.guard import guard
from toolkit.intake.locked import unlock
from toolkit.intake.serving import CRASHED, NO_MEMORY
from toolkit.intake.sheets import REFUSALS, read_workbook
from toolkit.intake.sniff import WORKBOOKS, sniff
from toolkit.intake.worker import TOO_SLOW, Workers

from .conftest import MakeBook

MIB = 1 << 20
ROWS = "".join(f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>第{n}行</t></is></c></row>' for n in (1, 2))


class Told(NamedTuple):
    """All the texts of a file, or why it was refused."""

    text: str = ""
    fault: str = ""


def _told(data: bytes) -> Told:
    """Read a file as the intake does, without asking what it says."""
    container = sniff(data)
    try:
        opened = unlock(data, container, ())
        data, container = (opened, sniff(opened)) if opened else (data, container)
        if fault := guard(data):
            return Told(fault=fault)
        document = None if container in WORKBOOKS else flat.read(data, container, "x")
        if container not in WORKBOOKS and document is None:
            return Told(fault=REFUSALS[container])
        book = document.book if document else read_workbook(data, container)
    except UnreadableFileError as error:
        return Told(fault=str(error))
    cells = (s.text(r, c) for s in book.sheets for r, row in enumerate(s.rows) for c in range(len(row)))
    return Told("\n".join(filter(None, cells)))


def _all(files: Iterator[bytes]) -> list[Told]:
    """Read files in workers, as the office does."""
    with Workers[bytes, Told](lambda data, _: _told(data), lambda fault, _: Told(fault=fault)) as workers:
        return list(workers.map(files))


def _package(sheet: str = "", parts: Mapping[str, bytes] = {}) -> bytes:
    """Return a workbook of one sheet, from its XML."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rels = "http://schemas.openxmlformats.org/package/2006/relationships"
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    types = "http://schemas.openxmlformats.org/package/2006/content-types"
    body = f'<worksheet xmlns="{main}">{sheet or f"<sheetData>{ROWS}</sheetData>"}</worksheet>'
    written: dict[str, bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{types}"/>'.encode(),
        "_rels/.rels": (
            f'<Relationships xmlns="{rels}"><Relationship Id="rId1" Type="{kinds}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>'
        ).encode(),
        "xl/workbook.xml": (
            f'<workbook xmlns="{main}" xmlns:r="{kinds}"><sheets><sheet name="填报表" sheetId="1" r:id="rId1"/>'
            "</sheets></workbook>"
        ).encode(),
        "xl/_rels/workbook.xml.rels": (
            f'<Relationships xmlns="{rels}"><Relationship Id="rId1" Type="{kinds}/worksheet" '
            'Target="worksheets/sheet1.xml"/></Relationships>'
        ).encode(),
        "xl/worksheets/sheet1.xml": body.encode(),
        **parts,
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in written.items():
            package.writestr(name, part)
    return buffer.getvalue()


def _claiming(package: bytes, size: int) -> bytes:
    """Return a zip whose directory says another size of its last part, the sheet."""
    data = bytearray(package)
    struct.pack_into("<I", data, data.rindex(b"PK\x01\x02") + 24, size)
    return bytes(data)


DOCTYPE = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]>'
FAR = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
STYLED = "".join(f'<row r="{n}"><c r="A{n}" s="0"/></row>' for n in range(3, 200_003))


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (lambda: _claiming(_package(), 600 * MIB), "512 MB"),
        (lambda: _claiming(_package(), 1), "损坏"),
        (lambda: _package(parts={"xl/sharedStrings.xml": f"{DOCTYPE}<sst/>".encode()}), "外部声明"),
        (lambda: _package(parts={"xl/sharedStrings.xml": f"{DOCTYPE}<sst/>".encode("utf-16")}), "外部声明"),
        (lambda: _package(f"<sheetData>{ROWS}{FAR}</sheetData>"), "很远的单元格"),
        (lambda: _package(parts={f"xl/media/{n}": b"" for n in range(10_001)}), "一万个"),
        (lambda: _package()[:-30], "不完整"),
        (lambda: _package()[:400], "不完整"),
        (lambda: b"PK\x03\x04", "不完整"),
        (lambda: b"", "空的"),
        (lambda: bytes(9000), "不认识"),
        (lambda: _package(parts={"xl/worksheets/sheet1.xml": b"<worksheet><sheetData><row"}), "损坏"),
        (lambda: _package(parts={"xl/workbook.xml": b"<workbook/>"}), "没有工作表"),
    ],
    ids=[
        "bomb",
        "lying-size",
        "entity",
        "entity-utf16",
        "far",
        "members",
        "cut",
        "cut-30",
        "mark",
        "empty",
        "zeros",
        "xml",
        "none",
    ],
)
def test_a_hostile_file_is_refused_with_its_cause(data: Callable[[], bytes], cause: str) -> None:
    """The sentence names what is wrong with the file."""
    content = data()
    with pytest.raises(UnreadableFileError, match=cause):
        read_workbook(content, sniff(content))


@pytest.mark.parametrize(
    "sheet",
    [
        f'<dimension ref="A1:XFD1048576"/><sheetData>{ROWS}</sheetData>',
        f'<dimension ref="A1"/><sheetData>{ROWS}</sheetData>',
        f"<sheetData>{ROWS}{STYLED}</sheetData>",
        f'<sheetData>{ROWS}</sheetData><mergeCells count="1"><mergeCell ref="A3:XFD1048576"/></mergeCells>',
        f"<sheetData>{ROWS}<row r='3'><c r='XFD3' t='inlineStr'><is><t> </t></is></c></row></sheetData>",
        f"<sheetData>{ROWS.replace('<c r=', chr(60) + 'c t=' + chr(34) + 'inlineStr' + chr(34) + ' x=')}</sheetData>",
    ],
    ids=["wide-dimension", "small-dimension", "styled-rows", "merged-whole", "last-column", "no-references"],
)
def test_an_unlucky_workbook_is_read_whole(sheet: str) -> None:
    """What a tired clerk or a careless exporter leaves in a file costs no row."""
    if " x=" in sheet:
        sheet = sheet.replace(' t="inlineStr"><is>', "><is>")
    assert _told(_package(sheet)).text.split() == ["第1行", "第2行"]


def test_a_changed_byte_in_the_texts_is_damage_and_not_another_word(make_book: MakeBook) -> None:
    """The values' reader does not look at checksums; a wrong character must not pass for what was written."""
    buffer = io.BytesIO()
    source = zipfile.ZipFile(io.BytesIO(make_book({"表": [["云溪县"]]})))
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as target:
        for name in source.namelist():
            target.writestr(name, source.read(name))
    data = bytearray(buffer.getvalue())
    data[data.index("云溪县".encode()) + 2] ^= 1
    assert "损坏" in _told(bytes(data)).fault


def test_formulas_that_point_outside_keep_their_value_and_nothing_is_fetched() -> None:
    """A value from another workbook is the value that was saved."""
    cell = '<row r="1"><c r="A1" t="str"><f>[1]表!A1</f><v>外部值</v></c></row>'
    assert _told(_package(f"<sheetData>{cell}</sheetData>")).text == "外部值"


def test_flipped_bits_end_in_a_sentence(make_book: MakeBook) -> None:
    """A hundred damaged copies are each read or refused; nothing else happens."""
    chance = random.Random(4)  # noqa: S311  (the same damage every time)
    good = make_book({"表": [[f"第{n}行", n, n / 100] for n in range(50)]})
    copies = []
    for _ in range(100):
        copy = bytearray(good)
        for _ in range(12):
            copy[chance.randrange(len(copy))] ^= 1 << chance.randrange(8)
        copies.append(bytes(copy))
    told = _all(iter(copies))
    assert all(bool(one.fault) != bool(one.text) for one in told)
    assert not {CRASHED, TOO_SLOW} & {one.fault for one in told}


def test_an_old_workbook_that_reads_as_noise_is_not_believed(shared: Path) -> None:
    """An .xls in another code page has no NUL and no replacement character in what is read of it."""
    rows = biff.read((shared / "odd" / "mtcars.xls").read_bytes()).sheets[0].rows
    assert not any(mark in str(cell) for row in rows for cell in row for mark in ("\0", "\ufffd"))


CAUSES = {
    "bomb-rows": "512 MB", "bomb-one-string": "512 MB", "bomb-blank": "512 MB", "bomb-repeat": "很远",
    "xml-laughs": "外部声明", "xml-xxe": "外部声明", "xml-quadratic": "外部声明", "truncated-": "不完整|损坏|压缩包",
    "zero-bytes": "空的", "encrypted": "密码|压缩包|PDF", "word-97": "Word", "pdf.xlsx": "PDF", "jpg.xlsx": "图片",
    "corner-cell.xlsx": "很远", "macro-auto-open": "宏表", "part-flag-encrypted": "加密",
}  # fmt: skip
ELSEWHERE = {"archive", "litter", "system"}
"""Kinds of the set that archives and the look at the inbox meet before any reader."""


@pytest.mark.slow
def test_the_crafted_set_is_read_whole_or_refused(hostile: Path) -> None:
    """Every workbook and table to be accepted has all its texts; every one to be refused says why."""
    import re

    cases = [
        case for case in json.loads((hostile / "index.json").read_text()) if case["kind"] not in ELSEWHERE
    ]
    paths = [hostile / "inbox" / case["name"] for case in cases]
    wrong: list[tuple[str, object]] = []
    for case, told in zip(cases, _all(path.read_bytes() for path in paths), strict=True):
        lost = [text for text in case.get("holds", ()) if text not in told.text]
        cause = next((word for name, word in CAUSES.items() if case["name"].startswith(name)), "")
        refused = bool(told.fault) or not told.text
        if any(text in told.text + told.fault for text in case.get("never", ())):
            wrong.append((case["name"], "leaked"))
        if (case["expect"] == "accept" and (told.fault or lost)) or (
            case["expect"] == "reject" and not refused
        ):
            wrong.append((case["name"], told.fault or lost))
        if told.fault and cause and not re.search(cause, told.fault):
            wrong.append((case["name"], told.fault))
        if told.fault == TOO_SLOW:
            wrong.append((case["name"], "slow"))
    assert wrong == []


def test_odd_files_of_other_projects_end_in_a_sentence(shared: Path) -> None:
    """Files that make readers loop, panic or take all memory cost one worker at most."""
    paths = sorted(path for path in (shared / "odd").iterdir() if path.suffix != ".md")
    told = dict(zip((p.name for p in paths), _all(p.read_bytes() for p in paths), strict=True))
    refused = {name for name, one in told.items() if one.fault}
    assert refused <= {
        "2x6m.dontuse", "oleloop.xls", "poc-xmlbomb.xlsx", "poc-shared-strings.xlsx", "Simple.xlsb",
        "Test_git_issue682.xlsb", "Test_git_issue_382_oom.xls", "Test_Issue_12556_corrupt.xls", "utf16entity.dontuse",
    }  # fmt: skip
    assert "外部声明" in told["poc-xmlbomb.xlsx"].fault
    assert not {CRASHED, TOO_SLOW, NO_MEMORY} & {one.fault for one in told.values()}
