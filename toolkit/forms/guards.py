"""What keeps a form whole and helps while typing: locks, lists, hints and colours."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from toolkit.forms.selfcheck import BLANK, LETTERS, PASSED, UNASKED
from toolkit.model.layout import LISTS_SHEET, TICK
from toolkit.model.returns import Status

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from toolkit.forms.styles import Styles

LISTS: Final = {"status": ("form_status", tuple(Status)), "unchanged": ("form_tick", (TICK,))}
"""Field to the name its list is defined under and the words in it.

A list on another sheet is reached by a defined name: Excel saves a direct reference in an extension
that other programs drop.
"""

EARLIEST = date(2000, 1, 1)
LONGEST_TEXT = 300
"""Characters of a text cell (practice 3.1); more is allowed after a warning."""

PROTECTION: Final = {
    "format_columns": True,
    "format_rows": True,
    "autofilter": True,
    "sort": False,
}
_LARGEST = 10**15
_TEXTS = ("progress", "problems", "next_steps", "coordination")


def write_lists(book: Workbook) -> None:
    """Write the hidden sheet of lists and name each of them."""
    sheet = book.add_worksheet(LISTS_SHEET)
    for column, (name, words) in enumerate(LISTS.values()):
        for row, word in enumerate(words):
            sheet.write_string(row, column, str(word))
        letter = chr(ord("A") + column)
        book.define_name(name, f"='{LISTS_SHEET}'!${letter}$1:${letter}${len(words)}")
    sheet.protect()
    sheet.hide()


def protect(sheet: Worksheet) -> None:
    """Lock everything that is not the department's, without a password; widths and filters stay free."""
    sheet.protect("", PROTECTION)


def validate(sheet: Worksheet, first: int, last: int, latest: date) -> None:
    """Put lists and hints on the department's columns; only a wrong list word is refused outright."""
    for name, rule in _rules(latest).items():
        sheet.data_validation(f"{LETTERS[name]}{first}:{LETTERS[name]}{last}", rule)


def colour(sheet: Worksheet, first: int, last: int, styles: Styles, cutoff: date) -> None:
    """Colour 自检 by what it says, and 完成时限 where it has passed and the row is open."""
    check = f"${LETTERS['check']}{first}"
    span = f"{LETTERS['check']}{first}:{LETTERS['check']}{last}"
    for criteria, style in (
        (f'={check}="{BLANK}"', "waiting"),
        (f'=LEFT({check},{len(PASSED)})="{PASSED}"', "good"),
        (f'=RIGHT({check},{len(UNASKED)})="{UNASKED}"', "unasked"),
        (f'={check}<>""', "bad"),
    ):
        sheet.conditional_format(
            span,
            {"type": "formula", "criteria": criteria, "format": styles[style], "stop_if_true": True},
        )
    due, status = LETTERS["due"], LETTERS["status"]
    passed = f"${due}{first}<DATE({cutoff.year},{cutoff.month},{cutoff.day})"
    asked = f'${status}{first}<>"{Status.DONE}",RIGHT({check},{len(UNASKED)})<>"{UNASKED}"'
    sheet.conditional_format(
        f"{due}{first}:{due}{last}",
        {
            "type": "formula",
            "criteria": f"=AND(ISNUMBER(${due}{first}),{passed},{asked})",
            "format": styles["late"],
        },
    )


def _rules(latest: date) -> dict[str, dict[str, object]]:
    listed = {
        name: {
            "validate": "list",
            "source": f"={defined}",
            "input_title": title,
            "input_message": hint,
            "error_title": "请从列表中选",
            "error_message": f"这里只能选：{'、'.join(words)}。",
        }
        for (name, (defined, words)), (title, hint) in zip(LISTS.items(), _LIST_HINTS, strict=True)
    }
    texts = {
        name: {
            "validate": "length",
            "criteria": "<=",
            "value": LONGEST_TEXT,
            "error_type": "warning",
            "error_title": "文字偏长",
            "error_message": f"请尽量写在{LONGEST_TEXT}字以内；确需多写，可选“是”继续。",
        }
        for name in _TEXTS
    }
    return {**listed, "value": _VALUE, "completed_on": _completed(latest), **texts}


_LIST_HINTS = (
    ("工作状态", "点右侧箭头选一项。填“已完成”须达到目标值，并填完成日期和佐证材料。"),
    ("本期无变化", "与上期完全一样的，在此选√，本行其余各格不必再填。"),
)

_VALUE: dict[str, object] = {
    "validate": "decimal",
    "criteria": "between",
    "minimum": -_LARGEST,
    "maximum": _LARGEST,
    "error_type": "warning",
    "input_title": "本期完成值",
    "input_message": "填到本期末为止的数，按左边的计量单位，只填数字。新增类填累计数；百分之九十八填98。",
    "error_title": "请填数字",
    "error_message": "这里请只填数字，不带单位和“约”“左右”等字。",
}


def _completed(latest: date) -> dict[str, object]:
    return {
        "validate": "date",
        "criteria": "between",
        "minimum": EARLIEST,
        "maximum": latest,
        "error_type": "warning",
        "input_title": "完成日期",
        "input_message": f"已完成的才填，写成 {latest.year}-{latest.month}-{latest.day} 的样子。",
        "error_title": "请核对日期",
        "error_message": f"请按 {latest.year}-{latest.month}-{latest.day} 的样子填写，不能晚于这一天。",
    }
