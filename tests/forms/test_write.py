"""The workbook a department gets."""

from __future__ import annotations

import json
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

import openpyxl
import pytest

from toolkit.forms.styles import BASE
from toolkit.forms.write import write_form
from toolkit.model import layout
from toolkit.model.returns import Entry, Status

if TYPE_CHECKING:
    from collections.abc import Callable

    from openpyxl.worksheet.worksheet import Worksheet

    from toolkit.model.form import FormSpec

HEADERS = [column.header for column in (*layout.FORM, layout.ADJUST_COLUMN)]


@pytest.fixture
def sheet(spec: FormSpec) -> Worksheet:
    """Return the sheet 填报表 of the sample form."""
    return openpyxl.load_workbook(BytesIO(write_form(spec)))[layout.FORM_SHEET]


def test_same_spec_same_bytes(spec: FormSpec) -> None:
    """Nothing of the clock is in the file."""
    assert write_form(spec) == write_form(spec)


def test_sheets_and_what_is_hidden(spec: FormSpec) -> None:
    """The form opens on 填报表; lists are hidden, the office's notes very hidden."""
    book = openpyxl.load_workbook(BytesIO(write_form(spec)))

    assert {name: book[name].sheet_state for name in book.sheetnames} == {
        "填报表": "visible",
        "填报说明": "visible",
        "配合事项": "visible",
        "_选项": "hidden",
        "_填报信息": "veryHidden",
    }
    assert book.active is not None
    assert book.active.title == "填报表"


def test_hidden_sheet_names_plan_version_period_and_department(spec: FormSpec) -> None:
    """What the intake needs to know a form again stands in the very hidden sheet."""
    hidden = openpyxl.load_workbook(BytesIO(write_form(spec)))[layout.META_SHEET]
    meta = {str(key.value): str(value.value) for key, value in hidden.iter_rows()}

    assert tuple(meta) == layout.META_KEYS
    assert (meta["office"], meta["department"], meta["period"]) == ("yunxi", "县政务服务局", "2022-06")
    assert json.loads(meta["plans"]) == {"云溪优化营商环境": 2}


def test_headers_stand_in_their_order_with_only_rows_below(sheet: Worksheet, spec: FormSpec) -> None:
    """Row 3 holds exactly the headers; below it stand the rows and nothing else."""
    assert [cell.value for cell in sheet[layout.HEADER_ROW]] == HEADERS
    ids = [cell.value for cell in sheet["A"][layout.FIRST_ROW - 1 :]]
    assert ids == [row.id for row in spec.sheets[0].rows]


def test_fields_row_has_each_value_after_its_label(sheet: Worksheet) -> None:
    """填报单位 and 报告期 are filled in, the rest waits."""
    cells = [cell.value for cell in sheet[layout.FIELDS_ROW]]
    found = {label: cells[cells.index(label) + 1] for _, label in layout.FORM_HEADER_FIELDS}

    assert found == {
        "填报单位": "县政务服务局",
        "报告期": "2022年6月",
        "填报人": None,
        "联系电话": None,
        "填报日期": None,
    }


def test_open_rows_have_room_to_write_in(sheet: Worksheet) -> None:
    """A row to fill in is three lines high, a closed one a single line; rows may be made higher."""
    assert (sheet.row_dimensions[4].height, sheet.row_dimensions[9].height) == (51.75, 24)
    assert not sheet.protection.formatRows


def test_ids_are_text(sheet: Worksheet) -> None:
    """1.10 is not 1.1."""
    assert sheet["A5"].value == "1.10"
    assert sheet["A5"].data_type == "s"


