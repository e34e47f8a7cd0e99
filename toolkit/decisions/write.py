"""待定事项.xlsx: everything that waits for a person, one line a question, and what was decided before."""

from __future__ import annotations

from io import BytesIO
from itertools import groupby
from typing import TYPE_CHECKING, Final

from toolkit.decisions import decided as decided_sheet
from toolkit.decisions import looks, own
from toolkit.decisions.choices import TICKED, Lists
from toolkit.decisions.layout import GROUP, LAYOUT_VERSION, META_SHEET, OPEN_COLUMNS, OPEN_SHEET
from toolkit.model.personal import masked

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from toolkit.model.decision import Decision, Pending

HELP: Final = (
    "这里是系统不能代为决定、等着人定的事项。请在黄色格里填：决定（点格子从列表里选）、依据（批示、电话等，可不填）、"
    "决定人（必填）。灰底的一行管下面一类：选√就是全部同意建议，写在这一行的依据和决定人，下面没写的各行也照用。"
    "可以只填一部分，没填的下次还在。填好存盘，把本文件放进收件箱（inbox 文件夹），再处理收件箱，就照此办理。"
)
NOTHING: Final = "目前没有待定事项。"
_AT: Final = {column.field: at for at, column in enumerate(OPEN_COLUMNS)}
_WIDTH: Final = {column.field: column.width for column in OPEN_COLUMNS}
_FILLED: Final = tuple(column.field for column in OPEN_COLUMNS if column.filled)
_TEXTS: Final = ("kind", "subject", "question", "known", "proposal", "reason")


def write(
    pending: tuple[Pending, ...],
    *,
    made_at: datetime,
    decided: tuple[Decision, ...] = (),
    office_id: str = "",
    plans: tuple[str, ...] = (),
) -> bytes:
    """
    Return 待定事项.xlsx: like questions together, in the order in which their kinds first come up.

    The same question asked twice is one line.  Nothing pending gives a sheet that says so.  ``decided`` is every
    decision so far, oldest first; ``office_id`` is the mark by which the workbook is known when it comes back.
    ``plans`` are those supervised, about whose rows persons may settle what nobody asked.
    """
    from xlsxwriter import Workbook

    asked = _grouped(pending)
    lists = Lists([*asked, *(decision.asked for decision in decided)])
    out = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with Workbook(out, options) as book:
        book.set_properties({"title": OPEN_SHEET, "created": made_at})
        look = looks.formats(book)
        _open_sheet(book, asked, made_at, look, lists)
        if decided:
            decided_sheet.write(book, decided, look, lists)
        if plans:
            own.write(book, plans, look)
        lists.write(book)
        _meta(book, office_id)
    return out.getvalue()


def _grouped(pending: Iterable[Pending]) -> list[Pending]:
    unique = list({item.key: item for item in pending}.values())
    kinds = list(dict.fromkeys(item.kind for item in unique))
    return sorted(unique, key=lambda item: kinds.index(item.kind))


def _open_sheet(
    book: Workbook, asked: list[Pending], made_at: datetime, look: Mapping[str, Format], lists: Lists
) -> None:
    sheet = book.add_worksheet(OPEN_SHEET)
    day = f"{made_at.year}年{made_at.month}月{made_at.day}日"
    if asked:
        looks.head(sheet, OPEN_COLUMNS, f"待定事项（{day}，共{len(asked)}项）", HELP, look)
        _lines(sheet, asked, look, lists)
    else:
        looks.head(sheet, OPEN_COLUMNS, f"待定事项（{day}）", NOTHING, look)
    looks.set_up(sheet)


def _lines(sheet: Worksheet, asked: list[Pending], look: Mapping[str, Format], lists: Lists) -> None:
    row, number = looks.HEADER_ROW + 1, 0
    for kind, items in groupby(asked, key=lambda item: item.kind):
        group = list(items)
        _group(sheet, row, kind, group, look)
        for item in group:
            row, number = row + 1, number + 1
            _line(sheet, row, number, item, look)
            if item.decided_here:
                sheet.data_validation(row, _AT["choice"], row, _AT["choice"], lists.rule(item))
        row += 1


def _group(sheet: Worksheet, row: int, kind: str, group: list[Pending], look: Mapping[str, Format]) -> None:
    """Write the line above a kind; where there are proposals to agree to, they are agreed to here."""
    here = [item for item in group if item.decided_here]
    proposed = sum(bool(item.proposal) for item in here)
    words = f"【{kind}】共{len(group)}项。{_how(len(here), proposed)}"
    last = _AT["choice"] - 1 if here else _AT["decided_by"]
    sheet.merge_range(row, 0, row, last, words, look["group"])
    sheet.set_row(
        row, looks.height([(words, sum(column.width for column in OPEN_COLUMNS[: last + 1]))], least=26)
    )
    if not here:
        return
    sheet.write_string(row, _AT["key"], GROUP + kind)
    for field in _FILLED:
        sheet.write_blank(row, _AT[field], None, look["tick" if field == "choice" else "filled"])
    if proposed:
        sheet.data_validation(row, _AT["choice"], row, _AT["choice"], TICKED)
    else:
        sheet.write_string(row, _AT["choice"], "逐项填写", look["elsewhere"])


def _how(here: int, proposed: int) -> str:
    if not here:
        return "请到各行写明的地方办理，这里不用填。"
    if not proposed:
        return "没有建议，请逐项决定。"
    return "本类全部同意建议：在右边选√并写决定人；个别不同意的，在那一行另选。"


def _line(sheet: Worksheet, row: int, number: int, item: Pending, look: Mapping[str, Format]) -> None:
    texts = {field: masked(getattr(item, field)) for field in _TEXTS}
    sheet.set_row(row, looks.height((text, _WIDTH[field]) for field, text in texts.items()))
    sheet.write_number(row, _AT["number"], number, look["number"])
    for field, text in texts.items():
        proposed = field == "proposal" and item.decided_here
        sheet.write_string(row, _AT[field], text, look["proposal" if proposed else "text"])
    if item.decided_here:
        sheet.write_string(row, _AT["key"], item.key)
        for field in _FILLED:
            sheet.write_blank(row, _AT[field], None, look["filled"])
    else:
        where = f"到 {item.where} 办理" if item.where else "不在这里办理"
        sheet.merge_range(row, _AT["choice"], row, _AT["decided_by"], where, look["elsewhere"])


def _meta(book: Workbook, office_id: str) -> None:
    sheet = book.add_worksheet(META_SHEET)
    for row, (key, value) in enumerate((("layout", LAYOUT_VERSION), ("office", office_id))):
        sheet.write_string(row, 0, key)
        sheet.write_string(row, 1, value)
    sheet.very_hidden()
