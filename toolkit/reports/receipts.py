"""收件回执：every file ever dropped, with its end and the reason, newest first."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from toolkit.model.files import FileKind, Verdict
from toolkit.model.period import Period
from toolkit.model.wording import names
from toolkit.reports.book import Book, height, put
from toolkit.reports.texts import clean

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from xlsxwriter.format import Format

    from toolkit.model.files import Receipt

SHEET = "收件回执"
HEAD_ROW, FIRST_ROW = 2, 3

KINDS: dict[FileKind, str] = {
    FileKind.PLAN: "方案文件",
    FileKind.PLAN_WORKBOOK: "任务分解表",
    FileKind.DIRECTORY: "单位名录",
    FileKind.RETURN: "填报表",
    FileKind.DECISIONS: "待定事项",
    FileKind.VERIFICATION: "核查表",
    FileKind.OPINION: "征求意见反馈",
    FileKind.EVIDENCE: "佐证材料",
    FileKind.ARCHIVE: "压缩包",
    FileKind.UNKNOWN: "未能识别",
}
_COLUMNS = (("序号", 6), ("收件时间", 20), ("文件", 30), ("类型", 12), ("方案", 16), ("单位", 17),
            ("报告期", 13), ("次数", 7), ("处理结果", 16), ("原因", 48))  # fmt: skip
_TO_THE_LEFT = frozenset({"文件", "原因"})
_WIDTHS = tuple(width for _, width in _COLUMNS)
_COLOURS: dict[Verdict, str] = {
    Verdict.ACCEPTED: "#E2EFDA",
    Verdict.QUESTIONED: "#FFF2CC",
    Verdict.RETURNED: "#FCE4D6",
    Verdict.HELD: "#FCE4D6",
    Verdict.REFUSED: "#F8CBAD",
}


def write(receipts: Sequence[Receipt], made_at: datetime) -> bytes:
    """Return 收件回执.xlsx of receipts given oldest first; what needs somebody's attention is coloured."""
    book = Book(made_at)
    sheet = book.sheet(SHEET, _WIDTHS, head_row=HEAD_ROW)
    waiting = sum(receipt.verdict.needs_attention for receipt in receipts)
    book.top(sheet, SHEET, f"共收到文件{len(receipts)}份，需要处理{waiting}份；最新的在最上面")
    book.head(sheet, HEAD_ROW, [header for header, _ in _COLUMNS], freeze=0)
    for row, receipt in enumerate(reversed(receipts), FIRST_ROW):
        cells = _cells(receipt)
        sheet.write_number(row, 0, len(receipts) - (row - FIRST_ROW), book.style("number"))
        sheet.write_datetime(row, 1, receipt.received.replace(second=0, microsecond=0), book.style("moment"))
        for column, cell in enumerate(cells, 2):
            put(sheet, row, column, cell, _style(book, _COLUMNS[column][0], receipt.verdict))
        sheet.set_row(row, height(dict(enumerate(cells, 2)), _WIDTHS))
    sheet.autofilter(HEAD_ROW, 0, HEAD_ROW + len(receipts), len(_COLUMNS) - 1)
    return book.bytes()


def _style(book: Book, header: str, verdict: Verdict) -> Format:
    if header == "处理结果" and verdict in _COLOURS:
        return book.style("centre", bg_color=_COLOURS[verdict])
    return book.style("text" if header in _TO_THE_LEFT else "centre")


def _period(label: str | None) -> str:
    """Write a period as papers do; what is no period's label as it is."""
    with suppress(ValueError):
        return Period.parse(label or "").chinese
    return label or ""


def _cells(receipt: Receipt) -> tuple[str, ...]:
    """Return the texts after number and moment."""
    return (
        clean(receipt.file),
        KINDS[receipt.kind],
        names(receipt.plans) or receipt.plan or "",
        receipt.department or "",
        _period(receipt.period),
        f"第{receipt.round}次" if receipt.round else "",
        receipt.verdict.chinese,
        clean(receipt.reason),
    )
