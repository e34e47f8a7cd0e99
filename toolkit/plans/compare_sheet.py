"""变更清单.xlsx: what changed between two versions of a plan, to read, print and sign."""

from __future__ import annotations

from collections import Counter
from io import BytesIO
from typing import TYPE_CHECKING, Final

from toolkit.model.wording import day
from toolkit.plans.compare import ChangeKind
from toolkit.plans.workbook_styles import Styles, height
from toolkit.plans.workbook_table import set_up_print, write_cell

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from toolkit.plans.compare import Change

SHEET: Final = "变更清单"
_COLUMNS: Final = (
    ("序号", 6.0), ("类别", 13.0), ("编号", 9.0), ("任务", 26.0), ("原来", 44.0), ("现在", 44.0), ("备注", 12.0),
)  # fmt: skip
_HEADER: Final = 3
_GROUNDS: Final = {
    "#E2EFDA": (ChangeKind.TASK_ADDED, ChangeKind.TARGET_ADDED),
    "#F8CBAD": (ChangeKind.TASK_DROPPED, ChangeKind.TARGET_DROPPED),
    "#FFF2CC": (
        ChangeKind.RAISED,
        ChangeKind.LOWERED,
        ChangeKind.ALTERED,
        ChangeKind.EARLIER,
        ChangeKind.LATER,
    ),
}
"""What is new, what is gone, and what is demanded otherwise; words that merely read otherwise are plain."""


def counted(changes: Iterable[Change]) -> str:
    """Return how many changes there are of each sort, the most grave first: 新增任务2项、时限提前1项."""
    found = Counter(change.kind for change in changes)
    return "、".join(f"{kind}{found[kind]}项" for kind in ChangeKind if found[kind])


def write(
    changes: tuple[Change, ...],
    *,
    title: str,
    before: tuple[str, date],
    after: tuple[str, date],
    office_name: str,
    made_at: datetime,
) -> bytes:
    """Return the workbook; ``before`` and ``after`` are what each version is called, and its day."""
    from xlsxwriter import Workbook

    out = BytesIO()
    text = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(out, {"in_memory": True, **text}) as book:
        book.set_properties({"title": f"{title}{SHEET}", "author": office_name, "created": made_at})
        sheet = book.add_worksheet(SHEET)
        styles = Styles(book)
        last = len(_COLUMNS) - 1
        tops = (
            (f"《{title}》变更清单", "title", 34),
            (f"{_version(*before)}　→　{_version(*after)}", "guide", 20),
            (
                f"共{len(changes)}处变动：{counted(changes)}。编号相同的仍是同一项任务、同一个指标。",
                "count",
                0,
            ),
        )
        whole = sum(width for _, width in _COLUMNS)
        for row, (words, look, high) in enumerate(tops):
            sheet.merge_range(row, 0, row, last, words, styles.cell(look))
            sheet.set_row(row, high or height([(words, whole)]))
        for at, (header, width) in enumerate(_COLUMNS):
            sheet.set_column(at, at, width)
            sheet.write_string(_HEADER, at, header, styles.cell("header"))
        sheet.set_row(_HEADER, 24)
        for number, change in enumerate(changes, 1):
            cells = _cells(number, change)
            sheet.set_row(
                _HEADER + number, height((str(c), w) for c, (_, w) in zip(cells, _COLUMNS, strict=True))
            )
            for at, cell in enumerate(cells):
                look = "text" if at in _WORDS else "code"
                write_cell(sheet, _HEADER + number, at, cell, styles.tinted(look, _ground(change, at)))
        sheet.freeze_panes(_HEADER + 1, 0)
        sheet.autofilter(_HEADER, 0, _HEADER + max(1, len(changes)), last)
        set_up_print(sheet, _HEADER)
    return out.getvalue()


_WORDS: Final = frozenset({3, 4, 5, 6})


def _version(name: str, on: date) -> str:
    return f"{name}（{day(on)}）"


def _cells(number: int, change: Change) -> tuple[str | int, ...]:
    subject = change.task or change.title
    if change.task and change.title not in {change.task, ""}:
        subject = f"{change.task}：{change.title}"
    return number, change.kind.value, change.about, subject, change.before, change.after, ""


def _ground(change: Change, column: int) -> str:
    if column != 1:
        return ""
    return next((colour for colour, kinds in _GROUNDS.items() if change.kind in kinds), "")
