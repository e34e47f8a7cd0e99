"""An invented office's ledgers, as offices draw them up."""

from __future__ import annotations

from datetime import date
from io import BytesIO

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

TITLE = "云溪县2022年重点工作任务台账"
Row = tuple[str | int | float | date | None, ...]
YEAR_END, CLOSED, ISSUED = date(2022, 12, 31), date(2022, 4, 28), date(2022, 5, 20)
TOP: Row = ("序号", "重点任务", "年度目标", "责任单位", None, "完成时限", "完成情况", None, None, None)
BELOW: Row = (None, None, None, "牵头", "配合单位", None, "目前完成值", "办理状态", "办结时间", "最新进展")
ROWS: tuple[Row, ...] = (
    (1, "打造一窗受理", "9月底前综合窗口覆盖率达到90%以上", "县审批局", "县财政局、县人社局",
     "2022年9月底前", 0.82, "推进中", None, "已设综合窗口41个。"),
    (2, "扩大信贷支持", "全年新增普惠贷款60笔", "县金融中心", "各乡镇",
     YEAR_END, 35, "达到序时进度", None, "1-5月新增35笔。"),
    (2, "扩大信贷支持", "6月底前印发担保补贴办法", "县财政局", "",
     "2022年6月底", None, "已办结", ISSUED, "5月20日印发。"),
    (3, "公开办事指南", "编制办事指南", "县审批局", "",
     "2022年4月底", None, "办结", CLOSED, "已上网公开。"),
    (4, "整治占道经营", "常态化开展整治", "县城管局", "各乡镇",
     "长期", None, "长期坚持", None, "每周巡查。"),
    (5, "压缩审批时限", "年底前一般审批压缩至5个工作日以内", "县审批局", "",
     "12月底", "约7天", "未启动", None, ""),
)  # fmt: skip


def ledger() -> bytes:
    """Return a ledger with a title, a header of two rows, merged task cells, a section row and a foot."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "总台账"
    sheet["A1"].value = f"{TITLE}（截至5月底）"
    sheet.merge_cells("A1:J1")
    for number, words in ((2, TOP), (3, BELOW)):
        _write(sheet, number, words)
    for area in ("D2:E2", "G2:J2", "A2:A3", "B2:B3", "C2:C3", "F2:F3"):
        sheet.merge_cells(area)
    sheet["A4"].value = "一、政务服务"
    sheet.merge_cells("A4:J4")
    for number, row in enumerate(ROWS, 5):
        _write(sheet, number, row)
    sheet["G5"].number_format = "0%"
    for letter in "AB":
        sheet.merge_cells(f"{letter}6:{letter}7")
    sheet["A11"].value = "填表人：王敏"
    return saved(book)


def plain(*sheets: tuple[str, tuple[Row, ...]]) -> bytes:
    """Return a workbook of these sheets, cell by cell, without any merging."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for number, row in enumerate(rows, 1):
            _write(sheet, number, row)
    return saved(book)


def saved(book: Workbook) -> bytes:
    """Return a workbook's bytes."""
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _write(sheet: Worksheet, number: int, row: Row) -> None:
    for column, value in enumerate(row, 1):
        sheet.cell(number, column).value = value
