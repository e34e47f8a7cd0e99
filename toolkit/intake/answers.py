"""说明：what a department answers to the questions of 修改清单, the only thing read from that sheet."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from toolkit.lang.script import fold
from toolkit.model import layout

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolkit.intake.grid import Sheet, Workbook

_PLACE, _ID, _QUESTION, _ANSWER = "位置", "编号", "问题", "说明"
_NAMED: Final = frozenset({_PLACE, _QUESTION, _ANSWER})
_CELL: Final = re.compile(r"(.+![A-Z]+\d+)(?:（.*）)?", re.DOTALL)

Answers = tuple[tuple[str, str], ...]


def read_answers(book: Workbook) -> Answers:
    """Return (what a question is about, answer) for every line answered; see :class:`Return`."""
    sheet = book.get(layout.CORRECTIONS_SHEET)
    return tuple(_lines(sheet)) if sheet else ()


def _lines(sheet: Sheet) -> Iterator[tuple[str, str]]:
    columns: dict[str, int] = {}
    for row, cells in enumerate(sheet.rows):
        words = {fold(sheet.text(row, column)): column for column in range(len(cells))}
        if words.keys() >= _NAMED:
            columns = words
        elif columns and (answer := sheet.text(row, columns[_ANSWER])):
            yield _about(sheet, row, columns), answer


def _about(sheet: Sheet, row: int, columns: dict[str, int]) -> str:
    place = sheet.text(row, columns[_PLACE])
    if match := _CELL.fullmatch(place):
        return match[1]
    if place not in {"", layout.WHOLE_FILE}:
        return place
    row_id = sheet.text(row, columns[_ID]) if _ID in columns else ""
    return row_id or sheet.text(row, columns[_QUESTION])
