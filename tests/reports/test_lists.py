"""收件回执 and 单位名录."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

from openpyxl import load_workbook

from toolkit.model.department import Department, Directory, Group
from toolkit.model.files import FileKind, Receipt, Verdict
from toolkit.model.layout import DIRECTORY_COLUMNS, DIRECTORY_SHEET
from toolkit.reports import book, directory, receipts

MADE_AT = datetime(2022, 7, 1, 9, 30)


def receipt(file: str, verdict: Verdict, kind: FileKind = FileKind.RETURN) -> Receipt:
    """Return a receipt of a file."""
    return Receipt(
        file=file,
        sha256="ab" * 32,
        received=datetime(2022, 6, 25, 16, 5),
        kind=kind,
        verdict=verdict,
        reason="须修改2处",
        department="县财政局",
        period="2022-06",
        round=2,
    )


def test_every_receipt_is_a_line_newest_first() -> None:
    """A clerk sees what came last on top, in words."""
    told = (receipt("一.xlsx", Verdict.ACCEPTED), receipt("=二.xlsx", Verdict.RETURNED))
    sheet = load_workbook(BytesIO(receipts.write(told, MADE_AT)))["收件回执"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(3)]
    assert rows[0] == [
        "序号",
        "收件时间",
        "文件",
        "类型",
        "方案",
        "单位",
        "报告期",
        "次数",
        "处理结果",
        "原因",
    ]
    assert rows[1] == [
        2, datetime(2022, 6, 25, 16, 5), "=二.xlsx", "填报表", None, "县财政局", "2022年6月", "第2次", "退回修改", "须修改2处",
    ]  # fmt: skip
    assert rows[2][2] == "一.xlsx"
    assert sheet["B4"].number_format == 'yyyy"年"m"月"d"日" hh:mm'
    assert sheet["A2"].value == "共收到文件2份，需要处理1份；最新的在最上面"


def test_every_kind_of_file_has_a_word() -> None:
    """No kind is left without a name a clerk understands."""
    assert set(receipts.KINDS) == set(FileKind)


def test_no_receipts_is_a_sheet_too() -> None:
    """An office that has received nothing gets an empty list."""
    assert load_workbook(BytesIO(receipts.write((), MADE_AT)))["收件回执"].max_row == 3


def test_the_directory_is_laid_out_as_the_plan_workbook_has_it() -> None:
    """The list can be amended and read back: header first, groups from a list, names joined by 、."""
    departments = Directory(
        (
            Department(name="县财政局", aliases=("县财政局（金融办）", "财政局"), phone="13900001234"),
            Department(name="各镇", group=Group.COLLECTIVE, members=("青溪镇", "白石镇")),
        )
    )
    sheet = load_workbook(BytesIO(directory.write(departments, MADE_AT)))[DIRECTORY_SHEET]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0] == [column.header for column in DIRECTORY_COLUMNS]
    assert rows[1][:4] == [1, "县财政局", "部门", "县财政局（金融办）、财政局"]
    assert rows[1][6] == "13900001234"
    assert rows[2][2:5] == ["群体", None, "青溪镇、白石镇"]
    assert str(sheet.data_validations.dataValidation[0].sqref) == "C2:C203"


def test_lists_are_the_same_bytes_each_time() -> None:
    """What says the same is the same file."""
    told = (receipt("一.xlsx", Verdict.ACCEPTED),)
    assert receipts.write(told, MADE_AT) == receipts.write(told, MADE_AT)
    assert directory.write(Directory(), MADE_AT) == directory.write(Directory(), MADE_AT)


def test_the_first_workbook_of_a_process_is_as_the_second() -> None:
    """What the library writes into its options stays out of ours: it made the first workbook of a run another than the next."""
    before = dict(book._MEASURE)
    receipts.write((), MADE_AT)
    assert before == book._MEASURE
