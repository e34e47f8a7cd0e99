"""Tables: cells, rows, columns and sheets that moved, vanished or came twice (rows 1 to 14, 52, 53)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from toolkit.model.files import Verdict
from toolkit.model.history import RowKey
from toolkit.model.layout import HEADER_ROW
from toolkit.store import entries
from toolkit.turn.dispatch import dispatch

from .catalogue import pattern
from .desk import (
    COLUMN,
    FINANCE,
    FORM_SHEET,
    GOOD,
    OWN,
    PLAN,
    Desk,
    Dropped,
    own_sheet,
    own_table,
    put,
    saved,
)

A, W, R, H = Verdict.ACCEPTED, Verdict.QUESTIONED, Verdict.RETURNED, Verdict.HELD
GIVEN = [96.5, 30, 6, None]


def values(end: Dropped) -> list[float | None]:
    """Return the figures read of 县审批局's four rows, in the plan's order."""
    return [end.entry(id_).value for id_ in ("1.1", "1.2", "1.3", "2.1")]


def put_in_order(sheet: Worksheet, order: tuple[int, ...]) -> None:
    """Write a form's rows anew in another order, as sorting does."""
    rows = [[cell.value for cell in sheet[at]] for at in order]
    for at, row in enumerate(rows, 4):
        for column, value in enumerate(row, 1):
            sheet.cell(at, column).value = value


@pattern(1, "titles merged down", A)
def test_titles_merged_down(desk: Desk) -> Dropped:
    """A title merged over three rows is the title of each."""
    book = Workbook()
    assert isinstance(book.active, Worksheet)
    own_sheet(book.active)
    book.active.merge_cells("B4:B6")
    end = desk.drop(saved(book))
    assert values(end) == GIVEN
    return end


@pattern(1, "one figure merged over two rows", R, "V02")
def test_figure_merged_down(desk: Desk) -> Dropped:
    """A figure over two rows is nobody's: both rows are shown."""
    end = desk.drop(desk.form(change=lambda sheet: sheet.merge_cells("I4:I5")))
    assert [f.cell for f in end.findings if f.code == "V02"] == ["填报表!I4", "填报表!I5"]
    assert "取消合并" in end.found("V02").found
    return end


@pattern(2, "our form with rows and a column inserted", A)
def test_form_moved(desk: Desk) -> Dropped:
    """The header is found by its words, wherever it has gone."""

    def moved(sheet: Worksheet) -> None:
        sheet.move_range(f"A1:R{sheet.max_row}", rows=2, cols=1)

    end = desk.drop(desk.form(change=moved))
    assert values(end) == GIVEN
    assert end.entry("1.2").cells["value"] == "填报表!J7"
    return end


@pattern(2, "an own table far from the corner", A)
def test_own_table_moved(desk: Desk) -> Dropped:
    """An own table may begin anywhere on its sheet."""
    end = desk.drop(own_table(top=6, left=4))
    assert values(end) == GIVEN
    assert end.entry("1.1").cells["value"] == "Sheet!G9"
    return end


@pattern(3, "headings of other words, broken over lines", A)
def test_headings_renamed(desk: Desk) -> Dropped:
    """The usual names of a column are known, blanks, line breaks and wide brackets aside."""
    words = (
        "任务\n编号",
        "工作 事项",
        "年度\n目标",
        "完成\n进度",
        "推进状态",
        "目前进展",
        "困难和问题",
        "下步 计划",
    )
    end = desk.drop(own_table(headings=[(word, field) for word, (_, field) in zip(words, OWN, strict=True)]))
    assert values(end) == GIVEN
    assert end.entry("1.1").progress == GOOD["1.1"]["progress"]
    return end


@pattern(3, "our form with a heading changed", A)
def test_form_heading_renamed(desk: Desk) -> Dropped:
    """A heading typed over in our form is known as well."""

    def renamed(sheet: Worksheet) -> None:
        sheet.cell(HEADER_ROW, COLUMN["value"]).value = "完成进度"

    end = desk.drop(desk.form(change=renamed))
    assert values(end) == GIVEN
    return end


