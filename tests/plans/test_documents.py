"""Plan documents in every format a plan is sent in."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from docx.oxml import parse_xml

from toolkit.errors import UnreadableFileError
from toolkit.model.plan import Plan
from toolkit.plans import document, extract
from toolkit.plans.numbering import written

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
FORMS = (("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."))
BODY: tuple[tuple[int | None, str], ...] = (
    (None, "云溪县养老服务提升方案"),
    (None, "为提升养老服务水平，制定本方案。"),
    (0, "总体要求"),
    (None, "坚持政府主导。"),
    (0, "主要任务"),
    (1, "完善设施"),
    (2, "建设养老中心。2022年底前新建乡镇养老中心3个。（县民政局牵头，各乡镇配合）"),
    (2, "改造床位。完成护理型床位改造200张。（县民政局、县卫健局负责）"),
    (1, "提升质量"),
    (2, "培训人员。培训养老护理员500人次。（县人社局负责）"),
)
ROWS = (
    ("序号", "工作类别", "重点任务", "具体措施", "牵头单位", "配合单位", "完成时限"),
    ("1", "民生", "改造老旧小区", "改造老旧小区10个", "县住建局", "县财政局、各乡镇", "2022年11月底"),
    ("2", "", "新建学校", "新建小学1所", "县教育局", "县住建局", "2022年8月底"),
    ("3", "产业", "招商引资", "引进项目20个", "县招商局", "各园区", "2022年12月"),
)
WANTED = [
    ("1-1", ("县民政局",), 3.0),
    ("1-2", ("县民政局", "县卫健局"), 200.0),
    ("2-1", ("县人社局",), 500.0),
]


def word() -> Any:  # noqa: ANN401 - python-docx ships no types
    """Return a Word document whose numbers Word counts itself."""
    made = docx.Document()
    numbering = made.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for i, (form, text) in enumerate(FORMS)
    )
    numbering.insert(
        0, parse_xml(f'<w:abstractNum xmlns:w="{W}" w:abstractNumId="77">{levels}</w:abstractNum>')
    )
    numbering.append(parse_xml(f'<w:num xmlns:w="{W}" w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    for level, text in BODY:
        paragraph = made.add_paragraph(text)
        if level is not None:
            mark = f'<w:numPr xmlns:w="{W}"><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>'
            paragraph._p.get_or_add_pPr().append(parse_xml(mark))
    return made


def saved(made: Any) -> bytes:  # noqa: ANN401 - a document or a workbook
    """Return a document's bytes."""
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def plan_of(data: bytes, name: str = "方案") -> Plan:
    """Read a plan from a file's bytes."""
    return extract.extract(document.read(data, name))


def told(plan: Plan) -> list[tuple[str, tuple[str, ...], float | None]]:
    """Return number, leads and first value of each task."""
    return [(task.no, task.leads, task.targets[0].value if task.targets else None) for task in plan.tasks]


def numbered() -> str:
    """Return the sample plan as text, its numbers printed."""
    marks = iter(("一、", "二、", "（一）", "1.", "2.", "（二）", "1."))
    return "\n".join(text if level is None else next(marks) + text for level, text in BODY)


def test_word_numbers_are_counted_as_a_reader_sees_them() -> None:
    """Automatic numbering becomes part of the text."""
    plan = plan_of(saved(word()))
    assert told(plan) == WANTED
    assert plan.tasks[2].section == ("二、主要任务", "（二）提升质量")


def test_tracked_changes_are_accepted_and_text_boxes_read() -> None:
    """Deleted words are gone, inserted ones stay."""
    made = word()
    paragraph = made.add_paragraph("宣传政策。发放手册")._p
    paragraph.append(
        parse_xml(f'<w:del xmlns:w="{W}" w:id="1" w:author="x"><w:r><w:delText>九</w:delText></w:r></w:del>')
    )
    paragraph.append(
        parse_xml(f'<w:ins xmlns:w="{W}" w:id="2" w:author="x"><w:r><w:t>800份。</w:t></w:r></w:ins>')
    )
    assert "宣传政策。发放手册800份。" in document.read(saved(made), "x").text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_is_read_in_every_encoding(encoding: str) -> None:
    """The encoding is found from the bytes."""
    assert told(plan_of(numbered().encode(encoding))) == WANTED


