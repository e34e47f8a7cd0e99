"""散表：a table copied from a web page as text, one cell a line, becomes rows again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from toolkit.lang import dates, names
from toolkit.lang.script import fold, shadow
from toolkit.plans import table_columns
from toolkit.plans.document import Cell, Line

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST_HEADER: Final = 10
_FEWEST_COLUMNS: Final = 3
_LONGEST_LIMIT: Final = 16
_ROLES: Final = ("lead", "charge", "support")
_TEXTS: Final = ("section", "title", "text")
_ANY_YEAR: Final = 2000
_STANDING: Final = ("长期", "持续", "常态", "全年", "每年")


def restore(lines: list[Line], table: int) -> list[Line]:
    """
    Return the lines with tables of one cell a line put back; ``table`` is the first free number.

    Such a table begins with 序号 and at least two further headers on lines of their own, then 1.  What a
    cell is shows in its words: names of offices, a limit, or text; blank lines mean nothing.
    """
    filled = [at for at, line in enumerate(lines) if line.cell is not None or line.text.strip()]
    for place, at in enumerate(filled):
        kinds = _headers([lines[i] for i in filled[place : place + _LONGEST_HEADER]])
        if not kinds:
            continue
        first = place + len(kinds)
        rows = list(_rows([lines[i] for i in filled[first:]], kinds))
        taken = sum(size for size, _ in rows)
        end = filled[first + taken] if first + taken < len(filled) else len(lines)
        header = [(column, lines[filled[place + column]].text) for column in range(len(kinds))]
        grid = [header, *(list(cells.items()) for _, cells in rows)]
        made = [
            Line(text.strip(), cell=Cell(table, row, column))
            for row, cells in enumerate(grid)
            for column, text in cells
        ]
        return [*lines[:at], *made, *restore(lines[end:], table + 1)]
    return lines


def _headers(lines: list[Line]) -> list[str]:
    """Return the kinds of the columns whose headers stand on the first lines, before a line that is 1."""
    kinds: list[str] = []
    for line in lines:
        plain = fold(line.text)
        if line.cell is not None or len(plain) > _LONGEST_HEADER:
            return []
        if plain == "1":
            return kinds if len(kinds) >= _FEWEST_COLUMNS and {*_ROLES} & {*kinds} else []
        kind = next((header.field for header in table_columns.HEADERS if header.regex.search(plain)), "")
        if not kind or (not kinds and kind != "number"):
            return []
        kinds.append(kind)
    return []


def _rows(lines: list[Line], kinds: list[str]) -> Iterator[tuple[int, dict[int, str]]]:
    """Yield how many lines a row takes, and its cells by column, as long as the numbers go on."""
    place, expected = 0, 1
    while place < len(lines) and fold(lines[place].text) == str(expected):
        end = place + 1
        while end < len(lines) and fold(lines[end].text) != str(expected + 1) and _is_cell(lines[end]):
            end += 1
        yield end - place, _cells([line.text for line in lines[place:end]], kinds)
        place, expected = end, expected + 1


def _is_cell(line: Line) -> bool:
    return line.cell is None and line.heading is None and not _is_foot(line.text)


def _is_foot(text: str) -> bool:
    """Tell whether a line signs the paper below a table, or offers to share the page."""
    plain = shadow(text).strip()
    return plain.startswith(("分享", "附件", "附:", "备注:", "注:")) or plain.endswith(("年", "日"))


def _cells(texts: list[str], kinds: list[str]) -> dict[int, str]:
    number, *rest = texts
    cells = dict.fromkeys(range(len(kinds)), "")
    cells[0] = number
    if rest and kinds[1] in _TEXTS:
        cells[1] = rest.pop(0)
    for text in rest:
        _put(text, kinds, cells)
    return cells


def _put(text: str, kinds: list[str], cells: dict[int, str]) -> None:
    """Put a text to the column its words fit: the first free one of its kind, else the last."""
    fitting = [column for column, kind in enumerate(kinds) if kind in _fits(text)]
    if not fitting:
        return
    free = next((column for column in fitting if not cells[column]), fitting[-1])
    cells[free] = f"{cells[free]}\n{text}" if cells[free] else text


def _fits(text: str) -> tuple[str, ...]:
    plain = shadow(text).strip()
    if len(plain) <= _LONGEST_LIMIT and (dates.alone(plain, _ANY_YEAR) or plain.startswith(_STANDING)):
        return ("due",)
    found = () if plain.endswith("。") else names.split(text)
    return _ROLES if found and all(names.is_body(name) for name in found) else _TEXTS
