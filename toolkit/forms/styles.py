"""The looks of a form: grey is the office's, white is the department's to fill in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook

TEXT_FONT, HEAD_FONT = "宋体", "黑体"
SIZE = 11
BASE: Final = {"font_name": TEXT_FONT, "font_size": SIZE, "valign": "vcenter"}

_LINE = {"border": 1, "border_color": "#A6A6A6", "text_wrap": True}
_GIVEN = {**_LINE, "bg_color": "#F2F2F2"}
_CLOSED = {**_LINE, "bg_color": "#D9D9D9", "font_color": "#7F7F7F"}
_OPEN = {**_LINE, "locked": False}
_MIDDLE = {"align": "center"}
_DAY = {"num_format": "yyyy-m-d", **_MIDDLE}
_AS_TEXT = {"num_format": "@"}

_LOOKS: Final[dict[str, dict[str, object]]] = {
    "title": {"font_name": HEAD_FONT, "font_size": 18},
    "label": {"font_name": HEAD_FONT, "align": "right"},
    "fact": {"bottom": 1, "bottom_color": "#A6A6A6"},
    "fill": {**_OPEN, **_AS_TEXT},
    "fill_day": {**_OPEN, **_DAY, "align": "left"},
    "tally": {"bold": True},
    "header_given": {
        **_LINE,
        **_MIDDLE,
        "font_name": HEAD_FONT,
        "bg_color": "#D9D9D9",
    },
    "header_fill": {
        **_LINE,
        **_MIDDLE,
        "font_name": HEAD_FONT,
        "bg_color": "#1F4E79",
        "font_color": "#FFFFFF",
    },
    "given": _GIVEN,
    "given_middle": {**_GIVEN, **_MIDDLE},
    "given_text": {**_GIVEN, **_MIDDLE, **_AS_TEXT},
    "given_day": {**_GIVEN, **_DAY},
    "open": {**_OPEN, **_AS_TEXT},
    "open_middle": {**_OPEN, **_MIDDLE},
    "open_day": {**_OPEN, **_DAY},
    "closed": _CLOSED,
    "closed_middle": {**_CLOSED, **_MIDDLE},
    "closed_text": {**_CLOSED, **_MIDDLE, **_AS_TEXT},
    "closed_day": {**_CLOSED, **_DAY},
    "closed_open": {**_CLOSED, **_AS_TEXT, "locked": False},
    "closed_open_middle": {**_CLOSED, **_MIDDLE, "locked": False},
    "closed_open_day": {**_CLOSED, **_DAY, "locked": False},
    "note": {"text_wrap": True, "font_size": 12},
    "note_due": {"text_wrap": True, "font_size": 12, "bold": True},
    "sign": {"font_size": 12, "valign": "bottom"},
    "sign_line": {"bottom": 1},
    "bad": {"bg_color": "#FFC7CE", "font_color": "#9C0006"},
    "good": {"bg_color": "#C6EFCE", "font_color": "#006100"},
    "waiting": {"bg_color": "#FFF2CC", "font_color": "#7F6000"},
    "unasked": {"font_color": "#7F7F7F"},
    "late": {"font_color": "#C00000", "bold": True},
}
_CONDITIONAL = frozenset({"bad", "good", "waiting", "unasked", "late"})


class Styles:
    """The formats of one workbook, each made when first asked for."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[str, Format] = {}

    def __getitem__(self, name: str) -> Format:
        if name not in self._made:
            base = {} if name in _CONDITIONAL else BASE
            self._made[name] = self._book.add_format({**base, **_LOOKS[name]})
        return self._made[name]
