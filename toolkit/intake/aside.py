"""旁注：what a department says of a cell without writing it there: 同上, a comment, a column of its own."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from toolkit.lang.cells import read_value
from toolkit.lang.script import fold
from toolkit.model import layout

if TYPE_CHECKING:
    from collections.abc import Mapping

    from toolkit.intake.grid import Sheet
    from toolkit.model.plan import Target
    from toolkit.model.returns import Entry

DITTO_AT_MOST: Final = 5
"""Characters of the longest that :func:`is_ditto` takes for one."""
_DITTO: Final = frozenset({"同上", "同前", "同上行", "同上一行", "〃", "”", '"'})
_AUTHOR: Final = re.compile(r"^[^\n:：]{1,20}[:：]\s*\n")
_HEADINGS: Final = {
    column.field: column.header
    for column in (*layout.FORM, layout.ADJUST_COLUMN)
    if column.filled_by == "department"
}
_TAKEN: Final = ("progress", "problems", "next_steps", "coordination", "evidence")


def is_ditto(text: str) -> bool:
    """Whether a cell only says that it repeats the one above."""
    return len(text) <= DITTO_AT_MOST and fold(text).rstrip("。.") in _DITTO


def above(sheet: Sheet, row: int, column: int, top: int) -> str:
    """Return the text a 同上 repeats: the nearest above it that says something itself, below row ``top``."""
    texts = (sheet.text(at, column) for at in range(row - 1, top, -1))
    return next((text for text in texts if text and not is_ditto(text)), "")


def comment(sheet: Sheet, row: int, column: int) -> str:
    """Return a department's own comment on a cell, without the name a program puts before it."""
    text = sheet.comments.get((row, column), "").strip()
    said = _AUTHOR.sub("", text).strip()
    return "" if text.startswith(layout.REVIEW_MARK) or said.startswith(layout.REVIEW_MARK) else said


def with_comments(entry: Entry, comments: Mapping[str, str], target: Target | None) -> Entry:
    """Take what was written as a comment on an empty cell for the cell's, to be confirmed (practice 6.51)."""
    texts = {field: said for field in _TAKEN if (said := comments.get(field)) and not getattr(entry, field)}
    doubtful = {field: _told(field, said) for field, said in texts.items()}
    taken = replace(entry, **texts, doubtful=entry.doubtful | doubtful)  # type: ignore[arg-type]
    figure = comments.get("value", "")
    if entry.raw or not figure:
        return taken
    read = read_value(figure, target.unit if target else None)
    if read.number is None:
        return taken
    return replace(
        taken,
        value=read.number,
        raw=figure,
        approximate=read.approximate,
        doubtful=taken.doubtful | {"value": _told("value", figure)},
    )


def _told(field: str, said: str) -> str:
    return f"“{_HEADINGS[field]}”是空的，批注里写“{said[:40]}”，按批注记"
