"""平面表格：the tables of texts (CSV), web pages and Word documents as sheets, to tell a return from a plan document."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from dataclasses import dataclass
from email import message_from_bytes
from itertools import accumulate, islice
from typing import TYPE_CHECKING, Any, Final

from toolkit.errors import UnreadableFileError
from toolkit.intake.columns import find_header
from toolkit.intake.grid import Area, Sheet, Workbook
from toolkit.intake.package import open_package
from toolkit.intake.sniff import Container
from toolkit.lang import script

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from toolkit.intake.columns import Header

_SEPARATORS: Final = ",;\t，；|"
_TRIED_LINES: Final = 200
_MAX_SPAN: Final = 1000
_MAX_CELLS: Final = 1_000_000
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_RUN: Final = (f"{_W}t", f"{_W}br", f"{_W}cr")
_NAMES: Final = frozenset({"id", "task"})
_ANSWERS: Final = ("value", "status", "progress")
_FEWEST: Final = 2
_HEAD: Final = 400
"""Characters among which 填报单位 and 报告期 stand, in a form."""
_FROM_WORD: Final = "按 Word 文档里的表格读取"
_PAGE: Final = "text/html"
_LINES_OVER: Final = 8
_INLINE: Final = frozenset({"a", "b", "em", "font", "i", "o:p", "span", "strong", "sub", "sup", "u"})
_UNREADABLE: Final = (
    UnreadableFileError,
    KeyError,
    ValueError,
    OSError,
    RuntimeError,
    csv.Error,
    SyntaxError,
)


@dataclass(frozen=True, slots=True)
class Flat:
    """The tables of a document, and all its words, folded."""

    book: Workbook
    text: str

    @property
    def is_form(self) -> bool:
        """
        Whether the document answers a form, filled in or not: its tables do, or its head says whose and for when.

        A plan with a form in its annex is mostly other words.
        """
        headed = ((sheet, find_header(sheet)) for sheet in self.book.sheets)
        tables = [sheet.rows[header.row :] for sheet, header in headed if header and _answers(header)]
        words = sum(len(script.fold(str(cell))) for rows in tables for row in rows for cell in row)
        head = self.text[:_HEAD]
        return 0 < len(self.text) <= words * 2 or ("填报单位" in head and "报告期" in head)


def read(data: bytes, container: Container, name: str) -> Flat | None:
    """Return the tables of a document, its sheets called ``name``; None for one that has none to be looked at."""
    reader = _READERS.get(container)
    try:
        grids, text = reader(data) if reader else ((), "")
    except _UNREADABLE:
        return None
    sheets = tuple(_sheet(grid, name, number) for number, grid in enumerate(grids, 1))
    notes = (_FROM_WORD,) if container is Container.DOCX else ()
    return Flat(Workbook(sheets, notes), script.fold(text)) if reader else None


@dataclass(frozen=True, slots=True)
class _Grid:
    rows: tuple[tuple[str, ...], ...]
    merged: tuple[Area, ...] = ()


def _sheet(grid: _Grid, name: str, number: int) -> Sheet:
    return Sheet(name=name if number == 1 else f"{name}({number})", rows=grid.rows, merged=grid.merged)


def _answers(header: Header) -> bool:
    columns = sum(name in header.columns for name in _ANSWERS) + len(header.others.get("progress", ()))
    return bool(_NAMES & header.columns.keys()) and columns >= _FEWEST


def _read_text(data: bytes) -> tuple[Iterable[_Grid], str]:
    """Read separated values by whichever separator gives the most headings."""
    text = script.decode(data)
    head = "".join(islice(io.StringIO(text), _TRIED_LINES))
    found = {mark: _fields(find_header(Sheet(name="", rows=_split(head, mark)))) for mark in _SEPARATORS}
    mark = max(found, key=lambda one: found[one])
    return ((_Grid(_split(text, mark)),) if found[mark] else ()), text


def _fields(header: Header | None) -> int:
    return len(header.columns) if header else 0


def _split(text: str, mark: str) -> tuple[tuple[str, ...], ...]:
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
    return tuple(tuple(cell.strip() for cell in line) for line in lines)


def _read_html(data: bytes) -> tuple[Iterable[_Grid], str]:
    if not data[:_HEAD].lower().lstrip().startswith((b"mime-", b"content-", b"from:")):
        return _read_page(data)
    message = message_from_bytes(data)
    pages = [part.get_payload(decode=True) for part in message.walk() if part.get_content_type() == _PAGE]
    read = [_read_page(page) for page in pages if isinstance(page, bytes) and page.strip()]
    return [grid for grids, _ in read for grid in grids], "".join(text for _, text in read)


def _read_page(data: bytes) -> tuple[Iterable[_Grid], str]:
    from lxml import html

    parser = html.HTMLParser(encoding="utf-8", no_network=True)
    root = html.document_fromstring(script.decode(data).encode("utf-8"), parser=parser)
    for element in root.xpath("//script | //style | //head"):
        element.drop_tree()
    for element in root.iter("br"):
        element.tail = f"\n{element.tail or ''}"
    return [
        _laid_out([*([(words, 1, 1)] for words in over), *map(_html_cells, table.iter("tr"))])
        for table, over in _html_tables(root)
    ], root.text_content()


def _html_tables(root: Any) -> Iterator[tuple[Any, list[str]]]:  # noqa: ANN401
    """Yield the innermost tables, each with the last lines that stand over it: its title, 填报单位, 报告期."""
    from lxml import etree

    lines, depth = [""], 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if element.tag == "table":
            if event == "start" and element.find(".//table") is None:
                yield element, list(filter(None, (" ".join(line.split()) for line in lines)))[-_LINES_OVER:]
            depth += 1 if event == "start" else -1
            lines = [""]
        elif not depth and element.tag not in _INLINE:
            lines = [*lines[-_LINES_OVER:], ""]
        if not depth:
            lines[-1] += (element.text if event == "start" else element.tail) or ""


def _html_cells(row: Any) -> Iterator[tuple[str, int, int]]:  # noqa: ANN401  (lxml has no types)
    for cell in row.iterchildren("td", "th"):
        text = " ".join(cell.text_content().split())
        yield text, _span(cell.get("colspan")), _span(cell.get("rowspan"))


def _read_docx(data: bytes) -> tuple[Iterable[_Grid], str]:
    root = open_package(data).xml("word/document.xml")
    tables = [table for table in root.iter(f"{_W}tbl") if table.find(f".//{_W}tc//{_W}tbl") is None]
    return [_docx_grid(table) for table in tables], "".join(text.text or "" for text in root.iter(f"{_W}t"))


def _docx_grid(table: Any) -> _Grid:  # noqa: ANN401
    """Lay out a table below the paragraphs that stand over it: its title, 填报单位, 报告期."""
    over: list[str] = []
    for element in table.itersiblings(preceding=True):
        if element.tag == f"{_W}tbl" or len(over) == _LINES_OVER:
            break
        over += [words] if element.tag == f"{_W}p" and (words := _docx_words([element])) else []
    above = [[(words, 1, 1)] for words in reversed(over)]
    rows = [list(_docx_cells(row)) for row in table.iter(f"{_W}tr")]
    return _laid_out([*above, *_merged_down(rows)])


def _docx_cells(row: Any) -> Iterator[_DocxCell]:  # noqa: ANN401
    before = row.find(f"{_W}trPr/{_W}gridBefore")
    if before is not None:
        yield _DocxCell("", _span(before.get(f"{_W}val")))
    for cell in row.iter(f"{_W}tc"):
        span = cell.find(f"{_W}tcPr/{_W}gridSpan")
        down = cell.find(f"{_W}tcPr/{_W}vMerge")
        yield _DocxCell(
            _docx_words(cell.iter(f"{_W}p")),
            _span(None if span is None else span.get(f"{_W}val")),
            goes_on=down is not None and down.get(f"{_W}val") != "restart",
        )


def _docx_words(paragraphs: Iterable[Any]) -> str:
    lines = ("".join(map(_docx_text, p.iter(*_RUN))).strip() for p in paragraphs)
    return "\n".join(filter(None, lines))


def _docx_text(element: Any) -> str:  # noqa: ANN401
    return element.text or "" if element.tag == _RUN[0] else "\n"


@dataclass(frozen=True, slots=True)
class _DocxCell:
    """A cell of a Word table; ``goes_on`` where it only carries on the one above it."""

    text: str
    wide: int
    goes_on: bool = False


def _merged_down(rows: list[list[_DocxCell]]) -> Iterator[list[tuple[str, int, int]]]:
    """Give every cell its height: Word marks each cell below as going on, HTML counts rows at the first."""
    places = [dict(zip(_starts(row), row, strict=True)) for row in rows]
    for at, row in enumerate(places):
        cells = []
        for left, cell in row.items():
            if cell.goes_on and at and left in places[at - 1]:
                continue
            cells.append((cell.text, cell.wide, _height(places, at, left)))
        yield cells


def _height(rows: list[dict[int, _DocxCell]], at: int, left: int) -> int:
    last = at + 1
    while last < len(rows) and left in rows[last] and rows[last][left].goes_on:
        last += 1
    return last - at


def _starts(row: list[_DocxCell]) -> Iterator[int]:
    return accumulate((cell.wide for cell in row[:-1]), initial=0) if row else iter(())


def _span(text: str | None) -> int:
    return (
        max(1, min(int(text), _MAX_SPAN)) if text and text.isdecimal() and len(text) < len("1000000") else 1
    )


def _laid_out(rows: Iterable[Iterable[tuple[str, int, int]]]) -> _Grid:
    """Put (text, columns, rows) cells where they stand, past those that reach down from above."""
    taken: dict[int, int] = defaultdict(int)
    lines: list[tuple[str, ...]] = []
    merged: list[Area] = []
    count = 0
    for at, cells in enumerate(rows):
        line: list[str] = []
        for text, wide, high in cells:
            while taken[len(line)] > at:
                line.append("")
            left = len(line)
            line += [text, *[""] * (wide - 1)]
            taken.update(dict.fromkeys(range(left, left + wide), at + high))
            if wide > 1 or high > 1:
                merged.append(Area(at, left, at + high - 1, left + wide - 1))
        count += len(line)
        if count > _MAX_CELLS:
            raise ValueError("too many cells")
        lines.append(tuple(line))
    return _Grid(tuple(lines), tuple(merged))


_READERS: Final[Mapping[Container, Callable[[bytes], tuple[Iterable[_Grid], str]]]] = {
    Container.TEXT: _read_text,
    Container.HTML: _read_html,
    Container.DOCX: _read_docx,
}
