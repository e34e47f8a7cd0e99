"""What the direct way reads is what the general way reads; of what it cannot prove it says so and reads nothing."""

from __future__ import annotations

import io
import random
import zipfile
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook as OpenpyxlWorkbook
from openpyxl.comments import Comment

from toolkit.errors import UnreadableFileError
from toolkit.intake import plain, sheets
from toolkit.intake.guard import guard
from toolkit.intake.package import open_package
from toolkit.intake.pieces import HEADS, TEXTS, Known
from toolkit.intake.sniff import Container, sniff

if TYPE_CHECKING:
    from toolkit.intake.grid import Sheet

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
SHEET = "xl/worksheets/sheet1.xml"
SHEET_2 = "xl/worksheets/sheet2.xml"
TEXT = "xl/sharedStrings.xml"
STYLES = "xl/styles.xml"
BOOK = "xl/workbook.xml"
BOOK_LINKS = "xl/_rels/workbook.xml.rels"

EXCEL = {
    "[Content_Types].xml": HEAD
    + '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    "_rels/.rels": HEAD + f'<Relationships xmlns="{LINKS}">'
    f'<Relationship Id="rId1" Type="{KIND}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    BOOK: HEAD + f'<workbook xmlns="{MAIN}" xmlns:r="{KIND}"><workbookPr date1904="0"/><sheets>'
    '<sheet name="填报表" sheetId="1" r:id="rId1"/>'
    '<sheet name="_填报信息" sheetId="2" state="veryHidden" r:id="rId2"/></sheets></workbook>',
    BOOK_LINKS: HEAD + f'<Relationships xmlns="{LINKS}">'
    f'<Relationship Id="rId1" Type="{KIND}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{KIND}/worksheet" Target="/xl/worksheets/sheet2.xml"/>'
    f'<Relationship Id="rId3" Type="{KIND}/styles" Target="styles.xml"/>'
    f'<Relationship Id="rId4" Type="{KIND}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
    STYLES: HEAD + f'<styleSheet xmlns="{MAIN}"><numFmts count="2">'
    '<numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;;@"/>'
    '<numFmt numFmtId="177" formatCode="0.00_ "/></numFmts><fonts><font/></fonts><cellXfs count="6">'
    '<xf numFmtId="0"/><xf numFmtId="176"/><xf numFmtId="177"/><xf numFmtId="9"/>'
    '<xf numFmtId="14"><alignment wrapText="1"/></xf><xf numFmtId="20"/></cellXfs>'
    '<dxfs><dxf><numFmt numFmtId="178" formatCode="0%"/></dxf></dxfs></styleSheet>',
    TEXT: HEAD + f'<sst xmlns="{MAIN}" count="9" uniqueCount="4"><si><t>编号</t>'
    '<phoneticPr fontId="1" type="noConversion"/></si><si><t>“放管服”&amp;&lt;改革&gt;</t></si>'
    '<si><t xml:space="preserve"> 已办结\n</t></si><si><t>　两格</t></si></sst>',
    SHEET: HEAD + f'<worksheet xmlns="{MAIN}" xmlns:r="{KIND}"><dimension ref="A1:F9"/><sheetViews>'
    '<sheetView workbookViewId="0"/></sheetViews><sheetData>'
    '<row r="1" spans="1:3" x14ac:dyDescent="0.15"><c r="A1" s="0" t="s"><v>0</v></c><c r="B1" s="2"/>'
    '<c r="C1" s="1" cm="1"><v>44926</v></c></row><row r="2" ht="20" customHeight="1"/>'
    '<row r="3" hidden="1"><c r="B3" t="s"><v>2</v></c><c r="D3" s="2"><v>-1.50</v></c></row>'
    '<row r="4"><c r="A4" s="3"><v>0.6</v></c><c r="B4" s="2" t="str"><f>IF(A1="","未填",C1&amp;"可")</f>'
    '<v>可&amp;报</v></c><c r="E4" t="b"><v>1</v></c><c r="F4"><f t="shared" si="0"/><v>3E-05</v></c></row>'
    '<row r="9"><c r="A9" t="str"><f>A1</f><v></v></c></row></sheetData>'
    '<mergeCells count="1"><mergeCell ref="A1:C1"/></mergeCells></worksheet>',
    SHEET_2: f'<worksheet xmlns="{MAIN}"><dimension ref="A1"/><sheetData><row r="1">'
    '<c r="A1" t="s"><v>1</v></c></row></sheetData></worksheet>',
}
"""A workbook in the shapes of Excel and WPS, part by part."""