def test_traditional_text_in_big5_is_read() -> None:
    """Traditional script is read as well, and names stay as printed."""
    text = "雲溪縣工作方案\n一、主要任務\n1.推進改革。2022年底前，辦理時間壓縮至5個工作日內。（縣財政局牽頭，相關部門按職責分工負責）\n"
    (task,) = plan_of(text.encode("big5")).tasks
    assert (task.leads, task.supports, task.targets[0].value) == (("縣財政局",), ("相關部門",), 5.0)


def test_markdown_marks_are_dropped() -> None:
    """Headings and bold marks are no part of titles."""
    text = (
        numbered()
        .replace("一、总体要求", "## 一、总体要求")
        .replace("1.建设养老中心。", "1. **建设养老中心。**")
    )
    plan = plan_of(text.encode())
    assert plan.tasks[0].title == "建设养老中心"
    assert told(plan) == WANTED


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_web_page_loses_its_navigation(encoding: str) -> None:
    """Menus, scripts and share buttons are no tasks."""
    body = "".join(f"<p>　　{line}</p>" for line in numbered().split("\n"))
    menu, share = "<div>首页 &gt; 政务公开</div><script>1</script>", "<div>分享到：</div>"
    page = f"<html><head><title>x</title></head><body>{menu}{body}{share}</body></html>"
    assert told(plan_of(page.encode(encoding))) == WANTED


def test_preformatted_text_on_a_page_keeps_its_lines() -> None:
    """Line breaks inside <pre> are the document's own."""
    page = "<html><body><pre>云溪县行动方案\n\n<b>一、主要任务</b>\n1.优化服务。\n（责任单位：县甲局）</pre></body></html>"

    lines = [line.text for line in document.read(page.encode(), "方案.html").lines]

    assert lines == ["云溪县行动方案", "一、主要任务", "1.优化服务。", "（责任单位：县甲局）"]


def test_a_line_broken_after_a_closing_quotation_mark_goes_on() -> None:
    """A quotation mark at the end of a full line ends no sentence unless a full stop stands inside it."""
    wide = "云溪县持续优化营商环境工作要求各单位认真落实并且做好各项工作任务安排部署"
    body = [f"{n}.{wide}\n{wide}。" for n in range(1, 10)]
    broken = f"10.推行改革。{wide[:20]}新增“一件事一次办”"
    text = "\n".join(["云溪县行动方案", "一、主要任务", *body, broken, "事项60项。"])

    (task,) = [t for t in extract.extract(document.read(text.encode(), "方案.txt")).tasks if t.no == "10"]

    assert [target.value for target in task.targets] == [60]


def test_a_table_in_word_gives_a_task_a_row() -> None:
    """Merged cells count for every row they cover; the limit column is the limit."""
    made = docx.Document()
    made.add_paragraph("云溪县2022年重点任务分解表")
    table = made.add_table(rows=len(ROWS), cols=len(ROWS[0]))
    for i, row in enumerate(ROWS):
        for j, text in enumerate(row):
            table.cell(i, j).text = text
    table.cell(1, 1).merge(table.cell(2, 1))
    check_table(plan_of(saved(made)))


