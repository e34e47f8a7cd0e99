"""The plan workbook is pleasant to check: order, marks, lists, links, print."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

import openpyxl
import pytest

from toolkit.model.department import Department, Directory
from toolkit.model.layout import PLAN_META_SHEET, TARGET_COLUMNS, TASK_COLUMNS
from toolkit.model.plan import Plan, Task

if TYPE_CHECKING:
    from collections.abc import Callable

    from openpyxl.cell import Cell, MergedCell
    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    Write = Callable[[Plan, Directory], bytes]


@pytest.fixture(scope="module")
def book(written: bytes) -> Workbook:
    """Open the sample's workbook with its rich text."""
    return openpyxl.load_workbook(BytesIO(written), rich_text=True)


def column(sheet: Worksheet, header: str) -> int:
    """Return the column a header stands in, counted from 1."""
    return next(cell.column for cell in sheet[1] if cell.value == header)


def location(cell: Cell | MergedCell) -> str | None:
    """Return the cell an internal link leads to."""
    assert cell.hyperlink
    return cell.hyperlink.location


def read_words(cell: object) -> list[str]:
    """Return the bold pieces of a rich text."""
    text: CellRichText = cell  # type: ignore[assignment]
    blocks: list[TextBlock] = [piece for piece in text if not isinstance(piece, str)]
    return [block.text for block in blocks if block.font.b]


def test_sheets_stand_in_the_order_a_clerk_works_through_them(book: Workbook) -> None:
    """待确认 comes first and is open; the plan's own data are very hidden."""
    assert book.sheetnames == ["待确认", "方案", "任务", "指标", "单位名录", "参数", PLAN_META_SHEET]
    assert book.active is book["待确认"]
    assert book[PLAN_META_SHEET].sheet_state == "veryHidden"


def test_headers_are_those_of_the_layout(book: Workbook) -> None:
    """The first row of 任务 and 指标 is the header row, in the order of the layout."""
    assert [cell.value for cell in book["任务"][1]] == [item.header for item in TASK_COLUMNS]
    assert [cell.value for cell in book["指标"][1]] == [item.header for item in TARGET_COLUMNS]


def test_the_words_that_were_read_are_marked_in_the_source(book: Workbook) -> None:
    """任务原文 marks quotes and departments; 原文 marks the number with its unit, and the limit."""
    tasks, targets = book["任务"], book["指标"]
    text = tasks.cell(2, column(tasks, "任务原文")).value
    assert read_words(text) == [
        "2022年6月底前，企业开办全流程不超过1个工作日",
        "网上办理率达到98%以上",
        "（牵头单位：县市场监管局；配合单位：县税务局、县公安局）",
    ]
    quote = column(targets, "原文")
    assert read_words(targets.cell(2, quote).value) == ["2022年6月底前", "1个工作日"]
    assert read_words(targets.cell(6, quote).value) == ["2023年底前", "百分之九十"]


def test_every_coded_field_has_its_list(book: Workbook) -> None:
    """Drop-down lists stand in the coded columns, for added rows too."""
    sheet = book["指标"]
    lists = {
        str(rule.sqref).split(":")[0]: rule.formula1
        for rule in sheet.data_validations.dataValidation
        if rule.type == "list"
    }
    listed = {sheet[f"{address[:-1]}1"].value for address in lists}
    assert listed == {"任务编号", "指标类型", "数值含义", "比较", "可信度", "已确认到期"}
    assert '"≥,>,≤,<"' in lists.values()
    rows = {int(str(rule.sqref).rpartition(":")[2][1:]) for rule in sheet.data_validations.dataValidation}
    assert min(rows) > sheet.max_row


def test_each_question_leads_to_its_row_and_back(book: Workbook) -> None:
    """A line of 待确认 links to the shaded cell; the row's 待确认 links to the line."""
    front = book["待确认"]
    lines = {row[3].value: row for row in front.iter_rows(min_row=7) if row[0].value}
    line = lines["建立企业诉求闭环办理机制"]
    assert location(line[2]) == "'任务'!E16"
    lead = book["任务"]["E16"]
    assert lead.fill.fgColor.rgb == "FFFFE699"
    assert book["任务"]["A16"].fill.fgColor.rgb == "FFFFFBE6"
    back = book["任务"].cell(16, column(book["任务"], "待确认"))
    assert location(back) == f"'待确认'!A{line[0].row}"
    assert back.value == f"第{line[0].value}项：没有写明牵头单位"


