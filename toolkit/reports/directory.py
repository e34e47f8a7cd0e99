"""单位名录：the office's list of departments, to be amended and put back into the inbox."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.model.department import LEVELS, Group
from toolkit.model.layout import DIRECTORY_COLUMNS, DIRECTORY_META_SHEET, DIRECTORY_SHEET
from toolkit.model.wording import names
from toolkit.reports.book import Book, height, put
from toolkit.reports.texts import drop_control

if TYPE_CHECKING:
    from datetime import datetime

    from toolkit.model.department import Department, Directory

_WIDTHS = tuple(column.width for column in DIRECTORY_COLUMNS)
_SPARE_ROWS = 200
_HINTS: dict[str, str] = {
    "order": "单位在各种材料中的先后次序；插入、移动整行即可改变次序",
    "name": "规范名称，与方案中的写法一致",
    "group": "群体（如各镇、相关部门）本身不发填报表，须在“包含单位”中写出具体单位",
    "aliases": "别的写法和简称，用顿号隔开",
    "members": "只有群体需要填写，用顿号隔开",
    "level": "单位所在的层级；两级单位都报送时，用来分清“市财政局”和“县财政局”",
    "former": "机构改革前的名称，写明用到哪个月，如“县工商局（至2019-03）”，用顿号隔开；只在这段时间内认得",
}
_CHOICES: dict[str, list[str]] = {"group": [each.value for each in Group], "level": list(LEVELS)}
_ASKED = {
    "validate": "list",
    "error_title": "请从列表中选",
    "error_message": "请点格子右边的小箭头，从列表里选一项。",
}


def write(directory: Directory, made_at: datetime, office_id: str = "") -> bytes:
    """
    Return 单位名录.xlsx, in institutional order; its header is the first row, as in 任务分解表.

    Phone numbers stand in full: this list stays in the office, and carries its mark on a very hidden sheet.
    """
    book = Book(made_at)
    sheet = book.sheet(DIRECTORY_SHEET, _WIDTHS, head_row=0)
    book.head(sheet, 0, [column.header for column in DIRECTORY_COLUMNS], freeze=2)
    for column, each in enumerate(DIRECTORY_COLUMNS):
        if each.field in _HINTS:
            sheet.write_comment(0, column, _HINTS[each.field], {"author": "", "x_scale": 1.6})
    for row, department in enumerate(directory.departments, 1):
        cells = _cells(department)
        sheet.write_number(row, 0, row, book.style("number"))
        for column, cell in enumerate(cells, 1):
            put(sheet, row, column, cell, book.style("text"))
        sheet.set_row(row, height(dict(enumerate(cells, 1)), _WIDTHS, 20))
    last = len(directory.departments) + _SPARE_ROWS
    fields = [each.field for each in DIRECTORY_COLUMNS]
    for field, source in _CHOICES.items():
        column = fields.index(field)
        sheet.data_validation(1, column, last, column, {**_ASKED, "source": source})
    sheet.autofilter(0, 0, max(len(directory.departments), 1), len(DIRECTORY_COLUMNS) - 1)
    meta = book.workbook.add_worksheet(DIRECTORY_META_SHEET)
    put(meta, 0, 0, "office", book.style("text"))
    put(meta, 0, 1, office_id, book.style("text"))
    meta.very_hidden()
    return book.bytes()


def _cells(department: Department) -> tuple[str, ...]:
    cells = (
        department.name,
        department.group.value,
        names(department.aliases),
        names(department.members),
        department.contact,
        department.phone,
        department.email,
        department.level,
        names([str(one) for one in department.former]),
        "",
    )
    return tuple(drop_control(cell) for cell in cells)
