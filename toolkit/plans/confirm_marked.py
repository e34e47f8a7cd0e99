"""A clerk's own workbook with every wrong cell in red, what to do in a comment, and a list in front."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from openpyxl.cell import Cell
    from openpyxl.comments import Comment
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from toolkit.errors import CellFault

LIST_SHEET: Final = "需改正"
_COLUMNS: Final = (("序号", 6.0), ("工作表", 12.0), ("单元格", 10.0), ("问题", 52.0), ("怎么改", 58.0))
_RED, _HEAD = "FFFF9B9B", "FFDDEBF7"
_AUTHOR: Final = "核对"
_HEADER, _PLACE = 2, 3
"""Row of the header, and the column that links to the cell."""
_TITLE: Final = "以下{count}处要改，改好后把本文件放回收件箱；点“单元格”的蓝字可以跳到要改的地方"


def marked(data: bytes, faults: tuple[CellFault, ...]) -> Workbook:
    """
    Return the workbook with its faults marked; marks of an earlier time are taken away first.

    The list in front, the colours and the comments are ignored when the workbook is read again.
    """
    from openpyxl import load_workbook

    book = load_workbook(BytesIO(data), rich_text=True)
    _clear(book)
    by_cell: dict[tuple[str, str], list[CellFault]] = {}
    for fault in faults:
        by_cell.setdefault((fault.sheet, fault.cell), []).append(fault)
    for (sheet, address), found in by_cell.items():
        if sheet in book.sheetnames:
            _mark(book[sheet][address], found)
    _list(book, faults)
    return book


def _clear(book: Workbook) -> None:
    from openpyxl.styles import PatternFill

    if LIST_SHEET in book.sheetnames:
        del book[LIST_SHEET]
    for sheet in book.worksheets:
        for cell in list(sheet._cells.values()):  # noqa: SLF001 - iter_rows would make every cell between
            if cell.fill.fill_type == "solid" and cell.fill.fgColor.rgb == _RED:
                cell.fill = PatternFill()
            if cell.comment and cell.comment.author == _AUTHOR:
                cell.comment = None
            elif cell.comment:
                cell.comment = _sized(cell.comment)


def _mark(cell: Cell, faults: Iterable[CellFault]) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    cell.fill = PatternFill("solid", fgColor=_RED)
    text = "\n".join(f"问题：{fault.what}\n怎么改：{fault.todo}" for fault in faults)
    cell.comment = _sized(Comment(text, _AUTHOR))


def _sized(comment: Comment) -> Comment:
    """Return a comment in a box that shows all of it: openpyxl forgets the size of boxes."""
    from openpyxl.comments import Comment

    sized = Comment(comment.text, comment.author)
    lines = sum(len(line) // 20 + 1 for line in comment.text.split("\n"))
    sized.width, sized.height = 300, (lines + 1) * 19
    return sized


def _list(book: Workbook, faults: tuple[CellFault, ...]) -> None:
    sheet: Worksheet = book.create_sheet(LIST_SHEET, 0)
    sheet["A1"].value = _TITLE.format(count=len(faults))
    sheet.append([header for header, _ in _COLUMNS])
    for number, fault in enumerate(faults, 1):
        sheet.append([number, fault.sheet, fault.cell, fault.what, fault.todo])
        if fault.sheet in book.sheetnames:
            sheet.cell(number + _HEADER, _PLACE).hyperlink = f"#'{fault.sheet}'!{fault.cell}"
        longest = max(len(text) * 2 / width for text, width in ((fault.what, 50), (fault.todo, 56)))
        sheet.row_dimensions[number + _HEADER].height = 15 * (int(longest) + 1) + 5
    _dress(sheet)
    for other in book.worksheets:
        other.sheet_view.tabSelected = other is sheet
    book.active = 0


def _dress(sheet: Worksheet) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    line = Side(style="thin", color="FFBFBFBF")
    for row in sheet.iter_rows(min_row=_HEADER, max_col=len(_COLUMNS)):
        for at, cell in enumerate(row, 1):
            head, linked = cell.row == _HEADER, cell.hyperlink is not None
            cell.border = Border(line, line, line, line)
            centred = "center" if at <= _PLACE or head else "left"
            cell.alignment = Alignment(centred, "center", wrap_text=True)
            colour = "FF0563C1" if linked else "FF000000"
            cell.font = Font("宋体", 10.5, bold=head, color=colour, underline="single" if linked else None)
            if head:
                cell.fill = PatternFill("solid", fgColor=_HEAD)
    sheet["A1"].font = Font("宋体", 12, bold=True)
    sheet.row_dimensions[1].height = 28
    for letter, (_, width) in zip("ABCDE", _COLUMNS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A3"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    if sheet.sheet_properties.pageSetUpPr:
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
