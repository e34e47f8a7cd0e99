"""Containers: file formats, passwords, damage, pictures, what is beside the cells, archives, seals (rows 47 to 56)."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from msoffcrypto.format.ooxml import OOXMLFile
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image as Picture
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image

from toolkit.model.files import Verdict
from toolkit.model.returns import Status
from toolkit.turn.lists import urge_list
from toolkit.turn.work import work

from .catalogue import pattern
from .desk import COLUMN, FORM_SHEET, GOOD, PERMITS, Desk, Dropped, lines, own_table, saved

A, W, R = Verdict.ACCEPTED, Verdict.QUESTIONED, Verdict.RETURNED
REFUSED, IGNORED = Verdict.REFUSED, Verdict.IGNORED
GIVEN = [96.5, 30, 6]


def values(end: Dropped) -> list[float | None]:
    """Return the figures read of 县审批局's three numeric rows."""
    return [end.entry(id_).value for id_ in ("1.1", "1.2", "1.3")]


def grid() -> list[list[str]]:
    """Return an own table as rows of texts."""
    sheet = load_workbook(io.BytesIO(own_table())).active
    assert isinstance(sheet, Worksheet)
    return [[str(cell.value if cell.value is not None else "") for cell in row] for row in sheet.iter_rows()]


def picture() -> bytes:
    """Return a photograph of nothing."""
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "#88aacc").save(out, "PNG")
    return out.getvalue()