def _zipped(parts: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, text in parts.items():
            package.writestr(name, text.encode("utf-8", "surrogatepass"))
    return buffer.getvalue()


def _with(part: str, old: str, new: str) -> bytes:
    assert old in EXCEL[part]
    return _zipped({**EXCEL, part: EXCEL[part].replace(old, new, 1)})


def _directly(data: bytes) -> tuple[Sheet, ...] | None:
    return plain.read(open_package(data))


def _generally(data: bytes) -> tuple[Sheet, ...] | str:
    try:
        return sheets._read_by_calamine(data, Container.XLSX).sheets
    except UnreadableFileError as error:
        return str(error)


def _same(data: bytes) -> bool:
    """Whether both ways say the same, down to the types; the direct way may say that it does not know."""
    read = _directly(data)
    return read is None or repr(read) == repr(_generally(data))


def test_what_excel_writes_is_read_directly_and_the_same() -> None:
    """Shared texts with their margins, dates, percentages, formulas with results, blank and hidden rows."""
    read = _directly(_zipped(EXCEL))
    assert read is not None
    assert repr(read) == repr(_generally(_zipped(EXCEL)))
    assert read[0].rows[0][:3] == ("编号", "", date(2022, 12, 31))
    assert (read[0].text(2, 3), read[0].text(3, 0), read[0].text(3, 1)) == ("-1.5", "60%", "可&报")
    assert (read[0].height, read[0].hidden_rows, read[1].visible) == (8, frozenset({2}), False)


ODD = [
    (SHEET, "<v>44926</v>", "<v>44926.5</v>", "a time of day"),
    (SHEET, "<v>44926</v>", "<v>59</v>", "a day before March 1900"),
    (SHEET, "<v>44926</v>", "<v>2958466</v>", "a day after 9999"),
    (SHEET, 's="3"><v>0.6', 's="5"><v>0.6', "a style of times"),
    (SHEET, 's="3"><v>0.6', 's="9"><v>0.6', "a style that is not there"),
    (SHEET, 's="3"><v>0.6', 's="03"><v>0.6', "a style written with a zero"),
    (SHEET, 's="3"><v>0.6', 's="3" s="2"><v>0.6', "a style given twice"),
    (SHEET, '<c r="A4" s="3">', '<c r="A4" s="3" r="A5">', "a reference given twice"),
    (SHEET, '<c r="B1" s="2"/>', '<c r="B1" r="5" s="2"/>', "a reference given twice to a blank cell"),
    (SHEET, "<v>0.6</v>", "<v>inf</v>", "an infinite number"),
    (SHEET, "<v>0.6</v>", "<v> 0.6</v>", "a number that is a text"),
    (SHEET, "<v>0.6</v>", "<v></v>", "no value"),
    (SHEET, "<v>0.6</v>", "<v/>", "no value, in short"),
    (SHEET, "<v>0.6</v>", "<v>0.6</v><v>0.7</v>", "two values"),
    (SHEET, "<v>0.6</v>", "<!-- 0.5 --><v>0.6</v>", "a comment"),
    (SHEET, "<v>0.6</v>", "<v><![CDATA[0.5]]></v>", "character data"),
    (SHEET, "<v>0.6</v>", "<?look?><v>0.6</v>", "an instruction"),
    (SHEET, "<v>0.6</v>", "<f>A1</f>", "a formula without a result"),
    (SHEET, '<c r="A4" s="3">', '<c r="A4" t="e">', "an error"),
    (SHEET, '<c r="A4" s="3"><v>0.6', '<c r="A4" t="e"><v>#REF!', "an error cell"),
    (SHEET, '<c r="A4" s="3"><v>0.6', '<c r="A4" t="d"><v>2022-06-30', "a date in words"),
    (
        SHEET,
        '<c r="A4" s="3"><v>0.6</v>',
        '<c r="A4" t="inlineStr"><is><t>甲</t></is>',
        "a text in its place",
    ),
    (SHEET, '<c r="A4" s="3">', "<c>", "a cell that follows the one before"),
    (SHEET, '<c r="A4" s="3">', '<c r="a4">', "a reference in small letters"),
    (SHEET, '<c r="A4" s="3">', '<c r="AAA4">', "a column far out"),
    (SHEET, '<c r="A4" s="3">', '<c r="A10000">', "a row far out"),
    (SHEET, '<c r="A4" s="3">', '<c r="A0">', "no row"),
    (SHEET, '<c r="F4">', '<c r="G4">', "a cell beyond what the sheet says it has"),
    (SHEET, "<v>2</v>", "<v>4</v>", "a shared text that is not there"),
    (SHEET, "<v>2</v>", "<v>-1</v>", "a shared text counted from the end"),
    (SHEET, 't="b"><v>1', 't="b"><v>true', "a truth in words"),
    (SHEET, "可&amp;报", "可_x000D_报", "a character by its number"),
    (SHEET, "可&amp;报", "可&#10;报", "another entity"),
    (SHEET, "可&amp;报", "可\r\n报", "a line end of Windows"),
    (SHEET, "可&amp;报", "可&报", "a bare ampersand"),
    (SHEET, 'C1&amp;"可"', 'C1&"可"', "a bare ampersand in a formula"),
    (SHEET, "</row><row", "<row", "a row that is not closed"),
    (SHEET, '</row><row r="2"', '</row></row><row r="2"', "a row closed twice"),
    (SHEET, '<row r="4">', '<row r="four">', "a row without a number"),
    (SHEET, "<sheetData>", "<sheetData> ", "blanks between the tags"),
    (SHEET, "<sheetData>", "<!--<sheetData></sheetData>--><sheetData>", "two places for rows"),
    (SHEET, "<sheetData>", "<sheetData/><sheetData>", "rows twice"),
    (SHEET, "<dimension", '<x:dimension xmlns:x="y" ref="A1"/><dimension', "another dimension"),
    (SHEET, '<mergeCell ref="A1:C1"/>', '<mergeCell ref="C1:A1"/>', "a merged range from its end"),
    (
        SHEET,
        '<mergeCell ref="A1:C1"/>',
        '<mergeCell ref="A1"/><mergeCell/>',
        "a merged range without its cells",
    ),
    (SHEET, "UTF-8", "GB18030", "another encoding"),
    (SHEET, "<worksheet xmlns=", "<worksheet xmlns:x=", "another namespace"),
    (TEXT, "<t>编号</t>", "<r><t>编</t></r><r><t>号</t></r>", "a text of two fonts"),
    (TEXT, "<t>编号</t>", '<t>编号</t><rPh sb="0" eb="1"><t>bian</t></rPh>', "a text with how it sounds"),
    (TEXT, "<t>编号</t>", "<t>编号 </t>", "blanks that do not count"),
    (TEXT, "<t>编号</t>", "<t/>", "no text"),
    (TEXT, "<t>编号</t>", "<t>编_x000D_号</t>", "a text with a character by its number"),
    (TEXT, "<t>编号</t>", "<t>编\r\n号</t>", "a text with a line end of Windows"),
    (TEXT, "<t>编号</t>", "<t>编&#10;号</t>", "a text with another entity"),
    (TEXT, "<t>编号</t>", "<t>编<!-- - -->号</t>", "a text with a comment"),
    (TEXT, "<t>编号</t>", "<t>编\0号</t>", "a text with a character of no text"),
    (TEXT, "</sst>", "</sst><!-- -->", "something behind the texts"),
    (TEXT, 'count="9"', 'count="9', "a tag that does not fit together"),
    (STYLES, '<xf numFmtId="176"/>', '<y numFmtId="0"/><xf numFmtId="176"/>', "styles of another name"),
    (STYLES, "<numFmts", '<x:cellXfs xmlns:x="y"><xf numFmtId="14"/></x:cellXfs><numFmts', "styles twice"),
    (STYLES, '<numFmt numFmtId="176"', '<n numFmtId="176"', "number formats of another name"),
    (STYLES, 'formatCode="0.00_ "', 'formatCode="[h]:mm"', "hours"),
    (STYLES, 'formatCode="0.00_ "', 'formatCode="0.00&quot;天d&quot;"', "a number format with letters"),
    (BOOK, 'date1904="0"', 'date1904="1"', "days counted from 1904"),
    (BOOK, '<sheet name="_填报信息"', '<sheet name="填报表"', "two sheets of one name"),
    (BOOK, 'name="填报表"', 'name="填&amp;报"', "a name with an entity"),
    (BOOK, 'name="填报表"', 'name="填\n报"', "a name with a line end"),
    (BOOK, "veryHidden", "somewhat", "a state nobody knows"),
    (BOOK, "<workbookPr", "<workbook/><workbookPr", "a workbook in the workbook"),
    (BOOK, "</sheets>", "</sheets><sheets/><x><sheet/></x>", "a sheet elsewhere"),
    (BOOK_LINKS, "worksheets/sheet1", "../xl/worksheets/sheet1", "a sheet by way of another folder"),
    (BOOK_LINKS, f"{KIND}/worksheet", f"{KIND}/chartsheet", "a sheet of another kind"),
    (BOOK_LINKS, "Type=", "Type=\n", "an attribute over two lines"),
    (BOOK_LINKS, 'Id="rId2"', 'Id="rId1"', "two parts of one name"),
    (BOOK_LINKS, '"styles.xml"', '"worksheets/sheet2.xml"', "styles elsewhere"),
    (BOOK_LINKS, f"{KIND}/sharedStrings", f"{KIND}/texts", "shared texts nobody leads to"),
    (BOOK_LINKS, "</Rel", f'<Relationship Id="rId1" Type="{KIND}/x" Target="x"/></Rel', "a name given twice"),
    (BOOK_LINKS, "</Rel", f'<Relationship Id="rId9" Type="{KIND}/styles" Target="x"/></Rel', "two styles"),
    (BOOK_LINKS, '<Relationship Id="rId3"', '<Link Id="rId3"', "a relationship of another name"),
    (SHEET, '<c r="B1" s="2"/>', '<c r="B1" t="e"/>', "an error without a word"),
    (
        SHEET,
        "</mergeCells>",
        '</mergeCells><mergeCells><mergeCell ref="A5:B5"/></mergeCells>',
        "merged ranges twice",
    ),
    (SHEET, '<mergeCell ref="A1:C1"/>', '<mergeCell ref="A2:C1"/>', "a merged range from below"),
    (TEXT, "UTF-8", "GB18030", "texts in another encoding"),
    (TEXT, "<si><t>编号", "<si> <t>编号", "blanks around a text's tags"),
    (STYLES, '<xf numFmtId="0"/>', '<y numFmtId="0"/>', "a style of another name"),
    (STYLES, "<fonts>", "<numFmts/><fonts>", "number formats twice"),
    ("_rels/.rels", "xl/workbook.xml", "xl/worksheets/sheet1.xml", "another workbook"),
]


@pytest.mark.parametrize(("part", "old", "new"), [case[:3] for case in ODD], ids=[case[3] for case in ODD])
def test_what_is_written_otherwise_is_left_to_the_general_way(part: str, old: str, new: str) -> None:
    """Each of these would be misread, or read where the general way refuses, by one who knows only common shapes."""
    assert _directly(_with(part, old, new)) is None


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        (
            SHEET,
            '<row r="1" spans="1:3" x14ac:dyDescent="0.15">',
            '<row customFormat="false" hidden="false" r="1">',
        ),
        (SHEET, "<f>IF(", '<f aca="false">IF('),
        (SHEET, '<c r="A4" s="3">', '<c r="A4" s="3" t="n">'),
        (SHEET, '<c r="B1" s="2"/>', '<c r="B1" s="2" />'),
        (SHEET, "</sheetData>", '<row r="20" ht="9"></row></sheetData>'),
        (SHEET_2, '<row r="1"><c r="A1" t="s"><v>1</v></c></row>', ""),
        (SHEET_2, '<sheetData><row r="1"><c r="A1" t="s"><v>1</v></c></row></sheetData>', "<sheetData/>"),
        (
            STYLES,
            '<numFmt numFmtId="177" formatCode="0.00_ "/>',
            '<numFmt numFmtId="177" formatCode="GENERAL"/>',
        ),
        (STYLES, 'formatCode="yyyy', 'formatCode="[$-804]yyyy'),
        (BOOK, 'date1904="0"', 'date1904="false"'),
        (BOOK, "</workbook>", '<ext><x15:workbookPr xmlns:x15="x" chart="1"/></ext></workbook>'),
    ],
)
def test_what_other_programs_write_is_read_directly_too(part: str, old: str, new: str) -> None:
    """LibreOffice gives rows many attributes, openpyxl a type and a blank, WPS and Excel their own formats."""
    data = _with(part, old, new)
    assert _directly(data) is not None
    assert _same(data)


