"""Every format a department may send is read the same, by its content and under any name."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from toolkit.errors import UnreadableFileError
from toolkit.intake.known import Known
from toolkit.intake.read import read_file
from toolkit.intake.sheets import read_workbook
from toolkit.intake.sniff import Container, sniff
from toolkit.model.returns import Status

from .conftest import MakeBook, MakeForm

SS = "urn:schemas-microsoft-com:office:spreadsheet"
WIDE = 'ss:MergeAcross="4"'
HEAD = ["编号", "工作任务", "本期完成值", "工作状态", "进展情况"]


def _xml2003(rows: str, styles: str = "") -> bytes:
    return (
        f'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="{SS}" xmlns:ss="{SS}">'
        f'<Styles>{styles}</Styles><Worksheet ss:Name="填报表"><Table>{rows}</Table></Worksheet></Workbook>'
    ).encode()


def _cell(text: str, kind: str = "String", more: str = "") -> str:
    return f'<Cell {more}><Data ss:Type="{kind}">{text}</Data></Cell>'


XML_2003 = _xml2003(
    f"<Row>{_cell('填报单位：县政务服务局', more=WIDE)}</Row>"
    f"<Row>{''.join(map(_cell, HEAD))}</Row>"
    f'<Row ss:Index="5">{_cell("1.1")}{_cell("新增即办事项")}{_cell("30", "Number")}'
    f"{_cell('推进中', more='')}{_cell('又增三项')}</Row>"
    f'<Row ss:Hidden="1">{_cell("1.2")}<Cell ss:Index="3" ss:StyleID="p"><Data ss:Type="Number">0.985</Data>'
    f"<Comment><Data>已核</Data></Comment></Cell>{_cell('推进中')}</Row>"
    f'<Row>{_cell("2")}<Cell ss:Index="3" ss:Formula="=RC[1]*2"/>{_cell("#REF!", "Error")}</Row>',
    '<Style ss:ID="p"><NumberFormat ss:Format="0.0%"/></Style>',
)


def test_a_spreadsheet_of_excel_2003_in_xml_is_read_whole() -> None:
    """Places, percentages, errors, formulas without result, comments, merged and hidden rows."""
    assert sniff(XML_2003) is Container.XML_2003
    sheet = read_workbook(XML_2003, Container.XML_2003).sheets[0]
    assert sheet.address(4, 2) == "填报表!C5"
    assert [sheet.text(row, 2) for row in (4, 5, 6)] == ["30", "98.5%", "=?"]
    assert (sheet.text(6, 3), sheet.comments, sheet.hidden_rows) == (
        "#REF!",
        {(5, 2): "已核"},
        frozenset({5}),
    )
    assert sheet.area_at((0, 3)) is not None


@pytest.mark.parametrize(
    "data",
    [
        XML_2003.replace(b"<Workbook", b'<!DOCTYPE a [<!ENTITY b "c">]><Workbook', 1),
        _xml2003(f'<Row ss:Index="99999999999">{_cell("1")}</Row>'.replace("99999999999", "1048577")),
        _xml2003("".join(f'<Row><Cell ss:Index="16384"><Data>{n}</Data></Cell></Row>' for n in range(800))),
        XML_2003[:700],
    ],
    ids=["entity", "far-row", "far-columns", "cut"],
)
def test_a_hostile_spreadsheet_in_xml_is_refused(data: bytes) -> None:
    """Entities, cells out of reach and cut files get their sentence."""
    with pytest.raises(UnreadableFileError):
        read_workbook(data, Container.XML_2003)


def test_a_spreadsheet_in_xml_is_a_return(known: Known) -> None:
    """It comes under the name of an .xls, as systems export it."""
    reading = read_file(XML_2003, "政务局6月.xls", "", known)
    assert reading.return_ is not None, (reading.fault, reading.kind)
    first = next(entry for entry in reading.return_.entries if entry.id == "1.1")
    assert (first.value, first.status, first.cells["value"]) == (30, Status.ONGOING, "填报表!C5")


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["ods", "fods", "xls", "html"])
def test_what_office_programs_write_is_read(
    ending: str, make_form: MakeForm, known: Known, soffice: Callable[[Path, str], Path], tmp_path: Path
) -> None:
    """A form saved in another format by LibreOffice says what it said before, whatever its name."""
    path = tmp_path / "政务局6月.xlsx"
    path.write_bytes(
        make_form({"1.1": {"task": "压减审批环节", "value": 30, "status": "推进中", "progress": "增三项"}})
    )
    data = soffice(path, ending).read_bytes()
    reading = read_file(data, "政务局6月.xlsx", "", known)
    assert reading.return_ is not None, (sniff(data), reading.fault, reading.kind)
    entry = reading.return_.entries[0]
    assert (entry.id, entry.value, entry.status) == ("1.1", 30, Status.ONGOING)


def _mhtml(page: str) -> bytes:
    head = (
        'MIME-Version: 1.0\r\nX-Generator: 云溪\r\nContent-Type: multipart/related;\r\n boundary="b"\r\n\r\n'
    )
    part = "--b\r\nContent-Type: text/html; charset=gb2312\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    return f"{head}{part}{page}\r\n--b--\r\n".encode("gb18030")


def test_a_single_file_web_page_is_a_return(known: Known) -> None:
    """What Excel saves as .mht, named .xls, is read from its page."""
    row = ["1.1", "压减审批环节", "30", "推进中", "又增三项"]
    lines = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>" for cells in (HEAD, row))
    data = _mhtml(f"<html><body><table>{lines}</table></body></html>")
    assert sniff(data) is Container.HTML
    reading = read_file(data, "政务局6月.xls", "", known)
    assert reading.return_ is not None, reading.fault
    assert reading.return_.entries[0].value == 30


def _word(known_rows: list[list[str]], *, over: str = "", merge: bool = False) -> bytes:
    document = docx.Document()
    for line in filter(None, over.split("\n")):
        document.add_paragraph(line)
    table = document.add_table(rows=len(known_rows), cols=len(known_rows[0]))
    for row, cells in zip(table.rows, known_rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    if merge:
        first = table.cell(1, 1)
        first.merge(table.cell(2, 1)).text = "压减审批环节"
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def test_a_table_in_word_is_a_return_with_merged_cells(known: Known) -> None:
    """A task merged down two rows counts for both; title, 填报单位 and 报告期 stand over the table."""
    rows = [HEAD, ["1.1", "", "30", "推进中", "又增三项\n办结两项"], ["1.2", "", "98.5", "推进中", "稳步"]]
    over = "2022年6月进展情况\n填报单位：县政务服务局\n报告期：2022年6月"
    reading = read_file(_word(rows, over=over, merge=True), "附件1.docx", "", known)
    assert reading.return_ is not None, (reading.fault, reading.kind)
    return_ = reading.return_
    assert (return_.department, return_.printed_period) == ("县政务服务局", "2022-06")
    assert [(entry.id, entry.value) for entry in return_.entries] == [("1.1", 30), ("1.2", 98.5)]
    assert any("Word" in note for note in return_.notes)


def test_number_formats_only_chinese_excel_has_are_dates(make_book: MakeBook) -> None:
    """Built-in number formats 31, 57 and 58, which only Chinese Excel has, show a date and not a number."""
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(make_book({"表": [[44736], [44736], [44736]]})))
    sheet = book["表"]
    for row in (1, 2, 3):
        sheet.cell(row, 1).number_format = f"[$-804]yyyy年m月d日{'@' * row}"
    buffer = io.BytesIO()
    book.save(buffer)
    data = _renumbered(buffer.getvalue(), (31, 57, 58))
    rows = read_workbook(data, Container.XLSX).sheets[0].rows
    assert [str(row[0])[:10] for row in rows] == ["2022-06-24"] * 3


def _renumbered(data: bytes, ids: tuple[int, ...]) -> bytes:
    """Return a workbook whose own number formats became built-in ones."""
    import re
    import zipfile

    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(buffer, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            if name == "xl/styles.xml":
                own = [int(n) for n in re.findall(rb'<numFmt [^>]*?numFmtId="(\d+)"', part)]
                part = re.sub(rb"<numFmts.*?</numFmts>", b"", part, flags=re.DOTALL)
                for before, after in zip(own, ids, strict=True):
                    part = part.replace(b'numFmtId="%d"' % before, b'numFmtId="%d"' % after)
            target.writestr(name, part)
    return buffer.getvalue()


def test_an_indented_flat_ods_tells_errors_comments_and_formulas_without_result() -> None:
    """White space between the elements is none of the table; what a value reader cannot see is kept."""
    office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
    table = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
    text = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
    data = f"""<?xml version="1.0"?>
    <office:document xmlns:office="{office}" xmlns:table="{table}" xmlns:text="{text}"
        office:mimetype="application/vnd.oasis.opendocument.spreadsheet">
      <office:body><office:spreadsheet><table:table table:name="填报表"><table:table-row>
        <table:table-cell office:value-type="percentage" office:value="0.98"><text:p>98%</text:p></table:table-cell>
        <table:table-cell table:formula="of:=[.A1]*2"/>
        <table:table-cell table:formula="of:=NA()" office:value-type="string"><text:p>#N/A</text:p></table:table-cell>
        <table:table-cell office:value-type="string"><office:annotation><text:p>已核</text:p></office:annotation>
          <text:p>推进中</text:p></table:table-cell>
      </table:table-row></table:table></office:spreadsheet></office:body>
    </office:document>""".encode()
    assert sniff(data) is Container.FODS
    sheet = read_workbook(data, Container.FODS).sheets[0]
    assert [sheet.text(0, column) for column in range(4)] == ["98%", "=?", "#N/A", "推进中"]
    assert sheet.comments == {(0, 3): "已核"}