@pytest.fixture(scope="session")
def old_workbook(soffice: Callable[[Path, str], Path], tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return an own table as Excel 97 and WPS keep it."""
    source = tmp_path_factory.mktemp("old") / "table.xlsx"
    source.write_bytes(own_table())
    return soffice(source, "xls").read_bytes()


@pytest.mark.parametrize("name", ["表.xls", "表.et"])
@pattern(47, ".xls and .et", A)
def test_old_workbooks(desk: Desk, old_workbook: bytes, name: str) -> Dropped:
    """The old format is read, whoever's ending it has."""
    end = desk.drop(old_workbook, name)
    assert values(end) == GIVEN
    return end


@pytest.mark.parametrize(("encoding", "separator"), [("utf-8-sig", ","), ("gb18030", "\t")])
@pattern(47, ".csv in two encodings, with two separators", A)
def test_text_tables(desk: Desk, encoding: str, separator: str) -> Dropped:
    """A text table is read in whatever encoding and with whatever separator."""
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows(grid())
    end = desk.drop(out.getvalue().encode(encoding), "县审批局6月.csv")
    assert values(end) == GIVEN
    return end


@pattern(47, "our form named .xls", A)
def test_wrong_ending(desk: Desk) -> Dropped:
    """The content says what a file is, not its name."""
    end = desk.drop(desk.form(), "表.xls")
    assert values(end) == GIVEN
    return end


@pattern(47, ".xlsm", A)
def test_macro_workbook(desk: Desk) -> Dropped:
    """A workbook for macros is read like any other."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(desk.form())) as plain, zipfile.ZipFile(out, "w") as package:
        for name in plain.namelist():
            text = plain.read(name)
            if name == "[Content_Types].xml":
                kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
                text = text.replace(kind, b"application/vnd.ms-excel.sheet.macroEnabled.main+xml")
            package.writestr(name, text)
    end = desk.drop(out.getvalue(), "表.xlsm")
    assert values(end) == GIVEN
    return end


def _open_document(rows: list[list[str]]) -> bytes:
    """Return an .ods with one sheet of texts."""
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for short, name in (("office", "office"), ("table", "table"), ("text", "text"))
    )
    cells = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{escape(text)}</text:p></table:table-cell>'
            for text in row
        )
        + "</table:table-row>"
        for row in rows
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces} office:version="1.2"><office:body>'
        f'<office:spreadsheet><table:table table:name="进展">{cells}</table:table></office:spreadsheet>'
        "</office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest='
        '"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/" '
        f'manifest:media-type="{kind}"/><manifest:file-entry manifest:full-path="content.xml" '
        'manifest:media-type="text/xml"/></manifest:manifest>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, text in (("mimetype", kind), ("content.xml", content), ("META-INF/manifest.xml", manifest)):
            package.writestr(name, text)
    return out.getvalue()


@pattern(47, ".ods", A)
def test_open_document(desk: Desk) -> Dropped:
    """What LibreOffice keeps is read."""
    end = desk.drop(_open_document(grid()), "表.ods")
    assert values(end) == GIVEN
    return end


@pattern(48, "an encrypted workbook", REFUSED)
def test_encrypted(desk: Desk) -> Dropped:
    """What nobody can open goes back with the sentence what to do."""
    out = io.BytesIO()
    file: Any = OOXMLFile(io.BytesIO(desk.form()))
    file.encrypt("只有本单位知道", out)
    end = desk.drop(out.getvalue())
    assert "密码" in end.reason
    return end


@pattern(48, "protected sheets", A)
def test_protected(desk: Desk) -> Dropped:
    """Protection of sheets is no encryption: our own forms have it."""
    book = load_workbook(io.BytesIO(desk.form()))
    book[FORM_SHEET].protection.set_password("123")
    return desk.drop(saved(book))


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04" + bytes(300)])
@pattern(49, "empty and damaged files", REFUSED)
def test_damaged(desk: Desk, data: bytes) -> Dropped:
    """What cannot be read is refused with a sentence, and does no harm."""
    end = desk.drop(data)
    assert end.reason
    return end


@pattern(49, "half of our form", REFUSED)
def test_cut_short(desk: Desk) -> Dropped:
    """A file cut short in copying is refused; the whole one is taken after it."""
    whole = desk.form()
    end = desk.drop(whole[: len(whole) // 2], "半截.xlsx")
    assert desk.drop(whole).verdict is A
    return end


@pattern(49, "a lock file", IGNORED)
def test_lock_file(desk: Desk) -> Dropped:
    """What a spreadsheet program leaves while a file is open is passed over."""
    return desk.drop(b"\x05Wang" + bytes(160), "~$表.xlsx")


@pattern(49, "a web page named .xls", A)
def test_web_page(desk: Desk) -> Dropped:
    """A table a web system saved as .xls is read."""
    rows = "".join(f"<tr>{''.join(f'<td>{escape(text)}</td>' for text in row)}</tr>" for row in grid())
    end = desk.drop(f"<html><meta charset='utf-8'><table>{rows}</table></html>".encode(), "县审批局6月.xls")
    assert values(end) == GIVEN
    return end


def _pasted(sheet: Worksheet, place: str) -> None:
    sheet.add_image(Picture(io.BytesIO(picture())), place)


@pattern(50, "a picture beside the evidence", A)
def test_picture_as_evidence(desk: Desk) -> Dropped:
    """A picture in the sheet is evidence, kept with the file."""
    end = desk.drop(desk.form(change=lambda sheet: _pasted(sheet, "P4")))
    assert values(end) == GIVEN
    return end


@pattern(50, "a picture where the figure should stand", R, "V05")
def test_picture_as_figure(desk: Desk) -> Dropped:
    """A picture is no figure; the file would lose it in marking, so that a fresh form goes back."""
    end = desk.drop(desk.form(rows={"1.2": {"value": None}}, change=lambda sheet: _pasted(sheet, "I5")))
    said = [
        str(cell.value) for sheet in load_workbook(end.paper) for row in sheet.iter_rows() for cell in row
    ]
    assert GOOD["1.1"]["progress"] in said
    return end


@pattern(50, "a picture inside the cell, as WPS keeps it", R, "V02")
def test_picture_in_a_cell(desk: Desk) -> Dropped:
    """A picture in a cell is a formula to everybody else."""
    return desk.drop(desk.form(rows={"1.2": {"value": '=_xlfn.DISPIMG("ID_0A1B",1)'}}))


def _commented(place: str, words: str) -> Callable[[Worksheet], None]:
    def comment(sheet: Worksheet) -> None:
        sheet[place].comment = Comment(words, "王敏")

    return comment


@pattern(51, "a figure in a comment on an empty cell", W, "X04")
def test_figure_in_a_comment(desk: Desk) -> Dropped:
    """What a comment says is taken and asked about."""
    end = desk.drop(desk.form(rows={"1.2": {"value": None}}, change=_commented("I5", "30项")))
    assert end.entry("1.2").value == 30
    assert end.found("X04").found == "“本期完成值”是空的，批注里写“30项”，按批注记"
    return end


@pattern(51, "a text in a comment, in an own table", W, "X04")
def test_text_in_a_comment(desk: Desk) -> Dropped:
    """A text in a comment is no other."""
    book = load_workbook(io.BytesIO(own_table({"1.2": {"progress": None}})))
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    _commented("F5", "王敏:\n已公布两批清单")(sheet)
    end = desk.drop(saved(book))
    assert end.entry("1.2").progress == "已公布两批清单"
    return end


@pattern(51, "a figure struck through", W, "X04")
def test_struck_through(desk: Desk) -> Dropped:
    """A figure struck through is read, and asked about."""

    def struck(sheet: Worksheet) -> None:
        sheet["I5"].font = Font(strike=True)

    end = desk.drop(desk.form(change=struck))
    assert values(end) == GIVEN
    assert "删除线" in end.found("X04").found
    return end


@pattern(51, "a hidden row", A)
def test_hidden_row(desk: Desk) -> Dropped:
    """Hidden rows count, and a note says so."""

    def hidden(sheet: Worksheet) -> None:
        sheet.row_dimensions[5].hidden = True

    end = desk.drop(desk.form(change=hidden))
    assert values(end) == GIVEN
    assert any("隐藏行" in note for note in end.return_.notes)
    return end


@pattern(54, "our form in a zip, with a photograph", A)
def test_archive(desk: Desk) -> Dropped:
    """An archive is unpacked: the form is taken, the photograph is its evidence."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("县审批局/填报表.xlsx", desk.form())
        package.writestr("县审批局/现场照片.png", picture())
    ends = desk.drop_all({"县审批局.zip": out.getvalue()})
    assert values(ends["填报表.xlsx"]) == GIVEN
    assert ends["现场照片.png"].verdict is A
    return ends["县审批局.zip"]


@pattern(54, "a table in Word", A)
def test_table_in_word(desk: Desk) -> Dropped:
    """A table in a Word document is read as an own table."""
    document = Document()
    rows = grid()
    document.add_paragraph(rows[0][0])
    document.add_paragraph(rows[1][0])
    table = document.add_table(len(rows) - 2, len(rows[2]))
    for line, row in zip(table.rows, rows[2:], strict=True):
        for cell, text in zip(line.cells, row, strict=True):
            cell.text = text
    out = io.BytesIO()
    document.save(out)
    end = desk.drop(out.getvalue(), "县审批局6月.docx")
    assert values(end) == GIVEN
    return end


@pattern(54, "a photograph from a chat and nothing else", Verdict.HELD)
def test_photograph(desk: Desk) -> Dropped:
    """A photograph without a return answers nothing: a person says what it is."""
    return desk.drop(picture(), "微信图片.png")


@pattern(54, "a damaged archive", REFUSED)
def test_damaged_archive(desk: Desk) -> Dropped:
    """An archive that cannot be unpacked goes back with the sentence what to do."""
    return desk.drop(b"Rar!\x1a\x07\x01\x00" + bytes(200), "县审批局.rar")


@pattern(55, "no sealed copy where one is asked for", A)
def test_seal_missing(desk: Desk) -> Dropped:
    """The figures are checked meanwhile; the receipts and the list for urging say that the paper is to come."""
    settings = desk.at("2022-06-20T09:00").root / "office.toml"
    text = settings.read_text(encoding="utf-8")
    assert "seal_required = false" in text
    settings.write_text(text.replace("seal_required = false", "seal_required = true"), encoding="utf-8")
    end = desk.drop(desk.form())
    office = desk.at("2022-06-26T09:00")
    work(office)
    urge_list(office, "2022-06")
    root = office.outbox.root
    receipts = load_workbook(root / "收件回执.xlsx")
    said = " ".join(str(cell.value) for sheet in receipts for row in sheet.iter_rows() for cell in row)
    assert "待补件" in said
    assert "待补件（盖章扫描件）1家：县审批局" in _text(root / "2022-06" / "催报" / "催报名单.txt")
    return end


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8-sig")


def _emptied(sheet: Worksheet) -> None:
    for at, _ in lines(sheet):
        for field in ("value", "status", "progress", "problems"):
            sheet.cell(at, COLUMN[field]).value = None


@pattern(56, "our form, all blank", R, "F04")
def test_blank_form(desk: Desk) -> Dropped:
    """An empty sheet is no report; one sentence says so, not one a row."""
    end = desk.drop(desk.form(change=_emptied))
    assert [f.found for f in end.findings] == ["整张表都是空白"]
    return end


@pattern(56, "an own table, all blank", R, "F04")
def test_blank_own_table(desk: Desk) -> Dropped:
    """The same of a table of one's own."""
    nothing: dict[str, object] = {"value": None, "status": None, "progress": None}
    return desk.drop(own_table(dict.fromkeys(("1.1", "1.2", "1.3", "2.1"), nothing)))


@pattern(56, "零报告", A)
def test_stated_standstill(desk: Desk) -> Dropped:
    """A stated standstill is a report."""
    nothing: dict[str, object] = {"value": None, "status": "未启动", "progress": "本期无进展"}
    end = desk.drop(desk.form(rows=dict.fromkeys(("1.1", "1.2", "1.3", "2.1"), nothing)))
    assert end.entry("1.2").status is Status.NOT_STARTED
    assert end.return_.department == PERMITS
    return end