@pattern(4, "headings on two rows, merged across", A)
def test_two_level_header(desk: Desk) -> Dropped:
    """Two rows of headings are joined: 完成情况 over 数值 and 说明."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    own_sheet(sheet, top=2)
    upper = {"A": "序号", "B": "重点工作", "C": "目标任务", "D": "完成情况", "G": "存在困难", "H": "下步打算"}
    lower = {"D": "累计完成数", "E": "办理状态", "F": "说明"}
    sheet.delete_rows(4)
    sheet.insert_rows(4, 2)
    for at, words in ((4, upper), (5, lower)):
        for letter, word in words.items():
            sheet[f"{letter}{at}"] = word
    sheet.merge_cells("D4:F4")
    for letter in "ABCGH":
        sheet.merge_cells(f"{letter}4:{letter}5")
    end = desk.drop(saved(book))
    assert values(end) == GIVEN
    return end


@pattern(5, "columns in another order", A)
def test_columns_reordered(desk: Desk) -> Dropped:
    """Columns go by their names."""
    end = desk.drop(own_table(headings=OWN[::-1]))
    assert values(end) == GIVEN
    assert end.entry("2.1").progress == GOOD["2.1"]["progress"]
    return end


@pattern(6, "an optional column deleted from our form", W, "F16")
def test_optional_column_deleted(desk: Desk) -> Dropped:
    """What can be done without is asked for; everything else is taken."""
    end = desk.drop(desk.form(change=lambda sheet: sheet.delete_cols(COLUMN["evidence"])))
    assert values(end) == GIVEN
    assert end.found("F16").found == "表中没有“佐证材料”一列"
    return end


@pattern(6, "the column of figures deleted from our form", R, "F10")
def test_value_column_deleted(desk: Desk) -> Dropped:
    """Without the column of figures nothing is reported."""

    def deleted(sheet: Worksheet) -> None:
        """Delete the column as a spreadsheet program does: what is merged above it stays whole."""
        for at in range(HEADER_ROW, 8):
            for column in range(COLUMN["value"], 19):
                sheet.cell(at, column).value = sheet.cell(at, column + 1).value

    end = desk.drop(desk.form(change=deleted))
    assert end.found("F10").found == "表中没有“本期完成值”一列"
    return end


@pattern(6, "an own table without the state", W, "F09")
def test_own_table_without_status(desk: Desk) -> Dropped:
    """An own table that says no state is asked for it once, not row by row."""
    end = desk.drop(own_table(headings=[one for one in OWN if one[1] != "status"]))
    assert values(end) == GIVEN
    return end


@pattern(7, "a column added", A)
def test_column_added(desk: Desk) -> Dropped:
    """A column of the department's own is kept with its heading as a remark of the row."""

    def added(sheet: Worksheet) -> None:
        sheet.cell(HEADER_ROW, 19).value = "分管领导意见"
        sheet.cell(5, 19).value = "同意，抓紧推进"

    end = desk.drop(desk.form(change=added))
    assert values(end) == GIVEN
    assert end.entry("1.2").remark == "分管领导意见：同意，抓紧推进"
    return end


@pattern(8, "rows sorted another way", A)
def test_rows_reordered(desk: Desk) -> Dropped:
    """Rows are matched by number, wherever they stand."""
    end = desk.drop(desk.form(change=lambda sheet: put_in_order(sheet, (6, 4, 7, 5))))
    assert values(end) == GIVEN
    assert end.entry("1.3").cells["value"] == "填报表!I4"
    return end


@pattern(8, "an own table in another order, numbered anew", A)
def test_own_rows_reordered(desk: Desk) -> Dropped:
    """A mere 序号 decides nothing; the title and what is wanted do."""
    rows = {"1.3": {"id": 1}, "2.1": {"id": 2}, "1.1": {"id": 3}, "1.2": {"id": 4}}
    end = desk.drop(own_table(rows, ids=("1.3", "2.1", "1.1", "1.2")))
    assert values(end) == GIVEN
    return end


