"""The sheet 主动登记: what persons settle about rows without being asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from toolkit.decisions import looks
from toolkit.decisions.cells import folded, letters, text
from toolkit.decisions.layout import OWN_COLUMNS, OWN_SHEET
from toolkit.model import deciding as d
from toolkit.model.deciding import Ask
from toolkit.model.decision import Initiative

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

MATTERS: Final[Mapping[str, tuple[Ask, str]]] = {
    "延期": (Ask.EXTENSION, d.AGREED_UNTIL),
    "中止": (Ask.STOP, d.SUSPENDED),
    "终止": (Ask.STOP, d.ENDED),
    "恢复推进": (Ask.STOP, d.GOES_ON),
    "挂牌督办": (Ask.LIST, d.LISTED),
    "摘牌": (Ask.UNLIST, d.UNLISTED),
    "转为常态化": (Ask.STANDING, d.MADE_STANDING),
    "依赖上级": (Ask.UPPER_LEVEL, d.UPPER),
}
"""What may be settled, as the sheet lists it: the kind of decision, and the choice (an extension's goes on)."""

CHOICES: Final[Mapping[Ask, tuple[str, ...]]] = {
    Ask.EXTENSION: (d.DISAGREED,),
    Ask.STOP: (d.SUSPENDED, d.ENDED, d.GOES_ON),
    Ask.LIST: (d.LISTED, d.NOT_LISTED),
    Ask.UNLIST: (d.UNLISTED, d.STILL_LISTED),
    Ask.STANDING: (d.MADE_STANDING, d.NOT_STANDING),
    Ask.UPPER_LEVEL: (d.UPPER, d.NOT_UPPER),
}
"""What a decision taken so may be revised to; besides the day of an extension."""

LINES: Final = 15
_HELP: Final = (
    "系统没有问、而领导已经定下的事，在这里登记：选方案（只有一个方案的可不填），写任务或指标编号，选办理事项；"
    "延期的写新的时限，中止、终止的在依据里写文件号；决定人必填。不用的行留空。填好存盘，把本文件放进收件箱。"
)
_LIST_LIMIT: Final = 255
_HEADER_WITHIN: Final = 30
_AT: Final = {column.field: at for at, column in enumerate(OWN_COLUMNS)}
_FILLED: Final = tuple(column.field for column in OWN_COLUMNS if column.filled)


def write(book: Workbook, plans: tuple[str, ...], look: Mapping[str, Format]) -> None:
    """Add the sheet with its empty lines."""
    sheet = book.add_worksheet(OWN_SHEET)
    looks.head(sheet, OWN_COLUMNS, "主动登记", _HELP, look)
    first, last = looks.HEADER_ROW + 1, looks.HEADER_ROW + LINES
    for row in range(first, last + 1):
        sheet.set_row(row, 24)
        sheet.write_number(row, _AT["number"], row - looks.HEADER_ROW, look["number"])
        for field in _FILLED:
            sheet.write_blank(row, _AT[field], None, look["filled"])
    for field, choices in (("matter", tuple(MATTERS)), ("plan", plans)):
        if len(",".join(choices)) <= _LIST_LIMIT:
            rule = {"validate": "list", "source": list(choices), "error_title": "请从列表中选"}
            sheet.data_validation(first, _AT[field], last, _AT[field], rule)
    looks.set_up(sheet)


def read(rows: list[list[object]], faults: list[str]) -> tuple[Initiative, ...]:
    """Return the lines filled in; one without who decided it, or with a matter not on the list, is a fault."""
    found = []
    at, places = _header(rows)
    for number, row in enumerate(rows[at + 1 :], at + 2):
        said = {field: text(row[place]) if place < len(row) else "" for field, place in places.items()}
        if not any(said.values()):
            continue
        cell = f"“{OWN_SHEET}”{letters(places['matter'])}{number}"
        matter = next((known for known in MATTERS if folded(known) == folded(said["matter"])), "")
        if not matter:
            faults.append(f"{cell}：办理事项请从列表里选（{'、'.join(MATTERS)}），这一项没有登记")
        elif not said["decided_by"]:
            faults.append(f"{cell}：“{said['id']}”的{matter}没有写决定人，这一项没有登记；请补写后重新放入")
        else:
            found.append(Initiative(**{**said, "matter": matter, "cell": cell}))
    return tuple(found)


def _header(rows: list[list[object]]) -> tuple[int, dict[str, int]]:
    """Return the header row, counted from 0, and where the fields stand; past the end where there is none."""
    wanted = {column.field: folded(column.header) for column in OWN_COLUMNS if column.filled}
    for at, row in enumerate(rows[:_HEADER_WITHIN]):
        found = {folded(text(value)): place for place, value in enumerate(row)}
        if all(header in found for header in wanted.values()):
            return at, {field: found[header] for field, header in wanted.items()}
    return len(rows), {}
