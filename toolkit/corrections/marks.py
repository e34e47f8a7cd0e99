"""The colour and the comment in a faulty cell, and their removal when it is faulty no more."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, Final, cast

from toolkit.model.findings import Finding, Severity
from toolkit.model.layout import REVIEW_MARK

if TYPE_CHECKING:
    from openpyxl.cell import Cell, MergedCell
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill
    from openpyxl.styles.fills import Fill
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

FILLS: Final = {Severity.ERROR: "FFFF9B9B", Severity.WARNING: "FFFFC878"}
"""ARGB by which a mark is seen, and known again in the next round; used nowhere else in a form."""

AUTHOR: Final = "审核"
_BOX_WIDTH, _LINE_HEIGHT, _CHARACTERS_A_LINE = 320, 19, 24
_SPACE: Final = "\n\n"
_FILLS: Final = "_fills"
_LOOK: Final = "_style"
"""Where openpyxl keeps the fills of a book and the look of a cell: comparing numbers, not colours, of every cell."""


def put(cell: Cell, findings: tuple[Finding, ...]) -> None:
    """Colour a cell by the gravest of its findings and say all of them in one comment."""
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    gravest = Severity.ERROR if any(f.severity is Severity.ERROR for f in findings) else Severity.WARNING
    cell.fill = PatternFill("solid", fgColor=FILLS[gravest])
    own = f"{cell.comment.text.rstrip()}{_SPACE}" if cell.comment else ""
    cell.comment = _sized(Comment(own + comment_text(findings), AUTHOR))


def comment_text(findings: tuple[Finding, ...]) -> str:
    """Write 发现, 要求 and 怎么改 of each finding; several are numbered."""
    parts = []
    for index, finding in enumerate(findings, 1):
        number = f"{index}. " if len(findings) > 1 else ""
        lines = (("发现", finding.found), ("要求", finding.wanted), ("怎么改", finding.todo))
        said = "\n".join(f"{label}：{text}" for label, text in lines if text)
        parts.append(f"{number}{finding.severity.chinese}\n{said}")
    return f"{REVIEW_MARK}{_SPACE.join(parts)}"


def clear(book: Workbook) -> None:
    """Take away the marks of an earlier round; what the department coloured or noted itself stays."""
    from openpyxl.cell import Cell

    ours = frozenset(at for at, fill in enumerate(getattr(book, _FILLS)) if _is_mark(fill))
    for sheet in book.worksheets:
        for cell in list(sheet._cells.values()):  # noqa: SLF001 - iter_rows would make every cell between
            if isinstance(cell, Cell):
                _clear_comment(cell)
                if getattr(cell, _LOOK).fillId in ours:
                    cell.fill = _fill_beside(sheet, cell)


def _clear_comment(cell: Cell) -> None:
    """Keep what the department noted, in a box that shows it: openpyxl forgets the size of boxes."""
    from openpyxl.comments import Comment

    if cell.comment is None:
        return
    own = cell.comment.text.partition(REVIEW_MARK)[0].rstrip()
    cell.comment = _sized(Comment(own, cell.comment.author)) if own else None


def _fill_beside(sheet: Worksheet, cell: Cell) -> PatternFill:
    """Return the fill of the nearest unmarked cell of the row that is locked, or free, as this one is."""
    from openpyxl.styles import PatternFill

    beside = [
        other
        for other in sheet[cell.row]
        if other.protection.locked == cell.protection.locked and not _is_ours(other)
    ]
    nearest = min(beside, key=lambda other: abs((other.column or 0) - cell.column), default=None)
    return PatternFill() if nearest is None else cast("PatternFill", copy(nearest.fill))


def _is_ours(cell: Cell | MergedCell) -> bool:
    return _is_mark(cast("Fill", cell.fill))


def _is_mark(fill: Fill) -> bool:
    colour = getattr(fill, "fgColor", None)
    return colour is not None and getattr(fill, "fill_type", None) == "solid" and colour.rgb in FILLS.values()


def _sized(comment: Comment) -> Comment:
    lines = sum(len(line) // _CHARACTERS_A_LINE + 1 for line in comment.text.split("\n"))
    comment.width, comment.height = _BOX_WIDTH, (lines + 1) * _LINE_HEIGHT
    return comment