def test_a_workbook_gives_a_task_a_row() -> None:
    """A plan drawn up in Excel is read by its headers."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["云溪县2022年重点任务分解表"])
    for row in ROWS:
        sheet.append([text or None for text in row])
    check_table(plan_of(saved(book)))


def check_table(plan: Plan) -> None:
    """Assert what the sample table says."""
    assert [(task.no, task.title, task.leads, task.supports) for task in plan.tasks] == [
        ("1", "改造老旧小区", ("县住建局",), ("县财政局", "各乡镇")),
        ("2", "新建学校", ("县教育局",), ("县住建局",)),
        ("3", "招商引资", ("县招商局",), ("各园区",)),
    ]
    assert [task.section for task in plan.tasks] == [("民生",), ("民生",), ("产业",)]
    dues = [target.due.isoformat() for task in plan.tasks for target in task.targets if target.due]
    assert dues == ["2022-11-30", "2022-08-31", "2022-12-31"]


def test_an_annex_that_repeats_the_tasks_is_not_read_twice() -> None:
    """Items that print their own roles stand; a table after them adds none."""
    made = word()
    made.add_paragraph("附件：重点任务分工表")
    table = made.add_table(rows=2, cols=3)
    for j, (head, text) in enumerate(
        zip(("序号", "重点任务", "牵头单位"), ("1", "建设养老中心", "县民政局"), strict=True)
    ):
        table.cell(0, j).text, table.cell(1, j).text = head, text
    assert told(plan_of(saved(made))) == WANTED


@pytest.mark.parametrize("extension", ["pdf", "doc"])
def test_pdf_and_old_word_are_read(extension: str, tmp_path: Path) -> None:
    """What LibreOffice writes as PDF or .doc reads as the same plan."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed")
    source = tmp_path / "plan.docx"
    source.write_bytes(saved(word()))
    profile = (tmp_path / "profile").as_uri()
    command = [
        program,
        f"-env:UserInstallation={profile}",
        "--headless",
        "--convert-to",
        extension,
        "--outdir",
        str(tmp_path),
        str(source),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    assert told(plan_of((tmp_path / f"plan.{extension}").read_bytes())) == WANTED


BROKEN = {
    "empty": b"",
    "picture": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 10,
    "cut zip": b"PK\x03\x04" + b"x" * 1000,
    "cut pdf": b"%PDF-1.4 and no more",
    "bare page": b"<html><body></body></html>",
    "long": "推进改革".encode() * 600_000,
}


@pytest.mark.parametrize("data", BROKEN.values(), ids=BROKEN.keys())
def test_what_cannot_be_read_ends_in_one_sentence(data: bytes) -> None:
    """A clerk is told which file, what is wrong and what to send instead."""
    with pytest.raises(UnreadableFileError) as error:
        document.read(data, "方案.docx")
    assert "方案.docx" in str(error.value)


HOSTILE = {
    "brackets": "1.甲。" + "（" * 100_000,
    "closed": "1.甲。" + "（a" * 30_000 + "）" * 30_000,
    "names": "1.甲。（" + "县财政局、" * 20_000 + "县发改局负责）",
    "limits": "1.甲。" + "2022年" * 20_000,
    "numbers": "1.甲。" + "2022年底前压缩至1个环节、" * 2_000,
    "quotes": "1.甲。" + "“" * 100_000,
    "damage": "?。ㄒ唬┚珳?、快" * 20_000,
    "digits": "9" * 300_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_ends_quickly(text: str) -> None:
    """Whatever is repeated a hundred thousand times is read in linear time (the suite's own limit watches)."""
    extract.extract(document.read(text.encode(), "x"))


@pytest.mark.parametrize(
    ("count", "form", "text"),
    [
        (12, "chineseCounting", "十二"),
        (20, "chineseCountingThousand", "二十"),
        (103, "japaneseCounting", "一百零三"),
        (3, "decimalEnclosedCircle", "③"),
        (2, "upperLetter", "B"),
        (7, "decimal", "7"),
    ],
)
def test_counts_are_written_in_words_own_formats(count: int, form: str, text: str) -> None:
    """Word's number formats are those a Chinese reader sees."""
    assert written(count, form) == text
