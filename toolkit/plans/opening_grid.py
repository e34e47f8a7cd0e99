"""An office's own workbook as sheets of cells, merged ranges filled, percentages told, whatever its format."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import date, datetime, time
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from toolkit.errors import UnreadableFileError
from toolkit.plans.confirm_tables import address

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MAX_ROWS: Final = 20_000
MAX_COLUMNS: Final = 80
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_UNREADABLE: Final = "“{name}”打不开，可能已损坏或加了密码，请用表格软件另存为.xlsx格式后重新放入。"

Place = tuple[int, int]
Area = tuple[int, int, int, int]
"""First row, first column, last row, last column of a merged range, counted from 0."""


@dataclass(frozen=True, slots=True)
class Grid:
    """
    One visible sheet; rows and columns are counted from 0.

    ``origin`` maps a cell covered by a merged range to the range's first cell, whose value it shows.
    ``percent`` are cells formatted as percentages.
    """

    name: str
    rows: list[list[Any]]
    origin: dict[Place, Place] = field(default_factory=dict)
    percent: frozenset[Place] = frozenset()

    def value(self, row: int, column: int) -> Any:  # noqa: ANN401 -- whatever the file keeps
        """Return a cell's value, that of its merged range where it lies in one; None outside the sheet."""
        row, column = self.origin.get((row, column), (row, column))
        return self.rows[row][column] if row < len(self.rows) and column < len(self.rows[row]) else None

    def text(self, row: int, column: int) -> str:
        """Return a cell as a reader of the sheet sees it: 98%, 3, 2022-06-30."""
        place = self.origin.get((row, column), (row, column))
        return shown(self.value(row, column), percent=place in self.percent)

    def place(self, row: int, column: int) -> str:
        """Return ``工作表!H5``, of the merged range's first cell where the cell lies in one."""
        return f"{self.name}!{address(*self.origin.get((row, column), (row, column)))}"

    @property
    def width(self) -> int:
        """How many columns the widest row has."""
        return max(map(len, self.rows), default=0)


def shown(value: object, *, percent: bool = False) -> str:
    """Return a value as text: numbers without a needless ``.0``, percentages with their sign, ISO dates."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float):
        return f"{value * 100:.12g}%" if percent else f"{value:.12g}"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    return value.isoformat() if isinstance(value, date) else str(value).strip()


def read(data: bytes, name: str) -> tuple[Grid, ...]:
    """Return the visible sheets of a workbook; UnreadableFileError where no reader can open it."""
    readers = (_by_xlrd, _by_calamine) if data.startswith(_OLE) else (_by_openpyxl, _by_calamine)
    for reader in readers:
        try:
            return tuple(reader(data))
        except MemoryError:
            raise
        except Exception:  # noqa: BLE001, S112 -- each reader has its own; the next one is tried
            continue
    raise UnreadableFileError(_UNREADABLE.format(name=name))


def _by_openpyxl(data: bytes) -> Iterator[Grid]:
    from openpyxl import load_workbook

    book = load_workbook(BytesIO(data), data_only=True)
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            continue
        cells = list(
            sheet.iter_rows(max_row=min(sheet.max_row, MAX_ROWS), max_col=min(sheet.max_column, MAX_COLUMNS))
        )
        percent = frozenset(
            (at, column)
            for at, row in enumerate(cells)
            for column, cell in enumerate(row)
            if "%" in (cell.number_format or "")
        )
        areas = (
            (r.min_row - 1, r.min_col - 1, r.max_row - 1, r.max_col - 1) for r in sheet.merged_cells.ranges
        )
        yield Grid(sheet.title, [[cell.value for cell in row] for row in cells], _origin(areas), percent)


def _by_xlrd(data: bytes) -> Iterator[Grid]:
    import xlrd

    with open(os.devnull, "w", encoding="utf-8") as nowhere:  # noqa: PTH123 -- a device, not a path
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=nowhere)
    for sheet in book.sheets():
        if sheet.visibility:
            continue
        size = [range(min(sheet.nrows, MAX_ROWS)), range(min(sheet.ncols, MAX_COLUMNS))]
        rows = [[_xls_value(book, sheet.cell(row, column)) for column in size[1]] for row in size[0]]
        percent = frozenset(
            (row, column)
            for row in size[0]
            for column in size[1]
            if "%" in book.format_map[book.xf_list[sheet.cell_xf_index(row, column)].format_key].format_str
        )
        areas = ((r1, c1, r2 - 1, c2 - 1) for r1, r2, c1, c2 in sheet.merged_cells)
        yield Grid(sheet.name, rows, _origin(areas), percent)


def _xls_value(book: Any, cell: Any) -> Any:  # noqa: ANN401 -- xlrd has no types
    import xlrd

    if cell.ctype == xlrd.XL_CELL_DATE:
        return xlrd.xldate_as_datetime(cell.value, book.datemode)
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return xlrd.error_text_from_code.get(cell.value, "#VALUE!")
    return None if cell.ctype in {xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK} else cell.value


def _by_calamine(data: bytes) -> Iterator[Grid]:
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    book = CalamineWorkbook.from_filelike(BytesIO(data))
    for about in book.sheets_metadata:
        if about.typ != SheetTypeEnum.WorkSheet or about.visible != SheetVisibleEnum.Visible:
            continue
        sheet = book.get_sheet_by_name(about.name)
        rows = [list(row[:MAX_COLUMNS]) for row in sheet.to_python(skip_empty_area=False, nrows=MAX_ROWS)]
        areas = (
            (top, left, bottom, right) for (top, left), (bottom, right) in sheet.merged_cell_ranges or []
        )
        yield Grid(about.name, rows, _origin(areas))


def _origin(areas: Iterable[Area]) -> dict[Place, Place]:
    return {
        (row, column): (top, left)
        for top, left, bottom, right in areas
        for row in range(top, min(bottom, MAX_ROWS) + 1)
        for column in range(left, min(right, MAX_COLUMNS) + 1)
    }