def test_only_the_departments_cells_are_unlocked(sheet: Worksheet) -> None:
    """Protection is on without a password; exactly the department's columns and three fields are free."""
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    assert not sheet.protection.formatColumns
    free = {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
    own = [c for c, column in zip("ABCDEFGHIJKLMNOPQR", (*layout.FORM, layout.ADJUST_COLUMN), strict=True)
           if column.filled_by == "department"]  # fmt: skip
    rows = {f"{letter}{at}" for letter in own for at in range(4, 11)}
    assert rows <= free
    assert free - rows == {"F2", "G2", "I2", "J2", "L2"}


def test_closed_rows_are_not_filled_in_for_the_department(sheet: Worksheet) -> None:
    """A row reported done says so and asks nothing; its cells are blank, and free for whoever takes it back."""
    row = {header: cell.value for header, cell in zip(HEADERS, sheet[9], strict=True)}

    assert (row["编号"], row["本期无变化"], row["工作状态"], row["完成日期"]) == ("1.11", None, None, None)
    assert '"已报完成，不用填"' in str(row["自检"])
    assert not sheet["J9"].protection.locked


@pytest.mark.parametrize(
    ("settled", "says"),
    [
        ({"stopped": "终止（云政办发〔2022〕15号）"}, "已终止（云政办发〔2022〕15号），不用填"),
        ({"stopped": "中止（云政办发〔2022〕15号）"}, "已中止（云政办发〔2022〕15号），不用填"),
        ({"accepted": "已办结"}, "已办结，不用填"),
        ({"accepted": "已销号"}, "已销号，不用填"),
    ],
)
def test_rows_that_were_settled_are_locked(spec: FormSpec, settled: dict[str, str], says: str) -> None:
    """A row called off, or left as done by a person, prints its state, and none of its cells can be typed in."""
    part = spec.sheets[0]
    rows = tuple(replace(row, closed=True, **settled) if row.id == "1.11" else row for row in part.rows)  # type: ignore[arg-type]
    book = openpyxl.load_workbook(BytesIO(write_form(replace(spec, sheets=(replace(part, rows=rows),)))))
    row = book["填报表"][9]

    assert (row[0].value, row[16].value) == ("1.11", says)
    assert all(cell.protection.locked for cell in row)
    assert [cell.value for cell in row[7:16]] == [None] * 9


def test_what_is_known_is_filled_in(sheet: Worksheet) -> None:
    """Target with comparator and no unit, unit, last month's value and due date stand in the row."""
    row = {header: cell.value for header, cell in zip(HEADERS, sheet[4], strict=True)}

    assert (row["目标值"], row["计量单位"], row["上期完成值"]) == ("≥98", "%", 95.5)
    assert f"{row['完成时限']:%Y-%m-%d}" == "2022-12-31"


def test_lists_are_reached_by_name(sheet: Worksheet) -> None:
    """Lists come by defined names, which survive Excel where a reference to another sheet does not."""
    rules = {str(rule.sqref): (rule.type, rule.formula1) for rule in sheet.data_validations.dataValidation}

    assert rules["J4:J10"] == ("list", "form_status")
    assert rules["H4:H10"] == ("list", "form_tick")
    assert {span: kind for span, (kind, _) in rules.items() if kind != "list"} == {
        "I4:I10": "decimal",
        "K4:K10": "date",
        "L4:L10": "textLength",
        "M4:M10": "textLength",
        "N4:N10": "textLength",
        "O4:O10": "textLength",
    }


def test_several_plans_have_a_sheet_each(spec: FormSpec) -> None:
    """With two plans sheets are named after them; a plan that is only supported has none."""
    part = spec.sheets[0]
    second = replace(part, plan_id="云溪数字政府")
    third = replace(part, plan_id="只配合", rows=())

    book = openpyxl.load_workbook(BytesIO(write_form(replace(spec, sheets=(part, second, third)))))

    assert book.sheetnames[:3] == ["填报表·云溪优化营商环境", "填报表·云溪数字政府", "填报说明"]


def test_text_is_never_a_formula(spec: FormSpec) -> None:
    """A title that begins with an equals sign stays text."""
    part = spec.sheets[0]
    row = replace(part.rows[0], task=replace(part.rows[0].task, title="=1+1"))

    data = write_form(replace(spec, sheets=(replace(part, rows=(row,)),)))

    cell = openpyxl.load_workbook(BytesIO(data))["填报表"]["B4"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_prefilled_rows_carry_what_was_understood(spec: FormSpec) -> None:
    """Read values go in as numbers and days, unreadable ones as they were written."""
    part = spec.sheets[0]
    read = Entry(plan="p", id="1.1", value=96.0, raw="96%", status=Status.ONGOING, progress="已上线")
    unread = Entry(plan="p", id="1.10", raw="约4天", completed_raw="6月中", status_raw="基本完成")
    rows = (replace(part.rows[0], prefill=read), replace(part.rows[1], prefill=unread))

    data = write_form(replace(spec, sheets=(replace(part, rows=rows),), filler="李静", phone="0571-1"))

    sheet = openpyxl.load_workbook(BytesIO(data))["填报表"]
    assert [sheet[f"{c}4"].value for c in "IJL"] == [96, "推进中", "已上线"]
    assert [sheet[f"{c}5"].value for c in "IJK"] == ["约4天", "基本完成", "6月中"]
    assert (sheet["F2"].value, sheet["I2"].value) == ("李静", "0571-1")


def test_the_form_prints(spec: FormSpec, office_tool: Callable[[bytes, str], bytes]) -> None:
    """LibreOffice lays the form out: landscape, one page wide, header repeated."""
    book = openpyxl.load_workbook(BytesIO(write_form(spec)))["填报表"]

    assert office_tool(write_form(spec), "pdf").startswith(b"%PDF")
    assert (book.page_setup.orientation, book.page_setup.fitToHeight) == ("landscape", 0)
    assert book.print_title_rows == "$1:$3"
    assert book.freeze_panes == "E4"
    assert book.oddFooter is not None
    assert book.oddFooter.left is not None
    assert "公章" in str(book.oddFooter.left.text)


def test_drawing_leaves_the_looks_as_they_were(spec: FormSpec) -> None:
    """Regression: xlsxwriter writes into the properties it is given, so a process's first form differed from its second."""
    write_form(spec)

    assert "theme_font_name" not in BASE


def test_prints_with_lines_to_sign_and_seal(spec: FormSpec) -> None:
    """The form prints with room for who filled it in, who checked it, who heads the department, and the seal."""
    book = openpyxl.load_workbook(BytesIO(write_form(spec)))
    foot = str(book["填报表"].oddFooter.left.text)  # type: ignore[union-attr]
    block = [str(row[0]) for row in book["填报说明"].iter_rows(values_only=True)]

    for signer in ("填报人（签字）", "审核人（签字）", "单位负责人（签字）"):
        assert signer in foot
        assert any(line.startswith(signer) for line in block)
    assert "（公章）" in foot
    assert any("（公章）" in line for line in block)


def test_a_form_on_behalf_says_how_it_was_told(spec: FormSpec) -> None:
    """A form a clerk fills in names its source in the first line and in the hidden sheet; others do not."""
    told = openpyxl.load_workbook(BytesIO(write_form(replace(spec, source="电话，李主任，6月24日"))))
    own = openpyxl.load_workbook(BytesIO(write_form(spec)))

    assert str(told["填报表"]["A1"].value).startswith("代录：电话，李主任，6月24日")
    assert ("source", "电话，李主任，6月24日") in list(told["_填报信息"].iter_rows(values_only=True))
    assert "source" not in [row[0] for row in own["_填报信息"].iter_rows(values_only=True)]
