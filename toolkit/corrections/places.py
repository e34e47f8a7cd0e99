"""``工作表!地址`` to a cell of the department's workbook."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.workbook import Workbook

_ADDRESS = re.compile(r"([A-Z]{1,3}[1-9]\d{0,6})(?::[A-Z]{1,3}[1-9]\d{0,6})?")


@dataclass(frozen=True, slots=True)
class Place:
    """A sheet, and a cell of it or ``""`` for the sheet as a whole."""

    sheet: str
    cell: str = ""

    def __str__(self) -> str:
        return f"{self.sheet}!{self.cell}" if self.cell else self.sheet


def parse(text: str) -> Place | None:
    """Read a finding's cell; of a range the first cell counts; None where no place is named."""
    if not text:
        return None
    sheet, bang, address = text.rpartition("!")
    found = _ADDRESS.fullmatch(address.replace("$", "").upper()) if bang else None
    if found is None:
        return Place(sheet.strip("'") if bang else text)
    return Place(sheet.strip("'"), found[1])


def find(book: Workbook, place: Place | None) -> Cell | None:
    """Return the cell at a place, the first of its merged range; None where the workbook has no such cell."""
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

    if place is None or not place.cell or place.sheet not in book.sheetnames:
        return None
    sheet = book[place.sheet]
    if not isinstance(sheet, Worksheet):
        return None
    cell = sheet[place.cell]
    if isinstance(cell, Cell):
        return cell
    merged = (each for each in sheet.merged_cells.ranges if place.cell in each)
    first = next((sheet.cell(each.min_row, each.min_col) for each in merged), None)
    return first if isinstance(first, Cell) else None