@pattern(9, "a row deleted", R, "F05")
def test_row_deleted(desk: Desk) -> Dropped:
    """A row that is gone is no report of it: it is asked for by number and title."""
    end = desk.drop(desk.form(change=lambda sheet: sheet.delete_rows(7)))
    assert end.found("F05").found == "缺少编号2.1“推进一件事集成办理”一行"
    assert end.found("F05").id == "2.1"
    assert "编号2.1" in end.words()
    return end


@pattern(9, "an own table without one of the tasks", R, "F05")
def test_own_table_without_a_row(desk: Desk) -> Dropped:
    """An own table has to answer every row as well."""
    return desk.drop(own_table(ids=("1.1", "1.2", "2.1")))


@pattern(10, "a task added below", W, "F06")
def test_row_added(desk: Desk) -> Dropped:
    """A row no plan has is kept aside as a proposal, and nothing is recorded of it."""

    def added(sheet: Worksheet) -> None:
        for field, value in {"id": "9", "task": "建设共享会议室", "value": 1, "progress": "已选址"}.items():
            put(sheet, 8, COLUMN[field], value)

    end = desk.drop(desk.form(change=added))
    assert values(end) == GIVEN
    assert "建设共享会议室" in end.found("F06").found
    assert "新增任务请书面提出" in end.found("F06").todo
    return end


def _copied(sheet: Worksheet, value: object) -> None:
    for column in range(1, 19):
        sheet.cell(8, column).value = sheet.cell(5, column).value
    put(sheet, 8, COLUMN["value"], value)


@pattern(11, "a row twice, the same", A)
def test_row_twice_the_same(desk: Desk) -> Dropped:
    """The same row twice counts once."""
    end = desk.drop(desk.form(change=lambda sheet: _copied(sheet, 30)))
    assert values(end) == GIVEN
    assert any("按一行记" in note for note in end.return_.notes)
    return end


@pattern(11, "a row twice with two figures", R, "F07")
def test_row_twice_otherwise(desk: Desk) -> Dropped:
    """Two figures for one number: the department says which."""
    end = desk.drop(desk.form(change=lambda sheet: _copied(sheet, 31)))
    assert (end.found("F07").id, end.found("F07").cell) == ("1.2", "填报表!A8")
    return end


@pattern(11, "a row twice with two figures, in an own table", R, "F07")
def test_own_row_twice(desk: Desk) -> Dropped:
    """An own table is no other."""
    book = load_workbook(BytesIO(own_table()))
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for column in range(1, 9):
        sheet.cell(8, column).value = sheet.cell(5, column).value
    sheet["D8"] = 31
    return desk.drop(saved(book))


@pattern(12, "our form with another department's row added", W, "F12")
def test_row_of_another_department(desk: Desk) -> Dropped:
    """The row is held out of the record and the department asked to pass it on; its own rows are taken."""

    def added(sheet: Worksheet) -> None:
        for field, value in {"id": "4.1", "task": "落实惠企政策", "value": 2, "progress": "已印发"}.items():
            put(sheet, 8, COLUMN[field], value)

    end = desk.drop(desk.form(change=added))
    assert end.found("F12").found == "编号4.1不由本单位牵头"
    assert "转告牵头单位" in end.found("F12").todo
    with end.office.store.transaction() as connection:
        recorded = entries.of_period(connection, "2022-06")
    assert RowKey(PLAN.id, "1.2", "县审批局") in recorded
    assert not any(key.id == "4.1" for key in recorded)
    return end


def _locked(field: str, value: object) -> Callable[[Worksheet], None]:
    def edit(sheet: Worksheet) -> None:
        put(sheet, 5 if field == "target" else 4, COLUMN[field], value)

    return edit


@pattern(13, "a target lowered", W, "F13")
def test_target_lowered(desk: Desk) -> Dropped:
    """A lowered target is passed over and asked about: a change needs approval."""
    end = desk.drop(desk.form(change=_locked("target", "≥30")))
    assert (end.found("F13").found, end.found("F13").wanted) == ("目标值成了“≥30”", "≥60")
    assert "申请调整" in end.found("F13").todo
    return end


