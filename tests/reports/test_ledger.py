"""The working ledger: its figures, formulas and links."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote

import pdfplumber
import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from tests.reports.office import convert
from tests.reports.sample import facts
from toolkit.facts.derive import derived
from toolkit.judge.legend import legend
from toolkit.model.facts import Facts
from toolkit.model.plan import Kind
from toolkit.model.standing import Class, Light
from toolkit.reports import book, ledger, ledger_lists, links, receipts
from toolkit.reports.ledger_columns import AT, COLUMNS, FIRST_ROW, SHEET, completion_formula, widths
from toolkit.reports.texts import clean, line

MADE_AT = datetime(2022, 7, 1, 9, 30)
SHEETS = ["总台账", "概况", "逾期及滞后清单", "报送情况", "存疑清单", "变更记录", "口径说明"]


def draw(found: Facts | None = None) -> bytes:
    """Return the ledger of the sample, or of other facts."""
    return ledger.write(found or facts(), made_at=MADE_AT, legend=legend({}))


def opened(data: bytes, *, values: bool = True) -> Workbook:
    """Open a workbook by its cached values, or its formulas."""
    return load_workbook(BytesIO(data), data_only=values)


def column(sheet: Worksheet, field: str) -> list[object]:
    """Return a column of 总台账 below its header."""
    return [
        row[0].value for row in sheet.iter_rows(FIRST_ROW + 1, min_col=AT[field] + 1, max_col=AT[field] + 1)
    ]


def test_every_row_of_the_plan_stands_in_the_ledger_with_its_source() -> None:
    """One row a standing, its figure, light and class, and the cell the figure came from."""
    found = facts()
    sheet = opened(draw(found))[SHEET]
    assert column(sheet, "id") == [standing.id for standing in found.standings]
    assert column(sheet, "value") == [standing.value for standing in found.standings]
    assert column(sheet, "klass") == [standing.klass.chinese for standing in found.standings]
    assert column(sheet, "cell") == [s.source.cell if s.source else None for s in found.standings]
    assert sheet.cell(FIRST_ROW + 1, AT["due"] + 1).value == datetime(2022, 12, 31)


def test_sheets_stand_in_order_and_print_on_one_width() -> None:
    """Every sheet but 概况 is landscape; each fits its page's width, 概况 one page, and repeats its header."""
    workbook = opened(draw())
    assert workbook.sheetnames == SHEETS
    for sheet in workbook.worksheets:
        whole = sheet.title == "概况"
        assert sheet.page_setup.orientation == ("portrait" if whole else "landscape")
        fit = (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight)
        assert fit == ((None, None) if whole else (None, 0)), "one page is what a file says by saying nothing"
        assert sheet.print_title_rows
    assert workbook[SHEET].freeze_panes == "C4"
    assert workbook[SHEET].auto_filter.ref == "A3:AJ25"


def test_the_print_can_be_read() -> None:
    """On A3, and on A4 for the lists, text is printed in eight points or more."""
    assert book.size_on_paper([c.width for c in COLUMNS if c.printed], book.A3) >= book.LEAST_ON_PAPER
    lists = (ledger_lists._LAGGARDS, ledger_lists._RETURNS, ledger_lists._QUESTIONS, ledger_lists._CHANGES, ledger_lists._LEGEND,
             receipts._COLUMNS)  # fmt: skip
    for columns in lists:
        assert book.size_on_paper([width for _, width in columns], book.A4) >= book.LEAST_ON_PAPER


