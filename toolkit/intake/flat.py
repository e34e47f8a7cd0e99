"""平面表格：the tables of texts (CSV), web pages and Word documents as sheets, to tell a return from a plan document."""

from __future__ import annotations

import csv
import io
import zipfile
from collections import defaultdict
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from toolkit.intake.columns import find_header
from toolkit.intake.grid import Area, Sheet, Workbook
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
_NAMES: Final = frozenset({"id", "task"})
_ANSWERS: Final = ("value", "status", "progress")
_FEWEST: Final = 2
_HEAD: Final = 400
"""Characters among which 填报单位 and 报告期 stand, in a form."""
_UNREADABLE: Final = (zipfile.BadZipFile, KeyError, ValueError, OSError, RuntimeError, csv.Error, SyntaxError)


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
    return Flat(Workbook(sheets), script.fold(text)) if reader else None


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
    from lxml import html

    parser = html.HTMLParser(encoding="utf-8", no_network=True)
    root = html.document_fromstring(script.decode(data).encode("utf-8"), parser=parser)
    for element in root.xpath("//script | //style | //head"):
        element.drop_tree()
    for element in root.iter("br"):
        element.tail = f"\n{element.tail or ''}"
    tables = [table for table in root.iter("table") if table.find(".//table") is None]
    return [_laid_out(map(_html_cells, table.iter("tr"))) for table in tables], root.text_content()


def _html_cells(row: Any) -> Iterator[tuple[str, int, int]]:  # noqa: ANN401  (lxml has no types)
    for cell in row.iterchildren("td", "th"):
        text = " ".join(cell.text_content().split())
        yield text, _span(cell.get("colspan")), _span(cell.get("rowspan"))


def _read_docx(data: bytes) -> tuple[Iterable[_Grid], str]:
    from lxml import etree

    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        root = etree.fromstring(package.read("word/document.xml"), parser)
    tables = [table for table in root.iter(f"{_W}tbl") if table.find(f".//{_W}tc//{_W}tbl") is None]
    grids = [_laid_out(map(_docx_cells, table.iter(f"{_W}tr"))) for table in tables]
    return grids, "".join(text.text or "" for text in root.iter(f"{_W}t"))


def _docx_cells(row: Any) -> Iterator[tuple[str, int, int]]:  # noqa: ANN401
    for cell in row.iter(f"{_W}tc"):
        span = cell.find(f"{_W}tcPr/{_W}gridSpan")
        wide = None if span is None else span.get(f"{_W}val")
        yield "".join(text.text or "" for text in cell.iter(f"{_W}t")).strip(), _span(wide), 1


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