@pattern(13, "a date put off", W, "F14")
def test_date_put_off(desk: Desk) -> Dropped:
    """A date put off is passed over and asked about."""
    end = desk.drop(desk.form(change=_locked("due", date(2023, 6, 30))))
    assert end.found("F14").found == "完成时限成了2023年6月30日"
    return end


@pattern(13, "the same target lowered the month after", R, "F13")
def test_target_lowered_again(desk: Desk) -> Dropped:
    """What was asked about and comes back edited once more is sent back."""
    first = desk.drop(desk.form(change=_locked("target", "≥30")))
    assert first.verdict is W
    dispatch(desk.at("2022-07-20T09:00"), "2022-07")
    july = {id_: {"progress": f"七月：{said['progress']}"} for id_, said in GOOD.items()}
    form = desk.form(rows=july, change=_locked("target", "≥30"), period="2022-07")
    end = desk.drop(form, "七月.xlsx", at="2022-07-24T10:00")
    assert end.found("F13").found == "目标值成了“≥30”，上期已提醒过"
    assert "请改回“≥60”" in end.found("F13").todo
    return end


@pattern(14, "the column of numbers deleted", W, "F16")
def test_numbers_deleted(desk: Desk) -> Dropped:
    """Rows are matched by their titles and what is wanted, exactly, and the department looks them over."""
    end = desk.drop(desk.form(change=lambda sheet: sheet.delete_cols(COLUMN["id"])))
    assert values(end) == GIVEN
    assert "“编号”" in end.found("F16").found
    return end


@pattern(14, "numbers retyped as 1, 2, 3, 4", W, "F15")
def test_numbers_retyped(desk: Desk) -> Dropped:
    """A number that is another task's does not carry its figures there."""

    def retyped(sheet: Worksheet) -> None:
        for at in range(4, 8):
            sheet.cell(at, COLUMN["id"]).value = at - 3

    end = desk.drop(desk.form(change=retyped))
    assert values(end) == GIVEN
    assert end.found("F15").found == "编号成了“2”，按任务名称登记到编号1.2"
    return end


@pattern(14, "numbers deleted and titles rewritten", R, "F05", "F06", "F16")
def test_no_number_and_other_titles(desk: Desk) -> Dropped:
    """Likeness decides nothing: the rows are asked for by number."""

    def rewritten(sheet: Worksheet) -> None:
        for at in range(4, 8):
            sheet.cell(at, COLUMN["task"]).value = "提升网办水平"
        sheet.cell(7, COLUMN["task"]).value = "推进一件事集成办理"
        sheet.delete_cols(COLUMN["id"])

    end = desk.drop(desk.form(change=rewritten))
    assert [f.id for f in end.findings if f.code == "F05"] == ["1.1", "1.2", "1.3"]
    return end


@pattern(52, "extra sheets of the department's own", A)
def test_extra_sheets(desk: Desk) -> Dropped:
    """Sheets that answer nothing are passed over."""
    book = load_workbook(BytesIO(desk.form()))
    book.create_sheet("工作照片")["A1"] = "银企对接会"
    book.create_sheet("备用", 0)["A1"] = "草稿"
    end = desk.drop(saved(book))
    assert values(end) == GIVEN
    return end


@pattern(52, "a copy of the sheet with the same answers", A)
def test_copy_of_the_sheet(desk: Desk) -> Dropped:
    """The same answers twice count once."""
    book = load_workbook(BytesIO(desk.form()))
    book.copy_worksheet(book[FORM_SHEET]).title = "填报表 (2)"
    end = desk.drop(saved(book))
    assert values(end) == GIVEN
    return end


@pattern(52, "a copy of the sheet with other answers", H)
def test_copy_with_other_answers(desk: Desk) -> Dropped:
    """Two filled sheets: a person says which counts."""
    book = load_workbook(BytesIO(desk.form()))
    copy = book.copy_worksheet(book[FORM_SHEET])
    copy.title = "填报表 (2)"
    copy["I5"] = 33
    end = desk.drop(saved(book))
    assert "填报表 (2)" in end.reason
    return end


