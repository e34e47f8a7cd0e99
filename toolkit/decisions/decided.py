"""The sheet 已决定: what was settled, newest first, and a place to settle it otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from toolkit.decisions import looks
from toolkit.decisions.layout import DECIDED_COLUMNS, DECIDED_SHEET

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from toolkit.decisions.choices import Lists
    from toolkit.model.decision import Decision

HELP: Final = (
    "这里是已经登记的决定，最近的在最上面。要改一项，在那一行右边的黄色格里选改成什么，写上依据和决定人，"
    "把本文件放进收件箱；原来的决定仍留在这里备查。"
)
_AT: Final = {column.field: at for at, column in enumerate(DECIDED_COLUMNS)}
_WIDTH: Final = {column.field: column.width for column in DECIDED_COLUMNS}
_FILLED: Final = tuple(column.field for column in DECIDED_COLUMNS if column.filled)


def write(book: Workbook, decided: tuple[Decision, ...], look: Mapping[str, Format], lists: Lists) -> None:
    """Add the sheet; ``decided`` is every decision, oldest first, revised ones struck out beside what holds."""
    sheet = book.add_worksheet(DECIDED_SHEET)
    looks.head(sheet, DECIDED_COLUMNS, f"已决定（共{len(decided)}项）", HELP, look)
    newest = len(decided) - 1
    for at, decision in enumerate(decided):
        later = next((other for other in decided[at + 1 :] if other.key == decision.key), None)
        before = next((other for other in reversed(decided[:at]) if other.key == decision.key), None)
        row = looks.HEADER_ROW + 1 + newest - at
        _line(sheet, row, newest - at + 1, decision, _note(before, later), look, revised=later is not None)
        if later is None:
            sheet.data_validation(row, _AT["choice"], row, _AT["choice"], lists.rule(decision.asked))
    looks.set_up(sheet)


def _note(before: Decision | None, later: Decision | None) -> str:
    if later:
        return f"{_day(later)}改为“{later.choice}”"
    return f"改过：原定“{before.choice}”（{before.decided_by}，{_day(before)}）" if before else ""


def _day(decision: Decision) -> str:
    return f"{decision.decided_at.month}月{decision.decided_at.day}日"


def _line(
    sheet: Worksheet,
    row: int,
    number: int,
    decision: Decision,
    note: str,
    look: Mapping[str, Format],
    *,
    revised: bool,
) -> None:
    texts = {
        "kind": decision.kind,
        "subject": decision.subject,
        "question": decision.asked.question,
        "was": decision.choice,
        "was_ground": decision.ground,
        "was_by": decision.decided_by,
        "at": f"{decision.decided_at:%Y-%m-%d %H:%M}",
        "note": note,
    }
    sheet.set_row(row, looks.height((text, _WIDTH[field]) for field, text in texts.items()))
    sheet.write_number(row, _AT["number"], number, look["number"])
    for field, text in texts.items():
        struck = revised and field in {"was", "was_ground", "was_by"}
        sheet.write_string(row, _AT[field], text, look["revised" if struck else "text"])
    for field in _FILLED:
        sheet.write_blank(row, _AT[field], None, look["text" if revised else "filled"])
    if not revised:
        sheet.write_string(row, _AT["key"], decision.key)
