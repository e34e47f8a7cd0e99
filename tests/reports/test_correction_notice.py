"""退回修改通知: the letter that goes with a marked copy."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from docx.document import Document as Opened
from docx.oxml.ns import qn

from toolkit.errors import TemplateError
from toolkit.model.correction import Correction
from toolkit.model.findings import Severity
from toolkit.model.period import Period
from toolkit.reports import correction_notice as notices
from toolkit.reports import correction_notice_template
from toolkit.reports.correction_notice import Notice, Sender

TEMPLATE = Path(__file__).resolve().parent.parent.parent / "templates" / notices.NAME
SENDER = Sender(name="云溪县营商环境办公室", contact="王敏", phone="0000-5550100")
MUST = Correction(
    severity=Severity.ERROR,
    sheet="填报表",
    cell="I5",
    column="本期完成值",
    id="1.1",
    task="提高网办率",
    written="见附件，13812345678",
    problem="填的不是数字。",
    request="一个确定的数。\n请填写到6月底的数值。",
)
ASKED = Correction(severity=Severity.WARNING, problem="没有填写填报人。", request="请补填。")
TOLD = Correction(severity=Severity.NOTICE, problem="供参考。")


def notice(*corrections: Correction, own: bool = True, department: str = "县审批局") -> Notice:
    """Return what a notice of 24 June says."""
    return Notice(
        department=department,
        period=Period.month(2022, 6),
        round=2,
        received=datetime(2022, 6, 24, 10),
        deadline=datetime(2022, 6, 28, 17),
        corrections=corrections,
        attached=f"{department}_第2次.xlsx",
        own=own,
    )


def written(told: Notice, sender: Sender = SENDER) -> bytes:
    """Write a notice with the template that comes with the program."""
    return notices.write(told, sender, notices.template_of(TEMPLATE.read_bytes()))


def opened(told: Notice, sender: Sender = SENDER) -> Opened:
    """Write a notice and open it."""
    return Document(BytesIO(written(told, sender)))


def words(document: Opened) -> str:
    """Return the words of a letter outside its tables."""
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


def test_letter_says_who_how_much_and_by_when() -> None:
    """The letter names the department, the round, the places by kind, the last moment, and whom to ask."""
    text = words(opened(notice(MUST, ASKED, ASKED, TOLD)))

    assert "退回修改通知" in text
    assert "县审批局：" in text
    assert "6月24日报送的2022年6月进展情况填报表（第2次报送）" in text
    assert "须修改1处、请说明2处" in text
    assert "6月28日（星期二）17:00前" in text
    assert "“县审批局_第2次.xlsx”" in text
    assert "审核联系人：王敏；电话：0000-5550100" in text
    assert "2022年6月24日" in text


def test_mending_stands_apart_from_explaining() -> None:
    """What must be mended and what is asked stand in tables of their own; what is only told stands in none."""
    must, asked = opened(notice(MUST, ASKED, TOLD)).tables

    assert [cell.text for cell in must.rows[1].cells] == [
        "1",
        "“填报表”第5行\n本期完成值（I5）\n1.1 提高网办率",
        "见附件，138****5678",
        "填的不是数字。",
        "一个确定的数。\n请填写到6月底的数值。",
    ]
    assert [cell.text for cell in asked.rows[1].cells] == [
        "1",
        "整份文件",
        "",
        "没有填写填报人。",
        "请补填。",
    ]


def test_questions_alone_send_nothing_back() -> None:
    """A return that only raises questions gets a notice that asks, with one table."""
    document = opened(notice(ASKED))

    assert "请予说明通知" in words(document)
    assert "须修改" not in words(document)
    assert len(document.tables) == 1


def test_what_was_entered_on_behalf_is_told_as_such() -> None:
    """A department that telephoned is not told of a file it never sent."""
    said = words(opened(replace(notice(MUST), source="电话，李主任，6月24日")))

    assert "你单位告知、由我办代录（电话，李主任，6月24日）的2022年6月进展情况经审核，须修改1处" in said
    assert "所报原文件" not in said
    assert "随附代录的填报表" in said


def test_fresh_form_is_told_as_one() -> None:
    """Where the department's own file could not be marked, the letter says what it gets instead."""
    assert "不便直接标注" in words(opened(notice(MUST, own=False)))
    assert "原文件" in words(opened(notice(MUST)))