@pattern(53, "thousands of blank styled rows", A)
def test_styled_rows(desk: Desk) -> Dropped:
    """Rows that only have a colour are no rows."""

    def styled(sheet: Worksheet) -> None:
        fill = PatternFill("solid", fgColor="FFFFEE")
        for at in range(8, 3000):
            sheet.cell(at, 9).fill = fill

    end = desk.drop(desk.form(change=styled))
    assert values(end) == GIVEN
    return end


@pattern(10, "a row of another kind in an own table", W, "F06")
def test_own_table_with_a_row_more(desk: Desk) -> Dropped:
    """An own table may have a row no plan has as well."""
    book = load_workbook(BytesIO(own_table()))
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for column, value in enumerate((5, "建设共享会议室", "", 3, "推进中", "已选址"), 1):
        put(sheet, 8, column, value)
    return desk.drop(saved(book))


def test_departments_have_forms_of_their_own(desk: Desk) -> None:
    """The office these patterns are dropped in has given every department its form."""
    assert desk.drop(desk.form(FINANCE), "财政.xlsx").verdict is A


def _titled_by(heading: str, titles: Sequence[str], *, number: str = "序号", counted: bool = True) -> bytes:
    """Return an own table whose column of tasks has some heading, numbered 1, 2, 3 whatever the plan says."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    put(sheet, 1, 1, "2022年6月进展情况")
    put(sheet, 2, 1, "填报单位：县财政局　填报人：王敏　联系电话：5550100　填报日期：2022年6月24日")
    for at, word in enumerate((number, heading, "完成数量", "当前状态", "推进情况说明"), 1):
        put(sheet, 3, at, word)
    for line, title in enumerate(titles, 1):
        row = (line if counted else "", title, 1 if "惠企" in title else None, "推进中", f"已办：{title}")
        for at, value in enumerate(row, 1):
            put(sheet, 3 + line, at, value)
    return saved(book)


@pytest.mark.parametrize("heading", ["任务事项", "重点任务", "本单位承担的内容如下"])
@pattern(14, "tasks counted up as 1, 2 under headings of its own", A)
def test_rows_counted_up(desk: Desk, heading: str) -> Dropped:
    """The titles tell the tasks, under a known heading or an unknown one; a number that only counts does not."""
    end = desk.drop(_titled_by(heading, ["优化融资服务", "落实惠企政策"]), "表.xlsx")
    assert end.entry("5").progress == "已办：优化融资服务"
    assert end.entry("4.1").progress == "已办：落实惠企政策"
    return end


@pytest.mark.parametrize("number", ["序号", "任务序号", "编号"])
@pattern(14, "rows counted up and no title of the plan's", H)
def test_rows_counted_up_without_titles(desk: Desk, number: str) -> Dropped:
    """Where nothing but a number that counts up could tell the tasks, nothing is taken: what is missing is said."""
    end = desk.drop(_titled_by("我局承担的内容", ["融资方面", "企业方面", "其他方面"], number=number))
    assert "“我局承担的内容”" in end.reason
    assert "工作任务" in end.reason
    return end


@pattern(3, "a table of two columns, the task and how it stands", R, "F08", "F09", "F10")
def test_two_columns(desk: Desk) -> Dropped:
    """重点任务 and 进展 alone are a return where the titles are the plan's."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    rows = (("县财政局", ""), ("2022年6月", ""), ("重点任务", "进展"))
    told = (("落实惠企政策", "第一项措施已印发"), ("优化融资服务", "组织银企对接会一场"))
    for at, row in enumerate((*rows, *told), 1):
        for column, value in enumerate(row, 1):
            put(sheet, at, column, value)
    end = desk.drop(saved(book), "6月.xlsx")
    assert end.entry("5").progress == "组织银企对接会一场"
    assert "表头上方" in end.found("F08").todo
    return end
