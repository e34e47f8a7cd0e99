"""Workbooks to values, addresses and what a value reader cannot see."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest
from openpyxl.comments import Comment

from toolkit.errors import UnreadableFileError
from toolkit.intake import ooxml
from toolkit.intake.grid import Sheet, column_index, column_letters, plain
from toolkit.intake.sheets import read_workbook
from toolkit.intake.sniff import Container, sniff

if TYPE_CHECKING:
    from collections.abc import Callable

ODD = Path(__file__).parents[2].parent / "shared" / "odd"


def _first(data: bytes) -> Sheet:
    return read_workbook(data, sniff(data)).sheets[0]


def _repacked(data: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """Return a workbook with its first sheet's XML changed."""
    source, buffer = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = source.read(name)
            target.writestr(name, change(part) if name.endswith("sheet1.xml") else part)
    return buffer.getvalue()


@pytest.fixture
def book() -> bytes:
    """Return a workbook with a blank first row, a percentage, a fixed decimal, a comment and a formula."""
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet["B2"] = 0.98
    sheet["B2"].number_format = "0%"
    sheet["B3"] = 1.1
    sheet["B3"].number_format = "0.00"
    sheet["B4"] = "=1+1"
    sheet["B5"] = "待核"
    sheet["B5"].comment = Comment("应为61", "县财政局")
    sheet.row_dimensions[5].hidden = True
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def test_addresses_count_blank_rows_and_columns(book: bytes) -> None:
    """A value keeps its address though nothing stands before it."""
    sheet = _first(book)
    assert sheet.value(1, 1) == 0.98
    assert sheet.address(1, 1) == "Sheet!B2"


def test_a_percentage_reads_as_it_is_shown(book: bytes) -> None:
    """0.98 under a percent format is 98%, 1.1 under two decimals is 1.10."""
    sheet = _first(book)
    assert (sheet.text(1, 1), sheet.text(2, 1)) == ("98%", "1.10")


def test_a_formula_without_result_is_no_blank(book: bytes) -> None:
    """A formula no program has computed is told from an empty cell."""
    assert _first(book).text(3, 1) == "=?"


def test_comments_and_hidden_rows_are_seen(book: bytes) -> None:
    """A comment and a hidden row are kept with their place."""
    sheet = _first(book)
    assert sheet.comments == {(4, 1): "应为61"}
    assert sheet.hidden_rows == {4}


def test_an_error_cell_is_no_blank(book: bytes) -> None:
    """#REF! is read as such, where calamine sees nothing."""
    broken = _repacked(
        book,
        lambda xml: xml.replace(
            b'<c r="B4"><f>1+1</f><v />', b'<c r="B4" t="e"><f>1+#REF!</f><v>#REF!</v>'
        ).replace(b'<c r="B4"><f>1+1</f><v></v>', b'<c r="B4" t="e"><f>1+#REF!</f><v>#REF!</v>'),
    )
    assert _first(broken).text(3, 1) == "#REF!"


def test_cells_without_references_are_counted() -> None:
    """A writer may leave out r; each cell then follows the one before."""
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.append([0.5, 0.6])
    sheet["B1"].number_format = "0%"
    buffer = io.BytesIO()
    made.save(buffer)
    bare = _repacked(buffer.getvalue(), lambda xml: xml.replace(b' r="A1"', b"").replace(b' r="B1"', b""))
    assert _first(bare).text(0, 1) == "60%"


def test_a_stray_cell_far_away_is_refused_not_read(book: bytes) -> None:
    """A sheet that would ask for all memory is refused with the place to look at."""
    far = _repacked(
        book,
        lambda xml: xml.replace(
            b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
        ),
    )
    with pytest.raises(UnreadableFileError, match="XFD"):
        read_workbook(far, Container.XLSX)


def test_a_sheet_whose_part_is_missing_is_damage(book: bytes) -> None:
    """A sheet named in the workbook but not there makes the file damaged, not shorter."""
    source, buffer = zipfile.ZipFile(io.BytesIO(book)), io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        for name in source.namelist():
            if not name.endswith("sheet1.xml"):
                target.writestr(name, source.read(name))
    with pytest.raises(UnreadableFileError, match="损坏"):
        ooxml.read_structure(buffer.getvalue())


@pytest.mark.parametrize(
    ("container", "word"),
    [
        (Container.EMPTY, "空的"),
        (Container.CUT_ZIP, "不完整"),
        (Container.ENCRYPTED, "密码"),
        (Container.PDF, "PDF"),
        (Container.RAR, "解压"),
    ],
)
def test_what_is_no_workbook_is_refused_in_a_sentence(container: Container, word: str) -> None:
    """Each container has its own sentence for the department."""
    with pytest.raises(UnreadableFileError, match=word):
        read_workbook(b"x", container)


@pytest.mark.parametrize("kind", ["ods", "xls"])
def test_other_formats_read_the_same(book: bytes, kind: str, tmp_path: Path) -> None:
    """What LibreOffice saves as .ods or .xls reads as the .xlsx does."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    source = tmp_path / "表.xlsx"
    source.write_bytes(book)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", "--headless", profile, "--convert-to", kind, "--outdir", str(tmp_path), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    data = source.with_suffix(f".{kind}").read_bytes()
    sheet = _first(data)
    assert (sheet.text(1, 1), sheet.text(2, 1), sheet.text(3, 1), sheet.text(4, 1)) == (
        "98%",
        "1.10",
        "2",
        "待核",
    )
    assert sheet.hidden_rows == {4}


def test_a_strict_workbook_is_read() -> None:
    """Strict Open XML, a save type of Excel, is read."""
    source = ODD / "sample.strict.xlsx"
    if not source.exists():
        pytest.skip("the shared odd workbooks are not here")
    assert read_workbook(source.read_bytes(), Container.XLSX).sheets[0].rows


@pytest.mark.parametrize("name", ["51535.xls", "fn.et", "mtcars.xls"])
def test_odd_old_workbooks_are_read(name: str) -> None:
    """Old workbooks, also those of WPS and with odd code pages, are read."""
    source = ODD / name
    if not source.exists():
        pytest.skip("the shared odd workbooks are not here")
    data = source.read_bytes()
    text = "".join(
        str(v) for sheet in read_workbook(data, sniff(data)).sheets for row in sheet.rows for v in row
    )
    assert text
    assert "\0" not in text


def test_letters_and_numbers_of_columns_agree() -> None:
    """Column letters count without a zero."""
    assert [column_letters(i) for i in (0, 25, 26, 16_383)] == ["A", "Z", "AA", "XFD"]
    assert [column_index(x) for x in ("A", "Z", "AA", "xfd")] == [0, 25, 26, 16_383]


@pytest.mark.parametrize(
    ("value", "text"), [(60.0, "60"), (0.1 + 0.2, "0.3"), (1e20, "1e+20"), (0.00001, "0.00001")]
)
def test_numbers_are_shown_plainly(value: float, text: str) -> None:
    """A number is shown without exponent or needless decimals where that can be."""
    assert plain(value) == text