def test_long_table_repeats_its_header_and_keeps_rows_whole() -> None:
    """Every table's header stands on each page, and no row is cut by the end of one."""
    (table,) = opened(notice(*[MUST] * 60)).tables
    header, *rows = [row._tr.trPr for row in table.rows]

    assert header.find(qn("w:tblHeader")) is not None
    assert all(row.find(qn("w:cantSplit")) is not None for row in (header, *rows))
    assert len(rows) == 60


def test_letterhead_is_that_of_a_letter() -> None:
    """The first page bears the office's name in red and no page number (GB/T 9704-2012 clause 10.1)."""
    first, annex = opened(notice(MUST)).sections

    assert first.first_page_header.paragraphs[0].text == "云溪县营商环境办公室"
    assert "PAGE" not in first.first_page_footer._element.xml
    assert "PAGE" in first.footer._element.xml
    assert not annex.different_first_page_header_footer


def test_same_notice_same_bytes() -> None:
    """The same words give the same file, with another notice written in between."""
    template = notices.template_of(TEMPLATE.read_bytes())
    first = notices.write(notice(MUST), SENDER, template)
    notices.write(notice(ASKED, department="县财政局"), SENDER, template)

    assert notices.write(notice(MUST), SENDER, template) == first == written(notice(MUST))


def test_no_contact_no_note() -> None:
    """An office that set no contact prints no line about one."""
    assert "联系人" not in words(opened(notice(MUST), Sender(name="云溪县营商环境办公室")))


def test_words_of_a_department_are_words() -> None:
    """Tags, marks and control characters a department typed come out as text."""
    odd = "{{ 单位 }} {% if %} <w:p> & \x0b=1+1"
    (table,) = opened(notice(Correction(severity=Severity.ERROR, written=odd))).tables

    assert table.rows[1].cells[2].text == "{{ 单位 }} {% if %} <w:p> & =1+1"


def changed(edit: Callable[[Opened], object]) -> bytes:
    """Return the template after an edit."""
    document = Document(BytesIO(TEMPLATE.read_bytes()))
    edit(document)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("tag", ["{{ 没有这个字段 }}", "{% if %}", "{{ 单位.没有 }}"])
def test_wrong_template_is_told(tag: str) -> None:
    """A field there is not, a wrong tag, a part a field has not: each a sentence that names the template."""
    with pytest.raises(TemplateError, match=notices.NAME):
        notices.check_template(changed(lambda document: document.add_paragraph(tag)))


def test_what_is_no_document_is_told() -> None:
    """A file that Word cannot open is no template."""
    with pytest.raises(TemplateError, match="打不开"):
        notices.check_template(b"not a document")


def test_clerks_template_is_followed() -> None:
    """Words a clerk adds to the template stand in the letter."""
    template = notices.template_of(changed(lambda document: document.add_paragraph("抄送：{{ 署名 }}")))

    document = Document(BytesIO(notices.write(notice(MUST), SENDER, template)))

    assert document.paragraphs[-1].text == "抄送：云溪县营商环境办公室"


def test_template_is_what_its_script_makes() -> None:
    """The template that comes with the program can be used and is made by its script."""
    notices.check_template(TEMPLATE.read_bytes())
    assert correction_notice_template.build() == TEMPLATE.read_bytes()


def test_letter_fits_its_pages(soffice: Callable[[Path, str], Path], tmp_path: Path) -> None:
    """A short notice prints on two pages, the letter on one."""
    path = tmp_path / "通知.docx"
    path.write_bytes(written(notice(*[MUST] * 4, *[ASKED] * 2, own=False)))

    pdf = soffice(path, "pdf").read_bytes()

    assert pdf.count(b"/Type/Page/") + pdf.count(b"/Type/Page\n") + pdf.count(b"/Type /Page ") == 2


def test_package_is_whole() -> None:
    """Every part of the template is in the letter, once."""
    names = ZipFile(BytesIO(written(notice(MUST)))).namelist()

    assert sorted(names) == sorted(ZipFile(BytesIO(TEMPLATE.read_bytes())).namelist())


def test_a_template_is_read_once_for_all_portions() -> None:
    """The same template asked for again is not read again, and another one is."""
    data = TEMPLATE.read_bytes()
    assert notices.template_of(data) is notices.template_of(bytes(bytearray(data)))
    other = changed(lambda document: document.add_paragraph("抄送：{{ 署名 }}"))
    assert notices.template_of(other) is not notices.template_of(data)