@pytest.mark.parametrize("number", [*range(60), 81])
def test_every_number_format_of_excel_is_understood_or_left(number: int) -> None:
    """Numbers and days by the format's number, as the general way has it."""
    for value in ("0.25", "1", "60", "61", "44926", "44926.5", "2958466", "-1"):
        parts = {
            **EXCEL,
            STYLES: EXCEL[STYLES].replace('numFmtId="9"', f'numFmtId="{number}"'),
            SHEET: EXCEL[SHEET].replace("<v>0.6</v>", f"<v>{value}</v>"),
        }
        assert _same(_zipped(parts))


CODES = st.text(alphabet='ymdhsaAPM/0#.,%;_*\\"[]$-804年月 @EG&<', max_size=8)


@given(CODES)
@settings(max_examples=150, deadline=None)
def test_every_number_format_of_ones_own_is_understood_or_left(code: str) -> None:
    """Whatever a custom format says, a number or day is the one that the general way makes of it."""
    escaped = code.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    parts = {
        **EXCEL,
        STYLES: EXCEL[STYLES].replace("0.00_ ", escaped),
        SHEET: EXCEL[SHEET].replace("<v>-1.50</v>", "<v>44926</v>"),
    }
    assert _same(_zipped(parts))


VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**12), 10**12),
    st.floats(allow_nan=False, allow_infinity=False, width=64),
    st.dates(date(1900, 3, 1), date(9999, 12, 30)),
    st.datetimes(datetime(1901, 1, 1), datetime(2100, 1, 1)),
    st.timedeltas(timedelta(0), timedelta(days=3)),
    st.text(
        st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"), include_characters="\n\t&<>\"' 　"),
        max_size=9,
    ),
    st.sampled_from(["=1+1", "#REF!", "_x000D_", "60%", " 前", "后 ", "“”", "\n"]),
)
ROWS = st.lists(st.lists(VALUES, max_size=5), max_size=5)
FORMATS = st.sampled_from(["General", "0%", "0.00", "yyyy-mm-dd", 'yyyy"年"m"月"', "@", "#,##0.00_ ", "h:mm"])


