"""The drop-down lists of 待定事项.xlsx, kept on a sheet of their own since a rule holds 255 characters at most."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from toolkit.decisions.layout import LISTS_SHEET, TICK

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xlsxwriter import Workbook

    from toolkit.model.decision import Pending

Rule = dict[str, Any]
"""What xlsxwriter's ``data_validation`` takes."""

TICKED: Rule = {
    "validate": "list",
    "source": [TICK],
    "error_title": "请从列表中选",
    "error_message": "同意本类全部建议的选√，不同意的留空，再逐项选择。",
}


class Lists:
    """The lists of one workbook: questions with the same choices share one."""

    def __init__(self, asked: Iterable[Pending]) -> None:
        self._columns = {
            choices: at for at, choices in enumerate(dict.fromkeys(q.choices for q in asked if q.choices))
        }

    def rule(self, asked: Pending) -> Rule:
        """Return the rule of the cell in which a question is answered."""
        typed = f"也可以直接填写{asked.free}。" if asked.free and asked.choices else ""
        if not asked.choices:
            return {"validate": "any", "input_title": asked.free, "input_message": f"请填写{asked.free}。"}
        letter = _letters(self._columns[asked.choices])
        return {
            "validate": "list",
            "source": f"='{LISTS_SHEET}'!${letter}$1:${letter}${len(asked.choices)}",
            "show_error": not asked.free,
            "error_title": "请从列表中选",
            "error_message": "请点格子右边的小箭头，从列表里选一项。",
            **({"input_title": "决定", "input_message": f"点右边的小箭头选一项；{typed}"} if typed else {}),
        }

    def write(self, book: Workbook) -> None:
        """Add the sheet the rules refer to."""
        sheet = book.add_worksheet(LISTS_SHEET)
        for choices, column in self._columns.items():
            for row, choice in enumerate(choices):
                sheet.write_string(row, column, choice)
        sheet.very_hidden()


def _letters(column: int) -> str:
    """Return the letters of a column counted from 0."""
    from xlsxwriter.utility import xl_col_to_name

    return str(xl_col_to_name(column))
