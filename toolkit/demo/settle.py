"""Fill in 待定事项.xlsx as the office does: a choice, its ground and who decided."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Final

from toolkit.corrections.stable import saved
from toolkit.decisions.layout import OPEN_COLUMNS, OPEN_SHEET

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from openpyxl.worksheet.worksheet import Worksheet

    from toolkit.demo.scenes import Settled

DECIDED_BY: Final = "李主任"
_AT: Final = {column.field: at for at, column in enumerate(OPEN_COLUMNS, 1)}


def settled(workbook: bytes, decisions: Iterable[Settled], at: datetime) -> bytes:
    """
    Return the workbook with these decisions filled in.

    Raises:
        LookupError: nobody asks what is decided; the story and the program disagree.
    """
    from openpyxl import load_workbook

    book = load_workbook(BytesIO(workbook), rich_text=True)
    sheet = book[OPEN_SHEET]
    for one in decisions:
        row = _line(sheet, one)
        for field, value in (("choice", one.choice), ("ground", one.ground), ("decided_by", DECIDED_BY)):
            sheet.cell(row, _AT[field]).value = value
    return saved(book, at)


def _line(sheet: Worksheet, one: Settled) -> int:
    for row in range(1, sheet.max_row + 1):
        kind, subject = (str(sheet.cell(row, _AT[field]).value or "") for field in ("kind", "subject"))
        if kind == one.kind and one.subject in subject:
            return row
    raise LookupError(f"no question {one.kind} about {one.subject}")