@given(ROWS, FORMATS)
@settings(max_examples=60, deadline=None)
def test_whatever_openpyxl_writes_is_read_the_same(rows: list[list[object]], number_format: str) -> None:
    """Cells of every kind, under one number format, with a comment and a merged range."""
    book = OpenpyxlWorkbook()
    sheet = book.active
    assert sheet is not None
    for row, values in enumerate(rows, 2):
        for column, value in enumerate(values, 1):
            cell = sheet.cell(row, column)
            cell.value = value  # type: ignore[assignment]
            if isinstance(value, int | float):
                cell.number_format = number_format
    sheet["B2"].comment = Comment("请核实", "县政务服务局")
    sheet.merge_cells("C3:D4")
    buffer = io.BytesIO()
    book.save(buffer)
    assert _same(buffer.getvalue())


@given(ROWS, FORMATS)
@settings(max_examples=60, deadline=None)
def test_whatever_xlsxwriter_writes_is_read_the_same(rows: list[list[object]], number_format: str) -> None:
    """Cells of every kind, under one number format, with formulas that have results."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"default_date_format": "yyyy-mm-dd", "strings_to_formulas": False})
    shown = book.add_format({"num_format": number_format})
    sheet = book.add_worksheet()
    for row, values in enumerate(rows, 1):
        for column, value in enumerate(values):
            sheet.write(row, column, value, shown if isinstance(value, int | float) else None)
        sheet.write_formula(row, 6, '=IF(A1="","未填","可以报送")', None, "可以报送")
    book.close()
    assert _same(buffer.getvalue())


TAGS = ("v", "c", "row", "f", "t", "si", "r", "is", "sheetData", "sheets", "cellXfs")
TOKENS = (
    *'<>/"= &\r\n\x00\x0119.-eEAZ',
    *(shape.format(tag) for tag in TAGS for shape in ("<{}>", "</{}>", "<{}/>", "<x:{}>")),
    *(
        "&#10;",
        "&amp;",
        "_x000D_",
        "44926.5",
        "inf",
        "x:",
        "<!-- -->",
        "<?p?>",
        "<![CDATA[x]]>",
        "<c><v>7</v></c>",
    ),
    *(
        f' {name}="{value}"'
        for name, value in zip("tttttsssrr", ("e", "s", "b", "str", "n", 1, 5, 9, "A2", 5), strict=True)
    ),
    *(
        '<c r="B2"><v>5</v></c>',
        '<mergeCell ref="B2:C3"/>',
        '<xf numFmtId="14"/>',
        ' hidden="1"',
        ' date1904="1"',
    ),
    *('<numFmt numFmtId="0" formatCode="yyyy"/>', '<sheet name="三" sheetId="3" r:id="rId1"/>'),
)


@given(st.randoms(use_true_random=False))
@settings(max_examples=400, deadline=None)
def test_a_file_damaged_anywhere_is_read_the_same_or_left(dice: random.Random) -> None:
    """Something put in, taken out or repeated in any part: no value is made up, no fault is passed over."""
    part = dice.choice([SHEET, SHEET, SHEET, TEXT, STYLES, BOOK, BOOK_LINKS])
    text = EXCEL[part]
    at = dice.choice([place for place, char in enumerate(text) if char in '<>" ']) + dice.randint(0, 1)
    changed = dice.choice(
        [
            text[:at] + dice.choice(TOKENS) + text[at:],
            text[:at] + dice.choice(TOKENS) + text[at + dice.randint(1, 8) :],
            text[:at] + text[at + dice.randint(1, 12) :],
            text[:at] + text[at - min(at, 30) : at] + text[at:],
        ]
    )
    data = _zipped({**EXCEL, part: changed})
    assert sniff(data) is not Container.XLSX or guard(data) or _same(data)


def test_a_zip_that_readers_may_understand_differently_is_left() -> None:
    """A name that comes twice, something before the zip, a comment behind it: nobody knows who reads which part."""
    data = _zipped(EXCEL)
    twice = io.BytesIO(data)
    with zipfile.ZipFile(twice, "a") as package, pytest.warns(UserWarning, match="Duplicate"):
        package.writestr(SHEET, EXCEL[SHEET_2])
    noted = io.BytesIO(data)
    with zipfile.ZipFile(noted, "a") as package:
        package.comment = b"2022"
    for odd in (twice.getvalue(), noted.getvalue(), b"before" + data):
        assert _directly(odd) is None


def test_a_part_that_fails_its_checksum_is_left() -> None:
    """Damage is for the general way to name."""
    data = _zipped(EXCEL)
    assert _directly(data.replace("编号".encode(), "编码".encode())) is None


def test_a_long_sheet_is_left_to_the_general_way() -> None:
    """What is known of pieces stays small: a sheet of more than a megabyte is not taken apart."""
    long = "".join(f'<row r="{row}"><c r="A{row}"><v>{row}</v></c></row>' for row in range(10, 9999)) * 3
    assert _directly(_with(SHEET, "</sheetData>", f"{long}</sheetData>")) is None


def test_how_many_pieces_are_known_is_bounded() -> None:
    """A flood of pieces, or long ones, is understood and forgotten."""
    known = Known(len)
    assert [known[b"%d" % number] for number in range(40_000)][-1] == 5
    assert known[b"x" * 1000] == 1000
    assert len(known) < 33_000
    assert b"x" * 1000 not in known


def test_a_piece_is_understood_once() -> None:
    """What stands in the file before is known in the next one, heads and values alike."""
    _directly(_zipped(EXCEL))
    before = len(HEADS), len(TEXTS)
    _directly(_zipped(EXCEL))
    assert (len(HEADS), len(TEXTS)) == before
    assert before > (5, 0)
