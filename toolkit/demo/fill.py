"""Type a month into a department's form, as its clerk would, faults included."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Any

from toolkit.corrections.stable import saved
from toolkit.demo.scenes import DONE, EVIDENCE, JUNE, MONTHS, PROBLEMS, PROGRESS, VALUES
from toolkit.forms.selfcheck import UNASKED
from toolkit.model.layout import ADJUST_COLUMN, FIRST_ROW, FORM, FORM_SHEET, HEADER_ROW

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from openpyxl.worksheet.worksheet import Worksheet

COLUMNS = {column.field: index for index, column in enumerate(FORM, 1)}
WIDE = str.maketrans("0123456789.", "０１２３４５６７８９．")
PEOPLE = ("王敏", "李晓燕", "张志强", "刘伟", "陈丽", "杨海涛")


def fill(form: bytes, period: str, at: datetime, fault: str = "") -> bytes:
    """Return the form filled in for a period; ``fault`` is a key of :data:`FAULTS` or ``""``."""
    from openpyxl import load_workbook

    book = load_workbook(BytesIO(form))
    sheet = book[FORM_SHEET]
    _sign(sheet, at)
    for row in _rows(sheet):
        _report(sheet, row, period)
    if fault in FAULTS:
        FAULTS[fault](sheet)
    data = saved(book, at)
    return data[: len(data) * 2 // 3] if fault == "damaged" else data


def _sign(sheet: Worksheet, at: datetime) -> None:
    """Fill the fields above the table: each value stands in the cell after its label."""
    told = {
        "填报人": PEOPLE[len(str(sheet["B2"].value)) % len(PEOPLE)],
        "联系电话": "0000-5550100",
        "填报日期": f"{at.year}年{at.month}月{at.day}日",
    }
    for column in range(1, sheet.max_column + 1):
        label = str(sheet.cell(2, column).value or "").strip("：: ")
        if label in told:
            sheet.cell(2, _after(sheet, column)).value = told[label]


def _after(sheet: Worksheet, column: int) -> int:
    """Return the column after a label, which may be merged over several."""
    for merged in sheet.merged_cells.ranges:
        if merged.min_row == 2 and merged.min_col == column:  # noqa: PLR2004 -- the row of fields
            return int(merged.max_col) + 1
    return column + 1


def _rows(sheet: Worksheet) -> Iterator[int]:
    row = FIRST_ROW
    while sheet.cell(row, COLUMNS["id"]).value is not None:
        yield row
        row += 1


def _put(sheet: Worksheet, row: int, field: str, value: Any) -> None:  # noqa: ANN401 -- whatever a cell takes
    sheet.cell(row, COLUMNS[field]).value = value


def _report(sheet: Worksheet, row: int, period: str) -> None:
    id_ = _id(sheet, row)
    task, month = id_.split(".", maxsplit=1)[0], MONTHS.index(period)
    if UNASKED in str(sheet.cell(row, COLUMNS["check"]).value):
        return
    done = DONE[period].get(id_)
    _put(sheet, row, "status", "已完成" if done else "推进中")
    if id_ in VALUES:
        _put(sheet, row, "value", VALUES[id_][month])
    if done:
        _put(sheet, row, "completed_on", date.fromisoformat(done))
        _put(sheet, row, "evidence", EVIDENCE.get(id_))
    _put(sheet, row, "progress", PROGRESS.get(task, ("正在推进。", "继续推进。"))[month])
    if task in PROBLEMS and PROBLEMS[task][month]:
        _put(sheet, row, "problems", PROBLEMS[task][month])
        _put(sheet, row, "next_steps", f"加强调度，{month + 5}月底前完成整改。")


def _id(sheet: Worksheet, row: int) -> str:
    return str(sheet.cell(row, COLUMNS["id"]).value)


def _find(sheet: Worksheet, id_: str) -> int:
    return next(row for row in _rows(sheet) if _id(sheet, row) == id_)


def _below_target(sheet: Worksheet) -> None:
    """Claim 网上实办率 done though it has not reached 80%."""
    row = _find(sheet, "4.1")
    _put(sheet, row, "status", "已完成")
    _put(sheet, row, "completed_on", date(2022, 6, 22))
    _put(sheet, row, "evidence", EVIDENCE["4.1"])


def _mended(sheet: Worksheet) -> None:
    """Take the claim back, as the list of corrections asks."""
    row = _find(sheet, "4.1")
    _put(sheet, row, "status", "推进中")
    _put(sheet, row, "completed_on", None)
    _put(sheet, row, "evidence", None)


def _wide_digits(sheet: Worksheet) -> None:
    """Type numbers full-width, with their unit."""
    _put(sheet, _find(sheet, "1.1"), "value", "１个环节")
    _put(sheet, _find(sheet, "15.2"), "value", str(VALUES["15.2"][MONTHS.index(JUNE)]).translate(WIDE) + "％")


def _percent_text(sheet: Worksheet) -> None:
    _put(sheet, _find(sheet, "11.2"), "value", "44.5%")


def _falls(sheet: Worksheet) -> None:
    """Give the month's own figure where the sum since January is asked."""
    _put(sheet, _find(sheet, "13.2"), "value", 34)


def _copied_text(sheet: Worksheet) -> None:
    _put(sheet, _find(sheet, "14.1"), "progress", PROGRESS["14"][MONTHS.index(JUNE) - 1])


def _see_annex(sheet: Worksheet) -> None:
    """Put words where a number is asked, in the first row: what many do when the form does not say how."""
    _put(sheet, next(row for row in _rows(sheet) if _id(sheet, row) in VALUES), "value", "详见附件")


def _asks_for_time(sheet: Worksheet) -> None:
    """Ask for more time for 惠企政策清单, before it is due."""
    row = _find(sheet, "19.1")
    _put(sheet, row, "status", "申请调整")
    _put(sheet, row, "problems", "省级政策清单拟于8月修订，需衔接后发布，申请延期。")
    headers = {sheet.cell(HEADER_ROW, column).value: column for column in range(1, sheet.max_column + 1)}
    at = headers.get(ADJUST_COLUMN.header, len(FORM) + 1)
    sheet.cell(HEADER_ROW, at).value = ADJUST_COLUMN.header
    sheet.cell(row, at).value = "2022年9月30日"


def _digit_lost(sheet: Worksheet) -> None:
    """Lose the last digit of 1120."""
    _put(sheet, _find(sheet, "21.1"), "value", 112)


def _unreadable(sheet: Worksheet) -> None:
    _put(sheet, _find(sheet, "21.1"), "value", "见附件")
    _put(sheet, _find(sheet, "16.2"), "value", "95-98%")


FAULTS = {
    "below-target": _below_target,
    "mended": _mended,
    "wide-digits": _wide_digits,
    "percent-text": _percent_text,
    "falls": _falls,
    "copied-text": _copied_text,
    "unreadable": _unreadable,
    "see-annex": _see_annex,
    "asks-for-time": _asks_for_time,
    "digit-lost": _digit_lost,
}