def test_a_clerk_reads_what_to_do_before_anything_else(book: Workbook) -> None:
    """Three lines of help, how many questions there are, and every question with why and a proposal."""
    front = book["待确认"]
    assert [str(front.cell(row, 1).value)[:3] for row in (2, 5)] == ["怎么用", "共有9"]
    assert all(front.cell(row, column).value for row in range(7, 16) for column in (2, 3, 4, 5, 6))


def test_a_plan_without_questions_says_so(write_workbook: Write) -> None:
    """Nothing to decide is said in a sentence, not shown as an empty table."""
    plan = Plan(id="甲", title="甲方案", tasks=(Task(id="1", no="1", title="任务", leads=("县财政局",)),))
    book = openpyxl.load_workbook(BytesIO(write_workbook(plan, Directory((Department(name="县财政局"),)))))
    assert str(book["待确认"]["A5"].value).startswith("没有需要确认的事项")


def test_dates_are_dates(book: Workbook) -> None:
    """A limit is a real date shown as 年月日."""
    cell = book["指标"].cell(2, column(book["指标"], "完成时限"))
    assert cell.value == datetime(2022, 6, 30)
    assert cell.number_format == 'yyyy"年"m"月"d"日"'


def test_sheets_print_on_a4_across_with_their_header(book: Workbook) -> None:
    """A4 landscape, one page wide, header repeated, panes frozen, filter on."""
    for name, frozen in (("任务", "E2"), ("指标", "D2"), ("单位名录", "C2")):
        sheet = book[name]
        page = sheet.page_setup
        assert (page.paperSize, page.orientation, page.fitToHeight) == (9, "landscape", 0)
        scaling = sheet.sheet_properties.pageSetUpPr
        assert scaling
        assert scaling.fitToPage
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.freeze_panes == frozen
        assert sheet.auto_filter.ref


def test_rows_are_high_enough_for_their_longest_text(book: Workbook) -> None:
    """A row's height follows its text, never above what a spreadsheet allows."""
    heights = [book["任务"].row_dimensions[row].height for row in range(2, 22)]
    assert all(40 < height <= 409 for height in heights)
    assert heights[2] > heights[4]


def test_text_that_looks_like_a_formula_stays_text(write_workbook: Write, plan: Plan) -> None:
    """= + - @ at the start of a text run nothing."""
    task = replace(plan.tasks[1], title="=1+1", text="@SUM(A1)\n-1", role_quote="+2", targets=())
    data = write_workbook(replace(plan, tasks=(task,), doubts=()), Directory())
    assert b"<f>" not in ZipFile(BytesIO(data)).read("xl/worksheets/sheet3.xml")
    sheet = openpyxl.load_workbook(BytesIO(data))["任务"]
    assert sheet["D2"].value == "=1+1"


def test_the_same_plan_makes_the_same_bytes(write_workbook: Write, plan: Plan, directory: Directory) -> None:
    """Nothing of the clock or of chance is in the workbook."""
    assert write_workbook(plan, directory) == write_workbook(plan, directory)


def test_departments_the_directory_lacks_are_added(write_workbook: Write, plan: Plan) -> None:
    """A department the plan names stands in 单位名录 even when the office's directory does not have it."""
    mine = Directory((Department(name="县财政局", phone="0459-1234567"),))
    sheet = openpyxl.load_workbook(BytesIO(write_workbook(plan, mine)))["单位名录"]
    names = [row[1].value for row in sheet.iter_rows(min_row=2)]
    assert names[0] == "县财政局"
    assert "县市场监管局" in names
    assert len(names) == len(set(names))


def test_the_hidden_sheet_names_plan_and_document(book: Workbook, plan: Plan) -> None:
    """Office, plan, version and document can be read without knowing the rest."""
    rows = {row[0].value: row[1].value for row in book[PLAN_META_SHEET].iter_rows(max_row=6)}
    assert rows["office"] == "office-1"
    assert rows["plan"] == plan.id
    assert rows["version"] == "0"
    assert rows["document_sha256"] == plan.document_sha256


def test_links_lead_to_cells_that_exist(written: bytes) -> None:
    """Every internal link names a sheet of the workbook."""
    with ZipFile(BytesIO(written)) as archive:
        parts = [archive.read(name).decode() for name in archive.namelist() if "worksheets/sheet" in name]
    places = [place for part in parts for place in re.findall(r'location="\'([^\']+)\'!([A-Z]+)(\d+)"', part)]
    assert {sheet for sheet, _, _ in places} == {"待确认", "方案", "任务", "指标", "单位名录"}