def test_the_print_is_as_large_as_another_program_makes_it(tmp_path: Path) -> None:
    """LibreOffice, which has none of our faces here, prints every sheet but little smaller than we reckon."""
    pdf = convert(draw(), "xlsx", "pdf", tmp_path)
    with pdfplumber.open(pdf) as printed:
        for page in printed.pages:
            sizes = [letter["size"] for letter in page.chars if "\u4e00" <= letter["text"] <= "\u9fff"]
            assert sorted(sizes)[len(sizes) // 2] >= book.LEAST_ON_PAPER * 0.95, page.page_number


def test_columns_of_nothing_are_hidden() -> None:
    """A column that no row has anything in takes no paper; it is there for the month that has."""
    found = facts()
    row = replace(found.standings[0], coordination="请县财政局落实经费。")
    for standings, hidden in ((found.standings, True), ((row, *found.standings[1:]), False)):
        sheet = opened(draw(replace(found, standings=standings)))[SHEET]
        assert sheet.column_dimensions[get_column_letter(AT["coordination"] + 1)].hidden is hidden


def test_every_row_is_as_high_as_its_longest_text() -> None:
    """No cell of a row is cut off, the reason of the judgement neither."""
    sheet, wide = opened(draw())[SHEET], widths(facts())[AT["why"]]
    for number, standing in enumerate(facts().standings, FIRST_ROW + 1):
        lines = book.lines_of(standing.why, wide)
        assert (sheet.row_dimensions[number].height or 0) >= lines * book.LINE_POINTS


def test_lights_are_words_on_their_colour() -> None:
    """A light can be read on paper in black and white; no report, no light."""
    sheet = opened(draw())[SHEET]
    cells = [sheet.cell(FIRST_ROW + 1 + i, AT["light"] + 1) for i in range(len(facts().standings))]
    assert [cell.value for cell in cells] == [s.light.value if s.light else None for s in facts().standings]
    red = next(cell for cell in cells if cell.value == Light.RED.value)
    assert red.fill.start_color.rgb == "FFC00000"


def test_a_doubtful_value_is_a_number_that_says_so() -> None:
    """（待核实） is how the number is shown, so that sums still work."""
    sheet = opened(draw())[SHEET]
    row = column(sheet, "id").index("12.1") + FIRST_ROW + 1
    cell = sheet.cell(row, AT["value"] + 1)
    assert (cell.value, "待核实" in cell.number_format) == (12, True)


def test_counts_are_formulas_over_the_ledger() -> None:
    """概况 counts 总台账 anew, and its cached counts are those of the facts."""
    found = facts()
    formulas, values = opened(draw(), values=False)["概况"], opened(draw())["概况"]
    for row, klass in enumerate(Class, 4):
        assert str(formulas.cell(row, 2).value).startswith("=COUNTIF(总台账!$AA$4:$AA$25")
        assert values.cell(row, 2).value == found.by_task[klass]
        assert values.cell(row, 4).value == found.counts[klass]


def test_libreoffice_reckons_what_we_cached(tmp_path: Path) -> None:
    """Every formula, reckoned anew by another program, gives the value we stored beside it."""
    ours = draw()
    stripped = load_workbook(BytesIO(ours))
    recalculated = BytesIO()
    stripped.save(recalculated)  # openpyxl keeps formulas and drops their results
    theirs = load_workbook(convert(recalculated.getvalue(), "xlsx", "xlsx", tmp_path), data_only=True)
    cached, formulas = opened(ours), opened(ours, values=False)
    compared = 0
    for sheet in formulas.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if not str(cell.value).startswith("="):
                    continue
                compared += 1
                expected = cached[sheet.title][cell.coordinate].value or ""
                actual = theirs[sheet.title][cell.coordinate].value or ""
                same = pytest.approx(expected) if isinstance(expected, int | float) else expected
                assert actual == same or (actual, expected) == ("", 0), (
                    sheet.title,
                    cell.coordinate,
                    cell.value,
                )
    assert compared > 100


def test_originals_are_opened_by_a_relative_way() -> None:
    """The last column leads to the original through the folders of the office, with forward slashes."""
    sheet = opened(draw())[SHEET]
    cell = sheet.cell(FIRST_ROW + 1, AT["original"] + 1)
    assert cell.value == "打开"
    assert cell.hyperlink is not None
    assert unquote(str(cell.hyperlink.target)) == "../../../data/originals/2022-06/05/县市场监管局.xlsx"


def test_a_sheet_of_more_links_than_it_may_store_opens_the_rest_by_formula(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """No original is out of reach because the ledger is long."""
    monkeypatch.setattr(links, "MOST", 3)
    sheet = opened(draw(), values=False)[SHEET]
    cells = [sheet.cell(FIRST_ROW + 1 + i, AT["original"] + 1) for i in range(4)]
    assert [cell.hyperlink is not None for cell in cells] == [True, True, True, False]
    assert str(cells[3].value).startswith('=HYPERLINK("../../../data/originals/')


def test_words_of_a_department_are_never_formulas() -> None:
    """Text that begins like a formula stays text, and control characters are dropped."""
    found = facts()
    evil = replace(found.standings[0], progress="=1+1", problems="+86\x07", title="-SUM(A1)", next_steps="@x")
    sheet = opened(draw(replace(found, standings=(evil, *found.standings[1:]))), values=False)[SHEET]
    cells = {
        field: sheet.cell(FIRST_ROW + 1, AT[field] + 1)
        for field in ("progress", "problems", "title", "next_steps")
    }
    assert {field: cell.value for field, cell in cells.items()} == {
        "progress": "=1+1", "problems": "+86", "title": "-SUM(A1)", "next_steps": "@x",
    }  # fmt: skip
    assert {cell.data_type for cell in cells.values()} == {"s"}


def test_lists_hold_laggards_returns_and_questions() -> None:
    """Past due comes before behind; questions name the row; the legend says every column's rule."""
    workbook = opened(draw())
    laggards = [[cell.value for cell in row[:3]] for row in workbook["逾期及滞后清单"].iter_rows(4)]
    assert laggards[:3] == [[1, "逾期", "15.1"], [2, "逾期", "4.1"], [3, "滞后", "2.1"]]
    assert [row[1].value for row in workbook["报送情况"].iter_rows(4)] == [
        d.department for d in facts().returns.by_department
    ]
    asked = [row[5].value for row in workbook["存疑清单"].iter_rows(4)]
    assert "首贷户数量与上月口径不一致；请说明。" in asked, "the question itself, not that there is one"
    assert "填报内容有疑问，牵头单位尚未说明。" not in asked
    places = {row[1].value: row[5].value for row in workbook["存疑清单"].iter_rows(4)}
    assert "口径" in str(places["12.1"])
    told = [row[0].value for row in workbook["口径说明"].iter_rows(4)]
    assert told[0] == "蓝灯"
    assert [f"总台账：{each.header}" for each in COLUMNS] == [
        name for name in told if str(name).startswith("总台账")
    ]


def test_a_plan_without_laggards_says_so() -> None:
    """An empty list says 无."""
    found = derived(replace(facts(), standings=(), questions=()))
    workbook = opened(draw(found))
    assert workbook["逾期及滞后清单"]["A4"].value == "无。"
    assert workbook["存疑清单"]["A4"].value == "无。"


def test_the_same_facts_give_the_same_bytes() -> None:
    """Nothing of the clock or the machine gets into the file."""
    assert draw() == draw()


def test_numbers_of_persons_are_hidden() -> None:
    """Mobile, identity and landline numbers lose their middle; figures stay."""
    assert clean("联系人13900001234，0769-81234567") == "联系人139****1234，0769-********"
    assert clean("证号110101199001011234") == "证号110101********1234"
    assert clean("投资350000元，文号20220630") == "投资350000元，文号20220630"


def test_what_is_reckoned_from_several_months_has_no_formula() -> None:
    """An average of monthly figures is no matter of this month's cell; recalculating must not change it."""
    average = next(s for s in facts().standings if s.kind is Kind.AVERAGE)
    alone = replace(average, value=24.0, target=30.0, completion=0.8)
    of_months = replace(alone, completion=25 / 30)

    assert completion_formula(alone, "F4", "L4") == '=IF(L4="","",L4/F4)'
    assert completion_formula(of_months, "F4", "L4") is None


def test_lines_are_joined_as_one_sentence() -> None:
    """Breaks become semicolons where no mark ends the line."""
    assert line("一期完成\n二期开工。\r\n三期设计") == "一期完成；二期开工。三期设计"


def test_due_days_are_dates() -> None:
    """Limits can be sorted and filtered as days."""
    assert all(d is None or isinstance(d, datetime | date) for d in column(opened(draw())[SHEET], "due"))
