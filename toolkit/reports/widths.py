"""栏宽：columns of a filled table made wide enough for what must not break: days, numbers, percentages, short words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from docx.oxml.ns import qn

from toolkit.reports.gongwen import WU_HAO
from toolkit.reports.measure import ems

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement

FIRM: Final = "表格居中"
"""Style of cells whose short lines stand whole; the lines of others turn wherever they have to."""

_WHOLE = 3.0
"""Characters of a line up to which it stands whole: 推进中."""

_NAME = 7.0
"""The same of a line of Chinese characters alone, such as the name of a department."""

_LEAST, _HEAD = 4.0, 2.0
"""Characters a column holds at least where its lines may turn, and where its cells are shorter than its header."""

_NARROW, _GAP = 0.64, 0.25
"""
Widths in faces and programs that stand in for ours: of a digit or letter, which in 仿宋 is a half, and of the gap some
programs put between one and a Chinese character whatever the style says.
"""

_POINT: Final = 20
"""Of the unit Word measures tables in, in a point."""

_MARGINS: Final = 142
"""Room beside a cell's words, in that unit: 2.5 mm."""

_WORD = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日|（待核实）|[≤≥＜＞]?[\x21-\x7e]+%?")
_TURNS = re.compile(r"(?<=[\x21-\x7e])(?=[^\x00-\x7f])|(?<=[^\x00-\x7f])(?=[\x21-\x7e])")


def fit(document: Document) -> None:
    """
    Let the columns of each table hold what must not break, at the cost of those with room to spare.

    A table keeps its width, and one that is wide enough everywhere keeps its columns as the template has them.
    """
    firm = document.styles[FIRM].style_id if FIRM in document.styles else None
    for table in document.tables:
        element = table._tbl  # noqa: SLF001 -- python-docx takes a second for a hundred rows cell by cell
        columns = element.tblGrid.findall(qn("w:gridCol"))
        widths = [int(column.get(qn("w:w"))) for column in columns]
        new = balanced(widths, _needs(element, len(widths), firm))
        if new != widths:
            _set(element, columns, new)


def balanced(widths: Sequence[int], needs: Sequence[int]) -> list[int]:
    """Return widths that sum to the same, each at least what is needed, taken from where there is most to spare."""
    total, wanted = sum(widths), sum(needs)
    if wanted >= total:
        shares = [need * total // wanted for need in needs]
        return [shares[0] + total - sum(shares), *shares[1:]]
    missing = sum(max(need - width, 0) for width, need in zip(widths, needs, strict=True))
    spare = sum(max(width - need, 0) for width, need in zip(widths, needs, strict=True))
    found = [
        need if width <= need else width - (width - need) * missing // spare
        for width, need in zip(widths, needs, strict=True)
    ]
    widest = max(range(len(found)), key=lambda place: found[place] - needs[place])
    found[widest] += total - sum(found)
    return found


def _needs(table: BaseOxmlElement, columns: int, firm: str | None) -> list[int]:
    """Return the room each column needs; one of short words may be as narrow as they are, its header turns."""
    found: dict[int, int] = {}
    for place, cell in _cells(table):
        if _style(cell) == firm:
            longest = max(map(_room, _lines(cell)), default=0)
            found[place] = max(found.get(place, _of(_HEAD)), longest)
    return [found.get(place, _of(_LEAST)) for place in range(columns)]


def _of(characters: float) -> int:
    return int(characters * WU_HAO * _POINT) + _MARGINS


def _cells(table: BaseOxmlElement) -> Iterator[tuple[int, BaseOxmlElement]]:
    """Yield each cell that stands in one column, with the column's place."""
    for row in table.tr_lst:
        place = 0
        for cell in row.tc_lst:
            span = cell.grid_span
            if span == 1:
                yield place, cell
            place += span


def _style(cell: BaseOxmlElement) -> str | None:
    style: str | None = cell.p_lst[0].style if cell.p_lst else None
    return style


def _lines(cell: BaseOxmlElement) -> Iterator[str]:
    for paragraph in cell.p_lst:
        yield from paragraph.text.split("\n")


def _room(line: str) -> int:
    """Return the room a line needs, in twentieths of a point: all of it where it is short, else its longest word."""
    if ems(line) <= (_NAME if not _WORD.search(line) else _WHOLE):
        return _of(_wide(line))
    return _of(max(map(_wide, _WORD.findall(line)), default=_LEAST))


def _wide(words: str) -> float:
    letters = sum(1.0 if ems(letter) == 1 else _NARROW for letter in words)
    return letters + _GAP * len(_TURNS.findall(words))


def _set(table: BaseOxmlElement, columns: Sequence[BaseOxmlElement], widths: Sequence[int]) -> None:
    for column, width in zip(columns, widths, strict=True):
        column.set(qn("w:w"), str(width))
    for row in table.tr_lst:
        place = 0
        for cell in row.tc_lst:
            span = cell.grid_span
            properties = cell.get_or_add_tcPr()
            properties.get_or_add_tcW().set(qn("w:w"), str(sum(widths[place : place + span])))
            place += span
